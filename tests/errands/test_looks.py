"""However many look at once at what it is time for, and however few things each: nobody is told twice or left out."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errands.waking import Alarm
from journeybot.ports import Letter, Sent
from journeybot.workshop import Place, Who
from tests.errands.board import Day, had_no_trouble
from tests.errands.mail import Mail
from tests.errands.slow import MONDAY, hourly, slow_team
from tests.team import Member, Team


class Slow(Mail):
    """Is looked over by somebody else while it carries a letter."""

    other: Alarm | None = None

    def send(self, letter: Letter) -> Sent:
        for _ in range(2 if self.other else 0):
            self.other.round()  # type: ignore[union-attr]
        return super().send(letter)


@pytest.fixture
def day() -> Day:
    return Day(MONDAY)


@pytest.fixture
def team(tmp_path: Path, day: Day, caplog: pytest.LogCaptureFixture) -> Iterator[Team]:
    with slow_team(tmp_path, day) as team:
        yield team
    had_no_trouble(caplog)


def looks(team: Team, mail: Mail, day: Day, most: int = 10) -> Alarm:
    return Alarm(team.store, team.facilitator, messenger=mail, clock=day, most=most)


def begins(team: Team, place: Place) -> None:
    """Ben begins another slow map there."""
    ben = Member(team, Who(place.tenant, "UBEN"), place)
    ben.asks("start Returns")
    ben.types("pace slow")


def told(mail: Mail) -> list[tuple[str, str]]:
    return [(letter.tenant, row.text.split(" in ")[0]) for letter in mail.letters for row in letter.say.rows]


def test_of_two_workspaces_who_has_the_same_name_in_both_gets_a_message_from_each(team: Team, day: Day) -> None:
    mail = Mail()
    begins(team, Place("T2", "C9"))
    hourly(looks(team, mail, day), day)
    assert sorted(told(mail)) == [("T1", "Groceries"), ("T2", "Returns")]


def test_while_a_message_is_under_way_nobody_else_takes_it_for_lost(team: Team, day: Day) -> None:
    mail = Slow()
    alarm = mail.other = looks(team, mail, day)
    hourly(alarm, day, 12)
    assert told(mail) == [("T1", "Groceries")]


def test_what_was_cut_off_does_not_take_along_what_nobody_has_said_yet(team: Team, day: Day) -> None:
    begins(team, Place("T1", "C2"))
    mail = Mail(knows=False)
    alarm = looks(team, mail, day)
    alarm.round()
    day.now = MONDAY.replace(hour=10)
    groceries = [wake for wake in team.store.wakes(day()) if wake.workshop == team.workshop.key]
    team.store.claim(groceries, until=day() + timedelta(seconds=20))
    day.passes(20)
    alarm.round()
    assert told(mail) == [("T1", "Returns")]


def test_two_who_look_at_the_same_moment_remind_once(team: Team, day: Day) -> None:
    """The other one is between reading and marking while we do it all."""
    mail = Mail()
    day.now = MONDAY.replace(hour=10)
    (wake,) = [one for one in team.store.wakes(day()) if one.person == "UBEN"]
    wishes = team.store.wished("T1", "UBEN")
    looks(team, mail, day).round()
    assert team.store.claim([wake], until=day(), wishes=wishes) == ()
    assert len(mail.letters) == 1


def test_however_few_are_looked_at_at_a_time_each_has_a_turn(team: Team, day: Day) -> None:
    mail = Mail()
    hourly(looks(team, mail, day, 1), day, 12)
    assert told(mail) == [("T1", "Groceries")]


def test_where_a_map_is_deleted_while_we_look_nobody_is_told_anything(
    team: Team, day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = Mail()
    team.member("ana").types("timer 5")
    day.passes(6 * 3600)
    found = team.store.wakes(day())
    team.store.erase("T1", team.workshop.key)
    monkeypatch.setattr(team.store, "wakes", lambda *_, **__: found)
    looks(team, mail, day).round()
    assert ({wake.person for wake in found}, mail.letters) == ({"", "UANA", "UBEN"}, [])
