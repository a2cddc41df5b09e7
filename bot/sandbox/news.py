"""Tells whoever watches a screen that something on it has changed."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """What changed: in these channels, for these people (None: for everybody who can see the channels)."""

    version: int
    channels: frozenset[str]
    people: frozenset[str] | None


class News:
    """A version that grows with every change, and the latest thousand changes."""

    def __init__(self) -> None:
        self.version = 0
        self._changes: deque[Change] = deque(maxlen=1000)
        self._next = asyncio.Event()

    def tell(self, *channels: str, people: Iterable[str] | None = None) -> None:
        """Records a change and wakes everybody who waits for one."""
        self.version += 1
        watchers = None if people is None else frozenset(people)
        self._changes.append(Change(self.version, frozenset(channels), watchers))
        waiting, self._next = self._next, asyncio.Event()
        waiting.set()

    def since(self, version: int) -> list[Change]:
        """The changes after `version`, oldest first."""
        return [change for change in self._changes if change.version > version]

    async def newer_than(self, version: int, seconds: float) -> int:
        """The version as soon as it is above `version`, or as it is when the seconds are over."""
        if self.version <= version:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._next.wait(), seconds)
        return self.version
