"""How long somebody may take to send a request, how many may send one at a time, and where a request ends."""

import asyncio
from typing import Any

import h11
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot import tallies

try:
    from resource import RLIMIT_NOFILE, getrlimit
except ImportError:  # Windows has no such limit
    FILES = 8192
else:
    FILES = getrlimit(RLIMIT_NOFILE)[0]

TO_SEND = 15.0
"""Seconds for a whole request, from its first letter to its last, or the end of the answer before it."""

MOST = max(min(FILES // 2, 1000), 10)
"""Connections at a time; the database, the chat and whatever is read and written need files, too."""

MOST_HEADERS = 100
"""Of a request; browsers, Slack and proxies send some twenty."""

SENDING = {h11.IDLE, h11.SEND_BODY}
TWO_ENDS = "Content-Length and Transfer-Encoding say where this ends, and not the same."


class Impatient(H11Protocol):
    """Hangs up on whoever takes too long to send a request; where too many do at once, first on who has longest."""

    sends_until: asyncio.TimerHandle | None = None
    """While we wait for more of a request."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody calls."""
        super().connection_made(transport)
        self._look()
        if len(self.connections) > MOST:
            waited_for = [one for one in self.connections if isinstance(one, Impatient) and one.sends_until]
            min(waited_for, key=_since).hang_up()

    def connection_lost(self, exc: Exception | None) -> None:
        """They are gone."""
        self._rest()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """They sent something."""
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """They have their answer, and may send more."""
        super().on_response_complete()
        self._look()

    def hang_up(self) -> None:
        """Take nothing more from them."""
        self._rest()
        self.connections.discard(self)
        self.transport.close()

    def _look(self) -> None:
        if self.transport.is_closing() or self.conn.their_state not in SENDING:
            self._rest()
        elif self.sends_until is None:
            self.sends_until = self.loop.call_later(TO_SEND, self.hang_up)

    def _rest(self) -> None:
        if self.sends_until is not None:
            self.sends_until.cancel()
            self.sends_until = None


def _since(one: Impatient) -> float:
    return one.sends_until.when() if one.sends_until else 0


def with_one_end(app: ASGIApp) -> ASGIApp:
    """Turns away what a proxy before us may have taken for another number of requests than we do (RFC 9112, 6.3)."""

    async def ask(scope: Scope, receive: Receive, send: Send) -> None:
        given: list[tuple[bytes, Any]] = scope.get("headers", [])
        if {b"content-length", b"transfer-encoding"} <= {name for name, _ in given}:
            tallies.count(tallies.REFUSED, "two ends")
            await PlainTextResponse(TWO_ENDS, 400, headers={"connection": "close"})(scope, receive, send)
        elif len(given) > MOST_HEADERS:
            tallies.count(tallies.REFUSED, "too many headers")
            await PlainTextResponse("too many headers", 431, headers={"connection": "close"})(scope, receive, send)
        else:
            await app(scope, receive, send)

    return ask
