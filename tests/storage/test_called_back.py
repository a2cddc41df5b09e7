"""What was finished or promised under an older journeybot is called back and reminded of after the update, once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from journeybot.journey import Improvement, Status
from journeybot.moves import turn
from journeybot.waking import Wake
from storage.engine import make_engine
from storage.store import SqlStore, open_store
from tests.storage.released import left_by
from tests.storage.workshops import PLACE, puts, workshop

NOW = datetime.now(UTC)
"""A migration goes by the real time."""

SOON, LONG_AGO = (NOW + timedelta(days=40)).date(), (NOW - timedelta(days=400)).date()


@pytest.fixture
def full(tmp_path: Path) -> str:
    """Two finished maps with a day to come and one long past, one at work; of its improvements one is promised."""
    url = f"sqlite:///{tmp_path / 'full.db'}"
    store = open_store(url)
    for key, day in (("w1", SOON), ("w2", SOON), ("w3", LONG_AGO)):
        begun = workshop(key)
        store.begin(replace(begun, about=replace(begun.about, owner="<@U1>", review_on=day)))
        store.change("T1", key, turn(lambda now: now.close(NOW, now.about)))
    store.begin(workshop("w4"))
    fee = Improvement(key="fee", text="Show the fee", owner="<@U2>", due=SOON)
    others = (replace(fee, key="did", status=Status.DONE), replace(fee, key="we", owner="we"))
    store.change("T1", "w4", puts(fee, *others))
    store.close()
    return url


def wakes(store: SqlStore) -> set[tuple[object, ...]]:
    return {_told(one) for one in store.wakes(NOW + timedelta(days=900), most=100)}


def _told(one: Wake) -> tuple[object, ...]:
    return one.key, one.workshop, one.kind, one.person, one.state, *one.what.items()


@pytest.mark.parametrize("remembers", ["nothing", "all"])
def test_after_the_update_they_wake_as_if_they_were_new(tmp_path: Path, full: str, remembers: str) -> None:
    old = f"sqlite:///{tmp_path / 'old.db'}"
    left_by("0005", old, full=full)
    if remembers == "nothing":
        engine = make_engine(old)
        with engine.execution_options(writes=True).begin() as connection:
            connection.execute(sa.text("DELETE FROM wake"))
        engine.dispose()
    now, updated = open_store(full), open_store(old)
    wanted = {told for told in wakes(now) if remembers == "all" or str(LONG_AGO) not in repr(told)}
    assert len(wanted) == 2 + (remembers == "all") + 2, "two are called back, somebody is reminded twice"
    assert wakes(updated) == wanted
    assert updated.open_in(PLACE) is not None
    assert all(one.wake_at and one.wake_at < NOW + timedelta(days=40) for one in updated.wakes(NOW + timedelta(90)))
    updated.close()
    now.close()
