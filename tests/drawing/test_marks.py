"""Every mark of a map stands where it belongs, and the legend names those in use and no other."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from journeybot.drawing.alt import alt
from journeybot.drawing.icons import icon
from journeybot.drawing.layout import layout
from journeybot.drawing.markers import MARKERS, Marker, marker
from journeybot.drawing.shapes import Box, Drawing, Layer, Outline
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import LIGHT
from journeybot.exports.markdown import to_markdown
from journeybot.journey import Basis, Evidence, JourneyMap, Pain, Status
from tests.drawing.geometry import all_holds, legend, words_in
from tests.pictures.build import Builder


def drawn(journey: JourneyMap) -> Drawing:
    return layout(journey, LIGHT, measure=Fonts())


def start() -> tuple[Builder, str]:
    """A map with one touchpoint."""
    b = Builder("Few marks")
    b.stage("One")
    return b, b.touchpoint("Here", "app")


def marks(drawing: Drawing, name: str) -> list[tuple[float, float]]:
    """Where a mark is drawn, the legend's own sample left out."""
    outline, *_ = icon(name)
    foot = next((cell.box.y for cell in drawing.cells if cell.kind == "legend"), drawing.height)
    found = []
    for painted in drawing.shapes:
        points = painted.outline.points
        same = painted.outline.codes == outline[0].codes and len(points) == len(outline[0].points)
        if same and _alike(points, outline[0].points) and points[0][1] < foot:
            found.append(points[0])
    return found


def _alike(some: tuple[tuple[float, float], ...], others: tuple[tuple[float, float], ...]) -> bool:
    """Whether one is the other, moved and grown."""

    def unit(points: tuple[tuple[float, float], ...]) -> list[float]:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        size = max(max(xs) - min(xs), max(ys) - min(ys)) or 1.0
        return [value for x, y in points for value in ((x - min(xs)) / size, (y - min(ys)) / size)]

    return unit(some) == pytest.approx(unit(others), abs=1e-6)


def cell(drawing: Drawing, kind: str, of: str) -> Box:
    return next(cell.box for cell in drawing.cells if cell.kind == kind and cell.of == of)


@pytest.mark.parametrize("basis", list(Basis))
def test_evidence_is_marked_at_touchpoints_moments_and_challenges(basis: Basis) -> None:
    b, here = start()
    moment = b.moment(b.persona("Ana"), here, "Waits")
    pain = b.challenge("Slow", here)
    for on in (here, moment, pain):
        b.add("evidence", Evidence, on=on, basis=basis)
    drawing = drawn(b.map())
    for kind, key in (("touchpoint", here), ("action", here), ("challenge", pain)):
        box = cell(drawing, kind, key)
        assert any(box.holds(Box(x, y, 0, 0)) for x, y in marks(drawing, basis.value)), kind
    assert {"assumed": "assumed by", "heard": "heard from", "measured": "measured"}[basis.value] in legend(drawing)


def test_a_touchpoint_with_a_map_of_its_own_is_marked() -> None:
    b, _ = start()
    assert not marks(drawn(b.map()), "map")
    linked = b.touchpoint("There", link="another map")
    drawing = drawn(b.map())
    assert [cell(drawing, "touchpoint", linked).holds(Box(x, y, 0, 0)) for x, y in marks(drawing, "map")] == [True]
    assert "has a map of its own" in legend(drawing)


def test_triggers_bear_a_bolt_and_stand_before_what_is_met_on_the_way() -> None:
    b, here = start()
    met, trigger = b.challenge("Slow", here), b.challenge("Moved house", here, pain=Pain.TRIGGER)
    drawing = drawn(b.map())
    first, second = cell(drawing, "challenge", trigger), cell(drawing, "challenge", met)
    assert (first.x, first.y) < (second.x, second.y) or first.y < second.y
    assert [first.holds(Box(x, y, 0, 0)) for x, y in marks(drawing, "trigger")] == [True]
    assert [second.holds(Box(x, y, 0, 0)) for x, y in marks(drawing, "met")] == [True]


def test_votes_are_ticks_and_many_of_them_end_with_a_number() -> None:
    b, here = start()
    few, many = b.challenge("Slow", here, votes=4), b.challenge("Loud", here, votes=13)
    drawing = drawn(b.map())
    card, tick = cell(drawing, "challenge", few), icon("vote")[0][0].codes
    ticks = [p for p in drawing.shapes if p.outline.codes == tick and p.ink.stroke == LIGHT.pain_edge]
    assert sum(card.holds(Box(*p.outline.points[0], 0, 0)) for p in ticks) == 4
    legend_box = next(cell.box for cell in drawing.cells if cell.kind == "legend")
    assert sum(legend_box.holds(Box(*p.outline.points[0], 0, 0)) for p in ticks) == 1, "in the colour of the cards"
    assert words_in(drawing, "challenge", many).startswith("C2")
    assert "+3" in words_in(drawing, "challenge", many)


def test_an_improvement_tells_strategy_owner_due_and_status() -> None:
    b, here = start()
    pain = b.challenge("Slow", here)
    told: dict[str, Any] = {"owner": "Ana", "due": date(2026, 9, 30), "impact": 4, "effort": 2, "status": Status.DOING}
    key = b.improvement("Faster", pain, strategy="simplify", **told)
    words = words_in(drawn(b.map()), "improvement", key)
    for word in ("C1", "simplify", "Faster", "impact", "effort", "Ana·due30September2026"):
        assert word in words


Adds = Callable[[Builder, str], object]


@pytest.mark.parametrize(
    ("adds", "said"),
    [
        (lambda b, _: b.touchpoint("Truth", moment_of_truth=True), "moment of truth"),
        (lambda b, _: b.touchpoint("Weighty", importance=3), "importance to the customer, 1 to 5"),
        (lambda b, _: b.stage("Two", milestone="Signed"), "milestone"),
        (lambda b, here: b.challenge("Slow", here, severity=2), "how bad, 1 to 3"),
        (lambda b, here: b.challenge("Slow", here, votes=1), "a vote"),
        (lambda b, here: b.measure("Old", {"2019": 1.0}, touchpoint=here), "pale: an old value"),
        (lambda b, here: b.measure("New", {"2025": 1.0, "2026": 2.0}, target=3.0, touchpoint=here), "the target"),
        (lambda b, here: b.responses(here, [4] * 5), "how far the customers’ mean may be off (95 %)"),
        (lambda b, here: b.challenge("Slow", here, personas=(b.persona("Ana"), b.persona("Ben"))), "whom it hurts"),
    ],
)
def test_the_legend_names_the_marks_in_use_and_no_other(adds: Adds, said: str) -> None:
    b, here = start()
    assert legend(drawn(b.map())) == ""
    adds(b, here)
    assert said in legend(drawn(b.map()))


def test_a_measure_carries_the_number_of_its_touchpoint() -> None:
    b, _ = start()
    there = b.touchpoint("There")
    left, calls = b.measure("Left", {"2026": 4.0}, touchpoint=there), b.measure("Calls", {"2026": 4.0})
    drawing = drawn(b.map())
    said = {key: {run.text for run in drawing.runs if run.cell.of == key} for key in (left, calls)}
    assert {"2", "Left"} <= said[left]
    assert "Calls" in said[calls]
    assert not {"1", "2"} & said[calls]
    assert "number of the touchpoint" in legend(drawing)


def test_what_we_believe_stands_beside_what_they_say() -> None:
    b, here = start()
    b.moment(b.persona("Ana"), here, scores="1")
    assert "Whatwebelieve:" not in words_in(drawn(b.map()), "key", "") + "".join(
        run.text for run in drawn(b.map()).runs
    )
    b.responses(here, [1, 2, 1, 2, 1, 1, 2])
    assert {"What we believe:", "Ana", "What customers say (7 answers)"} <= {run.text for run in drawn(b.map()).runs}


def test_the_line_of_a_curve_is_in_the_legend() -> None:
    b, here = start()
    assert legend(drawn(b.map())) == ""
    b.moment(b.persona("Ana"), here, scores="1")
    assert legend(drawn(b.map())) == "the middle of all scores"


def test_the_legend_shows_the_marker_that_is_on_the_curve() -> None:
    b, here = start()
    ana = b.persona("Ana")
    b.moment(ana, here, scores="1")
    for place, shape in enumerate(MARKERS):
        journey = replace(b.map(), personas=(replace(b.map().personas[0], position=place),))
        drawing = drawn(journey)
        top = next(cell.box.y for cell in drawing.cells if cell.kind == "legend")
        below = [one.outline for one in drawing.shapes if one.outline.points[0][1] >= top - 1]
        assert [one for one in MARKERS if any(_is(one, outline) for outline in below)] == [shape]


def _is(shape: Marker, outline: Outline) -> bool:
    sample = marker(shape, 0, 0, 3.2)
    return outline.codes == sample.codes and _alike(outline.points, sample.points)


def test_a_milestone_stands_at_the_end_of_its_stage() -> None:
    b, _ = start()
    b.stage("Two", milestone="Signed")
    b.touchpoint("There")
    drawing = drawn(b.map())
    (run,) = (run for run in drawing.runs if run.text == "Signed")
    assert run.cell.box.right - run.box.right < 10 < run.x - run.cell.box.x


def test_a_channel_that_begins_with_an_emoji_has_no_other_sign() -> None:
    def name(channel: str) -> tuple[float, int]:
        b = Builder("Channel")
        b.stage("One")
        b.touchpoint("Here", channel)
        drawing = drawn(b.map())
        (run,) = (run for run in drawing.runs if run.cell.kind == "channel")
        return run.x, sum(run.cell.box.holds(Box(*p.outline.points[0], 0, 0)) for p in drawing.shapes)

    (own, none), (plain, sign) = name("🛒 shop"), name("kiosk")
    assert (none, sign) == (0, 1)
    assert own < plain
    assert name("phone")[1] > 0


def test_a_need_from_right_to_left_stands_on_its_own_side_apart_from_its_label() -> None:
    b, here = start()
    need = "تأشيرة Visa قبل السفر"
    b.challenge("Slow", here, need=need)
    texts = {run.text: run for run in drawn(b.map()).runs if run.cell.kind == "challenge"}
    assert texts["Need:"].x < texts[need].x


def test_stages_without_touchpoints_say_so_once() -> None:
    b = Builder("Bare")
    for name in ("One", "Two", "Three", "Four"):
        b.stage(name)
    assert [run.text for run in drawn(b.map()).runs].count("No touchpoint yet.") == 1
    b.moment(b.persona("Ana"), b.touchpoint("Here"), "Waits")
    assert [run.text for run in drawn(b.map()).runs].count("No touchpoint yet.") == 1


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Marta, 34, nurse with two kids", "M"),
        ("Maya Lee, 29", "ML"),
        ("Customer 2", "C"),
        ("007", "0"),
        ("Jo & Al", "JA"),
    ],
)
def test_the_disc_of_a_persona_has_the_first_letters_of_its_name(name: str, initials: str) -> None:
    b, _ = start()
    b.persona(name)
    assert initials in [run.text for run in drawn(b.map()).runs]


def reviewed(*confirmed: str) -> JourneyMap:
    """A map of two touchpoints after two reviews, which confirmed those of these names only."""
    b, here = start()
    who, there = b.persona("Ana"), b.touchpoint("There", "app")
    b.moment(who, here, scores="1")
    b.moment(who, there, scores="-1")
    made = b.map()
    keys = {touchpoint.key for touchpoint in made.touchpoints if touchpoint.name in confirmed}
    scores = tuple(replace(score, review=2 if score.touchpoint in keys else 0) for score in made.scores)
    return replace(made, about=replace(made.about, reviews=2), scores=scores)


def test_what_two_reviews_did_not_confirm_is_pale_and_says_so_in_words() -> None:
    journey = reviewed("Here")
    drawing = drawn(journey)
    noted = [run.cell.of for run in drawing.runs if run.text == "not confirmed lately"]
    assert noted == [touchpoint.key for touchpoint in journey.touchpoints if touchpoint.name == "There"]
    assert "pale: not confirmed in the last two reviews" in legend(drawing)
    colours = {run.text: run.colour for run in drawing.runs if run.cell.kind == "touchpoint"}
    assert (colours["Here"], colours["There"]) == (LIGHT.ink, LIGHT.muted)
    (veil,) = [painted for painted in drawing.shapes if painted.ink.layer is Layer.CURVE and painted.ink.fill]
    there = next(cell.box for cell in drawing.cells if cell.kind == "touchpoint" and cell.of == noted[0])
    assert min(x for x, _ in veil.outline.points) <= there.x
    assert max(x for x, _ in veil.outline.points) >= there.right
    all_holds(drawing)


def test_who_cannot_see_it_is_told_what_is_pale() -> None:
    assert alt(reviewed("Here")).endswith("Pale, because the last two reviews did not confirm it: “There”.")
    told = to_markdown(reviewed("Here")).decode()
    assert told.count("Not confirmed in the last two reviews") == 1
    assert told.index("#### There") < told.index("Not confirmed in the last two reviews")


def test_a_map_that_was_confirmed_is_nowhere_pale() -> None:
    fresh = reviewed("Here", "There")
    assert "confirmed" not in alt(fresh) + str([run.text for run in drawn(fresh).runs])
