"""The process ends at any moment of a look: nobody is reminded twice; where we may look for it, nobody is missed."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.errands.waking import Alarm
from journeybot.moves import turn
from journeybot.workshop import Move
from tests.errands.board import Day
from tests.errands.mail import Mail
from tests.errands.slow import MONDAY, hourly, slow_team
from tests.team import Team


class Cut(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("may_look", [True, False])
def test_cut_off_at_any_call_nobody_is_asked_twice(tmp_path: Path, may_look: bool) -> None:
    """At the Nth call of a look, for every N, the process ends: once before and once after the call was made. Where
    we may look whether a letter arrived, none is missing either."""
    day, mail, missing = Day(MONDAY), Mail(knows=may_look), 0
    with slow_team(tmp_path, day) as team:
        hourly(_alarm(team, mail, day), day)
        for number in range(60):
            person, day.now = f"U{number:03}", MONDAY + timedelta(weeks=number + 1)
            team.store.change("T1", team.workshop.key, _invites(person))
            day.passes(4 * 3600)
            if not cut(team, mail, day, number=number // 2, before=bool(number % 2)):
                break
            for _ in range(3):
                _alarm(team, mail, day).round()
                day.passes(30)
            got = [letter.to for letter in mail.letters].count(person)
            assert got <= 1
            missing += 1 - got
        else:
            raise AssertionError("a look has fewer calls than that")
    assert number > 10, "it was cut off in many places"
    assert missing == (0 if may_look else 2), "only after its mark and before its sending is a letter given up"


def _alarm(team: Team, mail: Mail, day: Day) -> Alarm:
    return Alarm(team.store, team.facilitator, messenger=mail, clock=day, most=100)


def _invites(person: str) -> Move:
    return turn(lambda workshop: replace(workshop, invited=(*workshop.invited, person)))


def cut(team: Team, mail: Mail, day: Day, *, number: int, before: bool) -> bool:
    """Look, and end at that call to the store or to the mail; False if there were not so many."""
    left = [number]

    class Cutting:
        def __init__(self, behind: object) -> None:
            self._behind = behind

        def __getattr__(self, name: str) -> Any:
            call = getattr(self._behind, name)

            def counted(*given: Any, **named: Any) -> Any:
                left[0] -= 1
                if left[0] == -1 and before:
                    raise Cut
                done = call(*given, **named)
                if left[0] == -1:
                    raise Cut
                return done

            return counted

    store: Any = Cutting(team.store)
    messenger: Any = Cutting(mail)
    try:
        Alarm(store, team.facilitator, messenger=messenger, clock=day, most=100).round()
    except Cut:
        return True
    return False
