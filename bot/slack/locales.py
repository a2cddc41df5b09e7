"""The language that somebody has set in Slack, learnt in the time that a click can wait."""

from collections.abc import Callable
from threading import Event, Lock

from bot.slack.names import Names
from bot.slack.voice import Voice
from journeybot.workshop import Who

PATIENCE = 0.4
"""Seconds that an answer waits for it: a dialog has three in all, and opening it takes most of them on a bad day."""


class Locales:
    """Knows who reads which language. Who is new is looked up meanwhile; if Slack takes its time, the first answer goes
    without and the next one has it."""

    def __init__(self, names: Names, voice: Voice, *, patience: float = PATIENCE) -> None:
        self._names = names
        self._voice = voice
        self._patience = patience
        self._asking: dict[Who, Event] = {}
        self._lock = Lock()

    def of(self, who: Who) -> str:
        """The locale, like de-DE; empty if it is not known, or not yet."""
        if not who.id:
            return ""
        known, fresh = self._names.known(who.tenant, who.id)
        if not fresh:
            learnt = self._learn(who)
            if known is None:
                learnt.wait(self._patience)
                known, _ = self._names.known(who.tenant, who.id)
        return known.locale if known else ""

    def _learn(self, who: Who) -> Event:
        with self._lock:
            if who in self._asking:
                return self._asking[who]
            learnt = self._asking[who] = Event()
        self._voice.do(self._asker(who, learnt))
        return learnt

    def _asker(self, who: Who, learnt: Event) -> Callable[[], None]:
        def ask() -> None:
            try:
                self._names.profile(who.tenant, who.id)
            finally:
                with self._lock:
                    del self._asking[who]
                learnt.set()

        return ask
