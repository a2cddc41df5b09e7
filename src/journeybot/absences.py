"""When nobody was there to hear the chat: told on the cards of workshops that were under way."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from journeybot.journey import Key

LONG = timedelta(seconds=20)
"""A shorter one is not told: it passes for a slow answer, and a deploy must not be news."""

UNDER_WAY = timedelta(hours=3)
"""Since when something was written down in a workshop that people are at. What has rested longer wants no news of us,
and so does nobody after an absence that was longer."""

TOLD_FOR = timedelta(minutes=15)
"""How long the card says so, whatever else changes on it; after that it goes with the next change."""


@dataclass(frozen=True, slots=True)
class Absence:
    """From when to when nobody was there."""

    since: datetime
    until: datetime


class Absences(Protocol):
    """Knows which workshops were under way meanwhile."""

    def of(self, tenant: str, workshop: Key) -> Absence | None:
        """The last one that fell into a workshop."""
