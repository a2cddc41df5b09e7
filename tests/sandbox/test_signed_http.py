"""Delivery by HTTP: signed as Slack signs, three seconds to answer, and a warning for the person otherwise."""

import asyncio
import json
from typing import Any

import httpx
import pytest
from slack_bolt import Ack, App
from slack_bolt.adapter.starlette import SlackRequestHandler
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox import Json
from bot.sandbox.player import PATIENCE, Person
from tests.sandbox.made import actions, asked, button, dialog, written
from tests.sandbox.quick import Bot, Quick
from tests.sandbox.running import BOT_TOKEN, MANIFEST, SECRET, Running, sandbox, web_bot


def bolt(client: WebClient) -> Starlette:
    """A whole bot: a command opens a dialog, the dialog's answer comes into the channel."""
    app = App(client=client, signing_secret=SECRET, process_before_response=True)

    @app.command("/journey")
    def start(ack: Ack, command: Json) -> None:
        view = dialog(asked("title", "Title", written("t")))
        client.views_open(trigger_id=command["trigger_id"], view=view)
        ack()

    @app.view("dialog")
    def sent(ack: Ack, view: Json) -> None:
        title = view["state"]["values"]["title"]["t"]["value"]
        if title == "bad":
            ack(response_action="errors", errors={"title": "Not that one"})
            return
        client.chat_postMessage(channel="C0JOURNEY", text=f"started {title}")
        ack()

    handler = SlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route("/slack/events", events, methods=["POST"])])


def play(running: Running) -> None:
    ana = running.player.person("Ana").types("/journey start")
    assert ana.is_refused({"Title": "bad"}) == {"Title": "Not that one"}
    ana.submits({"Title": "good"})
    assert (ana.modal, ana.reads(), ana.notices) == (None, ["started good"], [])


def test_a_real_bolt_app_is_reached_over_http() -> None:
    with sandbox() as running:
        client = WebClient(token=BOT_TOKEN, base_url=f"{running.url}/api/")
        assert running.player.get("ready") == {"ready": False}
        with web_bot(bolt(client)) as address:
            assert running.player.post("events_url", url=address)["ready"] is True
            assert running.player.get("ready") == {"ready": True}
            play(running)
        assert running.player.get("ready") == {"ready": False}
        assert running.player.person("Ana").types("/journey").notices == ["The bot is not running yet."]


@pytest.mark.parametrize("act", ["command", "press", "submit", "event", "check"])
def test_slacks_own_verifier_accepts_every_request(box: Quick, ana: Person, act: str) -> None:
    box.opens(dialog(asked("t", "Title", written("x")), actions(button())))
    if act == "press":
        ana.presses("Press")
    elif act == "submit":
        ana.submits({"Title": "ü & ö"})
    elif act == "event":
        ana.types("hello")
    elif act == "check":
        assert box.player.get("ready") == {"ready": True}
        assert [one.get("type") or one.get("ssl_check") for one in box.bot.received[1:]] == ["url_verification", "1"]
    request = box.bot.requests[-1]
    verifier = SignatureVerifier(SECRET)
    assert verifier.is_valid_request(request.content, dict(request.headers))
    assert not verifier.is_valid_request(request.content + b"x", dict(request.headers))
    assert not SignatureVerifier("another").is_valid_request(request.content, dict(request.headers))


def test_forms_and_json_as_slack_sends_them(box: Quick, ana: Person) -> None:
    ana.types("/journey").uses_shortcut("start").types("hello")
    kinds = [request.headers["content-type"] for request in box.bot.requests]
    assert kinds == ["application/x-www-form-urlencoded"] * 2 + ["application/json"]


def slowly() -> Any:
    async def reply(_bot: Bot, _payload: Json) -> None:
        await asyncio.sleep(5)

    return reply


def with_status(status: int) -> Any:
    async def reply(_bot: Bot, _payload: Json) -> httpx.Response:
        return httpx.Response(status, text="<html>oh</html>")

    return reply


def unreachable() -> Any:
    async def reply(_bot: Bot, _payload: Json) -> None:
        raise httpx.ConnectError("refused")

    return reply


@pytest.mark.parametrize(
    ("reply", "warning"),
    [
        (slowly(), "operation_timeout: /journey"),
        (with_status(404), "dispatch_failed: /journey"),
        (with_status(500), "dispatch_failed: /journey"),
        (unreachable(), "The bot is not running yet."),
    ],
    ids=["slow", "404", "500", "unreachable"],
)
def test_a_bot_that_does_not_acknowledge_is_told_on(box: Quick, ana: Person, reply: Any, warning: str) -> None:
    box.bot.reply = reply
    box.stage.delivery.ack_seconds = 0.1 if "timeout" in warning else PATIENCE
    ana.types("/journey")
    assert ana.notices[0].startswith(warning)
    assert box.player.person("Ben").notices == []
    assert ana.screen()["busy"] is False


def test_a_dialog_survives_a_bot_that_fails(box: Quick, ana: Person) -> None:
    box.opens(dialog(asked("t", "Title", written("x"))))
    box.bot.reply = with_status(500)
    ana.submits({"Title": "typed"})
    assert "dispatch_failed: A dialog" in ana.notices[0]
    assert ana.looks().dialog()["values"]["t"]["x"]["value"] == "typed"


def test_warnings_are_gone_with_the_next_act(box: Quick, ana: Person) -> None:
    box.bot.reply = with_status(500)
    ana.types("/journey")
    ana.types("hello")
    assert ana.notices == []


def test_an_event_that_fails_comes_again_at_once_and_says_so(box: Quick, ana: Person) -> None:
    async def fail_once(bot: Bot, _payload: Json) -> httpx.Response:
        return httpx.Response(200 if len(bot.received) > 1 else 500)

    box.bot.reply = fail_once
    ana.types("hello")
    box.player.wait_for(lambda: len(box.bot.received) > 1)
    first, second = box.bot.requests
    assert "x-slack-retry-num" not in first.headers
    assert second.headers["x-slack-retry-num"] == "1"
    assert json.loads(first.content)["event_id"] == json.loads(second.content)["event_id"]


def test_events_the_manifest_does_not_ask_for_are_not_sent() -> None:
    box = Quick({**MANIFEST, "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}}})
    box.player.person("Ana").opens_home().types("hello").types("hello @testbot")
    assert [one["event"]["type"] for one in box.bot.received] == ["app_mention"]
