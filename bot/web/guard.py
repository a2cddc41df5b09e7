"""Turns away what cannot be Slack's before anything reads it: too big, of another type, or with headers in no order."""

import re

from starlette.requests import ClientDisconnect, Request

MOST_BYTES = 1_000_000
TYPES = {"application/json", "application/x-www-form-urlencoded"}
A_TIMESTAMP = re.compile(r"\d{1,12}", re.ASCII)
A_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)


class TurnedAway(Exception):
    """Not for us; `status` is what the sender is told, and nothing of what they sent is logged."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


async def body_of(request: Request) -> str:
    """The body of a request that looks like Slack's. Raises TurnedAway: 400, 401 or 413."""
    _look_at(request)
    try:
        return (await _read(request)).decode("utf-8")
    except ClientDisconnect:  # Slack or a router gave up waiting, and will send it again
        raise TurnedAway(400, "hung up") from None
    except UnicodeDecodeError:
        raise TurnedAway(400, "not UTF-8") from None


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise TurnedAway(413, "too big")
    return bytes(body)


def _look_at(request: Request) -> None:
    headers = request.headers
    if headers.get("content-type", "").split(";")[0].strip().lower() not in TYPES:
        raise TurnedAway(400, "unknown content type")
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdecimal()):
        raise TurnedAway(400, "unreadable length")
    if int(length) > MOST_BYTES:
        raise TurnedAway(413, "too big")
    if not A_TIMESTAMP.fullmatch(headers.get("x-slack-request-timestamp", "")):
        raise TurnedAway(401, "no timestamp")
    if not A_SIGNATURE.fullmatch(headers.get("x-slack-signature", "")):
        raise TurnedAway(401, "no signature")
