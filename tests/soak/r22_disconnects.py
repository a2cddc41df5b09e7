"""R22: the WebSocket breaks in every way it can while people answer; the bot is back soon, and nothing is lost."""

import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from bot.sandbox.faults import Faults, OnCall, OnDelivery
from bot.sandbox.player import Sandbox
from bot.sandbox.server import Server
from tests.slack.half_open import Wire
from tests.soak.crowd import Crowd, bot_for, reading, rests, sandbox_for
from tests.soak.trials import trial

SOON, HALF_OPEN_SOON = 10.0, 100.0
"""Seconds until the bot is to be back (the 95th of a hundred), where it is told, and where nobody hangs up."""

AWAY = 2.0
"""Seconds that Slack refuses new connections."""

REDELIVERED = frozenset([OnDelivery.TWICE, OnDelivery.LOST_ACK])


@dataclass
class Breaking:
    """Breaks the line in one way after the other; `took` are the seconds until there was a new connection."""

    server: Server
    sandbox: Sandbox
    wire: Wire
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def breaks(self, times: int) -> None:
        """So many times; every tenth time nobody hangs up, which takes the bot longest to notice."""
        ways = (self.reset, self.told_to_go, self.refused)
        for number in range(times):
            self._break(self.half_open if number % 10 == 9 else ways[number % 3])

    def _break(self, way: Callable[[], None]) -> None:
        before, began = self._connections, time.monotonic()
        way()
        while all(one in before for one in self._connections):
            assert time.monotonic() < began + HALF_OPEN_SOON * 2, f"{way.__name__}: nobody called again"
            time.sleep(0.02)
        self.took[way.__name__].append(time.monotonic() - began)
        time.sleep(0.5)

    @property
    def _connections(self) -> list[object]:
        return list(self.server.stage.delivery.sockets._connections)

    def reset(self) -> None:
        """As a router does that was started anew."""
        self.wire.cut()

    def half_open(self) -> None:
        """As a router does that forgets a connection."""
        self.wire.freeze()

    def told_to_go(self) -> None:
        """As Slack does every few hours."""
        self.sandbox.post("disconnect")

    def refused(self) -> None:
        """Cut off, and no new connection for a while."""
        delivery, before = self.server.stage.delivery, self.server.stage.delivery.faults
        delivery.faults = Faults(rate=1.0, kinds=frozenset([OnCall.FAILS]))
        self.wire.cut()
        time.sleep(AWAY)
        delivery.faults = before


@trial("R22 answers lost or doubled, and reconnecting too slowly, the WebSocket broken", at_most=0, times=200, short=3)
def wrong(folder: Path, times: int) -> float:
    """Breaks it so many times, while deliveries come twice and acknowledgements get lost."""
    crowd = Crowd(rooms=1, people=3, each=10_000, pause=0.3)
    with (
        sandbox_for(crowd) as (url, server, own),
        closing(Wire(int(url.rpartition(":")[2]))) as wire,
        bot_for(f"http://127.0.0.1:{wire.port}", own, folder),
    ):
        crowd.begin(url)
        server.stage.delivery.faults = Faults(seed=22, rate=0.1, kinds=frozenset(REDELIVERED))
        breaking = Breaking(server, Sandbox(url), wire)
        answering = Thread(target=crowd.answers, args=(url,))
        answering.start()
        try:
            breaking.breaks(times)
        finally:
            crowd.enough.set()
            answering.join()
        server.stage.delivery.faults = Faults()
        with reading(folder) as store:
            rests(store, server.stage.workspace.team.id, crowd.rooms)
            found = crowd.wrong_in(store, server.stage.workspace.team.id)
    slow = {way: sorted(took)[max(int(len(took) * 0.95) - 1, 0)] for way, took in breaking.took.items()}
    told = ", ".join(f"{way} {len(breaking.took[way])} times {most:.1f} s" for way, most in slow.items())
    print(f"      {len(crowd.ok)} taken, {dict(found)}; back, p95: {told}")
    late = sum(most >= (HALF_OPEN_SOON if way == "half_open" else SOON) for way, most in slow.items())
    return sum(found.values()) + late
