"""Workshops begin, change and end, and lists know them."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.engine import Connection

from journeybot.journey import Moment, Persona, Stage
from journeybot.ports import Store
from journeybot.workshop import Change, Place, Refusal, Step, Workshop
from storage import workshops
from storage.store import SqlStore
from tests.storage.workshops import PLACE, drops, hurts, notes, puts, workshop


def test_the_store_is_what_the_workshop_asks_for(in_file: SqlStore) -> None:
    asked_for: Store = in_file  # mypy compares every signature
    assert asked_for.workshop("T1", "w1") is None


def test_a_workshop_begins_with_its_notes(store: SqlStore) -> None:
    begun = store.begin(workshop(started_at=datetime(2026, 3, 1, 9, tzinfo=UTC)), notes=notes())
    assert store.workshop("T1", "w1") == begun == store.open_in(PLACE) == store.latest_in(PLACE)
    assert (begun.about.revision, begun.counts["stage"], begun.counts["vote"]) == (0, 1, 0)
    assert tuple(store.journey("T1", "w1").notes()) == notes()


def test_beginning_twice_is_beginning_once(store: SqlStore) -> None:
    store.begin(workshop())
    store.change("T1", "w1", hurts("queue"))
    again = store.begin(workshop(title="Another title"), notes=notes())
    assert (again.about.title, again.about.revision, again.counts["stage"]) == ("Buying a kettle", 1, 0)


def test_a_channel_has_one_open_workshop(store: SqlStore) -> None:
    store.begin(workshop())
    with pytest.raises(Refusal) as refused:
        store.begin(workshop("w2", title="Second"))
    assert (refused.value.why, refused.value.values) == ("taken", {"title": "Buying a kettle"})
    assert store.workshop("T1", "w2") is None
    store.begin(workshop("w3", place=Place("T1", "C2")))
    store.begin(workshop("w1", place=Place("T2", "C1")))


def closed(before: Workshop) -> Workshop:
    return before.close(datetime(2026, 3, 1, 10, tzinfo=UTC), replace(before.about, owner="<@U2>"))


def test_a_closed_workshop_makes_room_and_is_found_until_then(store: SqlStore) -> None:
    store.begin(workshop())
    first = store.change("T1", "w1", lambda w, _: Change(workshop=closed(w)))
    assert (store.open_in(PLACE), store.latest_in(PLACE)) == (None, first)
    assert first.about.owner == "<@U2>"
    second = store.begin(workshop("w2"))
    assert store.latest_in(PLACE) == second
    with pytest.raises(Refusal, match="taken"):
        store.change("T1", "w1", lambda w, _: Change(workshop=w.reopen()))
    assert [line.workshop.key for line in store.maps_in(PLACE)] == ["w2", "w1"]


def test_a_change_counts_one_revision_and_only_if_something_differs(store: SqlStore) -> None:
    store.begin(workshop(), notes=notes())
    assert store.change("T1", "w1", puts(*notes())).about.revision == 0
    assert store.change("T1", "w1", drops("never there")).about.revision == 0
    renamed = Stage(key="buy", position=1, name="I compare")
    assert store.change("T1", "w1", puts(renamed, Persona(key="bo", name="Bo"))).about.revision == 1
    advanced = store.change("T1", "w1", lambda w, _: Change(workshop=w.advance()))
    assert (advanced.about.revision, advanced.step) == (2, Step.STAGES)
    assert advanced == store.workshop("T1", "w1")
    assert (advanced.counts["persona"], advanced.counts["stage"]) == (2, 1)
    assert store.note("T1", "w1", "buy") == renamed


def test_a_refused_move_leaves_no_trace(store: SqlStore) -> None:
    begun = store.begin(workshop(), notes=notes())

    def moved_on(_before: Workshop, _: object) -> Change:
        raise Refusal("moved_on", number=2)

    with pytest.raises(Refusal, match="moved_on"):
        store.change("T1", "w1", moved_on)
    with pytest.raises(Refusal, match="gone"):
        store.change("T1", "w9", hurts("queue"))
    with pytest.raises(Refusal, match="gone"):
        store.change("T1", "w1", puts(Stage(key="s", name="S"), Moment(key="m", persona="nobody", touchpoint="shop")))
    assert store.workshop("T1", "w1") == begun
    assert tuple(store.journey("T1", "w1").notes()) == notes()


def test_of_two_who_begin_at_once_one_hears_what_the_other_has_begun(
    on_server: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, real = threading.Barrier(2), workshops.refuse_second

    def look(connection: Connection, begun: Workshop) -> None:
        real(connection, begun)
        if not looked.broken:  # each has seen that nothing is there yet; whoever looks once more need not wait
            with suppress(threading.BrokenBarrierError):
                looked.wait(5)
                looked.abort()

    monkeypatch.setattr(workshops, "refuse_second", look)

    def begin(key: str) -> str:
        try:
            return on_server.begin(workshop(key, title=key)).about.title
        except Refusal as refusal:
            return f"{refusal.why} {refusal.values['title']}"

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(begin, ("w1", "w2")))
    assert said in (["taken w1", "w1"], ["taken w2", "w2"])
