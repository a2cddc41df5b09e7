"""Beginning from a file: in a channel without a map a whole one is looked at, begun by a press, and a map like any
other; on a map with nothing but its template, it takes the template's place."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journeybot.exports import FORMATS, example_journey
from journeybot.exports.document import to_json
from journeybot.journey import Status
from tests.bringing import looks_at, on_the_map, presses
from tests.exports.small import SMALL
from tests.team import Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        yield team


@pytest.mark.parametrize("format_", ["json", "csv", "ojf", "mermaid"])
def test_a_file_with_a_whole_map_begins_it_where_there_is_none(team: Team, format_: str) -> None:
    ana = team.member("ana")
    heard = looks_at(ana, FORMATS[format_].make(SMALL), title="" if format_ != "csv" else SMALL.about.title)
    assert f"It would begin this map here:\n\n{SMALL.about.title}\n" in heard
    assert "• 2 stages: " in heard
    assert heard.endswith("[Begin this map]")
    assert team.store.latest_in(team.place) is None, "nothing is written by looking"
    heard = presses(ana, "Begin this map")
    assert heard.startswith(f"{SMALL.about.title} has begun from the file, at step ")
    assert "[Delete the map]" in heard
    now = on_the_map(team)
    assert now.about.title == SMALL.about.title
    assert [stage.name for stage in now.stages] == [stage.name for stage in SMALL.stages]
    assert [step.name for step in now.travelled()] == [step.name for step in SMALL.travelled()]
    assert {note.author for note in now.notes()} == {None}
    assert team.workshop.facilitators == ("UANA",)
    assert team.store.card_of("T1", team.workshop.key)
    assert team.workshop.about.title in team.card()


def test_our_own_file_begins_all_of_it(team: Team) -> None:
    ana = team.member("ana")
    told = (1, Status.DOING, "Half of them")
    action = replace(SMALL.improvements[0], told=(told,))
    whole = replace(SMALL, improvements=(action, *SMALL.improvements[1:]), five_point=True)
    looks_at(ana, to_json(replace(whole, about=replace(whole.about, language="de", reviews=1))), title="Ours")
    presses(ana, "Begin this map")
    now = on_the_map(team)
    assert (now.about.title, now.about.language, now.about.scenario) == ("Ours", "de", SMALL.about.scenario)
    assert (now.about.owner, now.about.review_on, now.about.reviews) == (SMALL.about.owner, SMALL.about.review_on, 1)
    assert now.improvements[0].told == (told,)
    assert now.improvements[0].challenges == (now.challenges[0].key,)
    assert now.evidence[0].on == now.moments[0].key
    assert team.workshop.settings.five_point
    kinds = ("personas", "moments", "scores", "votes", "measures", "responses")
    for kind in kinds:
        assert len(getattr(now, kind)) == len(getattr(SMALL, kind)), kind
    assert [note.position for note in now.personas] == [1, 2]


def test_it_begins_where_the_file_ends_and_hides_nothing_of_it(team: Team) -> None:
    ana = team.member("ana")
    heard = looks_at(ana, to_json(example_journey()))
    assert "The feelings and dots in it are shown at once" in heard
    presses(ana, "Begin this map")
    assert team.workshop.number > 3
    assert team.facilitator.journey("T1", team.workshop.key).scores
    bare = replace(SMALL, moments=(), scores=(), votes=(), evidence=(), responses=())
    ben = team.member("ben", channel="C2")
    heard = looks_at(ben, to_json(bare))
    assert "It begins at step 4 of 6" in heard
    assert "shown at once" not in heard


def test_pressed_twice_it_begins_once_and_from_then_on_it_is_undone_step_by_step(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, to_json(SMALL))
    begins = ana.offered_buttons[0]
    presses(ana, "Begin this map")
    before = on_the_map(team)
    again = ana.presses(begins.command, begins.argument, workshop=begins.workshop)
    assert "already working on" in again
    assert ana.types("undo") == "There is nothing to take back."
    ana.asks("persona", name="Ola")
    ana.types("undo")
    assert [one.name for one in on_the_map(team).personas] == [one.name for one in before.personas]
    ana.types("redo")
    assert [one.name for one in on_the_map(team).personas][-1] == "Ola"


def test_what_cannot_begin_a_map_is_said_and_what_was_typed_stays(team: Team) -> None:
    ana = team.member("ana")
    log = "customer,time,touchpoint,channel\nc1,2026-03-31,Shop,store\n"
    assert "an event log" in looks_at(ana, log)
    scores = "touchpoint,persona,score\nShop,Maya,2\n"
    assert "a table of scores, which belongs in a map that is there already" in looks_at(ana, scores)
    no_title = "kind,stage\nstage,I look\nstage,I buy\n"
    assert looks_at(ana, no_title).startswith("title! The file does not say what its map is called")
    assert "Phone\n" in ana.hands_in(no_title.encode(), title="Phone")
    assert "row 2" in looks_at(ana, "kind,stage,touchpoint\ntouchpoint,,A\n").casefold()
    assert team.store.latest_in(team.place) is None


def test_while_the_channel_works_on_a_map_no_other_one_begins(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    looks_at(ana, to_json(SMALL))
    ben.asks("start", title="Groceries", template="empty")
    assert "already working on Groceries" in presses(ana, "Begin this map")


def test_a_finished_map_is_left_alone_and_another_one_can_begin_from_a_file(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.asks("start", title="Groceries", template="empty")
    ana.asks("close")
    heard = ben.types("import")
    assert heard.endswith("[Begin from a file]")
    ben.presses("begin")
    ben.hands_in(to_json(SMALL))
    presses(ben, "Begin this map")
    assert team.workshop.about.title == SMALL.about.title
    assert len(team.store.maps_in(team.place)) == 2


def test_a_whole_map_takes_the_place_of_a_template_that_nobody_touched(team: Team) -> None:
    ana = team.member("ana")
    ana.asks("start", title="Groceries", template="five_stages")
    before = on_the_map(team)
    heard = looks_at(ana, to_json(SMALL))
    assert f"Nobody has touched the {len(before.stages)} stages of the template" in heard
    assert "[In place of the template]\n[In its place, the file wins]\n[Behind the template]" in heard
    presses(ana, "In place of the template")
    now = on_the_map(team)
    assert [stage.name for stage in now.stages] == [stage.name for stage in SMALL.stages]
    assert now.about.title == "Groceries"
    presses(ana, "Undo")
    assert [stage.name for stage in on_the_map(team).stages] == [stage.name for stage in before.stages]
    ana.types("redo")
    assert [stage.name for stage in on_the_map(team).stages] == [stage.name for stage in SMALL.stages]


def test_a_template_that_somebody_touched_meanwhile_stays(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.asks("start", title="Groceries", template="five_stages")
    stages = on_the_map(team).stages
    looks_at(ana, to_json(SMALL))
    ben.asks("touchpoints", lines="Looks around")
    assert "has been changed since" in presses(ana, "In place of the template")
    assert on_the_map(team).stages == stages
    heard = looks_at(ana, to_json(SMALL))
    assert "of the template" not in heard
    assert "[Bring it in]" in heard


def test_behind_the_template_it_is_added_as_to_any_map(team: Team) -> None:
    ana = team.member("ana")
    ana.asks("start", title="Groceries", template="five_stages")
    before = on_the_map(team).stages
    looks_at(ana, to_json(SMALL))
    presses(ana, "Behind the template")
    names = [stage.name for stage in on_the_map(team).stages]
    assert names == [stage.name for stage in (*before, *SMALL.stages)]


def test_the_card_does_not_say_that_there_is_nothing_where_the_file_brought_something(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, to_json(SMALL))
    presses(ana, "Begin this map")
    assert "Nobody has answered here for themselves yet" in team.card()
    assert "There is something for this step already; nobody has answered for themselves yet." in ana.types("status")
    ana.types("add")
    ana.fills(**({"text": "Say it on the box"} if team.workshop.number > 4 else {"action": "Rings"}))
    assert "1 of 1 person has answered here" in team.card()
