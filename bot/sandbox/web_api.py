"""The Slack Web API at /api/<method>: checks token, scopes and arguments, then calls the method."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox import Json
from bot.sandbox.arguments import read_arguments
from bot.sandbox.faults import CARRIED_OUT, GOT, Faults, OnCall, spoilt
from bot.sandbox.methods import METHODS
from bot.sandbox.methods.call import Call, Installation, Method
from bot.sandbox.oauth import OAuth
from bot.sandbox.refusals import Refusal

log = logging.getLogger(__name__)


class WebApi:
    """Answers the bot's calls; whose they are is told by their token."""

    def __init__(
        self, oauth: OAuth, houses: Sequence[Installation], *, latency: float, faults: Callable[[], Faults]
    ) -> None:
        self._oauth = oauth
        self._houses = houses
        self._latency = latency
        self._faults = faults

    def routes(self) -> list[Route]:
        """Where Slack's SDKs look for it."""
        return [Route("/api/{method}", self._answer, methods=["GET", "POST"])]

    async def _answer(self, request: Request) -> Response:
        name = request.path_params["method"]
        self._called()
        await asyncio.sleep(self._latency)
        faults = self._faults()
        fault = faults.on_call(name)
        if fault is OnCall.LATE:
            await asyncio.sleep(faults.delay(faults.late))
        body = await self._answer_to(name, request) if fault in {None, *CARRIED_OUT} else {}
        self._called()
        told = {part: body.get(part) for part in ("ok", "error", "ts", "channel")}
        faults.note("call", name, fault=fault, got=GOT.get(fault) if fault else None, **told)
        if fault is not None and fault is not OnCall.LATE:
            return spoilt(fault, request)
        scopes = ",".join(self._houses[0].scopes)
        return JSONResponse(body, headers={"x-oauth-scopes": scopes, "cache-control": "no-store"})

    def _called(self) -> None:
        for house in self._houses:
            house.workspace.called_at = time.monotonic()

    async def _answer_to(self, name: str, request: Request) -> Json:
        try:
            return await self._call(name, request)
        except Refusal as refusal:
            log.info("%s refused: %s %s", name, refusal.error, "; ".join(refusal.messages))
            return refusal.body()
        except ClientDisconnect:  # the bot ended while it sent this
            return Refusal("request_timeout").body()

    async def _call(self, name: str, request: Request) -> Json:
        if name == "oauth.v2.access":
            arguments, _ = await read_arguments(request, form_only=True)
            return {"ok": True, **self._oauth.access(arguments, request)}
        method = METHODS.get(name)
        if method is None:
            raise Refusal("unknown_method", req_method=name)
        arguments, token = await read_arguments(request, form_only=method.form_only)
        house = self._house(method, token)
        house.check_scope(*method.scopes)
        answer = await method.do(Call(house, arguments, str(request.base_url).rstrip("/") + house.prefix))
        return {"ok": True, **answer}

    def _house(self, method: Method, token: str) -> Installation:
        """Whose token it is."""
        if not token:
            raise Refusal("not_authed")
        first = self._houses[0]
        house = next((one for one in self._houses if one.grants.known(token)), None)
        if house if method.needs_app_token else token == first.app_token:
            raise Refusal("not_allowed_token_type")
        if method.needs_app_token and token == first.app_token:
            return first
        if house is None:
            raise Refusal("invalid_auth")
        house.grants.check(token)
        return house
