"""The web app: where Slack's signed requests arrive, and where a host asks whether we are well."""

import logging
import time
from collections.abc import Callable, Sequence

from slack_bolt import BoltRequest, BoltResponse
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.promptness import ARRIVED
from bot.recurring import Recurring
from bot.web.guard import ANOTHER_SECRET, TOO_OLD, Signed, TurnedAway, body_of, content_type_of
from bot.web.reading import read
from bot.web.shapes import must_be_in_shape
from bot.web.turned_away import TurnedAwayOnes
from bot.web.watching import Watched
from bot.web.watching import pages as pages_of

Dispatch = Callable[[BoltRequest], BoltResponse]

MAY_BE_SLACKS = {
    ANOTHER_SECRET: "its signature does not fit. See that SLACK_SIGNING_SECRET is the app's",
    TOO_OLD: "it was signed more than five minutes ago, or will be. See that this machine's clock is right (journeybot "
    "doctor compares it with Slack's)",
}
log = logging.getLogger("journeybot.web")


def web_app(dispatch: Dispatch, watched: Watched, *, signed: Signed, pages: Sequence[BaseRoute] = ()) -> Starlette:
    """POST /slack/events for what Slack has signed, the pages for whoever watches over us, and `pages`."""

    refused, strangers = Recurring(log), TurnedAwayOnes()

    async def slack_events(request: Request) -> Response:
        try:
            arrived = _bolt_request(request, await body_of(request, signed))
        except TurnedAway as turned_away:
            cure = MAY_BE_SLACKS.get(turned_away.why)
            if cure and refused.may_say(cure):
                log.warning("something was turned away that Slack may have sent: %s", cure)
            strangers.note(turned_away.why, request.client.host if request.client else "nowhere")
            return PlainTextResponse(turned_away.why, status_code=turned_away.status)
        arrived.context[ARRIVED] = time.monotonic()
        answered = await run_in_threadpool(dispatch, arrived)
        return _response(answered)

    events = Route("/slack/events", slack_events, methods=["POST"])
    return Starlette(routes=[events, *pages_of(watched), *pages])


def _bolt_request(request: Request, body: str) -> BoltRequest:
    """To Bolt it is what arrives by Socket Mode is: known to be Slack's, and read. Raises TurnedAway."""
    headers = {name: [value] for name, value in request.headers.items()}
    try:
        said = read(body, content_type_of(request))
        must_be_in_shape(said)
        return BoltRequest(body=said, query=request.url.query, headers=headers, mode="socket_mode")  # type: ignore[arg-type]
    except (RecursionError, AttributeError, LookupError, TypeError, ValueError):
        raise TurnedAway(400, "unreadable body") from None


def _response(answered: BoltResponse) -> Response:
    response = Response(answered.body, status_code=answered.status)
    for name, values in answered.headers.items():
        for value in values:
            response.headers.append(name, value)
    return response
