"""What a customer's browser sends is read with bounds."""

from itertools import count

from anyio.from_thread import start_blocking_portal
from starlette.requests import Request
from starlette.types import Message

from bot.web.handed_in import FORM, MOST_BYTES, handed_in

CHUNK = 1000


def test_of_a_form_that_does_not_end_no_more_is_read_than_a_form_can_have() -> None:
    chunks = count(1)

    async def receive() -> Message:
        more = next(chunks) < 10 * MOST_BYTES // CHUNK
        return {"type": "http.request", "body": b"x" * CHUNK, "more_body": more}

    request = Request({"type": "http", "headers": [(b"content-type", FORM.encode())]}, receive)
    with start_blocking_portal() as elsewhere:  # a test in a browser may have left its event loop in this thread
        given = elsewhere.call(handed_in, request)
    assert given.problems("csat")["first"].why == "endless"
    assert next(chunks) - 1 == MOST_BYTES // CHUNK + 1
