"""What a facilitator sets: dots, names, quiet hours; what is already there stays."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journeybot.drawing import draw
from journeybot.exports import read_journey, to_json
from journeybot.exports.markdown import to_markdown
from journeybot.workshop import Change, Step
from tests.team import Member, Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        ana.asks("start Groceries")
        for text in ("Too slow", "Too dear"):
            ana.types("challenge")
            ana.fills(text=text, where=ana.choice("where", ana.offered("where")[0]))
        yield team


def votes(person: Member, *on: str) -> str:
    """Place these dots and no others."""
    person.types("vote")
    assert person.form is not None
    empty = dict.fromkeys(field.name for field in person.form.fields)
    return person.fills(**empty | {f"dot_{n}": person.choice(f"dot_{n}", text) for n, text in enumerate(on, 1)})


def test_the_number_of_dots_and_how_many_may_lie_on_one_can_be_set(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    told = ana.asks("settings", votes_each="3", votes_on_one="2")
    assert told.startswith("Saved. Everybody has 3 dots, at most 2 of them on one.")
    ben.types("vote")
    assert ben.form is not None
    assert ben.form.intro.startswith("You have 3 dots; up to 2 may lie on one.")
    assert len(ben.form.fields) == 3
    assert votes(ben, *["Too slow"] * 3) == "dot_3! At most 2 of your dots may lie on one."


def test_more_on_one_than_there_are_is_said_at_the_field(team: Team) -> None:
    ana = team.member("ana")
    assert ana.asks("settings", votes_each="2", votes_on_one="3") == "votes_on_one! Of 2 dots at most 2 can lie on one."
    assert ana.fills(votes_each="9") == "votes_each! Please write a number from 1 to 6."
    assert team.workshop.settings.votes_each == 5


def test_dots_that_are_placed_stay_and_their_owner_chooses_which_to_keep(team: Team) -> None:
    ana, ben, chi = (team.member(name) for name in ("ana", "ben", "chi"))
    votes(ben, "Too slow", "Too slow", "Too slow", "Too dear")
    votes(chi, "Too dear")
    assert "1 person has placed more than that already." in ana.asks("settings", votes_each="2", votes_on_one="2")
    assert len(team.store.journey("T1", team.workshop.key).votes) == 5
    ben.types("vote")
    assert ben.form is not None
    assert ben.form.intro.endswith("So far you have placed 4: choose which to keep.")
    ben.fills()
    assert len(team.store.journey("T1", team.workshop.key).votes) == 3


def test_a_dialog_that_was_open_while_dots_became_fewer_loses_nothing(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ben.types("vote")
    slow, dear = (ben.choice("dot_1", text) for text in ("Too slow", "Too dear"))
    ana.asks("settings", votes_each="2", votes_on_one="2")
    said = "dot_3! There are 2 dots for everybody now. Please leave this one empty."
    assert ben.fills(dot_1=slow, dot_2=slow, dot_3=dear) == said
    assert ben.fills(dot_1=slow, dot_2=dear, dot_3=None).startswith("Saved")


def test_only_a_step_that_has_not_begun_can_lose_its_names(team: Team) -> None:
    ana = team.member("ana")
    ana.types("settings")
    assert ana.offered("anonymous") == ["Personas", "Touchpoints", "Moments", "Improvements"]
    team.member("ben").asks("persona", name="Maya")
    told = ana.fills(anonymous=("personas", "moments"))
    assert told == "anonymous! Please choose one from the list."
    assert "Nobody's name is kept at: Moments." in ana.asks("settings", anonymous=("moments",))
    assert team.workshop.settings.anonymous == ("moments",)


def test_a_step_answered_without_names_is_not_offered_again(team: Team) -> None:
    ana = team.member("ana")
    ana.asks("settings", anonymous=("improvements",))
    ben = team.member("ben")
    ben.types("improve")
    ben.fills(text="Cache it")
    ana.types("settings")
    assert "Improvements" not in ana.offered("anonymous")
    assert "Nobody's name is kept at: Improvements." in ana.fills()
    assert team.store.journey("T1", team.workshop.key).improvements[0].author is None


def test_quiet_hours_are_set_and_can_be_none(team: Team) -> None:
    ana = team.member("ana")
    told = ana.asks("quiet", **{"from": "20", "until": "8"})
    assert told.startswith("Saved. Nobody is reminded between 20:00 and 8:00 of their own time.")
    assert "no quiet hours" in ana.asks("quiet", **{"from": "8", "until": "8"})


def test_settings_are_the_facilitators(team: Team) -> None:
    assert "[Settings]" in team.member("ana").types("help")
    assert "[Settings]" in team.member("ana").types("status")
    assert "[Settings]" not in team.member("ben").types("help")
    assert "Only who facilitates" in team.member("ben").types("settings")


def test_a_team_that_counts_from_one_to_five_meets_those_figures_everywhere(team: Team) -> None:
    ana = team.member("ana")
    ana.asks("persona", name="Maya")
    ana.asks("touchpoints", lines="Sees it\nOpens it")
    assert "Feelings are counted from 1 to 5." in ana.asks("settings", scale="five")
    ana.types("paste")
    assert "How it feels: 4 4 1" in ana.offered("section")
    ana.types("score")
    assert ana.offered(ana.form.fields[0].name if ana.form else "")[:2] == ["5  delighted", "4  content"]
    assert ana.form is not None
    sees, opens = (field.name for field in ana.form.fields)
    ana.fills(**{sees: "2", opens: "-2"})
    assert "Opens it: 1 furious or in despair" in ana.types("mine")
    team.store.change("T1", team.workshop.key, lambda now, _notes: Change(workshop=replace(now, step=Step.MOMENTS)))
    ana.types("reveal")
    told = team.facilitator.text_of("T1", team.workshop.key, {"text": "reveal", "secret": "scores"})
    assert "They run from 1 to 5;" in told
    assert "Maya: 3 on average; lowest (1) at Opens it." in told
    summary = ana.types("summary")
    assert "How it feels, from 1 to 5" in summary
    assert "Lowest, at 1: Opens it. Steepest fall: from Sees it to Opens it (−4)." in summary
    assert "3 on average, on a scale from 1 to 5." in ana.types("story")
    journey = team.facilitator.journey("T1", team.workshop.key)
    assert "lowest 1 at Opens it; highest 5 at Sees it" in to_markdown(journey).decode()
    assert {score.value for score in read_journey(to_json(journey)).scores} == {-2, 2}
    picture = draw(journey, format="svg")
    assert "The lowest point is “Opens it” at 1." in picture.alt
    assert "delighted (5)" in picture.data.decode()
