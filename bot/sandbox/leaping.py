"""Time that a person lets pass, to see what it brings. A bot that is to see it too is told."""

from datetime import UTC, datetime, time, timedelta

from bot.sandbox import Json
from bot.sandbox.methods.scheduling import post_due
from bot.sandbox.refusals import Mistake
from bot.sandbox.stage import Given, Stage

MORNING = time(10, 5)
"""When one comes to another day: people are at work."""

SATURDAY = 5
FARTHEST = timedelta(days=3660)


async def leap(stage: Stage, given: Given) -> Json:
    """`/sandbox/act/leap {user, hours | days}`: so many hours on, or to the morning of the first working day that is so
    many days on, by this person's clock."""
    who = stage.person(given)
    if stage.follow is None:
        raise Mistake("The bot does not go by this clock.", 409)
    now = datetime.fromtimestamp(stage.workspace.clock.now(), UTC)
    days = _span(given, "days")
    to = _morning(who.local_time(now.timestamp()), days.days) if days else now + _span(given, "hours")
    return let_pass(stage, (to - now).total_seconds())


async def clock(stage: Stage, given: Given) -> Json:
    """`/sandbox/clock {forward: seconds}`: lets time pass; what was scheduled meanwhile is posted."""
    return let_pass(stage, _span(given, "forward", unit="seconds").total_seconds())


def let_pass(stage: Stage, seconds: float) -> Json:
    """Moves the clock, never back, and tells everybody who goes by it."""
    workspace = stage.workspace
    workspace.clock.forward(seconds)
    if stage.follow is not None:
        stage.follow(workspace.clock.ahead)
    post_due(workspace)
    workspace.news.tell(people=workspace.people)
    return {"now": workspace.clock.now()}


def _span(given: Given, name: str, *, unit: str = "") -> timedelta:
    """Raises Mistake unless it is a number that a calendar can bear."""
    try:
        span = timedelta(**{unit or name: float(given.get(name, 0))})
    except (TypeError, ValueError, OverflowError):
        span = timedelta.max
    if abs(span) > FARTHEST:
        raise Mistake(f"{name!r} must be a number of {unit or name}, and of ten years at most.")
    return span


def _morning(now: datetime, days: int) -> datetime:
    day = now.date() + timedelta(days=days)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, MORNING, now.tzinfo)
