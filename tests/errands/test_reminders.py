"""Each person gets one reminder a step, all that waits in one message, and never a second one whatever is cut off."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errands.waking import Alarm
from journeybot.permissions import Standing
from journeybot.ports import Profile, Sent, ShowState
from journeybot.waking import ARCHIVED
from journeybot.workshop import Place, Who
from tests.errands.board import Day, had_no_trouble
from tests.errands.mail import Mail
from tests.errands.slow import MONDAY, hourly, slow_team
from tests.team import Member, Team


@pytest.fixture
def day() -> Day:
    return Day(MONDAY)


@pytest.fixture
def team(tmp_path: Path, day: Day) -> Iterator[Team]:
    with slow_team(tmp_path, day) as team:
        yield team


@pytest.fixture
def mail() -> Mail:
    return Mail()


@pytest.fixture
def alarm(team: Team, mail: Mail, day: Day, caplog: pytest.LogCaptureFixture) -> Iterator[Alarm]:
    yield Alarm(team.store, team.facilitator, messenger=mail, clock=day)
    had_no_trouble(caplog)


def test_who_has_not_answered_is_asked_once_in_private(team: Team, alarm: Alarm, mail: Mail, day: Day) -> None:
    hourly(alarm, day, 24 * 7)
    (letter,) = mail.letters
    (row,) = letter.say.rows
    assert (letter.to, letter.thread) == ("UBEN", "")
    assert row.text.startswith("Groceries in #C1 is at step 1 of 6, Personas. Who travels")
    assert [button.label for button in (*row.buttons, *letter.say.buttons)] == ["Add a persona", "No more reminders"]


def test_who_is_away_or_of_whom_slack_tells_nothing_is_asked_later(
    team: Team, alarm: Alarm, mail: Mail, day: Day
) -> None:
    mail.unknown = {"UBEN"}
    hourly(alarm, day)
    assert waking(team, alarm, day) == []
    mail.unknown = set()
    team.room.says(team.member("ben"), Standing.OUTSIDE)
    hourly(alarm, day, 30)
    assert mail.letters == []
    assert waking(team, alarm, day) == [], "Slack is not asked for them all the time"
    team.room.says(team.member("ben"), Standing.INSIDE)
    hourly(alarm, day)
    assert [letter.to for letter in mail.letters] == ["UBEN"]


def waking(team: Team, alarm: Alarm, day: Day) -> list[str]:
    """Who is looked at again as soon as they have been looked at."""
    alarm.round()
    return [wake.person for wake in team.store.wakes(day())]


class Broken(Mail):
    """Fails for one person, by a mistake of ours."""

    asked = 0

    def profile(self, tenant: str, person: str) -> Profile:
        self.asked += person == "UBEN"
        if person == "UBEN":
            raise RuntimeError("a mistake")
        return super().profile(tenant, person)


def test_what_fails_is_tried_again_later_and_the_others_are_asked(
    team: Team, day: Day, caplog: pytest.LogCaptureFixture
) -> None:
    team.member("ana").asks("invite", people=("UBEN", "UCHI"))
    broken = Broken()
    alarm = Alarm(team.store, team.facilitator, messenger=broken, clock=day)
    day.passes(6 * 3600)
    for _ in range(5):
        alarm.round()
    assert ([letter.to for letter in broken.letters], broken.asked) == (["UCHI"], 1)
    assert "could not attend to prompt." in caplog.text


def test_pressed_when_the_step_is_over_a_button_does_what_stands_on_it(
    team: Team, alarm: Alarm, mail: Mail, day: Day
) -> None:
    hourly(alarm, day)
    (button,) = mail.letters[0].say.rows[0].buttons
    team.member("ana").types("next anyway")
    opened = team.member("ben").presses(button.command, button.argument, workshop=button.workshop, seen=button.seen)
    assert (button.label, opened) == ("Add a persona", "<A persona>")


def test_all_that_waits_in_several_channels_comes_in_one_message(
    team: Team, alarm: Alarm, mail: Mail, day: Day
) -> None:
    day.passes(60)
    ada = team.member("ada", channel="C2")
    ada.asks("start Returns", facilitators=("UADA", "UBEN"))
    ada.types("pace slow")
    day.passes(6 * 3600)  # nobody looked meanwhile, and other people's come in between
    hourly(alarm, day)
    by = {letter.to: [row.text.split(" in ")[0] for row in letter.say.rows] for letter in mail.letters}
    assert {person: sorted(titles) for person, titles in by.items()} == {
        "UBEN": ["Groceries", "Returns"],
        "UADA": ["Returns"],
    }
    assert len(mail.letters) == 2


def test_a_crowd_is_asked_in_several_looks_and_each_of_it_once(team: Team, mail: Mail, day: Day) -> None:
    crowd = tuple(f"U{number:02}" for number in range(14))
    team.member("ana").asks("invite", people=crowd)
    dora = team.member("dora", channel="C2")
    dora.asks("start Returns", facilitators=("UDORA",))
    dora.types("pace slow")
    dora.asks("invite", people=crowd)
    alarm = Alarm(team.store, team.facilitator, messenger=mail, clock=day, most=7)
    assert alarm.round() == 7, "cards wait meanwhile"
    for _ in range(9):
        alarm.round()
    day.passes(4 * 3600)
    for _ in range(10):
        alarm.round()
    assert sorted(letter.to for letter in mail.letters) == sorted([*crowd, "UDORA"])
    assert {len(letter.say.rows) for letter in mail.letters if letter.to in crowd} == {2}


def test_the_button_in_the_message_turns_them_off_and_another_on(
    team: Team, alarm: Alarm, mail: Mail, day: Day
) -> None:
    ben, ana = team.member("ben", channel="D1"), team.member("ana")
    hourly(alarm, day)
    off = mail.letters[0].say.buttons[-1]
    team.room.says(ben, Standing.OUTSIDE, "D1")
    assert "No more reminders" in ben.presses(off.command, off.argument)
    ana.types("next anyway")
    ana.types("add")
    ana.fills()
    hourly(alarm, day, 72)
    assert len(mail.letters) == 1
    assert "I remind you, at 14:00" in ben.types("reminders 14")
    hourly(alarm, day, 24)
    assert [letter.to for letter in mail.letters] == ["UBEN", "UBEN"]


def test_whose_hour_comes_again_on_the_same_day_is_asked_on_the_next(
    team: Team, alarm: Alarm, mail: Mail, day: Day
) -> None:
    hourly(alarm, day, 5)
    team.member("ben").types("reminders 14")
    team.member("ana").types("next anyway")
    hourly(alarm, day, 10)
    assert [letter.to for letter in mail.letters].count("UBEN") == 1, "one a day"
    hourly(alarm, day)
    assert [letter.to for letter in mail.letters].count("UBEN") == 2


@pytest.mark.parametrize("typed", ["reminders 24", "reminders soon", "reminders -1", "reminders ²"])
def test_what_is_no_hour_is_refused_with_what_to_type(team: Team, typed: str) -> None:
    assert "0 to 23: `/journey reminders 9`" in team.member("ben").types(typed)


def answers(team: Team, _mail: Mail) -> None:
    team.member("ben").asks("persona", name="Noah")


def leaves_the_channel(team: Team, _mail: Mail) -> None:
    team.room.says(team.member("ben"), Standing.OUTSIDE)


def leaves_the_company(_team: Team, mail: Mail) -> None:
    mail.gone.add("UBEN")


def is_invited_no_more(team: Team, _mail: Mail) -> None:
    team.member("ana").asks("invite", people=())


def goes_live(team: Team, _mail: Mail) -> None:
    team.member("ana").types("pace live")


def is_finished(team: Team, _mail: Mail) -> None:
    team.member("ana").asks("close")


@pytest.mark.parametrize(
    "happens", [answers, leaves_the_channel, leaves_the_company, is_invited_no_more, goes_live, is_finished]
)
def test_nobody_is_asked_for_whom_nothing_waits(
    team: Team, alarm: Alarm, mail: Mail, day: Day, happens: Callable[[Team, Mail], None]
) -> None:
    alarm.round()
    happens(team, mail)
    hourly(alarm, day, 78)
    assert [letter.to for letter in mail.letters if letter.to == "UBEN"] == []
    assert waking(team, alarm, day) == []


def test_back_at_a_step_nobody_is_asked_again_who_was(team: Team, alarm: Alarm, mail: Mail, day: Day) -> None:
    ana = team.member("ana")
    hourly(alarm, day)
    ana.types("next anyway")
    alarm.round()
    ana.types("back")
    hourly(alarm, day, 72)
    assert len(mail.letters) == 1
    ana.types("next anyway")
    hourly(alarm, day)
    assert sorted(letter.to for letter in mail.letters) == ["UANA", "UBEN", "UBEN"], "step 2 waits for both again"


def test_in_the_zone_that_slack_does_not_tell_the_teams_counts(team: Team, alarm: Alarm, mail: Mail, day: Day) -> None:
    mail.zones = {"UANA": "America/New_York"}
    hourly(alarm, day, 8)
    assert mail.letters == []
    hourly(alarm, day, 1)
    assert day() - timedelta(hours=1) == MONDAY.replace(hour=14)
    assert len(mail.letters) == 1


def test_slack_that_is_busy_is_asked_again_the_same_day(team: Team, alarm: Alarm, mail: Mail, day: Day) -> None:
    day.now = MONDAY.replace(hour=10)
    mail.answers = [Sent(again=timedelta(seconds=30))]
    alarm.round()
    assert mail.letters == []
    day.passes(30)
    alarm.round()
    assert len(mail.letters) == 1
    assert "UBEN" not in [wake.person for wake in team.store.wakes(day() + timedelta(days=9))], "that is settled"


def test_who_is_invited_can_answer_in_the_channel(team: Team) -> None:
    ana, chi = team.member("ana"), team.member("chi")
    team.room.says(chi, Standing.OUTSIDE)
    assert "people!" in ana.asks("invite", people=("UBEN", "UCHI"))
    assert team.workshop.invited == ("UBEN",)
    assert "Groceries" in str(team.facilitator.home(Who("T1", "UBEN"))), "what waits for them is found on the Home tab"
    member: Member = team.member("ben")
    assert "Only who facilitates" in member.types("invite")


def test_who_turned_them_off_finds_the_way_back_on_their_page(team: Team) -> None:
    ben = team.member("ben")
    assert _home_buttons(ben) == []
    ben.types("reminders off")
    assert _home_buttons(ben) == ["Remind me again"]
    *_, again = team.facilitator.home(ben.who).buttons
    nowhere = replace(ben, place=Place("T1", ""))
    assert "I remind you, at 10:00" in nowhere.presses(again.command, again.argument)
    assert _home_buttons(ben) == []


def _home_buttons(member: Member) -> list[str]:
    """What is pressed about reminders on a person's own page."""
    buttons = member.team.facilitator.home(member.who).buttons
    return [button.label for button in buttons if button.command == "reminders"]


def test_who_begins_a_workshop_chooses_its_pace_with_one_press(team: Team) -> None:
    eve = team.member("eve", channel="C5")
    assert "[Over several days]" in eve.asks("start Returns")
    eve.presses("pace", "slow", workshop=team.store.latest_in(eve.place).key)  # type: ignore[union-attr]
    assert "Slow pace: answer when it suits you" in eve.types("status")
    assert "Slow pace" not in eve.types("pace live")


def test_nobody_is_reminded_while_the_channel_is_archived(team: Team, alarm: Alarm, mail: Mail, day: Day) -> None:
    place = Place("T1", "C1")
    found = team.store.latest_in(place)
    card = found and team.store.card_of("T1", found.key)
    assert card
    team.store.settle(replace(card, state=ShowState.PARKED, error=ARCHIVED))
    hourly(alarm, day, 30)
    assert not mail.letters
    assert waking(team, alarm, day) == []
    assert team.store.unpark(place, "not_in_channel") == 0
    assert team.store.unpark(place, ARCHIVED) == 1
    hourly(alarm, day, 24)
    assert [letter.to for letter in mail.letters] == ["UBEN"]
