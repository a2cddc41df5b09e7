"""Time that a person lets pass, to see what it brings. A bot that is to see it too is told, and lives through it."""

import asyncio
from datetime import UTC, datetime, timedelta
from time import monotonic

from bot.sandbox import Json
from bot.sandbox.calendar import morning_on, mornings
from bot.sandbox.methods.scheduling import post_due
from bot.sandbox.refusals import Mistake
from bot.sandbox.stage import Given, Stage
from bot.sandbox.workspace import Workspace

A_LOOK = 0.06
"""Seconds that a morning on the way lasts at the least: so long a bot needs to see whether it brings something."""

AT_REST = 0.25
"""A bot that has not called for so many seconds has done what a morning brought."""

LOOKS = 150
"""So many of these a morning lasts at the most."""

LIVED_THROUGH = timedelta(days=100)
"""Of a longer leap, so many last days."""

FARTHEST = timedelta(days=3660)


async def leap(stage: Stage, given: Given) -> Json:
    """`/sandbox/act/leap {user, hours | days}`: so many hours on, or to the morning of the first working day that is so
    many days on, by this person's clock. On the way everybody's working mornings come, one after another."""
    who = stage.person(given)
    if stage.follow is None:
        raise Mistake("The bot does not go by this clock.", 409)
    now = datetime.fromtimestamp(stage.workspace.clock.now(), UTC)
    days = _span(given, "days")
    to = morning_on(who.local_time(now.timestamp()), days.days) if days else now + _span(given, "hours")
    for moment in mornings(stage.workspace.people.values(), max(now, to - LIVED_THROUGH), to):
        _pass_until(stage, moment)
        await _settled(stage.workspace)
    return _pass_until(stage, to)


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


def _pass_until(stage: Stage, moment: datetime) -> Json:
    return let_pass(stage, moment.timestamp() - stage.workspace.clock.now())


async def _settled(workspace: Workspace) -> None:
    """Until the bot has seen what time it is, and done what it is time for."""
    begun = monotonic()
    for _ in range(LOOKS):
        await asyncio.sleep(A_LOOK)
        if not begun < workspace.called_at > monotonic() - AT_REST:
            return


def _span(given: Given, name: str, *, unit: str = "") -> timedelta:
    """How long is asked for. Raises Mistake unless it is a number that a calendar can bear."""
    try:
        long = timedelta(**{unit or name: float(given.get(name, 0))})
    except (TypeError, ValueError, OverflowError):
        long = timedelta.max
    if abs(long) > FARTHEST:
        raise Mistake(f"{name!r} must be a number of {unit or name}, and of ten years at most.")
    return long
