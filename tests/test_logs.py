"""The log tells what happened, under the number that a person was told, and no secret, whatever goes wrong."""

import io
import json
import logging
import re
import socket
import sqlite3
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from bot import tallies
from bot.commands.run import begin_logging, beginning
from bot.logs import NONE, begin, carried, number, numbered
from bot.serving import answering_http
from bot.settings import Settings
from bot.slack.vault import Token
from bot.web.watching import Watched, only_these
from journeybot.facilitator import Facilitator
from tests.sandbox.running import APP_TOKEN, BOT_TOKEN, SECRET, free_port
from tests.slack.at_work import at_work
from tests.slack.test_asking import answer

PASSWORD = 'pass"wörd/9'
"""Spelled differently in an address and in JSON."""

KNOWN = (
    "xoxb-canary-1",
    "xapp-canary-2",
    "canary3signing",
    "postgresql://user:canary4word@host/db",
    "canary5client",
    SECRET,
)
CANARIES = {
    "a bot's token": "xoxb-canary-1",
    "an app's token": "xapp-canary-2",
    "the signing secret": "canary3signing",
    "the database's password": "canary4word",
    "the client's secret": "canary5client",
    "somebody else's token": "xoxp-canary-6",
    "a token that rotates": "xoxe.xoxb-1-canary7",
    "a token that renews": "xoxe-1-canary8",
    "a header": "Bearer canary9header",
    "another database": "postgresql://u:canary10@h/d",
    "a socket's address": "wss://slack.test/link/?ticket=canary11",
    "an address to answer at": "https://hooks.slack.com/commands/T1/canary12",
}
Log = Callable[[], str]


@pytest.fixture(params=["text", "json"])
def written(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Log]:
    """Logs at DEBUG as a bot does; gives all that has been written."""
    root, ours, stream = logging.getLogger(), logging.getLogger("journeybot"), io.StringIO()
    before = root.handlers[:], root.level, ours.level, sys.excepthook, threading.excepthook
    root.handlers.clear()  # pytest's own must not be closed
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", stream)
        begin("DEBUG", form=request.param, known=KNOWN)
    yield stream.getvalue
    root.handlers[:], level, our_level, sys.excepthook, threading.excepthook = before
    root.setLevel(level)
    ours.setLevel(our_level)


def fail(words: str) -> NoReturn:
    raise ValueError(words) from KeyError(words)


@pytest.mark.parametrize("what", CANARIES)
def test_no_secret_is_in_a_line_a_traceback_or_a_field(written: Log, what: str) -> None:
    canary, log = CANARIES[what], logging.getLogger("journeybot.test")
    log.debug("said %s", canary)
    log.info({"within": [canary]}, extra={"more": canary})
    log.warning("%r and %s", canary, {"key": canary})
    try:
        fail(canary)
    except ValueError:
        log.exception("gone wrong")
    sys.excepthook(RuntimeError, RuntimeError(canary), None)
    thread = threading.Thread(target=lambda: [][int(canary)], name="falls")
    thread.start()
    thread.join()
    assert written().count("[secret]") >= 8
    assert not re.search(r"canary\W?\d", written())


@pytest.mark.parametrize("written", ["json"], indirect=True)
def test_a_secret_is_found_however_it_is_spelled(written: Log) -> None:
    logging.getLogger().handlers.clear()
    stream = io.StringIO()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "stderr", stream)
        begin("INFO", form="json", known=[PASSWORD])
    logging.getLogger("journeybot").info(
        "as it is %s, shown %r, in an address pass%%22w%%C3%%B6rd%%2F9", *[PASSWORD] * 2
    )
    assert stream.getvalue().count("[secret]") == 3


@pytest.mark.parametrize("written", ["text"], indirect=True)
def test_that_no_file_is_left_for_a_connection_is_said_once_and_all_else_as_often_as_it_happens(written: Log) -> None:
    for _ in range(100):
        logging.getLogger("asyncio").error("socket.accept() out of system resource")
    for _ in range(2):
        logging.getLogger("asyncio").error("a task fell over")
    assert written().count("out of system resource") == 1
    assert written().count("a task fell over") == 2


@pytest.mark.parametrize("written", ["json"], indirect=True)
def test_programs_read_an_object_on_each_line(written: Log) -> None:
    with numbered() as mine:
        logging.getLogger("journeybot.slack").warning("two\nlines")
    line = json.loads(written())
    assert {name: line[name] for name in ("level", "logger", "number", "message")} == {
        "level": "WARNING",
        "logger": "journeybot.slack",
        "number": mine,
        "message": "two\nlines",
    }
    assert line["time"].endswith("Z")
    assert abs(datetime.now(UTC) - datetime.fromisoformat(line["time"])) < timedelta(minutes=5)


@pytest.mark.parametrize("written", ["text"], indirect=True)
def test_what_is_no_request_is_counted_and_not_logged(written: Log) -> None:
    before = tallies.counted(tallies.REFUSED).get(("", "not HTTP"), 0)
    here = ("127.0.0.1", free_port())
    listening = answering_http(only_these(Watched(dict, dict)), here[0], port=here[1])
    with listening, socket.create_connection(here) as caller:
        caller.sendall(b"\x16\x03\x01 hello\r\n\r\n")
        caller.recv(100)
    assert tallies.counted(tallies.REFUSED)["", "not HTTP"] == before + 1
    assert "Invalid" not in written()


@pytest.mark.parametrize("written", ["text"], indirect=True)
def test_with_what_a_process_begins_is_logged(written: Log, tmp_path: Path) -> None:
    new, there = tmp_path / "new.db", tmp_path / "there.db"
    there.touch()
    server = "postgresql+psycopg2://ana:canary4word@127.0.0.1:9/db?sslmode=require"
    for url in (f"sqlite:///{new}", f"sqlite:///{there}", server):
        with beginning(Settings.model_validate({"database_url": url}), "worker"):
            pass
    assert re.findall(r"begins \(worker, process \d+\): its data is in (.*)", written()) == [
        f"{new}, which is new",
        f"{there}",
        "postgresql://ana@127.0.0.1:9/db",
    ]


def test_of_libraries_only_warnings_are_logged(written: Log) -> None:
    logging.getLogger("slack_sdk.webhook.client").debug("Sending a request - body: what Ana typed")
    assert written() == ""


def test_what_is_done_later_keeps_its_number() -> None:
    seen: list[str] = []
    with numbered() as mine:
        later = carried(lambda: seen.append(number()))
    thread = threading.Thread(target=later)
    thread.start()
    thread.join()
    assert seen == [mine]
    assert number() == NONE


@pytest.mark.parametrize("written", ["text"], indirect=True)
def test_a_workshop_leaves_no_word_in_the_log_and_no_token_anywhere(
    written: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at_work(tmp_path) as work:
        ana = work.begins(work.room(), "canary-title")
        ana.types("/journey persona").submits({"Name": "canary-name"})
        work.until(ana, "Saved: *canary-name*")
        monkeypatch.setattr(Facilitator, "command", lambda *_given, **_named: fail(SECRET))
        ana.types("/journey status canary-words")
        told = re.search(r"number: (\w+)", ana.reads()[-1])
        assert told
    of_it = [line for line in written().splitlines() if f" {told[1]}: " in line]
    assert [line.split()[2] for line in of_it] == ["ERROR", "DEBUG"]
    assert re.search(r"a delivery \(/journey, [\w.]+\) was answered with 200 after \d+ ms$", of_it[1])
    secrets = (BOT_TOKEN, APP_TOKEN, SECRET)
    assert [one for one in ("canary", *secrets) if one in written()] == []
    if (tmp_path / "bot.db").exists():
        with closing(sqlite3.connect(tmp_path / "bot.db")) as database:
            dump = "\n".join(database.iterdump())
        assert "canary-title" in dump
        assert [one for one in secrets if one in dump] == []
        assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("bot.db*")} == {0o600}


@pytest.mark.parametrize("written", ["text"], indirect=True)
def test_nothing_of_customers_and_of_maps_inside_is_logged_and_no_file_has_a_token(
    written: Log, tmp_path: Path
) -> None:
    port = free_port()
    with at_work(tmp_path, public_url=f"http://127.0.0.1:{port}") as work:
        ana = work.begins(work.room(), "canary-title")
        ana.types("/journey touchpoints").submits({"Your own, one on each line": "canary-till"})
        ana.closes(everything=True)
        ana.types("/journey inside").presses("Open a map in a touchpoint").submits({"Which touchpoint?": "canary-till"})
        ana.types("/journey ask").submits(
            {
                "At which touchpoint?": "canary-till",
                "What do you want to know?": "How satisfied they are, 1 to 5 (CSAT)",
                "When do they read it, and in which language?": "After a call",
            }
        )
        work.player.wait_for(ana.files)
        link, key = work.player.wait_for(lambda: re.findall(r"(http://127\S+/q/([\w-]+))", f"{ana.reads()}"))[0]
        with answering_http(only_these(work.bot.watch.watched(), work.bot.pages), "127.0.0.1", port=port):
            answer(link, "canary-comment")
        for form in ("json", "html", "md"):
            ana.types(f"/journey export {form}")
        work.player.wait_for(lambda: len(ana.files()) == 4)
        files = b"".join(work.player.download(file["url"]) for file in ana.files())
    assert b"canary-till" in files
    secrets = (BOT_TOKEN, APP_TOKEN, SECRET, key)
    assert [one for one in secrets if one.encode() in files] == []
    assert [one for one in ("canary", *secrets) if one in written()] == []


def test_settings_do_not_show_their_secrets() -> None:
    settings = Settings.model_validate({"slack_bot_token": "xoxb-canary", "database_url": "postgresql://u:canary@h/d"})
    assert "canary" not in f"{settings!r} {settings} {settings.model_dump_json()}"
    token = Token(text="xoxb-canary", refresh="xoxe-canary")
    assert "canary" not in f"{token!r} {token}"
    assert {"xoxb-canary", "postgresql://u:canary@h/d"} <= {*settings.secrets()}


def test_a_process_hides_the_secrets_of_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = list[str]()
    monkeypatch.setattr("bot.logs.begin", lambda *_given, known, **_named: hidden.extend(known))
    begin_logging(Settings.model_validate({"slack_signing_secret": "canary"}))
    assert "canary" in hidden
