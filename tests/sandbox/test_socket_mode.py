"""Socket Mode with Slack's own client: hello, envelopes, acknowledgements, several connections and the end of one."""

import asyncio
import json
import threading
from collections.abc import Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from starlette.websockets import WebSocket
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from bot.sandbox import Json
from bot.sandbox.player import PATIENCE
from bot.sandbox.socket_mode import SocketMode
from tests.sandbox.made import asked, dialog, written
from tests.sandbox.running import APP_TOKEN, BOT_TOKEN, Running, sandbox


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with sandbox() as served:
        yield served


def address(running: Running) -> str:
    url: str = running.api("apps.connections.open", token=APP_TOKEN)["url"]
    return url


@contextmanager
def bolt(running: Running) -> Iterator[list[Json]]:
    """A bot on Bolt over Socket Mode; gives the commands that reach it."""
    client = WebClient(token=BOT_TOKEN, base_url=f"{running.url}/api/")
    app, heard = App(client=client), []

    @app.command("/journey")
    def start(ack: Ack, command: Json) -> None:
        heard.append(command)
        client.views_open(trigger_id=command["trigger_id"], view=dialog(asked("title", "Title", written("t"))))
        ack("on its way")

    @app.view("dialog")
    def sent(ack: Ack) -> None:
        ack(response_action="errors", errors={"title": "Not yet"})

    handler = SocketModeHandler(
        app, app_token=APP_TOKEN, web_client=WebClient(token=APP_TOKEN, base_url=f"{running.url}/api/")
    )
    handler.connect()  # type: ignore[no-untyped-call]
    running.player.wait_until_ready()
    try:
        yield heard
    finally:
        handler.client.disconnect()
        threading.Thread(target=handler.close, daemon=True).start()
        running.player.wait_for(lambda: not running.player.get("ready")["ready"])


def test_a_bot_on_bolt_is_reached(running: Running) -> None:
    ana = running.player.person("Ana")
    assert ana.types("/journey").notices == ["The bot is not running yet."]
    with bolt(running) as heard:
        ana.types("/journey start @ben")
        assert heard[0]["text"] == "start <@U0BEN0002|ben>"
        assert ana.reads() == ["on its way"]
        assert ana.is_refused({"Title": "x"}) == {"Title": "Not yet"}
        ana.closes()
        running.stage.delivery.ack_seconds = 0.3
        ana.uses_shortcut("start")
        running.stage.delivery.ack_seconds = PATIENCE
        assert ana.notices[0].startswith("operation_timeout: Start it")


def test_slacks_client_comes_back_after_a_disconnect(running: Running) -> None:
    heard: list[str] = []

    def listen(client: SocketModeClient, request: SocketModeRequest) -> None:
        heard.append(request.payload["text"])
        client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    client = SocketModeClient(app_token=APP_TOKEN, web_client=WebClient(base_url=f"{running.url}/api/"))
    client.socket_mode_request_listeners.append(listen)  # type: ignore[arg-type]
    client.connect()
    running.player.wait_until_ready()
    ana = running.player.person("Ana").types("/journey one")
    running.player.post("disconnect")
    running.player.wait_until_ready()
    ana.types("/journey two")
    client.auto_reconnect_enabled = False
    client.disconnect()
    threading.Thread(target=client.close, daemon=True).start()
    assert heard == ["one", "two"]


def test_the_first_frame_is_a_hello(running: Running) -> None:
    with connect(address(running)) as socket:
        hello = json.loads(socket.recv(PATIENCE))
        assert set(hello) == {"type", "num_connections", "debug_info", "connection_info"}
        assert (hello["type"], hello["connection_info"]) == ("hello", {"app_id": "A0SANDBOX"})
        running.player.post("disconnect", reason="warning")
        assert json.loads(socket.recv(PATIENCE))["reason"] == "warning"


def test_an_address_is_good_for_one_connection(running: Running) -> None:
    url = address(running)
    with connect(url) as socket:
        socket.recv(PATIENCE)
        with pytest.raises(InvalidStatus), connect(url):
            pass


def test_a_bot_that_is_gone_is_hung_up_on_in_peace(running: Running) -> None:
    """On Ctrl-C both ends close at the same moment, and one of them comes too late."""
    gone, sockets = Gone(), SocketMode(running.stage.installation)

    async def told_to_close() -> None:
        running.stage.installation.socket_tickets.add("t")
        serving = asyncio.create_task(sockets.endpoint(gone.socket()))
        await gone.greeted.wait()
        await sockets.close()
        gone.left.set()
        await serving

    with ThreadPoolExecutor(1) as elsewhere:  # the browser's tests keep a loop running in the main thread
        elsewhere.submit(asyncio.run, told_to_close()).result()
    assert gone.sent == ["websocket.accept", "websocket.send", "websocket.close"]
    assert not sockets.connected


class Gone:
    """A bot that hangs up after the hello; what is sent to it then is an error."""

    def __init__(self) -> None:
        self.greeted, self.left, self.sent = asyncio.Event(), asyncio.Event(), list[str]()

    def socket(self) -> WebSocket:
        scope = {"type": "websocket", "query_string": b"ticket=t", "headers": []}
        return WebSocket(scope, self._receive, self._send)

    async def _receive(self) -> Json:
        if not self.sent:
            return {"type": "websocket.connect"}
        self.greeted.set()
        await self.left.wait()
        return {"type": "websocket.disconnect", "code": 1006}

    async def _send(self, message: MutableMapping[str, Any]) -> None:
        self.sent.append(message["type"])
        if message["type"] == "websocket.close":
            raise OSError("the bot hung up")


def test_an_eleventh_connection_is_turned_away(running: Running) -> None:
    with ExitStack() as stack:
        for _ in range(10):
            stack.enter_context(connect(address(running))).recv(PATIENCE)
        late = stack.enter_context(connect(address(running)))
        assert json.loads(late.recv(PATIENCE))["reason"] == "too_many_websockets"
        with pytest.raises(ConnectionClosed):
            late.recv(PATIENCE)


def test_connections_take_turns_and_junk_is_ignored(running: Running) -> None:
    running.player.wait_for(lambda: not running.player.get("ready")["ready"])
    with connect(address(running)) as one, connect(address(running)) as two:
        heard: list[int] = []

        def serve(number: int) -> None:
            socket = (one, two)[number]
            socket.recv(PATIENCE)
            envelope = json.loads(socket.recv(PATIENCE))
            heard.append(number)
            for junk in ("{", "[]", json.dumps({"envelope_id": "other"})):
                socket.send(junk)
            socket.send(json.dumps({"envelope_id": envelope["envelope_id"], "payload": {"text": f"from {number}"}}))

        threads = [threading.Thread(target=serve, args=(number,)) for number in (0, 1)]
        for thread in threads:
            thread.start()
        emi = running.player.person("Emi").types("/journey").types("/journey")
        for thread in threads:
            thread.join(PATIENCE)
    assert sorted(heard) == [0, 1]
    assert sorted(emi.reads()) == ["from 0", "from 1"]
