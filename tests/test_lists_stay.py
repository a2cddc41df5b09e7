"""Lists stay where going on is natural: what was pressed in them is told in them, or beside them."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from journeybot.replies import Button
from tests.team import NOON, Member, Team, gathered
from tests.test_merging import hurts
from tests.test_retrospective import SECOND, acts, begins


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        ana.asks("start Groceries", template="five_stages")
        hurts(ana, "Long queue", "Fees", "No bags")
        yield team


def button(member: Member, text: str, command: str) -> Button:
    """That of the row with this text in it."""
    row = next(row for row in member.rows if text in row.text)
    return next(one for one in row.buttons if one.command == command)


def presses(member: Member, one: Button) -> str:
    return member.presses(one.command, one.argument, workshop=one.workshop, seen=one.seen)


def test_after_one_of_my_answers_is_deleted_the_others_are_still_there(team: Team) -> None:
    ana = team.member("ana")
    ana.types("mine")
    told = presses(ana, button(ana, "Fees", "delete"))
    assert told.startswith("2 answers:\nDeleted: “Fees”. [Undo]\nChallenge  Long queue")
    told = presses(ana, button(ana, "No bags", "delete"))
    assert "Deleted: “No bags”. [Undo]\nChallenge  Long queue" in told
    assert "Fees" not in told


def test_after_one_of_them_is_edited_the_list_is_there_with_the_new_words(team: Team) -> None:
    ana = team.member("ana")
    ana.types("mine")
    presses(ana, button(ana, "Fees", "edit"))
    told = ana.fills(text="Hidden fees")
    assert told.startswith("3 answers:\nSaved: Hidden fees.\n")
    assert "Challenge  Hidden fees [Edit]" in told
    presses(ana, button(ana, "Challenge  Hidden fees", "edit"))
    assert "text!" in ana.fills(text=""), "a dialog that will not do stays open"


def test_everybodys_answers_stay_everybodys(team: Team) -> None:
    ana = team.member("ana")
    hurts(team.member("ben"), "Rude staff")
    ana.presses("mine", "all")
    told = presses(ana, button(ana, "Fees", "delete"))
    assert "Rude staff" in told


def test_what_is_edited_elsewhere_leads_to_no_list(team: Team) -> None:
    ana = team.member("ana")
    (fees,) = (one for one in team.store.journey("T1", team.workshop.key).challenges if one.text == "Fees")
    ana.presses("edit", fees.key)
    assert "Long queue" not in ana.fills(text="Hidden fees")


@pytest.mark.parametrize(
    ("asked", "commands"),
    [
        ("list", {"map", "summary"}),
        ("revisions", {"map", "summary", "compare", "export"}),
        ("export", {"export"}),
        ("improvements", {"improvements"}),
    ],
)
def test_drawing_one_of_a_list_or_taking_it_away_leaves_the_list_there(
    team: Team, asked: str, commands: set[str]
) -> None:
    ana = team.member("ana")
    ana.types("improve")
    ana.fills(text="Second till")
    ana.types("keep")
    ana.types(asked)
    found = [*ana.offered_buttons, *(one for row in ana.rows for one in row.buttons)]
    assert {one.command for one in found if one.stays} == commands


def test_after_the_end_one_file_after_another_can_be_taken_away(team: Team) -> None:
    ana = team.member("ana")
    ana.asks("close")
    assert [one.stays for one in ana.offered_buttons if one.command == "export"] == [True] * 5


def test_the_list_of_those_that_nobody_has_spoken_of_stays_until_all_are_told(tmp_path: Path) -> None:
    ticks = count()
    with gathered(tmp_path, clock=lambda: NOON + timedelta(milliseconds=next(ticks))) as team:
        one_after_another(team, team.member("ana"))


def one_after_another(team: Team, ana: Member) -> None:
    begins(ana)
    acts(ana, "Faster build", "Pair every day", "Releases at noon")
    begins(ana, SECOND)
    ana.types("next")
    for left, status in ((2, "done"), (1, "carried"), (0, "dropped")):
        row = next(row for row in ana.rows if row.text.startswith("○"))
        told = presses(ana, next(one for one in row.buttons if one.argument.startswith(status)))
        assert sum(row.text.startswith("○") for row in ana.rows) == left
        assert ("What became of these?" if left else "It has been said of every action") in told
        assert told.endswith("[Next step]"), "who facilitates goes on from there"
    ana.presses("next", workshop=team.workshop.key, seen="last_actions")
    assert "step 2" in team.card()


def test_after_one_of_what_was_taken_on_is_given_a_day_the_list_is_there_with_it(team: Team) -> None:
    ana = team.member("ana")
    for text in ("Second till", "Train the staff"):
        ana.types("improve")
        ana.fills(text=text, owner="UANA")
    ana.types("improvements")
    presses(ana, button(ana, "Second till", "assign"))
    told = ana.fills(due="2026-05-20")
    assert told.startswith("2 improvements in this channel")
    assert "Due on 20 May 2026, not begun" in told.split("Train the staff")[0].split("Second till")[-1]
    presses(ana, button(ana, "Second till", "takeback"))
    assert "20 May" not in ana.heard
    assert "Train the staff" in ana.heard
