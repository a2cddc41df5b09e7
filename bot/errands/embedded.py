"""Errands in this process: a thread that looks at what should be shown, and others for what takes its time."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event, Thread

from bot.errands.making import Maker
from bot.errands.pacing import Pacing, Rhythm
from bot.errands.port import Carrier, Made, Told
from bot.recurring import Recurring
from journeybot.journey import Key
from journeybot.obstacles import Unstored
from journeybot.ports import Clock, Overtaken, Showable, Showing, ShowState, Store
from journeybot.waking import FARTHEST
from journeybot.workshop import Place, Refusal

LOOK_EVERY = 1.0
"""Seconds between two looks when nobody wakes us."""

BREATH = 0.05
"""Seconds before we look again after we looked for nothing: a crowd that answers wakes us with each answer, and all of
them show in one edit of the card."""

LEASE = timedelta(seconds=20)
LONG_LEASE = timedelta(seconds=90)
"""How long an attempt may take, quick or with drawing and uploading. One that was cut off is made again after that: by
then whatever it had under way at Slack has landed or never will."""

RESTS = timedelta(seconds=10)
"""Before we look again at what rests because nothing gets through: it may do so sooner than was thought."""

FOLLOWS_THE_CARD = timedelta(seconds=0.5)
SLOW = frozenset({Showable.MAP, Showable.FILE, Showable.FIGURES})
MOST_TRIES = 5
GONE = "gone"
"""The workshop is no more: there is nothing to show, and nobody to tell."""

BUSY = "ratelimited"
"""Slack has had enough for now, of all that is of this workspace."""

log = logging.getLogger("journeybot.errands")


class Embedded:
    """Closes the difference between what the chat should show and what it does, over the store of this process."""

    def __init__(
        self,
        store: Store,
        maker: Maker,
        *,
        carrier: Carrier,
        clock: Clock,
        pacing: Callable[[Rhythm], Pacing] = Pacing,
        at_once: int = 1,
        besides: Callable[[], object] = lambda: None,
    ) -> None:
        self._store = store
        self._maker = maker
        self._carrier = carrier
        self._clock = clock
        self._besides = besides
        self._pacing = pacing(Rhythm.EDITS)
        self._channels = pacing(Rhythm.POSTS)
        self._busy: dict[str, datetime] = {}
        self._trouble = Recurring(log, over="the database takes everything again")
        self._bell = Event()
        self._ending = Event()
        self._begun = False
        self._pause = LOOK_EVERY
        self._thread = Thread(target=self._work, name="errands", daemon=True)
        self._slow = ThreadPoolExecutor(at_once, "errands-slow")
        self._under_way: set[Key] = set()

    def start(self) -> None:
        """Begin."""
        self._begun = True
        self._thread.start()

    def wake(self) -> None:
        """Look now."""
        self._bell.set()

    def stop(self, seconds: float = 10) -> None:
        """Finish what is under way, within that time, and end; what is left is found again at the next start."""
        until = time.monotonic() + seconds
        self._ending.set()
        self._bell.set()
        if self._thread.is_alive():
            self._thread.join(seconds)
        self._slow.shutdown(wait=False, cancel_futures=True)
        while self._under_way and time.monotonic() < until:
            time.sleep(0.05)

    @property
    def alive(self) -> bool:
        """Whether somebody looks, once begun."""
        return self._thread.is_alive() or not self._begun

    def round(self) -> int:
        """Look once and attend to what it is time for, and to all that is due; returns how much of this was begun."""
        self._safely("attend to what it is time for", self._besides)
        taken = [
            showing for showing in self._store.due(self._clock()) if not self._ending.is_set() and self._take(showing)
        ]
        return len(taken)

    def _work(self) -> None:
        while not self._ending.is_set():
            self._bell.clear()
            self._pause = LOOK_EVERY
            if not self._safely("look at what is due", self.round):
                self._ending.wait(BREATH)
            self._bell.wait(self._pause)

    def _safely(self, what: str, do: Callable[[], object]) -> object:
        try:
            done = do()
        except Unstored as error:
            self._trouble.failed(what, error)
            return None
        except Exception:  # the thread must live on; what failed is still due
            log.exception("could not %s", what)
            return None
        self._trouble.fine(what)
        return done

    def _take(self, showing: Showing) -> bool:
        if showing.key in self._under_way:
            return False
        wait = self._wait(showing)
        slow = showing.kind in SLOW
        if wait is not None:
            self._pause = min(self._pause, wait.total_seconds())
        lease = LONG_LEASE if slow or wait is not None else LEASE  # a longer wait is looked at again in between
        taken = self._store.take(showing, until=self._clock() + min(wait or lease, lease))
        if taken is None or wait is not None:
            return False
        self._under_way.add(taken.key)
        if slow:
            self._slow.submit(self._attend, taken).add_done_callback(lambda done: self._put_down(taken, done))
        else:
            self._attend(taken)
        return True

    def _wait(self, showing: Showing) -> timedelta | None:
        """How long this must wait yet, so that its message, its channel and Slack as a whole are not asked too much."""
        busy = self._busy.get(showing.place.tenant, self._clock()) - self._clock()
        slack = None if busy > FARTHEST else busy
        waits = [self._pacing.wait(showing.key), self._channels.wait(_channel(showing.place)), slack]
        longest = max((wait for wait in waits if wait is not None and wait > timedelta()), default=None)
        return longest or min(self._carrier.rests(showing), RESTS) or None

    def _attend(self, showing: Showing) -> None:
        try:
            self._attempt(self._held_on(showing) if showing.kind in SLOW else showing)
        except Overtaken:
            log.info("%s %s has been taken up elsewhere", showing.kind, showing.key)
        except Unstored as error:
            if self._trouble.may_say(f"{error}"):
                log.warning("could not settle %s %s: %s", showing.kind, showing.key, error)
        except Exception:
            if not self._ending.is_set():  # it is due again when its lease ends
                log.exception("could not settle %s %s", showing.kind, showing.key)
        finally:
            self._under_way.discard(showing.key)

    def _held_on(self, showing: Showing) -> Showing:
        """It may have waited for the easel: its time begins now. Raises Overtaken if that was too long."""
        longer = replace(showing, wake_at=self._clock() + LONG_LEASE)
        return self._store.settle(longer, held=showing.wake_at)

    def _put_down(self, showing: Showing, done: Future[None]) -> None:
        """What waited for the easel when we were told to stop is due again at once."""
        if done.cancelled():
            self._under_way.discard(showing.key)
            free = replace(showing, wake_at=None)
            self._safely("put down what was waiting", lambda: self._store.settle(free, held=showing.wake_at))

    def _attempt(self, showing: Showing) -> None:
        thread, waiting = self._thread_of(showing)
        done = waiting or self._shown(showing, thread)
        self._note_pace(showing, done)
        stored = self._store.settle(done, held=showing.wake_at)
        if stored.state in {ShowState.PARKED, ShowState.DEAD} and stored.error != GONE:
            self._carrier.tell(stored)

    def _note_pace(self, showing: Showing, done: Showing) -> None:
        if done.state is ShowState.SHOWN:
            self._channels.edited(_channel(done.place))
            if showing.message:
                self._pacing.edited(done.key)
        if done.error == BUSY and done.wake_at:
            self._busy[done.place.tenant] = done.wake_at

    def _shown(self, showing: Showing, thread: str) -> Showing:
        try:
            made = self._maker.make(showing)
            if self._ending.is_set():  # what was made may be a makeshift, as the easel is being taken away
                return replace(showing, wake_at=None)
            return self._carried(showing, made, thread)
        except Overtaken:
            raise
        except Refusal:
            return replace(showing, state=ShowState.DEAD, error=GONE, wake_at=None)
        except Exception:
            log.exception("could not show %s %s", showing.kind, showing.key)
            return self._failed(showing)

    def _carried(self, showing: Showing, made: Made, thread: str) -> Showing:
        shown = self._carrier.show(showing, made, thread=thread)
        if isinstance(made, Told) and shown.state is ShowState.SHOWN:
            made.then()
        return shown

    def _thread_of(self, showing: Showing) -> tuple[str, Showing | None]:
        """The card's message, under which this belongs; or what becomes of it while the card is not there yet."""
        if showing.kind is Showable.CARD or not showing.in_thread:
            return "", None
        card = self._store.card_of(showing.place.tenant, showing.workshop)
        if card is None or card.message or card.state is ShowState.DEAD:
            return card.message if card else "", None
        if card.state is ShowState.PARKED:
            return "", replace(showing, state=ShowState.PARKED, error=card.error, wake_at=None)
        return "", replace(showing, state=ShowState.DUE, wake_at=self._clock() + FOLLOWS_THE_CARD)

    def _failed(self, showing: Showing) -> Showing:
        """A bug of ours: a few more tries, ever later, in case it was not."""
        tries = showing.attempts + 1
        state = ShowState.DEAD if tries >= MOST_TRIES else ShowState.DUE
        wake_at = self._clock() + timedelta(seconds=2**tries)
        return replace(showing, state=state, attempts=tries, error="unexpected", wake_at=wake_at)


def _channel(place: Place) -> Key:
    return f"{place.tenant}/{place.channel}"
