"""Tokens at rest: sealed with the newest of our keys, opened with any of them, and of no use to another workspace."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from journeybot.installations import Installation


class Locked(Exception):
    """None of our keys opens it, or it was sealed for another workspace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a workspace gave us to speak with: until `expires_at` where tokens rotate, with `refresh` for the next."""

    text: str = field(repr=False)
    refresh: str = field(default="", repr=False)
    expires_at: datetime | None = None
    scopes: str = ""


class Vault:
    """Seals and opens. Raises ValueError for a key that is none; `new_key` makes one."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = MultiFernet([Fernet(key) for key in keys])

    def seal(self, tenant: str, token: Token) -> str:
        """What can be stored."""
        ends = token.expires_at and token.expires_at.timestamp()
        known = {"for": tenant, "text": token.text, "refresh": token.refresh, "ends": ends, "scopes": token.scopes}
        return self._keys.encrypt(json.dumps(known).encode()).decode()

    def open(self, tenant: str, sealed: str) -> Token:
        """What was sealed for this tenant. Raises Locked."""
        try:
            known = json.loads(self._keys.decrypt(sealed))
        except InvalidToken:
            raise Locked(tenant) from None
        if known["for"] != tenant:
            raise Locked(tenant)
        ends = known["ends"] and datetime.fromtimestamp(known["ends"], UTC)
        return Token(text=known["text"], refresh=known["refresh"], expires_at=ends, scopes=known["scopes"])

    def locked(self, installations: Iterable[Installation]) -> list[str]:
        """The tenants among these whose token none of our keys opens."""
        found = []
        for one in installations:
            try:
                if one.sealed:
                    self.open(one.tenant, one.sealed)
            except Locked:
                found.append(one.tenant)
        return found

    def anew(self, sealed: str) -> str:
        """The same, sealed with the newest key. Raises Locked."""
        try:
            return self._keys.rotate(sealed).decode()
        except InvalidToken:
            raise Locked from None


def new_key() -> str:
    """A key for TOKEN_KEYS."""
    return Fernet.generate_key().decode()
