"""Does what has its time: rings timers, reminds people; each once, whoever races or is cut off."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby
from typing import TYPE_CHECKING

from bot.errands.port import Messenger
from journeybot.due import is_repeated, look_at, look_over, once_more
from journeybot.journey import Improvement
from journeybot.moves import turn
from journeybot.ports import Clock, Letter, Sent, ShowState, Store
from journeybot.reminding import Look, Wishes, look, look_back, zone_of
from journeybot.timing import rung
from journeybot.waking import ARCHIVED, Wake, WakeKind, WakeState
from journeybot.workshop import Step, Who, Workshop

if TYPE_CHECKING:
    from journeybot.facilitator import Facilitator

LEASE = timedelta(seconds=20)
"""How long it may take to say something. After that, what was under way has landed or never will: only then do we look
whether it is there."""

SOON = timedelta(seconds=5)
LATER = timedelta(minutes=15)
"""Before we look again at what cannot be done yet: a card that is on its way, somebody of whom Slack tells nothing."""

AN_HOUR = timedelta(hours=1)
"""Before we look again at somebody who is not in the channel just now."""

GONE = "gone"
"""In `error` of what was to be said to somebody who is not in the workspace any more."""

AT_A_TIME = 10
"""Things taken up in one look, as cards wait meanwhile."""

log = logging.getLogger("journeybot.errands")


class Alarm:
    """Looks at what it is time for. A thing is marked as being tried just before it is said, and as done after. What is
    found so marked was cut off in between: if the chat cannot tell whether it was said, it is taken as said, since what
    waits also stands on the card, and two reminders are worse than none."""

    def __init__(
        self, store: Store, facilitator: "Facilitator", *, messenger: Messenger, clock: Clock, most: int = AT_A_TIME
    ) -> None:
        self._store = store
        self._facilitator = facilitator
        self._messenger = messenger
        self._clock = clock
        self._most = most

    def round(self) -> int:
        """Look once, and attend to all that it is time for; how many there were."""
        due = self._store.wakes(self._clock(), most=self._most)
        for wakes in _together(_whole(due, self._most)):
            try:
                self._attend(wakes)
            except Exception:  # the others must not wait for a bug with this one
                log.exception("could not attend to %s", wakes[0].key)
                self._again(wakes, LATER)
        return len(due)

    def _attend(self, wakes: Sequence[Wake]) -> None:
        if wakes[0].state is WakeState.TRYING:
            self._find_out(wakes)
        elif wakes[0].kind is WakeKind.TIMER:
            self._ring(wakes[0])
        elif wakes[0].kind is WakeKind.REVIEW:
            self._call_back(wakes[0])
        else:
            self._remind(wakes)

    def _find_out(self, wakes: Sequence[Wake]) -> None:
        """Whether what was cut off had been said."""
        first = wakes[0]
        if first.kind is WakeKind.REVIEW:
            self._post(first)
            return
        try:
            arrived = self._arrived(first)
        except ConnectionError:
            at = self._clock() + LEASE
            self._store.settle_wakes([replace(wake, wake_at=at) for wake in wakes])
            return
        if arrived is False:
            if first.person:
                wished = self._store.wished(first.tenant, first.person)
                self._store.wish(first.tenant, first.person, replace(wished, reminded_at=None))
            self._again(wakes, timedelta(0))
        else:
            self._settle(wakes, WakeState.DONE)

    def _arrived(self, wake: Wake) -> bool | None:
        if wake.person:
            return self._messenger.arrived(wake.tenant, wake.person, key=wake.message)
        card = self._store.card_of(wake.tenant, wake.workshop or "")
        if card is None:
            return None
        channel = card.place.channel
        return self._messenger.arrived(wake.tenant, channel, key=wake.message, thread=card.message)

    def _ring(self, wake: Wake) -> None:
        """The card says it in any case; its thread is told once."""
        until, workshop = datetime.fromisoformat(wake.what["until"]), self._workshop(wake)
        if workshop is None or workshop.timer.until != until:
            self._settle([wake], WakeState.DROPPED)
            return
        now = self._store.change(wake.tenant, workshop.key, turn(rung(until)))
        card = self._store.card_of(wake.tenant, workshop.key)
        if card is None or not card.message:
            coming = card is not None and card.state is ShowState.DUE
            self._again([wake], SOON) if coming else self._settle([wake], WakeState.DROPPED)
            return
        say = self._facilitator.time_up(wake.tenant, now.key)
        self._say([wake], Letter(key="", tenant=wake.tenant, to=now.place.channel, say=say, thread=card.message))

    def _call_back(self, wake: Wake) -> None:
        """On the review date the channel is asked whether to look at its map again, unless it is busy with another."""
        workshop = self._workshop(wake)
        if workshop is None:
            return  # deleted just now, and this with it
        zone, day = self._zone_of_the_team(workshop), date.fromisoformat(wake.what["on"])
        seen = look_back(workshop, day, now=self._clock(), zone=zone)
        if not seen.say:
            state = WakeState.WAITING if seen.at else WakeState.DROPPED
            self._store.settle_wakes([replace(wake, wake_at=seen.at, state=state)])
        elif self._store.open_in(workshop.place):
            self._again([wake], AN_HOUR)
        else:
            self._post(wake)

    def _post(self, found: Wake) -> None:
        """What the channel is to be shown is stored once, and then posted as all that is: found by its key."""
        claimed = self._store.claim([found], until=self._clock() + LEASE)
        if not claimed:
            return
        wake = claimed[0]
        if self._store.showing(wake.tenant, wake.workshop or "", wake.key) is None:
            self._store.show(self._facilitator.call_back(wake.tenant, wake.workshop or ""))
        self._settle([wake], WakeState.DONE)

    def _remind(self, wakes: Sequence[Wake]) -> None:
        """One message about all that waits for a person now; what is not yet to be said is looked at again."""
        tenant, person = wakes[0].tenant, wakes[0].person
        profile, wishes = self._messenger.profile(tenant, person), self._store.wished(tenant, person)
        if profile.gone:
            self._settle(wakes, WakeState.DONE, error=GONE)
            return
        if not profile.name:
            self._again(wakes, LATER)
            return
        looks = [(wake, self._look(wake, wishes, profile.zone)) for wake in wakes]
        for wake, seen in looks:
            if not seen.say:
                state = WakeState.WAITING if seen.at else WakeState.DROPPED
                self._store.settle_wakes([replace(wake, wake_at=seen.at, state=state)])
        now = [wake for wake, seen in looks if seen.say and self._can_answer(wake)]
        if now:
            today = {"today": f"{self._clock().astimezone(zone_of(profile.zone)).date()}"}
            waits = [(wake.workshop or "", wake.what | today) for wake in now]
            say = self._facilitator.reminder(Who(tenant, person), waits)
            self._say(now, Letter(key="", tenant=tenant, to=person, say=say), wishes=wishes)

    def _look(self, wake: Wake, wishes: Wishes, zone: str) -> Look:
        workshop = self._workshop(wake)
        if workshop is None:
            return Look()
        where = zone_of(zone) if zone else self._zone_of_the_team(workshop)
        if wake.kind is WakeKind.DUE:
            one = self._store.note(wake.tenant, workshop.key, wake.what["improvement"])
            return look_at(wake, one, workshop, now=self._clock(), wishes=wishes, zone=where)
        if wake.kind is WakeKind.WATCH:
            actions = self._store.notes(wake.tenant, workshop.key, Improvement)
            return look_over(wake, actions, workshop, now=self._clock(), wishes=wishes, zone=where)
        step = Step(wake.what["step"])
        return look(workshop, wake.person, step, asked=wake.since, now=self._clock(), wishes=wishes, zone=where)

    def _can_answer(self, wake: Wake) -> bool:
        """Whether the person is still in the channel; who is not, or of whom that cannot be told, is left in peace. So
        is everybody while the channel is archived."""
        card = self._store.card_of(wake.tenant, wake.workshop or "")
        if card is not None and card.error == ARCHIVED:
            self._again([wake], AN_HOUR)
            return False
        command = "add" if wake.kind is WakeKind.PROMPT else "done"
        can = self._facilitator.may_answer(Who(wake.tenant, wake.person), wake.workshop or "", command=command)
        if not can:
            overdue = is_repeated(wake) and wake.what.get("due", "") < f"{self._clock().date()}"
            self._settle([wake], WakeState.DONE) if overdue else self._again([wake], AN_HOUR)
        return can

    def _zone_of_the_team(self, workshop: Workshop) -> tzinfo:
        tenant = workshop.place.tenant
        return zone_of(*(self._messenger.profile(tenant, person).zone for person in workshop.facilitators))

    def _say(self, wakes: Sequence[Wake], letter: Letter, *, wishes: Wishes | None = None) -> None:
        claimed = self._store.claim(wakes, until=self._clock() + LEASE, wishes=wishes)
        if not claimed:
            return
        sent = self._messenger.send(replace(letter, key=claimed[0].message))
        if sent.unsure:
            return  # it is found out once its lease has passed
        if sent.again is not None and wishes is not None:
            self._store.wish(letter.tenant, letter.to, wishes)
        if sent.again is not None:
            self._again(claimed, sent.again)
        else:
            self._settle(claimed, WakeState.DONE, sent=sent, error=sent.error)

    def _again(self, wakes: Sequence[Wake], wait: timedelta) -> None:
        at = self._clock() + wait
        self._store.settle_wakes([replace(wake, state=WakeState.WAITING, wake_at=at) for wake in wakes])

    def _settle(self, wakes: Sequence[Wake], state: WakeState, *, sent: Sent | None = None, error: str = "") -> None:
        """What is done, or over; what falls due is said once more from then on, until it is looked at and over."""
        message = sent.message if sent else ""
        settled = [replace(wake, state=state, wake_at=None, message=message, error=error) for wake in wakes]
        ends = state is not WakeState.DONE or error == GONE
        self._store.settle_wakes(
            [wake if ends or not is_repeated(wake) else once_more(wake, self._clock()) for wake in settled]
        )

    def _workshop(self, wake: Wake) -> Workshop | None:
        return self._store.workshop(wake.tenant, wake.workshop or "")


def _whole(due: Sequence[Wake], most: int) -> Sequence[Wake]:
    """Without the last person of a look that was full: what else waits for them may not be among it, and they get one
    message a day. They are the first of the next look."""
    if len(due) < most:
        return due
    last = due[-1]
    return [wake for wake in due if (wake.tenant, wake.person) != (last.tenant, last.person)] or due


def _together(due: Iterable[Wake]) -> list[list[Wake]]:
    """What is said in one message: all that a person waits for, or what was being tried together."""

    def by(wake: Wake) -> tuple[str, str, str]:
        trying = wake.state is WakeState.TRYING
        return wake.tenant, wake.person or wake.key, wake.message if trying else ""

    return [list(same) for _, same in groupby(sorted(due, key=by), by)]
