"""Reads a file that somebody hands us, whatever it is: a journey, or one sentence why it is none."""

import json
import re
from dataclasses import replace
from typing import Any, NoReturn

from journeybot.exports import example_format, shape
from journeybot.exports.document import from_document
from journeybot.exports.example_format import from_example
from journeybot.exports.unreadable import Unreadable, path
from journeybot.forms import clean
from journeybot.journey import JourneyMap

_MENTION = re.compile(r"<@([A-Z0-9]+)>")

LARGEST = 1_000_000
"""Bytes of a file."""
DEEPEST = 20
"""Lists and objects within each other."""
LONGEST_LIST = 500
"""Items of a list that people fill by hand."""
MANY = {"moments", "scores", "evidence", "votes", "responses"}
"""Lists that grow with the number of people; only the size of the file limits them."""


def read_journey(data: bytes) -> JourneyMap:
    """The map in a file of our own format or of `journey-example/1`.

    Raises Unreadable: one sentence that says what is wrong, where, and what to do.
    """
    document = _document(data)
    _measured(document, ())
    if not isinstance(document, dict):
        raise Unreadable("not_a_journey", expected=f'{{"format": "{shape.FORMAT}"')
    readers = {shape.FORMAT: from_document, example_format.FORMAT: from_example}
    found = document.get("format")
    if isinstance(found, str) and found in readers:
        return _without_mentions(readers[found](_cleaned(document)))
    if isinstance(found, str) and found.startswith("journeybot/"):
        raise Unreadable("newer", found=found, expected=shape.FORMAT)
    raise Unreadable("not_a_journey", expected=f'{{"format": "{shape.FORMAT}"')


def _document(data: bytes) -> Any:
    if len(data) > LARGEST:
        raise Unreadable("too_big", kilobytes=-(-len(data) // 1000), most=LARGEST // 1000)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("not_text") from error
    if not text.strip():
        raise Unreadable("empty")
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise Unreadable("not_json", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise Unreadable("too_deep", most=DEEPEST) from error
    except ValueError as error:  # a number of thousands of digits
        raise Unreadable("not_a_number", found="a number of thousands of digits") from error


def _no_number(constant: str) -> NoReturn:
    raise Unreadable("not_a_number", found=constant)


def _measured(value: object, at: tuple[str | int, ...]) -> None:
    if len(at) > DEEPEST:
        raise Unreadable("too_deep", most=DEEPEST)
    if isinstance(value, list):
        if len(value) > LONGEST_LIST and at not in {(name,) for name in MANY}:
            raise Unreadable("too_many", where=path(at), count=len(value), most=LONGEST_LIST)
        for index, one in enumerate(value):
            _measured(one, (*at, index))
    elif isinstance(value, dict):
        for name, one in value.items():
            _measured(one, (*at, name))


def _without_mentions(journey: JourneyMap) -> JourneyMap:
    """A file cannot know who is who here, and must not call people."""
    improvements = tuple(replace(i, owner=_MENTION.sub(r"@\1", i.owner)) for i in journey.improvements)
    about = replace(journey.about, owner=_MENTION.sub(r"@\1", journey.about.owner))
    return replace(journey, about=about, improvements=improvements)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if isinstance(value, dict):
        return {clean(name): _cleaned(one) for name, one in value.items()}
    return value
