"""What hurts and what will help, as native tables that go on on the next slide where they are long."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Any

from pptx.util import Pt

from journeybot.drawing.shapes import Box
from journeybot.drawing.theme import LIGHT
from journeybot.exports.contents import marked
from journeybot.exports.deck.board import BOTTOM, LEADING, MARGIN, TOP, WIDE, Para, colour, height_of, set_paragraph
from journeybot.exports.deck.presentation import Deck
from journeybot.exports.deck.topic import Topic
from journeybot.reviews import came_of_it

HEAD = 26.0
SIDE, ABOVE = 6.0, 4.0
SIZE = 10.5
_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The style of a table without any: https://learn.microsoft.com/openspecs/office_standards (No Style, No Grid)."""

MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A table: its title, heads of columns, shares of the width, rows, and its colours."""

    title: str
    heads: Row
    shares: tuple[float, ...]
    rows: Sequence[Row]
    fill: str
    edge: str

    def trimmed(self) -> "Listing":
        """Without the columns in which nothing stands."""
        filled = [any(row[at] for row in self.rows) for at in range(len(self.heads))]
        rows = [tuple(compress(row, filled)) for row in self.rows]
        return replace(
            self, heads=tuple(compress(self.heads, filled)), shares=tuple(compress(self.shares, filled)), rows=rows
        )

    def widths(self) -> list[float]:
        """Of the columns, in points."""
        return [share / sum(self.shares) * (WIDE - 2 * MARGIN) for share in self.shares]


def pains(topic: Topic) -> Listing:
    """Every challenge."""
    labels, it, votes = topic.labels, topic.it, topic.figures.votes
    rows = [
        (
            str(number), topic.short(marked(one), 200), topic.short(one.need, 120),
            topic.short(it.names.get(one.touchpoint or one.stage or "", ""), 60),
            topic.short(", ".join(it.called(one.personas)), 60) or topic.headings["for_all"],
            f"{one.severity}/3" if one.severity else "", str(votes.get(one.key, 0) if votes else ""),
        )
        for number, one in enumerate(topic.journey.challenges, 1)
    ]  # fmt: skip
    heads = ("", topic.headings["pains"], *(labels[n] for n in ("need", "touchpoint", "persona", "severity", "votes")))
    return Listing(topic.headings["pains"], heads, (3, 30, 22, 16, 13, 8, 7), rows, LIGHT.pain, LIGHT.pain_edge)


def last_actions(topic: Topic) -> Listing:
    """What became of the actions of the retrospective before."""
    found, heading = topic.journey.last_actions, topic.headings["last"]
    statuses = topic.words.words("picture.cards")
    rows = [
        (str(number), topic.short(one.text, 200), topic.short(one.owner, 50), statuses[one.status])
        for number, one in enumerate(found, 1)
    ]
    whence = next((topic.short(one.carried[-1], 60) for one in found if one.carried), "")
    title = ": ".join(filter(None, (heading, whence)))
    heads = ("", heading, topic.labels["owner"], topic.labels["became"])
    return Listing(title, heads, (3, 60, 20, 17), rows, LIGHT.panel, LIGHT.muted)


def improvements(topic: Topic) -> Listing:
    """Every improvement, numbered as in the matrix."""
    labels, it = topic.labels, topic.it
    statuses = topic.words.words("improvements.status.options")
    rows = [
        (
            str(number), topic.short(one.text, 200), topic.short("; ".join(it.called(one.challenges)), 150),
            f"{one.impact}/5" if one.impact else "", f"{one.effort}/5" if one.effort else "",
            topic.short(one.owner, 50), topic.p.day(one.due) if one.due else "", statuses[one.status],
            topic.short(came_of_it(one), 150),
        )
        for number, one in enumerate(topic.journey.improvements, 1)
    ]  # fmt: skip
    names = ("answers", "impact", "effort", "owner", "due", "status", "became")
    heads = ("", topic.headings["helps"], *(labels[name] for name in names))
    return Listing(topic.headings["helps"], heads, (3, 28, 27, 7, 7, 12, 11, 10, 22), rows, LIGHT.help, LIGHT.help_edge)


def listed(deck: Deck, listing: Listing) -> None:
    """The table, on as many slides as it needs."""
    listing = listing.trimmed()
    for rows in _pages(listing):
        board = deck.slide(listing.title)
        heights = [_height(listing, row) for row in rows]
        box = Box(MARGIN, TOP, WIDE - 2 * MARGIN, HEAD + sum(heights))
        at = Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height)
        frame = board.slide.shapes.add_table(len(rows) + 1, len(listing.heads), *at)
        _styled(frame, listing)
        _written(frame.table, 0, listing.heads, colours=(listing.edge, LIGHT.on_stage, ""))
        for number, (row, height) in enumerate(zip(rows, heights, strict=True), 1):
            frame.table.rows[number].height = Pt(height)
            _written(frame.table, number, row, colours=(LIGHT.ground, LIGHT.ink, listing.fill))


def _pages(listing: Listing) -> Iterator[list[Row]]:
    page: list[Row] = []
    top = TOP + HEAD
    for row in listing.rows:
        height = _height(listing, row)
        if page and top + height > BOTTOM:
            yield page
            page, top = [], TOP + HEAD
        page.append(row)
        top += height
    if page:
        yield page


def _height(listing: Listing, row: Row) -> float:
    cells = zip(row, listing.widths(), strict=True)
    return max(height_of([Para(cell, SIZE)], width - 2 * SIDE - 1) for cell, width in cells) + 2 * ABOVE + 1


def _styled(frame: Any, listing: Listing) -> None:
    table = frame.table
    look = frame._element.graphic.graphicData.tbl.tblPr  # noqa: SLF001 -- the library chooses one and keeps it
    look.find(f"{MAIN}tableStyleId").text = _PLAIN
    table.horz_banding = False
    for column, width in zip(table.columns, listing.widths(), strict=True):
        column.width = Pt(width)
    table.rows[0].height = Pt(HEAD)


def _written(table: Any, number: int, row: Row, *, colours: tuple[str, str, str]) -> None:
    """Write a row: its ground, its ink, and the ground of every other row."""
    ground, ink, other = colours
    for at, text in enumerate(row):
        cell = table.cell(number, at)
        cell.fill.solid()
        cell.fill.fore_color.rgb = colour(other if other and number % 2 else ground)
        cell.margin_left = cell.margin_right = Pt(SIDE)
        cell.margin_top = cell.margin_bottom = Pt(ABOVE)
        para = Para(text, SIZE, ink, bold=number == 0 or at == 1)
        set_paragraph(cell.text_frame.paragraphs[0], para, " ".join(text.split()))
        cell.text_frame.paragraphs[0].line_spacing = Pt(SIZE * LEADING)
