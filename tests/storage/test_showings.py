"""What a chat is owed is never forgotten and never shown older than it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from journeybot.ports import Overtaken, Showable, Showing, ShowState
from journeybot.workshop import Place, Refusal
from storage.engine import scrub
from storage.store import SqlStore
from tests.storage.workshops import PLACE, hurts, puts, workshop

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
CARD = Showing(key="card", place=PLACE, workshop="w1", kind=Showable.CARD, in_thread=False)
MAP = Showing(key="map", place=PLACE, workshop="w1", kind=Showable.MAP, what={"persona": "Ana 👩🏽‍🚀"}, asked_by="U1")


@pytest.fixture
def shown(store: SqlStore) -> SqlStore:
    """A store with a workshop whose card has been shown."""
    store.begin(workshop(), show=[CARD])
    store.settle(replace(CARD, state=ShowState.SHOWN, does=0, message="17.1", attempts=4))
    return store


def test_what_is_owed_is_due_in_the_order_it_came(store: SqlStore) -> None:
    store.begin(workshop(), show=[CARD])
    store.change("T1", "w1", hurts("queue"), show=[MAP])
    elsewhere = replace(MAP, key="other", place=Place("T2", "C1"), workshop="")
    store.show(elsewhere)
    assert store.due(NOW) == (replace(CARD, should=1), MAP, elsewhere)
    assert [showing.key for showing in store.due(NOW, most=2)] == ["card", "map"]
    store.settle(replace(MAP, wake_at=NOW + timedelta(seconds=30)))
    assert [showing.key for showing in store.due(NOW)] == ["card", "other"]
    assert [showing.key for showing in store.due(NOW + timedelta(seconds=30))] == ["card", "other", "map"]


def test_a_change_makes_the_shown_card_due_with_its_message(shown: SqlStore) -> None:
    assert shown.due(NOW) == ()
    shown.change("T1", "w1", puts())
    assert shown.due(NOW) == ()
    shown.change("T1", "w1", hurts("queue"))
    assert shown.due(NOW) == (replace(CARD, should=1, does=0, message="17.1"),)


def test_a_change_wakes_no_card_that_cannot_be_shown_now(shown: SqlStore) -> None:
    shown.settle(replace(CARD, state=ShowState.PARKED, error="not_in_channel"))
    shown.change("T1", "w1", hurts("queue"))
    card = shown.card_of("T1", "w1")
    assert card is not None
    assert (card.state, card.should, card.error) == (ShowState.PARKED, 1, "not_in_channel")


def test_a_card_that_was_given_up_gets_a_new_chance_with_the_next_change(shown: SqlStore) -> None:
    given_up = replace(CARD, state=ShowState.DEAD, attempts=5, error="invalid_blocks")
    shown.settle(replace(given_up, wake_at=NOW + timedelta(seconds=32)))
    assert shown.due(NOW) == ()
    shown.change("T1", "w1", hurts("queue"))
    assert shown.due(NOW) == (replace(CARD, should=1),)


def test_a_change_during_the_last_try_is_a_new_chance_too(shown: SqlStore) -> None:
    shown.change("T1", "w1", hurts("queue"))
    shown.settle(replace(CARD, state=ShowState.DEAD, attempts=5, error="invalid_blocks"))
    assert shown.due(NOW) == (replace(CARD, should=1),)


def test_what_was_shown_too_early_stays_due(shown: SqlStore) -> None:
    taken = shown.settle(replace(CARD, wake_at=NOW + timedelta(seconds=20), message="17.1"))
    shown.change("T1", "w1", hurts("queue"))
    lease = NOW + timedelta(seconds=90)
    stored = shown.settle(replace(taken, state=ShowState.SHOWN, does=0, wake_at=lease))
    assert (stored.state, stored.should, stored.does, stored.wake_at) == (ShowState.DUE, 1, 0, None)
    assert shown.due(NOW) == (stored,)
    assert shown.settle(replace(stored, state=ShowState.SHOWN, does=1)).state is ShowState.SHOWN
    assert shown.due(NOW) == ()


def test_a_due_card_waits_as_long_as_it_was_told_to(store: SqlStore) -> None:
    store.begin(workshop(), show=[CARD])
    store.settle(replace(CARD, wake_at=NOW + timedelta(seconds=3)))
    store.change("T1", "w1", hurts("queue"))
    assert store.due(NOW) == ()
    assert [showing.should for showing in store.due(NOW + timedelta(seconds=3))] == [1]


def test_the_same_key_is_the_same_showing(store: SqlStore) -> None:
    store.begin(workshop(), show=[MAP])
    moved = replace(MAP, state=ShowState.SHOWN, file="F1", message="18.2")
    store.show(moved)
    assert store.due(NOW) == ()
    store.show(MAP)
    assert store.due(NOW) == (MAP,)


def test_an_invitation_makes_a_channel_due_again(store: SqlStore) -> None:
    parked = replace(MAP, state=ShowState.PARKED, attempts=3, error="not_in_channel", wake_at=NOW)
    store.begin(workshop(), show=[CARD, parked])
    assert store.unpark(Place("T1", "C2")) == 0
    assert store.unpark(Place("T2", "C1")) == 0
    assert store.unpark(PLACE) == 1
    assert MAP in store.due(NOW)


def test_the_card_is_found_among_all_that_a_workshop_shows(store: SqlStore) -> None:
    store.begin(workshop(), show=[replace(MAP, key="a"), CARD, replace(MAP, key="z")])
    store.begin(workshop("w2", place=Place("T1", "C2")))
    assert store.card_of("T1", "w1") == CARD
    assert store.card_of("T1", "w2") is store.showing("T1", "w2", "card") is None


def test_whose_turn_is_over_has_a_card_shown_again_and_no_picture(store: SqlStore) -> None:
    """Ours may have been the last to arrive, and be of an earlier map; a picture would stand there twice."""
    store.begin(workshop(), show=[CARD, MAP])
    for one in (CARD, MAP):
        late, other = (store.take(one, until=NOW + timedelta(seconds=second)) for second in (0, 1))
        assert late
        assert other
        store.settle(replace(other, state=ShowState.SHOWN), held=other.wake_at)
        with pytest.raises(Overtaken):
            store.settle(replace(late, state=ShowState.SHOWN, message="18.2"), held=late.wake_at)
    assert [one.key for one in store.due(NOW + timedelta(seconds=1))] == ["card"]


def test_nothing_is_shown_of_what_is_gone(store: SqlStore) -> None:
    with pytest.raises(Refusal, match="gone"):
        store.show(MAP)
    assert store.settle(MAP) == MAP
    assert store.due(NOW) == ()


def test_a_lease_writes_one_page_and_an_attempt_two(in_file: SqlStore, tmp_path: Path) -> None:
    """The row's and, once it is no longer due, that of the index of what is due; see `showings.SETTLE`."""

    def pages(*, do: Callable[[], Showing | None]) -> int:
        scrub(in_file._engine)
        assert do()
        return ((tmp_path / "journeybot.db-wal").stat().st_size - 32) // (
            24 + 4096
        )  # https://sqlite.org/walformat.html

    in_file.begin(workshop(), show=[CARD])
    assert pages(do=lambda: in_file.take(CARD, until=NOW)) == 1
    assert pages(do=lambda: in_file.settle(replace(CARD, state=ShowState.SHOWN, message="17.1"))) == 2
