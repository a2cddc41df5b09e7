"""What somebody has taken on falls due: on which days they are reminded of it, and whether that still holds. Pure."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from journeybot.journey import Improvement, Note
from journeybot.people import person_in
from journeybot.reminding import SATURDAY, Look, Wishes, next_time
from journeybot.undertakings import PENDING
from journeybot.waking import Wake, WakeKind
from journeybot.workshop import Workshop

AHEAD = (2, 0)
"""Working days before the day on which somebody is reminded."""

LAPSES = timedelta(days=14)
"""After its day nobody is reminded any more, should they not have been till then; it is on the lists as overdue."""

FARTHEST_EAST = timedelta(hours=14)
"""How far ahead of UTC a day begins somewhere."""

DAY = timedelta(days=1)


def promised(workshop: Workshop, notes: Iterable[Note], now: datetime) -> Iterator[Wake]:
    """The reminders of those who own these improvements. The same key means the same thing, as in `waking.owed`;
    whether it still holds is looked at when its time has come."""
    for one in notes:
        person = person_in(one.owner) if isinstance(one, Improvement) else None
        if isinstance(one, Improvement) and person and one.due and one.status in PENDING:
            yield from (
                _wake(workshop, one, one.due, person=person, ahead=ahead, now=now) for ahead in _left(one.due, now)
            )


def _left(due: date, now: datetime) -> Iterator[int]:
    return (ahead for ahead in AHEAD if said_on(due, ahead) >= now.date())


def said_on(due: date, ahead: int) -> date:
    """The working day on which it is said, so many working days before it has to be done; what is due on a weekend has
    to be done before."""
    day = due
    while day.weekday() >= SATURDAY:
        day -= DAY
    for _ in range(ahead):
        day -= DAY
        while day.weekday() >= SATURDAY:
            day -= DAY
    return day


def _wake(workshop: Workshop, one: Improvement, due: date, *, person: str, ahead: int, now: datetime) -> Wake:
    midnight = datetime.combine(said_on(due, ahead), time(0), UTC)
    return Wake(
        key=f"due.{workshop.key}.{one.key}.{person}.{due}.{ahead}",
        tenant=workshop.place.tenant,
        kind=WakeKind.DUE,
        since=now,
        wake_at=max(now, midnight - FARTHEST_EAST),
        workshop=workshop.key,
        person=person,
        what={"improvement": one.key, "due": due.isoformat(), "ahead": f"{ahead}"},
    )


def look_at(wake: Wake, one: Note | None, workshop: Workshop, *, now: datetime, wishes: Wishes, zone: tzinfo) -> Look:
    """What to do now about a reminder of this improvement, as it is now: nothing more if it is done, dropped, deleted,
    somebody else's, or due on another day. Before its day it is said before its day, or not at all."""
    due, ahead = date.fromisoformat(wake.what["due"]), int(wake.what["ahead"])
    if not _holds(wake, one, due):
        return Look()
    asked = max(wake.since, datetime.combine(said_on(due, ahead), time(0), zone).astimezone(UTC))
    if not wishes.reminders:
        asked = max(asked, now + timedelta(seconds=1))
    at = next_time(asked, now=now, wishes=wishes, zone=zone, settings=workshop.settings)
    day = at.astimezone(zone).date()
    if (ahead and day >= said_on(due, 0)) or day > due + LAPSES:
        return Look()
    return Look(say=True) if at <= now else Look(at=at)


def _holds(wake: Wake, one: Note | None, due: date) -> bool:
    if not isinstance(one, Improvement) or one.status not in PENDING:
        return False
    return person_in(one.owner) == wake.person and one.due == due
