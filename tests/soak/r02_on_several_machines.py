"""R2 on PostgreSQL: of two web processes and two workers one is killed at random, again and again, while a crowd
answers."""

import random
import socket
import time
from pathlib import Path

from bot.sandbox.faults import Faults
from storage.store import open_store
from tests import databases
from tests.soak.apart import answering
from tests.soak.crowd import GOES_WRONG, Crowd, cards_that_are_wrong, rests, sandbox_for
from tests.soak.several import Several, several
from tests.soak.trials import trial


@trial(
    "R2  the same on PostgreSQL, one of two web processes and two workers killed at random",
    at_most=0,
    times=200,
    short=0,
)
def wrong(_folder: Path, times: int) -> float:
    """Kills so many; the others go on meanwhile."""
    crowd = Crowd(rooms=3, people=5, each=10_000, pause=0.05)
    with (
        databases.postgresql() as database,
        sandbox_for(crowd) as (url, server, own),
        several(url, server, own, database=database) as bots,
    ):
        crowd.begin(url)
        server.stage.delivery.faults = GOES_WRONG
        with answering(crowd, url):
            _kill(bots, times)
        server.stage.delivery.faults = Faults()
        tenant, store = server.stage.workspace.team.id, open_store(database)
        rests(store, tenant, crowd.rooms)
        found = crowd.wrong_in(store, tenant)
        cards = cards_that_are_wrong(server.stage.workspace, store, crowd.rooms)
        store.close()
    print(f"      {times} kills, {len(crowd.ok)} taken, {len(crowd.unknown)} unknown; {dict(found)}, {cards} cards")
    return sum(found.values()) + cards


def _kill(bots: Several, times: int) -> None:
    """Each time another one; the next only when those of the web are there again, as a supervisor would see to it."""
    chance = random.Random(7)
    for _ in range(times):
        time.sleep(chance.uniform(0.2, 2.0))
        bots.kill(chance.randrange(len(bots.webs) + len(bots.workers)))
        for port in bots.router.ports:
            _comes(port)


def _comes(port: int) -> None:
    until = time.monotonic() + 60
    while not _listens(port):
        assert time.monotonic() < until, f"nothing listens at port {port} any more"
        time.sleep(0.1)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
