"""What comes to the map in a review, after its feelings were asked for, can still be felt."""

from pathlib import Path

from tests.errands.board import Day
from tests.team import NOON, gathered
from tests.test_reviewing import finished, reaches


def test_how_a_new_touchpoint_feels_can_be_said_where_it_was_added(tmp_path: Path) -> None:
    day = Day(NOON)
    with gathered(tmp_path, clock=day) as team:
        finished(team)
        day.passes(91 * 24 * 3600)
        ana = team.member("ana")
        reaches(ana, 4)
        told = ana.asks("touchpoints", lines="Gets a text with the slot")
        for number in range(3):  # of the stages that had none
            assert told == "<Touchpoints>"
            told = ana.fills(lines=f"Something else {number}")
        assert "[Say how it feels]" in told
        (press,) = (one for one in ana.offered_buttons if one.label == "Say how it feels")
        ana.presses(press.command, press.argument, workshop=press.workshop)
        assert ana.form is not None
        assert [field.label for field in ana.form.fields] == ["Something else 2"]
        ana.fills(**{ana.form.fields[0].name: "2"})
        scores = team.store.journey("T1", team.workshop.key).scores
        assert [(one.touchpoint, one.value) for one in scores if one.review] == [(press.argument.partition("/")[2], 2)]
