"""Who takes too long to send a request, or does not say where it ends, is hung up on, and keeps nobody else out."""

import logging
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from threading import Event

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox.player import PATIENCE
from bot.serving import answering_http
from bot.web import wire
from bot.web.app import web_app
from bot.web.guard import signed_with
from tests.sandbox.running import CALLER, free_port
from tests.web.test_guard import SECRET, SIGNED, WELL, dispatched

SLOW_HEADERS = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"
SLOW_BODY = b"".join(
    [
        b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n",
        *(f"{name}: {value}\r\n".encode() for name, value in SIGNED.items()),
        b"\r\ntext=",
    ]
)
TWO_ENDS = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    port = free_port()
    with answering_http(web_app(dispatched, WELL, signed=signed_with(SECRET)), "127.0.0.1", port=port):
        yield port


def call(port: int, said: bytes) -> socket.socket:
    calling = socket.create_connection(("127.0.0.1", port), PATIENCE)
    calling.sendall(said)
    return calling


def heard(calling: socket.socket) -> bytes:
    """All that comes until the other side hangs up."""
    parts: list[bytes] = []
    with calling, suppress(ConnectionResetError):  # so it ends where what we sent had not been read yet
        while part := calling.recv(65536):
            parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize("begun", [b"", SLOW_HEADERS, SLOW_BODY])
def test_half_a_request_is_waited_for_in_vain_only_so_long(
    port: int, monkeypatch: pytest.MonkeyPatch, begun: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(wire, "TO_SEND", 0.5)
    assert heard(call(port, begun)) == b""
    assert not [record for record in caplog.records if record.levelno > logging.INFO]


def test_the_second_request_of_a_connection_may_take_no_longer(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "TO_SEND", 1.0)
    monkeypatch.setattr(wire.Impatient, "timeout_keep_alive_handler", lambda _: None)  # nobody else hangs up
    said = heard(call(port, SLOW_HEADERS + b"\r\n" + SLOW_HEADERS))
    assert said.count(b"HTTP/1.1 200 OK") == 1


def test_where_too_many_send_at_once_who_has_longest_makes_room(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MOST", 3)
    with ExitStack() as held:
        first, *others = [held.enter_context(call(port, SLOW_HEADERS)) for _ in range(3)]
        assert CALLER.get(f"http://127.0.0.1:{port}/healthz").status_code == 200
        assert heard(first) == b""
        for other in others:
            other.sendall(b"Connection: close\r\n\r\n")
            assert heard(other).startswith(b"HTTP/1.1 200 OK")


def test_who_waits_for_an_answer_is_not_hung_up_on_however_long_it_takes_or_many_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wire, "TO_SEND", 2.0)
    asked, told = Event(), Event()

    def at_once(_request: Request) -> Response:
        return PlainTextResponse("here")

    def slowly(_request: Request) -> Response:
        asked.set()
        told.wait(PATIENCE)
        return PlainTextResponse("at last")

    port = free_port()
    with answering_http(Starlette(routes=[Route("/", slowly), Route("/now", at_once)]), "127.0.0.1", port=port):
        first = call(port, b"GET / HTTP/1.1\r\n")
        assert CALLER.get(f"http://127.0.0.1:{port}/now").text == "here", "the first half has come"
        first.sendall(b"Host: x\r\nConnection: close\r\n\r\n")
        asked.wait(PATIENCE)
        assert heard(call(port, b"")) == b"", "who came later has had time enough"
        monkeypatch.setattr(wire, "MOST", 1)
        assert heard(call(port, b"")) == b"", "there was one too many"
        told.set()
        assert heard(first).endswith(b"at last")


def test_what_says_twice_where_it_ends_is_turned_away(port: int) -> None:
    """And nothing that follows is read."""
    said = heard(call(port, TWO_ENDS + SLOW_HEADERS + b"\r\n"))
    assert said.startswith(b"HTTP/1.1 400 Bad Request")
    assert said.count(b"HTTP/1.1") == 1


def test_more_headers_than_anybody_sends_are_turned_away(port: int) -> None:
    many = b"GET /healthz HTTP/1.1\r\nHost: x\r\n" + b"a: b\r\n" * 1000 + b"\r\n"
    said = heard(call(port, many))
    assert said.startswith(b"HTTP/1.1 431 ")
    assert b"uvicorn" not in said


@pytest.mark.parametrize(
    ("proxies", "from_where"), [("10.0.0.0/8, 127.0.0.1", "192.0.2.7"), ("*", "192.0.2.7"), ("10.0.0.0/8", "127.0.0.1")]
)
def test_a_proxy_of_ours_is_believed_for_whom_it_calls(proxies: str, from_where: str) -> None:
    async def whence(request: Request) -> Response:
        return PlainTextResponse(request.client.host if request.client else "")

    port = free_port()
    with answering_http(Starlette(routes=[Route("/", whence)]), "127.0.0.1", port=port, proxies=proxies):
        asked = CALLER.get(f"http://127.0.0.1:{port}/", headers={"x-forwarded-for": "192.0.2.7"})
    assert asked.text == from_where
