"""Installing an app: the page on which somebody allows it, and oauth.v2.access, which makes a token of that.

Source: docs.slack.dev, authentication/installing-with-oauth and reference/methods/oauth.v2.access.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.templating import Jinja2Templates

from bot.sandbox import Json
from bot.sandbox.arguments import Arguments
from bot.sandbox.ids import new_secret
from bot.sandbox.methods.call import Installation
from bot.sandbox.people import BOT
from bot.sandbox.refusals import Refusal

CODE_SECONDS = 600.0


@dataclass(frozen=True)
class Client:
    """The app's credentials, and where it may have people sent back to; Slack refuses any other place."""

    id: str
    secret: str
    redirects: tuple[str, ...] = ()


@dataclass
class Code:
    """Somebody's permission, on its way: good for ten minutes, once."""

    installation: Installation
    redirect: str
    scopes: str
    person: str
    born: float


class OAuth:
    """One app that several workspaces can install."""

    def __init__(self, client: Client, houses: Sequence[Installation], templates: Jinja2Templates) -> None:
        self.client = client
        self._houses = houses
        self._templates = templates
        self._codes: dict[str, Code] = {}

    def routes(self) -> list[Route]:
        """Where a browser is asked, and where its answer goes."""
        return [
            Route("/oauth/v2/authorize", self._asked, methods=["GET"]),
            Route("/oauth/v2/authorize", self._answered, methods=["POST"]),
        ]

    async def _asked(self, request: Request) -> Response:
        wrong = self._wrong(request.query_params)
        if wrong:
            return PlainTextResponse(wrong, 400)
        teams = [one.workspace.team for one in self._houses]
        scopes = str(request.query_params["scope"]).split(",")
        given = {"teams": teams, "scopes": scopes, "asked": dict(request.query_params)}
        return self._templates.TemplateResponse(request, "allow.html", given)

    async def _answered(self, request: Request) -> Response:
        async with request.form() as form:
            asked = {name: str(value) for name, value in form.items()}
        wrong = self._wrong(asked)
        if wrong:
            return PlainTextResponse(wrong, 400)
        house = next((one for one in self._houses if one.workspace.team.id == asked.get("team")), None)
        if house is None:
            return HTMLResponse("There is no such workspace.", 400)
        back = {"state": asked.get("state", "")}
        back |= {"code": self._code(house, asked)} if asked.get("answer") == "allow" else {"error": "access_denied"}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back)}", 302)

    def _wrong(self, asked: Mapping[str, Any]) -> str:
        wanted = set(str(asked.get("scope") or "").split(",")) - {""}
        if asked.get("client_id") != self.client.id:
            return "invalid_client_id: no app has that client_id."
        if asked.get("redirect_uri") not in self.client.redirects:
            return "bad_redirect_uri: the app's settings do not name that redirect_uri."
        if not wanted or not wanted <= set(self._houses[0].scopes):
            return "invalid_scope: the app asks for a scope that its manifest has not, or for none."
        return ""

    def _code(self, house: Installation, asked: Mapping[str, str]) -> str:
        code = new_secret()
        person = next(iter(house.workspace.people))
        born = house.workspace.clock.now()
        self._codes[code] = Code(house, asked["redirect_uri"], asked["scope"], person, born)
        return code

    def access(self, arguments: Arguments, request: Request) -> Json:
        """oauth.v2.access: a code, or a refresh token, for a token."""
        known, secret = _credentials(arguments, request)
        if known != self.client.id:
            raise Refusal("invalid_client_id")
        if secret != self.client.secret:
            raise Refusal("bad_client_secret")
        grant = arguments.text("grant_type", "authorization_code")
        if grant == "refresh_token":
            return self._refreshed(arguments.required("refresh_token"))
        if grant != "authorization_code":
            raise Refusal("invalid_grant_type")
        code = self._codes.pop(arguments.text("code"), None)
        if code is None or code.installation.workspace.clock.now() - code.born > CODE_SECONDS:
            raise Refusal("invalid_code")
        if code.redirect != arguments.text("redirect_uri"):
            raise Refusal("bad_redirect_uri")
        return _given(code.installation, code.scopes) | {"authed_user": {"id": code.person}}

    def _refreshed(self, refresher: str) -> Json:
        house = next((one for one in self._houses if refresher in one.grants.refreshers), None)
        if house is None:
            raise Refusal("invalid_refresh_token")
        return _described(house, ",".join(house.scopes)) | house.grants.refresh(refresher)


def _given(house: Installation, scopes: str) -> Json:
    return _described(house, scopes) | house.grants.grant()


def _described(house: Installation, scopes: str) -> Json:
    team = house.workspace.team
    return {
        "token_type": "bot",
        "scope": scopes,
        "bot_user_id": BOT,
        "app_id": team.app_id,
        "team": {"id": team.id, "name": team.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _credentials(arguments: Arguments, request: Request) -> tuple[str, str]:
    """By HTTP Basic, as Slack prefers, or among the arguments."""
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return arguments.text("client_id"), arguments.text("client_secret")
    try:
        known, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return known, secret
