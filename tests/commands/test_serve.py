"""`journeybot serve` shows customers their pages with a database and nothing else, and ends when it is told to."""

import os
import re
import signal
from pathlib import Path
from typing import NoReturn

import httpx
import pytest
from typer.testing import CliRunner

from bot import stall
from bot.__main__ import command_line
from bot.commands import run
from bot.commands.sandbox import bot_environment, free_port
from bot.sandbox.player import PATIENCE
from bot.settings import SECRETS
from bot.wiring import now
from storage.sign import Said, Sign
from storage.trouble import UnusableDatabase
from tests.customers import ask, begin
from tests.sandbox.running import free_port as any_port
from tests.team import gathered
from tests.test_commands import started


def test_it_serves_customers_and_not_slack(tmp_path: Path) -> None:
    port = any_port()
    with gathered(tmp_path) as team:
        begin(team)
        link = ask(team).link
        url = f"sqlite:///{tmp_path / 'team.db'}"
        (tmp_path / ".env").write_text("FORWARDED_ALLOW_IPS=10.9.9.9\n")
        with started(tmp_path, "serve", DATABASE_URL=url, PORT=f"{port}", HOST="127.0.0.1") as process:
            assert process.stdout
            while "listens on port" not in (line := process.stdout.readline()):
                assert line, "it ended by itself"
            here = f"http://127.0.0.1:{port}"
            assert httpx.get(f"{here}/q/{link}", timeout=PATIENCE).status_code == 200
            assert httpx.get(f"{here}/readyz", timeout=PATIENCE).json() == {"ok": True, "database": True}
            assert httpx.post(f"{here}/slack/events", timeout=PATIENCE).status_code == 404
            assert _lost(here, 61)[60] == 429, "the settings say that nobody here is a proxy"
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0
            end = process.stdout.read()
            assert re.search(r"journeybot ends, as it was told to \(SIGTERM\)\n.*journeybot has ended\n$", end)


def test_nothing_that_it_starts_finds_a_secret_in_its_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    put = {"DATABASE_URL": f"sqlite:///{tmp_path / 'journeybot.db'}", "SLACK_BOT_TOKEN": "xoxb-1"}
    for name, value in put.items():
        monkeypatch.setenv(name, value)
    found: list[str] = []

    def open_stall(*_given: object) -> NoReturn:
        found.extend({*SECRETS} & os.environ.keys())
        raise UnusableDatabase("So far, and no further.")

    monkeypatch.setattr(stall, "open_stall", open_stall)
    monkeypatch.setattr(run, "begin_logging", lambda _settings: None)
    told = CliRunner().invoke(command_line(), ["serve"])
    assert (told.exit_code, told.output) == (1, "So far, and no further.\n")
    assert found == []


def test_it_ends_with_1_and_one_line_when_its_database_is_deleted(tmp_path: Path) -> None:
    with started(tmp_path, "serve", PORT=f"{any_port()}", HOST="127.0.0.1") as process:
        assert process.stdout
        while "listens on port" not in (line := process.stdout.readline()):
            assert line, "it ended by itself"
        assert (tmp_path / "journeybot.db").stat().st_mode & 0o777 == 0o600
        for file in tmp_path.glob("journeybot.db*"):
            if not file.name.endswith("-host"):
                file.unlink()
        said = [line for line in process.stdout if line.strip()]
        assert process.wait(PATIENCE) == 1
    assert len(said) == 1
    assert "CRITICAL journeybot -: journeybot.db was deleted or replaced while journeybot was at work" in said[0]
    assert list(tmp_path.glob("journeybot.db*")) == [], "nobody made another one"


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_it_ends_well_when_it_is_told_to_while_it_waits_for_another_machine(tmp_path: Path, command: str) -> None:
    Sign(tmp_path / "journeybot.db").give(Said("another", "barge", now(), 1))
    with started(tmp_path, command, SLACK_BOT_TOKEN="xoxb-1") as process:
        assert process.stdout
        assert "was in use on another machine (barge)" in process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
        assert process.stdout.read().endswith("journeybot has ended\n")
    assert [one.name for one in tmp_path.iterdir()] == ["journeybot.db-host"]


def _lost(here: str, times: int) -> list[int]:
    """What comes of asking for what is not there, each time from another network, as we say."""
    with httpx.Client(base_url=here, trust_env=False, timeout=PATIENCE) as client:
        asked = [client.get("/q/nowhere", headers={"x-forwarded-for": f"192.0.2.{number}"}) for number in range(times)]
    return [answer.status_code for answer in asked]


def test_a_sandbox_has_its_pages_beside_it_or_wherever_there_is_room(tmp_path: Path) -> None:
    wanted = any_port()
    assert free_port(wanted) == wanted
    assert free_port(65536) not in {0, 65536}
    own = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
    environment = bot_environment(own, 3000, folder=tmp_path, pages=wanted)
    assert environment["PUBLIC_URL"] == f"http://127.0.0.1:{wanted}"
    assert (environment["HOST"], environment["PORT"]) == ("127.0.0.1", f"{wanted}")
