"""`check`: each finding has the button that mends it; rules are muted and heard again."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journeybot.checks import RULES as CHECKS
from journeybot.forms import Value
from journeybot.moves import turn
from journeybot.replies import Button, Say
from journeybot.workshop import Change, Notes, Secret, Workshop
from tests.team import Member, Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        ana.asks("start Groceries", template="empty")
        ana.asks("stages", lines="I compare\nOnboarding")
        ana.asks("persona", name="Maya")
        ana.asks("persona", name="Noor", goals="Eat well")
        ana.asks("touchpoints", lines="Searches")
        ana.types("challenge")
        ana.fills(text="Too slow", where=ana.choice("where", "I compare (the whole stage)"), severity="3")
        ana.asks("measure", name="Seconds", values="2026 3")
        yield team


def button(person: Member, sentence: str) -> Button:
    """The first button beside a finding."""
    (said,) = person.team.facilitator.command(person.who, person.place, "check")
    assert isinstance(said, Say)
    row = next((row for row in said.rows if sentence in row.text), None)
    assert row is not None, f"{sentence!r} is not among {[row.text for row in said.rows]}"
    return row.buttons[0]


def mends(person: Member, sentence: str, **answers: Value) -> str:
    """Press what stands beside a finding, fill in the dialog, and check again."""
    pressed = button(person, sentence)
    person.presses(pressed.command, pressed.argument, workshop=pressed.workshop)
    assert person.fills(**answers).startswith(("Saved", "<"))
    return person.types("check")


@pytest.mark.parametrize(
    ("sentence", "answers"),
    [
        ("Nothing is planned against “Too slow”", {"text": "Cache it"}),
        ("Everything on the map is assumed", {"text": "Four minutes!"}),
        ("Onboarding has no touchpoint", {"lines": "Reads the manual"}),
        ("I compare has no channel", {"channel": "website"}),
        ("Onboarding is how we talk", {"lines": "I compare\nI start using it"}),
        ("Of Maya we know only the name", {"age": "31"}),
    ],
)
def test_the_button_beside_a_finding_mends_it(team: Team, sentence: str, answers: dict[str, Value]) -> None:
    ana = team.member("ana")
    assert sentence in ana.types("check")
    assert sentence not in mends(ana, sentence, **answers)


def test_an_improvement_is_followed_until_somebody_does_it_by_a_day(team: Team) -> None:
    ana = team.member("ana")
    improves(ana, text="Cache it", challenges=(pain(team),))
    said = mends(ana, "Nobody has taken on “Cache it”, which is to help against “Too slow”.", owner="UBEN")
    assert "Nobody has taken on" not in said
    said = mends(ana, "“Cache it” is in the hands of @UBEN, but has no date.", due="2026-05-03")
    assert "has no date" not in said
    said = mends(ana, "“Cache it” was due on 3 May 2026 and is not done.", status="done")
    assert "Cache it" not in said


def improves(person: Member, **answers: Value) -> None:
    person.types("improve")
    person.fills(**answers)


def pain(team: Team) -> str:
    return team.store.journey("T1", team.workshop.key).challenges[0].key


def test_the_lowest_point_is_mended_where_it_is(team: Team) -> None:
    ana = team.member("ana")
    ana.types("score")
    assert ana.form is not None
    ana.fills(**{ana.form.fields[0].name: "-2"})
    assert "lowest point" not in ana.types("check"), "scores are hidden until the reveal"
    team.store.change("T1", team.workshop.key, revealed)
    said = mends(ana, "“Searches” is the lowest point for Maya", text="Cache it")
    assert "lowest point" not in said
    journey = team.store.journey("T1", team.workshop.key)
    assert journey.improvements[0].touchpoint == journey.touchpoints[0].key
    ana.presses(*pressing(button(ana, "Nobody has said how it feels to Noor.")))
    assert ana.form is not None
    assert "Noor" in ana.form.intro


def revealed(workshop: Workshop, _notes: Notes) -> Change:
    return Change(workshop=replace(workshop, revealed=(Secret.SCORES,)))


def pressing(pressed: Button) -> tuple[str, str]:
    return pressed.command, pressed.argument


def test_who_is_said_to_skip_a_step_where_something_was_felt_can_do_it_after_all(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ben.asks("moment", feeling="0")
    ana.asks("moment", feeling="absent")
    team.store.change("T1", team.workshop.key, revealed)
    sentence = "Maya is said to skip “Searches”, so what was felt there counts nowhere."
    assert sentence in ana.types("check")
    assert "neutral" not in ana.types("story")
    assert sentence not in mends(ben, sentence, feeling="1")


def test_a_facilitator_mutes_a_rule_and_hears_it_again(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    assert "[Mute for the whole map]" not in ben.types("check")
    assert "Only who facilitates" in ben.presses("mute", "assumed")
    assert ana.types("check").count("Of Maya we know only the name. [Edit] [Mute for the whole map]") == 1
    said = ana.presses("mute", "bare_persona")
    assert "Of Maya" not in said
    assert "Muted for the whole map, for everybody" in said
    assert "One check is muted. [Hear them again]" in said
    assert "One check is muted." in ben.types("check")
    assert "[Hear them again]" not in ben.types("check")
    assert "Of Maya" in ana.presses("unmute")


def test_three_of_a_kind_at_most_and_how_many_more(team: Team) -> None:
    ana = team.member("ana")
    for number in range(5):
        improves(ana, text=f"Idea {number}")
    said = ana.types("check")
    count = int(re.findall(r"^(\d+) things to look at", said)[0])
    assert [line.split("”")[0] for line in said.splitlines() if "Idea" in line] == [
        "Nobody has taken on “Idea 0",
        "Nobody has taken on “Idea 1",
        "Nobody has taken on “Idea 2",
    ]
    shown = [line for line in said.splitlines() if line.endswith(("[Mute for the whole map]", "[Edit]"))]
    assert f"… and {count - len(shown)} more" in said
    assert sum("[Mute for the whole map]" in line and "Nobody has taken on" in line for line in shown) == 1


def test_only_who_may_change_it_is_offered_to(team: Team) -> None:
    improves(team.member("ben"), text="Cache it")
    assert "Nobody has taken on “Cache it”. [Edit]" in team.member("ben").types("check")
    assert "Nobody has taken on “Cache it”.\n" in team.member("chi").types("check")


def test_the_dialog_that_ends_it_names_nobody_as_it_cannot_show_a_mention(team: Team) -> None:
    ana = team.member("ana")
    improves(ana, text="Cache it", owner="UBEN")
    rest = tuple(rule for rule in CHECKS if rule != "undated")
    muting = turn(lambda now: replace(now, settings=replace(now.settings, muted=rest)))
    team.store.change("T1", team.workshop.key, muting)
    ana.types("close")
    assert ana.form is not None
    assert "One thing to look at first: “Cache it” has no date." in ana.form.intro.splitlines()


def test_the_end_of_a_workshop_says_what_there_is_to_look_at(team: Team) -> None:
    ana = team.member("ana")
    heard = ana.types("check")
    count, worst = re.findall(r"^(\d+) things", heard)[0], heard.splitlines()[1].split(" [")[0]
    ana.types("close")
    assert ana.form is not None
    assert (
        ana.form.intro.splitlines()[-1]
        == f"{count} things to look at first. The worst: {worst} /journey check lists them all."
    )
    ana.fills(owner=None, review_on=None)
    said = ana.types("check")
    assert "Nobody looks after this map. [About this map]" in said
    assert "Nothing is planned against “Too slow”. [Mute for the whole map]" in said, "it needs an open workshop"
    said = mends(ana, "This map has no day", owner="UBEN", review_on="2026-09-01")
    assert "Nobody looks after" not in said
    assert "This map has no day" not in said


def test_a_map_without_faults_is_told_so(team: Team) -> None:
    with_nothing = team.member("ana", channel="C2")
    with_nothing.asks("start Empty", template="empty")
    assert with_nothing.types("check") == "Nothing to look at: every check is content with this map."
