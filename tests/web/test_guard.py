"""What cannot be Slack's is turned away with the right number, before anything reads or logs it."""

import logging
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt import BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot import tallies
from bot.sandbox.certificates import trusted
from bot.sandbox.player import PATIENCE
from bot.web.app import web_app
from bot.web.guard import MOST_BYTES, TYPES, signed_with
from bot.web.watching import Watched
from tests.examples import examples
from tests.sandbox.running import web_bot

FORM = {"content-type": "application/x-www-form-urlencoded"}
SIGNED = {**FORM, "x-slack-request-timestamp": "1700000000", "x-slack-signature": "v0=" + "0" * 64}
SECRET = "a-secret"
VERIFIER = SignatureVerifier(SECRET)
CANARY = "canary-in-the-body"


WELL = Watched(lambda: {"errands": True}, lambda: {"errands": True})


def dispatched(request: BoltRequest) -> BoltResponse:
    return BoltResponse(status=200, body=f"heard {request.body.get('text', '')}")


@pytest.fixture(scope="module")
def slack() -> Iterator[httpx.Client]:
    with (
        web_bot(web_app(dispatched, WELL, signed=signed_with(SECRET))) as address,
        httpx.Client(base_url=address.removesuffix("/slack/events"), verify=trusted(), timeout=PATIENCE) as client,
    ):
        yield client


def test_a_request_in_good_order_is_dispatched(slack: httpx.Client) -> None:
    assert _sent(slack, "text=hello").text == "heard hello"


def _sent(slack: httpx.Client, body: str, *, kind: str = FORM["content-type"], ago: float = 0) -> httpx.Response:
    """What comes of it, signed as Slack signs."""
    stamp = str(int(time.time() - ago))
    signature = VERIFIER.generate_signature(timestamp=stamp, body=body) or ""
    headers = {"content-type": kind, "x-slack-request-timestamp": stamp, "x-slack-signature": signature}
    return slack.post("/slack/events", content=body, headers=headers)


def test_what_was_signed_long_ago_or_by_somebody_else_is_not_read(slack: httpx.Client) -> None:
    assert _sent(slack, "text=hello", ago=400).status_code == 401
    assert slack.post("/slack/events", content="text=hello", headers=SIGNED, timeout=PATIENCE).status_code == 401
    stamp = (b"x-slack-request-timestamp", str(int(time.time())).encode())
    odd = [(b"content-type", FORM["content-type"].encode()), stamp, (b"x-slack-signature", "v0=é".encode("latin-1"))]
    assert slack.post("/slack/events", content="text=hello", headers=odd).status_code == 401, "no error of ours"
    assert not signed_with("")("text=hello", str(int(time.time())), "v0=" + "0" * 64)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", f'{{"{CANARY}"'),
        ("application/json", f'["{CANARY}"]'),
        ("application/json", "[" * 100_000),
        (FORM["content-type"], f"payload={CANARY}"),
        (FORM["content-type"], f"payload=%5B%22{CANARY}%22%5D"),
        (FORM["content-type"], f"text={CANARY}%ff"),
        ("application/json", '{"type": "event_callback", "event": 5}'),
        ("application/json", '{"type": "event_callback", "event": null}'),
        ("application/json", '{"type": "event_callback", "event": {"type": ["message"]}}'),
        ("application/json", '{"type": ["event_callback"]}'),
        ("application/json", '{"type": "event_callback", "authorizations": {"id": 5}}'),
        (FORM["content-type"], 'payload={"type": "view_submission", "view": 5}'),
        (FORM["content-type"], 'payload={"type": "view_submission", "view": {}}'),
        (FORM["content-type"], 'payload={"type": "block_actions", "actions": []}'),
        (FORM["content-type"], 'payload={"type": "block_actions", "actions": [{}], "container": "x"}'),
    ],
)
def test_what_is_signed_and_yet_unreadable_is_turned_away(
    slack: httpx.Client, caplog: pytest.LogCaptureFixture, kind: str, body: str
) -> None:
    with caplog.at_level(logging.DEBUG, "journeybot"):
        assert _sent(slack, body, kind=kind).status_code == 400
    assert CANARY not in caplog.text


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({**SIGNED, "content-type": "text/xml"}, CANARY, 400),
        ({**SIGNED, "content-type": ""}, CANARY, 400),
        (FORM, CANARY, 401),
        ({**SIGNED, "x-slack-signature": "v0=short"}, CANARY, 401),
        ({**SIGNED, "x-slack-request-timestamp": "1e9"}, CANARY, 401),
        ({**SIGNED, "x-slack-request-timestamp": "9" * 5000}, CANARY, 401),
        (SIGNED, CANARY + "x" * MOST_BYTES, 413),
        (SIGNED, b"\xff\xfe", 400),
    ],
)
def test_anything_else_is_turned_away(
    slack: httpx.Client, caplog: pytest.LogCaptureFixture, headers: dict[str, str], body: str | bytes, status: int
) -> None:
    with caplog.at_level(logging.DEBUG, "journeybot"):
        assert slack.post("/slack/events", content=body, headers=headers).status_code == status
    assert CANARY not in caplog.text


@pytest.mark.parametrize("name", ["x-slack-signature", "x-slack-request-timestamp"])
def test_what_is_signed_or_dated_twice_is_turned_away(slack: httpx.Client, name: str) -> None:
    told = slack.post("/slack/events", content=CANARY, headers=[*SIGNED.items(), (name, SIGNED[name])])
    assert (told.status_code, told.text) == (401, "signed twice")


def test_a_body_that_grows_without_saying_so_is_cut_off(slack: httpx.Client) -> None:
    def endless() -> Iterator[bytes]:
        yield from (b"x" * 10_000 for _ in range(MOST_BYTES // 10_000 + 2))

    assert slack.post("/slack/events", content=endless(), headers=SIGNED).status_code == 413


HEADER = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=80).map(str.strip)


@examples(40)
@given(stamp=HEADER, signature=HEADER, body=st.binary(max_size=200), kind=st.sampled_from(sorted(TYPES)))
def test_nothing_that_anybody_sends_is_a_server_error(
    slack: httpx.Client, stamp: str, signature: str, body: bytes, kind: str
) -> None:
    named = {"content-type": kind, "x-slack-request-timestamp": stamp, "x-slack-signature": signature}
    headers = [(name.encode(), value.encode("latin-1")) for name, value in named.items()]
    assert slack.post("/slack/events", content=body, headers=headers).status_code in {200, 400, 401, 413}


def test_while_one_request_takes_long_others_are_answered() -> None:
    begun, end = Event(), Event()

    def slow(_request: BoltRequest) -> BoltResponse:
        begun.set()
        end.wait(PATIENCE)
        return BoltResponse(status=200, body="done")

    with (
        web_bot(web_app(slow, WELL, signed=signed_with(SECRET))) as address,
        httpx.Client(base_url=address.removesuffix("/slack/events"), verify=trusted(), timeout=PATIENCE) as slack,
        ThreadPoolExecutor(1) as threads,
    ):
        first = threads.submit(_sent, slack, "text=hello")
        begun.wait(PATIENCE)
        try:
            assert httpx.get(slack.base_url.join("/healthz"), timeout=PATIENCE / 3).status_code == 200
        finally:
            end.set()
        assert first.result().text == "done"


def test_who_hangs_up_halfway_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with (
        web_bot(web_app(dispatched, WELL, signed=signed_with(SECRET))) as address,
        socket.create_connection((httpx.URL(address).host, httpx.URL(address).port or 0)) as caller,
    ):
        lines = ["POST /slack/events HTTP/1.1", "host: here", "content-length: 100"]
        lines += [f"{name}: {value}" for name, value in SIGNED.items()]
        caller.sendall("\r\n".join([*lines, "", "half of it"]).encode())
        caller.close()
        until = time.monotonic() + PATIENCE
        while "hung up" not in caplog.text and time.monotonic() < until:
            time.sleep(0.01)
    assert "turned away: hung up, from 127.0.0.1" in caplog.text
    assert tallies.counted(tallies.REFUSED)["", "hung up"] >= 1
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_signature_that_does_not_fit_is_told_whoever_runs_us_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = SIGNED | {"x-slack-request-timestamp": str(int(time.time()))}
    with web_bot(web_app(dispatched, WELL, signed=signed_with("another"))) as address:
        for headers in (now, SIGNED) * 2:
            assert httpx.post(address, content="text=hello", headers=headers, timeout=PATIENCE).status_code == 401
    told = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert [("SLACK_SIGNING_SECRET" in one, "clock" in one) for one in told] == [(True, False), (False, True)]
