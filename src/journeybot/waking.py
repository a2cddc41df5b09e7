"""What has to be done at a time, and what of it follows from a workshop as it stands. Pure."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from journeybot.journey import Key
from journeybot.workshop import Pace, Workshop

LONGEST = timedelta(minutes=2)
"""No attempt is longer, and no wait that nobody asked for. What seems to be was begun before the clock was set back: it
is due now."""

FARTHEST = timedelta(minutes=15)
"""The same of the waits after a trouble, which a chat may have asked for."""


class WakeKind(StrEnum):
    """`timer`: the time of a step is up; `prompt`: somebody is asked, in private, for what waits for them; `due`: what
    somebody has taken on falls due."""

    TIMER = "timer"
    PROMPT = "prompt"
    DUE = "due"


class WakeState(StrEnum):
    """`waiting` for its time; `trying`: being said just now or, once `wake_at` has passed, cut off while it was;
    `done`; `dropped`: not wanted any more, until it is owed again."""

    WAITING = "waiting"
    TRYING = "trying"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wake:
    """Something to be done at `wake_at`, empty once there is nothing left to do. `since` is when it came to be owed;
    `message` the chat's name for what was said or, while it is tried, ours; `turn` counts how often it was written, so
    that two who work on it notice each other."""

    key: Key
    tenant: str
    kind: WakeKind
    since: datetime
    wake_at: datetime | None
    workshop: Key | None = None
    person: str = ""
    what: dict[str, str] = field(default_factory=dict)
    state: WakeState = WakeState.WAITING
    turn: int = 0
    message: str = ""
    error: str = ""


def owed(workshop: Workshop, now: datetime) -> tuple[Wake, ...]:
    """What a workshop wants done at a time: its timer rung, everybody who is counted asked once a step if it is slow.
    The same key means the same thing, so whoever stores these only adds what is not there."""
    if not workshop.open:
        return ()
    asked = workshop.counted if workshop.pace is Pace.SLOW else ()
    return (*_timer(workshop, now), *(_prompt(workshop, person, now) for person in asked))


def _timer(workshop: Workshop, now: datetime) -> tuple[Wake, ...]:
    until = workshop.timer.until
    if until is None or workshop.timer.up:
        return ()
    what = {"until": until.isoformat()}
    key = f"timer.{workshop.key}.{what['until']}"
    tenant = workshop.place.tenant
    return (
        Wake(key=key, tenant=tenant, kind=WakeKind.TIMER, since=now, wake_at=until, workshop=workshop.key, what=what),
    )


def _prompt(workshop: Workshop, person: str, now: datetime) -> Wake:
    return Wake(
        key=f"prompt.{workshop.key}.{workshop.step}.{person}",
        tenant=workshop.place.tenant,
        kind=WakeKind.PROMPT,
        since=now,
        wake_at=now,
        workshop=workshop.key,
        person=person,
        what={"step": workshop.step},
    )
