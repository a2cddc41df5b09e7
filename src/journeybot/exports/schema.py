"""Says to others what a file of our format may hold: its JSON Schema, made from the nouns themselves."""

from collections.abc import Mapping
from typing import Any

from pydantic import create_model

from journeybot.exports.shape import COLOUR, FIELDS, KEY, LABEL, RANGES, SHAPE, SIGNED
from journeybot.figures import Figures
from journeybot.journey import KINDS
from journeybot.wording import Wording

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of our format."""
    words = Wording().words("schema")
    whole = create_model("Journey", __config__=SHAPE, **FIELDS, figures=(Figures | None, None)).model_json_schema()
    kinds = whole["$defs"]
    for word, kind in KINDS.items():
        _as_written(kinds[kind.__name__]["properties"], signed=kind in SIGNED)
        _described(kinds[kind.__name__]["properties"], words, word)
    _described(kinds["About"]["properties"], words, "about")
    for document in (whole, kinds["Inside"]):
        _described(document["properties"], words, "document")
    kinds["Persona"]["properties"]["colour"]["pattern"] = f"^({COLOUR})?$"
    for (word, field), (least, most) in RANGES.items():
        _within(kinds[KINDS[word].__name__]["properties"][field], least, most)
    return {"$schema": DRAFT, **whole, "title": words["title"], "description": words["description"]}


def _as_written(properties: dict[str, Any], *, signed: bool) -> None:
    """What the nouns have and a file has not: places (the order says them) and names."""
    del properties["position"]
    properties["key"]["pattern"] = f"^{KEY}$"
    if signed:
        properties["author"] = {"anyOf": [{"type": "string", "pattern": f"^{LABEL}$"}, {"type": "null"}]}
    else:
        del properties["author"]


def _described(properties: dict[str, Any], words: Mapping[str, str], kind: str) -> None:
    for name, told in properties.items():
        told["title"] = name.replace("_", " ").capitalize()
        told["description"] = words.get(f"{kind}.{name}") or words[f"any.{name}"]


def _within(told: dict[str, Any], least: int, most: int) -> None:
    for one in told.get("anyOf", [told]):
        if one["type"] == "integer":
            one |= {"minimum": least, "maximum": most}
