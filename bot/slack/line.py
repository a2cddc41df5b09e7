"""A client of Slack whose connections stay open from one call to the next: opening one costs more than the call."""

import json as to_json
import select
import ssl
import time
from collections import deque
from collections.abc import Callable
from functools import cache
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack.troubles import TAKEN_OUT

GOOD_FOR = 4.0
"""Seconds for which an unused connection is trusted; servers commonly end theirs after five."""


class Line(WebClient):
    """slack_sdk's client, with a way of its own for calls that carry JSON; through a proxy all go the SDK's way. What
    failed is not sent again: it may have arrived."""

    revoked: Callable[[], None]
    """Told when Slack says of the token that it is good no more."""

    def __init__(self, token: str | None, **settings: Any) -> None:
        super().__init__(token, **settings)
        self.revoked = lambda: None
        self._address = urlsplit(self.base_url)
        self._idle: deque[tuple[HTTPConnection, float]] = deque()

    def api_call(
        self, api_method: str, *, http_verb: str = "POST", json: dict[str, Any] | None = None, **rest: Any
    ) -> SlackResponse:
        """One call. Raises SlackApiError for an answer that is no success, OSError and HTTPException where there is
        none."""
        try:
            if json is None or self.proxy or any(rest.values()):
                return super().api_call(api_method, http_verb=http_verb, json=json, **rest)
            return self._call(api_method, json)
        except SlackApiError as error:
            if error.response["error"] in TAKEN_OUT:
                self.revoked()
            raise

    def _call(self, api_method: str, json: dict[str, Any]) -> SlackResponse:
        body = {name: value for name, value in json.items() if value is not None}
        answer, said = self._sent(f"{self._address.path}{api_method}", to_json.dumps(body).encode())
        response = SlackResponse(
            client=self,
            http_verb="POST",
            api_url=f"{self.base_url}{api_method}",
            req_args={},
            data=_read(said),
            headers=dict(answer.getheaders()),
            status_code=answer.status,
        )
        response.validate()  # type: ignore[no-untyped-call]
        return response

    def _sent(self, path: str, body: bytes) -> tuple[HTTPResponse, bytes]:
        headers = {"Content-Type": "application/json;charset=utf-8", "Authorization": f"Bearer {self.token}"}
        connection = self._open()
        try:
            connection.request("POST", path, body, {**headers, **self.headers})
            answer = connection.getresponse()
            said = answer.read()
        except BaseException:
            connection.close()
            raise
        if not answer.will_close:
            self._idle.append((connection, time.monotonic()))
        return answer, said

    def _open(self) -> HTTPConnection:
        """A connection that was left open, or a new one."""
        while self._idle:
            try:
                connection, since = self._idle.pop()
            except IndexError:  # another thread was faster
                break
            if time.monotonic() - since < GOOD_FOR and not _ended(connection):
                return connection
            connection.close()
        host, port = self._address.hostname or "", self._address.port
        if self._address.scheme == "https":
            return HTTPSConnection(host, port, timeout=self.timeout, context=_trusted())
        return HTTPConnection(host, port, timeout=self.timeout)


@cache
def _trusted() -> ssl.SSLContext:
    """Whom this machine believes; reading that takes a while, so once is enough."""
    return ssl.create_default_context()


def _ended(connection: HTTPConnection) -> bool:
    """Whether the other side has hung up, or says something that nobody asked for."""
    heard = select.poll()
    heard.register(connection.sock, select.POLLIN)
    return bool(heard.poll(0))


def _read(said: bytes) -> dict[str, Any]:
    try:
        data = to_json.loads(said)
    except ValueError:
        data = None
    return data if isinstance(data, dict) else {"ok": False, "error": "unreadable_answer"}
