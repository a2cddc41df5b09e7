"""Files on the command line: what they are called, what can be had, and where they may be put."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.commands import demo
from journeybot.exports import FORMATS, example_journey, to_json


def typed(*words: str | Path) -> Result:
    return CliRunner().invoke(command_line(), [str(word) for word in words])


def test_a_file_is_not_called_what_it_is_not(tmp_path: Path) -> None:
    (tmp_path / "map.json").write_bytes(to_json(example_journey()))
    told = typed("export", tmp_path / "map.json", "--to", "md", "--out", tmp_path / "map.svg")
    assert told.exit_code == 1
    assert told.output == "map.svg: the name of a md file must end in .md.\n"
    assert not (tmp_path / "map.svg").exists()
    assert typed("export", tmp_path / "map.json", "--to", "md", "--out", tmp_path / "MAP.MD").exit_code == 0


def test_a_picture_of_one_persona_is_exported(tmp_path: Path) -> None:
    (tmp_path / "map.json").write_bytes(to_json(example_journey()))
    ours = ("export", tmp_path / "map.json", "--persona", "henrik")
    told = typed(*ours, "--to", "svg", "--out", tmp_path / "map.svg")
    assert told.exit_code == 0, told.output
    drawn = (tmp_path / "map.svg").read_text("utf-8")
    assert ("Henrik" in drawn, "Marta" in drawn) == (True, False)
    told = typed(*ours, "--to", "xlsx", "--out", tmp_path / "map.xlsx")
    assert (
        told.output == "--persona henrik: --to xlsx is always the whole map; of one there are png, svg, pdf, pdf-a3.\n"
    )


def test_the_help_of_export_names_every_format_and_what_can_be_read() -> None:
    told = " ".join(re.sub(r"[│\s]+", " ", typed("export", "--help").output).split())
    assert all(re.search(rf"\b{name}\b", told) for name in (*FORMATS, "all", "journeybot/1", "journey-example/1"))


def test_a_demo_that_cannot_be_kept_is_not_played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def performed(_journey: object) -> dict[str, bytes]:
        raise AssertionError("it was played")

    monkeypatch.setattr(demo, "_perform", performed)
    (tmp_path / "taken").write_text("a file")
    told = typed("demo", "--out", tmp_path / "taken" / "demo")
    assert told.exit_code == 1
    assert told.output == f"{tmp_path / 'taken' / 'demo'}: Not a directory.\n"
