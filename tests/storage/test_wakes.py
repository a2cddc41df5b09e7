"""What has to be done at a time is stored with the change it follows from, and only one worker gets to do it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from journeybot.moves import turn
from journeybot.reminding import Wishes
from journeybot.timing import paced, paused, timed, untimed
from journeybot.waking import Wake, WakeKind, WakeState
from journeybot.workshop import Pace, Place, Refusal, Workshop
from storage.store import SqlStore, open_store
from tests.storage.workshops import workshop

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
FAR = NOW + timedelta(days=9000)


def kept(store: SqlStore) -> list[tuple[str, str, WakeState]]:
    """All that is still to be done, whenever."""
    return [(wake.kind, wake.person, wake.state) for wake in store.wakes(FAR)]


@pytest.fixture
def twin(store: SqlStore) -> Iterator[SqlStore]:
    """The same database, opened once more, as another process does it."""
    opened = open_store(store._engine.url.render_as_string(hide_password=False))
    yield opened
    opened.close()


@pytest.fixture
def slow(store: SqlStore) -> SqlStore:
    store.begin(workshop(pace=Pace.SLOW, invited=("U2",)))
    return store


def test_a_timer_that_is_set_is_to_be_rung_at_its_time(store: SqlStore) -> None:
    store.begin(workshop())
    assert kept(store) == []
    store.change("T1", "w1", turn(timed(10, NOW)))
    assert store.wakes(NOW + timedelta(minutes=9)) == ()
    (wake,) = store.wakes(NOW + timedelta(minutes=10))
    assert (wake.kind, wake.workshop, wake.what) == (WakeKind.TIMER, "w1", {"until": "2026-03-02T09:10:00+00:00"})


def test_each_time_that_is_set_is_its_own(store: SqlStore) -> None:
    store.begin(workshop())
    store.change("T1", "w1", turn(timed(10, NOW)))
    store.change("T1", "w1", turn(paused(NOW)))
    store.change("T1", "w1", turn(paused(NOW + timedelta(minutes=1))))
    assert [wake.wake_at for wake in store.wakes(FAR)] == [NOW + timedelta(minutes=10), NOW + timedelta(minutes=11)]
    store.change("T1", "w1", turn(untimed))
    assert store.workshop("T1", "w1").timer.until is None  # type: ignore[union-attr]


def test_a_move_that_is_refused_leaves_nothing_to_do(store: SqlStore) -> None:
    store.begin(workshop())

    def refused(now: Workshop) -> Workshop:
        timed(10, NOW)(now)
        raise Refusal("closed")

    with pytest.raises(Refusal):
        store.change("T1", "w1", turn(refused))
    assert kept(store) == []


def test_everybody_counted_is_to_be_asked_once_a_step(slow: SqlStore) -> None:
    assert kept(slow) == [("prompt", "U1", WakeState.WAITING), ("prompt", "U2", WakeState.WAITING)]
    slow.change("T1", "w1", turn(paced(Pace.LIVE)))
    slow.change("T1", "w1", turn(paced(Pace.SLOW)))
    assert len(kept(slow)) == 2
    slow.change("T1", "w1", turn(Workshop.advance))
    assert len(kept(slow)) == 4


def test_what_was_dropped_is_owed_again_and_what_was_done_is_not(slow: SqlStore) -> None:
    first, second = slow.wakes(FAR)
    ended = [replace(first, state=WakeState.DONE, wake_at=None), replace(second, state=WakeState.DROPPED, wake_at=None)]
    slow.settle_wakes(ended)
    slow.change("T1", "w1", turn(Workshop.advance))
    slow.change("T1", "w1", turn(Workshop.back))
    assert [wake.person for wake in slow.wakes(FAR) if wake.what == {"step": "personas"}] == ["U2"]


def test_what_somebody_else_has_written_meanwhile_stays(slow: SqlStore) -> None:
    wake, other = slow.wakes(FAR)
    later = NOW + timedelta(hours=1)
    slow.settle_wakes([replace(wake, wake_at=later)])
    slow.settle_wakes([replace(wake, wake_at=None, state=WakeState.DONE), replace(other, error="written all the same")])
    by = {one.person: one for one in slow.wakes(FAR)}
    assert (by["U1"].wake_at, by["U2"].error) == (later, "written all the same")


def test_of_many_who_reach_for_it_in_two_processes_one_gets_it(slow: SqlStore, twin: SqlStore) -> None:
    both = slow.wakes(FAR)

    def claim(number: int) -> tuple[Wake, ...]:
        return (slow, twin)[number % 2].claim(both, until=NOW, wishes=Wishes())

    with ThreadPoolExecutor(8) as crowd:
        got = [claimed for claimed in crowd.map(claim, range(16)) if claimed]
    assert len(got) == 1
    assert {wake.state for wake in slow.wakes(FAR)} == {WakeState.TRYING}
    assert slow.wished("T1", "U1").reminded_at is not None


def test_of_many_who_would_remind_somebody_of_different_things_one_does(store: SqlStore, twin: SqlStore) -> None:
    for number in range(6):
        place = Place("T1", f"C{number}")
        store.begin(workshop(f"w{number}", place=place, pace=Pace.SLOW))
    wakes = store.wakes(FAR)

    def claim(number: int) -> tuple[Wake, ...]:
        return (store, twin)[number % 2].claim([wakes[number]], until=NOW, wishes=Wishes())

    with ThreadPoolExecutor(6) as crowd:
        got = [claimed for claimed in crowd.map(claim, range(6)) if claimed]
    assert len(got) == 1


def test_all_is_claimed_or_nothing(slow: SqlStore) -> None:
    first, second = slow.wakes(FAR)
    assert slow.claim([second], until=NOW)
    assert slow.claim([first, second], until=NOW, wishes=Wishes()) == ()
    assert slow.wished("T1", "U1") == Wishes()
    assert [wake.state for wake in slow.wakes(FAR) if wake.person == "U1"] == [WakeState.WAITING]


def test_whose_wishes_have_changed_meanwhile_is_not_reminded(slow: SqlStore) -> None:
    slow.wish("T1", "U1", Wishes(reminders=False))
    wake = slow.wakes(FAR)[0]
    assert slow.claim([wake], until=NOW, wishes=Wishes()) == ()
    assert slow.claim([wake], until=NOW, wishes=Wishes(reminders=False))
