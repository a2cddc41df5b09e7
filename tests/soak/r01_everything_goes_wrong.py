"""R1: a crowd answers while Slack fails, doubles and forgets; nothing is lost, nothing is there twice."""

from pathlib import Path

from bot.sandbox.faults import Faults
from tests.soak.crowd import GOES_WRONG, Crowd, bot_for, cards_that_are_wrong, reading, rests, sandbox_for
from tests.soak.trials import trial


@trial(
    "R1  answers lost, doubled or foreign, and cards not there once, 5 % of everything failing",
    at_most=0,
    times=40,
    short=2,
)
def wrong(folder: Path, times: int) -> float:
    """Everybody enters that many names."""
    crowd = Crowd(rooms=5, people=10 if times > 2 else 3, each=times)
    with sandbox_for(crowd) as (url, server, own), bot_for(url, own, folder):
        server.stage.delivery.faults = GOES_WRONG
        crowd.begin(url)
        crowd.answers(url)
        server.stage.delivery.faults = Faults()
        tenant = server.stage.workspace.team.id
        with reading(folder) as store:
            rests(store, tenant, crowd.rooms)
            found = crowd.wrong_in(store, tenant)
            cards = cards_that_are_wrong(server.stage.workspace, store, crowd.rooms)
    print(
        f"      {len(crowd.ok)} answers were taken, {len(crowd.unknown)} nobody knows of; {dict(found)}, cards {cards}"
    )
    return sum(found.values()) + cards
