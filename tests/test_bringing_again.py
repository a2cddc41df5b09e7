"""Bringing a file into a map that has some of it already: nothing is doubled, and all that is done is named."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journeybot.exports import FORMATS, example_journey
from journeybot.exports.document import to_json
from journeybot.journey import Persona, Stage
from tests.bringing import looks_at, on_the_map, presses
from tests.exports.small import SMALL
from tests.team import Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        team.member("ana").asks("start", title="Groceries", template="empty")
        yield team


@pytest.mark.parametrize("format_", ["ojf", "mermaid"])
def test_a_file_that_says_less_doubles_nothing_of_the_map_it_came_from(team: Team, format_: str) -> None:
    ana = team.member("ana")
    looks_at(ana, to_json(example_journey()))
    presses(ana, "Bring it in")
    before = on_the_map(team)
    heard = looks_at(ana, FORMATS[format_].make(before))
    assert "New" not in heard
    if "Nothing is written yet" in heard:
        presses(ana, "Bring it in")
    now = on_the_map(team)
    for name in ("scores", "challenges", "improvements"):
        assert getattr(now, name) == getattr(before, name)


def test_a_mean_fills_only_a_place_where_nobody_has_scored_and_that_is_said(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, to_json(SMALL))
    presses(ana, "Bring it in")
    before = on_the_map(team).scores
    heard = looks_at(ana, "journey\n section It stops\n Error code: 5: Henrik, Ida\n")
    assert "Its feelings are means, and the map has the team’s own at this place" in heard
    presses(ana, "Bring it in")
    *same, mean = on_the_map(team).scores
    assert (tuple(same), mean.value) == (before, 2)


def test_all_that_came_in_and_was_written_over_is_named_by_its_kind_and_taken_back_so(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, to_json(SMALL))
    presses(ana, "Bring it in")
    people = (replace(SMALL.personas[0], age=40), *SMALL.personas[1:], Persona(key="new", name="Ida"))
    stages = (*SMALL.stages, Stage(key="new-stage", name="Again"))
    looks_at(ana, to_json(replace(SMALL, personas=people, stages=stages)))
    heard = presses(ana, "Bring it in, the file wins")
    assert heard.startswith("Brought in: 1 persona, 1 stage. Changed: 1 persona, title.")
    heard = presses(ana, "Undo")
    said = "what was brought in (1 persona, 1 stage) and what it changed (1 persona, title)."
    assert heard.startswith(f"Taken back: {said}")
    assert presses(ana, "Put it back").startswith(f"Done again: {said}")
