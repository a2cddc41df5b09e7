"""Breaks every import contract on purpose, in a copy of the house, and looks that import-linter notices."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
}

# contract, who imports, what: what the house forbids, one line for each clause of each contract
BREAKS = [
    ("inwards", "storage.planted", "bot.settings"),
    ("inwards", "storage.planted", "bot.slack.planted"),
    ("inwards", "bot.web.planted", "bot.slack.planted"),
    ("inwards", "bot.errands.planted", "storage"),
    ("inwards", "bot.slack.planted", "bot.settings"),
    ("inwards", "bot.settings", "bot.wiring"),
    ("inwards", "bot.wiring", "bot.__main__"),
    ("inwards", "journeybot.journey", "storage"),
    ("workshop-floors", "journeybot.journey", "journeybot.wording"),
    ("workshop-floors", "journeybot.forms", "journeybot.replies"),
    ("workshop-floors", "journeybot.checks", "journeybot.steps.planted"),
    ("workshop-floors", "journeybot.steps.planted", "journeybot.drawing.planted"),
    ("workshop-floors", "journeybot.drawing.planted", "journeybot.exports.planted"),
    ("workshop-floors", "journeybot.exports.planted", "journeybot.facilitator"),
    ("pure-workshop", "journeybot.journey", "slack_sdk"),
    ("pure-workshop", "journeybot.steps.planted", "sqlalchemy"),
    ("pure-workshop", "journeybot.exports.planted", "sqlite3"),
    ("steps-apart", "journeybot.steps.personas", "journeybot.steps.stages"),
    ("steps-apart", "journeybot.steps.improvements", "journeybot.steps.challenges"),
    ("one-canvas", "journeybot.drawing.planted", "matplotlib"),
    ("one-canvas", "bot.wiring", "matplotlib"),
    ("one-engine", "journeybot.analytics.planted", "duckdb"),
    ("one-engine", "bot.commands.analyse", "ibis"),
    ("foreign-sandbox", "bot.sandbox.planted", "journeybot.journey"),
    ("foreign-sandbox", "bot.sandbox.planted", "bot.settings"),
    ("foreign-sandbox", "bot.sandbox.planted", "slack_bolt"),
    ("sandbox-door", "bot.wiring", "bot.sandbox.planted"),
]
A_CYCLE = [("storage.planted", "storage.planted_too"), ("storage.planted_too", "storage.planted")]


def lint(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter over the house in `folder`."""
    seen = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{folder / 'src'}", "COLUMNS": "200", "NO_COLOR": "1"}
    program = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache", *words]
    return subprocess.run(program, cwd=folder, env=seen, capture_output=True, text=True, check=False)


def plant(folder: Path, importer: str, imported: str) -> None:
    """Add one import to a module, making the module and its packages if they are not there yet."""
    path = folder / ("src" if importer.startswith("journeybot") else "") / f"{importer.replace('.', '/')}.py"
    if (package := path.with_suffix("") / "__init__.py").exists():
        path = package
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "__init__.py").touch()
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\nimport {imported}\n")


@pytest.fixture(scope="module")
def broken_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house with every planted import in it."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(TOP / "pyproject.toml", folder)
    for package in ("bot", "src", "storage"):
        shutil.copytree(TOP / package, folder / package, ignore=shutil.ignore_patterns("__pycache__", "page"))
    for importer, imported in [*A_CYCLE, *((importer, imported) for _, importer, imported in BREAKS)]:
        plant(folder, importer, imported)
        if imported.split(".")[0] in {"bot", "journeybot", "storage"}:
            plant(folder, imported, "dataclasses")
    return folder


def test_the_house_keeps_its_contracts() -> None:
    linted = lint(TOP)
    assert linted.returncode == 0, linted.stdout


def test_every_contract_is_tried() -> None:
    assert {contract for contract, _, _ in BREAKS} | {"no-cycles"} == set(CONTRACTS)


def test_a_cycle_is_noticed(broken_house: Path) -> None:
    assert "No cycles are allowed in storage" in lint(broken_house, "--contract", "no-cycles").stdout


@pytest.mark.parametrize("contract", sorted(CONTRACTS.keys() - {"no-cycles"}))
def test_a_broken_contract_is_noticed(broken_house: Path, contract: str) -> None:
    said = lint(broken_house, "--contract", contract).stdout
    assert f"{CONTRACTS[contract]} BROKEN" in said
    planted = [(importer, imported) for about, importer, imported in BREAKS if about == contract]
    missed = [pair for pair in planted if " -> ".join(pair) not in said]
    assert not missed, said


def test_a_stray_room_in_the_workshop_is_noticed(tmp_path: Path) -> None:
    shutil.copytree(TOP / "src", tmp_path / "src")
    shutil.copy(TOP / "pyproject.toml", tmp_path)
    (tmp_path / "src" / "journeybot" / "utils.py").touch()
    said = lint(tmp_path, "--contract", "workshop-floors").stdout
    assert "utils" in said
    assert "BROKEN" in said
