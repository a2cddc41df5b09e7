"""The bench itself: what a goal says, and that only figures of the same run are compared."""

import time
from itertools import count

import pytest

from tests.bench.goals import Finding, Goal, Measure, look_at, patience
from tests.bench.sidebyside import Bench, Table


@pytest.mark.parametrize(
    ("goal", "figure", "holds"),
    [
        (Goal("P0 fast", lambda _: 0, at_most=3.0), 3.0, True),
        (Goal("P0 fast", lambda _: 0, at_most=3.0), 3.1, False),
        (Goal("P0 many", lambda _: 0, at_least=2.0), 2.0, True),
        (Goal("P0 many", lambda _: 0, at_least=2.0), 1.9, False),
        (Goal("P0 none", lambda _: 0, at_most=0), 1.0, False),
    ],
)
def test_a_goal_knows_whether_it_holds(goal: Goal, figure: float, *, holds: bool) -> None:
    assert goal.holds(figure) is holds


def test_what_cannot_be_measured_neither_holds_nor_fails() -> None:
    found = look_at(Goal("P4 beside mermaid", lambda _: None, at_least=8), Bench(short=True))
    assert found == Finding("P4 beside mermaid", None, "at least 8", None)
    assert "not measured here" in found.line()


def _hangs(_: Bench) -> float:
    with patience(1):
        time.sleep(30)
    return 0


@pytest.mark.parametrize(("measure", "why"), [(lambda _: 1 / 0, "division by zero"), (_hangs, "not done after 1 s")])
def test_what_breaks_or_hangs_fails_in_one_line_and_the_next_is_measured(measure: Measure, why: str) -> None:
    found = look_at(Goal("P4 beside mermaid", measure, at_least=8), Bench(short=True))
    assert found.holds is False
    assert why in found.line()


def test_a_ratio_is_taken_within_each_run() -> None:
    """A machine that is ten times slower for a while changes no ratio."""
    table = Table("", {"floor": [{"ms": 1}, {"ms": 10}, {"ms": 1}], "ours": [{"ms": 2}, {"ms": 20}, {"ms": 2}]})
    assert table.ratio("ours", "floor", "ms") == 2


def test_everybody_has_a_turn_in_each_run_and_the_first_does_not_count(capsys: pytest.CaptureFixture[str]) -> None:
    turns = {"floor": count(), "ours": count()}
    contenders = {who: lambda who=who: {"ms": float(next(turns[who]))} for who in turns}
    table = Bench(short=True).compare("two", contenders)
    assert table.samples["floor"] == table.samples["ours"] == [{"ms": float(run)} for run in (1, 2, 3)]
    assert "floor" in capsys.readouterr().out
