"""What is wrong and where, as Slack itself points at it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Breach:
    """One broken rule: a JSON pointer (RFC 6901) into the payload, and a sentence."""

    pointer: str
    why: str


def pointer(*path: str | int) -> str:
    """The JSON pointer of a path."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def pointer_to(payload: Any, place: Sequence[str | int]) -> str:
    """The JSON pointer of a place as pydantic names it: with the kind of each part in between, which is left out."""
    path: list[str | int] = []
    here = payload
    for at, step in enumerate(place):
        last = at == len(place) - 1
        if isinstance(here, Mapping) and step not in here and not (last and step != here.get("type")):
            continue
        path.append(step)
        here = _inside(here, step)
    return pointer(*path)


def walk(part: Any, *path: str | int) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The part and everything in it, each with its path."""
    yield path, part
    if isinstance(part, Mapping):
        for key, inner in part.items():
            yield from walk(inner, *path, key)
    elif isinstance(part, list):
        for number, inner in enumerate(part):
            yield from walk(inner, *path, number)


def _inside(here: Any, step: str | int) -> Any:
    if isinstance(here, Mapping):
        return here.get(step)
    if isinstance(here, list) and isinstance(step, int) and step < len(here):
        return here[step]
    return None
