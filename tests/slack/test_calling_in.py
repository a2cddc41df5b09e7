"""Calling Slack for a WebSocket: we are connected once it is open, and not before."""

import time
from collections.abc import Iterator

import pytest
from slack_sdk.socket_mode.builtin.client import SocketModeClient

from bot.serving import serve_socket_mode
from bot.slack.delivery import client_for
from bot.slack.hanging_up import hang_up
from bot.slack.socket_mode import call
from tests.sandbox.running import APP_TOKEN, sandbox

SPOILT = 3


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[SocketModeClient]:
    """One whose first addresses are good no more when it comes there."""
    whole, given = SocketModeClient.issue_new_wss_url, list[str]()

    def spoilt(client: SocketModeClient) -> str:
        given.append(whole(client))
        return given[-1].replace("ticket=", "ticket=spent-") if len(given) <= SPOILT else given[-1]

    monkeypatch.setattr(SocketModeClient, "issue_new_wss_url", spoilt)
    with sandbox() as running:
        client = SocketModeClient(APP_TOKEN, web_client=client_for(APP_TOKEN, f"{running.url}/api/"))
        yield client
        hang_up(client, seconds=4)


def test_while_the_websocket_does_not_open_we_say_so_and_go_on_trying(
    client: SocketModeClient, caplog: pytest.LogCaptureFixture
) -> None:
    open_once_connected = list[bool]()

    def wait(_seconds: float | None) -> bool:
        time.sleep(0.01)
        return bool(open_once_connected)

    with caplog.at_level("WARNING", "journeybot"):
        serve_socket_mode(lambda: call(client), lambda: open_once_connected.append(client.is_connected()), wait=wait)
    assert open_once_connected == [True]
    assert "no connection to Slack yet: the WebSocket at the address that Slack gave could not be opened" in caplog.text
