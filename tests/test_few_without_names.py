"""Two who answer without names: the middle of both is told, and why not more; nobody reads who felt what."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.team import Member, Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        yield team


def feels(member: Member, feeling: str) -> None:
    """Each part felt so to somebody."""
    member.types("add")
    assert member.form is not None
    member.fills(**{field.name: feeling for field in member.form.fields})


def reveal(team: Team) -> str:
    return team.facilitator.text_of("T1", team.workshop.key, {"text": "reveal", "secret": "scores"})


def test_of_two_without_names_the_middle_is_told_and_not_how_far_they_are_apart(team: Team) -> None:
    ana = team.member("ana")
    ana.asks("start retro")
    ana.types("add")
    assert ana.form is not None
    assert "Where only two answer, each can work out the other's" in ana.form.below, "it is said before they answer"
    feels(ana, "-2")
    feels(team.member("ben"), "1")
    ana.types("reveal")
    assert "Our team: −0.5 on average" in reveal(team)
    assert "At 5 parts only two of you said how it felt, without names." in reveal(team)
    assert "so that nobody else can tell whose feeling was which; of the two, each can work out the other's." in reveal(
        team
    )
    assert "I tell the middle, and not how far apart you are; each of the two can still" in team.card()
    assert "touchpoint" not in reveal(team)
    assert "the sprint feels a little hard: −0.5 on average" in ana.types("story")
    assert "No two things that helped or hurt" in ana.types("similar")
    told = ana.types("summary") + ana.types("story") + reveal(team)
    for range_ in ("anything from", "does not agree", "Worth talking about"):
        assert range_ not in told


def test_of_three_it_is_told_how_far_they_are_apart(team: Team) -> None:
    ana = team.member("ana")
    ana.asks("start retro")
    for name, feeling in {"ana": "-2", "ben": "1", "chi": "2"}.items():
        feels(team.member(name), feeling)
    ana.types("reveal")
    assert "from −2 to +2, in the middle +1" in reveal(team)
    assert "only two of you" not in reveal(team)


def test_who_leads_two_people_is_told_before_they_answer_without_names(team: Team) -> None:
    ana = team.member("ana")
    ana.types("start retro")
    assert "You are two so far." in ana.fills(people=("UANA", "UBEN"))
    assert [button.command for button in ana.offered_buttons] == ["add", "pace", "anonymous"]
    ana.types("next anyway")
    assert "You are two so far." not in ana.heard, "it is about feelings"
    ana.types("back")
    feels(ana, "1")
    ana.types("next anyway")
    assert "You are two so far." not in ana.types("back"), "it has been said"
