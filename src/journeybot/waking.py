"""What has to be done at a time, and what of it follows from a workshop as it stands. Pure."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from journeybot.journey import Key
from journeybot.people import person_in
from journeybot.reminding import asks_in_private
from journeybot.workshop import Pace, Workshop

ARCHIVED = "archived"
"""In `error` of a showing that is parked: its channel was closed, for now or for good."""

LONGEST = timedelta(minutes=2)
"""No attempt is longer, and no wait that nobody asked for. What seems to be was begun before the clock was set back: it
is due now."""

FARTHEST = timedelta(minutes=15)
"""The same of the waits after a trouble, which a chat may have asked for."""

FIRST_ZONE = timedelta(hours=14)
"""How far ahead of UTC the first day of all begins."""


class WakeKind(StrEnum):
    """`timer`: the time of a step is up; `prompt`: somebody is asked, in private, for what waits for them; `due`: what
    somebody has taken on falls due; `watch`: who keeps an eye on a team's actions hears which are overdue; `review`: it
    is the day on which a finished map wants to be looked at again."""

    TIMER = "timer"
    PROMPT = "prompt"
    DUE = "due"
    WATCH = "watch"
    REVIEW = "review"


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
    """What a workshop wants done at a time: its timer rung, everybody who is counted asked once a step if it is slow or
    this part of a review asks them in particular; once it is closed, the channel called back on the review date, or
    whoever keeps an eye on its actions told of them. The same key means the same thing, so whoever stores these only
    adds what is not there."""
    if not workshop.open:
        return (*_review(workshop, now), *watch(workshop, now))
    asked = workshop.counted if workshop.pace is Pace.SLOW or asks_in_private(workshop) else ()
    return (*_timer(workshop, now), *(_prompt(workshop, person, now) for person in asked))


def wants(workshop: Workshop) -> tuple[object, ...]:
    """All that `owed` goes by."""
    about, review = workshop.about, workshop.review
    return (
        *(workshop.open, workshop.pace, workshop.step, workshop.timer, workshop.counted),
        *(about.review_on, about.owner, review and review.number),
    )


def _review(workshop: Workshop, now: datetime) -> tuple[Wake, ...]:
    """The day begins at different times, so this is the first at which it has begun anywhere."""
    day = workshop.about.review_on
    if day is None or workshop.looks_back:  # what a retrospective took on comes again in the next one
        return ()
    key, tenant = review_key(workshop), workshop.place.tenant
    at = datetime.combine(day, time(0), UTC) - FIRST_ZONE
    what = {"on": day.isoformat()}
    kind = WakeKind.REVIEW
    return (Wake(key=key, tenant=tenant, kind=kind, since=now, wake_at=at, workshop=workshop.key, what=what),)


def review_key(workshop: Workshop) -> Key:
    """The key of the call to a review on the date that is set, and of the message that it is."""
    return f"review.{workshop.key}.{workshop.about.review_on}"


def watch(workshop: Workshop, now: datetime) -> tuple[Wake, ...]:
    """Whoever keeps an eye on the actions of a retrospective that is over looks at them now and then."""
    person = person_in(workshop.about.owner)
    if workshop.open or not workshop.looks_back or not person or not workshop.counts.get("improvement"):
        return ()
    key, tenant, kind = f"watch.{workshop.key}.{person}", workshop.place.tenant, WakeKind.WATCH
    return (Wake(key=key, tenant=tenant, kind=kind, since=now, wake_at=now, workshop=workshop.key, person=person),)


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
    again = f".{workshop.review.number}" if workshop.review else ""
    return Wake(
        key=f"prompt.{workshop.key}.{workshop.step}{again}.{person}",
        tenant=workshop.place.tenant,
        kind=WakeKind.PROMPT,
        since=now,
        wake_at=now,
        workshop=workshop.key,
        person=person,
        what={"step": workshop.step},
    )
