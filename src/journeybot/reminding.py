"""Who is reminded of what, and when: at their own hour, on working days, outside quiet hours, once a day. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from journeybot.settings import Settings
from journeybot.workshop import SECRET_OF, Pace, Secret, Step, Workshop

SATURDAY, WEEK = 5, 7
FORTNIGHT = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a person wishes: `reminders` or none, at which full `hour` (0 to 23) of their own day; `reminded_at` is when
    they got the last one."""

    reminders: bool = True
    hour: int = 10
    reminded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a reminder comes to: `say` it now, or look again `at` a time; neither if it is over."""

    at: datetime | None = None
    say: bool = False


def on_a_weekday(day: date) -> date:
    """That day or, at a weekend, the Monday after: nobody is asked before then."""
    return day + timedelta(days=WEEK - day.weekday()) if day.weekday() >= SATURDAY else day


def waiting_for(person: str, workshop: Workshop) -> tuple[str, ...]:
    """What a workshop waits for from somebody at its current step: `add` an answer, `vote`; nothing from who is not
    counted. The words are commands."""
    if not workshop.open or person not in workshop.counted:
        return ()
    asked = () if workshop.has_answered(person, workshop.step) else ("add",)
    return (*asked, *(("vote",) if _can_vote(person, workshop) else ()))


def _can_vote(person: str, workshop: Workshop) -> bool:
    """Whether there are challenges to vote on, and this person is not done; improvements need no second vote."""
    secret = SECRET_OF.get(workshop.step)
    votes = secret is Secret.CHALLENGE_VOTES and workshop.hides(secret) and workshop.counts.get("challenge", 0) > 0
    return votes and not workshop.has_answered(person, Secret.CHALLENGE_VOTES)


def asks_in_private(workshop: Workshop) -> bool:
    """Whether a review is at a part that asks some people in particular, whatever its pace."""
    return workshop.review is not None and bool(workshop.review.asked.get(workshop.step))


def look_back(workshop: Workshop, day: date, *, now: datetime, zone: tzinfo) -> Look:
    """What to do now about the call to a review on that day, in the zone of the team: at the hour at which people are
    reminded if they wish nothing else, on a working day, outside quiet hours."""
    if workshop.open or workshop.about.review_on != day:
        return Look()
    midnight = datetime.combine(day, time(0), zone).astimezone(UTC)
    due = next_time(midnight, now=now, wishes=Wishes(), zone=zone, settings=workshop.settings)
    return Look(say=True) if due <= now else Look(at=due)


def look(
    workshop: Workshop, person: str, step: Step, *, asked: datetime, now: datetime, wishes: Wishes, zone: tzinfo
) -> Look:
    """What to do now about the reminder of one step, which has been open since `asked`."""
    slow = workshop.pace is Pace.SLOW
    if not workshop.open or workshop.step is not step or not (slow or asks_in_private(workshop)):
        return Look()
    if not slow:
        return _look_at_once(workshop, person, now=now, wishes=wishes, zone=zone)
    if not wishes.reminders or not waiting_for(person, workshop):
        return Look(at=_slot(now + timedelta(seconds=1), wishes=wishes, zone=zone, settings=workshop.settings))
    due = next_time(asked, now=now, wishes=wishes, zone=zone, settings=workshop.settings)
    return Look(say=True) if due <= now else Look(at=due)


def _look_at_once(workshop: Workshop, person: str, *, now: datetime, wishes: Wishes, zone: tzinfo) -> Look:
    """Those who are there just now are asked just now; where it is night, quiet or the weekend, at their hour."""
    if not (wishes.reminders and waiting_for(person, workshop)):
        return Look()
    local = now.astimezone(zone)
    if local.weekday() >= SATURDAY or quiet(local.hour, workshop.settings):
        return Look(at=_slot(now, wishes=wishes, zone=zone, settings=workshop.settings))
    return Look(say=True)


def next_time(asked: datetime, *, now: datetime, wishes: Wishes, zone: tzinfo, settings: Settings) -> datetime:
    """When somebody is to be reminded of what has been waiting since `asked`, in UTC; `now` if it is time. Who could
    not be reminded at their hour, because we were away, is reminded later that day."""
    due = _slot(asked, wishes=wishes, zone=zone, settings=settings)
    if due > now:
        return due
    fits = _fits(now.astimezone(zone), wishes=wishes, settings=settings)
    return now if fits else _slot(now, wishes=wishes, zone=zone, settings=settings)


def zone_of(*names: str) -> tzinfo:
    """The first of these IANA zones that exists; UTC if none does."""
    for name in filter(None, names):
        try:
            return ZoneInfo(name)
        except (KeyError, OSError, ValueError):  # what a chat says of a person may be anything
            continue
    return UTC


def _slot(after: datetime, *, wishes: Wishes, zone: tzinfo, settings: Settings) -> datetime:
    """The first time from `after` on at which somebody may be reminded: one a day, at their hour or, where that is
    quiet, the first one that is not."""
    today = after.astimezone(zone).date()
    for days in range(FORTNIGHT):
        slot = _slot_of(today + timedelta(days), wishes=wishes, zone=zone, settings=settings)
        if slot is not None and slot >= after:
            return slot
    raise ValueError(f"no hour of a fortnight suits {wishes} and {settings}")


def _slot_of(day: date, *, wishes: Wishes, zone: tzinfo, settings: Settings) -> datetime | None:
    for hour in (*range(wishes.hour, 24), *range(wishes.hour)):
        moment = datetime.combine(day, time(hour), zone).astimezone(UTC)
        local = moment.astimezone(zone)  # an hour that the clocks leave out becomes the next
        if local.date() == day and _fits(local, wishes=wishes, settings=settings):
            return moment
    return None


def _fits(local: datetime, *, wishes: Wishes, settings: Settings) -> bool:
    last = wishes.reminded_at and wishes.reminded_at.astimezone(local.tzinfo).date()
    return local.weekday() < SATURDAY and last != local.date() and not quiet(local.hour, settings)


def quiet(hour: int, settings: Settings) -> bool:
    """Whether that hour of the day is quiet. From 18 until 9 goes over midnight; from 9 until 9 is never."""
    start, end = settings.quiet_from % 24, settings.quiet_until % 24
    return start <= hour < end if start <= end else hour >= start or hour < end
