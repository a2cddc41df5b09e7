"""What became of the touchpoints between two revisions, and how the feelings of two sides differ."""

from collections.abc import Iterable, Mapping
from statistics import fmean

from journeybot.comparison import Change, Comparison
from journeybot.drawing import theme
from journeybot.drawing.blocks import Badge, Block, rows
from journeybot.drawing.columns import Column
from journeybot.drawing.lanes import frame
from journeybot.drawing.lanes.node import node
from journeybot.drawing.legs import GUTTER
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Box
from journeybot.drawing.sheet import Sheet
from journeybot.journey import Key

GAP = 6.0


def draw(sheet: Sheet, page: Page, comparison: Comparison, top: float) -> float:
    """Draw every touchpoint in one lane, each with what became of it under it."""
    nodes = [node(page, column) for column in page.grid.columns]
    if not nodes:
        return top
    told = [rows(_badges(page, comparison, node.touchpoint.key), node.width, gap=4.0) for node in nodes]
    tallest = max(node.height for node in nodes)
    sheet.used |= {"failed"} if any(node.touchpoint.key in comparison.failed for node in nodes) else set()
    height = frame.PAD + tallest + max(badges.height + GAP if badges.blocks else 0.0 for badges in told) + frame.PAD
    frame.ground(sheet, page, Box(page.grid.left, top, page.grid.width, height))
    for each, badges in zip(nodes, told, strict=True):
        x, y = each.column.centre - each.width / 2, top + frame.PAD + (tallest - each.height) / 2
        each.draw(sheet, page, Box(x, y, each.width, each.height))
        with sheet.cell("change", Box(x, top + frame.PAD + tallest + GAP, each.width, badges.height)):
            badges.draw(sheet, x, top + frame.PAD + tallest + GAP)
    frame.name(sheet, frame.named(page, page.words.say("lanes.touchpoints")), top=top)
    return top + height


def _badges(page: Page, comparison: Comparison, key: Key) -> list[Block]:
    change = comparison.changes.get(key)
    shifts = [of[key] for of in comparison.shifts.values() if key in of]
    mean = fmean(shifts) if shifts and change is not Change.GONE else 0.0
    felt = ("better" if mean > 0 else "worse") if mean and comparison.revisions else ""
    felt = "failed" if key in comparison.failed else felt
    became = "missing" if change is Change.GONE and comparison.planned else change.value if change else ""
    return [badge(page, word) for word in (became, felt) if word]


def badge(page: Page, word: str) -> Badge:
    """What became of a touchpoint, in a word."""
    colours = page.theme
    fill = {
        "new": colours.stage[""],
        "gone": colours.muted,
        "missing": colours.muted,
        "moved": colours.measure_edge,
        "better": colours.good,
        "worse": colours.bad,
        "failed": colours.bad,
    }[word]
    return Badge(page.label(page.words.say(f"compare.{word}"), theme.SMALL_STRONG, page.over(fill)), fill)


def differences(sheet: Sheet, page: Page, shifts: Mapping[Key, float], top: float, *, whose: str = "") -> float:
    """Write under each touchpoint by how much its feeling differs, where it does. Between revisions that is better or
    worse; between people, `whose` says who minus whom, it is neither."""
    differing = list(_felt(page.grid.columns, shifts))
    if not differing:
        return top
    height = theme.NAME.line + 2 * GAP
    words = page.text(whose or page.words.say("compare.difference"), frame.ROOM, theme.SMALL, colour=page.theme.muted)
    height = max(height, words.height + frame.PAD)
    for column, shift in differing:
        better = page.theme.good if shift > 0 else page.theme.bad
        said = page.words.number(shift)
        label = page.label(f"+{said}" if shift > 0 else said, theme.NAME, page.theme.ink if whose else better)
        with sheet.cell("shift", Box(column.x + GUTTER / 2, top, column.width - GUTTER, height)):
            label.draw(sheet, column.centre - label.width / 2, top + GAP)
    frame.name(sheet, words, top=top - frame.PAD + GAP)
    return top + height


def _felt(columns: Iterable[Column], shifts: Mapping[Key, float]) -> Iterable[tuple[Column, float]]:
    for column in columns:
        shift = shifts.get(column.touchpoint.key, 0.0) if column.touchpoint else 0.0
        if shift:
            yield column, shift
