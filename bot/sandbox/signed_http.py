"""Slack's requests to an app's address, signed with the app's signing secret.

Source: docs.slack.dev, authentication/verifying-requests-from-slack.
"""

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import httpx

from bot.sandbox import Json
from bot.sandbox.certificates import trusted
from bot.sandbox.payloads import VERIFICATION_TOKEN, url_verification
from bot.sandbox.well_formed import read_json

_FORM = "application/x-www-form-urlencoded"


class SignedHttp:
    """Posts to `url`, which may be set or changed at any time; without one nothing is posted.

    It waits as long as it takes: Delivery keeps the time.
    """

    def __init__(self, url: str | None, secret: str, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.url = url
        self._secret = secret
        self._transport = transport
        self._client: httpx.AsyncClient | None = None

    async def post(self, kind: str, payload: Json, *, retry: str | None = None) -> tuple[bool, Any]:
        """Whether the bot answered 2xx, and the answer's body; ConnectionError when nobody listens."""
        body, content_type = _encoded(kind, payload)
        headers = {"content-type": content_type, **self._signature(body)}
        if retry:
            headers |= {"x-slack-retry-num": retry, "x-slack-retry-reason": "http_timeout"}
        answer = await self._send(body, headers)
        return answer.is_success, _parsed(answer)

    async def verify(self) -> bool:
        """Whether the bot echoes a challenge, as Slack asks when an address is entered."""
        challenge = url_verification()
        accepted, body = await self.post("events_api", challenge)
        echoed = body.get("challenge") if isinstance(body, dict) else body
        return accepted and echoed == challenge["challenge"]

    async def check_ssl(self) -> bool:
        """Whether the bot answers Slack's certificate check."""
        accepted, _ = await self.post("slash_commands", {"ssl_check": "1", "token": VERIFICATION_TOKEN})
        return accepted

    async def close(self) -> None:
        """Lets go of open connections."""
        if self._client:
            await self._client.aclose()

    async def _send(self, body: bytes, headers: dict[str, str]) -> httpx.Response:
        if self._client is None:  # not before it is needed: to read the certificates takes a while
            certificates, calling = trusted(), self._transport
            self._client = httpx.AsyncClient(verify=certificates, transport=calling, trust_env=False, timeout=None)  # noqa: S113
        try:
            return await self._client.post(self.url or "", content=body, headers=headers)
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise ConnectionError(str(error)) from error

    def _signature(self, body: bytes) -> dict[str, str]:
        stamp = str(int(time.time()))
        digest = hmac.new(self._secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        return {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={digest}"}


def _encoded(kind: str, payload: Json) -> tuple[bytes, str]:
    if kind == "events_api":
        return json.dumps(payload, ensure_ascii=False).encode(), "application/json"
    if kind == "interactive":
        payload = {"payload": json.dumps(payload, ensure_ascii=False)}
    return urlencode(payload).encode(), _FORM


def _parsed(answer: httpx.Response) -> Any:
    if not answer.text.strip():
        return None
    try:
        return read_json(answer.content)
    except ValueError:
        return answer.text
