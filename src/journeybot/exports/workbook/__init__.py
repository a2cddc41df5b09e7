"""The map as an Excel workbook: an overview, the map at a glance, the curve, and a sheet for each noun."""

from datetime import datetime
from io import BytesIO

import xlsxwriter

from journeybot.exports.contents import Contents
from journeybot.exports.document import as_exported
from journeybot.exports.guarding import legal
from journeybot.exports.tables import tables
from journeybot.exports.workbook.glance import curve, glance
from journeybot.exports.workbook.inks import Inks
from journeybot.exports.workbook.overview import overview
from journeybot.exports.workbook.sheets import fill
from journeybot.journey import JourneyMap
from journeybot.passing import felt
from journeybot.prompt_files import spoken
from journeybot.wording import Wording

_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_MADE_ON = datetime(2000, 1, 1)  # noqa: DTZ001 -- not a time: the same map has to be the same file


def to_xlsx(journey: JourneyMap) -> bytes:
    """The map as a workbook. Whatever was typed is text in it, never a formula or a link."""
    kept = as_exported(journey)
    it, words, many = (
        Contents(kept),
        Wording(spoken(kept.about.language), flavour=kept.about.flavour),
        [table for table in tables(kept)[1:] if table.rows],
    )
    names, data = words.words("exports.sheets"), BytesIO()
    with xlsxwriter.Workbook(data, _SAFE) as book:
        book.set_properties({"title": legal(kept.about.title)[:255], "author": "journeybot", "created": _MADE_ON})
        inks = Inks(book)
        first = book.add_worksheet(words.say("exports.sheets.overview"))
        if kept.stages:
            glance(book.add_worksheet(words.say("exports.sheets.glance")), it, words, inks=inks)
        if felt(kept):
            curve(book, it, words, inks=inks)
        for table in many:
            fill(book.add_worksheet(names[table.kind]), table, words, inks=inks)
        overview(first, it, words, inks=inks, many=many)
    return data.getvalue()
