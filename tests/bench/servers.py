"""What the HTTP goals are measured against, each a process of its own: `python -m tests.bench.servers NAME`, with
DATABASE_URL and SLACK_API_URL in the environment. Says its port, then serves."""

import json
import os
import socket
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn
from pydantic import SecretStr
from slack_bolt import Ack, App
from slack_bolt.adapter.starlette.handler import SlackRequestHandler
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.app import web_app

SECRET = "bench"
TOKEN = "xoxb-bench"
Scope = dict[str, Any]
Asgi = Callable[[Scope, Any, Any], Awaitable[None]]


def slack() -> Starlette:
    """As much of Slack as a bot needs in order not to notice; GET /view gives the dialog that was opened last, GET
    /shared the number of files that were posted."""
    seen: dict[str, Any] = {}
    files: list[str] = []

    async def method(request: Request) -> Response:
        name = request.url.path.rpartition("/")[2]
        if name == "views.open":
            given = (await request.json())["view"]
            seen.update(given if isinstance(given, dict) else json.loads(given))
        if name == "files.completeUploadExternal":
            files.append(name)
        user = {"profile": {"display_name": "Ana"}, "real_name": "Ana"}
        file = {"file_id": "F1", "upload_url": f"{request.base_url}upload"}
        answer = {"ok": True, "ts": "17.1", "channel": "C1", "team_id": "T1", "user_id": "U0", "user": user}
        return JSONResponse(answer | file)

    async def view(_request: Request) -> Response:
        return JSONResponse(seen)

    async def shared(_request: Request) -> Response:
        return JSONResponse(len(files))

    told = [Route("/view", view), Route("/shared", shared)]
    return Starlette(routes=[*told, Route("/{method:path}", method, methods=["GET", "POST"])])


def floor() -> Asgi:
    """No Bolt: read, check the signature, say 200."""
    verifier = SignatureVerifier(SECRET)

    async def app(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            body = (await receive())["body"]
            headers = {name.decode(): value.decode() for name, value in scope["headers"]}
            status = 200 if verifier.is_valid_request(body, headers) else 401
            await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body", "body": b""})

    return app


def noop() -> Asgi:
    """A Bolt app that only acknowledges, set up as journeybot is."""
    bolt = _bolt(process_before_response=True)
    bolt.view("answer")(_acknowledge)
    return web_app(bolt.dispatch, lambda: {"ok": True})


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
    return web_app(bolt.dispatch, lambda: {"ok": True})


def ours() -> Asgi:
    """journeybot, as it is deployed."""
    from bot.settings import Settings  # noqa: PLC0415  as above
    from bot.wiring import build  # noqa: PLC0415

    bot = build(Settings(slack_bot_token=SecretStr(TOKEN), slack_signing_secret=SecretStr(SECRET)))
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
