"""Somebody's language is learnt while they wait, but never so long that a dialog would not open."""

from threading import Event
from typing import cast

from bot.sandbox.player import PATIENCE
from bot.slack.delivery import Slack
from bot.slack.locales import Locales
from bot.slack.names import GOOD_FOR, Names
from bot.slack.voice import Voice
from journeybot.ports import Profile
from journeybot.workshop import Who

DILAN = Who("T1", "UDILAN")


class Directory:
    """A Slack that answers when it is let, and counts how often it was asked."""

    def __init__(self) -> None:
        self.open = Event()
        self.answered = Event()
        self.asked = 0
        self.locale = "de-DE"

    def profile(self, _person: str) -> Profile:
        self.asked += 1
        assert self.open.wait(PATIENCE)
        return Profile(name="Dilan", locale=self.locale)


class Desk:
    """Locales over that Slack, at a clock that stands still until it is moved."""

    def __init__(self, *, patience: float) -> None:
        self.slack, self.now = Directory(), 0.0
        names = Names(lambda _: cast(Slack, self.slack), clock=lambda: self.now)
        self.voice = Voice(lambda _: cast(Slack, self.slack))
        self.locales = Locales(names, self.voice, patience=patience)

    def settles(self) -> None:
        """Whatever was being asked has been answered."""
        self.slack.open.set()
        self.voice.stop()


def test_a_slow_slack_keeps_nobody_waiting_and_is_heard_the_next_time() -> None:
    desk = Desk(patience=0.01)
    assert desk.locales.of(DILAN) == ""
    assert desk.locales.of(DILAN) == ""
    desk.settles()
    assert desk.locales.of(DILAN) == "de-DE"
    assert desk.slack.asked == 1, "two questions at once are one"


def test_a_quick_slack_is_waited_for() -> None:
    desk = Desk(patience=PATIENCE)
    desk.slack.open.set()
    assert desk.locales.of(DILAN) == "de-DE"
    desk.settles()


def test_who_has_changed_their_language_is_asked_again_without_waiting() -> None:
    desk = Desk(patience=PATIENCE)
    desk.slack.open.set()
    assert desk.locales.of(DILAN) == "de-DE"
    desk.slack.open.clear()
    desk.slack.locale = "en-GB"
    desk.now += GOOD_FOR + 1
    assert desk.locales.of(DILAN) == "de-DE", "what was known will do meanwhile"
    desk.settles()
    assert desk.locales.of(DILAN) == "en-GB"


def test_nobody_has_no_language() -> None:
    assert Desk(patience=PATIENCE).locales.of(Who("T1", "")) == ""
