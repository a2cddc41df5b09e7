"""What people see when we fail: a sentence with a number, and everything that they typed still there."""

import logging
import re
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any, NoReturn

import pytest
from slack_bolt import BoltRequest

from bot.commands.sandbox import manifest
from bot.promptness import ARRIVED
from bot.sandbox.player import PATIENCE
from bot.slack import inbox
from bot.wiring import build
from journeybot.facilitator import Facilitator
from journeybot.obstacles import Obstacle
from journeybot.workshop import Place
from storage.store import SqlStore
from storage.trouble import UnusableDatabase
from tests.sandbox.running import CALLER, sandbox
from tests.slack.at_work import AtWork, at_work, settings_for
from tests.slack.test_replay import signed

SENTENCE = "Something went wrong on my side"


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    with at_work(tmp_path_factory.mktemp("bot"), "http") as work:
        yield work


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, work: AtWork) -> AtWork:
    """From here on the facilitator fails at everything, but cards."""

    def fail(*_given: object, **_named: object) -> NoReturn:
        raise LookupError("a bug of ours")

    for name in ("command", "press", "submit"):
        monkeypatch.setattr(Facilitator, name, fail)
    return work


def number_in(text: str) -> str:
    found = re.search(r"number: (\w+)", text)
    assert found, text
    return found[1]


def test_a_command_is_answered_with_a_number_that_is_in_the_log(
    broken: AtWork, caplog: pytest.LogCaptureFixture
) -> None:
    ana = broken.person("Ana", broken.room()).types("/journey secret words of Ana")
    assert ana.sees(SENTENCE)
    assert not ana.notices
    assert not re.search("LookupError|bug of ours|Traceback", ana.reads()[-1])
    with_number = [record for record in caplog.records if number_in(ana.reads()[-1]) in record.getMessage()]
    assert with_number[0].exc_info
    assert with_number[0].levelno == logging.ERROR
    assert "secret words" not in caplog.text


def test_a_dialog_stays_open_with_what_was_typed(work: AtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = work.begins(work.room())
    ana.types("/journey persona")
    with monkeypatch.context() as patched:
        patched.setattr(Facilitator, "submit", lambda *_given, **_named: 1 / 0)
        refused = ana.is_refused({"Name": "Maya"})
    [said] = refused.values()
    assert SENTENCE in said
    assert not re.search("ZeroDivision|division|Traceback", said)
    ana.submits()
    work.until(ana, "Saved: *Maya*")


def test_a_dialog_sent_again_while_it_is_still_being_saved_says_so_and_then_goes_on_as_the_first(
    work: AtWork, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    goes_on, submit = Event(), Facilitator.submit

    def slowly(*given: Any, **named: Any) -> object:
        assert goes_on.wait(PATIENCE)
        return submit(*given, **named)

    ana = work.begins(work.room()).types("/journey persona")
    with monkeypatch.context() as patched:
        patched.setattr(Facilitator, "submit", slowly)
        patched.setattr(inbox, "IN_TIME", 0.05)
        patched.setattr(work.running.stage.delivery, "ack_seconds", 0.3)
        ana.submits({"Name": "Maya"})
        assert ana.notices, "Slack has given it up"
        patched.setattr(work.running.stage.delivery, "ack_seconds", PATIENCE)
        [said] = ana.is_refused().values()
        assert said.startswith("What you typed is being saved")
        goes_on.set()
        patched.setattr(inbox, "IN_TIME", PATIENCE)
        ana.submits()
    assert ana.modal is None
    ana.types("/journey mine")
    work.until(ana, "One answer:")
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    ("obstacle", "words"),
    [
        (Obstacle.HELD, "another program holds my database"),
        (Obstacle.FULL, "my disk is full"),
        (Obstacle.FAILING, "my disk reports an error"),
        (Obstacle.AWAY, "my database does not answer"),
        (Obstacle.GONE, "somebody took my database away"),
    ],
)
def test_what_keeps_anything_from_being_stored_is_told_and_logged_in_a_line(
    work: AtWork, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, obstacle: Obstacle, words: str
) -> None:
    def refuse(*_given: object, **_named: object) -> NoReturn:
        raise UnusableDatabase("as the operator is told", obstacle)

    ana = work.begins(work.room())
    ana.types("/journey persona")
    with monkeypatch.context() as patched:
        patched.setattr(Facilitator, "submit", refuse)
        refused = " ".join(ana.is_refused({"Name": "Maya"}).values())
    assert words in refused
    assert "What you typed is still here" in refused
    assert [bool(line.exc_info) for line in caplog.records if "as the operator is told" in line.getMessage()] == [False]
    ana.submits()
    work.until(ana, "Saved: *Maya*")


def test_where_nothing_is_still_there_that_is_not_said_and_the_language_is_known_without_the_store(
    work: AtWork, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_given: object, **_named: object) -> NoReturn:
        raise UnusableDatabase("it does not answer", Obstacle.AWAY)

    dilan = work.person("Dilan", work.room()).types("/journey")
    monkeypatch.setattr(SqlStore, "language", away)
    said = dilan.types("/journey mine").reads()[-1]
    assert "Meine Datenbank antwortet nicht. Versuche es gleich noch einmal." in said
    assert "noch da" not in said
    assert [line.levelname for line in caplog.records if line.name == "journeybot.slack"] == ["ERROR"]


def test_a_press_is_answered_too(work: AtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = work.begins(work.room())
    monkeypatch.setattr(Facilitator, "press", lambda *_given, **_named: 1 / 0)
    ana.presses("My answers", on="Step 1 of 6")
    work.until(ana, SENTENCE)


def test_an_event_that_could_not_be_taken_comes_again_and_is(work: AtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = work.person("Ana", work.room(bot=False, private=True)).types("/journey start Plans")
    ana.submits()
    work.until(ana, "/invite @journeybot")
    unpark, tried = SqlStore.unpark, list[Place]()

    def fails_once(store: SqlStore, place: Place) -> int:
        tried.append(place)
        if len(tried) == 1:
            raise UnusableDatabase("held", Obstacle.HELD)
        return unpark(store, place)

    monkeypatch.setattr(SqlStore, "unpark", fails_once)
    work.player.post("act/invite", channel=ana.channel, bot=True)
    work.until(ana, "Step 1 of 6")
    assert len(tried) == 2
    assert work.bot.bolt.promptness.hour().missed > 0


def test_what_waited_too_long_for_us_counts_as_missed(work: AtWork) -> None:
    before = work.bot.bolt.promptness.hour()
    for waited in (1.0, 4.0):
        request = BoltRequest(body={"type": "nothing", "team_id": "T1"}, mode="socket_mode")
        request.context[ARRIVED] = time.monotonic() - waited
        work.bot.bolt.dispatch(request)
    after = work.bot.bolt.promptness.hour()
    assert (after.deliveries - before.deliveries, after.missed - before.missed) == (2, 1)


def test_events_that_slack_holds_back_are_a_line_in_the_log_and_told_by_the_doctor(
    work: AtWork, caplog: pytest.LogCaptureFixture
) -> None:
    told = b'{"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1518467820, "api_app_id": "A1"}'
    url = work.running.stage.delivery.http.url
    assert url
    assert CALLER.post(url, content=told, headers=signed(told, "application/json")).status_code == 200
    assert [line.getMessage() for line in caplog.records if "holds events back" in line.getMessage()]
    work.bot.watch.heart.once()
    (pulse,) = work.bot.store.wellbeing.pulses()
    assert pulse.held_back_at
    assert pulse.deliveries > 0


def test_what_was_owed_when_the_bot_ended_is_there_when_it_is_back(tmp_path: Path) -> None:
    with sandbox(manifest()) as running:
        first = build(settings_for(tmp_path, running.url, "socket"))
        first.run_socket_mode()
        running.player.wait_until_ready()
        ana = running.player.person("Ana").types("/journey start Groceries").submits()
        first.stop()
        assert not ana.sees("Step 1 of 6")
        second = build(settings_for(tmp_path, running.url, "socket"))
        second.start()
        try:
            running.player.wait_for(lambda: ana.sees("Step 1 of 6"))
            assert len([text for text in ana.reads() if "Step 1 of 6" in text]) == 1
        finally:
            second.stop()


def test_while_slack_does_not_take_posts_answers_are_kept_and_shown_when_it_does(
    work: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = work.room()
    ana = work.begins(room)

    def away(*_given: object, **_named: object) -> NoReturn:
        raise ConnectionResetError

    with monkeypatch.context() as patched:
        patched.setattr(work.slack, "update", away)
        ana.types("/journey persona").submits({"Name": "Maya"})
        work.until(ana, "Saved: *Maya*")
        assert not ana.sees("1 person has answered")
    work.until(ana, "1 person has answered")
