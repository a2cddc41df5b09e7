"""At the end it is named what nobody has taken on, or by no day, and one button sets both, after the end too."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from journeybot.journey import Improvement
from journeybot.permissions import Standing
from tests.team import Member, Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        ana.asks("start retro")
        told = {"Pair": {"owner": "UBEN"}, "Build": {}, "Rest": {"owner": "UANA", "due": "2026-06-01"}}
        for text, more in told.items():
            ana.types("improve")
            ana.fills(text=text, **more)
        yield team


def action(team: Team, text: str) -> Improvement:
    found = team.store.notes("T1", team.workshop.key, Improvement)
    return next(one for one in found if isinstance(one, Improvement) and one.text == text)


def sets(member: Member, text: str, **answers: str | None) -> str:
    member.presses("assign", action(member.team, text).key, workshop=member.team.workshop.key)
    return member.fills(**answers)


def test_what_lacks_an_owner_or_a_day_is_named_at_the_end_and_can_be_set_after_it(team: Team) -> None:
    ana = team.member("ana")
    told = ana.asks("close")
    assert "“Pair” has no date yet. [Owner and date]" in told
    assert "“Build” has no owner and no date yet. [Owner and date]" in told
    assert "Rest" not in told
    told = sets(ana, "Build", owner="UBEN", due="2026-06-02")
    assert "Saved: “Build”." in told
    assert "“Pair” has no date yet." in told, "what is still missing is named again"
    one = action(team, "Build")
    assert (one.owner, one.due) == ("<@UBEN>", date(2026, 6, 2))
    reminded = {wake.what.get("improvement") for wake in team.store.wakes(team.facilitator._clock().replace(year=2027))}
    assert one.key in reminded, "its owner is reminded as if it had been said before"


def test_only_who_facilitates_sets_them(team: Team) -> None:
    team.member("ana").asks("close")
    ben = team.member("ben")
    ben.presses("assign", action(team, "Build").key, workshop=team.workshop.key)
    assert ben.form is None
    assert "Only who facilitates can do this" in ben.heard


def test_nobody_takes_on_what_they_would_not_find(team: Team) -> None:
    ana, chi = team.member("ana"), team.member("chi")
    team.room.says(chi, Standing.OUTSIDE)
    ana.types("improve")
    assert "owner! They are not in this channel" in ana.fills(text="Rest more", owner="UCHI")
    assert "Saved" in ana.fills(text="Rest more", owner="UBEN")
    assert "owner! They are not in this channel" in sets(ana, "Build", owner="UCHI")
    team.room.says(team.member("ben"), Standing.OUTSIDE)
    assert "Saved" in sets(ana, "Pair", due="2026-06-02"), "who has left stays until it is somebody else"
    assert action(team, "Pair").owner == "<@UBEN>"
