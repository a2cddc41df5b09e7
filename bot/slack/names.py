"""Who people are, and their names in place of their marks, such as <@U123>, for pictures and files."""

import re
import time
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, TypeVar

from bot.slack.delivery import Slack
from bot.slack.troubles import UNREACHABLE
from journeybot.journey import LISTS, About, JourneyMap, Note
from journeybot.ports import Profile

MARK = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
UNKNOWN = "somebody"
GOOD_FOR = 3600.0
"""Seconds that a profile is taken to stay the same."""

ASK_AGAIN = 30.0
"""Seconds before somebody is asked for again who could not be found."""

T = TypeVar("T", About, Note)


class Names:
    """Looks people up, and remembers them for a while."""

    def __init__(self, slack: Slack, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._slack = slack
        self._clock = clock
        self._known: dict[tuple[str, str], tuple[Profile, float]] = {}

    def named(self, tenant: str, journey: JourneyMap) -> JourneyMap:
        """The map with every mark in every text replaced; nobody's name is changed in what is stored."""
        lists: dict[str, Any] = {
            name: tuple(self._in(tenant, note) for note in getattr(journey, name)) for name in LISTS.values()
        }
        return replace(journey, about=self._in(tenant, journey.about), **lists)

    def of(self, tenant: str, person: str) -> str:
        """One person's name, or a word for somebody whose name we cannot see."""
        return self.profile(tenant, person).name or UNKNOWN

    def profile(self, tenant: str, person: str) -> Profile:
        """Who somebody is; empty where Slack does not say."""
        profile, until = self._known.get((tenant, person), (Profile(), 0.0))
        if until > self._clock():
            return profile
        good_for = GOOD_FOR
        try:
            profile = self._slack.profile(person)
        except UNREACHABLE:
            good_for = ASK_AGAIN
        self._known[tenant, person] = (profile, self._clock() + good_for)
        return profile

    def known(self, tenant: str, person: str) -> tuple[Profile | None, bool]:
        """Who somebody is as far as we know without asking, and whether that is still to be trusted."""
        profile, until = self._known.get((tenant, person), (None, 0.0))
        return profile, until > self._clock()

    def _in(self, tenant: str, thing: T) -> T:
        changed = {}
        for field in fields(thing):
            old = getattr(thing, field.name)
            new = self._text(tenant, old)
            if new != old:
                changed[field.name] = new
        return replace(thing, **changed) if changed else thing

    def _text(self, tenant: str, value: Any) -> Any:
        if isinstance(value, str):
            return MARK.sub(lambda mark: self.of(tenant, mark[1]), value)
        if isinstance(value, tuple) and all(isinstance(part, str) for part in value):
            return tuple(self._text(tenant, part) for part in value)
        return value
