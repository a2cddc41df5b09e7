"""Whoever ends journeybot with Ctrl-C sees nothing more of it, whatever it was just doing."""

import logging
import os
import signal
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

import psutil
import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient

from bot.sandbox.player import PATIENCE
from bot.slack.hanging_up import hang_up
from tests.sandbox.running import APP_TOKEN, BOT_TOKEN, free_port, sandbox
from tests.test_commands import said, started_by_a_terminal


def test_ctrl_c_in_a_terminal_is_quiet_while_it_starts(tmp_path: Path) -> None:
    """A terminal sends Ctrl-C to the whole process group, not to one process."""
    with started_by_a_terminal(tmp_path, "sandbox", "--port", str(free_port()), "--no-browser") as process:
        assert process.stdout
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        told = said(process)
    assert told == ""
    assert process.returncode in {0, 130}, "130: told to stop before anything was there to be ended"


def test_a_sandbox_that_is_killed_takes_its_bot_with_it(tmp_path: Path) -> None:
    port = free_port()
    with started_by_a_terminal(tmp_path, "sandbox", "--port", str(port), "--no-browser") as process:
        assert process.stdout
        while "is ready" not in process.stdout.readline():
            pass
        around = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        _gone, alive = psutil.wait_procs(around, timeout=PATIENCE)
    assert around
    assert not alive


STUCK = """
import threading
from bot import serving
threading.Thread(target=threading.Event().wait).start()
with serving.until_told_to_stop(at_the_latest=0.1) as wait:
    print("up", flush=True)
    wait(None)
"""


def test_what_waits_for_ever_is_left_behind() -> None:
    """Such as a thread in a call that nobody will answer: the process ends all the same, and says so."""
    with subprocess.Popen([sys.executable, "-c", STUCK], stdout=PIPE, stderr=PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "up\n"
        process.terminate()
        _out, told = process.communicate(timeout=PATIENCE)
    assert (process.returncode, told.count("\n")) == (0, 1), told
    assert "would not end in time" in told


def test_hanging_up_just_after_connecting_ends_every_thread() -> None:
    """slack_sdk's receiver, about to begin, takes back that it is to end: without us it would go on for ever."""
    with sandbox() as running:
        api = f"{running.url}/api/"
        app = App(client=WebClient(token=BOT_TOKEN, base_url=api))
        handler = SocketModeHandler(app, app_token=APP_TOKEN, web_client=WebClient(token=APP_TOKEN, base_url=api))
        handler.connect()  # type: ignore[no-untyped-call]
        hang_up(handler.client, seconds=PATIENCE)
    assert handler.client.closed
    assert not handler.client.current_session_runner.is_alive()
    assert not handler.client.message_processor.is_alive()


def test_that_a_connection_broke_which_was_being_hung_up_is_not_told(caplog: pytest.LogCaptureFixture) -> None:
    """On a busy machine the other end may be gone before the receiver has noticed that it is to end."""
    client = SocketModeClient(APP_TOKEN, logger=logging.getLogger("journeybot.socket.trial"))
    broke = ConnectionResetError(104, "Connection reset by peer")
    client._on_error(broke)
    told = len(caplog.records)
    hang_up(client, seconds=PATIENCE)
    client._on_error(broke)
    assert (told, len(caplog.records)) == (1, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_command_that_cannot_say_anything_says_why_in_a_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        told = subprocess.run([sys.executable, "-m", "bot", "--version"], check=False, stdout=full, stderr=PIPE)
    assert told.returncode == 1
    assert told.stderr == b"What this command says could not be written: the disk is full.\n"
