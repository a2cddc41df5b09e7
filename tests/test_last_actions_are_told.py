"""What became of the last retrospective's actions is told by the picture, the story and the files of the next one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from journeybot.drawing.alt import alt
from journeybot.drawing.layout import layout
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import DARK, LIGHT, Theme
from journeybot.exports import FORMATS, read_journey
from journeybot.journey import Improvement, JourneyMap, Status
from tests.drawing.geometry import all_holds, written
from tests.drawing.maps import HOSTILE
from tests.team import NOON, Team, gathered
from tests.test_last_actions import actions
from tests.test_retrospective import SECOND, acts, begins

BECAME = {"Faster build": "done", "Pair every day": "dropped", "Releases at noon": "carried"}
BADGES = {"done": "Faster build", "dropped": "Pair every day", "carried over": "Releases at noon"}
FIRST = "Sprint *41* & <b>all</b>"


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """A team that says in its second retrospective what became of three actions of its first."""
    ticks = count()
    with gathered(tmp_path, clock=lambda: NOON + timedelta(milliseconds=next(ticks))) as team:
        ana = team.member("ana")
        begins(ana, FIRST)
        acts(ana, *BECAME)
        before = actions(team)
        begins(ana, SECOND)
        for text, status in BECAME.items():
            ana.presses("became", f"{status} {before[text].key}", workshop=team.workshop.key)
        yield team


def shown(team: Team, revision: int = 0) -> JourneyMap:
    return team.facilitator.journey("T1", team.workshop.key, revision=revision)


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_the_picture_says_what_became_of_each_and_where_it_was_agreed(team: Team, look: Theme) -> None:
    drawing = layout(shown(team), look, measure=Fonts())
    all_holds(drawing)
    assert all("".join(f"{became}{text}".split()) in written(drawing) for became, text in BADGES.items())
    told = [cell for cell in drawing.cells if cell.kind == "last_action"]
    assert len(told) == len(BECAME)
    (lane,) = {cell.box.y for cell in drawing.cells if cell.kind == "last_actions"}
    (now,) = {cell.box.y for cell in drawing.cells if cell.kind == "improvements"}
    assert lane < now, "what is agreed now comes below"
    assert alt(shown(team)).endswith("Of the last 3 actions, 1 is done.")


def test_the_first_retrospective_has_no_room_for_what_there_was_not(tmp_path: Path) -> None:
    with gathered(tmp_path) as team:
        begins(team.member("ana"))
        drawing = layout(shown(team), LIGHT, measure=Fonts())
        assert "Lastactions" not in written(drawing)
        assert "last_actions" not in FORMATS["json"].make(shown(team)).decode()


def test_whatever_people_wrote_stays_in_its_place(team: Team) -> None:
    journey = shown(team)
    long = tuple(
        Improvement(key=f"l{at}", text=text, status=[*Status][at % 5], carried=(text,))
        for at, text in enumerate(HOSTILE)
    )
    all_holds(layout(replace(journey, last_actions=long), LIGHT, measure=Fonts()))


@pytest.mark.parametrize("name", ["md", "html", "json"])
def test_files_say_it_too(team: Team, name: str) -> None:
    text = FORMATS[name].make(shown(team)).decode()
    assert all(action in text for action in BECAME)
    assert "<b>all" not in text or name == "json"


def test_the_story_names_each_and_the_summary_counts_them(team: Team) -> None:
    ana = team.member("ana")
    story = ana.types("story")
    assert f"What became of the actions from {FIRST}" in story
    assert "- Faster build: done, by @UBEN.\n- Pair every day: dropped.\n- Releases at noon: carried over.\n" in story
    assert f"Last actions from {FIRST}: 1 done, 1 dropped, 1 carried over." in ana.types("summary")


def test_one_that_goes_on_says_on_its_card_since_when(team: Team) -> None:
    one = next(one for one in shown(team).improvements if one.text == "Releases at noon")
    assert one.carried == (FIRST,)
    assert "sinceSprint*41*" in written(layout(shown(team), LIGHT, measure=Fonts()))


def test_our_own_file_draws_the_same_picture_again(team: Team) -> None:
    again = read_journey(FORMATS["json"].make(shown(team)))
    assert [(one.text, one.status) for one in again.last_actions] == [
        ("Faster build", Status.DONE),
        ("Pair every day", Status.DROPPED),
        ("Releases at noon", Status.CARRIED),
    ]
    assert "".join(f"done{BADGES['done']}".split()) in written(layout(again, LIGHT, measure=Fonts()))


def test_a_revision_does_not_tell_what_became_of_them_later(team: Team) -> None:
    ana = team.member("ana")
    ana.types("keep")
    number = team.store.revisions("T1", team.workshop.key)[0].number
    assert shown(team, number).last_actions == ()
