"""Keeps what was typed harmless in other programs: no formula in a sheet, no character that XML does not know."""

import re
from dataclasses import fields, replace
from enum import StrEnum
from typing import Any

from journeybot.forms import clean
from journeybot.inside import each_map
from journeybot.journey import LISTS, JourneyMap

_NO_XML = re.compile("[\ufffe\uffff]")
_BEGINS = r"(^|[;\t\n\r])(\s*)"
_FORMULA = r"[=+\-@\uff1d\uff0b\uff0d\uff20'\u2019]"
_WOULD_RUN = re.compile(rf"{_BEGINS}(?={_FORMULA})")
_KEPT_FROM = re.compile(rf"{_BEGINS}'(?={_FORMULA})")


def legal(typed: str) -> str:
    """Typed text without what no XML file may hold: control characters, half characters, non-characters."""
    return _NO_XML.sub("", clean(typed))


def one_line(typed: str) -> str:
    """Typed text for a file where a line is a statement: on one line, and reading in its own direction only."""
    return " ".join(legal(typed).split())


def guarded(typed: str) -> str:
    """Typed text for a cell of a CSV file, with an apostrophe before whatever a spreadsheet could take for a formula:
    at the beginning, and after what another program may take for the end of a cell (a semicolon, a new line).

    What begins a formula is in OWASP's page on CSV injection.
    """
    return _WOULD_RUN.sub(r"\1\2'", legal(typed).replace("\t", " "))


def unguarded(cell: str) -> str:
    """What was typed, from a cell that `guarded` made."""
    return _KEPT_FROM.sub(r"\1\2", cell)


def harmless(journey: JourneyMap) -> JourneyMap:
    """The map, and those inside it, with every text as `legal` has it."""
    return each_map(journey, _harmless)


def _harmless(journey: JourneyMap) -> JourneyMap:
    lists: dict[str, Any] = {name: tuple(map(_legal, getattr(journey, name))) for name in LISTS.values()}
    part_of = tuple((legal(title), legal(name)) for title, name in journey.part_of)
    last = tuple(map(_legal, journey.last_actions))
    return replace(journey, about=_legal(journey.about), part_of=part_of, last_actions=last, **lists)


def _legal(note: Any) -> Any:
    """A note with legal texts, its series included."""
    own = {field.name: _text(getattr(note, field.name)) for field in fields(note)}
    return replace(note, **own)


def _text(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_text, value))
    return legal(value) if isinstance(value, str) and not isinstance(value, StrEnum) else value
