"""The first sheet: what the map is about, what it comes to, and the way to every other sheet."""

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from journeybot.exports.codes import edition
from journeybot.exports.contents import Contents
from journeybot.exports.guarding import legal
from journeybot.exports.tables import Cell, Table
from journeybot.exports.workbook.inks import Inks
from journeybot.exports.workbook.sheets import height, to_paper, write
from journeybot.figures import figures
from journeybot.story import Phrases
from journeybot.wording import Wording

VALUES = 90
"""Width of the column of values, in characters."""


def overview(sheet: Worksheet, it: Contents, words: Wording, *, inks: Inks, many: list[Table]) -> None:
    """Write the first sheet; `many` are the tables that the others hold."""
    about, names = it.journey.about, words.words("exports.sheets")
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, VALUES)
    sheet.set_row(0, 38)
    write(sheet, (0, 0), about.title, inks=inks, text=inks.title)
    row = _told(sheet, _facts(it, words), 2, inks=inks)
    row = _told(sheet, _outcome(it, words), row + 1, inks=inks)
    sheet.write_string(row + 1, 0, words.say("exports.whats_inside"), inks.heading)
    sheet.write_blank(row + 1, 1, None, inks.heading)
    for at, table in enumerate(many, row + 2):
        name = names[table.kind]
        sheet.write_url(at, 0, f"internal:'{name}'!A1", inks.link, name)
        write(sheet, (at, 1), len(table.rows), inks=inks, text=inks.text)
    end = row + 3 + len(many)
    sheet.merge_range(end, 0, end, 1, words.say("exports.loses.xlsx"), inks.small)
    sheet.set_row(end, 34)
    to_paper(sheet, across=False)


def _told(sheet: Worksheet, facts: Iterator[tuple[str, Cell]], row: int, *, inks: Inks) -> int:
    for label, fact in facts:
        if fact not in (None, ""):
            sheet.write_string(row, 0, label, inks.label)
            write(sheet, (row, 1), fact, inks=inks, text=inks.plain)
            sheet.set_row(row, height([(fact, VALUES)]))
            row += 1
    return row


def _facts(it: Contents, words: Wording) -> Iterator[tuple[str, Cell]]:
    about = it.journey.about
    told: list[tuple[str, Cell]] = [
        ("scenario", about.scenario),
        ("destination", about.destination),
        ("state", words.say(f"exports.states.{about.state}")),
        ("owner", legal(about.owner)),
        ("review_on", words.day(about.review_on) if about.review_on else ""),
        ("participants", str(it.journey.participants or "")),
        ("as_of", words.day(it.journey.as_of) if it.journey.as_of else ""),
        edition(it.journey),
    ]
    labels = words.words("exports.columns")
    yield from ((labels[name], value) for name, value in told)


def _outcome(it: Contents, words: Wording) -> Iterator[tuple[str, Cell]]:
    p, found = Phrases(words, five_point=it.journey.five_point), figures(it.journey)
    for persona in it.journey.personas:
        felt = it.felt(persona)
        if felt.mean is not None and felt.lowest:
            where = p.series(it.called(felt.lowest.touchpoints))
            mood = words.say("exports.mood", mean=p.score(felt.mean), lowest=p.score(felt.lowest.score), where=where)
            yield legal(persona.name), mood
    yield words.say("exports.page.last"), "\n".join(_became(it, words))
    yield words.say("exports.begin_with"), it.names[found.start_with] if found.start_with else ""
    yield words.say("exports.quick_wins"), "\n".join(it.called(found.quick_wins))
    yield words.say("exports.unanswered"), "\n".join(it.called(found.unanswered))


def _became(it: Contents, words: Wording) -> Iterator[str]:
    """What became of the actions of the retrospective before, a line each."""
    statuses = words.words("picture.cards")
    return (f"{legal(one.text)}: {statuses[one.status]}" for one in it.journey.last_actions)
