"""Several at work over one database: between them they show each thing once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from bot.errands.embedded import Embedded
from journeybot.journey import About
from journeybot.ports import Overtaken, Showable, Showing, ShowState
from journeybot.workshop import Change, Place, Workshop
from storage.store import SqlStore, open_store
from tests import databases
from tests.errands.board import Board, Day, errands_over

HERE = Place("T1", "C1")
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
CARD = Showing(key="card", place=HERE, workshop="w", kind=Showable.CARD, in_thread=False)


@pytest.fixture(params=["in a file", "on a server"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "in a file":
        yield f"sqlite:///{tmp_path / 'several.db'}"
        return
    with databases.postgresql() as found:
        yield found


@pytest.fixture
def both(url: str) -> Iterator[tuple[SqlStore, SqlStore]]:
    """Two processes' stores, as good as: they share nothing but the database."""
    stores = open_store(url, clock=Day()), open_store(url, clock=Day())
    stores[0].begin(Workshop(key="w", place=HERE, about=About(key="m", title="Groceries")), show=[CARD])
    yield stores
    for store in stores:
        store.close()


def rounds(several: list[Embedded], times: int) -> None:
    """All of them look at the same moment, so many times."""
    start = Barrier(len(several))

    def work(errands: Embedded) -> None:
        for _ in range(times):
            start.wait()
            errands.round()

    threads = [Thread(target=work, args=(errands,)) for errands in several]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_each_thing_is_shown_once_however_many_look(both: tuple[SqlStore, SqlStore]) -> None:
    days, boards = [Day(), Day()], [Board(), Board()]
    places = [Place("T1", f"C{number}") for number in range(30)]
    texts = [Showing(key=f"t{n}", place=place, workshop="w", kind=Showable.TEXT) for n, place in enumerate(places)]
    for text in texts:
        both[0].show(replace(text, in_thread=False))
    rounds([errands_over(*each) for each in zip(both, boards, days, strict=True)], 4)
    shown = [showing.key for board in boards for showing in board.ups]
    assert sorted(shown) == sorted(["card", *(text.key for text in texts)])
    assert both[1].due(NOW + timedelta(days=1)) == ()


def test_what_another_has_shown_meanwhile_is_edited_and_not_posted_again(both: tuple[SqlStore, SqlStore]) -> None:
    """What was read a moment ago may be out of date by the time it is taken."""
    mine, theirs = both
    (seen,) = mine.due(NOW)
    assert theirs.take(seen, until=NOW + timedelta(seconds=20)) == replace(seen, wake_at=NOW + timedelta(seconds=20))
    assert mine.take(seen, until=NOW + timedelta(seconds=20)) is None
    theirs.settle(replace(seen, state=ShowState.SHOWN, does=0, message="17.1"))
    assert mine.take(seen, until=NOW + timedelta(seconds=20)) is None
    theirs.change("T1", "w", lambda w, _: Change(workshop=replace(w, template="short")))
    taken = mine.take(seen, until=NOW + timedelta(seconds=20))
    assert taken is not None
    assert (taken.message, taken.should) == ("17.1", 1)


def test_what_changes_while_it_is_being_posted_is_shown_after(both: tuple[SqlStore, SqlStore]) -> None:
    """Also where somebody answers just before the attempt notes down that it is about to post."""
    mine, theirs = both
    held = mine.take(CARD, until=NOW + timedelta(seconds=20))
    assert held is not None
    theirs.change("T1", "w", lambda w, _: Change(workshop=replace(w, template="short")))
    posting = mine.keep(replace(held, error="posting"))
    posted = replace(posting, state=ShowState.SHOWN, does=held.should, message="17.1", error="", wake_at=None)
    mine.settle(posted, held=held.wake_at)
    assert [(card.message, card.should) for card in theirs.due(NOW)] == [("17.1", 1)]


def test_who_took_too_long_posts_nothing_and_overwrites_nothing(both: tuple[SqlStore, SqlStore]) -> None:
    slow, quick = both
    held = slow.take(CARD, until=NOW)
    assert held is not None
    assert quick.take(CARD, until=NOW + timedelta(seconds=20)) is not None
    quick.settle(replace(CARD, state=ShowState.SHOWN, does=0, message="of the quick one"))
    with pytest.raises(Overtaken):
        slow.keep(replace(held, error="posting"))
    with pytest.raises(Overtaken):
        slow.settle(replace(held, state=ShowState.SHOWN, does=0, message="of the slow one"), held=held.wake_at)
    card = quick.card_of("T1", "w")
    assert card is not None
    assert (card.state, card.message) == (ShowState.DUE, "of the quick one"), "shown anew: the slow one may have erred"
