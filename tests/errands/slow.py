"""A slow workshop, and the hours that pass over it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.errands.waking import Alarm
from tests.errands.board import Day
from tests.team import Team, gathered

MONDAY = datetime(2026, 5, 4, 6, tzinfo=UTC)


@contextmanager
def slow_team(folder: Path, day: Day) -> Iterator[Team]:
    """Ana leads a slow workshop, and Ben is invited."""
    with gathered(folder, clock=day) as team:
        ana = team.member("ana")
        ana.asks("start Groceries", template="five_stages")
        assert "slowly now" in ana.types("pace slow")
        assert "1 person is invited" in ana.asks("invite", people=("UBEN",))
        ana.asks("persona", name="Maya")
        yield team


def hourly(alarm: Alarm, day: Day, hours: int = 24) -> None:
    """Let hours pass, with a look at each."""
    for _ in range(hours):
        alarm.round()
        day.passes(3600)
