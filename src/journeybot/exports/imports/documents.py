"""Takes JSON apart without trusting it: how deep, how long, which numbers; and what of it is text."""

import json
from itertools import product
from typing import Any, NoReturn

from journeybot.exports.shape import INSIDE
from journeybot.exports.unreadable import Unreadable, path
from journeybot.forms import clean
from journeybot.journey import LISTS, JourneyMap

DEEPEST = 20
"""Lists and objects within each other."""
LONGEST_LIST = 500
"""Items of a list that people fill by hand."""
MANY = {"moments", "scores", "evidence", "votes", "responses"}
"""Lists that grow with the number of people; only the size of the file limits them."""
NODES = "nodes"
"""A list of OJF that holds every kind of note; they are counted once they are told apart."""


def document_of(text: str) -> dict[str, Any]:
    """The object in a JSON file, its texts cleaned; empty if it holds something else. Raises Unreadable."""
    try:
        found = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise Unreadable("not_json", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise Unreadable("too_deep", most=DEEPEST) from error
    except ValueError as error:  # a number of thousands of digits
        raise Unreadable("not_a_number", found="a number of thousands of digits") from error
    _measured(found, ())
    return _cleaned(found) if isinstance(found, dict) else {}


def must_not_be_too_many(journey: JourneyMap) -> None:
    """Raises Unreadable where there are more notes of a kind than people write by hand."""
    for one, (word, name) in product((journey, *journey.inside), LISTS.items()):
        count = len(getattr(one, name))
        if name not in MANY and count > LONGEST_LIST:
            raise Unreadable("too_many_notes", what=word, count=count, most=LONGEST_LIST)


def _no_number(constant: str) -> NoReturn:
    raise Unreadable("not_a_number", found=constant)


def _measured(value: object, at: tuple[str | int, ...]) -> None:
    if len(at) > DEEPEST:
        raise Unreadable("too_deep", most=DEEPEST)
    if isinstance(value, list):
        whose = at[2:] if at[:1] == (INSIDE,) else at
        if len(value) > LONGEST_LIST and whose not in {(name,) for name in (*MANY, NODES)}:
            raise Unreadable("too_many", where=path(at), count=len(value), most=LONGEST_LIST)
        for index, one in enumerate(value):
            _measured(one, (*at, index))
    elif isinstance(value, dict):
        for name, one in value.items():
            _measured(one, (*at, name))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if isinstance(value, dict):
        return {clean(name): _cleaned(one) for name, one in value.items()}
    return value
