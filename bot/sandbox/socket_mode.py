"""Socket Mode: the bot calls in, and everything for it goes down one of its WebSockets.

Source: docs.slack.dev, apis/events-api/using-socket-mode.
"""

import asyncio
import contextlib
from typing import Any
from uuid import uuid4

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox import Json
from bot.sandbox.methods.call import Installation
from bot.sandbox.well_formed import read_json

MOST_CONNECTIONS = 10
CONNECTION_SECONDS = 3 * 3600
HUNG_UP = (WebSocketDisconnect, RuntimeError)
"""What Starlette raises when something is sent to a bot that is no longer there."""
_WITH_ANSWER = ("view_submission", "block_suggestion")


class SocketMode:
    """The bot's open connections, at most ten; each delivery takes the next of them in turn."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._connections: list[WebSocket] = []
        self._turn = 0
        self._waiting: dict[str, asyncio.Future[Any]] = {}

    @property
    def connected(self) -> bool:
        """Whether anything can be delivered."""
        return bool(self._connections)

    async def endpoint(self, socket: WebSocket) -> None:
        """Serves one connection: hello, then envelopes out and acknowledgements in."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._installation.socket_tickets:
            await socket.close(code=1008)
            return
        self._installation.socket_tickets.discard(ticket)
        with contextlib.suppress(*HUNG_UP):
            await socket.accept()
            if len(self._connections) >= MOST_CONNECTIONS:
                await self._hang_up(socket, "too_many_websockets")
            else:
                await self._serve(socket)

    async def _serve(self, socket: WebSocket) -> None:
        self._connections.append(socket)
        try:
            await socket.send_json(self._frame("hello"))
            await self._listen(socket)
        finally:
            self._forget(socket)

    async def send(self, kind: str, payload: Json, *, retry: str | None = None) -> tuple[bool, Any]:
        """Sends one envelope and waits for its acknowledgement and payload."""
        ident = str(uuid4())
        answers = kind == "slash_commands" or payload.get("type") in _WITH_ANSWER
        envelope = {"envelope_id": ident, "payload": payload, "type": kind, "accepts_response_payload": answers}
        if kind == "events_api":
            reason = "timeout" if retry else ""
            envelope |= {"retry_attempt": int(retry or 0), "retry_reason": reason}
        acknowledged = self._waiting[ident] = asyncio.get_running_loop().create_future()
        try:
            await self._next_connection().send_json(envelope)
            body = await acknowledged
        except HUNG_UP as error:
            raise ConnectionError("the bot hung up") from error
        finally:
            del self._waiting[ident]
        return True, body if answers else None

    async def disconnect(self, reason: str) -> None:
        """Announces the end of every connection; all reasons but `warning` also end it."""
        for socket in list(self._connections):
            with contextlib.suppress(*HUNG_UP):
                await socket.send_json(self._frame("disconnect", reason=reason))
            if reason != "warning":
                await self._drop(socket)

    async def close(self) -> None:
        """Hangs up on everybody."""
        for socket in list(self._connections):
            await self._drop(socket)

    def _next_connection(self) -> WebSocket:
        if not self._connections:
            raise ConnectionError("the bot has hung up")
        self._turn += 1
        return self._connections[self._turn % len(self._connections)]

    async def _listen(self, socket: WebSocket) -> None:
        while True:
            try:
                frame = read_json(await socket.receive_text())
            except ValueError:
                continue
            self._acknowledge(frame if isinstance(frame, dict) else {})

    def _acknowledge(self, frame: Json) -> None:
        waiting = self._waiting.get(str(frame.get("envelope_id")))
        if waiting is not None and not waiting.done():
            waiting.set_result(frame.get("payload") or None)

    async def _hang_up(self, socket: WebSocket, reason: str) -> None:
        await socket.send_json(self._frame("disconnect", reason=reason))
        await socket.close()

    async def _drop(self, socket: WebSocket) -> None:
        """The bot may hang up at the same moment, as both do on Ctrl-C."""
        self._forget(socket)
        with contextlib.suppress(*HUNG_UP):
            await socket.close()

    def _forget(self, socket: WebSocket) -> None:
        if socket in self._connections:
            self._connections.remove(socket)

    def _frame(self, kind: str, **more: str) -> Json:
        debug = {"host": "sandbox", "approximate_connection_time": CONNECTION_SECONDS}
        app = {"app_id": self._installation.workspace.team.app_id}
        return {
            "type": kind,
            **more,
            "num_connections": len(self._connections),
            "debug_info": debug,
            "connection_info": app,
        }
