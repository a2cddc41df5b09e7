"""A sandbox and a bot in this process: the same code without a network, so that hundreds of refusals take a second."""

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

import httpx
from starlette.applications import Starlette

from bot.sandbox import Json
from bot.sandbox.player import PATIENCE, Sandbox
from bot.sandbox.server import create_app
from bot.sandbox.signed_http import SignedHttp
from tests.sandbox.running import APP_TOKEN, BOT_TOKEN, MANIFEST, SECRET

URL = "http://127.0.0.1:3000"
Reply = Callable[["Bot", Json], Awaitable[Any]]


class Loop:
    """One asyncio loop in a thread, shared by all tests of a process."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)


LOOP = Loop()


class InProcess(httpx.BaseTransport):
    """Carries a test's requests to the application on the shared loop."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        async def answer() -> httpx.Response:
            got = await httpx.ASGITransport(self._app).handle_async_request(request)
            return httpx.Response(got.status_code, headers=got.headers, content=await got.aread())

        response: httpx.Response = LOOP.run(answer())
        return response


class Bot(httpx.AsyncBaseTransport):
    """A bot that is one function: it gets a payload, may call the Web API, and returns what it acknowledges with.

    A returned `httpx.Response` is sent as it is.
    """

    def __init__(self, app: Starlette) -> None:
        self._app = app
        self.received: list[Json] = []
        self.requests: list[httpx.Request] = []
        self.reply: Reply = nothing

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        body = await request.aread()
        self.requests.append(request)
        self.received.append(_payload(body.decode()))
        answer = await self.reply(self, self.received[-1])
        if isinstance(answer, httpx.Response):
            return answer
        return httpx.Response(200, json=answer) if answer is not None else httpx.Response(200)

    async def api(self, method: str, **arguments: Any) -> Json:
        return await self._post(f"/api/{method}", arguments)

    async def act(self, name: str, **given: Any) -> Json:
        """What a person does while the bot is still busy."""
        return await self._post(f"/sandbox/act/{name}", given)

    async def _post(self, path: str, body: Json) -> Json:
        headers = {"authorization": f"Bearer {BOT_TOKEN}"}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self._app), base_url=URL) as client:
            answer: Json = (await client.post(path, json=body, headers=headers)).json()
            return answer


async def nothing(_bot: Bot, _payload: Json) -> None:
    """An empty acknowledgement."""


class Quick:
    """A sandbox with a bot that answers nothing until `bot.reply` is set."""

    def __init__(self, manifest: Json = MANIFEST, **options: Any) -> None:
        tokens: Json = {"signing_secret": SECRET, "bot_token": BOT_TOKEN, "app_token": APP_TOKEN}
        self.app = create_app(manifest=manifest, latency=0.0, **tokens, **options)
        self.stage = self.app.state.stage
        self.stage.delivery.ack_seconds = PATIENCE
        self.workspace = self.stage.workspace
        self.bot = Bot(self.app)
        self.stage.delivery.http = SignedHttp("http://bot.test/slack/events", SECRET, transport=self.bot)
        self.transport = InProcess(self.app)
        self.client = httpx.Client(transport=self.transport, base_url=URL, timeout=PATIENCE)
        self.player = Sandbox(URL, transport=self.transport)

    def api(self, method: str, *, token: str = BOT_TOKEN, **arguments: Any) -> Json:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        answer: Json = self.client.post(f"/api/{method}", json=arguments, headers=headers).json()
        return answer

    def act(self, name: str, **given: Any) -> httpx.Response:
        return self.client.post(f"/sandbox/act/{name}", json=given)

    def trigger(self) -> str:
        """A fresh trigger_id, as a command of Ana's gives it."""
        given = self.act("command", user="U0ANA0001", channel="C0JOURNEY", text="/journey")
        trigger: str = given.json()["trigger"]
        return trigger

    def opens(self, view: Json) -> Json:
        """Opens a dialog for Ana; gives it as the bot sees it."""
        answer = self.api("views.open", trigger_id=self.trigger(), view=view)
        assert answer["ok"], answer
        opened: Json = answer["view"]
        return opened


def _payload(body: str) -> Json:
    if body.startswith("{"):
        parsed: Json = json.loads(body)
        return parsed
    form = dict(parse_qsl(body, keep_blank_values=True))
    return json.loads(form["payload"]) if "payload" in form else form
