"""The line to Slack: kept open from call to call, opened anew when Slack hung up, and nothing is ever sent twice."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.delivery import ACK_SECONDS
from bot.sandbox.player import PATIENCE
from bot.slack.delivery import Slack
from bot.slack.lint import SlackWouldRefuse
from bot.slack.troubles import UNREACHABLE, trouble_of

Answering = Callable[["Heard"], None]


class Heard(BaseHTTPRequestHandler):
    """Slack as it is heard on the wire: each call with the connection it came over."""

    protocol_version = "HTTP/1.1"
    calls: list[tuple[int, dict[str, Any]]]
    paths: list[str]
    tokens: list[str | None]
    hung_up: Event
    answering: Answering

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        said = json.loads(body) if body.startswith(b"{") else {}
        type(self).calls.append((self.client_address[1], said))
        type(self).paths.append(self.path)
        type(self).tokens.append(self.headers["Authorization"])
        type(self).answering(self)

    def says(self, body: str, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_args: object) -> None:
        """Nothing."""


def fine(heard: Heard) -> None:
    heard.says('{"ok": true, "ts": "17.1"}')


def then_hangs_up(heard: Heard) -> None:
    fine(heard)
    heard.close_connection = True


def hangs_up(heard: Heard) -> None:
    heard.connection.shutdown(socket.SHUT_RDWR)
    heard.close_connection = True


class Hearing(ThreadingHTTPServer):
    """Slack's side, which says when it has hung up."""

    daemon_threads = True

    def shutdown_request(self, request: Any) -> None:
        super().shutdown_request(request)
        self.RequestHandlerClass.hung_up.set()  # type: ignore[attr-defined]


@contextmanager
def slack(answering: Answering) -> Iterator[tuple[Slack, type[Heard]]]:
    fresh: dict[str, Any] = {"calls": [], "paths": [], "tokens": [], "hung_up": Event()}
    heard = type("HeardNow", (Heard,), {**fresh, "answering": staticmethod(answering)})
    with Hearing(("127.0.0.1", 0), heard) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Slack("xoxb-1", f"http://127.0.0.1:{server.server_port}/api/"), heard
        server.shutdown()


def test_calls_one_after_the_other_share_a_connection() -> None:
    with slack(fine) as (line, heard):
        for text in ("one", "two", "three"):
            assert line.post("C1", text, []) == "17.1"
    assert len({port for port, _ in heard.calls}) == 1
    assert [said["text"] for _, said in heard.calls] == ["one", "two", "three"]
    assert "thread_ts" not in heard.calls[0][1]


def test_answers_where_somebody_acted_share_one_too_and_carry_no_token() -> None:
    with slack(fine) as (line, heard):
        for text in ("one", "two", "three"):
            assert line.reply(f"{line.base_url}respond/{text}?by=T1", text, [])
    assert len({port for port, _ in heard.calls}) == 1
    assert [said["text"] for _, said in heard.calls] == ["one", "two", "three"]
    assert heard.paths == [f"/api/respond/{text}?by=T1" for text in ("one", "two", "three")]
    assert heard.tokens == [None] * 3


def test_an_address_that_takes_no_answer_any_more_is_no_way_and_none_of_the_web_is_none_at_all() -> None:
    with slack(lambda one: one.says("used_url", 404)) as (line, _):
        assert not line.reply(f"{line.base_url}respond/1", "hello", [])
        with pytest.raises(OSError, match="no address"):
            line.reply("file:///etc/hosts", "hello", [])


def test_after_slack_hung_up_the_next_call_arrives_all_the_same() -> None:
    with slack(then_hangs_up) as (line, heard):
        for text in ("one", "two", "three"):
            line.post("C1", text, [])
            assert heard.hung_up.wait(PATIENCE)
            heard.hung_up.clear()
    assert [said["text"] for _, said in heard.calls] == ["one", "two", "three"]


@pytest.mark.parametrize("proxy", [False, True])
def test_what_was_left_unanswered_is_not_sent_again(proxy: bool) -> None:
    """Neither over the lines of ours, nor where slack_sdk sends it: files, and everything that goes by a proxy."""
    with slack(hangs_up) as (line, heard):
        line._client.proxy = line.base_url if proxy else None
        for send in (lambda: line.post("C1", "once", []), lambda: line.share("F1", "Map", "C1", thread="", words="")):
            heard.calls.clear()
            with pytest.raises(UNREACHABLE) as caught:
                send()
            assert trouble_of(caught.value).code == "unreachable"
            assert len(heard.calls) == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ('{"ok": false, "error": "not_in_channel"}', 200, "not_in_channel"),
        ('{"ok": false, "error": "ratelimited"}', 429, "ratelimited"),
        ("<html>", 200, "unreadable_answer"),
        ("<html>", 503, "unreachable"),
        ("[1]", 200, "unreadable_answer"),
    ],
)
def test_an_answer_that_is_no_success_says_why(body: str, status: int, code: str) -> None:
    with (
        slack(lambda one: one.says(body, status, Retry_After="7")) as (line, _),
        pytest.raises(SlackApiError) as caught,
    ):
        line.post("C1", "hello", [])
    trouble = trouble_of(caught.value)
    assert trouble.code == code
    assert (trouble.wait.total_seconds() == 7) is (code == "ratelimited")


def test_a_dialog_is_changed_only_as_it_is_known_to_be() -> None:
    """Slack refuses an empty hash, and takes none for any."""
    view = {"type": "modal", "title": {"type": "plain_text", "text": "Maya"}, "blocks": [{"type": "divider"}]}
    with slack(fine) as (line, heard):
        for state in ("h1", ""):
            line.update_view("V1", view, state=state)
    assert [said.get("hash", "none") for _, said in heard.calls] == ["h1", "none"]


def test_a_call_that_a_click_waits_for_is_given_up_before_slack_gives_up() -> None:
    assert Slack("xoxb-1", "https://slack.test/api/")._fast.timeout < ACK_SECONDS


def test_no_proxy_stands_before_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.test:3128")
    with slack(fine) as (line, heard):
        assert line.post("C1", "hello", []) == "17.1"
    assert len(heard.calls) == 1


def test_what_slack_would_refuse_is_never_sent_to_a_slack_on_this_machine() -> None:
    broken = [{"type": "section", "text": {"type": "mrkdwn", "text": ""}}]
    with slack(fine) as (line, heard):
        for send in (
            lambda: line.post("C1", "hello", broken),
            lambda: line.update("C1", "17.1", "hello", blocks=broken),
            lambda: line.whisper("C1", "U1", "hello", blocks=broken),
            lambda: line.reply("https://hooks.slack.test/1", "hello", broken),
            lambda: line.open("1.1", {"type": "modal", "blocks": broken}),
            lambda: line.publish("U1", {"type": "home", "blocks": broken}),
        ):
            with pytest.raises(SlackWouldRefuse, match="/blocks/0/text"):
                send()
    assert not heard.calls
