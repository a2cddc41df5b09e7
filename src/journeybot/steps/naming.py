"""Names that would be there twice: in lists and choices nobody could tell the two apart."""

from collections import Counter
from collections.abc import Iterable

from journeybot.forms import Unusable


def plainly(name: str) -> str:
    """A name as it is compared: whatever its case and its blanks."""
    return " ".join(name.split()).casefold()


def is_taken(name: str, others: Iterable[str]) -> bool:
    """Whether one of the others is called so."""
    return plainly(name) in map(plainly, others)


def must_differ(names: Iterable[str], before: Iterable[str] = (), *, at: str) -> None:
    """Raises Unusable if a name stands there more than once, and oftener than `before`: what came in so by a file or
    by pasting is let be."""
    known, met = Counter(map(plainly, before)), Counter[str]()
    for name in names:
        met[plainly(name)] += 1
        if met[plainly(name)] > max(1, known[plainly(name)]):
            raise Unusable({at: ("named_twice", {"name": name})})
