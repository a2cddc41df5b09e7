"""What somebody sees who starts, stops or questions journeybot on the command line."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from bot.__main__ import command_line
from bot.commands.doctor import findings
from bot.commands.sandbox import manifest
from bot.sandbox.player import PATIENCE, Sandbox
from tests import databases
from tests.sandbox.running import BOT_TOKEN, CALLER, free_port, sandbox

TOP = Path(__file__).resolve().parents[1]
README = (TOP / "README.md").read_text("utf-8")
HEAVY = ("alembic", "matplotlib", "slack_bolt", "slack_sdk", "sqlalchemy", "starlette", "uvicorn")


def environment(**values: str) -> dict[str, str]:
    """This environment without settings of ours, and with these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DATABASE_", "PORT"))}
    return {**kept, "PYTHONPATH": str(TOP), **values}


@contextmanager
def started(folder: Path, *words: str, **values: str) -> Iterator[subprocess.Popen[str]]:
    """journeybot, started in `folder` with these settings; ended the hard way if the test did not end it."""
    with _process(folder, words, values=values, group=False) as process:
        yield process


@contextmanager
def started_by_a_terminal(folder: Path, *words: str, **values: str) -> Iterator[subprocess.Popen[str]]:
    """The same in a process group of its own, which Ctrl-C reaches as a whole."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background hears of none
    try:
        with _process(folder, words, values=values, group=True) as process:
            yield process
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _process(
    folder: Path, words: Sequence[str], *, values: Mapping[str, str], group: bool
) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env=environment(**values),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        process_group=0 if group else None,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def said(process: subprocess.Popen[str]) -> str:
    return process.communicate(timeout=PATIENCE)[0]


def test_help_answers_without_loading_anything_heavy() -> None:
    look = "import sys; from bot.__main__ import main\ntry: main()\nfinally: print(list(sys.modules))"
    asked = subprocess.run(
        [sys.executable, "-c", look, "--help"], capture_output=True, text=True, env=environment(), check=True, cwd=TOP
    )
    for command in ("run", "sandbox", "doctor", "db", "worker"):
        assert re.search(rf"\b{command}\b", asked.stdout)
    assert not [name for name in HEAVY if f"'{name}'" in asked.stdout]


def test_a_bot_without_tokens_says_which_and_where(tmp_path: Path) -> None:
    with started(tmp_path, "run") as process:
        told = said(process)
    assert process.returncode == 1
    assert "SLACK_BOT_TOKEN is not set" in told
    assert "Traceback" not in told


def test_a_token_that_slack_refuses_is_named(tmp_path: Path) -> None:
    with sandbox(manifest()) as running:
        api = {"SLACK_API_URL": f"{running.url}/api/", "DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}"}
        with started(tmp_path, "run", SLACK_BOT_TOKEN="xoxb-wrong", SLACK_SIGNING_SECRET="s", **api) as process:
            told = said(process)
    assert process.returncode == 1
    assert "Slack does not accept SLACK_BOT_TOKEN (invalid_auth)" in told


def test_over_http_it_listens_and_ends_in_good_order(tmp_path: Path) -> None:
    port = free_port()
    with sandbox(manifest()) as running:
        values = {
            "SLACK_API_URL": f"{running.url}/api/",
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_SIGNING_SECRET": "s",
            "PORT": str(port),
            "HOST": "127.0.0.1",
        }
        with started(tmp_path, "run", **values) as process:
            wait_for(lambda: CALLER.get(f"http://127.0.0.1:{port}/healthz").status_code == 200)
            process.send_signal(signal.SIGTERM)
            said(process)
    assert process.returncode == 0
    assert (tmp_path / "journeybot.db").exists(), "workshops are kept beside us if nothing else is set"


def test_a_port_that_is_taken_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with started(tmp_path, "sandbox", "--port", str(port)) as process:
            told = said(process)
    assert process.returncode == 1
    assert told == f"Port {port} is taken. Choose another one: --port {port + 1}, or PORT={port + 1} make run\n"


def test_the_real_bot_runs_with_what_a_sandbox_without_one_prints(tmp_path: Path) -> None:
    with started(tmp_path, "sandbox", "--no-bot", "--no-browser", "--port", f"{free_port()}") as stand_in:
        assert stand_in.stdout
        while not (line := stand_in.stdout.readline()).startswith("SLACK_BOT_TOKEN="):
            assert line, "it ended by itself"
        lines = [line, *(stand_in.stdout.readline() for _ in range(3))]
        named = re.search(r"prints four lines, .*?: (.*?) for a", README, re.DOTALL)
        assert named
        assert [line.partition("=")[0] for line in lines] == re.findall(r"[A-Z]+_[A-Z_]+", named[1])
        (tmp_path / ".env").write_text("".join(lines))
        with started(tmp_path, "run", "--no-errands") as bot:
            assert bot.stdout
            while "journeybot is connected" not in (line := bot.stdout.readline()):
                assert line, "it ended by itself"
            bot.terminate()
            assert bot.wait(PATIENCE) == 0
        stand_in.terminate()
        assert stand_in.wait(PATIENCE) == 0
    assert (tmp_path / "sandbox.db").exists()


def test_the_processes_of_the_procfile_work_over_http_and_postgresql_with_what_a_sandbox_prints(tmp_path: Path) -> None:
    """As the README tells it: what is posted in the end has gone through all of them."""
    typed = README.split("**Several processes**, as")[1].split("```console\n")[1].split("\n```")[0].splitlines()
    [stand_in_words, _upgrade, web_words, worker_words, _doctor] = [line.split()[1:] for line in typed]
    port, pages = free_port(), free_port()
    stand_in_words[-1] = stand_in_words[-1].replace("3100", f"{pages}")
    with ExitStack() as up, databases.postgresql() as url:
        stand_in = up.enter_context(started(tmp_path, *stand_in_words, "--no-browser", "--port", f"{port}"))
        assert stand_in.stdout
        told = [line for line in iter(stand_in.stdout.readline, f"PORT={pages}\n") if re.match("[A-Z_]+=", line)]
        named = [line.partition("=")[0] for line in told]
        assert f"{', '.join(named)} and PORT" in " ".join(README.split())
        (tmp_path / ".env").write_text("".join([*told, f"DATABASE_URL={url}\nHOST=127.0.0.1\nPORT={pages}\n"]))
        web, worker = [up.enter_context(started(tmp_path, *words)) for words in (web_words, worker_words)]
        wait_for(lambda: CALLER.get(f"http://127.0.0.1:{pages}/readyz").status_code == 200)
        ana = Sandbox(f"http://127.0.0.1:{port}").person("Ana")
        ana.types("/journey start Groceries").submits()
        wait_for(lambda: ana.sees("Step 1 of 6"))
        for process in (web, worker, stand_in):
            process.terminate()
        assert [process.wait(PATIENCE) for process in (web, worker, stand_in)] == [0, 0, 0]


@pytest.mark.parametrize("words", [["--events", "http://x/y"], ["--no-bot", "--events", "x"]])
def test_an_address_for_events_is_for_a_bot_that_one_starts_oneself(words: list[str]) -> None:
    asked = CliRunner().invoke(command_line(), ["sandbox", *words])
    assert asked.exit_code == 1
    assert "--no-bot --events http://127.0.0.1:3100/slack/events" in asked.output


def test_the_sandbox_says_where_it_is_works_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    port = free_port()
    words = ("sandbox", "--port", str(port), "--no-browser")
    with started_by_a_terminal(tmp_path, *words, SLACK_BOT_TOKEN="xoxb-real") as process:
        assert process.stdout
        assert "SLACK_BOT_TOKEN is set; the sandbox does not use it." in process.stdout.readline()
        assert "Starting" in process.stdout.readline(), "before anything that takes time"
        assert f"http://127.0.0.1:{port}" in process.stdout.readline()
        ana = Sandbox(f"http://127.0.0.1:{port}").person("Ana")
        ana.types("/journey")
        assert ana.sees("/journey start")
        os.killpg(process.pid, signal.SIGINT)
        told = said(process)
    assert process.returncode == 0
    assert told == ""
    assert list(tmp_path.iterdir()) == [], "the sandbox forgets"


def test_the_doctor_finds_what_is_wrong_and_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    poor = manifest()
    poor["oauth_config"]["scopes"]["bot"] = ["commands", "chat:write"]
    with sandbox(poor) as running:
        values = {"SLACK_API_URL": f"{running.url}/api/", "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": "s"}
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        Path("journeybot.db").write_text("no database at all, but text")
        told = {finding.about: finding for finding in findings()}
    assert {about for about, finding in told.items() if finding.fine is False} == {"scopes", "database"}
    left_out = {about for about, finding in told.items() if finding.fine is None}
    assert left_out == {"customers", "channels:read", "groups:read", "files:read"}
    assert "files:write" in told["scopes"].said
    assert "journeybot.db" in told["database"].said


def wait_for(condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if condition():
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("it did not come true in time")
