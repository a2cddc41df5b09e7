"""Bringing in: what a file holds is told first, written by one press, taken back by another."""

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from journeybot.exports import FORMATS, example_journey
from journeybot.exports.document import to_json
from journeybot.exports.imports.joining import _NOT_JOINED
from journeybot.journey import KINDS, About, Phase
from journeybot.prompt_files import languages
from journeybot.wording import Wording
from journeybot.workshop import Step
from tests.bringing import looks_at, on_the_map, presses
from tests.exports.small import SMALL
from tests.team import Team, gathered

EVERY_KIND: tuple[type[Any], ...] = (About, *KINDS.values())


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        team.member("ana").asks("start", title="Groceries", template="empty")
        yield team


@pytest.mark.parametrize("format_", ["json", "csv"])
def test_a_whole_map_is_looked_at_then_written_then_taken_back(team: Team, format_: str) -> None:
    ana, before = team.member("ana"), on_the_map(team)
    heard = looks_at(ana, FORMATS[format_].make(SMALL))
    assert "• 2 personas: Marta, a nurse, Henrik" in heard
    assert "• 1 challenge: Nobody says why" in heard
    assert heard.endswith("Nothing is written yet.\n[Bring it in]\n[Bring it in, the file wins]")
    assert on_the_map(team) == before
    assert "2 personas, 2 stages, 2 touchpoints" in presses(ana, "Bring it in")
    now = on_the_map(team)
    assert [step.name for step in now.travelled()] == [step.name for step in SMALL.travelled()]
    assert {note.author for note in now.notes()} == {None}
    assert now.improvements[0].challenges == (now.challenges[0].key,)
    assert now.evidence[0].on == now.moments[0].key
    assert (now.about.title, now.about.scenario) == ("Groceries", "It is Sunday")
    presses(ana, "Undo")
    assert replace(on_the_map(team), about=before.about, as_of=before.as_of) == before


def test_the_same_file_again_brings_nothing(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, to_json(replace(SMALL, about=replace(SMALL.about, title="Groceries"))))
    presses(ana, "Bring it in")
    heard = looks_at(ana, to_json(replace(SMALL, about=replace(SMALL.about, title="Groceries"))))
    assert heard == "There is nothing new in this file: everything in it is on the map already."


def test_an_edited_copy_brings_no_score_and_no_dot_twice(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, to_json(SMALL))
    presses(ana, "Bring it in")
    first = replace(SMALL.scores[0], value=2)
    edited = replace(SMALL, personas=(replace(SMALL.personas[0], age=40), SMALL.personas[1]))
    heard = looks_at(ana, to_json(replace(edited, scores=(first, *SMALL.scores[1:]))))
    assert "New" not in heard
    assert "• Error code, Marta, a nurse, value: “-2” → “2”" in heard
    before = on_the_map(team)
    presses(ana, "Bring it in")
    assert (on_the_map(team).scores, on_the_map(team).votes) == (before.scores, before.votes)


def test_the_scores_of_two_rooms_add_up(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, to_json(replace(SMALL, scores=(), votes=())))
    presses(ana, "Bring it in")
    for value in (1, 2):
        looks_at(ana, f"touchpoint;persona;score;participant\nError code;Henrik;{value};1\n")
        presses(ana, "Bring it in")
    assert sorted(score.value for score in on_the_map(team).scores) == [1, 2]


def test_what_the_map_itself_gave_away_is_all_met_again(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    looks_at(ana, to_json(example_journey()))
    presses(ana, "Bring it in")
    ben.types("score")
    ben.fills(**{field.name: "1" for field in ben.form.fields} if ben.form else {})
    heard = looks_at(ana, to_json(on_the_map(team)))
    assert heard == "There is nothing new in this file: everything in it is on the map already."


def test_what_differs_stays_unless_the_files_is_wanted(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, to_json(SMALL))
    presses(ana, "Bring it in")
    file = to_json(replace(SMALL, personas=(replace(SMALL.personas[0], age=40, occupation="nurse"),)))
    heard = looks_at(ana, file)
    assert "• Marta, a nurse, age: “38” → “40”" in heard
    assert "1 empty field filled in · 2 different" in heard
    presses(ana, "Bring it in")
    marta = on_the_map(team).personas[0]
    assert (marta.age, marta.occupation) == (38, "nurse")
    looks_at(ana, file)
    presses(ana, "Bring it in, the file wins")
    assert on_the_map(team).personas[0].age == 40


def test_scores_are_the_rooms_or_ones_own(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, to_json(replace(SMALL, scores=(), votes=())))
    presses(ana, "Bring it in")
    table = "touchpoint;persona;score\nError code;Henrik;4\nError code;Marta, a nurse;1\n"
    heard = looks_at(ana, table)
    assert "I read its scores as 1 to 5." in heard
    presses(ana, "Bring it in")
    assert sorted(score.value for score in on_the_map(team).scores) == [-2, 1]
    assert team.workshop.answered.get(Step.MOMENTS, ()) == ()
    looks_at(ana, table, whose=("own",))
    presses(ana, "Bring it in")
    assert [score.author for score in on_the_map(team).scores].count("UANA") == 2
    assert team.workshop.answered[Step.MOMENTS] == ("UANA",)


def test_measures_go_on_where_they_are(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, to_json(SMALL))
    presses(ana, "Bring it in")
    heard = looks_at(
        ana, "stage,measure,when,value\nIt stops,Calls,2028,7\nIt stops,Calls,2026,99\n,Returns,2026-Q1,3.5"
    )
    assert "• Calls, 2026, value: “12.5” → “99”" in heard
    presses(ana, "Bring it in")
    calls, returns = on_the_map(team).measures
    assert calls.series == (("2026", 12.5), ("2027", 8.0), ("2028", 7.0))
    assert (returns.name, returns.stage, returns.series) == ("Returns", None, (("2026-Q1", 3.5),))


def test_the_lines_of_a_sheet_can_be_pasted(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, to_json(SMALL))
    presses(ana, "Bring it in")
    ana.types("import")
    heard = ana.fills(text="[hurts]\nError code: no sound\n[feels] Henrik\nError code: 2 x2")
    assert "• 1 challenge: no sound" in heard
    presses(ana, "Bring it in")
    assert [pain.text for pain in on_the_map(team).challenges] == ["Nobody says why", "no sound"]
    assert [score.value for score in on_the_map(team).scores][-2:] == [2, 2]


def test_what_will_not_do_keeps_the_dialog_open_with_its_row_and_column(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, to_json(SMALL))
    presses(ana, "Bring it in")
    before = on_the_map(team)
    heard = looks_at(ana, "touchpoint,persona,score\nEror code,Henrik,-1\nError code,Henrik,9\nError code,Maria,x")
    assert ana.form is not None
    first, *places = ana.form.intro.splitlines()
    assert heard == "<Bring in a file>"
    assert first.startswith("4 places cannot be read, so nothing is written yet.")
    assert places[0].startswith("• Row 2, column “touchpoint”: nothing in the file or on the map")
    assert places[0].endswith("Is “Error code” meant?")
    assert places[1:] == [
        "• Row 3, column “score”: 9 should be from -2 to 2.",
        "• Row 4, column “persona”: nothing in the file or on the map is called “Maria”. Is “Marta, a nurse” meant?",
        "• Row 4, column “score”: “x” should be a number.",
    ]
    assert on_the_map(team) == before


def test_one_place_is_said_at_its_field_and_many_are_cut(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, to_json(SMALL))
    presses(ana, "Bring it in")
    heard = looks_at(ana, "touchpoint,persona,score\nError code,Henrik,-9")
    assert heard == "file! Nothing is written yet. Row 2, column “score”: -9 should be from -2 to 2."
    typed = "touchpoint,persona,score\n" + "Error code,Henrik,-9\n" * 20
    ana.types("import")
    ana.fills(text=typed, whose=("own",))
    assert ana.form is not None
    assert ana.form.intro.splitlines()[-2:] == [
        "• Row 13, column “score”: -9 should be from -2 to 2.",
        "• and 8 more",
    ]
    assert {one.name: one.initial for one in ana.form.fields} == {"text": typed.strip(), "whose": ("own",)}


def test_a_line_that_names_no_place_is_not_sent_to_a_field_that_is_not_there(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, to_json(SMALL))
    presses(ana, "Bring it in")
    heard = looks_at(ana, "[hurts]\nNobody knows why\nError code: no sound")
    assert "Write a touchpoint and a colon before it." in heard


def test_the_answer_reads_like_a_review(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, to_json(SMALL))
    presses(ana, "Bring it in")
    people = tuple(replace(one, age=1, quote="?", goals=("?", "!")) for one in SMALL.personas)
    stages = tuple(replace(one, milestone="?", phase=Phase.AFTER) for one in SMALL.stages)
    moments = tuple(replace(one, action="?", thought="?") for one in SMALL.moments)
    lists = {"personas": people, "stages": stages, "moments": moments, "challenges": (), "improvements": ()}
    title, figures, *lines = looks_at(ana, to_json(replace(SMALL, **lists))).splitlines()  # type: ignore[arg-type]
    assert title == "I have looked at this file: a map that journeybot exported."
    assert figures == "6 empty fields filled in · 9 different · 14 on the map already, not doubled"
    assert lines[1] == "Different, here → in the file. What is here stays, unless you let the file win."
    assert lines[2] == "• Marta, a nurse, age: “38” → “1”"
    assert lines[10:15] == [
        "• and 1 more",
        "",
        "Not in the file. It stays on the map.",
        "• 1 challenge: Nobody says why",
        "• 1 improvement: Say it in words",
    ]


def test_nothing_at_all_is_asked_for(team: Team) -> None:
    ana = team.member("ana")
    ana.types("import")
    assert ana.fills() == "file! Please choose a file, or paste its text below."


def test_a_second_press_finds_nothing_waiting(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, to_json(SMALL))
    button = ana.offered_buttons[0]
    presses(ana, "Bring it in")
    assert "brought in already" in ana.presses(button.command, button.argument, workshop=button.workshop)


def test_names_are_met_in_any_capitals_and_more_stages_than_a_map_takes_are_refused(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, "kind,stage,touchpoint\nstage,Buy,\ntouchpoint,Buy,Till\n")
    presses(ana, "Bring it in")
    looks_at(ana, "kind,stage,touchpoint\nstage,BUY,\ntouchpoint,buy,till\ntouchpoint,buy,Bag\n")
    presses(ana, "Bring it in")
    assert [step.name for step in on_the_map(team).touchpoints] == ["Till", "Bag"]
    many = "kind,stage\n" + "".join(f"stage,Stage {n}\n" for n in range(12))
    assert "With these there would be 13 stages; 12 is the most." in looks_at(ana, many)


def test_only_who_facilitates_brings_in(team: Team) -> None:
    assert "Only who facilitates" in team.member("ben").types("import")


def test_every_field_that_can_differ_has_a_name_in_every_language() -> None:
    can = {field.name for kind in EVERY_KIND for field in fields(kind)} - _NOT_JOINED | {"next"}
    for language in languages():
        assert {*Wording(language).words("import.fields")} == can, language


def test_what_differs_is_told_in_the_readers_language(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, to_json(SMALL))
    presses(ana, "Bring it in")
    file = to_json(replace(SMALL, personas=(replace(SMALL.personas[0], quote="Two uniforms left."),)))
    assert "• Marta, a nurse, what they would say: “One uniform left.”" in looks_at(ana, file)


def test_the_table_of_measures_that_the_readme_offers_is_taken_and_its_values_are_counted(team: Team) -> None:
    ana = team.member("ana")
    told = looks_at(ana, Path("docs/examples/measures.csv").read_text("utf-8"))
    assert "The file has 3 values of 2 measures." in told
