"""The moves of a workshop: what each does, and what it refuses."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeybot.journey import About
from journeybot.workshop import STEPS, Place, Refusal, Step, Workshop

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def workshop(**given_: object) -> Workshop:
    about = About(key="m", title="Groceries")
    return Workshop(key="w", place=Place("T1", "C1"), about=about, facilitators=("ana",), **given_)  # type: ignore[arg-type]


def refused(why: str) -> "pytest.RaisesExc[Refusal]":
    return pytest.raises(Refusal, match=f"^{why}$")


def test_a_workshop_goes_through_its_six_steps_and_then_says_it_is_the_last() -> None:
    now = workshop()
    seen = [now.step]
    for _ in range(5):
        now = now.advance()
        seen.append(now.step)
    assert seen == list(STEPS)
    assert now.number == 6
    with refused("last_step"):
        now.advance()


def test_going_back_undoes_going_on_and_the_first_step_has_none_before_it() -> None:
    assert workshop().advance().back() == workshop()
    with refused("first_step"):
        workshop().back()


def test_two_people_press_next_at_once_and_the_step_moves_once() -> None:
    first = workshop().advance(Step.PERSONAS)
    with refused("moved_on"):
        first.advance(Step.PERSONAS)
    assert first.step is Step.STAGES


def test_a_skipped_step_is_remembered_until_somebody_goes_back_to_it() -> None:
    skipped = workshop().skip()
    assert skipped.skipped == (Step.PERSONAS,)
    assert skipped.back().skipped == ()


def test_a_closed_workshop_refuses_to_move_and_can_be_reopened_where_it_ended() -> None:
    ended = workshop(step=Step.MOMENTS).close(NOON, About(key="m", title="Groceries", owner="Ana"))
    assert (ended.open, ended.closed_at, ended.about.owner) == (False, NOON, "Ana")
    for move in (ended.advance, ended.back, ended.skip):
        with refused("closed"):
            move()
    again = ended.reopen()
    assert (again.open, again.step, again.closed_at) == (True, Step.MOMENTS, None)
    with refused("already_open"):
        again.reopen()


def test_everybody_who_answered_is_counted_once() -> None:
    now = workshop()
    for person, step in [("ben", Step.PERSONAS), ("ana", Step.PERSONAS), ("ben", Step.PERSONAS), ("ben", Step.STAGES)]:
        now = now.answered_by(person, step)
    assert now.answered == {Step.PERSONAS: ("ben", "ana"), Step.STAGES: ("ben",)}
    assert now.participants == ("ben", "ana")


@given(st.lists(st.sampled_from(["advance", "back", "skip"]), max_size=30))
def test_no_row_of_moves_leaves_the_six_steps(moves: list[str]) -> None:
    now, refusals = workshop(), set()
    for move in moves:
        try:
            now = getattr(now, move)()
        except Refusal as refusal:
            refusals.add(refusal.why)
    assert refusals <= {"first_step", "last_step"}
    assert now.step in STEPS
    assert set(now.skipped).isdisjoint({now.step})
