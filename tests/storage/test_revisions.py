"""A revision stays what it was, whatever becomes of its map, and goes with it."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings

from journeybot.journey import Improvement, Note, Stage
from journeybot.restoring import restore
from journeybot.revisions import Why
from journeybot.undoing import turn_back
from journeybot.workshop import Place, Refusal
from storage.store import SqlStore, open_store
from tests.databases import kept_in
from tests.storage.every_noun import maps
from tests.storage.workshops import drops, hurts, keeps, notes, puts, workshop
from tests.team import NOON

NUMBER = count()


def goes_on(then: Note, now: Note | None) -> Note:
    """An improvement that is still there keeps whose it is and what has become of it."""
    if isinstance(then, Improvement) and isinstance(now, Improvement):
        return replace(then, owner=now.owner, due=now.due, status=now.status, told=now.told)
    return then


def test_a_revision_is_the_map_as_it_was_with_everything_in_it(store: SqlStore) -> None:
    store.begin(workshop(), notes=notes())
    was = store.journey("T1", "w1")
    store.change("T1", "w1", keeps("before the fair"))
    store.change("T1", "w1", drops("buy"))
    store.change("T1", "w1", keeps())
    later, first = store.revisions("T1", "w1")
    assert (first.number, first.why, first.reason, first.counts["touchpoint"]) == (1, Why.KEPT, "before the fair", 1)
    assert (later.number, later.counts["touchpoint"]) == (2, 0)
    kept = store.revision("T1", "w1", 1)
    assert kept is not None
    assert kept.journey.kept == 1
    assert [*kept.journey.notes()] == [*was.notes()]
    assert kept.journey.about == was.about


def test_an_unchanged_map_is_not_kept_twice(store: SqlStore) -> None:
    store.begin(workshop(), notes=notes())
    store.change("T1", "w1", keeps("one"))
    store.change("T1", "w1", keeps("two"))
    assert [one.reason for one in store.revisions("T1", "w1")] == ["one"]


def test_it_goes_with_its_map(in_file: SqlStore) -> None:
    in_file.begin(workshop(), notes=notes())
    in_file.change("T1", "w1", keeps())
    in_file.erase("T1", "w1")
    with in_file._readers.glance() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM revision").scalar() == 0


def test_what_is_brought_back_is_as_it_was_and_one_undo_takes_it_back(store: SqlStore) -> None:
    store.begin(workshop(), notes=notes())
    store.change("T1", "w1", keeps())
    store.change("T1", "w1", drops("buy"))
    store.change("T1", "w1", hurts("queue"))
    store.change("T1", "w1", puts(Stage(key="new", name="I look")))
    now = [*store.journey("T1", "w1").notes()]
    kept = store.revision("T1", "w1", 1)
    assert kept is not None
    store.change("T1", "w1", restore(kept.journey), what="restore")
    assert [*store.journey("T1", "w1").notes()] == [*kept.journey.notes()]
    assert next((one.number, one.why, one.reason) for one in store.revisions("T1", "w1")) == (2, Why.RESTORED, "1")
    with pytest.raises(Refusal, match="as_it_was"):
        store.change("T1", "w1", restore(kept.journey))
    store.change("T1", "w1", turn_back(None, [], undone=False))
    assert [*store.journey("T1", "w1").notes()] == now


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> SqlStore:
    return open_store(kept_in(tmp_path_factory.mktemp("revisions") / "any.db"), clock=lambda: NOON)


@settings(max_examples=20)
@given(before=maps(), after=maps())
def test_any_map_comes_back_whatever_it_became(shared: SqlStore, before: list[Note], after: list[Note]) -> None:
    key = f"any{next(NUMBER)}"
    shared.begin(workshop(key, place=Place("T1", key)), notes=before)
    shared.change("T1", key, keeps())
    was = shared.journey("T1", key)
    known = {note.key: type(note) for note in before}
    shared.change("T1", key, puts(*(note for note in after if known.get(note.key, type(note)) is type(note))))
    kept = shared.revision("T1", key, 1)
    assert kept is not None
    assert [*kept.journey.notes()] == [*was.notes()]
    now = {note.key: note for note in shared.journey("T1", key).notes()}
    wanted = [goes_on(note, now.get(note.key)) for note in was.notes()]
    if [*now.values()] != wanted:
        shared.change("T1", key, restore(kept.journey))
    assert [*shared.journey("T1", key).notes()] == wanted
