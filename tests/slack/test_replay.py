"""Every payload that Slack is known to send gets an answer, whatever is in it: no 5xx, no traceback, no silence."""

import hashlib
import hmac
import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from slack_bolt.adapter.socket_mode.internals import run_bolt_app
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack.inbox import Inbox
from bot.slack.workspaces import COME_BACK, One
from tests.sandbox.running import CALLER, SECRET
from tests.slack.at_work import AtWork, at_work
from tests.slack.corpus import FILES, LEFT_OUT, body_of, payload_of

there = pytest.mark.skipif(not FILES, reason=LEFT_OUT)
OVER_HTTP = ("form", "form_payload_field", "json")


def those(*transports: str) -> list[Any]:
    found = [path for path in FILES if payload_of(path)["_transport"] in transports and "signature" not in path.stem]
    return [pytest.param(path, id=f"{path.parent.name}/{path.stem}") for path in found]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    """A bot that works for every workspace of the samples."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(One, "serves", lambda *_given: True)
        patched.setattr(One, "of", lambda one, _tenant: one._slack)  # wiring hands it on, so before that
        with at_work(tmp_path_factory.mktemp("bot"), "http") as work:
            yield work


def troubles(caplog: pytest.LogCaptureFixture) -> list[str]:
    """The errors and tracebacks in the log of a test, and of what came late of the one before; but that nobody listens
    at NOWHERE, and that some samples take us out of the workspace, is as it should be."""
    said = [record for phase in ("setup", "call") for record in caplog.get_records(phase)]
    wrong = [record for record in said if record.levelno >= logging.ERROR or record.exc_info]
    return [
        record.getMessage()
        for record in wrong
        if record.name != "slack_sdk.webhook.client" and COME_BACK not in record.getMessage()
    ]


@pytest.fixture
def no_traceback(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    with caplog.at_level(logging.WARNING):
        yield
    assert not troubles(caplog)


def signed(body: bytes, content_type: str, *, age: int = 0) -> dict[str, str]:
    stamp = str(int(time.time()) - age)
    digest = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {
        "content-type": content_type, "x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={digest}"
    }  # fmt: skip


def sent(work: AtWork, told: dict[str, Any]) -> httpx.Response:
    body, content_type = body_of(told)
    url = work.running.stage.delivery.http.url
    assert url
    return CALLER.post(url, content=body, headers=signed(body, content_type))


@pytest.mark.usefixtures("no_traceback")
@pytest.mark.parametrize("path", those(*OVER_HTTP))
def test_over_http(work: AtWork, path: Path) -> None:
    told = payload_of(path)
    answer = sent(work, told)
    assert answer.status_code == 200, answer.text
    if told["_kind"] == "slash" and told["payload"].get("ssl_check") != "1":
        assert answer.json()["text"], "a command is answered with words"
    if told["payload"].get("type") == "url_verification":
        assert told["payload"]["challenge"] in answer.text


@there
def test_a_traceback_would_be_seen(
    work: AtWork, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Inbox, "answer", broken)
    command = next(told for told in map(payload_of, FILES) if told["_kind"] == "slash")
    assert sent(work, command).status_code == 200
    assert [text for text in troubles(caplog) if text.startswith("unforeseen")]


@pytest.mark.parametrize("age", [0, 600])
def test_what_slack_did_not_sign_or_signed_long_ago_is_refused_and_not_written_down(
    work: AtWork, caplog: pytest.LogCaptureFixture, age: int
) -> None:
    body = b"command=%2Fjourney&text=canary"
    headers = signed(body, "application/x-www-form-urlencoded", age=age)
    if not age:
        headers["x-slack-signature"] = f"v0={'0' * 64}"
    url = work.running.stage.delivery.http.url
    with caplog.at_level(logging.DEBUG):
        assert url
        assert CALLER.post(url, content=body, headers=headers).status_code == 401
    assert "canary" not in caplog.text


@pytest.mark.usefixtures("no_traceback")
@pytest.mark.parametrize("path", those("socket_mode_envelope"))
def test_over_socket_mode(work: AtWork, path: Path) -> None:
    request = SocketModeRequest.from_dict(payload_of(path)["payload"])
    if request is None:
        pytest.skip("a frame between the two ends, for slack_sdk alone")
    assert run_bolt_app(work.bot.bolt, request).status == 200
