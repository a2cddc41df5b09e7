"""Workspaces install us, take us out and come back; who is on the way to it comes back once."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from journeybot.installations import Installations
from journeybot.ports import Showable, Showing, ShowState
from journeybot.timer import Timer
from journeybot.workshop import Place
from storage.store import SqlStore
from tests.storage.workshops import PLACE, workshop

NOW = datetime.now(UTC)
AN_HOUR = timedelta(hours=1)
CARD = Showing(key="card", place=PLACE, workshop="w1", kind=Showable.CARD)


@pytest.fixture
def houses(store: SqlStore) -> Installations:
    return store.installations


def test_what_is_sealed_is_found_and_gone_as_soon_as_we_are_taken_out(houses: Installations) -> None:
    houses.store("T1", name="Acme", sealed="s1")
    houses.store("T2", name="Other", sealed="s2")
    found = houses.of("T1")
    assert found
    assert (found.name, found.sealed, found.gone_at) == ("Acme", "s1", None)
    assert "s1" not in repr(found)
    assert houses.forget("T1")
    gone = houses.of("T1")
    assert gone
    assert (gone.name, gone.sealed, gone.gone_at is None) == ("Acme", "", False)
    assert not houses.forget("T1"), "it is known"
    assert [one.sealed for one in houses.all()] == ["", "s2"]
    assert houses.of("T3") is None


def test_news_of_an_earlier_end_does_not_take_a_new_beginning_away(houses: Installations) -> None:
    houses.store("T1", name="Acme", sealed="s1")
    assert not houses.forget("T1", at=datetime.now(UTC) - AN_HOUR)
    found = houses.of("T1")
    assert found
    assert found.sealed == "s1"


def test_what_a_workspace_is_owed_rests_while_we_are_out_and_goes_on_after(store: SqlStore) -> None:
    timed = replace(workshop(), timer=Timer(until=NOW - AN_HOUR))
    store.begin(timed, show=[CARD, replace(CARD, key="m", kind=Showable.MAP, state=ShowState.PARKED, error="x")])
    parked = replace(CARD, key="n", kind=Showable.MAP, state=ShowState.PARKED, error="not_installed")
    store.show(parked)
    store.begin(workshop("w1", place=Place("T2", "C1")), show=[replace(CARD, place=Place("T2", "C1"))])

    def waits() -> tuple[set[tuple[str, str]], set[str]]:
        due = {(one.place.tenant, one.key) for one in store.due(NOW)}
        return due, {wake.tenant for wake in store.wakes(datetime.now(UTC))}

    assert waits() == ({("T1", "card"), ("T2", "card")}, {"T1"})
    store.installations.forget("T1")
    assert waits() == ({("T2", "card")}, set())
    store.installations.store("T1", name="Acme", sealed="s")
    assert waits() == ({("T1", "card"), ("T1", "n"), ("T2", "card")}, {"T1"})


def test_only_what_waited_for_that_goes_on_and_only_that_tenants(store: SqlStore) -> None:
    def waiting(key: str, error: str, place: Place = PLACE) -> Showing:
        return replace(CARD, key=key, kind=Showable.MAP, place=place, state=ShowState.PARKED, error=error)

    elsewhere = Place("T2", "C1")
    store.begin(workshop(), show=[waiting("a", "no_access"), waiting("b", "not_in_channel")])
    store.begin(workshop("w1", place=elsewhere), show=[waiting("c", "no_access", elsewhere)])
    store.show(replace(waiting("d", "account_inactive"), state=ShowState.DUE, wake_at=NOW + timedelta(minutes=1)))
    waiting_for = ("no_access", "account_inactive")
    assert [store.installations.go_on("T1", waiting_for=waiting_for) for _ in range(2)] == [2, 0]
    assert [(one.place.tenant, one.key) for one in store.due(NOW)] == [("T1", "a"), ("T1", "d")]


def test_one_renews_at_a_time_and_nobody_what_is_not_there_any_more(houses: Installations) -> None:
    houses.store("T1", name="Acme", sealed="s1")
    read = houses.of("T1")
    assert read
    soon = datetime.now(UTC) + AN_HOUR
    assert [houses.renewing(read, until=soon) for _ in range(3)] == [True, False, False]
    assert houses.reseal(read, "s2")
    assert not houses.reseal(read, "s3"), "somebody else did"
    assert not houses.renewing(read, until=soon)
    fresh = houses.of("T1")
    assert fresh
    assert (fresh.sealed, fresh.renewing_until) == ("s2", None)
    houses.forget("T1")
    assert not houses.reseal(fresh, "s4"), "what came back too late does not bring a token back"
    assert houses.renewing(replace(fresh, turn=fresh.turn + 1), until=NOW - AN_HOUR)


def test_a_channel_with_a_new_id_keeps_its_workshop_and_no_other_tenant_notices(store: SqlStore) -> None:
    store.begin(workshop(), show=[CARD])
    theirs = Place("T2", PLACE.channel)
    store.begin(workshop("w1", place=theirs), show=[replace(CARD, place=theirs)])
    assert store.installations.move(PLACE, "CNEW") == 2
    moved = Place("T1", "CNEW")
    found, card = store.open_in(moved), store.card_of("T1", "w1")
    assert found
    assert card
    assert (found.key, card.place, store.open_in(PLACE)) == ("w1", moved, None)
    assert store.open_in(theirs)


@pytest.fixture
def crowd() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


def test_each_of_300_visits_ends_once_whoever_races(store: SqlStore, crowd: ThreadPoolExecutor) -> None:
    """R17: slack_sdk's own store let 143 of 300 through more than once."""
    keys = [f"visit-{number}" for number in range(300)]
    later = datetime.now(UTC) + AN_HOUR
    for key in keys:
        store.installations.begin_visit(key, until=later)
    runs = [crowd.submit(lambda: [key for key in keys if store.installations.end_visit(key)]) for _ in range(4)]
    assert Counter(key for run in runs for key in run.result()) == Counter(keys)


def test_who_comes_back_late_or_never_began_is_not_let_in(houses: Installations) -> None:
    houses.begin_visit("late", until=datetime.now(UTC) - AN_HOUR)
    assert not houses.end_visit("late")
    assert not houses.end_visit("never")
