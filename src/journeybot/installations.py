"""Which workspaces have us: what is asked of whoever keeps that. What they are spoken to with is sealed in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from journeybot.workshop import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """That a workspace has us, or had: `sealed` is what its chat is spoken to with, which only the chat's side can
    open, and empty once we were taken out (`gone_at`). `turn` counts how often it was sealed; until `renewing_until`
    somebody is having it sealed anew."""

    tenant: str
    name: str = ""
    sealed: str = field(default="", repr=False)
    turn: int = 0
    since: datetime
    gone_at: datetime | None = None
    renewing_until: datetime | None = None


class Installations(Protocol):
    """Keeps which workspaces have us. Every write is durable when the call returns."""

    def of(self, tenant: str) -> Installation | None:
        """What is known of a tenant."""

    def all(self) -> Sequence[Installation]:
        """Every tenant that has us or had us."""

    def store(self, tenant: str, *, name: str, sealed: str) -> None:
        """A tenant has us (again); what waited for it goes on."""

    def forget(self, tenant: str, *, at: datetime | None = None) -> bool:
        """A tenant took us out, at that time: what was sealed is gone at once, and what we owe there rests. False if
        that was known, or if it has installed us since."""

    def go_on(self, tenant: str, *, waiting_for: Collection[str]) -> int:
        """What could not be shown a tenant for one of these reasons can be now; how much of it there was."""

    def renewing(self, known: Installation, *, until: datetime) -> bool:
        """Be the one who has it sealed anew, until then; False if somebody else is, or has done it."""

    def reseal(self, known: Installation, sealed: str) -> bool:
        """Put something else in place of what was read; False if that is not there any more."""

    def begin_visit(self, key: str, *, until: datetime) -> None:
        """Somebody is on the way to install us, and has until then to come back."""

    def end_visit(self, key: str) -> bool:
        """Somebody came back: True once, and never again."""

    def move(self, place: Place, channel: str) -> int:
        """A channel has another id from now on: its workshops, and what is shown there, go along; how many of these."""
