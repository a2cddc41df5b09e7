"""Whoever has taken something on is reminded before its day and on it, at their own hour, also of a finished map; of
several things in one message, and of nothing that is settled."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.errands.waking import Alarm
from journeybot.due import said_on
from journeybot.journey import Improvement, Note, Status
from journeybot.ports import Letter, Sent
from journeybot.waking import Wake, WakeKind
from journeybot.workshop import Change
from tests.errands.board import Day, had_no_trouble
from tests.errands.mail import Mail
from tests.errands.slow import hourly, slow_team
from tests.errands.test_cut_off import cut
from tests.team import Team, gathered

MONDAY = datetime(2026, 5, 4, 6, tzinfo=UTC)
THURSDAY = date(2026, 5, 14)


class Post(Mail):
    """A post office that knows when each letter was handed in, where it was going."""

    def __init__(self, day: Day) -> None:
        super().__init__()
        self.day = day
        self.at: list[str] = []

    def send(self, letter: Letter) -> Sent:
        zone = ZoneInfo(self.zones.get(letter.to, "UTC"))
        self.at.append(f"{self.day().astimezone(zone):%a %d %H:%M} {letter.to}")
        return super().send(letter)


@pytest.fixture
def day() -> Day:
    return Day(MONDAY)


@pytest.fixture
def team(tmp_path: Path, day: Day) -> Iterator[Team]:
    """A map that is finished, as most are when something on it falls due."""
    with gathered(tmp_path, clock=day) as team:
        team.member("ana").asks("start Groceries", template="five_stages")
        team.member("ana").asks("close")
        yield team


@pytest.fixture
def post(day: Day) -> Post:
    return Post(day)


@pytest.fixture
def alarm(team: Team, post: Post, day: Day, caplog: pytest.LogCaptureFixture) -> Iterator[Alarm]:
    yield Alarm(team.store, team.facilitator, messenger=post, clock=day)
    had_no_trouble(caplog)


def idea(text: str = "Cache it", due: date = THURSDAY, owner: str = "<@UBEN>") -> Improvement:
    return Improvement(key=text, text=text, owner=owner, due=due)


def write(team: Team, *notes: Note, drop: tuple[str, ...] = ()) -> None:
    team.store.change("T1", team.workshop.key, lambda now, _: Change(workshop=now, put=notes, drop=drop))


def change(team: Team, **now: object) -> None:
    note = team.store.note("T1", team.workshop.key, "Cache it")
    assert isinstance(note, Improvement)
    write(team, replace(note, **now))  # type: ignore[arg-type]


def weeks(alarm: Alarm, day: Day, count: int = 2) -> None:
    hourly(alarm, day, count * 7 * 24)


def test_its_owner_is_reminded_two_working_days_before_and_on_the_day_at_their_own_hour(
    team: Team, alarm: Alarm, post: Post, day: Day
) -> None:
    post.zones = {"UBEN": "America/New_York", "UCHI": "Pacific/Auckland"}
    write(team, idea(), idea("Call back", date(2026, 5, 19), "<@UCHI>"))
    hourly(alarm, day, 24 * 11)
    write(team, replace(idea(), status=Status.DONE))
    hourly(alarm, day, 24 * 6)
    assert post.at == ["Tue 12 10:00 UBEN", "Thu 14 10:00 UBEN", "Fri 15 10:00 UCHI", "Tue 19 10:00 UCHI"]
    first, second, *_ = post.letters
    assert first.say.text == (
        "You have taken this on, and its day is near. I remind you two working days before and on the day, and at "
        "most once a week while something is overdue; only you see this."
    )
    assert [row.text for row in (*first.say.rows, *second.say.rows)] == [
        "Cache it\nDue in 2 days, on 14 May 2026, not begun. From Groceries in #C1",
        "Cache it\nDue today, not begun. From Groceries in #C1",
    ]
    assert "Due today" in post.letters[3].say.rows[0].text, "on the day of whoever reads it"
    labels = [button.label for button in (*first.say.rows[0].buttons, *first.say.buttons)]
    assert labels == ["Under way", "Done", "Drop it", "Later …", "No more reminders"]
    asks = [button.confirm for button in first.say.rows[0].buttons]
    assert asks == ["", "", "Drop “Cache it”? It stays on the map, as dropped.", ""], "a slip drops nothing"
    assert all(letter.thread == "" and letter.to != "C1" for letter in post.letters), "never in the channel"


def test_all_that_falls_due_on_a_day_comes_in_one_message_what_is_due_first_on_top(
    team: Team, alarm: Alarm, post: Post, day: Day
) -> None:
    write(team, idea("Sign it", date(2026, 5, 18)), idea(), idea("Call back"), idea("Later", date(2026, 6, 30)))
    hourly(alarm, day, 24 * 11)
    told = [[row.text.partition("\n")[0] for row in letter.say.rows] for letter in post.letters]
    assert post.at == ["Tue 12 10:00 UBEN", "Thu 14 10:00 UBEN"]
    assert sorted(told[0]) == ["Cache it", "Call back"]
    assert (sorted(told[1][:2]), told[1][2:]) == (["Cache it", "Call back"], ["Sign it"])


def ahead(team: Team, day: Day, *, days: int) -> list[Wake]:
    return [wake for wake in team.store.wakes(day() + timedelta(days)) if wake.kind is WakeKind.DUE]


def done(team: Team) -> None:
    team.member("ben").presses("done", "Cache it", workshop=team.workshop.key)


def dropped(team: Team) -> None:
    team.member("ben").presses("drop", "Cache it", workshop=team.workshop.key)


def deleted(team: Team) -> None:
    write(team, drop=("Cache it",))


def erased(team: Team) -> None:
    team.store.erase("T1", team.workshop.key)


@pytest.mark.parametrize("happens", [done, dropped, deleted, erased])
def test_of_what_is_settled_nobody_is_reminded(
    team: Team, alarm: Alarm, post: Post, day: Day, happens: Callable[[Team], None]
) -> None:
    write(team, idea())
    hourly(alarm, day, 24)
    happens(team)
    weeks(alarm, day, 6)
    assert post.letters == []
    assert ahead(team, day, days=60) == [], "and nothing is looked at for ever"


def test_moved_to_another_day_or_person_the_reminders_move_along(
    team: Team, alarm: Alarm, post: Post, day: Day
) -> None:
    write(team, idea())
    hourly(alarm, day, 24)
    change(team, due=date(2026, 5, 21))
    hourly(alarm, day, 24 * 15)
    assert post.at == ["Tue 19 10:00 UBEN"]
    change(team, owner="<@UCHI>")
    hourly(alarm, day, 24 * 4)
    assert post.at[1:] == ["Thu 21 10:00 UCHI"]


def test_taken_up_again_it_is_reminded_of_again(team: Team, alarm: Alarm, post: Post, day: Day) -> None:
    write(team, idea())
    done(team)
    hourly(alarm, day, 24 * 7)
    change(team, status=Status.OPEN)
    hourly(alarm, day, 24 * 7)
    assert post.at == ["Tue 12 10:00 UBEN", "Thu 14 10:00 UBEN"]


def test_what_is_taken_on_late_is_said_once_on_its_day(team: Team, alarm: Alarm, post: Post, day: Day) -> None:
    day.now = datetime(2026, 5, 13, 15, tzinfo=UTC)
    write(team, idea())
    hourly(alarm, day, 24 * 4)
    assert post.at == ["Thu 14 10:00 UBEN"]
    assert len(post.letters[0].say.rows) == 1


@pytest.mark.parametrize(
    ("due", "before", "on"),
    [
        (date(2026, 5, 14), date(2026, 5, 12), date(2026, 5, 14)),
        (date(2026, 5, 18), date(2026, 5, 14), date(2026, 5, 18)),
        (date(2026, 5, 16), date(2026, 5, 13), date(2026, 5, 15)),
        (date(2026, 5, 17), date(2026, 5, 13), date(2026, 5, 15)),
    ],
)
def test_weekends_are_left_in_peace(due: date, before: date, on: date) -> None:
    assert (said_on(due, 2), said_on(due, 0)) == (before, on)


def test_quiet_hours_and_the_hour_that_somebody_wishes_are_kept(team: Team, alarm: Alarm, post: Post, day: Day) -> None:
    team.member("ben").types("reminders 22")
    write(team, idea())
    weeks(alarm, day)
    assert post.at == ["Tue 12 09:00 UBEN", "Thu 14 09:00 UBEN"], "22 is quiet: the first hour that is not"


def test_one_message_a_day_for_what_a_workshop_asks_and_what_falls_due(tmp_path: Path, day: Day) -> None:
    with slow_team(tmp_path, day) as team:
        post = Post(day)
        write(team, idea(due=date(2026, 5, 4)))
        hourly(Alarm(team.store, team.facilitator, messenger=post, clock=day), day)
        (letter,) = post.letters
        assert [row.text.partition("\n")[0][:9] for row in letter.say.rows] == ["Groceries", "Cache it"]


def test_in_german(team: Team, alarm: Alarm, post: Post, day: Day) -> None:
    team.member("ben", locale="de-DE")
    write(team, idea())
    weeks(alarm, day)
    assert [letter.say.rows[0].text for letter in post.letters] == [
        "Cache it\nIn 2 Tagen fällig, am 14. Mai 2026, nicht begonnen. Aus Groceries in #C1",
        "Cache it\nHeute fällig, nicht begonnen. Aus Groceries in #C1",
    ]


@pytest.mark.parametrize("before", [True, False])
def test_cut_off_at_any_call_each_is_reminded_once(team: Team, day: Day, before: bool) -> None:
    """At the Nth call of a look, for every N, the process ends; then it comes back."""
    for number in range(30):
        mail, due = Mail(), (day() + timedelta(days=30)).date()
        while due.weekday() > 2:
            due += timedelta(days=1)
        one = replace(idea(f"Idea {number}", due), owner=f"<@U{number:03}>")
        write(team, one)
        day.now = datetime(due.year, due.month, due.day, 12, tzinfo=UTC)
        ended = cut(team, mail, day, number=number, before=before)
        for _ in range(3):
            Alarm(team.store, team.facilitator, messenger=mail, clock=day).round()
            day.passes(30)
        assert [letter.to for letter in mail.letters] == [f"U{number:03}"]
        write(team, replace(one, status=Status.DONE))
        if not ended:
            break
    assert number > 5, "it was cut off in many places"
