"""Whatever was done to a map can be taken back step by step and put back again, and no person is kept with it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeybot.journey import Challenge, Improvement, JourneyMap, Note
from journeybot.undoing import turn_back
from journeybot.workshop import Change, Move, Notes, Place, Refusal, Workshop
from storage import history
from storage.store import SqlStore, open_store
from tests.storage.every_noun import maps
from tests.storage.workshops import drops, puts, workshop

NUMBER = count()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    opened = open_store(f"sqlite:///{tmp_path_factory.mktemp('undoing') / 'undoing.db'}")
    yield opened
    opened.close()


def test_nobody_becomes_known_by_what_is_kept_of_an_anonymous_note(in_file: SqlStore) -> None:
    begun = workshop()
    in_file.begin(replace(begun, settings=replace(begun.settings, anonymous=("challenges",))))
    written = puts(Challenge(key="c", text="My boss shouts"))
    in_file.change("T1", "w1", lambda w, n: replace(written(w, n), workshop=w.answered_by("U7", "challenges")))
    with in_file._readers.glance() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM done").all()
    assert rows
    assert "U7" not in repr(rows)


def turned(how: str) -> Move:
    """A change of the workshop itself."""
    turns = {
        "next": lambda workshop: workshop.advance() if workshop.number < 6 else workshop.back(),
        "skip": lambda workshop: workshop.skip() if workshop.number < 6 else workshop.back(),
        "told": lambda workshop: replace(workshop, about=replace(workshop.about, title=f"{workshop.about.title}!")),
        "answered": lambda workshop: workshop.answered_by(f"U{workshop.about.revision}", "personas"),
    }
    return lambda workshop, _notes: Change(workshop=turns[how](workshop))


@st.composite
def moves(draw: st.DrawFn) -> list[Move]:
    """Any series of changes: notes written, over others of the same key too, dropped, steps turned."""
    written: list[Note] = []
    series = []
    for _ in range(draw(st.integers(1, 5))):
        what = draw(st.sampled_from(("put", "put", "drop", "turn")))
        if what == "put":
            some = draw(maps())
            written.extend(some)
            series.append(puts(*some))
        elif what == "drop":
            series.append(drops(*draw(st.lists(st.sampled_from([note.key for note in written] or ["?"]), max_size=3))))
        else:
            series.append(turned(draw(st.sampled_from(("next", "skip", "told", "answered")))))
    return series


def state(store: SqlStore, key: str) -> tuple[JourneyMap, Workshop]:
    """The map and its workshop, without the number."""
    found, now = store.journey("T1", key), store.workshop("T1", key)
    assert now is not None
    about = replace(found.about, revision=0)
    answered = {step: people for step, people in now.answered.items() if people}
    return replace(found, about=about), replace(now, about=about, answered=answered)


def turns_back(store: SqlStore, key: str, *, undone: bool) -> bool:
    """Whether there was something to take back, or to put back."""
    try:
        store.change("T1", key, turn_back(None, [], undone=undone))
    except Refusal as refusal:
        if not refusal.why.startswith("nothing_to"):
            raise
        return False
    return True


@settings(max_examples=30, deadline=None)
@given(series=moves())
def test_whatever_was_done_is_taken_back_step_by_step_and_put_back_again(shared: SqlStore, series: list[Move]) -> None:
    key = f"w{next(NUMBER)}"
    shared.begin(workshop(key, place=Place("T1", key)))
    states = [state(shared, key)]
    for move in series:
        before = shared.workshop("T1", key)
        if shared.change("T1", key, move) != before:
            states.append(state(shared, key))
    for expected in reversed(states[:-1]):
        assert turns_back(shared, key, undone=False)
        assert state(shared, key) == expected
    assert not turns_back(shared, key, undone=False)
    for expected in states[1:]:
        assert turns_back(shared, key, undone=True)
        assert state(shared, key) == expected
    assert not turns_back(shared, key, undone=True)


def test_the_last_fifty_are_kept_and_go_with_their_workshop(in_file: SqlStore) -> None:
    in_file.begin(workshop())
    for number in range(70):
        in_file.change("T1", "w1", puts(Challenge(key="c", text=f"{number}")))
    backwards = 0
    while turns_back(in_file, "w1", undone=False):
        backwards += 1
    assert history.MOST <= backwards < history.MOST + 2 * history.EVERY
    in_file._writer.write(lambda connection: connection.exec_driver_sql("DELETE FROM workshop").rowcount)
    with in_file._readers.glance() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM done").scalar() == 0


def test_a_note_that_a_later_change_names_cannot_go_alone(in_file: SqlStore) -> None:
    def look(workshop: Workshop, notes: Notes) -> Change:
        with pytest.raises(Refusal, match="changed_since"):
            turn_back(1, [], undone=False)(workshop, notes)
        return Change(workshop=workshop)

    in_file.begin(workshop())
    in_file.change("T1", "w1", puts(Challenge(key="c", text="Queue")))
    in_file.change("T1", "w1", puts(Improvement(key="i", text="A second till", challenges=("c",))))
    in_file.change("T1", "w1", look)
