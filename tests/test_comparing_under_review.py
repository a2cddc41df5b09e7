"""While a review hides what is felt anew, a comparison tells what it may, and says what waits for the reveal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.team import Member, gathered
from tests.test_reviewing import ends, finished, reaches


@pytest.fixture
def ana(tmp_path: Path) -> Iterator[Member]:
    with gathered(tmp_path) as team:
        finished(team)
        yield team.member("ana")


def test_two_finished_revisions_are_compared_whatever_the_next_review_hides(ana: Member) -> None:
    feels_anew(ana)
    ana.types("reveal anyway")
    ends(ana, steps=3)
    ana.types("review")
    told = ana.types("diff r2 r1")
    assert "Feels better" in told
    assert "hidden" not in told
    assert told.splitlines()[1].startswith("From r1 of ")
    assert "The older comes first" in told
    assert "The older comes first" not in ana.types("diff r1 r2")


def test_until_the_reveal_a_comparison_with_now_says_which_feelings_it_tells(ana: Member) -> None:
    feels_anew(ana)
    told = ana.types("diff r1 now")
    assert "New feelings are hidden until the reveal; what was felt before is compared." in told
    assert "so they are not compared" not in told


def feels_anew(ana: Member) -> None:
    """A review in which everything is very good now."""
    reaches(ana, 2)
    ana.types("add")
    ana.fills(**{field.name: "2" for field in ana.form.fields[:2]} if ana.form else {})
