"""The file in OpenJourney Format has what the format's page asks for, and says as much of the map as it can."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from journeybot.exports import example_journey
from journeybot.exports.ojf import to_ojf
from journeybot.journey import JourneyMap
from tests.exports.maps import maps
from tests.exports.small import ORDERS, SMALL, saying

GOLDEN = Path(__file__).parent / "golden" / "small.ojf"
NAMED = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
}
NODE = {
    "type": "object",
    "required": ["stageId", "swimlaneId", "title", "description", "severity"],
    "properties": {
        "title": {"type": "string"},
        "description": {"type": "string"},
        "severity": {"enum": ["low", "medium", "high"]},
        "score": {"type": "number", "minimum": -5, "maximum": 5},
        "isMomentOfTruth": {"type": "boolean"},
        "tags": {"type": "array", "items": {"type": "string"}},
    },
}
AS_ITS_PAGE_HAS_IT = {
    "type": "object",
    "required": ["version", "stages", "swimlanes", "nodes"],
    "properties": {
        "version": {"const": "1.0"},
        "stages": {"type": "array", "items": NAMED},
        "swimlanes": {"type": "array", "items": NAMED},
        "nodes": {"type": "array", "items": NODE},
    },
}
"""The tables of OJF_SPEC.md as a schema; there is none to be had."""


def read(journey: JourneyMap) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(to_ojf(journey))
    Draft202012Validator(AS_ITS_PAGE_HAS_IT).validate(document)
    return document


def test_the_file_is_as_agreed() -> None:
    assert to_ojf(SMALL).decode() == GOLDEN.read_text("utf-8")


@settings(max_examples=12, deadline=None)
@given(maps())
def test_any_map_is_as_the_format_has_it_and_every_node_has_its_place(journey: JourneyMap) -> None:
    document = read(journey)
    stages, lanes = ({one["id"] for one in document[name]} for name in ("stages", "swimlanes"))
    assert {node["stageId"] for node in document["nodes"]} <= stages
    assert {node["swimlaneId"] for node in document["nodes"]} == lanes


def test_feelings_are_stretched_and_put_into_words() -> None:
    node = next(node for node in read(SMALL)["nodes"] if node["title"] == "Reads it")
    assert (node["score"], node["sentiment"]) == (-3.75, "close to dreadful")


def test_every_touchpoint_pain_and_improvement_of_the_example_is_there() -> None:
    journey = example_journey()
    titles = {node["title"] for node in read(journey)["nodes"]}
    assert {t.name for t in journey.touchpoints} <= titles
    assert {c.text for c in journey.challenges if c.touchpoint or c.stage} <= titles


@pytest.mark.parametrize("typed", ORDERS)
def test_any_text_makes_a_file_that_can_be_read(typed: str) -> None:
    read(saying(typed))
