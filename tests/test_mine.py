"""The list of somebody's own answers: short, each with what it is about, and what goes along when one is deleted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeybot.replies import Button, Say
from tests.team import HERE, NOON, Member, Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as found:
        ana = found.member("ana")
        ana.asks("start", title="Groceries", template="empty")
        ana.asks("stages", lines="I look\nI buy")
        look, buy = (stage.key for stage in found.store.journey("T1", found.workshop.key).stages)
        ana.asks("touchpoints", stage=look, lines="Sees it\nOpens it")
        ana.fills(stage=buy, lines="Pays")
        ana.asks("persona", name="Maya")
        ana.asks("persona", name="Noor")
        for pain in ("Too slow", "Too dear"):
            ana.types("challenge")
            ana.fills(text=pain, where=look)
        yield found


@pytest.fixture
def ben(team: Team) -> Member:
    return team.member("ben")


def confirmed(team: Team, member: Member, kind: str) -> str:
    """What is asked before the first answer of a kind is deleted."""
    replies = team.facilitator.command(member.who, HERE, "mine")
    rows = [row for reply in replies if isinstance(reply, Say) for row in reply.rows]
    buttons: list[Button] = [button for row in rows if row.text.startswith(kind) for button in row.buttons]
    return next(button.confirm for button in buttons if button.confirm)


def test_feelings_stand_in_a_row_for_each_stage_with_the_persona_and_open_that_dialog_again(ben: Member) -> None:
    ben.types("score Noor")
    assert ben.form is not None
    first, second = (field.name for field in ben.form.fields)
    ben.fills(**{first: "1", second: "-1"})
    said = ben.types("mine")
    assert "Noor, I look  Sees it: +1 content · Opens it: −1 annoyed [Edit]" in said
    assert said.startswith("One answer:")
    noor = next(p.key for p in ben.team.store.journey("T1", ben.team.workshop.key).personas if p.name == "Noor")
    ben.presses("score", f"{noor}/{first}")
    assert ben.form is not None
    assert [field.initial for field in ben.form.fields] == ["1", "-1"]
    ben.fills(**{second: None})
    assert "Opens it" not in ben.types("mine"), "a feeling that is emptied is taken back"
    assert ben.team.workshop.answered["moments"] == ("UBEN",)


def test_one_dot_is_told_as_one_and_dots_are_one_row(ben: Member) -> None:
    ben.types("vote")
    slow = ben.choice("dot_1", "Too slow")
    assert ben.fills(dot_1=slow).startswith("Saved: 1 dot.")
    assert "Dots  1 placed on challenges [Edit]" in ben.types("mine")
    ben.presses("vote", "challenges")
    assert ben.form is not None
    assert ben.form.fields[0].initial == slow


def test_a_score_alone_is_told_with_its_persona(ben: Member) -> None:
    ben.types("score Maya")
    assert ben.form is not None
    ben.fills(**{ben.form.fields[0].name: "-1"})
    assert ben.form.above == "Saved: Sees it (Maya): −1 annoyed."
    assert "Saved" not in ben.form.intro


def test_each_kind_says_what_goes_along_when_it_is_deleted(team: Team) -> None:
    ana = team.member("ana")
    ana.types("improve")
    ana.fills(text="Cache it")
    assert confirmed(team, ana, "Improvement").endswith("The dots on it go too; the challenges it answers stay.")
    assert confirmed(team, ana, "Challenge").endswith("The dots on it go too; improvements against it stay.")
    assert "What they do, think and feel there goes too" in confirmed(team, ana, "Touchpoint")
    assert "does, thinks and feels along the way goes too" in confirmed(team, ana, "Persona")


def test_dialogs_and_answers_say_what_they_are_about(team: Team) -> None:
    ana = team.member("ana")
    ana.types("improve")
    assert "That day is in the past: 3 May 2026." in ana.fills(text="Cache it", due="2026-05-03")
    improvement = team.store.journey("T1", team.workshop.key).improvements[0]
    ana.presses("plan", improvement.key)
    assert ana.form is not None
    assert ana.form.intro == "“Cache it”"
    ana.types("touchpoints")
    assert ana.form is not None
    assert ana.form.intro.startswith("Write down what happens there, one on each line.")
    assert ana.fills() == "lines! Write at least one, one on each line."
    ana.types("handover @Zoe")
    assert ana.form is not None
    assert ana.form.above == "I do not know anybody called “Zoe”. Choose them here:"
    assert "Type the key you were given" in ana.types("key")


def test_hands_say_who_has_scored_there_and_how_much_is_left(team: Team, ben: Member) -> None:
    ben.types("score Maya")
    assert ben.form is not None
    ben.fills(**{ben.form.fields[0].name: "2"})
    ana = team.member("ana")
    ana.types("headcount")
    assert ana.form is not None
    assert "One person has scored here already: hands count in addition." in ana.form.intro
    assert "6 places are left" in ana.form.intro
    ana.fills(feels2="3")
    assert ana.form is not None
    assert "scored here already" not in ana.form.intro
    assert "5 places are left" in ana.form.intro


def test_the_card_says_from_how_many_people_the_feelings_are(team: Team, ben: Member) -> None:
    for _ in range(3):
        team.member("ana").types("next anyway")
    ben.types("score Maya")
    assert ben.form is not None
    ben.fills(**{ben.form.fields[0].name: "2"})
    assert "1 of 3 touchpoints have a feeling, from 1 person" in team.card()
    team.member("ana").asks("score Maya", **{ben.team.store.journey("T1", team.workshop.key).touchpoints[0].key: "-2"})
    assert "[Draw the map]" in team.member("ana").presses("reveal")
    [told] = [one for one in team.store.due(NOON) if one.what.get("text") == "reveal"]
    [button] = team.facilitator.buttons_under(told)
    assert button.label == "Draw the map", "everybody who reads it wants to see the curve"
    assert "You see it most differently at: Sees it (Maya)" in team.card()


def test_what_a_facilitator_puts_right_stays_its_authors(team: Team, ben: Member) -> None:
    ben.types("challenge")
    ben.fills(text="To noisy", where=ben.choice("where", "Pays"))
    noisy = next(one for one in team.store.journey("T1", team.workshop.key).challenges if one.text == "To noisy")
    ana = team.member("ana")
    ana.presses("edit", noisy.key)
    ana.fills(text="Too noisy")
    assert "Too noisy" in ben.types("mine")
    assert "Deleted" in ben.presses("delete", noisy.key)
