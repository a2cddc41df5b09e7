"""A timer stands on the card, rings once in its thread, and makes nobody go on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errands.waking import Alarm
from journeybot.ports import Sent, ShowState
from journeybot.replies import Say
from journeybot.workshop import STEPS
from tests.errands.board import Day, had_no_trouble
from tests.errands.mail import Mail
from tests.team import Member, Team, gathered


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def team(tmp_path: Path, day: Day) -> Iterator[Team]:
    """A workshop whose card has been posted."""
    with gathered(tmp_path, clock=day) as team:
        team.member("ana").asks("start Groceries")
        (card,) = team.store.due(day())
        team.store.settle(replace(card, state=ShowState.SHOWN, message="card-ts"))
        yield team


@pytest.fixture
def ana(team: Team) -> Member:
    return team.member("ana")


@pytest.fixture
def mail() -> Mail:
    return Mail()


@pytest.fixture
def alarm(team: Team, mail: Mail, day: Day, caplog: pytest.LogCaptureFixture) -> Iterator[Alarm]:
    yield alarm_over(team, mail, day)
    had_no_trouble(caplog)


def alarm_over(team: Team, mail: Mail, day: Day) -> Alarm:
    """An alarm, such as another process would have."""
    return Alarm(team.store, team.facilitator, messenger=mail, clock=day)


def test_the_card_says_until_when_and_the_facilitator_how_much_is_left(team: Team, ana: Member, day: Day) -> None:
    assert "until 12:10 UTC" in ana.types("timer 10")
    assert "⏳ Time until 12:10 UTC" in team.card()
    day.passes(4 * 60 + 10)
    assert "About 6 minutes left, until 12:10 UTC" in ana.types("timer")
    assert "until 12:15 UTC" in ana.types("timer +5")
    assert "as long as it takes" in ana.types("timer stop")
    assert "⏳" not in team.card()
    assert "No timer is set" in ana.types("timer")


@pytest.mark.parametrize("typed", ["0", "121", "ten", "1.5", "-3", "+0", "90s", "²", "9" * 5000])
def test_what_is_no_time_is_refused_with_what_to_type(team: Team, ana: Member, typed: str) -> None:
    assert "from 1 to 120: `/journey timer 10`" in ana.types(f"timer {typed}")
    assert "⏳" not in team.card()


def test_only_who_facilitates_sets_the_time(team: Team) -> None:
    for typed in ("timer 10", "pause", "pace slow", "invite"):
        assert "Only who facilitates" in team.member("ben").types(typed)


def test_a_pause_keeps_what_was_left(team: Team, ana: Member, alarm: Alarm, mail: Mail, day: Day) -> None:
    assert "No timer is running" in ana.types("pause")
    ana.types("timer 10")
    day.passes(4 * 60)
    assert "paused with about 6 minutes left" in ana.types("pause")
    assert "⏸ Paused, with 6 minutes left" in team.card()
    day.passes(3600)
    alarm.round()
    assert mail.letters == []
    assert "until 13:10 UTC" in ana.types("pause")
    day.passes(6 * 60)
    alarm.round()
    assert len(mail.letters) == 1


def test_the_thread_is_told_once_and_the_step_stays(
    team: Team, ana: Member, alarm: Alarm, mail: Mail, day: Day
) -> None:
    ana.types("timer 1")
    alarm.round()
    assert mail.letters == []
    day.passes(60)
    for _ in range(3):
        alarm.round()
        alarm_over(team, mail, day).round()
        day.passes(60)
    (letter,) = mail.letters
    assert (letter.to, letter.thread) == ("C1", "card-ts")
    assert letter.say.text.startswith("Time is up. Go on when you are ready")
    assert [button.label for button in letter.say.buttons] == ["Next step", "5 more minutes"]
    assert "⏰ Time is up" in team.card()
    assert team.workshop.step is STEPS[0]


def test_while_the_card_is_on_its_way_the_thread_is_told_when_it_is_there(
    team: Team, ana: Member, alarm: Alarm, mail: Mail, day: Day
) -> None:
    card = team.store.card_of("T1", team.workshop.key)
    assert card
    team.store.show(replace(card, state=ShowState.DUE, message=""))
    ana.types("timer 10")
    day.passes(600)
    alarm.round()
    assert mail.letters == []
    assert team.store.wakes(day()) == (), "it is looked at again in a while, not all the time"
    team.store.settle(replace(card, state=ShowState.SHOWN, message="card-ts"))
    day.passes(10)
    alarm.round()
    assert [letter.thread for letter in mail.letters] == ["card-ts"]


def test_where_no_card_could_be_posted_nobody_is_told_and_nothing_looked_at_for_ever(
    team: Team, ana: Member, alarm: Alarm, mail: Mail, day: Day
) -> None:
    card = team.store.card_of("T1", team.workshop.key)
    assert card
    team.store.settle(replace(card, state=ShowState.PARKED, message=""))
    ana.types("timer 10")
    day.passes(600)
    alarm.round()
    assert (mail.letters, team.store.wakes(day() + timedelta(days=1))) == ([], ())


def test_five_more_minutes_ring_again(team: Team, ana: Member, alarm: Alarm, mail: Mail, day: Day) -> None:
    ana.types("timer 1")
    day.passes(90)
    alarm.round()
    more = mail.letters[0].say.buttons[1]
    ana.presses(more.command, more.argument, workshop=more.workshop)
    assert "⏳ Time until 12:06 UTC" in team.card()
    day.passes(300)
    alarm.round()
    assert len(mail.letters) == 2


@pytest.mark.parametrize("typed", ["next anyway", "skip", "timer stop", "timer 30"])
def test_what_ends_the_time_before_it_is_up_silences_it(
    team: Team, ana: Member, alarm: Alarm, mail: Mail, day: Day, typed: str
) -> None:
    ana.types("timer 10")
    ana.types(typed)
    day.passes(600)
    alarm.round()
    assert mail.letters == []
    assert team.store.wakes(day()) == (), "it is not looked at again and again"
    assert "⏰" not in team.card()


def test_the_time_of_a_step_that_was_taken_back_does_not_ring(
    team: Team, ana: Member, alarm: Alarm, mail: Mail, day: Day
) -> None:
    ana.types("next anyway")
    ana.types("timer 10")
    assert "the turn from Personas to Stages" in ana.types("undo")
    day.passes(600)
    alarm.round()
    assert mail.letters == []
    assert not {"⏳", "⏰"} & {*team.card()}


def test_a_bug_with_one_timer_does_not_silence_the_others(
    team: Team, ana: Member, mail: Mail, day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    alarm = alarm_over(team, mail, day)
    ana.types("timer 10")
    ben = team.member("ben", channel="C2")
    ben.asks("start Other map")
    (card,) = (one for one in team.store.due(day()) if one.place.channel == "C2")
    team.store.settle(replace(card, state=ShowState.SHOWN, message="other-ts"))
    ben.types("timer 10")
    day.passes(600)
    broken, other = (wake.workshop or "" for wake in team.store.wakes(day()))
    time_up, fixed = team.facilitator.time_up, list[str]()

    def fails(tenant: str, workshop: str) -> Say:
        if workshop == broken and not fixed:
            raise LookupError("a bug of ours")
        return time_up(tenant, workshop)

    monkeypatch.setattr(team.facilitator, "time_up", fails)
    alarm.round()
    assert [letter.to for letter in mail.letters] == [channel_of(team, other)]
    fixed.append("now")
    day.passes(15 * 60)
    alarm.round()
    assert [letter.to for letter in mail.letters] == [channel_of(team, other), channel_of(team, broken)]


def channel_of(team: Team, key: str) -> str:
    found = team.store.workshop("T1", key)
    assert found
    return found.place.channel


def test_a_finished_workshop_does_not_ring(team: Team, ana: Member, alarm: Alarm, mail: Mail, day: Day) -> None:
    ana.types("timer 10")
    ana.asks("close")
    day.passes(600)
    alarm.round()
    assert mail.letters == []


def test_two_workers_who_look_at_the_same_moment_ring_once(
    team: Team, ana: Member, alarm: Alarm, mail: Mail, day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana.types("timer 1")
    day.passes(60)
    found, until, time_up = team.store.wakes(day()), day() + timedelta(seconds=20), team.facilitator.time_up

    def meanwhile(tenant: str, workshop: str) -> Say:
        assert team.store.claim(found, until=until)
        return time_up(tenant, workshop)

    monkeypatch.setattr(team.facilitator, "time_up", meanwhile)
    alarm.round()
    assert not team.store.claim(found, until=until)
    assert mail.letters == []


def test_slack_that_asks_to_wait_gets_the_nudge_later(
    team: Team, ana: Member, alarm: Alarm, mail: Mail, day: Day
) -> None:
    ana.types("timer 1")
    day.passes(60)
    mail.answers = [Sent(again=timedelta(seconds=30))]
    alarm.round()
    day.passes(29)
    alarm.round()
    assert mail.letters == []
    day.passes(1)
    alarm.round()
    assert len(mail.letters) == 1


@pytest.mark.parametrize(("may_look", "landed"), [(True, ""), (True, "ts1"), (False, "")])
def test_where_the_thread_may_have_been_told_we_look_or_leave_it_to_the_card(
    team: Team, ana: Member, alarm: Alarm, mail: Mail, day: Day, may_look: bool, landed: str
) -> None:
    ana.types("timer 1")
    day.passes(60)
    mail.knows, mail.answers = may_look, [Sent(unsure=True, message=landed)]
    for _ in range(5):
        alarm.round()
        day.passes(60)
    assert len(mail.letters) == may_look
    assert "⏰ Time is up" in team.card()


class Away(Mail):
    """Cannot be asked at first whether something arrived."""

    asked = 0

    def arrived(self, tenant: str, to: str, *, key: str, thread: str = "") -> bool | None:
        self.asked += 1
        if self.asked == 1:
            raise ConnectionError
        return super().arrived(tenant, to, key=key, thread=thread)


def test_while_slack_cannot_be_asked_it_is_asked_now_and_then_and_nothing_is_said_twice(
    team: Team, ana: Member, day: Day
) -> None:
    away = Away(answers=[Sent(unsure=True, message="ts1")])
    alarm = alarm_over(team, away, day)
    ana.types("timer 1")
    day.passes(60)
    for asked in (0, 1, 2):
        for _ in range(3):
            alarm.round()
        assert away.asked == asked
        day.passes(20)
    assert len(away.letters) == 1
