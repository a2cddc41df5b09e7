"""Whoever keeps an eye on a retrospective's actions hears in private, once a week, what of the others' is overdue."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.errands.waking import Alarm
from journeybot.journey import Improvement, Status
from journeybot.replies import Say
from tests.errands.board import Day
from tests.errands.slow import hourly
from tests.errands.test_due import Post, write
from tests.team import Team, gathered
from tests.test_last_actions import actions
from tests.test_retrospective import acts, begins


@pytest.fixture
def day() -> Day:
    return Day(datetime(2026, 5, 4, 6, tzinfo=UTC))


@pytest.fixture
def team(tmp_path: Path, day: Day) -> Iterator[Team]:
    """Ana keeps an eye on two actions of Ben, one of them until the 12th, and one of her own."""
    with gathered(tmp_path, clock=day) as team:
        begins(team.member("ana"), "Sprint 12")
        acts(team.member("ana"), "Build faster", "Pair", "Tidy up")
        becomes(team, "Build faster", due=date(2026, 5, 12))
        becomes(team, "Tidy up", due=date(2026, 5, 12), owner="<@UANA>")
        yield team


@pytest.fixture
def post(day: Day) -> Post:
    return Post(day)


@pytest.fixture
def alarm(team: Team, post: Post, day: Day) -> Alarm:
    return Alarm(team.store, team.facilitator, messenger=post, clock=day)


def becomes(team: Team, text: str, **now: object) -> Improvement:
    one = replace(actions(team)[text], **now)  # type: ignore[arg-type]
    write(team, one)
    return one


def told(post: Post) -> list[Say]:
    """What Ana is told of the actions of others."""
    return [letter.say for letter in post.letters if letter.to == "UANA" and "overdue." in letter.say.rows[-1].text]


def test_once_a_week_they_hear_what_is_overdue_and_whose_it_is_until_it_is_settled(
    team: Team, alarm: Alarm, post: Post, day: Day
) -> None:
    becomes(team, "Tidy up", status=Status.DONE)
    hourly(alarm, day, 24 * 13)
    assert told(post) == [], "on Monday nothing was overdue yet"
    hourly(alarm, day, 24 * 14)
    first, _ = told(post)
    assert first.rows[-1].text == "Sprint 12 in #C1: one action is overdue.\n• Build faster, since 12 May 2026: @UBEN"
    assert first.text.startswith(
        "You keep an eye on these actions. While something is overdue, I tell you at most once a week"
    )
    labels = [button.label for button in (*first.rows[-1].buttons, *first.buttons)]
    assert labels == ["What we have taken on", "No more reminders"]
    assert [at for at in post.at if "UANA" in at] == ["Mon 18 10:00 UANA", "Mon 25 10:00 UANA"]
    becomes(team, "Build faster", status=Status.DONE)
    hourly(alarm, day, 24 * 14)
    assert len(told(post)) == 2


def test_what_is_their_own_and_what_is_the_others_comes_in_one_message_after_any_pause(
    team: Team, alarm: Alarm, post: Post, day: Day
) -> None:
    day.now = datetime(2026, 8, 25, 12, tzinfo=UTC)
    for _ in range(3):
        alarm.round()
    (one,) = told(post)
    assert [row.text.partition("\n")[0] for row in one.rows] == [
        "Tidy up",
        "Sprint 12 in #C1: one action is overdue.",
    ]
    assert sorted(letter.to for letter in post.letters) == ["UANA", "UBEN"]


def test_who_keeps_an_eye_on_them_is_asked_no_more_when_there_is_nothing_left(
    team: Team, alarm: Alarm, post: Post, day: Day
) -> None:
    for text in ("Build faster", "Pair", "Tidy up"):
        becomes(team, text, status=Status.DONE)
    hourly(alarm, day, 24 * 14)
    assert team.store.wakes(datetime(2027, 5, 4, tzinfo=UTC)) == ()
    becomes(team, "Build faster", status=Status.OPEN)
    hourly(alarm, day, 24 * 8)
    assert len(told(post)) == 1, "but of what is taken up again they hear"


def test_their_own_page_names_it_under_what_waits_for_them(team: Team, day: Day) -> None:
    day.now = datetime(2026, 5, 20, 9, tzinfo=UTC)
    ana, ben = (dict(team.facilitator.home(team.member(name).who).sections) for name in ("ana", "ben"))
    (row,) = ana["Waits for you"]
    assert row.text.endswith("• Build faster, since 12 May 2026: @UBEN")
    assert "overdue" not in ben["Waits for you"][0].text


def test_the_dialog_that_ends_it_says_what_they_are_asked_to_do(team: Team) -> None:
    ana = team.member("ana")
    begins(ana, "Sprint 13")
    ana.types("improve")
    ana.fills(text="Rest")
    ana.types("close")
    assert ana.form is not None
    assert "They ask how it is going, and need not do it themselves." in ana.form.fields[0].hint
