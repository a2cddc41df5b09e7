"""What is new, gone or moved between two revisions, and by how much it feels better or worse."""

from dataclasses import replace

from journeybot.comparison import EARLIER, LATER, Change, changes, compared_personas, compared_revisions
from journeybot.journey import JourneyMap
from tests.pictures.build import Builder


def journey(*stages: tuple[str, ...], scores: dict[str, str] | None = None) -> JourneyMap:
    """Stages of touchpoints, each called by a letter that is its key; one persona, and its scores by touchpoint."""
    b = Builder("Letters")
    ana = b.persona("Ana")
    for stage in stages:
        b.stage("Stage")
        for letter in stage:
            b.touchpoint(letter)
    built = b.map()
    keys = {touchpoint.key: touchpoint.name for touchpoint in built.touchpoints}
    named = replace(built, touchpoints=tuple(replace(t, key=keys[t.key]) for t in built.touchpoints))
    given = Builder("Scored", notes={})
    for letter, values in (scores or {}).items():
        given.moment(ana, letter, f"does {letter}", thought="hm", scores=values)
    felt = given.map()
    return replace(named, moments=felt.moments, scores=felt.scores)


def test_what_stays_where_it_was_has_not_changed() -> None:
    assert changes(journey(("a", "b"), ("c",)), journey(("a", "b"), ("c",))) == {}


def test_new_gone_and_moved() -> None:
    earlier, later = journey(("a", "b", "c"), ("d",)), journey(("a", "c", "x"), ("b",))
    assert changes(earlier, later) == {"x": Change.NEW, "d": Change.GONE, "b": Change.MOVED}


def test_of_an_exchange_one_has_moved_and_what_stands_between_has_not() -> None:
    assert changes(journey(("a", "b", "c")), journey(("c", "a", "b"))) == {"c": Change.MOVED}


def test_another_stage_is_a_move_even_in_the_same_order() -> None:
    assert changes(journey(("a", "b"), ("c",)), journey(("a",), ("b", "c"))) == {"b": Change.MOVED}


def test_both_hold_everything_of_either_and_what_is_gone_where_it_was() -> None:
    found = compared_revisions(journey(("a", "b", "c")), journey(("x", "a", "c"))).both
    assert [touchpoint.name for touchpoint in found.travelled()] == ["x", "a", "b", "c"]
    both = compared_revisions(journey(("p", "q", "a", "b", "c")), journey(("a", "x"))).both
    assert "".join(touchpoint.name for touchpoint in both.travelled()) == "pqabcx", "each after what it used to follow"


def test_a_shift_is_the_difference_of_the_medians_where_both_were_scored() -> None:
    earlier = journey(("a", "b", "c"), scores={"a": "-1 -1 2", "b": "0"})
    later = journey(("a", "b", "c"), scores={"a": "1", "c": "2"})
    found = compared_revisions(earlier, later)
    (side,) = found.sides
    assert side == ("persona-1" + LATER, "persona-1" + EARLIER)
    assert found.shifts[side] == {"a": 2.0}


def test_a_thought_that_has_not_changed_is_not_said_twice() -> None:
    earlier, later = journey(("a",), scores={"a": "0"}), journey(("a",), scores={"a": "1"})
    found = compared_revisions(earlier, later)
    assert [moment.thought for moment in found.both.moments] == ["hm", ""]
    assert [moment.persona for moment in found.both.moments] == ["persona-1" + LATER, "persona-1" + EARLIER]
    other = replace(later, moments=tuple(replace(moment, thought="Oh") for moment in later.moments))
    assert [moment.thought for moment in compared_revisions(earlier, other).both.moments] == ["Oh", "hm"]


def test_a_persona_that_only_one_revision_knows_stands_alone() -> None:
    earlier, later = journey(("a",)), replace(journey(("a",)), personas=())
    assert compared_revisions(earlier, later).sides == (("persona-1" + EARLIER,),)


def test_two_personas_of_one_map() -> None:
    b = Builder("Two")
    ana, bo, cem = (b.persona(name) for name in ("Ana", "Bo", "Cem"))
    b.stage("One")
    here, there = b.touchpoint("Here"), b.touchpoint("There")
    b.moment(ana, here, scores="2")
    b.moment(bo, here, scores="-1")
    b.moment(bo, there, scores="1")
    b.moment(cem, there, scores="2")
    found = compared_personas(b.map(), ana, bo)
    assert found.shifts == {(ana, bo): {here: 3.0}}
    assert [persona.name for persona in found.of((ana, bo)).personas] == ["Ana", "Bo"]
    assert {score.persona for score in found.of((ana, bo)).scores} == {ana, bo}
    assert found.changes == {}


def test_what_is_on_the_map_but_everybody_passes_by_now_is_gone() -> None:
    b = Builder("Letters")
    ana = b.persona("Ana")
    b.stage("Stage")
    shop = b.touchpoint("Shop")
    earlier = b.map()
    b.absent(ana, shop)
    assert compared_revisions(earlier, b.map()).changes == {shop: Change.GONE}
