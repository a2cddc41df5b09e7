"""Nobody is reminded at night, at the weekend or twice a day, and nobody is forgotten for whom something waits."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from journeybot.journey import About
from journeybot.reminding import Look, Wishes, look, next_time, quiet, waiting_for, zone_of
from journeybot.reviews import Review
from journeybot.settings import Settings
from journeybot.workshop import Place, Secret, Step, Workshop

ZONES = sorted(
    zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix", "right"))
)
WEEKEND = (5, 6)
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
times = st.integers(0, 16 * 366 * 24 * 60).map(lambda minutes: EPOCH + timedelta(minutes=minutes))
hours = st.integers(0, 23)
TEN = Wishes()
CAIRO_SPRINGS = datetime(2026, 4, 23, 12, tzinfo=UTC)
"""The day before a Friday on which Cairo has no hour after midnight."""


@given(
    zone=st.sampled_from(ZONES),
    asked=times,
    away=st.timedeltas(timedelta(0), timedelta(days=6)),
    reminded=st.none() | st.timedeltas(timedelta(0), timedelta(days=2)),
    hour=hours,
    start=hours,
    night=st.integers(0, 22),
)
@example(zone="Africa/Cairo", asked=CAIRO_SPRINGS, away=timedelta(0), reminded=None, hour=0, start=18, night=6)
def test_whenever_and_wherever(
    zone: str, asked: datetime, away: timedelta, reminded: timedelta | None, hour: int, start: int, night: int
) -> None:
    """`away`: how long after the question we look for the first time; `night`: how many hours are quiet."""
    wishes = Wishes(hour=hour, reminded_at=asked - reminded if reminded is not None else None)
    settings, here, now = Settings(quiet_from=start, quiet_until=(start + night) % 24), ZoneInfo(zone), asked + away
    when = next_time(asked, now=now, wishes=wishes, zone=here, settings=settings)
    assert next_time(asked, now=when, wishes=wishes, zone=here, settings=settings) == when, "then it is time"
    local = when.astimezone(here)
    assert when >= now
    assert local.weekday() not in WEEKEND
    assert not quiet(local.hour, settings)
    assert wishes.reminded_at is None or wishes.reminded_at.astimezone(here).date() != local.date()
    assert (local.date() - now.astimezone(here).date()).days <= 3
    assert when == now or local.minute in {0, 30}, "at a full hour, or at what the clocks make of it"


@pytest.mark.parametrize(
    ("zone", "asked", "told"),
    [
        ("Europe/Berlin", "2026-10-22T15:00", "Fri 23 Oct 10:00 +0200"),
        ("Europe/Berlin", "2026-10-22T06:00", "Thu 22 Oct 10:00 +0200"),
        ("Europe/Berlin", "2026-10-23T12:00", "Mon 26 Oct 10:00 +0100"),
        ("America/Los_Angeles", "2026-10-30T18:00", "Mon 02 Nov 10:00 -0800"),
        ("Pacific/Auckland", "2026-10-22T12:00", "Fri 23 Oct 10:00 +1300"),
        ("Asia/Kathmandu", "2026-10-22T12:00", "Fri 23 Oct 10:00 +0545"),
        ("", "2026-10-22T12:00", "Fri 23 Oct 10:00 +0000"),
        ("Moon/Crater", "2026-10-22T12:00", "Fri 23 Oct 10:00 +0000"),
        ("../../etc/passwd", "2026-10-22T12:00", "Fri 23 Oct 10:00 +0000"),
    ],
)
def test_ten_in_the_morning_of_the_next_working_day(zone: str, asked: str, told: str) -> None:
    here, at = zone_of(zone), datetime.fromisoformat(asked).replace(tzinfo=UTC)
    when = next_time(at, now=at, wishes=TEN, zone=here, settings=Settings())
    assert f"{when.astimezone(here):%a %d %b %H:%M %z}" == told


def test_whoever_could_not_be_reminded_in_the_morning_is_reminded_in_the_afternoon() -> None:
    asked, back = datetime(2026, 5, 4, 6, tzinfo=UTC), datetime(2026, 5, 4, 15, 20, tzinfo=UTC)
    assert next_time(asked, now=back, wishes=TEN, zone=UTC, settings=Settings()) == back
    evening = back.replace(hour=19)
    assert (
        next_time(asked, now=evening, wishes=TEN, zone=UTC, settings=Settings()).isoformat()
        == "2026-05-05T10:00:00+00:00"
    )


@pytest.mark.parametrize(
    ("now", "asked"),
    [
        ("2026-05-08T12:30", ""),
        ("2026-05-08T21:00", "2026-05-11T10:00"),
        ("2026-05-09T12:30", "2026-05-11T10:00"),
        ("2026-05-10T12:30", "2026-05-11T10:00"),
    ],
)
def test_a_live_review_asks_its_owners_at_once_but_never_at_the_weekend(now: str, asked: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    review = Review(number=1, before=1, since=at, change=3, asked={Step.OUTCOMES: ("UBEN",)})
    about = About(key="m", title="Groceries")
    workshop = Workshop(key="w", place=Place("T1", "C1"), about=about, step=Step.OUTCOMES, review=review)
    found = look(workshop, "UBEN", Step.OUTCOMES, asked=at, now=at, wishes=TEN, zone=UTC)
    assert found == (Look(at=datetime.fromisoformat(asked).replace(tzinfo=UTC)) if asked else Look(say=True))


def test_a_zone_that_nobody_knows_gives_way_to_the_teams() -> None:
    assert str(zone_of("", "Moon/Crater", "Europe/Berlin")) == "Europe/Berlin"


@pytest.mark.parametrize(
    ("change", "waits"),
    [
        ({}, ("add",)),
        ({"answered": {Step.PERSONAS: ("UBEN",)}}, ()),
        ({"open": False}, ()),
        ({"watching": ("UBEN",)}, ()),
        ({"invited": ()}, ()),
        ({"step": Step.CHALLENGES, "counts": {"challenge": 2}}, ("add", "vote")),
        ({"step": Step.CHALLENGES, "counts": {"challenge": 2}, "answered": {Step.CHALLENGES: ("UBEN",)}}, ("vote",)),
        ({"step": Step.CHALLENGES, "counts": {"challenge": 2}, "revealed": (Secret.CHALLENGE_VOTES,)}, ("add",)),
        ({"step": Step.IMPROVEMENTS, "counts": {"improvement": 2}, "answered": {Step.IMPROVEMENTS: ("UBEN",)}}, ()),
    ],
)
def test_what_waits_for_somebody(change: dict[str, object], waits: tuple[str, ...]) -> None:
    given_: dict[str, object] = {"invited": ("UBEN",), **change}
    workshop = Workshop(key="w", place=Place("T1", "C1"), about=About(key="m", title="Groceries"), **given_)  # type: ignore[arg-type]
    assert waiting_for("UBEN", workshop) == waits


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (18, 9, {*range(18, 24), *range(9)}),
        (12, 14, {12, 13}),
        (9, 9, set()),
        (20, 24, {20, 21, 22, 23}),
        (24, 6, {*range(6)}),
        (24, 24, set()),
    ],
)
def test_quiet_is_from_the_first_hour_on_until_the_last_is_over(start: int, end: int, hours: set[int]) -> None:
    settings = Settings(quiet_from=start, quiet_until=end)
    assert {hour for hour in range(24) if quiet(hour, settings)} == hours
