"""Lets only this machine's own pages and programs in: a stranger's web page must not drive the sandbox."""

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Guard:
    """Checks Host (against DNS rebinding) and Origin (against other sites) of every request and WebSocket.

    `reached` is told the address under which each request came in.
    """

    def __init__(self, app: ASGIApp, reached: Callable[[str], None]) -> None:
        self._app = app
        self._reached = reached

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes an ASGI call on, or refuses it with 403."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        host = Headers(scope=scope).get("host", "")
        if _is_ours(host, Headers(scope=scope).get("origin")):
            self._reached(f"http://{host}")
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(code=1008)(scope, receive, send)
        else:
            await PlainTextResponse("The sandbox answers only to this machine.", 403)(scope, receive, send)


def _is_ours(host: str, origin: str | None) -> bool:
    try:
        ours = urlsplit(f"//{host}").hostname in LOOPBACK
        return ours and (origin is None or urlsplit(origin).netloc == host)
    except ValueError:
        return False
