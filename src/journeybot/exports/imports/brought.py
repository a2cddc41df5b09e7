"""What a file that is brought in comes to: a map or a part of one, and every place in it that will not do."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from journeybot.exports.imports.documents import document_of
from journeybot.exports.imports.opening import opened
from journeybot.exports.imports.table import Table, headings_of, table_of
from journeybot.exports.unreadable import Unreadable
from journeybot.journey import JourneyMap, Key

Remark = tuple[str, dict[str, object]]
"""What is to be known of how a file was read: a sentence of prompts/<language>/import.toml, and its gaps."""


_HEADING = re.compile(r"\[(?!(true|false|null)\])[^\W\d][\w ]*\]")
"""How a sheet may begin, and no JSON."""


class File:
    """A file that somebody hands us, looked at once. Raises Unreadable where its bytes are no text."""

    def __init__(self, data: bytes) -> None:
        found = opened(data)
        self.text, self.encoding = found.text, found.encoding

    @cached_property
    def is_json(self) -> bool:
        """Whether it looks like JSON at all."""
        start = self.text.lstrip()
        return start[0] in "{[" and not _HEADING.match(start)

    @cached_property
    def document(self) -> dict[str, Any]:
        """The object that a JSON file holds; empty if it is another kind of file. Raises Unreadable."""
        return document_of(self.text) if self.is_json else {}

    @cached_property
    def table(self) -> Table:
        """The file as a table. Raises Unreadable."""
        return table_of(self.text)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """What stands above the columns, if it is a table."""
        return () if self.is_json else headings_of(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """`journey` holds what the file says; keys that begin with HERE name notes of the map it was read for. `troubles`
    are the places that will not do: nothing is to be brought in while there are any. `rows` says in which row (or, of
    a text, line) a note stands."""

    journey: JourneyMap
    troubles: tuple[Unreadable, ...] = ()
    remarks: tuple[Remark, ...] = ()
    rows: Mapping[Key, int] = field(default_factory=dict)


HERE = "@"
"""Before the key of a note that is on the map already; no key of a file begins so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A kind of file that can be brought in. `whole`: it holds a map, and not only a part for one; `fits` tells by a
    look whether a file is of this kind; `lossy` that it says less than our map: means
    of feelings, and the stage only where something hurts; `read` is given the map that the file may name things of."""

    name: str
    whole: bool
    fits: Callable[[File], bool] = field(repr=False)
    read: Callable[[File, JourneyMap], Brought] = field(repr=False)
    lossy: bool = False
