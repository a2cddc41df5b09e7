"""Our app, as Slack knows it: where somebody allows it, and what it is given for that."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urljoin

from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import AuthorizeUrlGenerator

from bot.slack.delivery import client_for
from bot.slack.scopes import scopes
from bot.slack.vault import Token
from bot.slack.workspaces import tenant_of_install

NO_CODE = "journeybot-doctor"
REDIRECT = "/slack/oauth_redirect"


@dataclass(frozen=True, slots=True)
class OurApp:
    """`public_url` is where browsers reach us."""

    client_id: str
    client_secret: str = field(repr=False)
    base_url: str
    public_url: str

    @property
    def redirect(self) -> str:
        """Where Slack sends somebody back to; the Slack app's settings must name it."""
        return self.public_url.rstrip("/") + REDIRECT

    def address(self, state: str) -> str:
        """Where somebody is asked whether they allow us."""
        return AuthorizeUrlGenerator(
            client_id=quote(self.client_id, safe=""),
            redirect_uri=quote(self.redirect, safe=""),
            scopes=scopes(),
            authorization_url=urljoin(self.base_url, "../oauth/v2/authorize"),
        ).generate(quote(state, safe=""))

    def given(self, code: str, *, now: datetime) -> tuple[str, str, Token]:
        """What somebody's code is worth, once: tenant, name, token. Raises what the call raises, and ValueError if it
        is worth no bot's token."""
        answer = self._exchange(code=code, redirect_uri=self.redirect)
        place = answer.get("enterprise") if answer.get("is_enterprise_install") else answer.get("team")
        tenant = tenant_of_install(answer)
        if answer.get("token_type") != "bot" or not answer.get("access_token") or not tenant:
            raise ValueError("no bot's token")
        return tenant, str((place or {}).get("name") or tenant), _token(answer, now)

    def known(self) -> str:
        """Slack's time, if it knows us by our id and our secret: then it minds the code only, which is none. Raises
        what the call raises."""
        try:
            self._exchange(code=NO_CODE, redirect_uri=self.redirect)
        except SlackApiError as error:
            if error.response["error"] != "invalid_code":
                raise
            return str({name.lower(): value for name, value in error.response.headers.items()}.get("date", ""))
        return ""

    def renewed(self, token: Token, *, now: datetime) -> Token:
        """The next token. Raises what the call raises."""
        return _token(self._exchange(grant_type="refresh_token", refresh_token=token.refresh), now)

    def _exchange(self, **what: str) -> dict[str, Any]:
        client = client_for(None, self.base_url)
        answer = client.oauth_v2_access(client_id=self.client_id, client_secret=self.client_secret, **what)
        return dict(answer.data)  # type: ignore[arg-type]


def _token(answer: dict[str, Any], now: datetime) -> Token:
    lasts = answer.get("expires_in")
    return Token(
        text=str(answer["access_token"]),
        refresh=str(answer.get("refresh_token") or ""),
        expires_at=now + timedelta(seconds=int(lasts)) if lasts else None,
        scopes=str(answer.get("scope") or ""),
    )
