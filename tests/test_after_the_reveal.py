"""Who says late, without a name, how it felt knows before that it can be worked out; the reveal's post is corrected."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journeybot.ports import Showing, ShowState
from tests.team import Member, Team, gathered
from tests.test_felt_alone import felt
from tests.test_retrospective import begins


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        begins(team.member("ana"))
        yield team


def reveal(team: Team, *feelings: str) -> Showing:
    """Everybody feels so about all parts, and it is revealed and posted."""
    for name, feeling in zip(("ana", "ben", "chi"), feelings, strict=False):
        felt(team.member(name), *[feeling] * 5)
    team.member("ana").types("reveal anyway")
    [told] = [one for one in team.store.due(team.facilitator._clock()) if one.what.get("text") == "reveal"]
    posted = replace(told, state=ShowState.SHOWN, does=told.should, message="7.7")
    team.store.show(posted)
    return posted


def words(team: Team, posted: Showing) -> str:
    """What the post of the reveal says now, or says still."""
    now = team.store.showing("T1", team.workshop.key, posted.key)
    assert now is not None
    return team.facilitator.text_of("T1", team.workshop.key, now.what)


def asked(member: Member) -> tuple[str, str, str]:
    """What the dialog says before its fields and after them, and on its button."""
    member.types("score")
    assert member.form is not None
    return member.form.intro, member.form.below, member.form.submit


def test_what_is_said_late_is_not_promised_to_be_a_secret(team: Team) -> None:
    dilan = team.member("dilan")
    before, small_print, save = asked(dilan)
    assert "no name is kept" in before
    assert "can work out" not in before
    assert "from three on nobody can, apart from what is said or changed after the reveal" in small_print
    assert save == "Save"
    reveal(team, "1", "1", "-2")
    before, small_print, save = asked(dilan)
    assert "whoever looks before and after can work out what you say or change now" in before
    assert "nobody can" not in before + small_print
    assert save == "Save and show"


def test_late_dots_are_not_promised_to_be_a_secret_either(team: Team) -> None:
    ana, dilan = team.member("ana"), team.member("dilan")
    ana.types("next anyway")
    ana.types("challenge")
    ana.fills(text="The queue", pain="met", where=ana.choice("where", "Build"))
    ana.types("vote")
    assert ana.form is not None
    ana.fills(dot_1=ana.form.fields[0].options[0].value)
    ana.types("reveal anyway")
    dilan.types("vote")
    assert dilan.form is not None
    assert "can work out where you place yours" in dilan.form.intro


def test_the_post_of_the_reveal_is_corrected_where_it_stands(team: Team) -> None:
    ana = team.member("ana")
    posted = reveal(team, "1", "1", "-2")
    assert "+1 on average" in words(team, posted)
    felt(team.member("dilan"), *["-2"] * 5)
    now = team.store.showing("T1", team.workshop.key, posted.key)
    assert now is not None
    assert (now.state, now.message) == (ShowState.DUE, "7.7")
    assert "−0.5 on average" in words(team, posted)
    assert "Since the reveal somebody has said or changed something" in words(team, posted)
    team.store.show(replace(now, state=ShowState.SHOWN))
    ana.types("undo")
    assert "+1 on average" in words(team, posted)
    assert [one.message for one in team.store.due(team.facilitator._clock()) if one.key == posted.key] == ["7.7"]


def test_of_two_the_middle_is_told_part_by_part(team: Team) -> None:
    said = words(team, reveal(team, "1", "-2"))
    assert "In the middle: " in said
    assert said.count("−0.5") > 5, "the mean, and each part by its name"
    assert "Getting the work done −0.5, " in said


def test_the_promise_is_short_before_the_fields_and_whole_after_them(team: Team) -> None:
    before, small_print, _ = asked(team.member("dilan"))
    assert len(before) < 300
    assert "Who could still work it out stands at the end of this dialog." in before
    for who in ("Slack", "whoever runs journeybot's machine", "Where only two answer"):
        assert who in small_print
        assert who not in before
