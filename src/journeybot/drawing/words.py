"""The picture's own words, said once and remembered."""

from datetime import date
from functools import cache, lru_cache

from journeybot.drawing.wrapping import clean
from journeybot.prompt_files import ENGLISH, spoken
from journeybot.wording import Wording


@lru_cache(maxsize=4)
def _wording(language: str, flavour: str = "") -> Wording:
    return Wording(language, flavour=flavour)


@lru_cache(maxsize=2_000)
def _said(language: str, flavour: str, name: str, values: tuple[tuple[str, object], ...]) -> str:
    return _wording(language, flavour).say(f"picture.{name}", **dict(values))


class Words:
    """What the picture says, in one language (in English where there are no words of it) and as suits the map."""

    def __init__(self, language: str, flavour: str = "") -> None:
        self._language = spoken(language)
        self._flavour = flavour

    def say(self, name: str, /, **values: object) -> str:
        """A sentence of prompts/<language>/picture.toml."""
        return _said(self._language, self._flavour, name, tuple(values.items()))

    def day(self, when: date) -> str:
        """A date as people write it, like 3 March 2026."""
        month = self.say("months").split()[when.month - 1]
        return self.say("day", day=when.day, month=month, year=when.year)

    def number(self, value: float) -> str:
        """A number without needless digits."""
        if abs(value) >= 1e15:
            return f"{value:.4g}"
        return _wording(self._language).number(value).replace("-", "\u2212")

    def channel(self, name: str) -> str:
        """The sign of a channel, by the words that people use for it."""
        return _signs(self._language).get(clean(name).casefold(), "other")


@cache
def _signs(language: str) -> dict[str, str]:
    """Teams mix: an English word for a channel has its sign on any map, if the map's own language does not use it."""
    found = {}
    for one in (ENGLISH, language):
        for sign, words in _wording(one).words("picture.channels").items():
            found.update(dict.fromkeys((word.strip().casefold() for word in words.split(",")), sign))
    return found
