"""A WebSocket that has gone dead is noticed and replaced; where that does not help, the process ends and says so."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from socket import socketpair
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from slack_bolt import App, BoltResponse
from slack_sdk.errors import SlackClientNotConnectedError
from slack_sdk.socket_mode.builtin.client import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack.ear import BETWEEN, MOST, PATIENCE, Deaf, Ear
from bot.slack.socket_mode import TOLD_BY_US, Acknowledging
from bot.wiring import socket_log
from tests.slack.at_work import AtWork, at_work
from tests.slack.half_open import Wire
from tests.slack.test_troubles import refusal


class Line:
    """As much of slack_sdk's client as the ear needs."""

    def __init__(self) -> None:
        self.on_message_listeners: list[Callable[[str], None]] = []
        self.on_error_listeners: list[Callable[[Exception], None]] = []
        self.current_session: Any = SimpleNamespace(session_id="1", last_ping_pong_time=None, sock=None)
        self.fails: Exception | None = None
        self.calls = 0
        self.closed, self.auto_reconnect_enabled, self.default_auto_reconnect_enabled = False, True, True

    def connect_to_new_endpoint(self, *, force: bool) -> None:
        assert force
        self.calls += 1
        if self.fails:
            raise self.fails

    def is_connected(self) -> bool:
        return True


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def now() -> list[float]:
    return [1000.0]


@pytest.fixture
def ear(line: Line, now: list[float]) -> Ear:
    return Ear(line, clock=lambda: now[0])  # type: ignore[arg-type]


def pass_by(ear: Ear, now: list[float], seconds: float) -> None:
    for _ in range(int(seconds)):
        now[0] += 1
        ear.listen()


def test_while_something_is_heard_nothing_is_done(ear: Ear, line: Line, now: list[float]) -> None:
    for beat in range(20):
        pass_by(ear, now, PATIENCE - 1)
        if beat % 2:
            line.on_message_listeners[0]("hello")
        else:
            line.current_session.last_ping_pong_time = now[0]
    assert line.calls == 0


def test_silence_is_answered_with_a_new_connection_and_three_in_vain_with_the_end(
    ear: Ear, line: Line, now: list[float]
) -> None:
    pass_by(ear, now, PATIENCE)
    assert line.calls == 1
    with pytest.raises(Deaf, match="silent on 3 new connections"):
        pass_by(ear, now, MOST * BETWEEN)
    assert line.calls == MOST


def test_a_connection_that_broke_is_replaced_at_once_and_only_once(ear: Ear, line: Line, now: list[float]) -> None:
    pass_by(ear, now, 10)
    line.on_error_listeners[0](ConnectionResetError())
    pass_by(ear, now, 2)
    assert line.calls == 1
    line.current_session = SimpleNamespace(session_id="2", last_ping_pong_time=None, sock=None)
    pass_by(ear, now, PATIENCE / 2)
    assert line.calls == 1
    line.on_error_listeners[0](ValueError("no matter of the connection"))
    pass_by(ear, now, 2)
    assert line.calls == 1


def test_an_end_without_an_error_is_noticed_at_once_and_one_that_only_speaks_is_left_alone(
    ear: Ear, line: Line, now: list[float]
) -> None:
    ours, theirs = socketpair()
    with ours, theirs:
        line.current_session.sock = ours
        theirs.send(b"hello")
        pass_by(ear, now, PATIENCE / 3)
        assert line.calls == 0
        theirs.close()
        pass_by(ear, now, 2)
        assert line.calls == 1
    line.current_session = SimpleNamespace(session_id="2", last_ping_pong_time=None, sock=ours)
    pass_by(ear, now, PATIENCE / 3)
    assert line.calls == 1, "what we closed ourselves is no news"


def test_one_word_begins_the_count_anew(ear: Ear, line: Line, now: list[float]) -> None:
    pass_by(ear, now, PATIENCE + BETWEEN)
    line.on_message_listeners[0]("hello")
    pass_by(ear, now, PATIENCE + BETWEEN)
    assert line.calls == 4
    assert ear.silence >= PATIENCE


def test_while_slack_is_away_we_go_on_trying(ear: Ear, line: Line, now: list[float]) -> None:
    line.fails = URLError("no route")
    pass_by(ear, now, 3600)
    assert line.calls == (3600 - PATIENCE) // BETWEEN + 1
    line.fails = refusal("internal_error")
    pass_by(ear, now, 600)


def test_while_slack_is_away_there_is_a_line_every_few_minutes_and_an_attempt_every_half_minute(
    ear: Ear, line: Line, now: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    line.on_error_listeners[0](ConnectionResetError())
    line.fails = URLError("refused")
    pass_by(ear, now, 660)
    assert line.calls <= 25
    assert not line.auto_reconnect_enabled, "slack_sdk leaves it to us"
    line.fails = None
    pass_by(ear, now, BETWEEN)
    line.current_session = SimpleNamespace(session_id="2", last_ping_pong_time=None, sock=None)
    line.on_message_listeners[0]("hello")
    calls = line.calls
    pass_by(ear, now, PATIENCE / 2)
    assert line.calls == calls
    assert [message.partition(";")[0] for message in caplog.messages[:-1]] == [
        "the connection to Slack broke: connecting anew",
        "no connection to Slack: unreachable",
        "still no connection to Slack after 5 minutes: unreachable",
        "still no connection to Slack after 10 minutes: unreachable",
    ]
    assert caplog.messages[-1].startswith("connected to Slack again, after 6")


def test_what_speaks_again_by_itself_is_kept(ear: Ear, line: Line, now: list[float]) -> None:
    line.fails = URLError("refused")
    line.on_error_listeners[0](ConnectionResetError())
    pass_by(ear, now, 3)
    line.on_message_listeners[0]("hello")
    assert line.auto_reconnect_enabled


def test_what_slack_sdk_says_of_a_broken_connection_is_said_in_our_words(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "journeybot")
    for said in TOLD_BY_US:
        socket_log.error(f"{said} (session id: 1)")
    socket_log.error("Failed to run a request listener: something of ours")
    assert caplog.messages == ["Failed to run a request listener: something of ours"]


def test_a_token_that_is_good_no_more_ends_it_at_once(ear: Ear, line: Line, now: list[float]) -> None:
    line.fails = refusal("token_revoked")
    with pytest.raises(Deaf, match=r"SLACK_APP_TOKEN any more \(token_revoked\)"):
        pass_by(ear, now, PATIENCE)


def test_what_can_no_longer_be_acknowledged_is_one_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    gone = Mock(spec=SocketModeClient)
    gone.send_socket_mode_response.side_effect = SlackClientNotConnectedError("secret words of somebody")
    app = Mock(spec=App, client=Mock(proxy=None), logger=None)
    app.dispatch.return_value = BoltResponse(status=200, body="")
    Acknowledging(app, "xapp-1").handle(gone, SocketModeRequest("slash_commands", "e1", {"command": "/journey"}))
    assert gone.send_socket_mode_response.called
    assert "the connection broke before something (slash_commands) could be acknowledged" in caplog.text
    assert "secret words" not in caplog.text
    assert not caplog.records[-1].exc_info


@pytest.fixture
def wired(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[AtWork, Wire]]:
    """A bot at work whose WebSocket goes over a wire of ours."""
    whole = SocketModeClient.issue_new_wss_url
    wires: list[Wire] = []

    def over_the_wire(client: SocketModeClient) -> str:
        address = urlsplit(whole(client))
        if not wires:
            wires.append(Wire(address.port or 0))
        return address._replace(netloc=f"127.0.0.1:{wires[0].port}").geturl()

    monkeypatch.setattr(SocketModeClient, "issue_new_wss_url", over_the_wire)
    with at_work(tmp_path) as work:
        yield work, wires[0]
    wires[0].close()


def test_a_wire_that_goes_dead_unnoticed_costs_one_new_connection(wired: tuple[AtWork, Wire]) -> None:
    work, wire = wired
    room = work.room()
    ana = work.begins(room)
    assert work.bot._socket
    passed = [0.0]
    ear = work.bot.watch.ear = Ear(work.bot._socket.client, clock=lambda: passed[0])
    wire.freeze()
    passed[0], calls = PATIENCE, wire.calls
    ear.listen()
    assert wire.calls == calls + 1
    work.player.wait_for(lambda: not ear.silence)
    ana.types("/journey persona").submits({"Name": "Maya"})
    work.until(ana, "Saved: *Maya*")
