"""At the end it is named what nobody has taken on, or by no day, and one button sets both, after the end too."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from journeybot.journey import Improvement
from journeybot.moves import answer
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
    ana.types("close")
    assert ana.form is not None
    assert "What nobody has taken on, or by no day, is named as soon as you have finished" in ana.form.intro
    told = ana.fills()
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


def test_only_whose_it_is_or_who_facilitates_sets_them(team: Team) -> None:
    team.member("ana").asks("close")
    ben, chi = team.member("ben"), team.member("chi")
    ben.presses("assign", action(team, "Build").key, workshop=team.workshop.key)
    assert ben.form is None
    assert "only they or a facilitator" in ben.heard
    told = sets(ben, "Pair", due="2026-06-02")
    assert "Saved: “Pair”." in told
    assert "Build" not in told, "it is not for Ben to say who does that"
    chi.form = ben.form
    ben.presses("assign", action(team, "Pair").key, workshop=team.workshop.key)
    chi.form, ben.form = ben.form, None
    assert "only they or a facilitator" in chi.fills(due="2026-07-02")
    assert action(team, "Pair").due == date(2026, 6, 2)


def test_each_row_of_the_list_has_the_way_there_and_it_is_taken_back_with_one_press(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.asks("close")
    ben.types("improvements")
    assert [[b.label for b in row.buttons][-1:] for row in ben.rows] == [[], ["Edit"], ["I take it"]]
    edit = next(button for row in ben.rows for button in row.buttons if button.label == "Edit")
    ben.presses(edit.command, edit.argument, workshop=edit.workshop, seen=edit.seen)
    assert "Saved: “Pair”. [Undo]\n" in ben.fills(due="2026-06-02")
    back = next(button for row in ben.rows for button in row.buttons if button.label == "Undo")
    assert "Taken back: “Pair” is as it was before." in ben.presses(back.command, back.argument, workshop=back.workshop)
    assert action(team, "Pair").due is None


def test_a_day_that_has_gone_by_is_asked_for_again_but_may_stay(team: Team) -> None:
    ana = team.member("ana")
    assert "due! Please choose a day that is still to come." in sets(ana, "Pair", due="2025-06-02")
    assert "Saved" in ana.fills(due="2026-05-03"), "where somebody is, that may be today"
    ana.types("improve")
    assert "due! Please choose a day that is still to come." in ana.fills(text="Rest more", due="2025-06-02")
    assert "Saved" in ana.fills(text="Rest more", due="2026-06-02")
    team.store.change(
        "T1",
        team.workshop.key,
        answer((replace(action(team, "Rest"), due=date(2026, 4, 1)),), by="UANA", step=None),
    )
    assert "Saved" in sets(ana, "Rest", owner="UBEN"), "it was set before that day"


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
