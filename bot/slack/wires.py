"""Connections that stay open from one request to the next: opening one costs more than the request."""

import select
import ssl
import time
from collections import defaultdict, deque
from functools import cache
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

GOOD_FOR = 4.0
"""Seconds for which an unused connection is trusted; servers commonly end theirs after five."""


class Wires:
    """To any number of servers. What failed is not sent again: it may have arrived."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._idle = defaultdict[tuple[str, str], deque[tuple[HTTPConnection, float]]](deque)

    def post(self, address: str, body: bytes, headers: dict[str, str]) -> tuple[HTTPResponse, bytes]:
        """The answer, and what it says. Raises OSError and HTTPException where there is none."""
        url = urlsplit(address)
        if url.scheme not in {"http", "https"}:
            raise OSError(f"no address on the web: {address!r}")
        connection = self._open(url)
        try:
            connection.request("POST", f"{url.path}?{url.query}" if url.query else url.path, body, headers)
            answer = connection.getresponse()
            said = answer.read()
        except BaseException:
            connection.close()
            raise
        if not answer.will_close:
            self._idle[url.scheme, url.netloc].append((connection, time.monotonic()))
        return answer, said

    def _open(self, url: SplitResult) -> HTTPConnection:
        """A connection that was left open, or a new one."""
        idle = self._idle[url.scheme, url.netloc]
        while idle:
            try:
                connection, since = idle.pop()
            except IndexError:  # another thread was faster
                break
            if time.monotonic() - since < GOOD_FOR and not _ended(connection):
                return connection
            connection.close()
        host = url.hostname or ""
        if url.scheme == "https":
            return HTTPSConnection(host, url.port, timeout=self._timeout, context=_trusted())
        return HTTPConnection(host, url.port, timeout=self._timeout)


@cache
def _trusted() -> ssl.SSLContext:
    """Whom this machine believes; reading that takes a while, so once is enough."""
    return ssl.create_default_context()


def _ended(connection: HTTPConnection) -> bool:
    """Whether the other side has hung up, or says something that nobody asked for."""
    heard = select.poll()
    heard.register(connection.sock, select.POLLIN)
    return bool(heard.poll(0))
