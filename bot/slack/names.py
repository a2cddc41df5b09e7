"""Who people are, and their names in place of their marks, such as <@U123>, for pictures and files."""

import re
import time
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, TypeVar

from bot.slack.delivery import SlackOf
from bot.slack.troubles import UNREACHABLE
from bot.slack.words import word
from journeybot.inside import each_map
from journeybot.journey import LISTS, About, JourneyMap, Note
from journeybot.ports import Profile

MARK = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
GOOD_FOR = 3600.0
"""Seconds that a profile is taken to stay the same."""

ASK_AGAIN = 30.0
"""Seconds before somebody is asked for again who could not be found."""

Naming = Callable[[re.Match[str]], str]

T = TypeVar("T", About, Note)


class Names:
    """Looks people up, and remembers them for a while."""

    def __init__(self, slack_of: SlackOf, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._slack_of = slack_of
        self._clock = clock
        self._known: dict[tuple[str, str], tuple[Profile, float]] = {}

    def named(self, tenant: str, journey: JourneyMap) -> JourneyMap:
        """The map, and those inside it, with every mark in every text replaced; nobody's name is changed in what is
        stored."""
        return each_map(journey, lambda one: self._named(tenant, one))

    def _named(self, tenant: str, journey: JourneyMap) -> JourneyMap:
        unknown = word("somebody", journey.about.language)

        def name(mark: re.Match[str]) -> str:
            return self.profile(tenant, mark[1]).name or unknown

        lists: dict[str, Any] = {
            kind: tuple(_in(name, note) for note in getattr(journey, kind))
            for kind in (*LISTS.values(), "last_actions")
        }
        return replace(journey, about=_in(name, journey.about), **lists)

    def profile(self, tenant: str, person: str) -> Profile:
        """Who somebody is; empty where Slack does not say."""
        profile, until = self._known.get((tenant, person), (Profile(), 0.0))
        if until > self._clock():
            return profile
        good_for = GOOD_FOR
        try:
            profile = self._slack_of(tenant).profile(person)
        except UNREACHABLE:
            good_for = ASK_AGAIN
        self._known[tenant, person] = (profile, self._clock() + good_for)
        return profile

    def known(self, tenant: str, person: str) -> tuple[Profile | None, bool]:
        """Who somebody is as far as we know without asking, and whether that is still to be trusted."""
        profile, until = self._known.get((tenant, person), (None, 0.0))
        return profile, until > self._clock()


def _in(name: Naming, thing: T) -> T:
    changed = {}
    for field in fields(thing):
        old = getattr(thing, field.name)
        new = _text(name, old)
        if new != old:
            changed[field.name] = new
    return replace(thing, **changed) if changed else thing


def _text(name: Naming, value: Any) -> Any:
    if isinstance(value, str):
        return MARK.sub(name, value)
    if isinstance(value, tuple) and all(isinstance(part, str) for part in value):
        return tuple(_text(name, part) for part in value)
    return value
