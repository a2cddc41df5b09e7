"""Whoever asks for more than a hand can, a script or a stuck key, waits a moment; everybody else goes on as before."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock

from slack_bolt import BoltContext

from bot import tallies
from bot.slack import blocks
from bot.slack.payloads import listener_of
from bot.slack.replying import Answer
from bot.slack.tenants import Payload, who_of
from bot.slack.text import plain
from bot.slack.voice import Voice
from journeybot.replies import Say
from journeybot.tongues import Tongues
from journeybot.workshop import Who

Heard = Callable[[Payload, BoltContext], Answer]

AT_ONCE = 100
"""Commands and presses that may come in one go: somebody who hammers at a button for as long as they can bear it."""

APART = 0.1
"""Seconds between two in the long run. The liveliest of the people whom our trials play, who answer as fast as the bot
does, come to nine in a second and four a second for long."""

SAID_EVERY = 10.0
"""Seconds before somebody whose presses are left out is told so once more."""

MOST_KEPT = 10_000
"""People who are remembered; with more, whoever has been quiet longest is forgotten."""


@dataclass(slots=True)
class _Hand:
    """`rested`: when all that it did would have come at the pace of the long run."""

    rested: float = 0.0
    said: float = float("-inf")


class Flood:
    """Counts for each person of each workspace, in the memory of this process. Any thread may ask."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._hands: OrderedDict[Who, _Hand] = OrderedDict()
        self._lock = Lock()

    def lets(self, who: Who) -> bool:
        """Whether they may do one more thing, which counts if so."""
        now = self._clock()
        with self._lock:
            hand = self._hand(who)
            rested = max(hand.rested, now)
            if rested - now > (AT_ONCE - 0.5) * APART:
                return False
            hand.rested = rested + APART
            return True

    def may_say(self, who: Who) -> bool:
        """Whether they have not been told for a while; if so, they are now."""
        now = self._clock()
        with self._lock:
            hand = self._hand(who)
            if now - hand.said < SAID_EVERY:
                return False
            hand.said = now
            return True

    def _hand(self, who: Who) -> _Hand:
        hand = self._hands.setdefault(who, _Hand())
        self._hands.move_to_end(who)
        if len(self._hands) > MOST_KEPT:
            self._hands.popitem(last=False)
        return hand


class Floodgate:
    """Leaves out what is too much. Not to be put before dialogs that are sent: they hold what somebody typed."""

    def __init__(self, tongues: Tongues, voice: Voice, *, flood: Flood | None = None) -> None:
        self._tongues = tongues
        self._voice = voice
        self._flood = flood or Flood()

    def before(self, heard: Heard) -> Heard:
        """What is heard of whoever goes on as a person does."""

        def listen(body: Payload, context: BoltContext) -> Answer:
            if self._flood.lets(who_of(context)):
                return heard(body, context)
            tallies.count(tallies.DELIVERIES, "flooded")
            return self._left_out(body, context)

        return listen

    def _left_out(self, body: Payload, context: BoltContext) -> Answer:
        """A command is told so each time, as nothing else would answer it, and gets back what was typed; of presses
        somebody is told now and then. The words are found without the database."""
        who, typed = who_of(context), plain(body.get("text") or "").strip()
        sentence = str(self._tongues.alone(who).say("errors.flooded", typed=typed))
        if "command" in body:
            return {"response_type": "ephemeral", "text": sentence}
        if self._flood.may_say(who):
            listener = replace(listener_of(body, context), beside=True)
            self._voice.later(listener, blocks.messages(Say(text=sentence)))
        return None
