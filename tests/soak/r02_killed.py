"""R2: the bot is killed at random moments while a crowd answers; nothing that was taken is lost or there twice."""

import random
import time
from pathlib import Path
from threading import Thread

from bot.sandbox.faults import Faults
from tests.soak.crowd import GOES_WRONG, Crowd, cards_that_are_wrong, reading, rests, sandbox_for
from tests.soak.supervised import Supervised, supervised
from tests.soak.trials import trial


@trial("R2  answers lost or doubled, cards not there once, killed at random", at_most=0, times=200, short=1)
def wrong(folder: Path, times: int) -> float:
    """Kills the bot so many times; how long it was away is told, and depends on what else the machine does."""
    crowd = Crowd(rooms=3, people=5, each=10_000, pause=0.1)
    with sandbox_for(crowd) as (url, server, own), supervised(url, own, folder) as bot:
        crowd.begin(url)
        server.stage.delivery.faults = GOES_WRONG
        killing = Thread(target=_kill, args=(bot, crowd, times))
        killing.start()
        crowd.answers(url)
        killing.join()
        server.stage.delivery.faults = Faults()
        tenant = server.stage.workspace.team.id
        with reading(folder) as store:
            rests(store, tenant, crowd.rooms)
            found, sound = crowd.wrong_in(store, tenant), store.integrity()
            cards = cards_that_are_wrong(server.stage.workspace, store, crowd.rooms)
    print(f"      {len(bot.away)} kills, {len(crowd.ok)} taken, {dict(found)}, {cards} cards {sound}")
    print(f"      away: p99 {_p99(bot.away):.1f} s, of which the bot worked {_p99(bot.worked):.1f} s")
    return sum(found.values()) + cards + bool(sound)


def _p99(seconds: list[float]) -> float:
    return sorted(seconds)[max(int(len(seconds) * 0.99) - 1, 0)] if seconds else 0.0


def _kill(bot: Supervised, crowd: Crowd, times: int) -> None:
    chance = random.Random(7)
    try:
        for number in range(times):
            time.sleep(chance.uniform(0.2, 2.0))
            bot.kill()
            while len(bot.away) <= number:
                time.sleep(0.05)
    finally:
        crowd.enough.set()
