"""The Slack Web API at /api/<method>: checks token, scopes and arguments, then calls the method."""

import asyncio
import logging
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox import Json
from bot.sandbox.arguments import read_arguments
from bot.sandbox.faults import CARRIED_OUT, Faults, OnCall, spoilt
from bot.sandbox.methods import METHODS
from bot.sandbox.methods.call import Call, Installation, Method
from bot.sandbox.refusals import Refusal

log = logging.getLogger(__name__)


class WebApi:
    """Answers the bot's calls for one installation."""

    def __init__(self, installation: Installation, latency: float, faults: Callable[[], Faults]) -> None:
        self._installation = installation
        self._latency = latency
        self._faults = faults

    def routes(self) -> list[Route]:
        """Where Slack's SDKs look for it."""
        return [Route("/api/{method}", self._answer, methods=["GET", "POST"])]

    async def _answer(self, request: Request) -> Response:
        name = request.path_params["method"]
        await asyncio.sleep(self._latency)
        faults = self._faults()
        fault = faults.on_call()
        if fault is OnCall.LATE:
            await asyncio.sleep(faults.delay(faults.late))
        body = await self._answer_to(name, request) if fault in {None, *CARRIED_OUT} else {}
        faults.note("call", name, fault=fault, ok=body.get("ok"), error=body.get("error"), ts=body.get("ts"))
        if fault is not None and fault is not OnCall.LATE:
            return spoilt(fault, request)
        scopes = ",".join(self._installation.scopes)
        return JSONResponse(body, headers={"x-oauth-scopes": scopes, "cache-control": "no-store"})

    async def _answer_to(self, name: str, request: Request) -> Json:
        try:
            return await self._call(name, request)
        except Refusal as refusal:
            log.info("%s refused: %s %s", name, refusal.error, "; ".join(refusal.messages))
            return refusal.body()

    async def _call(self, name: str, request: Request) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise Refusal("unknown_method", req_method=name)
        arguments, token = await read_arguments(request, form_only=method.form_only)
        self._check_token(method, token)
        self._installation.check_scope(*method.scopes)
        answer = await method.do(Call(self._installation, arguments, str(request.base_url).rstrip("/")))
        return {"ok": True, **answer}

    def _check_token(self, method: Method, token: str) -> None:
        if not token:
            raise Refusal("not_authed")
        wanted, other = self._installation.bot_token, self._installation.app_token
        if method.needs_app_token:
            wanted, other = other, wanted
        if token == other:
            raise Refusal("not_allowed_token_type")
        if token != wanted:
            raise Refusal("invalid_auth")
