"""Pictures as people ask for them: pages, the matrix and the comparison on the command line."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.errands import workbench
from journeybot.exports import to_json
from journeybot.journey import JourneyMap
from journeybot.ports import Showable
from tests.drawing.test_pages import many
from tests.pictures.build import Builder
from tests.pictures.shelter import shelter
from tests.team import NOON, gathered


def drawn(folder: Path, journey: JourneyMap, *words: str) -> Result:
    (folder / "map.json").write_bytes(to_json(journey))
    return CliRunner().invoke(command_line(), ["draw", str(folder / "map.json"), *words])


def test_a_long_journey_is_drawn_in_pages_each_a_file(tmp_path: Path) -> None:
    told = drawn(tmp_path, many(12, 3), "--out", str(tmp_path / "map.png"))
    assert told.exit_code == 0
    files = sorted(path.name for path in tmp_path.glob("*.png"))
    assert files == [f"map-{number}.png" for number in range(1, len(files) + 1)]
    assert len(files) > 1
    assert f"map-2.png: Page 2 of {len(files)}." in told.output


def test_a_pdf_and_a_map_of_one_page_are_one_file(tmp_path: Path) -> None:
    drawn(tmp_path, many(12, 3), "--out", str(tmp_path / "long.pdf"))
    drawn(tmp_path, shelter(), "--out", str(tmp_path / "short.svg"))
    assert {path.name for path in tmp_path.iterdir()} == {"map.json", "long.pdf", "short.svg"}


@pytest.mark.parametrize(("picture", "says"), [("matrix", "Impact and effort"), ("compare", "Mira Solberg beside")])
def test_the_other_pictures_are_asked_for_by_name(tmp_path: Path, picture: str, says: str) -> None:
    out = tmp_path / "out.png"
    told = drawn(tmp_path, shelter(), "--out", str(out), "--picture", picture, "--theme", "dark")
    assert says in told.output
    assert Image.open(out).format == "PNG"


def test_a_map_is_drawn_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    told = drawn(tmp_path, shelter(), "--out", str(tmp_path / "karte.svg"), "--language", "de")
    assert "Journey Map „" in told.output
    assert "Wie es sich anfühlt" in (tmp_path / "karte.svg").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--picture", "poster"), "there are map, matrix and compare"),
        (("--theme", "pink"), "there are light and dark"),
        (("--language", "tlh"), "there are de, en"),
        (("--picture", "compare"), "two personas or more"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_line(tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    told = drawn(tmp_path, many(2, 2, people=1), "--out", str(tmp_path / "out.png"), *words)
    assert told.exit_code != 0
    assert says in told.output
    assert not list(tmp_path.glob("out*"))


def test_the_bot_draws_the_matrix_where_the_matrix_is_asked_for() -> None:
    _, of_map = workbench.picture(shelter(), "png", None)
    _, of_matrix = workbench.picture(shelter(), "png", None, "matrix")
    assert of_map.startswith("Journey map")
    assert of_matrix.startswith("Impact and effort")


def test_a_team_asks_for_the_matrix_once_there_is_something_to_improve(tmp_path: Path) -> None:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        ana.asks("start Groceries", template="five_stages")
        assert "no improvements yet" in ana.types("matrix")
        ana.types("improve")
        ana.fills(text="Tell the fee first", impact="5", effort="1")
        assert "Impact and effort are being drawn" in ana.types("matrix")
        (owed,) = [showing for showing in team.store.due(NOON) if showing.kind is Showable.MAP]
        assert owed.what == {"picture": "matrix"}


def test_a_name_that_several_personas_bear_is_refused_and_a_whole_name_or_key_is_enough(tmp_path: Path) -> None:
    b = Builder("Annas")
    for name in ("Anna", "Anna Berg", "Joanna"):
        b.persona(name)
    out = str(tmp_path / "out.svg")
    vague = drawn(tmp_path, b.map(), "--out", out, "--persona", "ann")
    assert vague.exit_code != 0
    assert "which of Anna (persona-1), Anna Berg (persona-2), Joanna (persona-3)?" in vague.output
    for asked, shown in (("anna", "Anna"), ("persona-3", "Joanna"), ("berg", "Anna Berg")):
        assert drawn(tmp_path, b.map(), "--out", out, "--persona", asked).exit_code == 0
        assert f">{shown}<" in Path(out).read_text()


@pytest.mark.parametrize(("name", "begins"), [("s.pdf", b"%PDF"), ("s.png", b"\x89PNG"), ("s.md", b"# ")])
def test_a_sheet_to_write_on_is_made_by_the_ending_of_its_name(tmp_path: Path, name: str, begins: bytes) -> None:
    (tmp_path / "map.json").write_bytes(to_json(shelter()))
    told = CliRunner().invoke(
        command_line(), ["sheet", str(tmp_path / "map.json"), "--out", str(tmp_path / name), "--persona", "Mira"]
    )
    assert told.exit_code == 0, told.output
    made = sorted(path for path in tmp_path.iterdir() if path.suffix == Path(name).suffix)
    assert made[0].read_bytes().startswith(begins)
    assert not name.endswith("md") or "[does] Mira Solberg" in made[0].read_text("utf-8")


def test_a_retrospective_is_drawn_in_any_language_and_the_demo_says_that_it_plays_none(tmp_path: Path) -> None:
    about = replace(shelter().about, title="Sprint 42", flavour="retrospective")
    told = drawn(tmp_path, replace(shelter(), about=about), "--out", str(tmp_path / "map.svg"), "--language", "de")
    assert "Retrospektive „Sprint 42“" in told.output
    file, out = str(tmp_path / "map.json"), str(tmp_path / "demo")
    told = CliRunner().invoke(command_line(), ["demo", "--journey", file, "--out", out])
    assert (told.exit_code, told.output) == (
        1,
        "“Sprint 42” is a retrospective; the demo plays journeys of customers. (draw takes any.)\n",
    )
