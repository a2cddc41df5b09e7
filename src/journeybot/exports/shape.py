"""The shape of our own format: what may stand in a file, and in which sentence it is refused if it does not fit."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from pydantic_core import ErrorDetails

from journeybot.exports.unreadable import Unreadable, path, together
from journeybot.journey import HIGHEST, KINDS, LISTS, LOWEST, About, Improvement, Note, Score, Vote

FORMAT = "journeybot/1"
KEY = r"[A-Za-z0-9_.:\-]{1,64}"
LABEL = r"participant [1-9][0-9]{0,5}"
COLOUR = r"#[0-9a-fA-F]{6}"
SIGNED: tuple[type[Note], ...] = (Score, Vote)
"""The kinds of note that say who gave them; of all others nobody may know."""
EXPORTED = r"[0-9a-f]{16}"
"""The key of one of those in our files, made of what the file tells; one that was brought in keeps it."""

RANGES: dict[tuple[str, str], tuple[int, int]] = {
    ("score", "value"): (LOWEST, HIGHEST),
    ("touchpoint", "importance"): (1, 5),
    ("challenge", "severity"): (1, 3),
    ("improvement", "impact"): (1, 5),
    ("improvement", "effort"): (1, 5),
    ("persona", "age"): (0, 150),
}
"""Whole numbers by kind and field: the least and the most."""

LAST = "last_actions"
"""What became of the actions of the retrospective before: read by people and drawn, brought into no map."""

SHAPE = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
ONE_MAP: dict[str, Any] = {
    "about": (About, ...),
    "participants": (int, 0),
    "as_of": (date | None, None),
    "five_point": (bool, False),
    **{LISTS[word]: (tuple[kind, ...], ()) for word, kind in KINDS.items()},  # type: ignore[valid-type]
    LAST: (tuple[Improvement, ...], ()),
}
"""What is said of each map in a file, the one that it is about and those inside it."""

INSIDE = "inside"
Inside: type[BaseModel] = create_model("Inside", __config__=SHAPE, **ONE_MAP)
FIELDS: dict[str, Any] = {
    "format": (Literal["journeybot/1"], ...),
    **ONE_MAP,
    INSIDE: (tuple[Inside, ...], ()),  # type: ignore[valid-type]
}
Document: type[BaseModel] = create_model("Document", __config__=SHAPE, **FIELDS)
"""A file of our format, without the figures: those are for readers and never read back."""

_KINDS_OF_TYPE = {
    "string_type": "text",
    "int_type": "whole_number",
    "int_from_float": "whole_number",
    "float_type": "number",
    "finite_number": "number",
    "bool_type": "truth",
    "tuple_type": "list",
    "model_type": "object",
    "dataclass_type": "object",
}


def parsed(text: str) -> BaseModel:
    """The file as values. Raises Unreadable, naming the first place that will not do."""
    try:
        return Document.model_validate_json(text)
    except ValidationError as error:
        raise _unreadable(error) from error


def _unreadable(error: ValidationError) -> Unreadable:
    return together([_at(one) for one in error.errors(include_url=False)])


def _at(error: ErrorDetails) -> Unreadable:
    place, kind = path(error["loc"]), error["type"]
    if kind == "missing":
        if "series" in error["loc"]:
            return Unreadable("wrong", where=path(error["loc"][:-1]), kind="pair")
        return Unreadable("missing", where=place)
    if kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        return Unreadable("unknown", where=place)
    if kind in {"enum", "literal_error"}:
        return Unreadable("not_offered", where=place, expected=error["ctx"]["expected"].replace("'", ""))
    if kind.startswith("date"):
        return Unreadable("not_a_date", where=place)
    return Unreadable("wrong", where=place, kind=_KINDS_OF_TYPE.get(kind, "list"))
