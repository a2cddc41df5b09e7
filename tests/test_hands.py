"""Who leaves errands to workers notices that there is none, and says so once."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from bot.hands import BACK, NOBODY, Hands, by_part
from storage.trouble import UnusableDatabase
from storage.wellbeing import Pulse

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def up(part: str, second: int) -> Pulse:
    """A process that was heard then."""
    return Pulse(key=part, part=part, version="1", since=NOW, at=NOW + timedelta(seconds=second))


class Machine:
    """Its processes, and a clock that beats every ten seconds."""

    def __init__(self) -> None:
        self.now, self.there, self.away = 0, list[str](), False
        self.seen: dict[str, int] = {}
        self.hands = Hands(self, clock=lambda: NOW + timedelta(seconds=self.now))

    def pulses(self, *, whole: bool = True) -> tuple[Pulse, ...]:
        if self.away:
            raise UnusableDatabase("away")
        return (up("web", self.now), *(up(part, second) for part, second in self.seen.items()))

    def go_on(self, seconds: int, *there: str) -> None:
        for _ in range(0, seconds, 10):
            self.now += 10
            self.seen.update(dict.fromkeys(there, self.now))
            self.hands.look()


def test_it_is_said_once_that_nobody_is_there_and_once_that_somebody_is(caplog: pytest.LogCaptureFixture) -> None:
    machine = Machine()
    machine.go_on(20)
    machine.go_on(60, "worker")
    machine.away = True
    machine.go_on(600)
    machine.away = False
    machine.go_on(20, "worker")
    machine.go_on(20)
    assert caplog.messages == [], "who is started second has two beats, as has who is started anew"
    machine.go_on(600)
    assert caplog.messages == [NOBODY]
    machine.go_on(60, "all")
    assert caplog.messages == [NOBODY, BACK]
    assert {record.levelno for record in caplog.records} == {logging.WARNING}


def test_who_is_heard_is_counted_by_what_they_do() -> None:
    seen = [up("web", 0), up("web", 15), up("worker", 0)]
    assert by_part(seen, NOW + timedelta(seconds=21)) == {"all": 0, "web": 1, "worker": 0}
