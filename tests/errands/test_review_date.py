"""On the review date a channel is asked once, at its working hour, whether to look at its map again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.errands.waking import Alarm
from journeybot.ports import Showable, Showing, ShowState
from journeybot.sequence import RETROSPECTIVE
from journeybot.waking import owed
from journeybot.workshop import Place, Workshop
from tests.errands.board import Day, had_no_trouble
from tests.errands.mail import Mail
from tests.errands.slow import hourly
from tests.errands.test_cut_off import cut
from tests.team import NOON, Team, gathered

SATURDAY = "2026-08-08"
FRIDAY = 4
ZONES = {"UANA": "Pacific/Auckland"}


@pytest.fixture
def day() -> Day:
    return Day(NOON)


@pytest.fixture
def team(tmp_path: Path, day: Day) -> Iterator[Team]:
    with gathered(tmp_path, clock=day) as team:
        finishes(team, "Groceries", on=SATURDAY)
        yield team


@pytest.fixture
def alarm(team: Team, day: Day, caplog: pytest.LogCaptureFixture) -> Iterator[Alarm]:
    yield Alarm(team.store, team.facilitator, messenger=Mail(zones=ZONES), clock=day)
    had_no_trouble(caplog)


def finishes(team: Team, title: str, *, on: str) -> None:
    ana = team.member("ana")
    ana.asks(f"start {title}", template="five_stages")
    ana.asks("close", owner="UANA", review_on=on)


def calls(team: Team, day: Day) -> list[Showing]:
    """The messages that ask, as they are due or shown."""
    known = team.store.due(day(), most=100)
    return [one for one in known if one.kind is Showable.TEXT and one.what["text"] == "review"]


def posts(team: Team, day: Day) -> int:
    """Post what is due, as errands would; how much there was."""
    due = calls(team, day)
    for one in due:
        team.store.settle(replace(one, state=ShowState.SHOWN, message="ts", does=one.should))
    return len(due)


def until(day: Day, alarm: Alarm, *when: int) -> None:
    """An hour at a time, with a look at each."""
    hours = (datetime(*when, tzinfo=UTC) - day()) // timedelta(hours=1)  # type: ignore[misc, arg-type]
    day.passes(max(0, hours - 100) * 3600)
    hourly(alarm, day, min(hours, 100))


def test_it_is_asked_once_at_the_working_hour_of_the_team(team: Team, alarm: Alarm, day: Day) -> None:
    until(day, alarm, 2026, 8, 9, 20)
    alarm.round()
    assert team.store.wakes(day()) == (), "nothing is looked at all the time"
    hourly(alarm, day, 1)
    assert not calls(team, day), "the eighth is a Saturday; in Auckland Monday begins at noon of Sunday, in UTC"
    hourly(alarm, day, 2)
    (asked,) = calls(team, day)
    assert (asked.in_thread, asked.place.channel) == (False, "C1")
    said = team.facilitator.text_of("T1", team.workshop.key, asked.what)
    assert said.startswith("Shall we look at Groceries again? @UANA looks after the map and wished to be asked today.")
    buttons = team.facilitator.buttons_under(asked)
    assert [button.label for button in buttons] == ["Review now", "In a week", "Not at all"]
    hourly(alarm, day, 24 * 7)
    assert len(calls(team, day)) == 1


def test_on_another_day_that_is_set_since_it_is_asked_in_time_however_far_east(
    team: Team, alarm: Alarm, day: Day
) -> None:
    team.member("ana").asks("about", review_on="2026-08-12")
    until(day, alarm, 2026, 8, 11, 22)
    assert not calls(team, day)
    hourly(alarm, day, 1)
    assert [one.what["on"] for one in calls(team, day)] == ["2026-08-12"], "a Wednesday, ten in the morning there"


def test_in_a_week_and_not_at_all_are_told_in_its_place_and_can_be_changed(team: Team, alarm: Alarm, day: Day) -> None:
    until(day, alarm, 2026, 8, 10, 0)
    (asked,) = calls(team, day)
    shown = team.store.settle(replaced(asked))
    ana = team.member("ana")
    _, week, never = team.facilitator.buttons_under(shown)
    assert ana.presses(week.command, week.argument, workshop=week.workshop) == "", "the message itself says it"
    assert "I ask again on 17 August 2026." in team.facilitator.text_of("T1", team.workshop.key, shown.what)
    assert calls(team, day)[0].message == "ts1", "the message is due to be edited"
    assert [b.label for b in team.facilitator.buttons_under(shown)] == ["Review now", "Not at all"]
    team.store.settle(replaced(calls(team, day)[0]))
    assert "I will not ask again" in ana.presses(never.command, never.argument, workshop=never.workshop)
    assert "I will not ask again" in team.facilitator.text_of("T1", team.workshop.key, shown.what)
    assert [b.label for b in team.facilitator.buttons_under(shown)] == ["Review now", "In a week"]
    until(day, alarm, 2026, 8, 20, 0)
    assert len(calls(team, day)) == 1


def replaced(asked: Showing) -> Showing:
    return replace(asked, state=ShowState.SHOWN, message="ts1", does=asked.should)


def moves_the_date(team: Team) -> None:
    team.member("ana").asks("about", review_on="2027-01-04")


def reopens(team: Team) -> None:
    team.member("ana").types("reopen")


def erases(team: Team) -> None:
    team.store.erase("T1", team.workshop.key)


def begins_another(team: Team) -> None:
    team.member("ana").asks("start Returns")


@pytest.mark.parametrize("does", [moves_the_date, reopens, erases, begins_another])
def test_it_is_not_asked_where_it_makes_no_sense(team: Team, alarm: Alarm, day: Day, does: Any) -> None:
    does(team)
    until(day, alarm, 2026, 8, 12, 0)
    assert not calls(team, day)


def test_finished_again_before_the_hour_has_come_it_is_asked_still(team: Team, alarm: Alarm, day: Day) -> None:
    ana = team.member("ana")
    ana.types("reopen")
    until(day, alarm, 2026, 8, 9, 0)
    ana.asks("close", review_on=SATURDAY)
    hourly(alarm, day, 24)
    assert [one.what["on"] for one in calls(team, day)] == [SATURDAY]


def test_two_who_look_at_the_same_moment_ask_once(
    team: Team, alarm: Alarm, day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_in = team.store.open_in

    def meanwhile(place: Place) -> Workshop | None:
        assert team.store.claim(team.store.wakes(day()), until=day() + timedelta(seconds=20))
        return open_in(place)

    monkeypatch.setattr(team.store, "open_in", meanwhile)
    until(day, alarm, 2026, 8, 9, 23)
    assert not calls(team, day), "that is up to the other one"


def test_a_retrospective_is_not_called_back_whatever_a_file_says_of_it(team: Team) -> None:
    closed = team.workshop
    assert owed(closed, NOON)
    assert owed(replace(closed, about=replace(closed.about, flavour=RETROSPECTIVE)), NOON) == ()


def test_in_each_review_its_owner_is_asked_anew(team: Team, day: Day) -> None:
    ana, mail = team.member("ana"), Mail()
    ana.types("reopen")
    ana.types("improve")
    ana.fills(text="Show the fee", owner="UBEN")
    for number in (1, 2):
        ana.asks("close", review_on=None)
        ana.types("review")
        day.passes(24 * 3600 * 7)
        hourly(Alarm(team.store, team.facilitator, messenger=mail, clock=day), day)
        assert [one.to for one in mail.letters] == ["UBEN"] * number
    ana.asks("close", review_on=None)
    ana.types("review")
    team.member("ben").asks("outcome", status="doing")
    hourly(Alarm(team.store, team.facilitator, messenger=mail, clock=day), day)
    ana.presses("next", "anyway")
    hourly(Alarm(team.store, team.facilitator, messenger=mail, clock=day), day)
    assert len(mail.letters) == 2, "who has told is not asked, nor anybody at the part after"


def test_after_another_workshop_it_is_asked_late(team: Team, alarm: Alarm, day: Day) -> None:
    begins_another(team)
    until(day, alarm, 2026, 8, 12, 0)
    alarm.round()
    assert team.store.wakes(day()) == (), "nothing is looked at all the time"
    team.member("ana").asks("close", review_on="2027-03-01")
    hourly(alarm, day, 24)
    assert [one.what["on"] for one in calls(team, day)] == [SATURDAY]


@pytest.mark.parametrize("before", [True, False])
def test_cut_off_at_any_call_it_is_asked_once(tmp_path: Path, day: Day, before: bool) -> None:
    with gathered(tmp_path, clock=day) as team:
        posted = 0
        for number in range(30):
            finishes(team, f"Map {number}", on=f"{(day() + timedelta(days=1)).date()}")
            day.now = NOON + timedelta(weeks=number + 1)
            mail = Mail(knows=bool(number % 2))
            ended = cut(team, mail, day, number=number, before=before)
            posted += posts(team, day)  # others go on meanwhile
            rests(team, mail, day)
            posted += posts(team, day)
            assert posted == number + 1, "nothing is missed, and nothing twice"
            if not ended:
                break
    assert number > 5, "it was cut off in many places"


@pytest.mark.parametrize("before", [True, False])
def test_cut_off_at_any_call_each_owner_is_asked_once_what_came_of_it(tmp_path: Path, day: Day, before: bool) -> None:
    with gathered(tmp_path, clock=day) as team:
        ana, mail = team.member("ana"), Mail()
        for number in range(30):
            ana.asks(f"start Map {number}", template="five_stages")
            ana.types("improve")
            ana.fills(text="Show the fee", owner=f"U{number:03}")
            ana.asks("close", owner="UANA", review_on=None)
            ana.types("review")
            ended = cut(team, mail, day, number=number, before=before)
            rests(team, mail, day)
            assert [one.to for one in mail.letters].count(f"U{number:03}") == 1, "none is missed, and none asked twice"
            ana.types("review stop")
            day.passes(24 * 3600 - 90)
            while day().weekday() > FRIDAY:
                day.passes(24 * 3600)
            if not ended:
                break
    assert number > 5, "it was cut off in many places"


def rests(team: Team, mail: Mail, day: Day) -> None:
    """Whoever comes after looks a few times."""
    for _ in range(3):
        Alarm(team.store, team.facilitator, messenger=mail, clock=day).round()
        day.passes(30)
