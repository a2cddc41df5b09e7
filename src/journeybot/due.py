"""What somebody has taken on falls due: on which days they are reminded of it, and whether that still holds. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from journeybot.journey import Improvement, Note
from journeybot.people import person_in
from journeybot.reminding import SATURDAY, WEEK, Look, Wishes, next_time
from journeybot.undertakings import PENDING, overdue
from journeybot.waking import Wake, WakeKind, WakeState, watch
from journeybot.workshop import Workshop

AHEAD = (2, 0)
"""Working days before the day on which somebody is reminded."""

AGAIN = "again"
"""In `what` of a reminder that was said on its day: the Monday from which on it is said once more, as overdue. All that
somebody has overdue is said on Mondays, so it comes in one message."""

PRESSING = timedelta(weeks=4)
"""How long what is overdue is said each week. Who has not answered by then does not because of one message more, and
turns all of them off: it is said every fourth week from then on, of all that is overdue in the same one."""

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


def is_announced(workshop: Workshop, one: Note, now: datetime) -> bool:
    """Whether its owner will be reminded of it before it is overdue."""
    return any(AGAIN not in wake.what for wake in promised(workshop, [one], now))


def _left(due: date, now: datetime) -> Iterator[int]:
    return (ahead for ahead in AHEAD if not ahead or said_on(due, ahead) >= now.date())


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
    first = said_on(due, ahead)
    wake = Wake(
        key=f"due.{workshop.key}.{one.key}.{person}.{due}.{ahead}",
        tenant=workshop.place.tenant,
        kind=WakeKind.DUE,
        since=now,
        wake_at=max(now, _begins(first)),
        workshop=workshop.key,
        person=person,
        what={"improvement": one.key, "due": due.isoformat(), "ahead": f"{ahead}"},
    )
    return wake if first >= now.date() else _from(_monday_after(now), wake)


def _begins(day: date) -> datetime:
    """When that day begins somewhere."""
    return datetime.combine(day, time(0), UTC) - FARTHEST_EAST


def _monday_after(now: datetime) -> date:
    """The first Monday that has not begun anywhere yet."""
    day = (now + FARTHEST_EAST).date()
    return day + DAY * (WEEK - day.weekday())


def is_repeated(wake: Wake) -> bool:
    """Whether it is said again and again while something is overdue: what is said on its day, and to who watches."""
    return wake.kind is WakeKind.WATCH or (wake.kind is WakeKind.DUE and wake.what["ahead"] == "0")


def _is_time(due: date, monday: date) -> bool:
    """Whether what was due then is said in the week of that Monday: in each at first, then in every fourth."""
    return monday - due <= PRESSING or monday.toordinal() // WEEK % 4 == 0


def once_more(wake: Wake, now: datetime) -> Wake:
    """The same again, in the next week in which it is said."""
    if wake.kind is WakeKind.WATCH:
        return _from(_monday_after(now), wake)
    due, mondays = date.fromisoformat(wake.what["due"]), (_monday_after(now) + week * WEEK * DAY for week in range(4))
    return _from(next(monday for monday in mondays if _is_time(due, monday)), wake)


def _from(monday: date, wake: Wake) -> Wake:
    return replace(wake, state=WakeState.WAITING, wake_at=_begins(monday), what=wake.what | {AGAIN: monday.isoformat()})


def look_at(wake: Wake, one: Note | None, workshop: Workshop, *, now: datetime, wishes: Wishes, zone: tzinfo) -> Look:
    """What to do now about a reminder of this improvement, as it is now: nothing more if it is done, dropped, deleted,
    somebody else's, or due on another day. Before its day it is said before its day, or not at all; on its day, or
    whenever we are there again."""
    due, ahead = date.fromisoformat(wake.what["due"]), int(wake.what["ahead"])
    if not _holds(wake, one, due):
        return Look()
    first = date.fromisoformat(wake.what[AGAIN]) if AGAIN in wake.what else said_on(due, ahead)
    asked = max(wake.since, datetime.combine(first, time(0), zone).astimezone(UTC))
    if not wishes.reminders:
        overdue = now.astimezone(zone).date() > due
        asked = max(asked, _begins(_monday_after(now)) if overdue else now + timedelta(seconds=1))
    at = next_time(asked, now=now, wishes=wishes, zone=zone, settings=workshop.settings)
    if ahead and at.astimezone(zone).date() >= said_on(due, 0):
        return Look()
    return Look(say=True) if at <= now else Look(at=at)


def watched(workshop: Workshop, notes: Iterable[Note], now: datetime) -> tuple[Wake, ...]:
    """Whoever keeps an eye on the actions, once one of these is to be done again."""
    pending = any(isinstance(one, Improvement) and one.status in PENDING for one in notes)
    return watch(workshop, now) if pending else ()


def of_others(notes: Iterable[Note], person: str, today: date) -> tuple[Improvement, ...]:
    """What of it is overdue and not this person's own."""
    found = (one for one in notes if isinstance(one, Improvement) and person_in(one.owner) != person)
    return overdue(found, today)


def look_over(
    wake: Wake, notes: Sequence[Note], workshop: Workshop, *, now: datetime, wishes: Wishes, zone: tzinfo
) -> Look:
    """What to do now about telling who keeps an eye on these what is overdue: on a Monday, if anything of the others'
    is; nothing more once nothing is left to be done, or somebody else keeps an eye on them."""
    mine = not workshop.open and person_in(workshop.about.owner) == wake.person
    if not mine or not any(isinstance(one, Improvement) and one.status in PENDING for one in notes):
        return Look()
    next_week = _monday_after(now)
    first = date.fromisoformat(wake.what[AGAIN]) if AGAIN in wake.what else _monday_after(wake.since)
    asked = datetime.combine(first if wishes.reminders else next_week, time(0), zone).astimezone(UTC)
    at = next_time(asked, now=now, wishes=wishes, zone=zone, settings=workshop.settings)
    if at > now:
        return Look(at=at)
    late = of_others(notes, wake.person, now.astimezone(zone).date())
    return Look(say=True) if any(one.due and _is_time(one.due, first) for one in late) else Look(at=_begins(next_week))


def _holds(wake: Wake, one: Note | None, due: date) -> bool:
    if not isinstance(one, Improvement) or one.status not in PENDING:
        return False
    return person_in(one.owner) == wake.person and one.due == due
