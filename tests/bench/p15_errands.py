"""P15: how long an errand that was handed in waits until somebody begins with it."""

import statistics
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import cast

from bot.errands.embedded import Embedded
from bot.errands.making import Maker
from bot.errands.port import Made, Words
from journeybot.ports import Showable, Showing, ShowState
from journeybot.workshop import Place
from storage.store import open_store
from tests.bench.goals import goal
from tests.bench.sidebyside import Bench, Sample

OURS, DBOS = "ours, over SQLite", "DBOS, over SQLite"
EACH = 40
HandIn = Callable[[], object]


class Begun:
    """Makes and shows nothing, but notes when it was asked to."""

    def __init__(self) -> None:
        self.at = 0.0
        self.bell = Event()

    def make(self, _showing: Showing) -> Made:
        self.now()
        return Words(text="done")

    def show(self, showing: Showing, _made: Made, *, thread: str) -> Showing:
        del thread
        return replace(showing, state=ShowState.SHOWN, message="17.1", wake_at=None)

    def rests(self, _showing: Showing) -> timedelta:
        """Nothing does."""
        return timedelta()

    def tell(self, _showing: Showing) -> None:
        """Nobody is told."""

    def now(self) -> None:
        """Somebody begins."""
        self.at = time.perf_counter()
        self.bell.set()


def waits(begun: Begun, hand_in: HandIn) -> Sample:
    """The median over some errands, one after the other."""
    took = []
    for _ in range(EACH):
        begun.bell.clear()
        handed_in = time.perf_counter()
        hand_in()
        assert begun.bell.wait(30), "nobody began"
        took.append((begun.at - handed_in) * 1000)
        time.sleep(0.005)
    return {"p50 ms": statistics.median(took)}


@contextmanager
def ours(bench: Bench) -> Iterator[Callable[[], Sample]]:
    """A row of what is to be shown, and a wake-up."""
    begun, store = Begun(), open_store(f"sqlite:///{bench.folder / 'errands.db'}")
    errands = Embedded(store, cast(Maker, begun), carrier=begun, clock=lambda: datetime.now(UTC))
    errands.start()

    def hand_in() -> None:
        key = uuid.uuid4().hex
        store.show(Showing(key=key, place=Place("T1", key), workshop="", kind=Showable.TEXT, in_thread=False))
        errands.wake()

    yield lambda: waits(begun, hand_in)
    errands.stop()
    store.close()


@contextmanager
def dbos(bench: Bench) -> Iterator[Callable[[], Sample]]:
    """A workflow, started directly, which is its quickest way."""
    import dbos as library  # noqa: PLC0415  slow to load, and only for this

    begun = Begun()
    config = library.DBOSConfig(
        name="bench", system_database_url=f"sqlite:///{bench.folder / 'dbos.db'}", log_level="ERROR"
    )
    library.DBOS(config=config)

    @library.DBOS.workflow()
    def begin() -> None:
        begun.now()

    library.DBOS.launch()
    yield lambda: waits(begun, lambda: library.DBOS.start_workflow(begin))
    library.DBOS.destroy()


@goal("P15 an errand handed in until begun, p50, beside DBOS", at_most=0.25)
def beside_dbos(bench: Bench) -> float | None:
    try:
        import dbos as there  # noqa: F401, PLC0415
    except ModuleNotFoundError:
        return None
    with ours(bench) as we, dbos(bench) as they:
        table = bench.compare("an errand handed in until somebody begins", {DBOS: they, OURS: we})
    return table.ratio(OURS, DBOS, "p50 ms")
