"""`journeybot analyse`: what somebody at a terminal reads, and which files they get."""

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import command_line
from journeybot.exports import read_journey, to_json
from journeybot.journey import About, JourneyMap, Phase, Stage, Touchpoint
from tests.analytics.logs import made, rows_written, written


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A map of two stages; it has no Shop, and the Newsletter comes after the Home page."""
    stages = (Stage(key="s1", name="I look around"), Stage(key="s2", name="I buy", phase=Phase.DURING, position=1))
    places = (("t1", "home page", "s1"), ("t2", "Newsletter", "s1"), ("t3", "Product page", "s1"), ("t4", "Cart", "s2"))
    touchpoints = tuple(
        Touchpoint(key=key, name=name, stage=stage, position=at) for at, (key, name, stage) in enumerate(places)
    )
    whole = JourneyMap(about=About(key="m", title="Shoes"), stages=stages, touchpoints=touchpoints)
    path = tmp_path_factory.mktemp("map") / "map.json"
    path.write_bytes(to_json(whole))
    return path


def test_tables_pictures_and_measures_come_of_a_log(tmp_path: Path, journey: Path) -> None:
    log = written([one for one in made(3) if one.stage], tmp_path / "shop.csv")
    told = ["analyse", str(log), "--map", str(journey), "--goal", "Order", "--cart", "Cart"]
    files = ["--out", str(tmp_path / "out"), "--into", str(tmp_path / "with.json")]
    result = CliRunner().invoke(command_line(), [*told, *files], env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.output
    for title in ("Conversion by channel", "Where people leave", "What brings about purchases", "Off the map"):
        assert title in result.output
    assert "Hotline" in result.output.partition("Touchpoints that the map does not have")[2]
    with (tmp_path / "out" / "effects.csv").open(encoding="utf-8-sig") as file:
        assert next(csv.reader(file))[:5] == ["Touchpoint", "First", "Last", "Linear", "Markov"]
    assert (tmp_path / "out" / "channels.png").read_bytes().startswith(b"\x89PNG")
    again = read_journey((tmp_path / "with.json").read_bytes())
    by_name = {(one.name, one.touchpoint): one for one in again.measures}
    lost = by_name["Purchases lost without it", "t4"]
    assert (lost.unit, lost.better) == ("%", "higher")
    assert lost.source.startswith("event log shop.csv, 2026-01-")


def test_a_fault_is_one_line_and_exit_code_1(tmp_path: Path) -> None:
    log = rows_written([("a", "b")], tmp_path / "log.csv", head=("who", "what"))
    result = CliRunner().invoke(command_line(), ["analyse", str(log)])
    assert result.exit_code == 1
    assert result.output.strip().splitlines()[-1] == (
        "customer, time, touchpoint, channel: no column means that. There are: who, what. "
        "Say which it is, such as --column customer=COLUMN."
    )


def test_help_says_what_a_log_is() -> None:
    result = CliRunner().invoke(command_line(), ["analyse", "--help"], env={"COLUMNS": "200"})
    assert "CSV or Parquet" in result.output
    assert "--goal" in result.output
