"""What the machine has found, each told once as a short dialogue, so that it does not come back unseen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeybot.journey import Challenge
from journeybot.workshop import Step
from tests.team import HERE, Member, Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        team.member("ana").asks("start", title="Groceries", template="before_during_after")
        yield team


def complains(member: Member, text: str) -> str:
    member.types("challenge")
    return member.fills(text=text, where=member.choice("where", member.offered("where")[0]))


def test_what_a_dialog_promised_outlives_the_end_of_the_workshop(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.types("anonymous challenges")
    ben.types("challenge")
    where = ben.choice("where", ben.offered("where")[0])
    ana.types("anonymous off challenges")
    ben.fills(text="The fee", where=where)
    ana.asks("close")
    ana.types("reopen")
    ben.types("challenge")
    assert ben.form is not None
    assert "Without names" in ben.form.intro, "else the one who is counted there and has signed nothing is its author"
    assert "was promised that no name is kept" in ana.types("anonymous challenges")
    complains(ana, "The queue")
    assert [one.author for one in challenges(team)] == [None, None]
    assert team.workshop.is_anonymous(Step.CHALLENGES)


def test_what_hurts_at_a_touchpoint_goes_along_when_that_is_moved_to_another_stage(team: Team) -> None:
    ana = team.member("ana")
    ana.asks("touchpoints", lines="Orders")
    complains(ana, "The fee comes too late")
    ana.types("challenge")
    point = ana.choice("where", "Orders")
    ana.fills(text="The fee comes last", where=point)
    ana.presses("touchpoint", point)
    after = ana.choice("stage", ana.offered("stage")[-1])
    ana.fills(stage=after)
    at_stage, at_point = challenges(team)
    assert (at_point.touchpoint, at_point.stage) == (point, after)
    ana.presses("merge", f"{at_stage.key} {at_point.key}")
    assert [(one.touchpoint, one.stage) for one in challenges(team)] == [(None, at_stage.stage)]


def test_what_happens_can_be_told_where_feelings_were_given_without_names_before_the_end(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.asks("persona", name="Maya")
    ana.asks("touchpoints", lines="Orders")
    ana.types("anonymous moments")
    ben.asks("moment", feeling="-2")
    ana.asks("close")
    ana.types("reopen")
    ben.types("moment")
    assert "Saved" in ben.fills(action="Looks twice")
    [moment] = team.store.journey(HERE.tenant, team.workshop.key).moments
    assert moment.action == "Looks twice"
    ben.types("moment")
    assert "given without names before" in ben.fills(feeling="2")


def challenges(team: Team) -> list[Challenge]:
    found = team.store.notes(HERE.tenant, team.workshop.key, Challenge)
    return [note for note in found if isinstance(note, Challenge)]
