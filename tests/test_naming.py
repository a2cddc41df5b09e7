"""No two of a kind get the same name in a dialog: nobody could tell them apart in a list."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeybot.forms import Unusable
from journeybot.steps.naming import must_differ
from tests.team import Member, Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        yield team


@pytest.fixture
def ana(team: Team) -> Member:
    ana = team.member("ana")
    ana.asks("start A repair", template="empty")
    ana.asks("persona", name="Marta")
    ana.asks("persona", name="Noor")
    ana.asks("stages", lines="It breaks\nThe repair")
    ana.asks("touchpoints", lines="Waits on hold\nPays")
    return ana


def edits(ana: Member, name: str, at: int = 0) -> None:
    """Open the dialog of what was called so."""
    (key,) = [note.key for note in ana.team.store.journey("T1", ana.team.workshop.key).notes() if called(note) == name]
    ana.presses("edit", key)


def called(note: object) -> str:
    return str(getattr(note, "name", ""))


def test_a_persona_that_is_there_is_not_written_a_second_time(ana: Member) -> None:
    told = ana.asks("persona", name=" marta ", age="40")
    assert told == (
        "name! There is already a persona “marta”. Give this one another name, so that the two can be told apart, "
        "or edit the one that is there."
    )
    assert ana.fills(name="Marta, 40", age="40").startswith("Saved"), "and what was typed can be saved otherwise"


def test_a_persona_can_be_edited_under_its_name_but_not_renamed_to_another_ones(ana: Member) -> None:
    edits(ana, "Marta")
    assert ana.fills(name="Marta", occupation="teacher").startswith("Saved")
    edits(ana, "Marta")
    assert "There is already a persona “Noor”" in ana.fills(name="Noor")


@pytest.mark.parametrize("typed", ["It breaks\nThe repair\nit  breaks", "It breaks\nThe repair\nThe repair | after"])
def test_two_stages_have_two_names(ana: Member, typed: str) -> None:
    assert "stands here twice" in ana.asks("stages", lines=typed)


def test_two_touchpoints_of_a_stage_have_two_names_but_another_stage_may_have_the_same(ana: Member) -> None:
    ana.types("touchpoints")
    first, second = ana.choice("stage", "It breaks"), ana.choice("stage", "The repair")
    told = ana.fills(stage=first, lines="Complains\nwaits on hold | phone")
    assert told.startswith("lines! “waits on hold” is there already, at “It breaks”.")
    assert "“Complains” stands here twice" in ana.fills(stage=first, lines="Complains\nComplains")
    assert "! " not in ana.fills(stage=second, lines="Waits on hold"), "it may well happen again later"


def test_a_touchpoint_is_not_renamed_to_another_one_of_its_stage(ana: Member) -> None:
    edits(ana, "Pays")
    assert ana.fills(channel="phone").startswith("Saved")
    edits(ana, "Pays")
    assert "is there already" in ana.fills(name="Waits on hold")


def test_what_was_called_the_same_before_can_still_be_edited() -> None:
    must_differ(["Pays", "pays"], ["Pays", "Pays"], at="lines")
    with pytest.raises(Unusable):
        must_differ(["Pays", "pays", "PAYS"], ["Pays", "Pays"], at="lines")
