"""Strangers knock all day: the first of a minute has a line of the log, all that come after it have one together."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable

from bot import tallies

EVERY = 60.0
"""Seconds for which there is one line."""

Later = Callable[[float, Callable[[], None]], object]

log = logging.getLogger("journeybot.web")


def _on_the_loop(seconds: float, do: Callable[[], None]) -> object:
    return asyncio.get_running_loop().call_later(seconds, do)


class TurnedAwayOnes:
    """Who was turned away from one door; `later` does something so much later. They are counted by why, not by where
    they come from: of that there is no end."""

    def __init__(self, *, later: Later | None = None) -> None:
        self._later = later or _on_the_loop
        self._more: Counter[str] | None = None

    def note(self, why: str, whence: str) -> None:
        """One more; all but the first are told once the minute is over."""
        tallies.count(tallies.REFUSED, why)
        if self._more is not None:
            self._more[why] += 1
            return
        log.info("turned away: %s, from %s", why, whence)
        self._more = Counter()
        self._later(EVERY, self._sum_up)

    def _sum_up(self) -> None:
        more, self._more = self._more, None
        if more:
            reasons = ", ".join(f"{number}: {why}" for why, number in more.most_common())
            log.info("turned away meanwhile: %d more (%s)", more.total(), reasons)
            self._more = Counter()
            self._later(EVERY, self._sum_up)
