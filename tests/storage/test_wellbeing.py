"""What the database tells of the bot's health: who is up, and what waits, over all tenants together."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from journeybot.ports import Showable, Showing, ShowState
from journeybot.timer import Timer
from journeybot.workshop import Place
from storage.store import SqlStore
from storage.wellbeing import Backlog, Pulse
from tests.storage.workshops import PLACE, workshop

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PULSE = Pulse(key="host/1", part="all", version="1", since=NOW, at=NOW)
CARD = Showing(key="card", place=PLACE, workshop="w1", kind=Showable.CARD, in_thread=False)


def at(store: SqlStore, now: datetime) -> SqlStore:
    """The store at that time."""
    store._clock = store.wellbeing._clock = lambda: now
    return store


def test_nothing_waits_in_an_empty_database(store: SqlStore) -> None:
    nothing = Backlog(states={}, troubles={}, oldest=timedelta(), wakes=0, latest=timedelta())
    assert store.wellbeing.backlog() == nothing


def test_the_database_says_what_it_is(in_file: SqlStore, on_server: SqlStore) -> None:
    assert re.fullmatch(r"SQLite 3\.\d+\.\d+", in_file.wellbeing.product())
    assert re.fullmatch(r"PostgreSQL \d+\.\d+", on_server.wellbeing.product())


def test_what_waits_is_counted_over_all_tenants_with_why(store: SqlStore) -> None:
    at(store, NOW).begin(workshop(), show=[CARD])
    for key, state, error in (("a", "parked", "not_in_channel"), ("b", "dead", "invalid_blocks"), ("c", "shown", "")):
        theirs = replace(CARD, key=key, place=Place("T2", "C9"), workshop="", state=ShowState(state), error=error)
        at(store, NOW - MINUTE).show(theirs)
    seen = at(store, NOW + MINUTE).wellbeing.backlog()
    assert seen.states == {"due": 1, "parked": 1, "dead": 1, "shown": 1}
    assert seen.troubles == {("parked", "not_in_channel"): 1, ("dead", "invalid_blocks"): 1}
    assert seen.oldest == MINUTE


def test_a_timer_is_ahead_until_it_is_late(store: SqlStore) -> None:
    at(store, NOW).begin(workshop(timer=Timer(until=NOW + MINUTE)))
    assert (store.wellbeing.backlog().wakes, store.wellbeing.backlog().latest) == (1, timedelta())
    assert at(store, NOW + 3 * MINUTE).wellbeing.backlog().latest == 2 * MINUTE


def test_processes_beat_and_say_goodbye(store: SqlStore) -> None:
    worker = replace(PULSE, key="host/2", part="worker")
    store.wellbeing.beat(PULSE)
    store.wellbeing.beat(worker)
    later = replace(PULSE, at=NOW + MINUTE, heard_at=NOW, deliveries=300, missed=4, held_back_at=NOW)
    store.wellbeing.beat(later)
    assert store.wellbeing.pulses() == (later, worker)
    assert store.wellbeing.pulses(whole=False) == (replace(PULSE, at=NOW + MINUTE, heard_at=NOW), worker)
    store.wellbeing.goodbye(PULSE)
    assert store.wellbeing.pulses() == (worker,)


def test_a_goodbye_is_said_for_those_too_that_it_stood_in_for(store: SqlStore) -> None:
    again = replace(PULSE, key="host/2", since=NOW + MINUTE, at=NOW + MINUTE)
    beside = replace(PULSE, key="host/3", at=NOW + 2 * MINUTE)
    worker = replace(PULSE, key="host/4", part="worker")
    for pulse in (PULSE, again, beside, worker):
        store.wellbeing.beat(pulse)
    store.wellbeing.goodbye(again)
    assert store.wellbeing.pulses() == (beside, worker)


def test_who_died_is_forgotten_a_day_later(store: SqlStore) -> None:
    store.wellbeing.beat(PULSE)
    store.wellbeing.beat(replace(PULSE, key="next", at=NOW + timedelta(hours=25)))
    assert [pulse.key for pulse in store.wellbeing.pulses()] == ["next"]
