"""Where nothing gets through to Slack for a team, what can wait rests, and one attempt now and then finds out more."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from bot.slack.troubles import UNREACHABLE, Resting, is_away

IN_A_ROW = 5
"""Failures after which it rests; one alone may be chance."""

FOR_NOW = 30.0
"""Seconds until one is tried again."""

NOTHING = "nothing gets through to Slack for %s: what can wait rests, and one is tried every %d seconds"
log = logging.getLogger("journeybot.slack")


class Breaker:
    """Of one way to Slack. Whatever succeeds closes it again, also what somebody's click waits for: that is tried in
    any case, and when it fails it had too little time to say much. Any thread may ask."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.whose = ""
        self._clock = clock
        self._failed = 0
        self._until = 0.0
        self._turn = False
        self._lock = Lock()

    def rests(self) -> float:
        """Seconds for which nothing need be begun; 0 if something may be. While it is open that is one thing each
        time, whose call is let through then."""
        with self._lock:
            left = self._left()
            self._turn = self._turn or (left == 0 and self._failed >= IN_A_ROW)
            return left

    @contextmanager
    def trying(self, *, can_wait: bool = True) -> Iterator[None]:
        """One call. Raises Resting without it, if it can wait and none is to be made."""
        if can_wait:
            self._must_let()
        try:
            yield
        except UNREACHABLE as error:
            if can_wait or not is_away(error):
                self._heard(well=not is_away(error))
            raise
        self._heard(well=True)

    def _must_let(self) -> None:
        with self._lock:
            turn, self._turn = self._turn, False
            left = 0.0 if turn else self._left()
        if left:
            raise Resting(left)

    def _left(self) -> float:
        """How long it rests yet; if it has rested, somebody has the turn now, and nobody else for a while."""
        if self._failed < IN_A_ROW:
            return 0.0
        now = self._clock()
        if self._until > now:
            return self._until - now
        self._until = now + FOR_NOW
        return 0.0

    def _heard(self, *, well: bool) -> None:
        with self._lock:
            before = self._failed
            failed = self._failed = 0 if well else before + 1
            if failed == IN_A_ROW:
                self._until = self._clock() + FOR_NOW
        if failed == IN_A_ROW:
            log.warning(NOTHING, self.whose, FOR_NOW)
        elif well and before >= IN_A_ROW:
            log.warning("Slack answers for %s again", self.whose)


@dataclass(frozen=True, slots=True)
class Ways:
    """Of one team: to Slack's methods, to where it takes answers, and to where it takes files; each may fail alone."""

    calls: Breaker = field(default_factory=Breaker)
    answers: Breaker = field(default_factory=Breaker)
    files: Breaker = field(default_factory=Breaker)

    def __post_init__(self) -> None:
        self.name("the workspace")

    def name(self, team: str) -> "Ways":
        """Say whose they are."""
        for way, what in ((self.calls, "calls"), (self.answers, "answers"), (self.files, "files")):
            way.whose = f"{team} ({what})"
        return self
