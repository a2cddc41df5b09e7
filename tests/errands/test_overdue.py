"""What is overdue is told again and again, once a week and later once in four, all of it at once, until it is settled,
however long nobody was there to tell it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.errands.waking import Alarm
from journeybot.permissions import Standing
from tests.errands.board import Day
from tests.errands.slow import hourly
from tests.errands.test_cut_off import cut
from tests.errands.test_due import Post, ahead, done, idea, weeks, write
from tests.team import Team, gathered


@pytest.fixture
def day() -> Day:
    return Day(datetime(2026, 5, 4, 6, tzinfo=UTC))


@pytest.fixture
def team(tmp_path: Path, day: Day) -> Iterator[Team]:
    with gathered(tmp_path, clock=day) as team:
        team.member("ana").asks("start Groceries", template="five_stages")
        team.member("ana").asks("close")
        yield team


@pytest.fixture
def post(day: Day) -> Post:
    return Post(day)


@pytest.fixture
def alarm(team: Team, post: Post, day: Day) -> Alarm:
    return Alarm(team.store, team.facilitator, messenger=post, clock=day)


def test_after_months_of_silence_all_that_is_overdue_comes_in_one_message(
    team: Team, alarm: Alarm, post: Post, day: Day
) -> None:
    write(team, idea(), idea("Ancient", date(2026, 5, 6)), idea("Nobody jumps over this", date(2026, 5, 22)))
    day.now = datetime(2026, 8, 25, 12, tzinfo=UTC)
    for _ in range(3):
        alarm.round()
    (letter,) = post.letters
    assert letter.say.text.startswith("You have taken these on, and they are overdue. I say so once a week and ")
    assert [row.text for row in letter.say.rows][:2] == [
        "Ancient\nOverdue since 6 May 2026, not begun. From Groceries in #C1",
        "Cache it\nOverdue since 14 May 2026, not begun. From Groceries in #C1",
    ]
    assert len(letter.say.rows) == 3


def test_what_stays_overdue_is_told_once_a_week_in_one_message_until_it_is_settled(
    team: Team, alarm: Alarm, post: Post, day: Day
) -> None:
    write(team, idea(), idea("Call back", date(2026, 5, 15)))
    hourly(alarm, day, 24 * 12)
    del post.at[:], post.letters[:]
    weeks(alarm, day, 2)
    assert post.at == ["Mon 18 10:00 UBEN", "Mon 25 10:00 UBEN"]
    assert {len(letter.say.rows) for letter in post.letters} == {2}
    done(team)
    change_day = replace(idea("Call back", date(2026, 6, 11)))
    write(team, change_day)
    weeks(alarm, day, 1)
    assert len(post.letters) == 2, "one is done, the other has another day"


def test_what_nobody_settles_for_four_weeks_is_told_every_fourth_week_and_all_of_it_in_the_same(
    team: Team, alarm: Alarm, post: Post, day: Day
) -> None:
    write(team, idea(), idea("Call back", date(2026, 5, 20)))
    hourly(alarm, day, 24 * 11)
    del post.at[:], post.letters[:]
    weeks(alarm, day, 15)
    told = [(post.at[number][4:6], len(letter.say.rows)) for number, letter in enumerate(post.letters)]
    assert told == [
        *(("18", 2), ("20", 1), ("25", 2), ("01", 2), ("08", 2), ("15", 1)),
        *(("22", 2), ("20", 2), ("17", 2)),
    ]


def test_what_goes_on_though_it_was_overdue_is_told_from_next_monday_on(
    team: Team, alarm: Alarm, post: Post, day: Day
) -> None:
    day.now = datetime(2026, 5, 20, 9, tzinfo=UTC)
    write(team, idea())
    hourly(alarm, day, 24 * 6)
    assert post.at == ["Mon 25 10:00 UBEN"]


def left(team: Team) -> None:
    team.room.says(team.member("ben"), Standing.OUTSIDE)


def turned_off(team: Team) -> None:
    team.member("ben").types("reminders off")


@pytest.mark.parametrize("happens", [left, turned_off])
def test_who_wants_none_or_cannot_answer_is_left_in_peace_and_looked_for_once_a_week(
    team: Team, alarm: Alarm, post: Post, day: Day, happens: Callable[[Team], None]
) -> None:
    write(team, idea())
    hourly(alarm, day, 24)
    happens(team)
    weeks(alarm, day, 4)
    assert post.letters == []
    assert (len(ahead(team, day, days=8)), ahead(team, day, days=4)) == (1, [])
    team.room.says(team.member("ben"), Standing.INSIDE)
    team.member("ben").types("reminders on")
    hourly(alarm, day, 24 * 8)
    assert post.at == ["Mon 08 10:00 UBEN"], "and told again when they are back"


@pytest.mark.parametrize("before", [True, False])
def test_cut_off_at_any_call_it_is_one_message_each_time(team: Team, post: Post, day: Day, before: bool) -> None:
    """At the Nth call of a look, for every N, the process ends; then it comes back."""
    write(team, idea(due=date(2026, 5, 4)), idea("Call back", date(2026, 5, 4)))
    day.now = datetime(2026, 5, 4, 12, tzinfo=UTC)
    Alarm(team.store, team.facilitator, messenger=post, clock=day).round()
    for number in range(30):
        del post.letters[:]
        day.passes(28 * 24 * 3600 - 90)
        ended = cut(team, post, day, number=number, before=before)
        for _ in range(3):
            Alarm(team.store, team.facilitator, messenger=post, clock=day).round()
            day.passes(30)
        assert [len(letter.say.rows) for letter in post.letters] == [2]
        if not ended:
            break
    assert number > 5, "it was cut off in many places"


def test_a_reminder_asks_for_a_later_day_and_is_quiet_until_then(
    team: Team, alarm: Alarm, post: Post, day: Day
) -> None:
    write(team, idea())
    day.now = datetime(2026, 5, 18, 9, tzinfo=UTC)
    hourly(alarm, day, 24)
    later = next(one for one in post.letters[0].say.rows[0].buttons if one.label == "Later …")
    ben = team.member("ben", channel="D1")
    ben.presses(later.command, later.argument, workshop=later.workshop)
    assert ben.form is not None
    assert {field.name: field.initial for field in ben.form.fields} == {"owner": "UBEN", "due": "2026-06-02"}
    assert "I remind you in private when its day is near, 2 June 2026." in ben.fills()
    del post.at[:]
    hourly(alarm, day, 24 * 15)
    assert post.at == ["Fri 29 10:00 UBEN", "Tue 02 10:00 UBEN"]
