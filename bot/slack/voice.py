"""Tells one person something, by the best way open: where they just acted, in the channel, or directly."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import Any

from bot.logs import carried
from bot.slack.delivery import SlackOf
from bot.slack.troubles import UNREACHABLE, NotInstalled, trouble_of

Message = dict[str, Any]
"""`text` and `blocks`, as chat.postMessage takes them."""

GOOD_FOR = 25 * 60
"""Seconds that we trust a response_url; Slack says 30 minutes."""

MOST_USES = 5
MOST_KEPT = 1000

log = logging.getLogger("journeybot.slack")


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is to hear it, of which tenant, where they are, and the response_url of what they just did, if it had one.
    `private`: they acted on a message that only they see, so the answer takes its place instead of piling up below
    it; `beside`: not this one, since nothing came of it and what they acted on is still needed."""

    tenant: str
    person: str
    channel: str = ""
    address: str = ""
    thread: str = ""
    private: bool = False
    beside: bool = False


@dataclass(slots=True)
class _Address:
    url: str
    until: float
    private: bool
    uses: int = 0


class Voice:
    """`later` is for answers (nobody's click waits for it), `tell` says it now and returns whether it arrived."""

    def __init__(self, slack_of: SlackOf, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._slack_of = slack_of
        self._clock = clock
        self._known: OrderedDict[tuple[str, str, str], _Address] = OrderedDict()
        self._lock = Lock()
        self._mouths = ThreadPoolExecutor(4, "voice")

    def remember(self, listener: Listener) -> None:
        """Keep a fresh response_url: it is the only way to speak where the bot is not a member."""
        if not listener.address:
            return
        with self._lock:
            self._known[_spot(listener)] = _Address(listener.address, self._clock() + GOOD_FOR, listener.private)
            self._known.move_to_end(_spot(listener))
            while len(self._known) > MOST_KEPT:
                self._known.popitem(last=False)

    def later(
        self, listener: Listener, messages: Sequence[Message], *, instead: Callable[[], bool] = lambda: False
    ) -> None:
        """Say it without keeping anybody waiting, unless what is done `instead` shows it already."""
        if messages:
            self._mouths.submit(_logged, carried(lambda: instead() or self.tell(listener, messages)))

    def do(self, what: Callable[[], object]) -> None:
        """Do something else that nobody waits for, such as putting a Home tab up."""
        self._mouths.submit(_logged, carried(what))

    def do_first(self, what: Callable[[], None]) -> None:
        """Do it before the click is answered, so that nobody goes on with what it changes; a failure is logged."""
        _logged(what)

    def tell(self, listener: Listener, messages: Sequence[Message]) -> bool:
        """Say it now; False if no way was open."""
        return not [message for message in messages if not self._one(listener, message)]

    def stop(self) -> None:
        """Finish what is being said."""
        self._mouths.shutdown(wait=True)

    def _one(self, listener: Listener, message: Message) -> bool:
        for way in (self._where_they_acted, self._in_the_channel, self._directly):
            try:
                if way(listener, message):
                    return True
            except UNREACHABLE as error:
                log.info("%s: %s", way.__name__.strip("_"), trouble_of(error).code)
        log.warning("nothing could be said to %s in %s", listener.person, listener.channel)
        return False

    def _where_they_acted(self, listener: Listener, message: Message) -> bool:
        """At the response_url of what they did there last, such as opening the dialog that is answered: it takes the
        place of what was private, needs no membership, and counts in none of Slack's rates."""
        with self._lock:
            known = self._known.get(_spot(listener))
            if known is None or known.uses >= MOST_USES or known.until < self._clock():
                return False
            known.uses += 1
            first = known.private and not listener.beside
            known.private = known.private and not first
        blocks = message.get("blocks", [])
        slack = self._slack_of(listener.tenant)
        return slack.reply(known.url, message["text"], blocks, thread=listener.thread, replace=first)

    def _in_the_channel(self, listener: Listener, message: Message) -> bool:
        if not listener.channel:
            return False
        text, blocks = message["text"], message.get("blocks", [])
        slack = self._slack_of(listener.tenant)
        slack.whisper(listener.channel, listener.person, text, blocks=blocks, thread=listener.thread)
        return True

    def _directly(self, listener: Listener, message: Message) -> bool:
        self._slack_of(listener.tenant).post(listener.person, message["text"], message.get("blocks", []))
        return True


def _spot(listener: Listener) -> tuple[str, str, str]:
    return listener.tenant, listener.person, listener.channel


def _logged(what: Callable[[], object]) -> None:
    try:
        what()
    except NotInstalled:
        log.info("there is nobody to tell any more")
    except UNREACHABLE as error:
        log.warning("Slack: %s", trouble_of(error).code)
    except Exception:  # a thread of a pool would keep it to itself
        log.exception("could not finish what nobody waited for")
