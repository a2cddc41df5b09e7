"""A whole map can be deleted: asked once, told what would go; then not a word of it is left, not even in the file."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.keeping import keep_house
from journeybot.moves import turn
from journeybot.ports import Delivery, Doubled, Showable, Showing, ShowState
from tests.team import NOON, Member, Team, gathered

SECRET = "the queue at the counter of the old branch"


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        yield team


@pytest.fixture
def ana(team: Team) -> Member:
    ana = team.member("ana")
    ana.asks("start Groceries")
    ana.asks("persona", name="Maya")
    ana.types("challenge")
    ana.fills(text=SECRET, where=ana.choice("where", ana.offered("where")[0]))
    return ana


def words_in(folder: Path) -> bool:
    return any(SECRET.encode() in path.read_bytes() for path in folder.glob("team.db*"))


def test_it_is_asked_once_and_says_what_would_go(team: Team, ana: Member, tmp_path: Path) -> None:
    told = ana.types("delete")
    for words in ("Groceries", "1 persona", "1 challenge", "[A copy as a file]", "[Delete the map]"):
        assert words in told
    assert team.workshop.open
    key = team.workshop.key
    assert words_in(tmp_path)
    assert "is deleted" in ana.presses("erase", "surely", workshop=key)
    assert team.store.latest_in(team.place) is None
    assert "no map" in ana.types("list").lower()
    assert not words_in(tmp_path)


def test_what_was_posted_goes_too(team: Team, ana: Member) -> None:
    card = team.store.card_of("T1", team.workshop.key)
    assert card is not None
    file = Showing(
        key="map", place=team.place, workshop=card.workshop, kind=Showable.MAP, state=ShowState.SHOWN, file="F1"
    )
    told = {"posted": "3", "parts": "2.2 2.3"}
    story = replace(file, key="story", kind=Showable.TEXT, file="", message="2.1", what=told)
    for one in (file, story):
        team.store.show(one)
    team.store.settle(replace(card, message="1.2", state=ShowState.SHOWN))
    ben = team.member("ben", channel="C2")
    ben.asks("start Bicycles", template="empty")
    (other,) = (one for one in team.store.due(NOON) if one.place == ben.place)
    team.store.settle(replace(other, message="9.9", state=ShowState.SHOWN))
    ana.presses("erase", "surely", workshop=card.workshop)
    owed = team.store.due(NOON)
    down = {(one.message, one.file) for one in owed}
    assert down == {("1.2", ""), ("", "F1"), *((part, "") for part in ("2.1", "2.2", "2.3"))}
    kept = {(one.kind, one.place, one.workshop, str(one.what), one.asked_by, one.error) for one in owed}
    assert kept == {(Showable.NOTHING, team.place, "", "{}", "", "")}, "nothing else of them is kept"
    for one in (*owed, *owed):  # two may have taken it down
        team.store.settle(replace(one, state=ShowState.SHOWN))
    assert team.store.wellbeing.backlog().states == {ShowState.SHOWN: 1}, "that of the other map"


def test_what_is_posted_while_its_map_is_deleted_goes_as_well(team: Team, ana: Member) -> None:
    card = team.store.card_of("T1", team.workshop.key)
    assert card is not None
    under_way = team.store.take(card, until=NOON + timedelta(seconds=20))
    assert under_way is not None
    ana.presses("erase", "surely", workshop=card.workshop)
    assert team.store.due(NOON) == ()
    team.store.settle(replace(under_way, message="1.2", state=ShowState.SHOWN), held=under_way.wake_at)
    assert [(one.kind, one.message) for one in team.store.due(NOON)] == [(Showable.NOTHING, "1.2")]


def test_who_deleted_which_map_is_in_the_log_and_nothing_of_it(
    team: Team, ana: Member, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    key = team.workshop.key
    ana.presses("erase", "surely", workshop=key)
    said = [record.getMessage() for record in caplog.records if "deleted for good" in record.getMessage()]
    assert said == [f"deleted for good: the map of workshop {key} in {team.place.tenant}, by {ana.who.id}"]


def test_typing_the_word_of_the_button_does_not_delete(team: Team, ana: Member) -> None:
    ana.types("delete surely")
    assert team.workshop.open


def test_who_does_not_facilitate_cannot(team: Team, ana: Member) -> None:
    ben = team.member("ben")
    ben.types("delete")
    ben.presses("erase", "surely", workshop=team.workshop.key)
    assert team.workshop.open


def test_finished_maps_go_after_as_many_days_as_the_operator_keeps_them(team: Team, ana: Member) -> None:
    ana.asks("close")
    ben = team.member("ben", channel="C2")
    ben.asks("start Bicycles", template="empty")
    keep_house(team.store, now=NOON + timedelta(days=29), days=30)
    assert team.store.latest_in(team.place) is not None
    keep_house(team.store, now=NOON + timedelta(days=31), days=0)
    assert team.store.latest_in(team.place) is not None
    keep_house(team.store, now=NOON + timedelta(days=31), days=30)
    assert team.store.latest_in(team.place) is None
    assert team.store.latest_in(ben.place) is not None, "it is not finished"


def test_what_a_workspace_left_behind_that_took_us_out_goes_too_finished_or_not(team: Team, ana: Member) -> None:
    team.store.installations.forget(ana.who.tenant)
    keep_house(team.store, now=NOON + timedelta(days=29), days=30)
    assert team.store.latest_in(team.place) is not None
    keep_house(team.store, now=NOON + timedelta(days=31), days=30)
    assert team.store.latest_in(team.place) is None


@pytest.mark.usefixtures("ana")
def test_what_was_answered_goes_within_hours_and_that_it_was_after_a_week(team: Team) -> None:
    told, key = Delivery("T1", "one"), team.workshop.key
    nothing = turn(lambda workshop: workshop)
    with team.store.taking(told):
        team.store.change("T1", key, nothing)
    team.store.answered(told, {"text": SECRET})
    keep_house(team.store, now=NOON + timedelta(hours=3), days=0)
    assert team.store.answer_to(told) is None
    with team.store.taking(told), pytest.raises(Doubled):
        team.store.change("T1", key, nothing)
    keep_house(team.store, now=NOON + timedelta(days=8), days=0)
    with team.store.taking(told):
        team.store.change("T1", key, nothing)
