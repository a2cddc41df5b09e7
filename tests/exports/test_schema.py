"""The JSON Schema says the same as the reader, and explains every entry."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator, ValidationError

from journeybot.exports import Unreadable, example_journey, read_journey, schema
from journeybot.exports.document import from_document, to_document
from journeybot.journey import JourneyMap
from tests.examples import examples
from tests.exports import journeys
from tests.exports.maps import maps

VALIDATOR = Draft202012Validator(schema())


def test_it_is_a_proper_schema_of_the_draft_it_names() -> None:
    Draft202012Validator.check_schema(schema())
    assert schema()["$schema"].endswith("2020-12/schema")


@examples(15)
@given(maps())
def test_every_export_is_as_the_schema_says(journey: JourneyMap) -> None:
    VALIDATOR.validate(to_document(journey))


@pytest.mark.parametrize("path", journeys.every())
def test_every_import_can_be_exported_as_the_schema_says(path: Any) -> None:
    VALIDATOR.validate(to_document(read_journey(path.read_bytes())))


def test_every_entry_is_explained() -> None:
    told = schema()
    kinds = [told, *(kind for name, kind in told["$defs"].items() if name in {"About", "Persona", "Score", "Measure"})]
    for kind in kinds:
        for name, entry in kind["properties"].items():
            assert entry.get("description"), name
            assert entry["title"]


SLIPS: list[tuple[str, Any]] = [
    ("format", "journeybot/9"),
    ("about.title", 3),
    ("about.state", "yesterday"),
    ("about.colour", "red"),
    ("personas.0.age", 151),
    ("personas.0.colour", "red"),
    ("personas.0.position", 4),
    ("stages.0.author", "U024BE7LH"),
    ("stages.0.key", "no spaces please"),
    ("touchpoints.0.importance", 6),
    ("touchpoints.0.moment_of_truth", "yes"),
    ("scores.0.value", 3),
    ("scores.0.author", "Marta"),
    ("challenges.0.severity", 0),
    ("improvements.0.effort", "2"),
    ("measures.0.series", [["2026"]]),
    ("measures.0.better", "up"),
]


@pytest.mark.parametrize(("where", "value"), SLIPS, ids=[where for where, _ in SLIPS])
def test_what_the_schema_refuses_the_reader_refuses(where: str, value: Any) -> None:
    document = to_document(example_journey())
    *way, last = (int(part) if part.isdigit() else part for part in where.split("."))
    place: Any = document
    for part in way:
        place = place[part]
    place[last] = value
    with pytest.raises(ValidationError):
        VALIDATOR.validate(document)
    if where != "format":
        with pytest.raises(Unreadable, match=str(last)):
            from_document(document)


def test_what_may_be_left_out_may_be_left_out_for_both() -> None:
    small = {"format": "journeybot/1", "about": {"key": "m", "title": "Only a title"}}
    VALIDATOR.validate(small)
    assert from_document(small).about.title == "Only a title"


def test_empty_values_may_be_written_out() -> None:
    document = to_document(replace(example_journey(), as_of=None))
    document["as_of"] = None
    document["personas"][0]["age"] = None
    VALIDATOR.validate(document)
    assert from_document(document).personas[0].age is None


def test_the_schema_is_plain_json() -> None:
    assert json.loads(json.dumps(schema())) == schema()
    assert "U024" not in "".join(strings(schema()))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
