"""Who is turned away fills no log, however often they come."""

import logging
from collections.abc import Callable

import pytest

from bot import tallies
from bot.web.turned_away import TurnedAwayOnes


def test_the_first_has_a_line_and_all_of_a_minute_one_together(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    before = tallies.counted(tallies.REFUSED).get(("", "no timestamp"), 0)
    minutes: list[Callable[[], None]] = []
    door = TurnedAwayOnes(later=lambda _seconds, do: minutes.append(do))
    for _ in range(399):
        door.note("no timestamp", "192.0.2.1")
    door.note("no signature", "192.0.2.2")
    minutes.pop()()
    door.note("no timestamp", "192.0.2.3")
    minutes.pop()()
    minutes.pop()()
    door.note("no timestamp", "192.0.2.4")
    assert caplog.messages == [
        "turned away: no timestamp, from 192.0.2.1",
        "turned away meanwhile: 399 more (398: no timestamp, 1: no signature)",
        "turned away meanwhile: 1 more (1: no timestamp)",
        "turned away: no timestamp, from 192.0.2.4",
    ]
    assert tallies.counted(tallies.REFUSED)["", "no timestamp"] - before == 401
