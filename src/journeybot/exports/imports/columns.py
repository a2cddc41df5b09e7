"""Which column a heading means, in any language that people type."""

from collections.abc import Iterable

from journeybot.typed import meanings

ALSO = {
    "notes": {"score": "value"},
    "scores": {"value": "score"},
    "measures": {"name": "measure", "text": "measure", "number": "value", "score": "value"},
}
"""By the kind of table: what a heading means there, and nowhere else."""


def columns_of(headings: Iterable[str], kind: str) -> dict[str, str]:
    """The heading of each column by its meaning; the first that means it."""
    found: dict[str, str] = {}
    for heading in headings:
        found.setdefault(_meaning(heading, kind), heading)
    return found


def meant(headings: Iterable[str], kind: str) -> set[str]:
    """What the headings of a table mean, if it is of that kind."""
    return {_meaning(heading, kind) for heading in headings}


def _meaning(heading: str, kind: str) -> str:
    word = meanings("columns").get(heading, heading)
    return ALSO.get(kind, {}).get(word, word)
