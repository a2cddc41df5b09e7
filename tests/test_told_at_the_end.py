"""Whoever goes through several dialogs in a row is told at the end all that was saved, not only the last of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.team import Member, Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        ana.asks("start Washing machine", template="before_during_after")
        ana.asks("persona", name="Maya")
        for stage, name in (("Before", "Drum is noisy"), ("During", "Calls the hotline"), ("After", "Gets the bill")):
            ana.types("touchpoints")
            ana.fills(stage=ana.choice("stage", stage), lines=name)
        yield team


def scores(member: Member, *values: str) -> str:
    member.types("score")
    for value in values:
        assert member.form is not None
        member.fills(**{member.form.fields[0].name: value})
    return member.heard


def test_all_stages_that_were_scored_are_told(team: Team) -> None:
    heard = scores(team.member("ana"), "-1", "-2", "1")
    assert heard.startswith("Saved: Drum is noisy: −1 annoyed; Calls the hotline: −2")
    assert "; Gets the bill: +1" in heard


def test_a_stage_that_was_left_out_at_the_end_hides_nothing(team: Team) -> None:
    ana = team.member("ana")
    scores(ana, "-1", "-2")
    assert ana.fills().startswith("Saved: Drum is noisy: −1 annoyed; Calls the hotline: −2")


def test_what_has_no_name_is_remembered_as_a_number_only(team: Team) -> None:
    ana = team.member("ana")
    ana.presses("next")
    ana.presses("next")
    ana.presses("next")
    ana.types("anonymous")
    ana.types("score")
    assert ana.form is not None
    ana.fills(**{ana.form.fields[0].name: "-1"})
    assert ana.form is not None
    assert ana.form.seen.get("before") == "1 feeling"


def test_a_finished_map_is_not_said_to_go_on(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    assert "`/journey next`" in ana.types("takeover")
    ana.asks("close")
    for heard in (ana.types("takeover"), ben.types("takeover")):
        assert "next" not in heard
        assert "`/journey reopen`" in heard
