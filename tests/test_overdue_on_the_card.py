"""What is overdue is said to be so wherever it is carried over, and not “until” a day that has gone by."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.errands.board import Day
from tests.team import NOON, Team, gathered
from tests.test_retrospective import acts, begins
from tests.test_reviewing import reaches


@pytest.fixture
def day() -> Day:
    return Day(NOON)


@pytest.fixture
def team(tmp_path: Path, day: Day) -> Iterator[Team]:
    with gathered(tmp_path, clock=day) as team:
        yield team


def test_the_last_part_of_a_review_says_since_when(team: Team, day: Day) -> None:
    ana = team.member("ana")
    ana.asks("start Groceries", template="five_stages")
    for text, due in (("Train the staff", "2026-05-10"), ("Second till", "2027-05-10")):
        ana.types("improve")
        ana.fills(text=text, owner="UANA", due=due)
    ana.asks("close")
    day.passes(60 * 24 * 3600)
    reaches(ana, 5)
    assert "Train the staff  → @UANA, overdue since 10 May 2026: not begun, carried over" in team.card()
    assert "Second till  → @UANA, until 10 May 2027: not begun, carried over" in team.card()


def test_the_last_actions_do_too(team: Team, day: Day) -> None:
    ana = team.member("ana")
    begins(ana)
    ana.types("improve")
    ana.fills(text="Faster build", owner="UANA", due="2026-05-10")
    acts(ana)
    day.passes(14 * 24 * 3600)
    begins(ana, "The next one")
    (row,) = team.facilitator.card("T1", team.workshop.key).rows
    assert row.text.splitlines()[0] == "○ Faster build  → @UANA, overdue since 10 May 2026"
    ana.presses("became", row.buttons[0].argument, workshop=team.workshop.key)
    (row,) = team.facilitator.card("T1", team.workshop.key).rows
    assert row.text.splitlines()[0] == "✔ Faster build  → @UANA, until 10 May 2026"
