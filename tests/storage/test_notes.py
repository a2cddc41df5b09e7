"""Notes are read back as they were written, and dropping one leaves nothing that names it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeybot.journey import (
    KINDS,
    LISTS,
    Basis,
    Challenge,
    Evidence,
    Improvement,
    Measure,
    Moment,
    Note,
    Persona,
    Response,
    Score,
    Stage,
    Touchpoint,
    Vote,
)
from journeybot.workshop import Change, Notes, Place, Workshop
from storage.store import SqlStore, open_store
from tests.examples import examples
from tests.storage import watching
from tests.storage.every_noun import maps
from tests.storage.workshops import drops, hurts, notes, puts, workshop

NUMBER = count()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """One store for many small maps, each in a channel of its own."""
    opened = open_store(f"sqlite:///{Path(tmp_path_factory.mktemp('notes')) / 'journeybot.db'}")
    yield opened
    opened.close()


def fresh(store: SqlStore, *written: Note) -> str:
    key = f"w{next(NUMBER)}"
    store.begin(workshop(key, place=Place("T1", key)), notes=written)
    return key


def kept(store: SqlStore, key: str) -> dict[str, Note]:
    """What a map holds, after a look that its counts are right."""
    journey = store.journey("T1", key)
    found = store.workshop("T1", key)
    assert found is not None
    assert dict(found.counts) == {word: len(getattr(journey, LISTS[word])) for word in KINDS}
    return {note.key: note for note in journey.notes()}


@examples(20)
@given(first=maps(), second=maps())
def test_what_is_written_is_read_back(shared: SqlStore, first: tuple[Note, ...], second: tuple[Note, ...]) -> None:
    key = fresh(shared, *first)
    assert tuple(shared.journey("T1", key).notes()) == first
    shared.change("T1", key, puts(*second))
    both = {note.key: note for note in first} | {note.key: note for note in second}
    assert kept(shared, key) == both
    for note in second:
        assert shared.note("T1", key, note.key) == note
    for author in {note.author for note in both.values() if note.author is not None}:
        wrote = [note.key for note in both.values() if note.author == author]
        assert sorted(note.key for note in shared.notes_by("T1", key, author)) == sorted(wrote)


@examples(20)
@given(written=maps(), data=st.data())
def test_after_dropping_nothing_names_what_is_gone(
    shared: SqlStore, written: tuple[Note, ...], data: st.DataObject
) -> None:
    key = fresh(shared, *written)
    dropped = data.draw(
        st.lists(st.sampled_from([note.key for note in written]), max_size=3) if written else st.just([])
    )
    shared.change("T1", key, drops(*dropped))
    left = kept(shared, key)
    assert not set(dropped) & set(left)
    lost = {note.key for note in written} - set(left)
    for note in left.values():
        assert not lost & named_by(note)
    untouched = [note for note in written if note.key in left and not lost & named_by(note)]
    assert all(left[note.key] == note for note in untouched)


def named_by(note: Note) -> set[str]:
    values = (getattr(note, field.name) for field in fields(note) if field.name not in {"key", "author"})
    return {
        one for value in values for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, str)
    }


EVERYTHING = (
    *notes(),
    Persona(key="bo", position=2, name="Bo"),
    Touchpoint(key="till", position=2, stage="buy", name="The till", next="shop"),
    Moment(key="ana in the shop", persona="ana", touchpoint="shop"),
    Score(key="ana at the till", persona="ana", touchpoint="till", value=-2),
    Score(key="bo at the till", persona="bo", touchpoint="till", value=1),
    Challenge(key="queue", text="The queue", touchpoint="till", personas=("ana", "bo")),
    Evidence(key="seen", on="queue", basis=Basis.HEARD),
    Evidence(key="filmed", on="ana in the shop", basis=Basis.MEASURED),
    Improvement(key="second till", text="A second till", challenges=("queue",), touchpoint="till"),
    Vote(key="dot on queue", on="queue"),
    Vote(key="dot on till", on="second till"),
    Measure(key="minutes", name="Minutes in the queue", touchpoint="till", stage="buy"),
    Response(key="four stars", touchpoint="shop", scale="csat", value=4),
)


@pytest.mark.parametrize(
    ("dropped", "goes_too"),
    [
        ("buy", {"shop", "till", "ana in the shop", "ana at the till", "bo at the till", "filmed", "four stars"}),
        ("till", {"ana at the till", "bo at the till"}),
        ("ana", {"ana in the shop", "ana at the till", "filmed"}),
        ("queue", {"seen", "dot on queue"}),
        ("second till", {"dot on till"}),
        ("seen", set()),
    ],
)
def test_what_cannot_be_without_it_goes_too(shared: SqlStore, dropped: str, goes_too: set[str]) -> None:
    key = fresh(shared, *EVERYTHING)
    shared.change("T1", key, drops(dropped))
    assert {note.key for note in EVERYTHING} - set(kept(shared, key)) == goes_too | {dropped}


def test_what_only_pointed_at_it_stays(shared: SqlStore) -> None:
    key = fresh(shared, *EVERYTHING)
    shared.change("T1", key, drops("shop", "queue", "bo"))
    left = kept(shared, key)
    till, second_till = left["till"], left["second till"]
    assert isinstance(till, Touchpoint)
    assert isinstance(second_till, Improvement)
    assert (till.next, second_till.challenges, second_till.touchpoint) == (None, (), "till")


def test_a_move_can_save_a_note_from_going_with_another(shared: SqlStore) -> None:
    key = fresh(shared, *EVERYTHING, Stage(key="use", position=2, name="I use it"))
    saved = Touchpoint(key="till", position=2, stage="use", name="The till")
    shared.change("T1", key, lambda w, _: Change(workshop=w, put=(saved,), drop=("buy",)))
    left = kept(shared, key)
    assert left["till"] == saved
    assert "ana at the till" in left
    assert "shop" not in left


def test_a_move_sees_what_it_asks_for(shared: SqlStore) -> None:
    key = fresh(shared, *EVERYTHING)
    seen: dict[str, object] = {}

    def look(before: Workshop, there: Notes) -> Change:
        seen.update(stages=there.every(Stage), last=there.last_position(Persona), none=there.last_position(Measure))
        seen.update(queue=there.find("queue"), nothing=there.find("nothing"))
        return Change(workshop=before)

    shared.change("T1", key, look)
    by_key = {note.key: note for note in EVERYTHING}
    assert seen == {"stages": (by_key["buy"],), "last": 2, "none": 0, "queue": by_key["queue"], "nothing": None}


def test_notes_of_a_kind_come_in_their_order(shared: SqlStore) -> None:
    key = fresh(shared, Stage(key="a", position=3, name="3"), Stage(key="b", position=1, name="1"))
    shared.change("T1", key, puts(Stage(key="c", position=2, name="2")))
    assert [note.key for note in shared.notes("T1", key, Stage)] == ["b", "c", "a"]


def test_one_key_names_one_note(shared: SqlStore) -> None:
    key = fresh(shared, *notes())
    with pytest.raises(ValueError, match="the key of a Stage cannot become that of a Challenge"):
        shared.change("T1", key, puts(Challenge(key="buy", text="The queue")))
    assert Counter(type(note) for note in kept(shared, key).values())[Challenge] == 0


def test_an_answer_costs_the_same_however_many_there_are(shared: SqlStore) -> None:
    """Counted in the steps of SQLite's own machine, which no other load on this one changes."""
    key = fresh(shared, *notes())

    def steps_of(text: str) -> int:
        with watching.steps(shared) as steps:
            shared.change("T1", key, hurts(text))
        return len(steps)

    for number in range(20):
        shared.change("T1", key, hurts(f"few {number}"))
    among_few = steps_of("one more of few")
    for number in range(400):
        shared.change("T1", key, hurts(f"many {number}"))
    assert 100 < steps_of("one more of many") <= among_few * 1.05
