"""Turns away what is not Slack's before anything reads it: too big, of another type, or not signed by it."""

import re
import time
from collections.abc import Callable

from slack_sdk.signature import SignatureVerifier
from starlette.requests import ClientDisconnect, Request

MOST_BYTES = 1_000_000
STAMP, SIGNATURE = "x-slack-request-timestamp", "x-slack-signature"
TYPES = {"application/json", "application/x-www-form-urlencoded"}
A_TIMESTAMP = re.compile(r"\d{1,12}", re.ASCII)
A_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)
FIVE_MINUTES = 300
ANOTHER_SECRET = "signed with another secret"  # noqa: S105  which is none
TOO_OLD = "signed more than five minutes ago"

Signed = Callable[[str, str, str], bool]
"""Whether Slack has signed this body: with its time stamp and its signature."""


class TurnedAway(Exception):
    """Not for us; `status` is what the sender is told, and nothing of what they sent is logged."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


def signed_with(secret: str) -> Signed:
    """By the signing secret of our app; without one (Socket Mode) nothing is."""
    return SignatureVerifier(secret).is_valid if secret.strip() else lambda *_: False


async def body_of(request: Request, signed: Signed) -> str:
    """The body of a request that Slack has signed in the last five minutes. Raises TurnedAway: 400, 401 or 413."""
    _look_at(request)
    try:
        body = (await _read(request)).decode("utf-8")
    except ClientDisconnect:  # Slack or a router gave up waiting, and will send it again
        raise TurnedAway(400, "hung up") from None
    except UnicodeDecodeError:
        raise TurnedAway(400, "not UTF-8") from None
    if not signed(body, request.headers[STAMP], request.headers[SIGNATURE]):
        off = abs(time.time() - int(request.headers[STAMP]))
        raise TurnedAway(401, TOO_OLD if off > FIVE_MINUTES else ANOTHER_SECRET)
    return body


def content_type_of(request: Request) -> str:
    """What the body is said to be, in small letters and without parameters."""
    return request.headers.get("content-type", "").split(";")[0].strip().lower()


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise TurnedAway(413, "too big")
    return bytes(body)


def _look_at(request: Request) -> None:
    headers = request.headers
    if content_type_of(request) not in TYPES:
        raise TurnedAway(400, "unknown content type")
    if any(len(headers.getlist(name)) > 1 for name in (STAMP, SIGNATURE)):
        raise TurnedAway(401, "signed twice")
    if not A_TIMESTAMP.fullmatch(headers.get(STAMP, "")):
        raise TurnedAway(401, "no timestamp")
    if not A_SIGNATURE.fullmatch(headers.get(SIGNATURE, "")):
        raise TurnedAway(401, "no signature")
