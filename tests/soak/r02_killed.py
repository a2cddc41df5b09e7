"""R2: the bot is killed at random moments while a crowd answers; nothing that was taken is lost or there twice, and it
is soon back."""

import random
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.sandbox.faults import Faults
from tests.soak.apart import answering
from tests.soak.crowd import GOES_WRONG, Crowd, cards_that_are_wrong, reading, rests, sandbox_for
from tests.soak.supervised import Supervised, supervised
from tests.soak.trials import trial

PATIENCE = 120.0
"""Seconds after which a bot that is not ready again is taken for gone."""


@dataclass(frozen=True)
class Killed:
    """What so many kills did: what is `wrong`, be it answers, cards or bots that ended without being killed; and the
    seconds that the bot was `away`, at the 99th of a hundred."""

    wrong: float
    away: float


@trial("R2  answers lost or doubled, cards not there once, killed at random", at_most=0, times=200, short=1)
def wrong(_folder: Path, times: int) -> float:
    return _killed(times).wrong


@trial("R2  ready again after a kill, seconds, the 99th of a hundred", at_most=5, times=200, short=0)
def away(_folder: Path, times: int) -> float:
    """The same kills, not others. Not in the short form: how long one start takes is up to what else a machine does."""
    return _killed(times).away


@cache
def _killed(times: int) -> Killed:
    crowd = Crowd(rooms=3, people=5, each=10_000, pause=0.1)
    with (
        tempfile.TemporaryDirectory(prefix="soak-") as folder,
        sandbox_for(crowd) as (url, server, own),
        supervised(url, own, Path(folder)) as bot,
    ):
        crowd.begin(url)
        server.stage.delivery.faults = GOES_WRONG
        with answering(crowd, url):
            _kill(bot, times)
        server.stage.delivery.faults = Faults()
        tenant = server.stage.workspace.team.id
        with reading(Path(folder)) as store:
            rests(store, tenant, crowd.rooms)
            found, sound = crowd.wrong_in(store, tenant), store.integrity()
            cards = cards_that_are_wrong(server.stage.workspace, store, crowd.rooms)
    print(f"      {times} kills, {len(crowd.ok)} taken, {dict(found)}, {cards} cards {sound}, fell {bot.fell}")
    print(f"      away: p99 {_p99(bot.away):.1f} s, of which the bot worked {_p99(bot.worked):.1f} s")
    return Killed(sum(found.values()) + cards + bool(sound) + len(bot.fell), _p99(bot.away))


def _p99(seconds: list[float]) -> float:
    return sorted(seconds)[max(int(len(seconds) * 0.99) - 1, 0)] if seconds else 0.0


def _kill(bot: Supervised, times: int) -> None:
    chance = random.Random(7)
    for number in range(times):
        time.sleep(chance.uniform(0.2, 2.0))
        bot.kill()
        until = time.monotonic() + PATIENCE
        while len(bot.away) <= number:
            assert time.monotonic() < until, "the bot does not come back"
            time.sleep(0.05)
