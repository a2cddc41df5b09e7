"""The columns of an event log: those it must have, those it may have, and which heading means which."""

from collections.abc import Iterable, Mapping

from journeybot.analytics.unsound import Uncountable
from journeybot.typed import meanings

NEEDED = ("customer", "time", "touchpoint", "channel")
OPTIONAL = ("stage", "device", "reason", "value")
COLUMNS = (*NEEDED, *OPTIONAL)

ALSO = {
    "customer": (
        "customer id",
        "client",
        "user",
        "user id",
        "visitor",
        "visitor id",
        "kunde",
        "kundin",
        "kundennummer",
    ),
    "time": ("timestamp", "at", "when", "date", "event time", "zeit", "zeitpunkt", "datum"),
    "touchpoint": ("event", "event name", "page", "kontaktpunkt", "berührungspunkt", "ereignis"),
    "channel": ("source", "medium", "kanal"),
    "stage": ("phase", "step"),
    "device": ("gerät",),
    "reason": ("grund", "topic", "anlass"),
    "value": ("revenue", "amount", "umsatz", "betrag", "wert"),
}
"""Headings that are often met, by what they mean."""


def columns_of(headings: Iterable[str], named: Mapping[str, str]) -> dict[str, str]:
    """The heading of each column by its meaning; `named` says it where the heading itself does not. Raises Uncountable:
    `no_such_column`, `columns_missing`."""
    there = tuple(headings)
    wrong = [heading for heading in named.values() if heading not in there]
    if wrong:
        raise Uncountable("no_such_column", found=wrong[0], there=", ".join(there))
    found = dict(named)
    for heading in there:
        meaning = _meaning(heading)
        if meaning and meaning not in found and heading not in named.values():
            found[meaning] = heading
    missing = [column for column in NEEDED if column not in found]
    if missing:
        raise Uncountable("columns_missing", missing=missing, there=", ".join(there))
    return found


def _meaning(heading: str) -> str:
    plain = heading.strip().casefold().replace("_", " ").replace("-", " ")
    if plain in COLUMNS:
        return plain
    return next((column for column, words in ALSO.items() if plain in words), "") or _typed(plain)


def _typed(plain: str) -> str:
    word = meanings("columns").get(plain, "")
    return word if word in COLUMNS else ""
