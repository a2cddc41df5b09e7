"""A sandbox with its page open in real browser windows, and a bot that does what a test tells it."""

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl

import httpx
from playwright.sync_api import Locator, Page, expect

from bot.sandbox import Json
from bot.sandbox.people import CAST
from bot.sandbox.player import PATIENCE
from bot.sandbox.server import Server, create_app
from bot.sandbox.signed_http import SignedHttp
from tests.sandbox.page.windows import Windows
from tests.sandbox.running import APP_TOKEN, BOT_TOKEN, CALLER, MANIFEST, SECRET, Running, serving

JOURNEY = "C0JOURNEY"
IDS = {person.name: person.id for person in CAST}
HINTS = {
    "start": "begin a map",
    "status": "how far",
    "map": "draw",
    "reviews": "see `/journey review`",
    "review": "look again",
}
WORDS = [{"word": word, "hint": hint} for word, hint in HINTS.items()]


class Bot(httpx.AsyncBaseTransport):
    """Acknowledges with what `reply` gives for a payload, after `slow` seconds; keeps what it received."""

    def __init__(self) -> None:
        self.received: list[Json] = []
        self.reply: Callable[[Json], Json | None] = lambda _payload: None
        self.slow = 0.0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        payload = _payload((await request.aread()).decode())
        self.received.append(payload)
        await asyncio.sleep(self.slow)
        answer = self.reply(payload)
        return httpx.Response(200) if answer is None else httpx.Response(200, json=answer)

    def got(self, kind: str) -> list[Json]:
        """The payloads of this type, oldest first."""
        return [one for one in self.received if one.get("type") == kind]

    def commands(self) -> list[str]:
        return [one["text"] for one in self.received if "command" in one]


class Desk:
    """Where a test sits: the sandbox, the bot, and any number of windows of one browser."""

    def __init__(self, running: Running, windows: Windows) -> None:
        self.running, self._windows, self.bot = running, windows, Bot()
        running.stage.delivery.http = SignedHttp("http://bot.test/slack/events", SECRET, transport=self.bot)

    def window(self, name: str = "Ana", channel: str = "journey", *, width: int = 1280) -> Page:
        """The page as this person sees it, in a window of their own."""
        page = self._windows.take()
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{self.running.url}/?as={name}&channel={channel}")
        expect(page.get_by_role("button", name="You are:")).to_be_visible()
        return page

    def post(self, text: str = "", **more: Any) -> Json:
        """The bot posts in #journey; gives Slack's answer."""
        return self._did(self.running.api("chat.postMessage", channel=JOURNEY, text=text, **more))

    def whisper(self, name: str, text: str) -> None:
        """The bot writes what only this person sees."""
        self._did(self.running.api("chat.postEphemeral", channel=JOURNEY, user=IDS[name], text=text))

    def say(self, name: str, text: str, **more: Any) -> Json:
        """Somebody writes in #journey."""
        return self.act("say", user=IDS[name], channel=JOURNEY, text=text, **more)

    def act(self, verb: str, **given: Any) -> Json:
        """Acts for somebody without a window."""
        answer: Json = CALLER.post(f"{self.running.url}/sandbox/act/{verb}", json=given).json()
        return answer

    def ask(self, view: Json, *, name: str = "Ana") -> Json:
        """The bot opens a dialog for this person; gives the view."""
        command = self.act("command", user=IDS[name], channel=JOURNEY, text="/journey")
        answer = self._did(self.running.api("views.open", trigger_id=command["trigger"], view=view))
        opened: Json = answer["view"]
        return opened

    def update(self, view_id: str, view: Json) -> None:
        """The bot replaces what a dialog shows."""
        self._did(self.running.api("views.update", view_id=view_id, view=view))

    def picture(self, content: bytes, name: str = "map.svg", *, alt: str = "", **more: Any) -> None:
        """The bot uploads a file into #journey."""
        form = {"filename": name, "length": str(len(content)), "alt_txt": alt}
        headers = {"authorization": f"Bearer {BOT_TOKEN}"}
        asked = CALLER.post(f"{self.running.url}/api/files.getUploadURLExternal", data=form, headers=headers)
        address = self._did(asked.json())
        CALLER.post(address["upload_url"], content=content)
        files = [{"id": address["file_id"], "title": f"The file {name}"}]
        self._did(self.running.api("files.completeUploadExternal", files=files, channel_id=JOURNEY, **more))

    def wait_for(self, true: Callable[[], object]) -> None:
        """Waits until it comes true."""
        deadline = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < deadline, "it did not come true"
            time.sleep(0.02)

    @staticmethod
    def _did(answer: Json) -> Json:
        assert answer["ok"], answer
        return answer


def message(page: Page, text: str) -> Locator:
    """The message with these words in it."""
    return page.get_by_role("log", name="Messages in").get_by_role("article").filter(has_text=text)


def composer(page: Page) -> Locator:
    """Where one writes."""
    return page.get_by_role("textbox", name="Message #")


@contextmanager
def desk(windows: Windows, port: int) -> Iterator[Desk]:
    """A fresh desk; at the end nothing may have gone wrong in any window.

    With the same windows and port each time, the browser need not fetch scripts and styles anew.
    """
    tokens: Json = {"signing_secret": SECRET, "bot_token": BOT_TOKEN, "app_token": APP_TOKEN}
    app = create_app(manifest=MANIFEST, latency=0.0, words=WORDS, **tokens)
    app.state.stage.wait_as_long_as(PATIENCE)
    with serving(Server(app, port=port)):
        here = Desk(Running(f"http://127.0.0.1:{port}", app.state.stage), windows)
        yield here
        windows.give_back()
    assert not windows.wrong


def _payload(body: str) -> Json:
    if body.startswith("{"):
        parsed: Json = json.loads(body)
        return parsed
    form: Json = dict(parse_qsl(body, keep_blank_values=True))
    return json.loads(form["payload"]) if "payload" in form else form
