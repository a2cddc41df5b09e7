"""Answers without a name: the one-time key that opens a note again, and the code that stands for a person in votes."""

import hashlib
import secrets
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from journeybot.journey import Key

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""What a one-time key is made of: nothing that is easily read as something else (I, O, 0, 1)."""

LENGTH = 10
"""Letters of a one-time key: 50 bits, far more than anybody can try out against `lock`."""

MOST_TRIES, PERIOD = 5, timedelta(minutes=10)
"""Wrong keys that one person may type in so long."""


COST = 2**14
"""What trying one key costs (scrypt's n): some 40 milliseconds, and 16 MB."""


def fresh_key() -> str:
    """A one-time key in two groups, such as `KQ7RA-XW2MD`."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"{drawn[:5]}-{drawn[5:]}"


def fresh_veil() -> str:
    """A secret for `behind`."""
    return secrets.token_hex(32)


def among_names(under: str) -> str:
    """Under what the veil lies of scores, or dots, that were promised to have no name where the others sign."""
    return f"{under}, among names"


def lock(key: str, workshop: Key) -> Key:
    """The key of the note that a one-time key opens, in one workshop; empty if it cannot be a one-time key.

    It is scrypt (RFC 7914) with the workshop as its salt, so that nothing that is stored leads back to the key.
    """
    letters = "".join(filter(str.isalnum, key)).upper()
    if len(letters) != LENGTH or not set(letters) <= set(LETTERS):
        return ""
    return f"mask.{hashlib.scrypt(letters.encode(), salt=workshop.encode(), n=COST, r=8, p=1, dklen=20).hex()}"


def opens(held: Key, note: Key) -> bool:
    """Whether a note was written in the dialog whose lock this is."""
    return bool(held) and (note == held or note.startswith(f"{held}."))


def behind(person: str, veil: str) -> str:
    """The code for a person where each may give one score or a few dots: the same each time, and nobody's name. Whoever
    knows the veil can make it again for everybody they know of."""
    return hashlib.blake2b(person.encode(), key=bytes.fromhex(veil), digest_size=20).hexdigest()


@dataclass(frozen=True, slots=True)
class Tries:
    """Who has typed wrong keys lately; in memory only."""

    _wrong: dict[tuple[str, str], deque[datetime]] = field(
        default_factory=lambda: defaultdict(lambda: deque(maxlen=MOST_TRIES))
    )

    def wait(self, tenant: str, person: str, *, now: datetime) -> timedelta:
        """How long somebody has to wait before the next try; nothing if they need not."""
        wrong = self._wrong.get((tenant, person))
        return max(wrong[0] + PERIOD - now, timedelta()) if wrong and len(wrong) == MOST_TRIES else timedelta()

    def failed(self, tenant: str, person: str, *, now: datetime) -> None:
        """Remember a wrong key."""
        self._wrong[tenant, person].append(now)
