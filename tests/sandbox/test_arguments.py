"""A call means the same by GET or POST, in a query, a form, a multipart form or JSON."""

import json
from typing import Any

import pytest

from tests.sandbox.made import section
from tests.sandbox.quick import Quick
from tests.sandbox.running import BOT_TOKEN

HEADERS = {"authorization": f"Bearer {BOT_TOKEN}"}
SAID = {"channel": "C0JOURNEY", "text": "hällo & more", "blocks": json.dumps([section("hällo")])}


@pytest.mark.parametrize(
    ("verb", "sent"),
    [
        ("GET", {"params": SAID}),
        ("POST", {"params": SAID}),
        ("POST", {"data": SAID}),
        ("POST", {"files": {key: (None, value) for key, value in SAID.items()}}),
        ("POST", {"json": SAID}),
        ("POST", {"json": {**SAID, "blocks": [section("hällo")]}}),
        ("POST", {"data": {"text": SAID["text"], "blocks": SAID["blocks"]}, "params": {"channel": "C0JOURNEY"}}),
    ],
    ids=["get", "query", "form", "multipart", "json with text", "json with list", "both"],
)
def test_every_way_of_calling_says_the_same(box: Quick, verb: str, sent: Any) -> None:
    answer = box.client.request(verb, "/api/chat.postMessage", headers=HEADERS, **sent).json()
    assert answer["ok"], answer
    (message,) = box.workspace.messages["C0JOURNEY"]
    assert (message.text, message.blocks[0]["text"]["text"]) == ("hällo & more", "hällo")


@pytest.mark.parametrize(
    "sent", [{"params": {"token": BOT_TOKEN}}, {"data": {"token": BOT_TOKEN}}, {"json": {"token": BOT_TOKEN}}]
)
def test_the_token_may_stand_among_the_arguments(box: Quick, sent: Any) -> None:
    assert box.client.post("/api/auth.test", **sent).json()["user"] == "testbot"


def test_granted_scopes_come_in_a_header(box: Quick) -> None:
    answer = box.client.post("/api/auth.test", headers=HEADERS)
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


@pytest.mark.parametrize("users", ["U0ANA0001", ["U0ANA0001"]])
def test_lists_of_ids_come_as_lists_or_with_commas(box: Quick, users: Any) -> None:
    assert box.api("conversations.open", users=users)["channel"]["id"] == "D0ANA0001"


def test_long_lists_come_in_pages(box: Quick) -> None:
    first = box.api("users.list", limit=4)
    second = box.api("users.list", limit=4, cursor=first["response_metadata"]["next_cursor"])
    names = [one["profile"]["display_name"] for one in first["members"] + second["members"]]
    assert names == ["Ana", "Ben", "Chiara", "Dilan", "Emi", "Farid", "testbot"]
    assert second["response_metadata"]["next_cursor"] == ""
