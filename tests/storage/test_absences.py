"""When nobody listened for a while, the workshops that were under way are told of it, once, and no others."""

from dataclasses import replace
from datetime import timedelta

import pytest

from journeybot.absences import Absence
from journeybot.ports import ShowState
from journeybot.workshop import Place
from storage.store import SqlStore
from storage.wellbeing import Pulse
from tests.storage.test_wellbeing import CARD, MINUTE, NOW, PULSE, at
from tests.storage.workshops import puts, workshop

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def up(store: SqlStore, after: timedelta, key: str = "next", *, part: str = "all") -> Pulse:
    """Another process comes up."""
    pulse = Pulse(key=key, part=part, version="1", since=NOW + after, at=NOW + after)
    at(store, pulse.at).wellbeing.beat(pulse)
    return pulse


def told(store: SqlStore, key: str = "w1") -> Absence | None:
    return store.absences.of("T1", key)


def is_due(store: SqlStore) -> bool:
    card = store.card_of("T1", "w1")
    return card is not None and card.state is ShowState.DUE


@pytest.fixture
def running(store: SqlStore) -> SqlStore:
    """A bot is up, and so is a workshop, whose card is shown."""
    at(store, NOW).begin(workshop(), show=[replace(CARD, state=ShowState.SHOWN, message="1.1")])
    store.wellbeing.beat(PULSE)
    return store


def test_a_long_absence_is_told_on_the_card_that_is_there(running: SqlStore) -> None:
    up(running, MINUTE)
    assert told(running) == Absence(NOW, NOW + MINUTE)
    assert is_due(running)
    card = running.card_of("T1", "w1")
    assert card
    assert card.message == "1.1"


def test_a_short_one_is_not_told_and_none_where_another_process_was_up(running: SqlStore) -> None:
    up(running, 15 * SECOND, "quick")
    assert (told(running), is_due(running)) == (None, False)
    up(running, 70 * SECOND, "beside")
    assert told(running) == Absence(NOW + 15 * SECOND, NOW + 70 * SECOND)


def test_a_deploy_that_starts_the_new_before_the_old_ends_is_not_told(running: SqlStore) -> None:
    running.wellbeing.beat(replace(PULSE, at=NOW + MINUTE - SECOND))
    up(running, MINUTE)
    at(running, NOW + MINUTE + SECOND).wellbeing.goodbye(PULSE)
    running.wellbeing.beat(replace(PULSE, key="next", at=NOW + 2 * MINUTE))
    assert (told(running), is_due(running)) == (None, False)


def test_an_absence_begins_with_a_goodbye(running: SqlStore) -> None:
    at(running, NOW + 5 * SECOND).wellbeing.goodbye(PULSE)
    up(running, 5 * MINUTE)
    assert told(running) == Absence(NOW + 5 * SECOND, NOW + 5 * MINUTE)


def test_of_several_that_come_up_the_first_tells_and_a_worker_hears_nobody(running: SqlStore) -> None:
    up(running, MINUTE, "worker", part="worker")
    assert told(running) is None
    up(running, MINUTE + SECOND, "one", part="web")
    up(running, MINUTE + 3 * SECOND, "two", part="web")
    assert told(running) == Absence(NOW, NOW + MINUTE + SECOND)


def test_who_goes_again_as_soon_as_it_is_back_was_away_all_the_time(running: SqlStore) -> None:
    up(running, MINUTE, "one")
    up(running, MINUTE + 10 * SECOND, "two")
    assert told(running) == Absence(NOW, NOW + MINUTE), "it is told already"
    up(running, 3 * MINUTE, "three")
    assert told(running) == Absence(NOW, NOW + 3 * MINUTE)
    running.wellbeing.beat(Pulse(key="three", part="all", version="1", since=NOW, at=NOW + 9 * MINUTE))
    up(running, 10 * MINUTE, "four")
    assert told(running) == Absence(NOW + 9 * MINUTE, NOW + 10 * MINUTE)


def test_what_rests_is_left_in_peace(running: SqlStore) -> None:
    finished = replace(workshop("closed", place=Place("T1", "C2")), open=False)
    at(running, NOW - 4 * HOUR).begin(workshop("asleep", place=Place("T1", "C3")))
    at(running, NOW).begin(finished)
    running.change("T1", "w1", puts())
    up(running, MINUTE)
    assert told(running)
    assert (told(running, "closed"), told(running, "asleep")) == (None, None)


def test_after_a_night_nobody_is_told(running: SqlStore) -> None:
    up(running, 10 * HOUR)
    assert told(running) is None


def test_the_clock_may_be_set_back_meanwhile(running: SqlStore) -> None:
    up(running, -HOUR)
    assert told(running) is None


def test_nobody_was_away_before_the_first_start(store: SqlStore) -> None:
    at(store, NOW).begin(workshop(), show=[CARD])
    up(store, MINUTE)
    assert told(store) is None


def test_it_is_of_its_tenant_and_goes_with_its_workshop(running: SqlStore) -> None:
    up(running, MINUTE)
    assert running.absences.of("T2", "w1") is None
    running.erase("T1", "w1")
    assert told(running) is None
