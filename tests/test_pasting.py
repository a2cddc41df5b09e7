"""Entering for others: many lines at once, and raised hands."""

import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import TypeVar

import pytest

from journeybot.journey import Challenge, Improvement, Moment, Note, Persona, Score, Stage, Touchpoint
from journeybot.paper import Section, as_text
from journeybot.typed import meanings
from journeybot.wording import Wording
from journeybot.workshop import Step
from tests.team import HERE, NOON, Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        ana.asks("start", title="Groceries", template="five_stages")
        ana.asks("persona", name="Maya")
        ana.types("touchpoints")
        ana.fills(lines="Looks for the shop\nAsks a friend")
        yield team


N = TypeVar("N", bound=Note)


def notes(team: Team, kind: type[N]) -> list[N]:
    found = team.store.notes(HERE.tenant, team.workshop.key, kind)
    return [note for note in found if isinstance(note, kind)]


@pytest.mark.parametrize(("language", "word"), [("en", "help"), ("de", "hilft")])
def test_the_dialog_lists_the_headings_that_it_takes(team: Team, language: str, word: str) -> None:
    ana = team.member("ana", locale=language)
    ana.types("paste")
    assert ana.form is not None
    listed = re.findall(r"\[(\w+)\]", next(field.hint for field in ana.form.fields if field.name == "section"))
    known = meanings("sections")
    assert [known[one] for one in listed] == [*Section]
    told = ana.fills(lines="[lunch]\nx")
    assert all(f"[{one}]" in told for one in listed), "and where one is none"
    ana.asks("paste", lines=f"[{word}]\nAwareness: a bigger sign")
    assert [one.text for one in notes(team, Improvement)] == ["a bigger sign"]


def test_lines_become_challenges_where_they_say(team: Team) -> None:
    ana = team.member("ana")
    lines = "- Looks for the shop: the sign is hidden\n2. Awareness: nobody has heard of us\n"
    lines += "\n* Ask a frend: they laugh: loudly"
    heard = ana.asks("paste", lines=lines, section="hurts")
    assert "Saved: 3 challenges" in heard
    assert "[Undo]" in heard
    first, second, third = notes(team, Challenge)
    places = {touchpoint.key: touchpoint.name for touchpoint in notes(team, Touchpoint)}
    assert (first.text, places[first.touchpoint or ""]) == ("the sign is hidden", "Looks for the shop")
    assert (second.text, second.touchpoint) == ("nobody has heard of us", None)
    assert (third.text, places[third.touchpoint or ""]) == ("they laugh: loudly", "Asks a friend")
    assert {note.author for note in (first, second, third)} == {None}
    assert team.workshop.answered.get(Step.CHALLENGES, ()) == ()


def test_what_is_unclear_keeps_the_dialog_open_and_says_what_the_rest_would_make(team: Team) -> None:
    ana = team.member("ana")
    lines = "Looks for the shop: no sign\nLooks at shop: no light\nIt rains\nAsks a friend: they laugh"
    heard = ana.asks("paste", lines=lines, section="hurts")
    assert "Nothing is saved yet" in heard
    assert "Line 2: there is no “Looks at shop” on the map. Is “Awareness > Looks for the shop” meant?" in heard
    assert "Line 3 names no place: “It rains”" in heard
    assert "\nThe other lines would make: 2 challenges" in heard
    assert notes(team, Challenge) == []
    where = ana.choice("where", "Asks a friend")
    assert "Saved: 4 challenges" in ana.fills(lines=lines, section="hurts", where=where, unclear=("yes",))
    assert [note.text for note in notes(team, Challenge)][1:3] == ["Looks at shop: no light", "It rains"]


def test_a_whole_map_is_typed_up(team: Team) -> None:
    ana = team.member("ana")
    typed = """
[personas]
Henrik
[stages]
Awareness
Parting
[touchpoints]
Parting: Says goodbye | person
[does] Henrik
Parting > Says goodbye: waves
[thinks] Maya
Says goodbye: never again
Says goodbye: or maybe
[feels] Maya
Says goodbye: −2 -1 x3, 1
[hurts]
Parting: it rains
[helps]
an umbrella
"""
    heard = ana.asks("paste", lines=typed)
    assert "1 persona, 1 stage, 1 touchpoint, 2 moments, 1 challenge, 1 improvement, 5 feelings" in heard
    assert [persona.name for persona in notes(team, Persona)] == ["Maya", "Henrik"]
    assert notes(team, Stage)[-1].name == "Parting"
    goodbye = notes(team, Touchpoint)[-1]
    assert (goodbye.name, goodbye.channel, goodbye.stage) == ("Says goodbye", "person", notes(team, Stage)[-1].key)
    assert {(moment.action, moment.thought) for moment in notes(team, Moment)} == {
        ("waves", ""),
        ("", "never again\nor maybe"),
    }
    assert sorted(score.value for score in notes(team, Score)) == [-2, -1, -1, -1, 1]
    assert notes(team, Improvement)[0].stage is None


def test_pasted_again_nothing_doubles(team: Team) -> None:
    ana = team.member("ana")
    typed = "[does]\nAsks a friend: waits\n[feels]\nAsks a friend: 1 1\n[hurts]\nAsks a friend: they laugh"
    ana.asks("paste", lines=typed)
    ana.asks("paste", lines=f"{typed}\nAsks a friend: they cry")
    assert [note.text for note in notes(team, Challenge)] == ["they laugh", "they cry"]
    assert [note.action for note in notes(team, Moment)] == ["waits"]
    assert [note.value for note in notes(team, Score)] == [1, 1]


def test_a_persona_can_be_named_by_its_first_word_where_only_one_begins_so(team: Team) -> None:
    ana = team.member("ana")
    ana.asks("persona", name="Marta, 34, nurse")
    lines = "[does] Marta\nAsks a friend: waits"
    ana.asks("paste", lines=lines)
    people = {note.key: note.name for note in notes(team, Persona)}
    assert [people[note.persona] for note in notes(team, Moment)] == ["Marta, 34, nurse"]
    ana.asks("persona", name="Marta, 70")
    assert "no persona is called “Marta”" in ana.asks("paste", lines=lines)


def test_one_press_takes_it_back(team: Team) -> None:
    ana = team.member("ana")
    ana.asks("paste", lines="Asks a friend: they laugh\nAsks a friend: they cry", section="hurts")
    ana.types("undo")
    assert notes(team, Challenge) == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("[lunch]\nAwareness: x", "Line 1: “[lunch]” is no heading"),
        ("[hurts] a lot", "“[hurts] a lot” is no heading"),
        ("[does] Nobody\nAsks a friend: x", "Line 1: no persona is called “Nobody”"),
        ("[does]\nAwareness: x", "Line 2 needs a touchpoint before its colon"),
        ("[touchpoints]\nAsks a friend: x", "Line 2 needs a stage before its colon"),
        ("[feels]\nAsks a friend: 3", "Line 2: “3” is no feeling from -2 to 2"),
        ("[stages]\n" + "\n".join("abcdefghij"), "With these there are 15 stages; 12 is the most"),
        ("\n".join(f"Asks a friend: {n}" for n in range(51)), "There are 51 lines with something in them"),
        ("Asks a friend: " + "x" * 1001, "has 1001 characters, 1000 is the most"),
        ("Asks a friend:\n\n# nothing", "There is nothing new in these lines"),
    ],
)
def test_a_line_that_cannot_be_taken_is_named(team: Team, lines: str, said: str) -> None:
    assert said in team.member("ana").asks("paste", lines=lines, section="hurts")
    assert notes(team, Challenge) == []


def test_hands_are_counted_and_counted_again(team: Team) -> None:
    ana = team.member("ana")
    ana.types("headcount")
    place = ana.choice("place", "Maya: Looks for the shop (Awareness)")
    heard = ana.fills(**{"place": place, "feels2": "1", "feels-1": "4"})
    assert heard == "<Count the hands>"
    assert ana.form is not None
    assert ana.form.above == "Saved: 5 feelings."
    assert ana.form.fields[0].initial != place
    assert median(score.value for score in notes(team, Score)) == -1
    assert {score.author for score in notes(team, Score)} == {None}
    ana.presses("headcount", place)
    assert ana.form is not None
    assert {field.name: field.initial for field in ana.form.fields}["feels-1"] == "4"
    ana.fills(**{"feels2": None, "feels-1": "2"})
    assert [score.value for score in notes(team, Score)] == [-1, -1]
    assert "Nobody has answered here for themselves yet" in at_moments(team)


def test_what_was_typed_goes_along_to_another_place(team: Team) -> None:
    ana = team.member("ana")
    ana.types("headcount")
    ana.chooses("place", ana.choice("place", "Maya: Asks a friend (Awareness)"), feels1="7")
    assert ana.form is not None
    assert {field.name: field.initial for field in ana.form.fields}["feels1"] == "7"
    assert "at least one number" in ana.fills(feels1=None)


def test_only_who_facilitates_enters_for_others(team: Team) -> None:
    for command in ("paste", "headcount"):
        assert "Only who facilitates" in team.member("ben").types(command)


def at_moments(team: Team) -> str:
    ana = team.member("ana")
    for _ in range(3):
        ana.types("next anyway")
    return team.card()


def test_a_sheet_is_on_its_way_as_a_page_or_as_text(team: Team) -> None:
    ana = team.member("ana")
    assert "[The same as text]" in ana.types("sheet Maya")
    ana.types("sheet text")
    wanted = [one.what for one in team.store.due(NOON) if one.what.get("picture") == "sheet"]
    maya = notes(team, Persona)[0].key
    pdf = {"picture": "sheet", "format": "pdf", "persona": maya}
    assert sorted(wanted, key=len) == [{"picture": "sheet", "format": "text"}, pdf]
    assert "No persona is called “Noor”" in ana.types("sheet Noor")


def test_the_lines_of_a_sheet_are_pasted_as_they_are(team: Team) -> None:
    journey = team.facilitator.journey("T1", team.workshop.key)
    text = as_text(journey, Wording())
    filled = text.replace("Awareness > Asks a friend:", "Awareness > Asks a friend: 1", 3)
    heard = team.member("ana").asks("paste", lines=filled)
    assert "Saved: 1 moment, 1 feeling." in heard
    assert [(moment.action, moment.thought) for moment in notes(team, Moment)] == [("1", "1")]
