"""Puts values into words: a feeling, a day, a list, a quotation; everything typed made harmless on the way."""

import math
from collections.abc import Iterable
from datetime import date

from journeybot.brevity import short
from journeybot.journey import LOWEST, MIDDLE_OF_FIVE, Measure
from journeybot.measures import standing
from journeybot.typed import written
from journeybot.wording import Ready, Wording, unquoted

_ENDS = (*".!?…。！？؟।", *(f"{end}{mark}" for end in ".!?" for mark in "”’“‘"))


class Phrases:
    """The small words of one language in one markup, for scores shown as -2 to +2 or as 1 to 5. Everything it returns
    is ready to be read."""

    def __init__(self, wording: Wording, *, five_point: bool = False) -> None:
        self._wording = wording
        self._five_point = five_point
        self._feelings = wording.words("story.feel")

    def text(self, typed: str) -> str:
        """Typed text on one line; what is ready already stays as it is."""
        if isinstance(typed, Ready):
            return typed
        return Ready(self._wording.markup.escape(" ".join(typed.split())))

    def clip(self, typed: str, most: int = 90) -> str:
        """Typed text on one line, shortened to about `most` characters; still to be made harmless."""
        return short(typed, most)

    def few(self, typed: Iterable[str], more: int) -> str:
        """A list of clipped texts, and how many more there are."""
        rest = [self._wording.say("story.more", count=more)] if more else []
        return self.series([*(self.text(self.clip(one, 80)) for one in typed), *rest])

    def sentence(self, typed: str) -> str:
        """Typed text with a full stop, if it has no end of its own."""
        return Ready(self.text(typed) + ("" if typed.rstrip().endswith(_ENDS) else "."))

    def opening(self, typed: str) -> str:
        """The same at the beginning of a sentence; a name that begins small, like iPhone, stays as it is."""
        return self.sentence(typed[:1].upper() + typed[1:] if typed[:2].islower() else typed)

    def quote(self, typed: str) -> str:
        """Typed text between quotation marks, for the middle of a sentence: no full stop inside."""
        return self._wording.say("story.quote", text=self.text(unquoted(typed).removesuffix(".")))

    def said(self, typed: str) -> str:
        """Typed text as something said: a sentence of its own between quotation marks."""
        return self._wording.say("story.quote", text=self.sentence(unquoted(typed)))

    def quotes(self, typed: Iterable[str]) -> str:
        """Several quotations, as a list."""
        return self.series(self.quote(one) for one in typed)

    def reminders(self, typed: Iterable[str]) -> str:
        """Several quotations that have been told in full before, as a list."""
        return self.quotes(self.clip(one) for one in typed)

    def series(self, items: Iterable[str]) -> str:
        """A list in a sentence: "a", "a and b", "a, b and c"."""
        *others, last = [self.text(one) for one in items] or [Ready("")]
        if not others:
            return last
        return self._wording.say("story.last_of_series", before=Ready(", ".join(others)), last=last)

    def names(self, items: Iterable[str]) -> str:
        """A list of names, in bold."""
        return self.series(Ready(self._wording.markup.bold(self.text(one))) for one in items)

    def points(self, items: Iterable[str]) -> str:
        """A list of typed phrases as a sentence; commas of their own are not mistaken for ours."""
        phrases = [one.strip().removesuffix(".") for one in items]
        apart = any("," in phrase or ";" in phrase for phrase in phrases)
        return self.sentence(Ready("; ".join(map(self.text, phrases))) if apart else self.series(phrases))

    def listed(self, items: Iterable[str | int | None]) -> str:
        """What there is of something, each once, with commas between."""
        return Ready(", ".join(dict.fromkeys(self.text(str(one)) for one in items if one not in (None, ""))))

    def feel(self, score: float) -> str:
        """A score in words."""
        return Ready(self._feelings[str(math.floor((score - LOWEST) * 2 + 0.5))])

    def score(self, score: float) -> str:
        """A score in figures: +1, 0, −0.5; or 4, 3, 2.5."""
        return self.number(score + MIDDLE_OF_FIVE) if self._five_point else self.shift(score)

    def scale(self) -> str:
        """What scores run from and to."""
        return self._wording.say("story.scale_of_five" if self._five_point else "story.scale")

    def shift(self, by: float) -> str:
        """A difference between scores, with its sign: +1, 0, −0.5."""
        if not by:
            return Ready("0")
        return Ready(f"{'+' if by > 0 else '−'}{self.number(abs(by))}")

    def number(self, value: float) -> str:
        """A number, without decimals that say nothing."""
        return Ready(self._wording.number(value))

    def stands(self, measure: Measure, today: date | None) -> str:
        """How a measure stands on a day: its newest value, from what it came, whether that is where it should be; how
        old it is, if it is old."""
        found = standing(measure, today)
        told = {"unit": self.text(measure.unit), "when": self.text(found.when), "target": measure.target}
        return self._wording.say("story.stands", stands=found, **told)

    def phase(self, phase: str) -> str:
        """Before, during or after, as people of this language type it in the dialog of the stages."""
        return Ready(written("lines", phase, self._wording.language))

    def day(self, when: date) -> str:
        """A day, like 31 March 2026."""
        return self._wording.day(when)
