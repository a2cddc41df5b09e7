"""Bringing back an older revision of a map that the team has worked on since."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from journeybot.journey import MapState, Status
from journeybot.workshop import Change
from tests.errands.board import Day
from tests.team import NOON, Member, Team, gathered
from tests.test_reviewing import finished


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    day = Day(NOON)
    with gathered(tmp_path, clock=day) as team:
        finished(team)
        day.passes(91 * 24 * 3600)
        yield team


@pytest.fixture
def ana(team: Team) -> Member:
    return team.member("ana")


def test_an_older_revision_brings_back_the_map_but_not_what_has_been_done_since(team: Team, ana: Member) -> None:
    ana.types("review")
    ana.asks("outcome", status="done", came_of_it="Rings at once")
    ana.types("improve")
    ana.fills(text="Since then", impact="4", effort="1")
    ana.types("close")
    ana.fills(owner="UANA", review_on="2026-12-01")
    ana.types("reopen")
    was = team.workshop.about
    since = replace(was, title="Food", scenario="Hungry", destination="At home", state=MapState.FUTURE)
    call = next(one for one in team.store.journey("T1", team.workshop.key).improvements if one.text == "Call back")
    later = replace(call, due=date(2027, 1, 4), text="Call")
    team.store.change("T1", team.workshop.key, lambda now, _: Change(workshop=replace(now, about=since), put=(later,)))
    assert "keep what has become of them since" in ana.types("restore r1")
    assert ana.presses("restore", "r1").endswith("[Undo]\n[Draw the map]")
    back = {one.text: one for one in team.store.journey("T1", team.workshop.key).improvements}
    assert back.keys() == {"Show the fee", "Call back"}
    assert (back["Call back"].status, back["Call back"].told) == (Status.DONE, ((1, "done", "Rings at once"),))
    assert back["Call back"].due == date(2027, 1, 4)
    now = team.workshop.about
    told = (was.title, was.scenario, was.destination, was.state)
    assert (now.title, now.scenario, now.destination, now.state) == told
    assert "1 of 2 done by 3 August 2026" in ana.types("improvements")
    ana.types("undo")
    assert "Since then" in ana.types("improvements")
