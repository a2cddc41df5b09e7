"""Working days and mornings, on the clocks of people who live in different zones."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.sandbox.people import Person

MORNING = time(10, 5)
"""When one comes to another day: people are at work."""

DAYS_ON = (1, 7, 30, 91)
"""How many days the page offers to let pass."""

DAY = timedelta(days=1)
SATURDAY = 5


def morning_on(now: datetime, days: int) -> datetime:
    """The morning of the first working day that is so many days on."""
    day = now.date() + days * DAY
    while day.weekday() >= SATURDAY:
        day += DAY
    return datetime.combine(day, MORNING, now.tzinfo)


def mornings(people: Iterable[Person], since: datetime, until: datetime) -> list[datetime]:
    """When, strictly between, a working day begins for somebody: each moment once, in order."""
    found = {moment for zone in {one.tz for one in people} for moment in _mornings_in(ZoneInfo(zone), since, until)}
    return sorted(found)


def _mornings_in(zone: ZoneInfo, since: datetime, until: datetime) -> Iterable[datetime]:
    first = since.astimezone(zone).date()
    days = (first + number * DAY for number in range((until - since).days + 2))
    moments = (datetime.combine(day, MORNING, zone).astimezone(UTC) for day in days if day.weekday() < SATURDAY)
    return (moment for moment in moments if since < moment < until)
