"""The Slack Web API at /api/<method>: checks token, scopes and arguments, then calls the method."""

import asyncio
import logging

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox import Json
from bot.sandbox.arguments import read_arguments
from bot.sandbox.methods import METHODS
from bot.sandbox.methods.call import Call, Installation, Method
from bot.sandbox.refusals import Refusal

log = logging.getLogger(__name__)


class WebApi:
    """Answers the bot's calls for one installation."""

    def __init__(self, installation: Installation, latency: float) -> None:
        self._installation = installation
        self._latency = latency

    def routes(self) -> list[Route]:
        """Where Slack's SDKs look for it."""
        return [Route("/api/{method}", self._answer, methods=["GET", "POST"])]

    async def _answer(self, request: Request) -> Response:
        name = request.path_params["method"]
        await self._admit(name)
        try:
            body = await self._call(name, request)
        except Refusal as refusal:
            log.info("%s refused: %s %s", name, refusal.error, "; ".join(refusal.messages))
            body = refusal.body()
        scopes = ",".join(self._installation.scopes)
        return JSONResponse(body, headers={"x-oauth-scopes": scopes, "cache-control": "no-store"})

    async def _admit(self, name: str) -> None:  # noqa: ARG002 - rate limits will go by the method's name
        """The one place that delays a call or turns it away: the network's latency, and one day 429 and outages."""
        await asyncio.sleep(self._latency)

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
