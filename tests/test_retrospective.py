"""A team looks back on its sprint: how quickly it begins, what it asks, and how the next one opens."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from journeybot.drawing.layout import layout
from journeybot.drawing.shapes import Painted
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import LIGHT
from journeybot.exports import FORMATS, read_journey
from journeybot.journey import Challenge, Pain
from journeybot.permissions import Standing
from journeybot.workshop import Step
from tests.drawing.geometry import all_holds, written
from tests.team import NOON, Member, Team, gathered

FIRST, SECOND = "Sprint retrospective, 4 May 2026", "The next one"


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """A team whose clock goes on a little with every look."""
    ticks = count()
    with gathered(tmp_path, clock=lambda: NOON + timedelta(milliseconds=next(ticks))) as team:
        yield team


def begins(ana: Member, title: str = "") -> None:
    ana.types("start retro")
    ana.fills(title=title)


def says(member: Member, text: str, *, kind: str, part: str = "Build") -> str:
    member.types("challenge")
    return member.fills(text=text, pain=kind, where=member.choice("where", part))


def acts(ana: Member, *texts: str) -> None:
    """The actions of a retrospective, which is over then."""
    for text in texts:
        ana.types("improve")
        ana.fills(text=text, owner="UBEN")
    while ana.team.workshop.step is not Step.IMPROVEMENTS:
        ana.types("next anyway")
    ana.asks("close")


def test_it_tells_of_nothing_as_reached_that_nobody_has_said(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    assert "Reached" not in ana.types("story")
    ana.types("stages")
    assert ana.form is not None
    (lines,) = (str(field.initial) for field in ana.form.fields)
    ana.fills(lines=lines.replace("Release | during", "Release | during | The till sells tickets"))
    assert "Reached: The till sells tickets." in ana.types("story")


def test_it_begins_without_a_word_typed_where_feelings_are_given(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    card = team.card()
    assert FIRST in card
    assert "step 1" in card
    assert "How did each part of the sprint feel to you?" in card
    assert "No names are kept at this step." in card
    assert team.facilitator.card("T1", team.workshop.key).steps == (
        "How it felt",
        "What helped, what hurt",
        "Actions",
    )
    journey = team.store.journey("T1", team.workshop.key)
    assert [one.name for one in journey.personas] == ["Our team"]
    assert [one.name for one in journey.stages] == ["Planning", "Build", "Review", "Release", "Support"]
    assert len(journey.touchpoints) == 5


def test_its_first_dialog_is_short_and_asks_who_takes_part_and_when(team: Team) -> None:
    ana = team.member("ana")
    ana.types("start retro")
    assert ana.form is not None
    assert [field.label for field in ana.form.fields] == [
        "Which sprint is it?",
        "Who takes part?",
        "When?",
        "Which parts do you look back on?",
        "In which language?",
    ]
    assert ana.form.fields[1].initial == ("UANA",), "who begins takes part"
    told = ana.fills(title="Sprint 42", people=("UBEN", "UCHI"), pace="slow")
    assert "Sprint 42 has begun" in told
    assert "who was named is asked once for each, in private. [Say how it felt]" in told.replace("\n", " ")
    assert {*team.workshop.counted} == {"UANA", "UBEN", "UCHI"}
    assert team.workshop.timer.until is None
    ana.types("next anyway")
    ana.types("next anyway")
    ana.asks("close")
    ana.types("start")
    assert ana.form is not None
    assert ana.form.title == "Look back on a sprint", "the channel looked back the last time"
    assert [label.split(":")[0] for label in ana.offered("template")] == ["Sprint retrospective"]
    ana.types("start Groceries")
    ana.fills()
    assert team.workshop.steps[0] is Step.PERSONAS, "a map of customers is begun by its title"


def test_a_map_of_customers_still_wants_a_title(team: Team) -> None:
    ana = team.member("ana")
    ana.types("start")
    assert "title! Please fill this in." in ana.fills(title="")
    assert "has begun" in ana.fills(title="Groceries")
    assert "step 1" in team.card()
    assert team.workshop.steps[0] is Step.PERSONAS


def test_one_dialog_asks_how_every_part_felt(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    ana.types("add")
    assert ana.form is not None
    assert [field.label for field in ana.form.fields][:2] == [
        "Planning: Agreeing on what we take on",
        "Build: Getting the work done",
    ]
    assert "Saved" in ana.fills(**dict.fromkeys((field.name for field in ana.form.fields), "-1"))
    assert "5 of 5 parts have a feeling, from 1 person" in team.card()
    assert all(score.author is None for score in team.store.journey("T1", team.workshop.key).scores)


def test_what_helped_stands_beside_what_hurt_and_nobody_signs(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    begins(ana)
    ana.types("next anyway")
    ana.types("add")
    assert ana.offered("pain") == ["➕ It helped", "➖ It hurt"]
    assert ana.offered("where") == ["Planning", "Build", "Review", "Release", "Support", "The whole sprint"]
    assert "pain! Please fill this in." in ana.fills(text="Pairing", where=ana.choice("where", "Build"))
    assert "Your key" in ana.fills(text="Pairing", pain="helped", where=ana.choice("where", "Build"))
    says(ben, "The build is slow", kind="met", part="Release")
    assert "➕ Helped: Pairing  (Build)" in team.card()
    assert "➖ Hurt: The build is slow  (Release)" in team.card()
    found = team.store.notes("T1", team.workshop.key, Challenge)
    assert {one.text: one.pain for one in found if isinstance(one, Challenge)} == {
        "Pairing": Pain.HELPED,
        "The build is slow": Pain.MET,
    }
    assert {one.author for one in found} == {None}


def test_every_part_has_its_minutes_and_none_where_it_is_slow(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    minutes = []
    for _ in range(3):
        until = team.workshop.timer.until
        assert until is not None
        minutes.append((until - NOON).seconds // 60)
        ana.types("next anyway")
    assert minutes == [5, 10, 10]
    ana.types("pace slow")
    ana.types("back")
    assert team.workshop.timer.until is None


def test_where_actions_are_agreed_the_card_says_what_hurt_and_where_the_dots_are(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    for text, kind in (("Pairing", "helped"), ("The build is slow", "met"), ("Releases at night", "met")):
        says(ana, text, kind=kind)
    while team.workshop.step is not Step.CHALLENGES:
        ana.types("next anyway")
    ana.types("vote")
    ana.fills(dot_1=ana.choice("dot_1", "➖ Releases at night"))
    ana.types("next anyway")
    assert "What hurts: The build is slow · Releases at night" in team.card(), "the dots are hidden"
    ana.types("back")
    ana.types("reveal")
    ana.types("next")
    assert "With most dots: ● ➖ Releases at night\n" in f"{team.card()}\n"


def test_where_nobody_has_placed_dots_it_says_so_before_it_goes_on(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    ana.types("next anyway")
    says(ana, "Pairing", kind="helped")
    assert "Step 3 of 3" in ana.types("next"), "of one thing there is nothing to choose"
    ana.types("back")
    says(ana, "Releases at night", kind="met")
    told = ana.types("next")
    assert "Nobody has placed any dots yet. They show which of the 2 things to talk about first." in told
    assert [button.command for button in ana.offered_buttons] == ["vote", "similar", "next"]
    ana.types("vote")
    ana.fills(dot_1=ana.choice("dot_1", "➖ Releases at night"))
    ana.types("reveal")
    assert "Step 3 of 3" in ana.types("next")


def test_what_helped_is_told_as_such_and_never_as_a_pain(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    says(ana, "Pairing", kind="helped")
    says(ana, "The build is slow", kind="met")
    summary, story = ana.types("summary"), ana.types("story")
    assert " parts; " in summary
    assert "touchpoint" not in summary + story
    helped, hurt = summary.split("What hurts most")
    assert "“Pairing” at Build" in helped.split("What helped most")[1]
    assert "Pairing" not in hurt
    assert "assumed" not in summary
    assert "What helped: “Pairing”." in story
    assert "Nothing is planned yet against “The build is slow”." in story
    assert "Pairing" not in ana.types("check")
    ana.types("improve")
    ana.fills(text="Keep pairing", challenges=(ana.choice("challenges", "➕ Pairing"),))
    assert "Keep pairing, to keep what helped: “Pairing”." in ana.types("story")
    read = read_journey(FORMATS["json"].make(team.facilitator.journey("T1", team.workshop.key)))
    assert {one.text: one.pain for one in read.challenges}["Pairing"] is Pain.HELPED
    assert read.about.flavour == "retrospective"


def is_dot(shape: object) -> bool:
    """Whether it is filled, and as wide and as high as a dot that was placed."""
    points = shape.outline.points if isinstance(shape, Painted) and shape.ink.fill else ()
    return {round(max(axis) - min(axis), 1) for axis in zip(*points, strict=True)} == {6.4}


def test_on_the_picture_it_has_a_sign_and_not_only_a_colour(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    says(ana, "Pairing", kind="helped")
    says(ana, "The build is slow", kind="met")
    ana.types("next anyway")
    ana.types("vote")
    ana.fills(dot_1=ana.choice("dot_1", "➕ Pairing"), dot_2=ana.choice("dot_2", "➖ The build is slow"))
    ana.types("reveal anyway")
    drawing = layout(team.facilitator.journey("T1", team.workshop.key), LIGHT, measure=Fonts())
    all_holds(drawing)
    for told in ("Oursprint", "Whathelped,whathurt", "ithelped", "ithurt", "Whathappened"):
        assert told in written(drawing)
    assert "customer" not in written(drawing).casefold()
    assert sum(is_dot(shape) for shape in drawing.shapes) == 2, "a dot, as on the card; a tick would read as done"


def test_a_second_one_of_a_day_has_a_name_of_its_own(team: Team) -> None:
    ana = team.member("ana")
    for title in (FIRST, f"{FIRST} (2)", f"{FIRST} (3)"):
        begins(ana)
        assert team.workshop.about.title == title
        acts(ana)


def test_who_was_there_the_last_time_and_still_is_in_the_channel_is_chosen_already(team: Team) -> None:
    ana, ben, dan = team.member("ana"), team.member("ben"), team.member("dan")
    ana.types("start retro")
    ana.fills(people=("UBEN", "UCHI", "UELA"))
    dan.types("add")
    dan.fills(**dict.fromkeys((field.name for field in dan.form.fields) if dan.form else (), "1"))
    acts(ana)
    team.room.says(team.member("chi"), Standing.OUTSIDE)
    ben.types("start retro")
    assert ben.form is not None
    assert ben.form.fields[1].initial == ("UBEN", "UELA", "UANA"), "Dan has answered without his name, Chi has left"


def test_it_can_be_had_in_german(team: Team) -> None:
    ana = team.member("ana", locale="de-DE")
    ana.types("start retro")
    ana.fills()
    assert "Sprint-Retrospektive, 4. Mai 2026" in team.card()
    assert "Wie ging es dir in jedem Teil des Sprints?" in team.card()
    ana.types("next anyway")
    says(ana, "Paarweise", kind="helped", part="Bauen")
    assert "➕ Half: Paarweise  (Bauen)" in team.card()


def test_who_does_not_know_of_it_finds_it(team: Team) -> None:
    ana = team.member("ana")
    assert "A team that looks back on its own sprint types `/journey retro`." in ana.types("")
    assert "[Look back on a sprint]" in ana.heard
    assert "/journey retro` " in ana.types("help all")
    for typed in ("retro Sprint 42", "retrospektive Sprint 42"):
        ana.types(typed)
        assert ana.form is not None
        assert (ana.form.title, ana.form.fields[0].initial) == ("Look back on a sprint", "Sprint 42")
    ana.fills()
    assert "Sprint 42" in team.card()
    assert "already working on Sprint 42" in ana.types("retro")
