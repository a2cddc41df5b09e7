"""The sandbox answers only to this machine, and only to its own pages."""

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from bot.sandbox.server import Server
from tests.sandbox.quick import Quick
from tests.sandbox.running import APP_TOKEN, sandbox


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "example.com", ""])
def test_it_listens_nowhere_else(box: Quick, host: str) -> None:
    with pytest.raises(ValueError, match="only on this machine"):
        Server(box.app, host=host)


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("127.0.0.1:3000", None, 200),
        ("localhost:3000", "http://localhost:3000", 200),
        ("[::1]:3000", None, 200),
        ("evil.example", None, 403),
        ("evil.example:3000", "http://evil.example:3000", 403),
        ("127.0.0.1.evil.example:3000", None, 403),
        ("127.0.0.1:3000", "http://evil.example", 403),
        ("127.0.0.1:3000", "http://127.0.0.1:4000", 403),
        ("127.0.0.1:3000", "null", 403),
        ("[::1", None, 403),
        ("", None, 403),
    ],
)
def test_strangers_are_turned_away(box: Quick, host: str, origin: str | None, status: int) -> None:
    headers = {"host": host} | ({"origin": origin} if origin else {})
    for verb, path in [("GET", "/sandbox/people"), ("POST", "/api/auth.test")]:
        assert box.client.request(verb, path, headers=headers).status_code == status


def test_a_strangers_page_cannot_open_the_socket() -> None:
    with sandbox() as running:
        url = running.api("apps.connections.open", token=APP_TOKEN)["url"]
        with pytest.raises(InvalidStatus), connect(url, origin="http://evil.example"):  # type: ignore[arg-type]
            pass


def test_page_and_its_parts_are_served(box: Quick) -> None:
    page = box.client.get("/")
    assert page.status_code == 200
    assert "Acme" in page.text
    assert box.client.get("/static/app.js").status_code == 200
    assert box.client.get("/static/../index.html").status_code == 404
