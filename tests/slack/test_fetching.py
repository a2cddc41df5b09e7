"""A file that somebody hands in is fetched from Slack alone, and no more of it than can be read."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from bot.slack.fetching import CHUNK, NotFetched, fetched
from journeybot.exports.imports.opening import LARGEST

SLACK, TOKEN = "https://slack.com/api/", "xoxb-1"


class Shelf(BaseHTTPRequestHandler):
    """A server with one file, that hears who asks, and sends them on if it knows where to."""

    protocol_version = "HTTP/1.1"
    heard: list[str | None]
    elsewhere: str
    size: int

    def do_GET(self) -> None:
        self.heard.append(self.headers["Authorization"])
        self.send_response(302 if self.elsewhere else 200)
        self.send_header("Location", self.elsewhere)
        self.send_header("Content-Length", str(self.size))
        self.end_headers()
        self.wfile.write(b"x" * self.size)

    def log_message(self, *_given: object) -> None:
        """Nothing."""


@contextmanager
def shelf(*, elsewhere: str = "", size: int = 0) -> Iterator[tuple[str, list[str | None]]]:
    """Its address, and what it heard."""
    told: dict[str, Any] = {"heard": [], "elsewhere": elsewhere, "size": size}
    with ThreadingHTTPServer(("127.0.0.1", 0), type("ShelfNow", (Shelf,), told)) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", told["heard"]
        server.shutdown()


def handed_in(address: str) -> dict[str, Any]:
    file = {"name": "map.json", "url_private": address}
    return {"state": {"values": {"journey:file": {"file": {"type": "file_input", "files": [file]}}}}}


def test_nobody_but_slack_is_asked_for_it_and_shown_the_token() -> None:
    with shelf() as (there, heard), pytest.raises(NotFetched, match="elsewhere"):
        fetched(handed_in(f"{there}map.json"), TOKEN, base_url=SLACK)
    assert heard == []


def test_nobody_is_followed_to_somewhere_else() -> None:
    with (
        shelf() as (there, heard),
        shelf(elsewhere=f"{there}map.json") as (here, asked),
        pytest.raises(NotFetched, match="not_allowed"),
    ):
        fetched(handed_in(f"{here}map.json"), TOKEN, base_url=f"{here}api/")
    assert (asked, heard) == ([f"Bearer {TOKEN}"], [])


def test_of_a_file_too_large_to_be_read_only_so_much_is_fetched() -> None:
    with shelf(size=4 * LARGEST) as (here, _):
        [file] = fetched(handed_in(f"{here}map.json"), TOKEN, base_url=f"{here}api/").values()
    assert LARGEST < len(file.data) <= LARGEST + CHUNK
