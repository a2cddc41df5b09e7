"""R19: Slack answers no call for a while in the middle of a workshop; nothing is lost, and soon all of it is shown."""

import time
from pathlib import Path
from threading import Thread

from bot.sandbox.faults import Faults, OnCall
from bot.sandbox.server import Server
from journeybot.workshop import Place
from storage.store import SqlStore
from tests.soak.crowd import Crowd, bot_for, cards_that_are_wrong, reading, rests, sandbox_for
from tests.soak.rates import beyond, called_at
from tests.soak.trials import trial

AWAY = frozenset([OnCall.DROP_BEFORE])
IN_THE_CHANNEL = ("chat.postMessage", "chat.update")
SOON = 60.0
"""Seconds within which all must be shown once Slack is back."""


@trial(
    "R19 answers lost, doubled or out of order, messages too soon, cards not shown 60 s after Slack's return, s away",
    at_most=0,
    times=300,
    short=4,
)
def wrong(folder: Path, times: int) -> float:
    """Slack is away for that many seconds, while people go on trying. The card is up by then: a first post whose answer
    is lost must wait for somebody to press "Post it again", which R3 looks at."""
    crowd = Crowd(rooms=1, people=30 if times > 60 else 5, each=20 if times > 60 else 6)
    record = folder / "record.jsonl"
    with sandbox_for(crowd) as (url, server, own), bot_for(url, own, folder):
        crowd.begin(url)
        answering = Thread(target=crowd.answers, args=(url,))
        answering.start()
        while len(crowd.ok) < crowd.people or not _card_up(server):
            time.sleep(0.05)
        server.stage.delivery.faults = Faults(rate=1.0, kinds=AWAY, record=record)
        time.sleep(times)
        meanwhile = len(crowd.ok)
        server.stage.delivery.faults = Faults(record=record)
        tenant = server.stage.workspace.team.id
        with reading(folder) as store:
            took = _drained(store, Place(tenant, "C00000000"))
            answering.join()
            rests(store, tenant, crowd.rooms)
            found = crowd.wrong_in(store, tenant)
            disorder = crowd.out_of_order(store, tenant)
            cards = cards_that_are_wrong(server.stage.workspace, store, crowd.rooms)
    early = beyond(called_at(record, *IN_THE_CHANNEL, channel="C00000000"), 1.0, burst=4)
    taken = f"{len(crowd.ok)} answers were taken, {meanwhile} of them before Slack was back"
    print(f"      {taken}; what was owed then was shown within {took:.0f} s; {dict(found)}, cards {cards}, ", end="")
    print(f"out of order {disorder}, too soon {early}")
    return sum(found.values()) + cards + (took > SOON) + disorder + early


def _card_up(server: Server) -> bool:
    return any(not message.ephemeral_to for message in server.stage.workspace.messages["C00000000"])


def _drained(store: SqlStore, place: Place) -> float:
    """Seconds until the card shows all that was stored when Slack came back; people go on answering meanwhile."""
    back, found = time.monotonic(), store.latest_in(place)
    assert found is not None
    while time.monotonic() < back + 2 * SOON:
        card = store.card_of(place.tenant, found.key)
        if card is not None and card.does >= found.about.revision:
            break
        time.sleep(0.1)
    return time.monotonic() - back
