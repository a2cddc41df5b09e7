"""Who looks after a finished map and when it is looked at again: set, put off and taken back, without reopening it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.team import Member, Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        ana.asks("start Groceries", template="five_stages")
        ana.asks("close", owner="UBEN", review_on="2026-08-03")
        yield team


def pressed(person: Member, label: str) -> str:
    """Press what is offered below what they heard last."""
    button = next(one for one in person.offered_buttons if one.label == label)
    return person.presses(button.command, button.argument, workshop=button.workshop, seen=button.seen)


@pytest.mark.parametrize("typed", ["review 2026-12-15", "review later 15.12.2026", "rückblick 15.12.2026"])
def test_the_day_is_set_by_typing_it_and_taken_back_with_one_press(team: Team, typed: str) -> None:
    ben = team.member("ben")
    told = ben.types(typed)
    assert "@UBEN looks after the map, and the channel is asked on 15 December 2026" in told
    assert team.workshop.about.review_on == date(2026, 12, 15)
    assert not team.workshop.open
    assert "the channel is asked on 3 August 2026" in pressed(ben, "Undo"), "who looks after it may, without leading"
    assert team.workshop.about.review_on == date(2026, 8, 3)


def test_a_day_that_has_come_is_refused_and_one_who_has_no_say_learns_who_has(team: Team) -> None:
    ana, chi = team.member("ana"), team.member("chi")
    assert "4 May 2026 is not a day to come, so nothing was changed." in ana.types("review 2026-05-04")
    assert "`/journey review 2027-01-31` sets the day" in ana.types("review 2026-15-15")
    assert "Only who looks after the map (@UBEN) or facilitates" in chi.types("review 2026-12-15")
    assert team.workshop.about.review_on == date(2026, 8, 3)


def test_a_button_on_the_finished_card_asks_for_both_and_the_card_says_them(team: Team) -> None:
    ana, chi = team.member("ana"), team.member("chi")
    card = team.facilitator.card("T1", team.workshop.key)
    button = next(one for one in card.buttons if one.label == "Owner and review date")
    assert "Only who looks after" in chi.presses(button.command, button.argument, workshop=button.workshop)
    ana.presses(button.command, button.argument, workshop=button.workshop)
    assert ana.form is not None
    assert [field.initial for field in ana.form.fields] == ["UBEN", "2026-08-03"]
    ana.fills(owner="UCHI", review_on="2026-11-02")
    assert "@UCHI" in team.card()
    assert "2 November 2026" in team.card()
    assert "the channel is asked on 3 November 2026" in chi.types("review 2026-11-03"), "Chi may, now"
    assert "Taken back: who looks after it, and when it is looked at again." in ana.types("undo")
    assert "2 November 2026" in team.card()


def test_never_asks_first_where_it_is_pressed_and_can_be_taken_back(team: Team) -> None:
    ben = team.member("ben")
    assert "I will not ask again." in ben.types("review never")
    assert team.workshop.about.review_on is None
    assert "the channel is asked on 3 August 2026" in pressed(ben, "Undo")
    assert team.workshop.about.review_on == date(2026, 8, 3)
    assert "I ask on 3 August 2026, as was set" in ben.types("review later")
    assert "[Undo]" not in ben.heard, "nothing was changed"
