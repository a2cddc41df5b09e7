"""Brings in what a team has already: every kind of file there is, each told by a look at it."""

from collections.abc import Callable
from dataclasses import replace

from journeybot.exports import example_format, shape
from journeybot.exports.document import from_document
from journeybot.exports.example_format import from_example
from journeybot.exports.imports import lines, measures, mermaid, notes, ojf, scores
from journeybot.exports.imports.brought import HERE, Brought, File, Import
from journeybot.exports.imports.documents import must_not_be_too_many
from journeybot.exports.imports.mentions import without_mentions
from journeybot.exports.imports.opening import LATIN_1
from journeybot.exports.unreadable import Unreadable
from journeybot.journey import About, JourneyMap

__all__ = ["HERE", "IMPORTS", "Brought", "File", "Import", "bring", "kind_of"]

JSON = {"json", "example", "ojf"}
"""Kinds that are JSON; the others never are."""

NOTHING = JourneyMap(about=About(key="journey", title=""))
"""The map into which a file is brought that holds a whole one."""


def _says(format_: str) -> Callable[[File], bool]:
    return lambda file: file.document.get("format") == format_


def _document(file: File, _into: JourneyMap) -> Brought:
    journey = from_document(file.document)
    inside = (("import.remarks.inside", dict[str, object](count=len(journey.inside))),) if journey.inside else ()
    return Brought(journey=journey, remarks=inside)


def _example(file: File, _into: JourneyMap) -> Brought:
    return Brought(journey=from_example(file.document))


IMPORTS: dict[str, Import] = {
    one.name: one
    for one in (
        Import(name="json", whole=True, fits=_says(shape.FORMAT), read=_document),
        Import(name="example", whole=True, fits=_says(example_format.FORMAT), read=_example),
        Import(name="ojf", whole=True, fits=ojf.fits, read=ojf.read, lossy=True),
        Import(name="mermaid", whole=True, fits=mermaid.fits, read=mermaid.read, lossy=True),
        Import(name="notes", whole=True, fits=notes.fits, read=notes.read),
        Import(name="measures", whole=False, fits=measures.fits, read=measures.read),
        Import(name="scores", whole=False, fits=scores.fits, read=scores.read),
        Import(name="lines", whole=False, fits=lines.fits, read=lines.read),
    )
}
"""Every kind of file that can be brought in, in the order in which it is looked whether a file is one."""


def kind_of(file: File) -> Import:
    """The kind of a file. Raises Unreadable: `newer`, `not_a_journey`, `no_kind`."""
    fitting = (one for one in IMPORTS.values() if one.fits(file) and (not file.is_json or one.name in JSON))
    found = next(fitting, None)
    if found:
        return found
    if not file.is_json:
        raise Unreadable("no_kind")
    said = file.document.get("format")
    if isinstance(said, str) and said.startswith("journeybot/"):
        raise Unreadable("newer", found=said, expected=shape.FORMAT)
    raise Unreadable("not_a_journey", expected=f'{{"format": "{shape.FORMAT}"')


def bring(data: bytes, into: JourneyMap = NOTHING) -> tuple[Import, Brought]:
    """What a file comes to, for a map that it may name things of. Raises Unreadable where nothing of it can be read;
    what is wrong in single places is among the troubles."""
    file = File(data)
    kind = kind_of(file)
    try:
        found = kind.read(file, into)
    except Unreadable as error:
        return kind, Brought(journey=replace(NOTHING, about=into.about), troubles=error.each())
    must_not_be_too_many(found.journey)
    latin = (("import.remarks.latin", dict[str, object]()),) if file.encoding == LATIN_1 else ()
    return kind, replace(found, journey=without_mentions(found.journey), remarks=(*found.remarks, *latin))
