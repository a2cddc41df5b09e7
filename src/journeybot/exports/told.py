"""Looks into somebody else's JSON without trusting it, and knows for every value where in the file it stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from typing import Any, TypeVar

from journeybot.exports.unreadable import Unreadable, path
from journeybot.forms import clean
from journeybot.journey import Key

T = TypeVar("T")

_KEY = re.compile(r"[A-Za-z0-9_-]{1,24}")  # short enough to be part of another key
_WHOLE = re.compile(r"[+-]?\d{1,9}")


@dataclass(frozen=True, slots=True)
class Told:
    """One object of a file, and the path to it. Whatever is absent or null reads as empty."""

    values: Mapping[str, Any]
    at: tuple[str | int, ...] = ()

    def where(self, name: str) -> str:
        """The path of an entry, for a sentence."""
        return path((*self.at, name))

    def text(self, name: str) -> str:
        """An entry as text, cleaned, never shortened; of a list all its texts. Raises Unreadable."""
        return ", ".join(self.texts(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """An entry as texts, the empty ones left out; a single text counts as a list of one. Raises Unreadable."""
        found = self.values.get(name)
        some = found if isinstance(found, list) else [found]
        if any(isinstance(one, dict | list) for one in some):
            raise Unreadable("wrong", where=self.where(name), kind="text")
        return tuple(text for one in some if one is not None and (text := clean(str(one))))

    def number(self, name: str) -> float | None:
        """An entry as a number. Raises Unreadable."""
        found = self.values.get(name)
        try:
            return None if found in (None, "") or isinstance(found, bool) else float(found)
        except (TypeError, ValueError, OverflowError) as error:
            raise Unreadable("wrong", where=self.where(name), kind="number") from error

    def whole(self, name: str, *, least: int, most: int) -> int | None:
        """An entry as a whole number from `least` to `most`. Raises Unreadable."""
        found = self.number(name)
        if found is None:
            return None
        if not found.is_integer():
            raise Unreadable("wrong", where=self.where(name), kind="whole_number")
        if not least <= found <= most:
            raise Unreadable("out_of_range", where=self.where(name), found=int(found), least=least, most=most)
        return int(found)

    def truth(self, name: str) -> bool:
        """An entry as yes or no. Raises Unreadable."""
        found = self.values.get(name) or False
        if not isinstance(found, bool):
            raise Unreadable("wrong", where=self.where(name), kind="truth")
        return found

    def day(self, name: str) -> date | None:
        """An entry as a date. Raises Unreadable."""
        text = self.text(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise Unreadable("not_a_date", where=self.where(name)) from error

    def word(self, name: str, words: Mapping[str, T]) -> T | None:
        """An entry that is one of a few words, as what the word stands for. Raises Unreadable."""
        text = self.text(name).casefold()
        if text and text not in words:
            raise Unreadable("not_offered", where=self.where(name), expected=", ".join(words))
        return words.get(text)

    def inner(self, name: str) -> "Told":
        """An entry that is an object. Raises Unreadable."""
        found = self.values.get(name) or {}
        if not isinstance(found, dict):
            raise Unreadable("wrong", where=self.where(name), kind="object")
        return Told(found, (*self.at, name))

    def each(self, name: str) -> Iterator["Told"]:
        """The objects of an entry that is a list of them. Raises Unreadable."""
        found = self.values.get(name) or []
        if not isinstance(found, list):
            raise Unreadable("wrong", where=self.where(name), kind="list")
        for index, one in enumerate(found):
            if not isinstance(one, dict):
                raise Unreadable("wrong", where=path((*self.at, name, index)), kind="object")
            yield Told(one, (*self.at, name, index))


class Keyring:
    """Gives every thing of a foreign file a key of ours: its own id where that can be kept, else a new one."""

    def __init__(self) -> None:
        self._taken: set[Key] = set()
        self._keys: dict[tuple[str, str], Key] = {}

    def take(self, kind: str, told: Told) -> Key:
        """The key for a thing of the file."""
        given = told.text("id")
        key = self.fresh(given if _KEY.fullmatch(given) else f"{kind}-{len(self._taken) + 1}")
        self._keys.setdefault((kind, given), key)
        return key

    def fresh(self, wanted: Key) -> Key:
        """The key wanted, with a number if it is taken."""
        numbered = (f"{wanted}-{number}" for number in count(2))
        key = next(key for key in chain((wanted,), numbered) if key not in self._taken)
        self._taken.add(key)
        return key

    def find(self, kind: str, given: str) -> Key | None:
        """The key of the thing that the file calls so; None if there is no such thing."""
        return self._keys.get((kind, given)) if given else None
