"""Maps inside maps: a file holds all of them, whatever way they are linked, and each format tells them or says it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from subprocess import run
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from journeybot.drawing import draw
from journeybot.exports import FORMATS, Unreadable, read_journey, schema, to_json
from journeybot.exports.document import as_exported, from_document, to_document
from journeybot.inside import depth, every_inside
from journeybot.journey import About, JourneyMap, Persona, Stage, Touchpoint
from journeybot.story import story
from journeybot.wording import Wording
from tests.examples import examples
from tests.exports.maps import maps

VALIDATOR = Draft202012Validator(schema())
EXAMPLE = Path(__file__).parents[2] / "docs/examples/help-line.json"


def small(key: str, *opens: str) -> JourneyMap:
    """A map with a touchpoint for each map that it opens, and one that opens none."""
    links = [Touchpoint(key=f"to-{one}", stage="s", name=f"To {one}", link=one) for one in opens]
    points = (*links, Touchpoint(key="plain", stage="s", name="Plain"))
    stage, persona = Stage(key="s", name="Stage"), Persona(key="p", name="Maya")
    return JourneyMap(
        about=About(key=key, title=f"Map {key}"), personas=(persona,), stages=(stage,), touchpoints=points
    )


def nest(*several: JourneyMap) -> JourneyMap:
    """The first with all the others inside."""
    return replace(several[0], inside=several[1:])


@pytest.fixture(scope="module")
def example() -> JourneyMap:
    return read_journey(EXAMPLE.read_bytes())


@examples(6)
@given(st.data())
def test_any_maps_within_each_other_come_back_as_they_went(data: st.DataObject) -> None:
    several = [replace(data.draw(maps()), about=About(key=f"map-{n}", title=f"{n}")) for n in range(3)]
    linked = [
        replace(one, touchpoints=tuple(replace(t, link=data.draw(st.sampled_from(later))) for t in one.touchpoints))
        for n, one in enumerate(several)
        if (later := [*(f"map-{m}" for m in range(n + 1, 3)), None, "elsewhere"])
    ]
    document = to_document(nest(*linked))
    assert from_document(document) == as_exported(nest(*linked))
    assert to_document(from_document(document)) == document
    VALIDATOR.validate(document)


def test_the_example_is_written_as_journeybot_writes_and_has_two_maps_within_each_other(example: JourneyMap) -> None:
    assert to_json(example) == EXAMPLE.read_bytes()
    assert [one.about.title for one in every_inside(example)] == ["The call to the help line", "The voice menu"]
    assert depth(example) == 3


def test_a_map_that_several_touchpoints_open_is_there_once_with_all_that_it_is_part_of() -> None:
    once = every_inside(nest(small("a", "b", "c"), small("b", "c"), small("c")))
    assert [(one.about.key, one.part_of) for one in once] == [
        ("b", (("Map a", "To b"),)),
        ("c", (("Map b", "To c"), ("Map a", "To c"))),
    ]


def test_whatever_the_links_say_no_map_is_told_inside_itself() -> None:
    round_about = nest(small("a", "b"), small("b", "c", "a"), small("c", "b"))
    assert [one.about.key for one in every_inside(round_about)] == ["b", "c"]
    assert depth(round_about) is None
    told = story(round_about, Wording("en"))
    assert (told.count("journey of its own, Map b"), told.count("journey of its own, Map c")) == (1, 1)


Spoiling = Callable[[dict[str, list[dict[str, Any]]]], object]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda file: file["inside"].append(file["inside"][0]), "$.inside[1].about.key is “b”"),
        (lambda file: file["touchpoints"].pop(0), "no touchpoint in the file opens that map"),
        (lambda file: file["inside"][0]["touchpoints"].append(file["touchpoints"][0] | {"key": "z"}), "in a circle"),
        (lambda file: file["inside"][0].update(format="journeybot/1"), "$.inside[0].format is not something"),
        (lambda file: file["inside"][0]["touchpoints"][0].update(stage="x"), "$.inside[0].touchpoints[0].stage names"),
    ],
    ids=["twice", "not opened", "circle", "field", "loose end"],
)
def test_what_is_wrong_inside_is_told_with_its_place(spoil: Spoiling, said: str) -> None:
    file = json.loads(to_json(nest(small("a", "b"), small("b"))))
    spoil(file)
    with pytest.raises(Unreadable) as caught:
        read_journey(json.dumps(file).encode())
    assert said in str(caught.value)


NESTED = nest(small("a", "b"), small("b", "c"), small("c"))


def test_a_pdf_holds_each_map_on_a_page_that_says_what_it_is_part_of(tmp_path: Path) -> None:
    (tmp_path / "map.pdf").write_bytes(FORMATS["pdf"].make(NESTED))
    text = run(["pdftotext", "-layout", tmp_path / "map.pdf", "-"], capture_output=True, text=True, check=True).stdout
    pages = [" ".join(page.split()) for page in text.split("\f")]
    assert "has a map of its own" in pages[0]
    assert "Map b" in pages[1]
    assert "Part of Map a › To b" in pages[1]
    assert "Part of Map b › To c" in pages[2]


def test_a_pdf_of_one_persona_follows_them_into_the_maps_inside() -> None:
    other = Persona(key="q", name="Noor")
    both = nest(*(replace(one, personas=(*one.personas, other), inside=()) for one in (NESTED, *NESTED.inside)))
    assert draw(both, format="pdf", persona="p").data == draw(NESTED, format="pdf", persona="p").data


@pytest.mark.parametrize("name", ["html", "md"])
def test_pages_and_words_hold_what_is_inside(name: str) -> None:
    text = FORMATS[name].make(NESTED).decode()
    for one in ("A map of its own", "Part of", "Map c"):
        assert text.count(one) >= 2


@pytest.mark.parametrize("name", ["html", "md"])
def test_a_map_that_is_not_at_hand_is_said_to_be_in_another_channel(name: str) -> None:
    text = FORMATS[name].make(small("a", "the-other")).decode()
    assert "map of its own, in another channel" in text


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in {"json", "pdf", "pdf-a3", "html", "md"}])
def test_every_other_format_says_that_maps_inside_are_not_in_it(name: str) -> None:
    assert "inside" in Wording("en").say(FORMATS[name].loses)


def test_the_story_tells_it_in_place_as_the_same_persona_lives_it(example: JourneyMap) -> None:
    lines = story(example, Wording("en"), persona="marta").splitlines()
    at = next(n for n, line in enumerate(lines) if "Help line" in line)
    assert lines[at + 1].startswith("↳ Inside is a journey of its own, The call to the help line:")
    assert lines[at + 4].startswith("↳↳ Inside is a journey of its own, The voice menu:")
    assert not any("serial number" in line for line in lines[at : at + 12]), "she has hung up by then"


def test_the_story_does_not_tell_what_is_in_another_channel(example: JourneyMap) -> None:
    told = story(replace(example, inside=()), Wording("en"), persona="marta")
    assert "↳ What happens inside is told on a map of its own, in another channel." in told
