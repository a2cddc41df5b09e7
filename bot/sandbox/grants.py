"""What a workspace has granted the app: tokens, those that are good no more, and what the next ones are got with.

Source: docs.slack.dev, authentication/using-token-rotation and events/tokens_revoked.
"""

from dataclasses import dataclass, field

from bot.sandbox import Json
from bot.sandbox.clock import Clock
from bot.sandbox.ids import new_secret
from bot.sandbox.refusals import Refusal

TOKEN_SECONDS = 43_200
"""Twelve hours, where tokens rotate."""


@dataclass
class Grants:
    """The tokens of one workspace, each with the moment it ends, or None. With none that is good the app is not
    installed."""

    clock: Clock
    rotating: bool = False
    tokens: dict[str, float | None] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    refreshers: set[str] = field(default_factory=set)

    @property
    def installed(self) -> bool:
        """Whether the workspace has the app."""
        return bool(self.tokens)

    def known(self, token: str) -> bool:
        """Whether this workspace ever gave that token."""
        return token in self.tokens or token in self.ended

    def check(self, token: str) -> None:
        """Refuses a token that is good no more: `account_inactive`, `token_expired`."""
        if token in self.ended:
            raise Refusal("account_inactive")
        ends = self.tokens[token]
        if ends is not None and ends <= self.clock.now():
            raise Refusal("token_expired")

    def grant(self) -> Json:
        """A new token, as oauth.v2.access hands it out."""
        token = ("xoxe.xoxb-1-" if self.rotating else "xoxb-") + new_secret()
        self.tokens[token] = self.clock.now() + TOKEN_SECONDS if self.rotating else None
        if not self.rotating:
            return {"access_token": token}
        refresher = f"xoxe-1-{new_secret()}"
        self.refreshers.add(refresher)
        return {"access_token": token, "expires_in": TOKEN_SECONDS, "refresh_token": refresher}

    def refresh(self, refresher: str) -> Json:
        """The next token, once for each refresh token."""
        if refresher not in self.refreshers:
            raise Refusal("invalid_refresh_token")
        self.refreshers.discard(refresher)
        return self.grant()

    def end(self) -> None:
        """The app is taken out: everything it was given is good no more."""
        self.ended |= set(self.tokens)
        self.tokens.clear()
        self.refreshers.clear()
