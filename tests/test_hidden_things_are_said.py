"""What is hidden until its reveal is missing in comparisons and files, and whoever reads those is told so."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journeybot.drawing.alt import alt
from journeybot.drawing.layout import layout
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import LIGHT
from journeybot.exports import FORMATS
from journeybot.exports.document import to_json
from journeybot.hiding import as_shown
from journeybot.workshop import Secret
from tests.bringing import looks_at, presses
from tests.drawing.geometry import all_holds
from tests.exports.small import SMALL
from tests.team import Member, Team, gathered


@pytest.fixture
def ana(tmp_path: Path) -> Iterator[Member]:
    with gathered(tmp_path) as team:
        yield _with_a_map(team)


def _with_a_map(team: Team) -> Member:
    ana = team.member("ana")
    ana.asks("start", title="Groceries", template="empty")
    looks_at(ana, to_json(SMALL))
    presses(ana, "Bring it in")
    assert team.workshop.hides(Secret.SCORES)
    return ana


def test_a_comparison_says_that_hidden_feelings_are_not_compared(ana: Member) -> None:
    ana.types("keep")
    heard = ana.types("diff r1")
    assert "the same touchpoints in the same order, the same pains, improvements and numbers." in heard
    assert "Feelings are hidden until the reveal, so they are not compared." in heard
    assert "Feelings are hidden until the reveal" in ana.types("compare Marta and Henrik")


def test_a_file_that_holds_something_back_is_told_so_with_it(ana: Member) -> None:
    heard = ana.types("export json")
    assert "Held back in it: feelings, until they are revealed; dots, until they are revealed" in heard
    assert "customers’ answers where there are fewer than five" in heard


def test_our_own_markdown_and_a_picture_are_refused_in_one_sentence_that_helps(ana: Member) -> None:
    heard = looks_at(ana, FORMATS["md"].make(SMALL))
    assert heard == (
        "file! Nothing is written yet. A Markdown export cannot be read back in: take the map away as JSON "
        "(`/journey export json`), and hand that in."
    )
    heard = looks_at(ana, b"\x89PNG\r\n" + b"\0" * 1_200_000)
    assert "This is a picture (1201 kB), and pictures are not read." in heard


def test_a_list_of_words_that_would_do_is_told_whole(ana: Member) -> None:
    heard = looks_at(ana, "kind,stage\nnonsense,Buy\n")
    assert "improvement, vote, measure, response." in heard


def test_what_will_not_do_is_told_row_after_row(ana: Member) -> None:
    looks_at(ana, "kind,stage,touchpoint\ntouchpoint,Nowhere,Till\nstage,,\nnonsense,,\n")
    assert ana.form is not None
    rows = [line.split(",")[0] for line in ana.form.intro.splitlines()[1:]]
    assert rows == ["• Row 2", "• Row 3", "• Row 4"]
    assert "A row `stage,Nowhere` makes a stage." in ana.form.intro


def test_a_german_table_is_understood(ana: Member) -> None:
    heard = looks_at(
        ana,
        "Art;Abschnitt;Kontaktpunkt;Persona;Notiz;Wertung;due\n"
        "Herausforderung;It stops;Error code;;Kein Ton;;\n"
        "Wertung;It stops;Error code;Henrik;;2;\n"
        "Verbesserung;It stops;;;Mit Ton;;01.11.2026\n",
    )
    assert "• 1 challenge: Kein Ton" in heard
    assert "• 1 improvement: Mit Ton" in heard
    assert "• 1 feeling" in heard


def test_a_picture_says_that_there_are_feelings_which_it_does_not_show(ana: Member) -> None:
    workshop = ana.team.workshop
    shown = as_shown(ana.team.store.journey("T1", workshop.key), workshop)
    drawing = layout(shown, LIGHT, measure=Fonts())
    all_holds(drawing)
    said = "3 feelings are hidden until the reveal."
    assert said in [run.text for run in drawing.runs if run.cell.kind == "emotions"]
    assert said in alt(shown)
    revealed = as_shown(ana.team.store.journey("T1", workshop.key), replace(workshop, revealed=(Secret.SCORES,)))
    assert said not in [run.text for run in layout(revealed, LIGHT, measure=Fonts()).runs]
    assert said not in alt(revealed)
