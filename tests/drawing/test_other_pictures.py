"""The matrix, the comparison and the strip of progress: everything on them, nothing over anything else."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeybot.comparison import compared_personas, compared_revisions
from journeybot.drawing import compare, matrix, progress
from journeybot.drawing.alt import alt_of_comparison
from journeybot.drawing.comparing import comparison_layout
from journeybot.drawing.lanes.curve import WIDTH
from journeybot.drawing.layout import layout, of_persona
from journeybot.drawing.shapes import Box, Drawing, Layer
from journeybot.drawing.strip import progress_layout
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import LIGHT, mixed
from journeybot.drawing.weighing import matrix_layout
from journeybot.journey import About, JourneyMap, MapState, Status
from journeybot.workshop import STEPS, Place, Step, Workshop
from tests.drawing.geometry import all_holds, keys, legend, words_in, written
from tests.drawing.maps import HOSTILE, maps
from tests.examples import examples
from tests.pictures.build import Builder
from tests.pictures.shelter import shelter

FEW = examples(6)


def matrix_of(journey: JourneyMap) -> Drawing:
    return matrix_layout(journey, LIGHT, measure=Fonts())


@FEW
@given(maps())
def test_a_matrix_holds_every_improvement_once(journey: JourneyMap) -> None:
    drawing = matrix_of(journey)
    all_holds(drawing)
    assert sorted(map(str, keys(drawing, "improvement"))) == sorted(note.key for note in journey.improvements)


def weighed(*values: tuple[int | None, int | None]) -> dict[str, Box]:
    """Where improvements of that impact and effort stand."""
    b = Builder("Weighed")
    for impact, effort in values:
        b.improvement("Something", impact=impact, effort=effort)
    drawing = matrix_of(b.map())
    return {cell.of or "": cell.box for cell in drawing.cells if cell.kind == "improvement"}


def test_more_impact_stands_higher_and_more_effort_farther_right() -> None:
    found = weighed((5, 1), (5, 5), (1, 1))
    easy, hard, vain = (found[f"improvement-{at}"] for at in (1, 2, 3))
    assert easy.middle[1] == pytest.approx(hard.middle[1], abs=0.1)
    assert easy.bottom < vain.y
    assert easy.x == vain.x < hard.x


def test_twenty_in_one_field_do_not_cover_each_other() -> None:
    boxes = list(weighed(*[(4, 2)] * 20).values())
    assert len({box.y for box in boxes}) == 20


def test_what_is_not_weighed_or_dropped_is_listed_below() -> None:
    found = weighed((5, 1), (None, 3), (2, None))
    assert min(found["improvement-2"].y, found["improvement-3"].y) > found["improvement-1"].bottom
    b = Builder("Dropped")
    b.improvement("Never mind", impact=5, effort=1, status=Status.DROPPED)
    assert "DroppedNevermind" in written(matrix_of(b.map()))


def test_the_matrix_says_where_to_begin_and_which_help_is_meant() -> None:
    drawing = matrix_of(shelter())
    star = "Volunteerscallbackuntileightintheevening"
    assert "Beginwiththis:mostvotes" + star in words_in(drawing, "improvement", "improvement-3")
    assert {"simplify", "support", "personalise"} <= set(legend(drawing).split())
    assert "another kind" not in legend(drawing)
    assert matrix(shelter(), format="svg").alt.endswith("begin with “Volunteers call back until eight in the evening”.")


def test_the_legend_of_a_matrix_has_the_shapes_that_are_on_it() -> None:
    b = Builder("Weighed")
    b.improvement("Done", impact=4, effort=2, status=Status.DONE)
    assert "kindofhelpnotsaid" in written(matrix_of(b.map()))
    pale = mixed(LIGHT.help_edge, LIGHT.ground, 0.55)
    shapes = {p.outline.codes for p in matrix_of(b.map()).shapes if p.ink.fill == pale}
    assert len(shapes) == 1, "what is done, and its sample"


def test_what_to_begin_with_stands_first_in_its_field_and_says_why() -> None:
    b = Builder("Weighed")
    for text, impact in (("Other", 5), ("Best", 5), ("Little", 1)):
        b.improvement(text, impact=impact, effort=1)
    assert "bestimpactforitseffort" in written(matrix_of(b.map()))
    b.votes("improvement-2", 3)
    drawing = matrix_of(b.map())
    tops = {cell.of: cell.box.y for cell in drawing.cells if cell.kind == "improvement"}
    assert tops["improvement-2"] < tops["improvement-1"]
    assert "Beginwiththis:mostvotesBest" in words_in(drawing, "improvement", "improvement-2")


@FEW
@given(maps(), maps())
def test_any_two_maps_can_be_compared(one: JourneyMap, other: JourneyMap) -> None:
    comparison = compared_revisions(one, other)
    drawing = comparison_layout(comparison, LIGHT, measure=Fonts())
    all_holds(drawing)
    assert {t.key for t in comparison.both.touchpoints} == set(keys(drawing, "touchpoint"))


@FEW
@given(maps().filter(lambda journey: len(journey.personas) > 1))
def test_any_two_personas_can_be_compared(journey: JourneyMap) -> None:
    first, *_, last = (persona.key for persona in journey.personas)
    all_holds(comparison_layout(compared_personas(journey, first, last), LIGHT, measure=Fonts()))


def later() -> tuple[JourneyMap, JourneyMap]:
    """The shelter, and how it was before a touchpoint was added, one given up, and two exchanged."""
    now = shelter()
    stops = list(now.touchpoints)
    gone = replace(stops[5], key="deposit", name="Pay a deposit")
    before = (*stops[:5], gone, stops[6], stops[5], *stops[7:-1])
    worse = tuple(replace(s, value=max(-2, s.value - 1)) if s.touchpoint == stops[0].key else s for s in now.scores)
    about = replace(now.about, revision=41)
    return replace(now, about=about, touchpoints=before, scores=worse, as_of=date(2025, 5, 21)), now


def test_a_comparison_marks_what_is_new_gone_moved_and_better() -> None:
    earlier, now = later()
    drawing = comparison_layout(compared_revisions(earlier, now), LIGHT, measure=Fonts())
    columns = {cell.of: cell.box for cell in drawing.cells if cell.kind == "touchpoint"}
    told = {run.text: run.x for run in drawing.runs if run.cell.kind == "change"}
    assert set(told) == {"new", "gone", "moved", "better"}
    assert "better" in alt_of_comparison(compared_revisions(earlier, now))
    marked = {"new": "touchpoint-11", "gone": "deposit", "better": "touchpoint-1"}
    for word, key in marked.items():
        assert columns[key].x <= told[word] <= columns[key].right, word
    assert "Themapbefore,21May2025besidethemapnow,21May2026" in written(drawing)
    assert {run.text for run in drawing.runs if run.cell.kind == "shift"} == {"+1"}


def test_a_revision_beside_now_is_called_so_and_what_fails_is_marked() -> None:
    earlier, now = later()
    drawing = comparison_layout(compared_revisions(replace(earlier, kept=2), now), LIGHT, measure=Fonts())
    assert "Revision2,21May2025besidethemapnow,21May2026" in written(drawing)
    assert written(drawing).count("Revision2,21May2025") == 1 + len(now.personas), "above, and over each chart"
    plan = replace(earlier, kept=2, about=replace(earlier.about, state=MapState.PLANNED))
    compared = compared_revisions(plan, now)
    drawing = comparison_layout(compared, LIGHT, measure=Fonts())
    assert "Revision2,21May2025(asplanned)besidethemapnow,21May2026(asitis)" in written(drawing)
    assert "missing" in {run.text for run in drawing.runs if run.cell.kind == "change"}
    assert "1 missing" in alt_of_comparison(compared)
    bad = tuple(replace(score, value=-2) for score in now.scores)
    drawing = comparison_layout(compared_revisions(earlier, replace(now, scores=bad)), LIGHT, measure=Fonts())
    assert "failed" in {run.text for run in drawing.runs if run.cell.kind == "change"}
    legend = "".join(run.text for run in drawing.runs if run.cell.kind == "legend")
    assert "failedwent well before; now it feels bad or hurts badly" in legend


def scored_before_and_after() -> tuple[JourneyMap, JourneyMap]:
    """One persona; the second of three touchpoints, and how bad it was, is gone later, and a new one is felt."""
    b = Builder("Deposit")
    who = b.persona("Ana")
    b.stage("One")
    for name, score in (("Look", "1"), ("Pay", "-2"), ("Go home", "1"), ("Sleep", "0")):
        b.moment(who, b.touchpoint(name), scores=score)
    whole = b.map()
    before, after = (tuple(t for t in whole.touchpoints if t.name != name) for name in ("Sleep", "Pay"))
    known = [{t.key for t in some} for some in (before, after)]
    scores = [tuple(s for s in whole.scores if s.touchpoint in some) for some in known]
    return replace(whole, touchpoints=before, scores=scores[0]), replace(whole, touchpoints=after, scores=scores[1])


def test_a_pain_that_is_gone_stays_on_the_earlier_curve_and_does_not_break_the_later() -> None:
    drawing = comparison_layout(compared_revisions(*scored_before_and_after()), LIGHT, measure=Fonts())
    felt = [cell.of for cell in drawing.cells if cell.kind == "point"]
    assert felt.count("touchpoint-2") == 1, "only the earlier revision felt it"
    curves = [p.outline for p in drawing.shapes if p.ink.width == WIDTH and len(p.outline.points) > 2]
    assert len(curves) == 2, "both lines are whole"


def three_people() -> JourneyMap:
    """Three who feel differently, counted from 1 as the store does."""
    b = Builder("Three")
    b.stage("One")
    for who, values in (("Ana", "1 -1"), ("Ben", "0 2"), ("Chiara", "-2 0")):
        key = b.persona(who)
        for at, value in enumerate(values.split()):
            here = b.touchpoint(f"Here {at}") if who == "Ana" else f"touchpoint-{at + 1}"
            b.moment(key, here, f"{who} does", scores=value)
    journey = b.map()
    return replace(journey, personas=tuple(replace(one, position=one.position + 1) for one in journey.personas))


def looks(drawing: Drawing) -> set[tuple[str | None, tuple[int, ...]]]:
    """The colours of the curves' points, with what tells their shapes."""
    foot = next(cell.box.y for cell in drawing.cells if cell.kind == "legend")
    marks = (p for p in drawing.shapes if p.ink.layer == Layer.MARK and p.ink.width == 1.4)
    return {(p.ink.fill, p.outline.codes) for p in marks if p.outline.points[0][1] < foot}


def test_a_persona_has_its_colour_and_its_marker_in_every_picture() -> None:
    journey = three_people()
    whole = looks(layout(journey, LIGHT, measure=Fonts()))
    assert len(whole) == 3
    beside = compared_personas(journey, *(journey.personas[at].key for at in (1, 2)))
    revisions = compared_revisions(replace(journey, kept=1), journey)
    alone = layout(of_persona(journey, journey.personas[2].key), LIGHT, measure=Fonts())
    assert looks(comparison_layout(beside, LIGHT, measure=Fonts())) < whole
    assert looks(comparison_layout(revisions, LIGHT, measure=Fonts())) == whole
    assert looks(alone) < whole


def test_the_names_at_the_ends_of_curves_have_no_broken_words() -> None:
    now = shelter()
    drawing = comparison_layout(compared_revisions(replace(now, kept=4), now), LIGHT, measure=Fonts())
    said = {word for run in drawing.runs if run.cell.kind == "ending" for word in run.text.split()}
    assert said <= {"The", "map", "now", "Revision", "4"}
    assert said


def test_where_two_revisions_are_felt_the_same_their_curves_lie_on_each_other() -> None:
    journey = three_people()
    same = comparison_layout(compared_revisions(replace(journey, kept=1), journey), LIGHT, measure=Fonts())
    places = [(cell.of, cell.box) for cell in same.cells if cell.kind == "point"]
    assert len(places) == 12
    assert len(set(places)) == 6
    later, earlier = (
        [p for p in same.shapes if p.ink.width == WIDTH and p.ink.layer is layer] for layer in (Layer.CURVE, Layer.LINE)
    )
    assert earlier
    assert same.shapes.index(earlier[-1]) < same.shapes.index(later[0]), "the later one lies above"


def test_touchpoints_are_numbered_as_in_the_later_revision() -> None:
    drawing = comparison_layout(compared_revisions(*scored_before_and_after()), LIGHT, measure=Fonts())
    numbers = {run.cell.of: run.text for run in drawing.runs if run.cell.kind == "number"}
    assert numbers == {"touchpoint-1": "1", "touchpoint-2": "×", "touchpoint-3": "2", "touchpoint-4": "3"}


def test_a_difference_between_people_says_whose_it_is_and_takes_no_side() -> None:
    b = Builder("Two")
    ana, bernard = b.persona("Ana"), b.persona("Bernard")
    b.stage("One")
    here = b.touchpoint("Here")
    b.moment(ana, here, scores="2")
    b.moment(bernard, here, scores="-1")
    drawing = comparison_layout(compared_personas(b.map(), ana, bernard), LIGHT, measure=Fonts())
    assert "Ana−Bernard" in written(drawing)
    assert [(r.text, r.colour) for r in drawing.runs if r.cell.kind == "shift"] == [("+3", LIGHT.ink)]


def test_a_comparison_needs_two_sides() -> None:
    b = Builder("Alone")
    b.persona("Ana")
    with pytest.raises(ValueError, match="two personas"):
        compare(b.map())
    with pytest.raises(ValueError, match="two personas"):
        compare(shelter(), personas=("persona-1", "nobody"))
    assert "Mira Solberg beside Henrik Vos" in compare(shelter(), personas=("persona-1", "persona-3"), format="svg").alt
    assert "1 gone" in compare(*reversed(later()), format="svg").alt


def workshop(title: str, step: Step, **more: object) -> Workshop:
    values = {"counts": {"persona": 3, "touchpoint": 10**9}, **more}
    return Workshop(key="w", place=Place("T", "C"), about=About(key="m", title=title), step=step, **values)  # type: ignore[arg-type]


@given(st.sampled_from(STEPS), st.sets(st.sampled_from(STEPS)), st.booleans())
@examples(10)
def test_a_strip_holds_its_six_steps(step: Step, skipped: set[Step], going_on: bool) -> None:
    shown = workshop(HOSTILE[0], step, skipped=tuple(skipped), open=going_on)
    drawing = progress_layout(shown, LIGHT, measure=Fonts())
    all_holds(drawing)
    assert keys(drawing, "step") == list(STEPS)


def test_the_strip_says_how_far_each_step_is() -> None:
    sentence = progress(workshop("Dogs", Step.TOUCHPOINTS, skipped=(Step.STAGES,)), format="svg").alt
    assert sentence.startswith(
        "How far “Dogs” is: Personas (done), Stages (skipped), Touchpoints (under way), Moments (to come)"
    )
