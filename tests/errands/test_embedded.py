"""Whatever happens on the way, a channel ends up showing what it should, and nothing twice."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from bot.errands.embedded import Embedded
from bot.errands.making import Maker
from bot.errands.port import Made
from bot.sandbox.player import PATIENCE
from journeybot.journey import About
from journeybot.ports import Showable, Showing, ShowState
from journeybot.workshop import Change, Place, Refusal, Workshop
from storage.store import SqlStore, open_store
from tests.databases import kept_in
from tests.errands.board import Board, Day, errands_over

HERE = Place("T1", "C1")
CARD = Showing(key="card", place=HERE, workshop="w", kind=Showable.CARD, in_thread=False, asked_by="U1")
STORY = Showing(key="story", place=HERE, workshop="w", kind=Showable.TEXT, asked_by="U1")


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def store(tmp_path: Path, day: Day) -> Iterator[SqlStore]:
    store = open_store(kept_in(tmp_path / "errands.db"), clock=day)
    store.begin(Workshop(key="w", place=HERE, about=About(key="m", title="Groceries")), show=[CARD])
    yield store
    store.close()


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def errands(store: SqlStore, board: Board, day: Day) -> Embedded:
    return errands_over(store, board, day)


def turn(store: SqlStore, title: str) -> None:
    """Somebody changes the map."""
    told = About(key="m", title=title)
    store.change("T1", "w", lambda w, _: Change(workshop=replace(w, about=replace(told, revision=w.about.revision))))


def card(store: SqlStore) -> Showing:
    found = store.card_of("T1", "w")
    assert found
    return found


def test_what_is_due_is_shown_once(store: SqlStore, board: Board, errands: Embedded) -> None:
    errands.round()
    errands.round()
    assert len(board.ups) == 1
    assert (card(store).state, card(store).message) == (ShowState.SHOWN, "ts1")


def test_a_change_now_and_then_shows_at_once(store: SqlStore, board: Board, errands: Embedded, day: Day) -> None:
    errands.round()
    for number in range(3):
        turn(store, f"change {number}")
        errands.round()
        assert len(board.edits) == number + 1
        day.passes(2)


def test_a_storm_of_changes_becomes_one_edit_in_three_seconds_and_ends_with_the_last(
    store: SqlStore, board: Board, errands: Embedded, day: Day
) -> None:
    errands.round()
    for number in range(200):
        turn(store, f"change {number}")
        errands.round()
        day.passes(0.3)
    assert len(board.edits) <= 60 / 3 + 3
    day.passes(3)
    errands.round()
    assert board.edits[-1].should == card(store).should == card(store).does == 200


def test_what_belongs_under_the_card_waits_for_it(store: SqlStore, board: Board, errands: Embedded, day: Day) -> None:
    store.show(STORY)
    board.answers = [ConnectionError("no card yet")]
    errands.round()
    assert board.ups == []
    for _ in range(4):
        day.passes(3)
        errands.round()
    assert [showing.key for showing in board.ups] == ["card", "story"]
    assert board.threads == ["", "ts1"]
    store.show(replace(STORY, key="call", in_thread=False))
    errands.round()
    assert board.threads == ["", "ts1", ""], "this one is for the channel"


def test_where_the_card_was_given_up_what_belongs_under_it_is_shown_by_itself(
    store: SqlStore, board: Board, errands: Embedded
) -> None:
    store.settle(replace(CARD, state=ShowState.DEAD, error="invalid_blocks"))
    store.show(STORY)
    errands.round()
    assert [showing.key for showing in board.ups] == ["story"]


class Gone:
    """Finds that what is to be shown may not be any more."""

    def make(self, _showing: Showing) -> Made:
        raise Refusal("gone")


def test_what_may_not_be_shown_any_more_is_let_go_without_a_word(store: SqlStore, board: Board, day: Day) -> None:
    Embedded(store, cast(Maker, Gone()), carrier=board, clock=day).round()
    assert store.due(day() + timedelta(days=1)) == ()
    assert (board.ups, board.told) == ([], [])


def test_where_the_bot_is_not_invited_things_wait_and_one_person_is_told_once_for_each(
    store: SqlStore, board: Board, errands: Embedded, day: Day
) -> None:
    board.answers = [ShowState.PARKED]
    store.show(STORY)
    for _ in range(5):
        errands.round()
        day.passes(60)
    assert board.ups == []
    assert [showing.key for showing in board.told] == ["card", "story"]
    assert store.unpark(HERE) == 2
    for _ in range(3):
        errands.round()
        day.passes(2)
    assert [showing.key for showing in board.ups] == ["card", "story"]


def test_what_keeps_failing_is_given_up_after_five_tries_and_somebody_is_told(
    store: SqlStore, board: Board, errands: Embedded, day: Day
) -> None:
    board.answers = [RuntimeError(f"try {number}") for number in range(9)]
    for _ in range(12):
        errands.round()
        day.passes(120)
    assert len(board.answers) == 4
    assert card(store).state is ShowState.DEAD
    assert [showing.key for showing in board.told] == ["card"]


def test_an_attempt_that_was_cut_off_is_made_again_but_not_before_it_can_have_landed(
    store: SqlStore, board: Board, errands: Embedded, day: Day
) -> None:
    class Cut(BaseException):
        """The process ends here."""

    def cut(*_given: object, **_named: object) -> Showing:
        raise Cut

    shown = board.show
    board.show = cut  # type: ignore[method-assign]
    with pytest.raises(Cut):
        errands.round()
    board.show = shown  # type: ignore[method-assign]
    after = errands_over(store, board, day)
    day.passes(10)
    after.round()
    assert board.ups == [], "what was under way may still arrive"
    day.passes(15)
    after.round()
    assert len(board.ups) == 1


def test_a_change_during_an_attempt_is_shown_too(store: SqlStore, board: Board, errands: Embedded, day: Day) -> None:
    shown = board.show

    def meanwhile(showing: Showing, made: object, *, thread: str) -> Showing:
        turn(store, "while it is being posted")
        return shown(showing, made, thread=thread)  # type: ignore[arg-type]

    board.show = meanwhile  # type: ignore[method-assign]
    errands.round()
    board.show = shown  # type: ignore[method-assign]
    day.passes(4)
    errands.round()
    assert len(board.ups) == len(board.edits) == 1
    assert card(store).does == card(store).should > 0


@pytest.mark.parametrize("what", ["due", "take"])
def test_whatever_goes_wrong_in_one_look_the_next_one_comes(
    store: SqlStore, board: Board, errands: Embedded, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    works, failed = getattr(SqlStore, what), list[str]()

    def breaks_once(*given: object, **named: object) -> object:
        if not failed:
            failed.append(what)
            raise LookupError("a bug of ours")
        return works(*given, **named)

    monkeypatch.setattr(SqlStore, what, breaks_once)
    errands.start()
    until = time.monotonic() + PATIENCE
    while not board.ups and errands.alive and time.monotonic() < until:
        errands.wake()
        time.sleep(0.01)
    errands.stop()
    assert failed
    assert len(board.ups) == 1


def test_it_works_by_itself_and_stops_when_told(store: SqlStore, board: Board, errands: Embedded) -> None:
    errands.start()
    turn(store, "something")
    errands.wake()
    errands.stop()
    assert not errands.alive
    assert len(board.ups) <= 1
    assert board.told == []
