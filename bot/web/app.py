"""The web app: where Slack's signed requests arrive, and where a host asks whether we are well."""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from slack_bolt import BoltRequest, BoltResponse
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.web.guard import TurnedAway, body_of

Dispatch = Callable[[BoltRequest], BoltResponse]
Health = Callable[[], Mapping[str, Any]]

log = logging.getLogger("journeybot.web")


def web_app(dispatch: Dispatch, health: Health, *, pages: Sequence[BaseRoute] = ()) -> Starlette:
    """POST /slack/events for Slack, GET /healthz for the host: 200 while `health()["ok"]`, else 503; and `pages`."""

    async def slack_events(request: Request) -> Response:
        try:
            body = await body_of(request)
            arrived = _bolt_request(request, body)
        except TurnedAway as turned_away:
            log.info("turned away: %s", turned_away.why)
            return PlainTextResponse(turned_away.why, status_code=turned_away.status)
        answered = await run_in_threadpool(dispatch, arrived)
        return _response(answered)

    async def healthz(_request: Request) -> Response:
        found = await run_in_threadpool(health)
        return JSONResponse(dict(found), status_code=200 if found.get("ok") else 503)

    return Starlette(
        routes=[
            Route("/slack/events", slack_events, methods=["POST"]),
            Route("/healthz", healthz, methods=["GET"]),
            *pages,
        ]
    )


def _bolt_request(request: Request, body: str) -> BoltRequest:
    """Bolt reads the body before it checks the signature, so what it cannot read is turned away here."""
    headers = {name: [value] for name, value in request.headers.items()}
    try:
        return BoltRequest(body=body, query=request.url.query, headers=headers)  # type: ignore[arg-type]
    except (json.JSONDecodeError, RecursionError, AttributeError, TypeError, ValueError):
        raise TurnedAway(400, "unreadable body") from None


def _response(answered: BoltResponse) -> Response:
    response = Response(answered.body, status_code=answered.status)
    for name, values in answered.headers.items():
        for value in values:
            response.headers.append(name, value)
    return response
