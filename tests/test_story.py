"""The story and the summary say what is on the map, in sentences that fit it, in the markup of the reader."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from journeybot.exports import example_journey, read_journey
from journeybot.journey import (
    About,
    Challenge,
    Improvement,
    JourneyMap,
    MapState,
    Measure,
    Moment,
    Pain,
    Persona,
    Score,
    Stage,
    Status,
    Touchpoint,
)
from journeybot.story import Phrases, story, summary
from journeybot.wording import Markup, Wording
from tests.drawing.maps import maps as wild_maps
from tests.examples import examples
from tests.exports import journeys
from tests.pictures.build import Builder

CHAT = Markup(
    escape=lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
    bold=lambda text: f"*{text}*",
    mention=lambda person: f"<@{person}>",
)
PLAIN, SLACK = Wording(), Wording(markup=CHAT)


def scored(*scores: int | None, **more: Any) -> JourneyMap:
    """One persona, a stage with a touchpoint per score; None: she does not do that step."""
    keys = [f"t{n}" for n, _ in enumerate(scores, 1)]
    values = list(zip(keys, scores, strict=True))
    return JourneyMap(
        about=About(key="m", title="A visit"),
        personas=(Persona(key="p", name="Ada, a guest"),),
        stages=(Stage(key="s", name="There"),),
        touchpoints=tuple(Touchpoint(key=key, stage="s", name=f"Step {key}") for key in keys),
        moments=tuple(
            Moment(key=f"m{key}", persona="p", touchpoint=key, absent=value is None) for key, value in values
        ),
        scores=tuple(
            Score(key=f"s{key}", author="U1", persona="p", touchpoint=key, value=value)
            for key, value in values
            if value is not None
        ),
        **more,
    )


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        ((0, 1), "It starts out neutral"),
        ((1, -2, 0, -2), "Here the mood falls further than anywhere else, from good to dreadful, as low as it gets."),
        ((0, -2, 2), "The mood leaps from dreadful to delightful, the best moment of the journey."),
        ((-2, 0, 1), "Some relief, from dreadful to neutral."),
        ((0, -1, 1), "It gets worse: unpleasant, the low point of the journey."),
        ((-1, 1, 2, 1), "Not quite as good as before, but still good."),
        ((-2, -1, 2), "A little better, but still unpleasant."),
        ((1, 1, 2), "As before, good, as low as at “Step t1”."),
        ((2, 2, 2, 2), "Still delightful."),
        ((0, None, 1), "Ada skips *Step t2* and goes straight on: *Step t3*."),
        ((0, 1, None), "Ada skips *Step t3*."),
        ((None, None), "Ada has no part in this."),
        ((1, 2), "This part goes well."),
        ((-1, -2), "Hard going throughout."),
        ((-2, 2, 0), "A bumpy stretch."),
        ((-1, 0), "the journey feels a little unpleasant to Ada: −0.5 on average"),
    ],
)
def test_the_mood_is_told_as_it_turns(scores: tuple[int | None, ...], sentence: str) -> None:
    assert sentence in story(scored(*scores), SLACK)


def test_the_same_journey_is_told_the_same_way() -> None:
    assert story(example_journey(), PLAIN) == story(example_journey(), PLAIN)


def test_sentences_vary_with_the_data() -> None:
    told = story(example_journey(), PLAIN, persona="marta")
    openings = re.findall(
        r"(It all begins here:|First:|It starts like this:|Then:|Next:|After that:|Finally:|And last:)", told
    )
    assert len(set(openings)) >= 5
    turns = re.findall(
        r"(starts out|falls further|drops from|leaps from|Some relief|evens out|look up|Still|As before)", told
    )
    assert len(set(turns)) >= 6


def test_everything_a_persona_meets_is_told_and_nothing_of_others() -> None:
    journey = example_journey()
    told = story(journey, PLAIN, persona="henrik")
    his = [m for m in journey.moments if m.persona == "henrik"]
    assert all(m.action in told for m in his)
    assert "Marta" not in told
    assert "Four hours of waiting cost a shift" not in told  # hers alone
    assert "Henrik Lund skips Search for the error code and goes straight on: Help line" in told


@pytest.mark.parametrize(("state", "says"), [("future", "as it could be one day"), ("planned", "as it is planned")])
def test_a_journey_that_is_not_yet_is_told_as_such(state: str, says: str) -> None:
    journey = scored(0)
    told = story(replace(journey, about=replace(journey.about, state=MapState(state))), PLAIN)
    assert f"A visit\n\nThis is the journey {says}.\n\nAda" in told
    assert "This is the journey" not in story(journey, PLAIN)


def test_without_a_persona_everybody_is_told_in_turn() -> None:
    told = story(example_journey(), PLAIN)
    assert told.index("Marta Okafor, 38, nurse on shifts") < told.index("Henrik Lund, 71, retired teacher")


def test_pains_are_told_by_how_much_they_hurt() -> None:
    pains = (
        Challenge(key="c1", text="Cold.", touchpoint="t1", severity=3, need="warmth"),
        Challenge(key="c2", text="Dark", touchpoint="t1", severity=1),
        Challenge(key="c3", text="Loud", touchpoint="t1"),
        Challenge(key="c4", text="The letter", touchpoint="t1", pain=Pain.TRIGGER),
    )
    told = story(scored(0, challenges=pains), PLAIN)
    assert "What really hurts: “Cold” (the need behind: warmth)." in told
    assert "A nuisance: “Dark”." in told
    assert "“Loud”." in told
    assert "What sets it all off: “The letter”." in told


def test_what_will_change_says_who_and_when() -> None:
    pain = Challenge(key="c", text="Cold", touchpoint="t1")
    lonely = Challenge(key="d", text="Dark", touchpoint="t1")
    helps = (
        Improvement(key="i1", text="Blankets", challenges=("c",), owner="<@U024BE7LH>", status=Status.DOING),
        Improvement(key="i2", text="A stove", challenges=("c",)),
        Improvement(key="i3", text="Songs", owner="Bo <@U1>", status=Status.DONE),
        Improvement(key="i4", text="Gloves", challenges=("c",), status=Status.DROPPED),
    )
    told = story(scored(0, challenges=(pain, lonely), improvements=helps), SLACK)
    assert "- *Blankets*, against “Cold”. Under way: <@U024BE7LH>." in told
    assert "- *A stove*, against “Cold”. Nobody has taken it on yet." in told
    assert "- *Songs*. Done, by Bo &lt;@U1&gt;." in told
    assert "Gloves" not in told
    assert "Nothing is planned yet against “Dark”." in told


def test_an_empty_stage_and_one_not_looked_at_yet_are_not_the_same() -> None:
    stages = (Stage(key="s", name="A", empty=True), Stage(key="s2", name="B"))
    told = story(replace(scored(), stages=stages), PLAIN)
    assert "1. A\nNothing happens here, the team says." in told
    assert "2. B\nWhat happens here is not on the map yet." in told


def test_a_measure_is_told_where_it_belongs() -> None:
    measure = Measure(
        key="k", name="Minutes", unit="min", touchpoint="t1", series=(("2025", 12.5), ("2026", 9)), target=5
    )
    told = story(scored(0, measures=(measure,)), PLAIN)
    assert (
        "In figures: Minutes (Step t1) stands at 9 min (2026), down from 12.5, which is worse; the aim is 5, met."
        in told
    )


def test_nobody_to_tell_of_is_said() -> None:
    assert "Nobody travels" in story(JourneyMap(about=About(key="m", title="A visit")), PLAIN)


def test_a_summary_names_what_matters_most_first() -> None:
    told = summary(example_journey(), PLAIN)
    assert "6 stages, 14 touchpoints, 2 personas; 5 people took part." in told
    hurts, helps = told.split("What hurts most\n")[1].split("\n\nWhat will help\n")
    assert hurts.splitlines()[0] == "- “Four hours of waiting cost a shift” at Four hours at home, 7 votes, severe."
    assert hurts.splitlines()[-1] == "- and 6 more, see the export"
    assert "put the likely part into the van: Priya, field service, due on 31 March 2027, 6 votes." in helps
    assert "Begin with “Ask for model and code at booking, and put the likely part into the van”, 6 votes" in told
    assert "Most contested: Chat window. To Marta Okafor it feels like anything from −2 to +2." in told
    assert "Without an improvement: The drum is full of water" in told
    assert "2 improvements have no owner yet." in told
    assert "42 of 49 statements are assumed" in told


@pytest.mark.parametrize("path", journeys.every())
def test_the_summary_of_an_ordinary_map_fits_a_message(path: Any) -> None:
    assert len(summary(read_journey(path.read_bytes()), SLACK)) < 3500


@examples(15)
@given(wild_maps())
def test_any_map_can_be_told_and_calls_nobody(journey: JourneyMap) -> None:
    for told in (story(journey, SLACK), summary(journey, SLACK)):
        assert "<!" not in told
        assert set(re.findall(r"<[^>]*>", told)) <= {"<@U1>"}
        assert "\n\n\n" not in told
    assert len(summary(journey, SLACK)) < 3900


@pytest.mark.parametrize(
    ("score", "words"),
    [(-2, "dreadful"), (-0.14, "neutral"), (0.25, "fairly good"), (1.75, "delightful"), (2, "delightful")],
)
def test_a_score_in_words(score: float, words: str) -> None:
    assert Phrases(PLAIN).feel(score) == words


def test_lists_are_read_aloud() -> None:
    p = Phrases(PLAIN)
    assert p.series(["a"]) == "a"
    assert p.series(["a", "b", "c"]) == "a, b and c"
    assert p.points(["wait, then ask", "be told."]) == "wait, then ask; be told."


def test_a_quotation_has_one_pair_of_marks_and_an_inner_one_is_single() -> None:
    p = Phrases(PLAIN)
    assert p.quote("“Call us.”") == "“Call us”"
    assert p.said("It says “call us”") == "“It says ‘call us’.”"
    assert p.said("Why?") == "“Why?”"


def test_a_long_text_is_clipped_at_a_word() -> None:
    assert Phrases(PLAIN).clip("one two three four", 13) == "one two …"
    assert Phrases(PLAIN).clip("x" * 50, 10) == "x" * 9 + "…"


def test_what_will_change_is_told_once_for_all() -> None:
    b = Builder("A repair")
    marta, noor = b.persona("Marta"), b.persona("Noor")
    b.stage("It breaks")
    here = b.touchpoint("The bill arrives", "letter", context="three weeks later")
    b.moment(marta, here, "iPhone in hand", scores="-1")
    b.moment(noor, here, scores="-2")
    long = "Nobody says how long it takes. " * 30
    b.improvement("Say how long", b.challenge(long.strip(), here))
    told = story(b.map(), Wording())
    assert told.count("What will change") == told.count("Say how long") == 1
    assert told.index("Noor") < told.index("What will change")
    assert "The bill arrives (letter). Three weeks later. iPhone in hand." in told
    assert told.count(long.strip().removesuffix(".")) == 2, "in full in either tale, and not once more at the end"
