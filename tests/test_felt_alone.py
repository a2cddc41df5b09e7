"""Where one person alone said without a name how it felt, nobody is shown it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journeybot.drawing.layout import layout
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import LIGHT
from journeybot.hiding import as_shown, felt_alone, hidden_feelings, something_hidden
from journeybot.journey import About, JourneyMap, Moment, Response, Score
from journeybot.masks import among_names
from journeybot.reviews import Review
from journeybot.workshop import Secret, Step, Workshop
from tests.drawing.geometry import written
from tests.team import HERE, NOON, Member, Team, gathered
from tests.test_retrospective import begins


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        yield team


def felt(member: Member, *values: str | None) -> None:
    """How each part felt; None where somebody had no part in it."""
    member.types("score")
    assert member.form is not None
    member.fills(**{field.name: value for field, value in zip(member.form.fields, values, strict=True)})


def test_where_one_person_alone_felt_anything_it_is_said_why_nothing_is_shown(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    felt(ana, "1", "1", None, "1", None)
    ana.types("reveal anyway")
    ana.types("next anyway")
    ana.types("next anyway")
    ana.asks("close")
    assert "At 3 parts one person alone said how it felt; that is not shown." in team.card()
    assert "At 3 parts one person alone said how it felt, without a name; so that is not told." in ana.types("story")
    assert "one person alone has said so without a name" in ana.types("summary")
    assert "nobody has scored yet" not in ana.heard
    picture = layout(team.facilitator.journey("T1", team.workshop.key), LIGHT, measure=Fonts())
    assert "At3partsonepersonalonesaidwithoutanamehowitfelt;thatisnotshown." in written(picture)


def test_what_one_person_alone_felt_without_a_name_is_shown_to_nobody(team: Team) -> None:
    ana, dilan = team.member("ana"), team.member("dilan")
    begins(ana)
    felt(ana, "1", None, None, "1", None)
    felt(dilan, "-2", "-1", "-2", "1", None)
    ana.types("score")
    assert "Where you alone answer, it is not shown." in (ana.form.below if ana.form else "")
    assert "alone" not in team.card(), "it is not told before the reveal what there is"
    ana.types("reveal anyway")
    said = team.facilitator.text_of("T1", team.workshop.key, {"text": "reveal", "secret": "scores"})
    assert "At 2 parts one person alone said how it felt, without a name. There I show nothing" in said
    assert "At 2 parts only two of you" in said
    assert "At 2 parts one person alone said how it felt; that is not shown." in team.card()
    shown = team.facilitator.journey("T1", team.workshop.key)
    assert sorted(score.value for score in shown.scores) == [-2, 1, 1, 1]
    assert "feelings where only one person told theirs without a name" in ana.types("export json")
    felt(ana, "1", "1", None, "1", None)
    assert "At one part one person alone" in team.card(), "with a second feeling the middle is told"


@pytest.mark.parametrize("under", ["feelings", among_names("moments"), among_names("feelings")])
def test_however_it_was_promised_it_is_kept_and_who_signed_is_shown(under: str) -> None:
    def score(where: str, author: str | None) -> Score:
        return Score(key=f"{where} {author}", author=author, persona="p", touchpoint=where, value=1)

    alone, passing = score("alone", None), score("passing", None)
    several = (score("signed", "U1"), score("both", None), score("both", "U2"))
    about, not_there = About(key="m", title="Moving"), Moment(key="x", persona="p", touchpoint="passing", absent=True)
    journey = JourneyMap(about=about, scores=(alone, passing, *several), moments=(not_there,))
    held = Workshop(key="w", place=HERE, about=about, revealed=tuple(Secret), veils={under: "0" * 64})
    assert as_shown(journey, held).scores == several
    assert felt_alone(journey, held) == 1, "where somebody passes by, nothing is missed"


def test_in_a_review_only_what_it_asks_anew_is_hidden_and_few_customers_always_are() -> None:
    about = About(key="m", title="Moving")
    before, anew = (Score(key=f"{n}", author="U1", persona="p", touchpoint="t", value=n, review=n) for n in (0, 1))
    few = tuple(Response(key=f"{n}", touchpoint="t", scale="csat", value=1) for n in range(4))
    review = Review(number=1, before=1, since=NOON, change=1)
    held = Workshop(key="w", place=HERE, about=about, review=review, step=Step.FEELINGS)
    then = JourneyMap(about=about, scores=(before,), responses=few)
    now = replace(then, scores=(before, anew))
    assert [something_hidden(journey, held) for journey in (then, now)] == [False, True]
    assert [hidden_feelings(journey, held) for journey in (then, now)] == [0, 1]
    assert (as_shown(now, held).scores, as_shown(now, held).responses) == ((before,), ())
    assert as_shown(now, replace(held, revealed=tuple(Secret))).scores == (anew,)
