"""The Web API refuses what Slack refuses, with Slack's own codes."""

import json
from collections.abc import MutableMapping
from typing import Any

import pytest

from bot.sandbox import Json
from tests.sandbox.made import dialog, section
from tests.sandbox.quick import LOOP, Quick
from tests.sandbox.running import APP_TOKEN, BOT_TOKEN, MANIFEST

JOURNEY, SUPPORT, SECRET_PLANS, ANA, BEN = "C0JOURNEY", "C0SUPPORT", "C0SECRET0", "U0ANA0001", "U0BEN0002"
SOON = 2_000_000_000
HELLO: Json = {"channel": JOURNEY, "text": "hello"}

REFUSED: dict[str, tuple[str, Json, str]] = {
    "unknown method": ("chat.shout", HELLO, "unknown_method"),
    "unknown channel": ("chat.postMessage", {**HELLO, "channel": "C0NOWHERE"}, "channel_not_found"),
    "channel by name": ("chat.postMessage", {**HELLO, "channel": "#journey"}, "channel_not_found"),
    "no channel": ("chat.postMessage", {"text": "x"}, "invalid_arguments"),
    "not a member": ("chat.postMessage", {**HELLO, "channel": SUPPORT}, "not_in_channel"),
    "private channel": ("chat.postMessage", {**HELLO, "channel": SECRET_PLANS}, "channel_not_found"),
    "nothing to say": ("chat.postMessage", {"channel": JOURNEY}, "no_text"),
    "empty blocks": ("chat.postMessage", {"channel": JOURNEY, "blocks": []}, "no_text"),
    "blocks of no JSON": ("chat.postMessage", {**HELLO, "blocks": "[{"}, "invalid_blocks_format"),
    "blocks as object": ("chat.postMessage", {**HELLO, "blocks": {"type": "section"}}, "invalid_blocks_format"),
    "bad block": ("chat.postMessage", {**HELLO, "blocks": [section("")]}, "invalid_blocks"),
    "both texts": ("chat.postMessage", {**HELLO, "markdown_text": "x"}, "markdown_text_conflict"),
    "text as object": ("chat.postMessage", {**HELLO, "text": {"a": 1}}, "invalid_arguments"),
    "ephemeral to nobody": ("chat.postEphemeral", {**HELLO, "user": "U0NOBODY00"}, "user_not_found"),
    "ephemeral without reader": ("chat.postEphemeral", HELLO, "invalid_arguments"),
    "update of nothing": ("chat.update", {**HELLO, "ts": "1.000001"}, "message_not_found"),
    "update elsewhere": ("chat.update", {**HELLO, "channel": "C0NOWHERE", "ts": "1.1"}, "channel_not_found"),
    "delete of nothing": ("chat.delete", {**HELLO, "ts": "1.000001"}, "message_not_found"),
    "link to nothing": ("chat.getPermalink", {"channel": JOURNEY, "message_ts": "1.000001"}, "message_not_found"),
    "scheduled in the past": ("chat.scheduleMessage", {**HELLO, "post_at": 1}, "time_in_past"),
    "scheduled too far": ("chat.scheduleMessage", {**HELLO, "post_at": 99_999_999_999}, "time_too_far"),
    "scheduled never": ("chat.scheduleMessage", HELLO, "invalid_arguments"),
    "scheduled somewhen": ("chat.scheduleMessage", {**HELLO, "post_at": "soon"}, "invalid_arguments"),
    "unscheduled": (
        "chat.deleteScheduledMessage",
        {"channel": JOURNEY, "scheduled_message_id": "Q1"},
        "invalid_scheduled_message_id",
    ),
    "scheduled where": ("chat.scheduledMessages.list", {"channel": "C0NOWHERE"}, "invalid_channel"),
    "unknown person": ("users.info", {"user": "U0NOBODY00"}, "user_not_found"),
    "wrong cursor": ("users.list", {"cursor": "x"}, "invalid_cursor"),
    "members of nothing": ("conversations.members", {"channel": "C0NOWHERE"}, "channel_not_found"),
    "info of a private channel": ("conversations.info", {"channel": SECRET_PLANS}, "channel_not_found"),
    "open with nobody": ("conversations.open", {}, "users_list_not_supplied"),
    "open with a stranger": ("conversations.open", {"users": "U0NOBODY00"}, "user_not_found"),
    "file of nothing": ("files.info", {"file": "F0NOTHING0"}, "file_not_found"),
    "reaction to nothing": (
        "reactions.add",
        {"channel": JOURNEY, "timestamp": "1.1", "name": "x"},
        "message_not_found",
    ),
    "view without trigger": ("views.open", {"view": dialog()}, "invalid_arguments"),
    "trigger without view": ("views.open", {"trigger_id": "1.2.x"}, "invalid_arguments"),
    "made-up trigger": ("views.open", {"trigger_id": "1.2.x", "view": dialog()}, "invalid_trigger_id"),
    "view of no JSON": ("views.open", {"trigger_id": "1.2.x", "view": "{"}, "invalid_arguments"),
    "push without trigger": ("views.push", {"trigger_id": "1.2.x", "view": dialog()}, "invalid_trigger_id"),
    "update of no view": ("views.update", {"view_id": "V0NOTHING0", "view": dialog()}, "not_found"),
    "update of any view": ("views.update", {"view": dialog()}, "invalid_arguments"),
    "home of nobody": (
        "views.publish",
        {"user_id": "U0NOBODY00", "view": {"type": "home", "blocks": []}},
        "invalid_arguments",
    ),
    "home as dialog": ("views.publish", {"user_id": ANA, "view": dialog()}, "invalid_arguments"),
    "home with a stale hash": (
        "views.publish",
        {"user_id": ANA, "view": {"type": "home", "blocks": []}, "hash": "1.x"},
        "hash_conflict",
    ),
}


@pytest.mark.parametrize(("method", "arguments", "error"), REFUSED.values(), ids=REFUSED.keys())
def test_it_refuses_what_slack_refuses(box: Quick, method: str, arguments: Json, error: str) -> None:
    answer = box.api(method, **arguments)
    assert (answer["ok"], answer["error"]) == (False, error)
    assert box.workspace.messages[JOURNEY] == []


@pytest.mark.parametrize(
    ("method", "token", "error"),
    [
        ("auth.test", "", "not_authed"),
        ("auth.test", "xoxb-other", "invalid_auth"),
        ("auth.test", APP_TOKEN, "not_allowed_token_type"),
        ("apps.connections.open", BOT_TOKEN, "not_allowed_token_type"),
        ("apps.connections.open", "xapp-other", "invalid_auth"),
    ],
)
def test_tokens_are_checked(box: Quick, method: str, token: str, error: str) -> None:
    assert box.api(method, token=token)["error"] == error


@pytest.mark.parametrize(
    ("method", "arguments", "needed"),
    [
        ("chat.postMessage", HELLO, "chat:write"),
        ("chat.update", {**HELLO, "ts": "1.1"}, "chat:write"),
        ("files.getUploadURLExternal", {}, "files:write"),
        ("files.info", {"file": "F1"}, "files:read"),
        ("users.info", {"user": ANA}, "users:read"),
        ("conversations.info", {"channel": JOURNEY}, "channels:read"),
        ("conversations.members", {"channel": "D0ANA0001"}, "im:read"),
        ("conversations.open", {"users": ANA}, "im:write"),
        ("reactions.add", {}, "reactions:write"),
    ],
)
def test_a_scope_the_manifest_leaves_out_is_missed(method: str, arguments: Json, needed: str) -> None:
    box = Quick({**MANIFEST, "oauth_config": {"scopes": {"bot": ["commands", "team:read"]}}})
    answer = box.api(method, **arguments)
    assert answer == {"ok": False, "error": "missing_scope", "needed": needed, "provided": "commands,team:read"}


def test_dialogs_need_no_scope_at_all() -> None:
    box = Quick({**MANIFEST, "oauth_config": {"scopes": {"bot": ["commands"]}}})
    assert box.opens(dialog(section()))["type"] == "modal"


def test_invalid_blocks_say_what_is_wrong_and_where(box: Quick) -> None:
    answer = box.api(
        "chat.postMessage", channel=JOURNEY, blocks=[{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}]
    )
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"
    ]
    assert answer["errors"] == ["unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"]


def test_a_text_of_4001_cannot_be_an_update_but_a_message(box: Quick) -> None:
    posted = box.api("chat.postMessage", channel=JOURNEY, text="x" * 4001)
    assert box.api("chat.update", channel=JOURNEY, ts=posted["ts"], text="x" * 4001)["error"] == "msg_too_long"
    assert box.api("chat.update", channel=JOURNEY, ts=posted["ts"], text="x" * 4000)["ok"]


def test_a_text_above_40000_is_cut_with_a_warning(box: Quick) -> None:
    answer = box.api("chat.postMessage", channel=JOURNEY, text="x" * 40_001)
    assert len(answer["message"]["text"]) == 40_000
    assert answer["response_metadata"]["warnings"] == ["message_truncated"]


def test_only_its_own_messages_can_be_changed(box: Quick) -> None:
    ts = box.act("say", user=ANA, channel=JOURNEY, text="mine").json()["ts"]
    assert box.api("chat.update", channel=JOURNEY, ts=ts, text="yours")["error"] == "cant_update_message"
    assert box.api("chat.delete", channel=JOURNEY, ts=ts)["error"] == "cant_delete_message"


def test_what_only_one_person_sees_cannot_be_addressed(box: Quick) -> None:
    ts = box.api("chat.postEphemeral", channel=JOURNEY, user=ANA, text="psst")["message_ts"]
    for method, arguments in [("chat.update", {"text": "x"}), ("chat.delete", {}), ("chat.getPermalink", {})]:
        named: Any = {"ts": ts, "message_ts": ts}
        assert box.api(method, channel=JOURNEY, **named, **arguments)["error"] == "message_not_found"
    replied = box.api("chat.postMessage", channel=JOURNEY, thread_ts=ts, text="x")
    assert replied["error"] == "cannot_reply_to_message"


def test_an_ephemeral_message_needs_its_reader_in_the_channel(box: Quick) -> None:
    box.act("kick", channel=JOURNEY, user=BEN)
    answer = box.api("chat.postEphemeral", channel=JOURNEY, user=BEN, text="psst")
    assert answer["error"] == "user_not_in_channel"


def test_thirty_scheduled_messages_in_five_minutes_are_enough(box: Quick) -> None:
    answers = [box.api("chat.scheduleMessage", **HELLO, post_at=int(box.workspace.clock.now()) + 60) for _ in range(31)]
    assert [answer["ok"] for answer in answers] == [True] * 30 + [False]
    assert answers[-1]["error"] == "restricted_too_many"


def test_messages_to_a_person_need_the_messages_tab() -> None:
    features = {**MANIFEST["features"], "app_home": {"home_tab_enabled": False, "messages_tab_enabled": False}}
    box = Quick({**MANIFEST, "features": features})
    assert box.api("chat.postMessage", channel=ANA, text="hi")["error"] == "messages_tab_disabled"
    home = {"type": "home", "blocks": [section()]}
    assert box.api("views.publish", user_id=ANA, view=home)["error"] == "not_enabled"


@pytest.mark.parametrize(
    ("content_type", "content", "error"),
    [
        ("application/json", b"{", "invalid_json"),
        ("application/json", b"[1]", "json_not_object"),
        ("application/json", json.dumps({"filename": "a.png", "length": 1}).encode(), "invalid_arguments"),
    ],
    ids=["no JSON", "no object", "JSON for a form-only method"],
)
def test_bodies_are_read_as_strictly(box: Quick, content_type: str, content: bytes, error: str) -> None:
    headers = {"authorization": f"Bearer {BOT_TOKEN}", "content-type": content_type}
    answer = box.client.post("/api/files.getUploadURLExternal", content=content, headers=headers).json()
    if error == "invalid_arguments":
        assert answer["error"] == error
        assert "filename" in answer["response_metadata"]["messages"][0]
    else:
        answer = box.client.post("/api/chat.postMessage", content=content, headers=headers).json()
        assert answer["error"] == error


def test_a_call_that_breaks_off_as_its_bot_ends_is_refused_in_peace(box: Quick) -> None:
    told = bytearray()

    async def ended() -> Json:
        return {"type": "http.disconnect"}

    async def answers(message: MutableMapping[str, Any]) -> None:
        told.extend(message.get("body", b""))

    path = "/api/chat.postMessage"
    headers = [(b"host", b"127.0.0.1"), (b"content-type", b"application/json"), (b"content-length", b"99")]
    scope: Json = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": headers}
    LOOP.run(box.app(scope, ended, answers))
    assert json.loads(told) == {"ok": False, "error": "request_timeout"}
