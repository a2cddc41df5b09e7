"""From one retrospective to the next: what is offered when one is over, and what becomes of its actions."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.team import Team, gathered
from tests.test_retrospective import SECOND, acts, begins, says


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        yield team


def test_a_finished_one_is_not_looked_at_again_but_leads_to_the_next(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    begins(ana)
    ana.types("about")
    assert ana.form is not None
    assert "review_on" not in [field.name for field in ana.form.fields]
    says(ana, "Pairing", kind="helped")
    acts(ana, "Look together")
    assert "[Look at it again]" not in team.card()
    assert "[Start the next retrospective]" in team.card()
    assert "review" not in ana.types("help")
    told = ana.types("review")
    assert "the next one in this channel begins with what became of its actions" in told
    assert "[Start the next retrospective]" in told
    assert not team.workshop.open
    button = next(one for one in team.facilitator.card("T1", team.workshop.key).buttons if one.command == "start")
    ben.presses(button.command, button.argument, workshop=button.workshop)
    ben.fills(title=SECOND)
    assert "[Done]" in "".join(
        f"[{b.label}]" for row in team.facilitator.card("T1", team.workshop.key).rows for b in row.buttons
    )
