"""Who is in a channel: seen there just now, or asked of Slack; what Slack says is believed for a minute."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from slack_bolt import BoltContext

from bot.slack.delivery import SlackOf
from bot.slack.tenants import Payload, place_of, who_of
from bot.slack.troubles import UNREACHABLE
from journeybot.permissions import Standing
from journeybot.workshop import Place, Who

GOOD_FOR = 60.0
"""Seconds for which somebody is taken to be still where they were."""

WHILE_ANSWERING = 3600.0
"""The same for who sends a dialog while Slack cannot say: what they typed there shall not be lost."""

ASK_AGAIN = 5.0
"""Seconds before Slack is asked again about a channel because somebody is missing, or because it did not answer."""

MOST_PAGES = 5
"""Of a thousand people each: more would take longer than a click can wait."""

MOST_KEPT = 20_000

_DIRECT = "D"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What Slack said of a channel: who is in it, whether that is everybody, and whether it said anything."""

    at: float
    people: frozenset[str] = frozenset()
    whole: bool = False


class Circle:
    """Knows who is in a channel. Safe in many threads; a channel is asked for once at a time."""

    def __init__(self, slack_of: SlackOf, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._slack_of = slack_of
        self._clock = clock
        self._seen: dict[tuple[Place, str], float] = {}
        self._asked: dict[Place, _Asked] = {}
        self._ours: dict[Who, bool] = {}
        self._locks: dict[Place, Lock] = {}

    def hear(self, body: Payload, context: BoltContext) -> None:
        """Who acts in a channel is in it: Slack offers its command line, buttons and messages to nobody else. Of
        dialogs and the Home tab it names no channel, so they say only whose organisation a person is of."""
        who, place = who_of(context), place_of(context)
        if place.channel:
            self._tidy()
            self._seen[place, who.id] = self._clock()
        home = "team_id" in body or (body.get("user") or {}).get("team_id") in {context.team_id, who.tenant}
        if home:
            self._ours[who] = True

    def left(self, place: Place, person: str) -> None:
        """Somebody is no longer there."""
        self._seen.pop((place, person), None)
        self._asked.pop(place, None)

    def standing(self, who: Who, place: Place, *, answering: bool = False) -> Standing:
        """How somebody stands to a channel; see `journeybot.ports.Circle`."""
        inside = self._is_inside(who, place, answering=answering)
        if inside is None:
            return Standing.UNKNOWN
        if not inside:
            return Standing.OUTSIDE
        return Standing.INSIDE if self._is_ours(who) else Standing.VISITING

    def reaches(self, place: Place) -> bool:
        """Whether we are in a channel ourselves, as far as Slack says; see `journeybot.ports.Circle`."""
        try:
            me = self._slack_of(place.tenant).me
        except UNREACHABLE:
            return True
        known = self._members(place, me)
        return me in known.people or not known.whole

    def _is_inside(self, who: Who, place: Place, *, answering: bool) -> bool | None:
        if not place.channel or place.channel.startswith(_DIRECT):
            return False
        ago = self._clock() - self._seen.get((place, who.id), float("-inf"))
        if ago < GOOD_FOR:
            return True
        known = self._members(place, who.id)
        if who.id in known.people:
            return True
        if known.whole:
            return False
        return True if answering and ago < WHILE_ANSWERING else None

    def _members(self, place: Place, person: str) -> _Asked:
        known = self._asked.get(place)
        if known is not None and self._will_do(known, person):
            return known
        with self._locks.setdefault(place, Lock()):
            known = self._asked.get(place)
            if known is None or not self._will_do(known, person):
                known = self._asked[place] = self._ask(place)
            return known

    def _will_do(self, known: _Asked, person: str) -> bool:
        return self._clock() - known.at < (GOOD_FOR if person in known.people else ASK_AGAIN)

    def _ask(self, place: Place) -> _Asked:
        people: set[str] = set()
        page = ""
        try:
            for _ in range(MOST_PAGES):
                some, page = self._slack_of(place.tenant).members(place.channel, page)
                people.update(some)
                if not page:
                    break
        except UNREACHABLE:
            return _Asked(self._clock(), frozenset(people))
        return _Asked(self._clock(), frozenset(people), whole=not page)

    def _is_ours(self, who: Who) -> bool:
        """Whether somebody belongs to the installation; whoever Slack says nothing about does not, for now."""
        known = self._ours.get(who)
        if known is not None:
            return known
        try:
            known = self._ours[who] = who.tenant in self._slack_of(who.tenant).teams(who.id)
        except UNREACHABLE:
            return False
        return known

    def _tidy(self) -> None:
        if len(self._seen) > MOST_KEPT:
            until = self._clock() - WHILE_ANSWERING
            self._seen = {key: at for key, at in tuple(self._seen.items()) if at > until}
        if len(self._asked) > MOST_KEPT or len(self._ours) > MOST_KEPT:
            self._asked, self._ours, self._locks = {}, {}, {}
