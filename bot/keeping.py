"""Keeping house: what has had its day goes, once an hour."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Protocol

from journeybot.journey import Key
from journeybot.ports import Clock
from journeybot.workshop import Refusal

EVERY = 3600.0
"""Seconds between two rounds."""

DELIVERIES = timedelta(days=7)
"""How long we remember which deliveries have been taken: by digests, which tell nothing."""

ANSWERS = timedelta(hours=2)
"""How long we remember what was answered to them, as it quotes what people wrote; Slack sends nothing again after an
hour (https://docs.slack.dev/apis/events-api/#retries)."""

FILES = timedelta(days=2)
"""How long a file that was looked at waits to be brought into a map; in an event log are customers."""

log = logging.getLogger("journeybot.keeping")


class House(Protocol):
    """A store, as far as things are thrown out of it."""

    def forget(self, before: datetime) -> int:
        """Drop the marks of deliveries taken before that time."""

    def unlearn(self, before: datetime) -> None:
        """Drop what was answered to deliveries before that time."""

    def let_go(self, before: datetime) -> None:
        """Drop the files that have waited since before that time to be brought into a map."""

    def throw_away(self, before: datetime) -> None:
        """Drop the copies of all of it that updates and `db restore` left before that time."""

    def outdated(self, before: datetime) -> tuple[tuple[str, Key], ...]:
        """The finished workshops whose maps were last changed before that time."""

    def erase(self, tenant: str, workshop: Key) -> object:
        """Take a workshop away. Raises Refusal `gone`."""


def keep_house(store: House, *, now: datetime, days: int) -> None:
    """One round: marks of old deliveries, old answers, files that nobody brought in, and finished maps that nobody
    touched for so many days, also from the copies that updates and `db restore` left (0: none of them)."""
    store.forget(now - DELIVERIES)
    store.unlearn(now - ANSWERS)
    store.let_go(now - FILES)
    if not days:
        return
    store.throw_away(now - timedelta(days=days))
    for tenant, workshop in store.outdated(now - timedelta(days=days)):
        try:
            store.erase(tenant, workshop)
        except Refusal:
            continue  # somebody else was faster
        log.info("a finished map was deleted, untouched for %d days", days)


class Keeper:
    """Keeps house in a thread of its own."""

    def __init__(self, store: House, *, clock: Clock, days: int) -> None:
        self._round: Callable[[], None] = lambda: keep_house(store, now=clock(), days=days)
        self._ending = Event()
        self._thread = Thread(target=self._work, name="keeping", daemon=True)

    def start(self) -> None:
        """Begin, with a round at once."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join(2)

    def _work(self) -> None:
        while not self._ending.is_set():
            try:
                self._round()
            except Exception:  # the next round may go better
                log.exception("could not keep house")
            self._ending.wait(EVERY)
