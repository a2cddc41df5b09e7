"""A workshop on PostgreSQL that two web processes and two workers share, and none of its people notices."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from bot.sandbox.player import PATIENCE, Person, Sandbox
from journeybot.workshop import Place
from storage.store import SqlStore, open_store
from tests import databases
from tests.soak.crowd import Crowd, cards_that_are_wrong, rests, sandbox_for
from tests.soak.several import Several, several


@contextmanager
def busy(url: str, crowd: Crowd) -> Iterator[None]:
    """Somebody asks and asks, for as long as this lasts."""
    over, asks = Event(), Sandbox(url)

    def ask() -> None:
        asks.post("act/command", user="U00000001", channel="C00000000", text="/journey map")
        while not over.wait(0.02):
            asks.post("act/command", user="U00000000", channel="C00000000", text="/journey status")

    thread = Thread(target=ask)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(PATIENCE)


def begins(player: Sandbox) -> Person:
    """A workshop with a map on show."""
    ana = player.person("Person 0", "room-0")
    ana.types("/journey start Groceries").submits({"template": "before_during_after"})
    ana.types("/journey map")
    player.wait_for(lambda: len(ana.files()) == 1)
    return ana


def personas(store: SqlStore, tenant: str) -> int:
    rests(store, tenant, 1)
    found = store.latest_in(Place(tenant, "C00000000"))
    assert found is not None
    return found.counts.get("persona", 0)


def end(bots: Several) -> list[int]:
    """Tell all of them to stop; their exit codes."""
    processes = [*bots.webs, *bots.workers]
    for process in processes:
        process.terminate()
    return [process.wait(PATIENCE) for process in processes]


def test_two_web_processes_and_two_workers_are_one_bot_and_end_in_good_order() -> None:
    crowd = Crowd(rooms=1, people=3, each=2)
    with databases.postgresql() as database, sandbox_for(crowd) as (url, server, own):
        tenant, store = server.stage.workspace.team.id, open_store(database)
        with several(url, server, own, database=database) as bots:
            ana = begins(Sandbox(url))
            crowd.answers(url)
            assert personas(store, tenant) == len(crowd.ok) == 6
            assert crowd.wrong_in(store, tenant).total() == 0
            assert cards_that_are_wrong(server.stage.workspace, store, 1) == 0
            assert len(ana.files()) == 1, "one map, not one from each worker"
            assert min(bots.router.sent.values()) > 5, "both have answered"
            with busy(url, crowd):
                assert end(bots) == [0, 0, 0, 0]
        store.close()
