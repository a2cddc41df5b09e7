"""Who comes too often is asked to wait. Addresses are counted by a hash whose salt only this process ever knew."""

import secrets
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

PAGES = RateLimitItemPerMinute(300, 5)
"""From one network: a whole shop may come out of a single address."""

ANSWERS = RateLimitItemPerMinute(60, 5)
IN_VAIN = RateLimitItemPerMinute(60, 5)
"""Addresses that lead nowhere."""

TO_ONE = RateLimitItemPerMinute(1000, 5)
"""Answers to one questionnaire, from everywhere."""


class Crowd:
    """Counts in memory, for five minutes, and forgets."""

    def __init__(self) -> None:
        self._salt = secrets.token_bytes(16)
        self._limits = FixedWindowRateLimiter(MemoryStorage())

    def lets(self, what: RateLimitItemPerMinute, whose: str) -> bool:
        """Count one more of `whose` (a network's address, or the key of a questionnaire); whether it may be."""
        return self._limits.hit(what, self._name(whose))

    def still_lets(self, what: RateLimitItemPerMinute, whose: str) -> bool:
        """Whether one more would be let; it is not counted."""
        return self._limits.test(what, self._name(whose))

    def _name(self, whose: str) -> str:
        return blake2b(_network(whose).encode(), key=self._salt, digest_size=12).hexdigest()


def _network(address: str) -> str:
    """A household has a whole block of IPv6 addresses: the first 64 bits stand for all."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return found.exploded[:19] if isinstance(found, IPv6Address) else address
