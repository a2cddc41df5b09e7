"""What we write in a format that can be read back comes back: all of it, but for what the format is said to lose."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given

from journeybot.exports import FORMATS, read_journey
from journeybot.exports.contents import Contents
from journeybot.exports.document import as_exported, to_json
from journeybot.exports.guarding import one_line
from journeybot.exports.imports import IMPORTS, File, bring, kind_of
from journeybot.exports.unreadable import Unreadable
from journeybot.forms import lines
from journeybot.journey import (
    LISTS,
    About,
    Basis,
    Challenge,
    Evidence,
    Improvement,
    JourneyMap,
    Pain,
    Stage,
    Touchpoint,
)
from journeybot.measures import in_order
from tests.examples import examples
from tests.exports import journeys
from tests.exports.nameable import maps, placed
from tests.exports.small import SMALL

LOST: dict[str, Any] = {"colour": "", "review": 0, "confirmed": 0}
"""What a table does not tell, and how it stands then."""

WHOLE = ("json", "csv", "mermaid", "ojf")


def told(journey: JourneyMap) -> JourneyMap:
    """The map as a table can tell it: no tabs, lists of lines, no colours, a series in its order."""
    whole = placed(journey)
    lists: dict[str, Any] = {name: tuple(_told(note) for note in getattr(whole, name)) for name in LISTS.values()}
    return replace(whole, **lists, about=_told(whole.about), five_point=False)


def _told(note: Any) -> Any:
    own = {
        field.name: _text(getattr(note, field.name)) for field in fields(note) if field.name not in {"series", "told"}
    }
    own |= {"series": in_order((_text(when), value) for when, value in note.series)} if hasattr(note, "series") else {}
    own |= {name: nothing for name, nothing in LOST.items() if hasattr(note, name)}
    if isinstance(note, Improvement):
        own["told"] = tuple((at, status, " ".join(_text(said).split())) for at, status, said in note.told)
    own |= {"link": own["link"] or None} if isinstance(note, Touchpoint) else {}
    return replace(note, **own)


def _text(value: Any) -> Any:
    if type(value) is str:
        return value.replace("\t", " ").strip()
    return tuple(line for one in value for line in lines(_text(one))) if isinstance(value, tuple) else value


@examples(25)
@given(maps())
def test_our_own_file_comes_back_whole(journey: JourneyMap) -> None:
    assert read_journey(to_json(journey)) == journey


@examples(25)
@given(maps())
def test_a_table_of_notes_comes_back_but_for_colours(journey: JourneyMap) -> None:
    other = tuple(replace(one, text=f"We could: {one.text}") for one in journey.improvements)
    journey = replace(journey, improvements=other)  # a dot finds what it is on by its words
    # evidence finds a moment by its place
    once = {(moment.persona, moment.touchpoint): moment for moment in journey.moments}
    journey = as_exported(replace(journey, moments=tuple(once.values())))
    assert read_journey(FORMATS["csv"].make(journey)) == as_exported(told(journey))


@examples(25)
@given(maps())
def test_a_diagram_comes_back_with_the_way_and_how_it_feels(journey: JourneyMap) -> None:
    again = read_journey(FORMATS["mermaid"].make(journey))
    assert again.about.title == one_line(journey.about.title)
    assert ways(again) == ways(journey)
    assert felt(again) == felt(journey)


@examples(25)
@given(maps())
def test_an_ojf_file_comes_back_with_the_way_what_is_lived_and_what_hurts(journey: JourneyMap) -> None:
    again = read_journey(FORMATS["ojf"].make(journey))
    assert ways(again) == ways(journey)
    assert felt(again) == felt(journey)
    assert {c.text for c in again.challenges} == {c.text for c in placed(journey).challenges if c.stage}
    assert [stage.milestone for stage in again.stages] == [stage.milestone for stage in journey.stages]


def ways(journey: JourneyMap) -> list[tuple[str, list[str]]]:
    """Every stage with its touchpoints."""
    return [(stage.name, [step.name for step in journey.touchpoints_of(stage.key)]) for stage in journey.stages]


def felt(journey: JourneyMap) -> set[tuple[str, str, int]]:
    """Who feels how where, in whole numbers away from the middle."""
    it = Contents(journey)
    return {
        (persona.name, it.names[step], int(abs(score) + 0.5) * (1 if score > 0 else -1))
        for persona in journey.personas
        for step, score in it.felt(persona).typical.items()
    }


@pytest.mark.parametrize("name", ["csv", "ojf"])
def test_more_than_people_write_by_hand_is_too_much_in_every_format(name: str) -> None:
    crowd = tuple(Challenge(key=f"c{n}", text=f"Pain {n}", stage=SMALL.stages[0].key) for n in range(501))
    with pytest.raises(Unreadable, match="500 is the most"):
        bring(FORMATS[name].make(replace(SMALL, challenges=crowd)))


@pytest.mark.parametrize("name", WHOLE)
def test_each_format_is_known_by_a_look_at_it(name: str) -> None:
    kinds = {"csv": "notes"}
    assert kind_of(File(FORMATS[name].make(SMALL))).name == kinds.get(name, name)


@pytest.mark.parametrize("path", journeys.every())
@pytest.mark.parametrize("name", WHOLE)
def test_every_example_goes_out_and_comes_back(path: Any, name: str) -> None:
    journey = read_journey(path.read_bytes())
    again = read_journey(FORMATS[name].make(journey))
    assert [stage.name for stage in again.stages] == [stage.name for stage in journey.stages]
    assert steps(again) == steps(journey)


def steps(journey: JourneyMap) -> list[str]:
    """The names of the touchpoints in their order, each once."""
    return list(dict.fromkeys(step.name for step in journey.travelled()))


def test_the_kinds_are_those_that_are_told() -> None:
    assert {*IMPORTS} == {"json", "example", "ojf", "mermaid", "notes", "measures", "scores", "lines"}
    assert [one.name for one in IMPORTS.values() if not one.whole] == ["measures", "scores", "lines"]


def test_a_table_carries_what_became_of_an_improvement_and_what_helped_with_its_dots() -> None:
    became = ((1, "doing", "Half | of them"), (2, "done", ""))
    helped = replace(SMALL.challenges[0], pain=Pain.HELPED)
    action = replace(SMALL.improvements[0], told=became, carried=("Sprint 11",))
    lists = {"challenges": (helped, *SMALL.challenges[1:]), "improvements": (action, *SMALL.improvements[1:])}
    whole = replace(SMALL, about=replace(SMALL.about, reviews=2, flavour="retrospective"), **lists)  # type: ignore[arg-type]
    file = FORMATS["csv"].make(whole)
    assert rb"1 | doing | Half \| of them" in file
    back = read_journey(file)
    assert (back.improvements[0].told, back.improvements[0].carried) == (became, ("Sprint 11",))
    assert (back.challenges[0].pain, back.about.reviews, back.about.flavour) == (Pain.HELPED, 2, "retrospective")
    assert len(back.votes) == len(SMALL.votes)
    _, brought = bring(file.replace(b"1 | doing", b"1 | soon"))
    assert [str(one) for one in brought.troubles if "soon" in str(one)]


def test_a_statement_comes_back_to_its_own_place_whatever_else_is_called_the_same() -> None:
    stages = (Stage(key="s1", name="Before"), Stage(key="s2", name="After"))
    steps = (Touchpoint(key="t1", stage="s1", name="Website"), Touchpoint(key="t2", stage="s2", name="Website"))
    statements = tuple(Evidence(key=f"e{on}", on=on, basis=Basis.ASSUMED, text="Slow") for on in ("t1", "t2", "c"))
    journey = JourneyMap(
        about=About(key="map", title="A map"),
        stages=stages,
        touchpoints=steps,
        challenges=(Challenge(key="c", text="Website"),),
        evidence=statements,
    )
    assert read_journey(FORMATS["csv"].make(journey)).evidence == as_exported(journey).evidence
