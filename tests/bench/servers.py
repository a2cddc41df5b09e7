"""What the HTTP goals are measured against, each a process of its own: `python -m tests.bench.servers NAME`, with
DATABASE_URL and SLACK_API_URL in the environment. Says its port, then serves."""

import json
import os
import socket
import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import uvicorn
from slack_bolt import Ack, App
from slack_bolt.adapter.starlette.handler import SlackRequestHandler, to_bolt_request, to_starlette_response
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.slack.scopes import scopes

SECRET = "bench"
TOKEN = "xoxb-bench"
PEOPLE = [f"U{number}" for number in range(20)]
FINE = {"ok": True, "ts": "17.1", "channel": "C1", "team_id": "T1", "user_id": "U0", "members": PEOPLE}
Scope = dict[str, Any]
Asgi = Callable[[Scope, Any, Any], Awaitable[None]]


def slack() -> Asgi:
    """As much of Slack as a bot needs in order not to notice, with as little work as can be, for the real one has
    machines of its own; GET /view gives the dialog that was opened last, GET /shared the number of files posted."""
    seen: dict[str, Any] = {}
    files: list[str] = []
    granted = (b"x-oauth-scopes", ",".join(scopes()).encode())

    def answer(name: str, host: str, body: bytes) -> object:
        if name == "view":
            return seen
        if name == "shared":
            return len(files)
        if name == "views.open":
            seen.update(json.loads(body)["view"])
        if name == "files.completeUploadExternal":
            files.append(name)
        user = {"profile": {"display_name": "Ana"}, "real_name": "Ana", "locale": "en-GB"}
        return {**FINE, "user": user, "file_id": "F1", "upload_url": f"http://{host}/upload"}

    async def app(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            host = dict(scope["headers"]).get(b"host", b"").decode()
            name = scope["path"].rpartition("/")[2]
            said = answer(name, host, await _body(receive))
            await _say(send, json.dumps(said).encode(), besides=[granted])

    return app


async def _body(receive: Any) -> bytes:
    body, more = b"", True
    while more:
        part = await receive()
        body, more = body + part.get("body", b""), part.get("more_body", False)
    return body


async def _say(send: Any, body: bytes, status: int = 200, *, besides: Sequence[tuple[bytes, bytes]] = ()) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), *besides]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def floor() -> Asgi:
    """No Bolt: read, check the signature, say 200."""
    verifier = SignatureVerifier(SECRET)

    async def app(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            headers = {name.decode(): value.decode() for name, value in scope["headers"]}
            genuine = verifier.is_valid_request(await _body(receive), headers)
            await _say(send, b"", 200 if genuine else 401)

    return app


def noop() -> Asgi:
    """A Bolt app that only acknowledges, set up as journeybot is."""
    bolt = _bolt(process_before_response=True)
    bolt.view("answer")(_acknowledge)
    return _web(bolt)


def _web(bolt: App) -> Asgi:
    """As journeybot is served, but Bolt reads the request and looks at its signature, as it does in its own
    adapters."""

    async def endpoint(request: Request) -> Response:
        arrived = to_bolt_request(request, await request.body())
        return to_starlette_response(await run_in_threadpool(bolt.dispatch, arrived))

    return Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])


def default() -> Asgi:
    """A Bolt app that only acknowledges, set up as Bolt's documentation shows."""
    handler = SlackRequestHandler(_bolt())

    async def endpoint(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])


def sessions() -> Asgi:
    """A bot set up as journeybot is, but with a session per request, as SQLModel's documentation shows."""
    from tests.bench import peers  # noqa: PLC0415  what the others do not use must not weigh on them

    engine = peers.session_engine(os.environ["DATABASE_URL"])

    def store(ack: Ack, body: dict[str, Any]) -> None:
        peers.answer_in_a_session(engine, "w0", body["user"]["id"])
        ack()

    bolt = _bolt(process_before_response=True)
    bolt.view("answer")(store)
    return _web(bolt)


def ours() -> Asgi:
    """journeybot, as it is deployed."""
    from bot.commands.run import built, configured  # noqa: PLC0415  as above

    os.environ |= {
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_APP_TOKEN": "",
        "LOG_LEVEL": "WARNING",
    }
    bot = built(configured("all"), "all")
    bot.start()
    return bot.web


APPS: dict[str, Callable[[], Asgi]] = {app.__name__: app for app in (slack, floor, noop, default, sessions, ours)}


def _bolt(**settings: Any) -> App:
    client = WebClient(TOKEN, base_url=os.environ["SLACK_API_URL"])
    bolt = App(signing_secret=SECRET, client=client, **settings)
    bolt.command("/journey")(_acknowledge)
    return bolt


def _acknowledge(ack: Ack) -> None:
    ack()


def main(name: str) -> None:
    """Serve that app on a free port of this machine."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # so that asyncio sets NODELAY
    listening.bind(("127.0.0.1", 0))
    listening.listen(128)
    server = uvicorn.Server(uvicorn.Config(APPS[name](), log_level="warning", access_log=False))
    print(listening.getsockname()[1], flush=True)
    server.run(sockets=[listening])


if __name__ == "__main__":
    main(sys.argv[1])
