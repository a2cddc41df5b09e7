"""R1 on PostgreSQL: the crowd meets two web processes in turn, and two workers post and draw, while Slack fails."""

from pathlib import Path

from bot.sandbox.faults import Faults
from storage.store import open_store
from tests import databases
from tests.soak.crowd import GOES_WRONG, Crowd, cards_that_are_wrong, rests, sandbox_for
from tests.soak.several import several
from tests.soak.trials import trial


@trial(
    "R1  the same on PostgreSQL, with two web processes and two workers",
    at_most=0,
    times=40,
    short=2,
)
def wrong(_folder: Path, times: int) -> float:
    """Everybody enters that many names."""
    crowd = Crowd(rooms=5, people=10 if times > 2 else 3, each=times)
    with (
        databases.postgresql() as database,
        sandbox_for(crowd) as (url, server, own),
        several(url, server, own, database=database),
    ):
        server.stage.delivery.faults = GOES_WRONG
        crowd.begin(url)
        crowd.answers(url)
        server.stage.delivery.faults = Faults()
        tenant, store = server.stage.workspace.team.id, open_store(database)
        rests(store, tenant, crowd.rooms)
        found = crowd.wrong_in(store, tenant)
        cards = cards_that_are_wrong(server.stage.workspace, store, crowd.rooms)
        store.close()
    print(
        f"      {len(crowd.ok)} answers were taken, {len(crowd.unknown)} nobody knows of; {dict(found)}, cards {cards}"
    )
    return sum(found.values()) + cards
