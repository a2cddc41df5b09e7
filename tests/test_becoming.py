"""A press that says what became of an improvement can be taken back beside it, and whose it is hears of it."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journeybot.journey import Status
from tests.team import Member, Team, gathered
from tests.test_followed import ends, idea, made, take_on


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        team.member("ana").asks("start Groceries")
        yield team


def lines_of(person: Member, text: str) -> str:
    """What the list that somebody has before them says of an improvement."""
    after = person.heard.partition(f"{text}\n")[2]
    return after.splitlines()[0] if after else ""


def has_list(team: Team) -> tuple[Member, Member]:
    """A finished map with something of Chi's and of Ben's; Ana, who leads, has the list before her."""
    ana, chi = team.member("ana"), team.member("chi")
    take_on(team, idea("Night shift", "chi"), idea("Call back", "ben"))
    ends(ana)
    ana.types("improvements")
    return ana, chi


def presses_on(person: Member, label: str, *, text: str = "") -> str:
    """Press what stands so on the list, beside that improvement."""
    rows = [row for row in person.rows if row.text.startswith(text)]
    button = next(one for row in rows for one in row.buttons if one.label == label)
    return person.presses(button.command, button.argument, workshop=button.workshop, seen=button.seen)


def test_a_wrong_press_on_the_list_is_taken_back_beside_it_and_the_list_stays(team: Team) -> None:
    ana, _ = has_list(team)
    told = presses_on(ana, "Done", text="Night shift")
    assert "“Night shift” is done. Well done. [Undo]" in told
    assert "@UANA says of what you have taken on, “Night shift”: done.\n[Undo]\n[Not begun]" in told, "Chi hears of it"
    assert lines_of(ana, "Call back") == "No date yet, not begun. @UBEN [Under way] [Done] [Drop it] [Edit]"
    assert lines_of(ana, "Night shift") == "Done. @UCHI [Not begun]"
    assert "Taken back: “Night shift” is as it was before." in presses_on(ana, "Undo")
    assert lines_of(ana, "Night shift") == "No date yet, not begun. @UCHI [Under way] [Done] [Drop it] [Edit]"


def test_what_is_done_or_dropped_can_be_begun_again_by_whose_it_is(team: Team) -> None:
    ana, chi = has_list(team)
    presses_on(ana, "Drop it", text="Night shift")
    assert "so nothing was changed" not in chi.types("improvements")
    assert "“Night shift” is not begun." in presses_on(chi, "Not begun", text="Night shift")
    assert "not begun" in lines_of(chi, "Night shift")
    presses_on(ana, "Not begun", text="Night shift")
    assert "“Night shift” is not begun." in ana.heard, "it was pressed on an old list, and is so already"


def test_only_whose_it_is_or_who_leads_takes_it_back_and_nobody_once_more_was_said(team: Team) -> None:
    ana, chi = has_list(team)
    presses_on(ana, "Done", text="Night shift")
    first = str(team.workshop.about.revision)
    here = team.workshop.key
    assert "Somebody else has taken this on" in team.member("ben").presses("takeback", first, workshop=here)
    presses_on(ana, "Not begun", text="Night shift")
    assert "changed" in chi.presses("takeback", first, workshop=here)
    assert "not begun" in ana.types("improvements").partition("Night shift\n")[2].splitlines()[0]


def test_typed_on_a_finished_map_undo_takes_back_what_was_said_since_and_nothing_else(team: Team) -> None:
    ana, _ = has_list(team)
    presses_on(ana, "Done", text="Night shift")
    assert "Taken back: the change to" in ana.types("undo")
    assert "There is nothing to take back." in ana.types("undo"), "the rest is of before it was finished"
    assert "not begun" in ana.types("improvements").partition("Night shift\n")[2].splitlines()[0]
    assert "Changed again" in ana.types("redo")


def has_told(team: Team) -> Member:
    """Something that was told of in two reviews, in the second without a word."""
    told = replace(idea("Night shift", "chi", status=Status.DOING), told=((1, "doing", "Live at 3"), (2, "doing", "")))
    take_on(team, told)
    return team.member("ana")


def test_what_was_said_of_it_in_a_review_stands_in_the_list_and_in_the_table(team: Team) -> None:
    ana = has_told(team)
    assert "@UCHI\nWhat came of it: Live at 3 [Done]" in ana.types("improvements")
    heads, line = csv.reader(made(team, ana, "csv").splitlines())
    assert line[heads.index("What came of it")] == "Live at 3"


def test_it_stands_in_the_list_to_paste_too(team: Team) -> None:
    told = made(team, has_told(team), "md")
    assert told.endswith("[Groceries](https://chat.example/T1/C1/ts1). What came of it: Live at 3\n")
