"""The names of curves at their ends: beyond the last column, where nothing else is drawn, or else before the first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from journeybot.drawing import theme
from journeybot.drawing.blocks import Paragraph
from journeybot.drawing.lanes.curve import MARKER, Chart, Curve
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Box
from journeybot.drawing.sheet import Sheet
from journeybot.journey import Key

AIR, LEAST = 5.0, 26.0
"""Between a marker and the name, and how much room a name needs at least."""
LINES = 2
ARTICLE = 3
"""Letters of the longest."""


@dataclass(frozen=True, slots=True)
class End:
    """A name and the height of the point that it belongs to."""

    name: Paragraph
    y: float


def draw(sheet: Sheet, page: Page, drawn: Sequence[Curve], *, chart: Chart) -> frozenset[Key]:
    """Write the names of several curves at their ends, and tell whose; one that begins and ends in the middle has its
    name in the key alone, since others pass there."""
    columns = page.grid.columns
    if len(drawn) < 2 or not columns:
        return frozenset()
    aside = max(abs(curve.shift) for curve in drawn) + MARKER + AIR
    right = columns[-1].centre + aside
    named = _ends(page, drawn, at=-1, room=page.grid.right - right - AIR, chart=chart)
    _write(sheet, named, chart=chart, left=lambda _: right)
    others = [curve for curve in drawn if curve.persona not in named]
    edge = columns[0].centre - aside
    early = _ends(page, others, at=0, room=edge - page.grid.left - AIR, chart=chart)
    _write(sheet, early, chart=chart, left=lambda name: edge - name.width)
    return frozenset((*named, *early))


def _ends(page: Page, drawn: Sequence[Curve], *, at: int, room: float, chart: Chart) -> dict[str, End]:
    """The curves that end in the first or the last column, and not only leave the page there."""
    here = page.grid.columns[at].touchpoint
    way = [touchpoint.key for touchpoint in page.journey.travelled()]
    if here is None or room < LEAST:
        return {}
    found: dict[Key, End] = {}
    for curve in drawn:
        points = [key for key in way if key in curve.felt]
        if points and points[at] == here.key:
            name = _fitting(page, curve, room)
            found |= {curve.persona: End(name, chart.y(curve.felt[here.key].middle))} if name else {}
    return found


def _fitting(page: Page, curve: Curve, room: float) -> Paragraph | None:
    """The name, or else its first word if that is no article, where no word of it has to be broken."""
    for text in (curve.end, *(word for word in curve.end.split()[:1] if len(word) > ARTICLE)):
        name = page.label(text, theme.SMALL_STRONG, curve.colour, widest=room)
        whole = [word for line, _ in name.lines for word in line.split()] == text.split()
        if whole and len(name.lines) <= LINES:
            return name
    return None


def _write(sheet: Sheet, ends: Mapping[Key, End], *, chart: Chart, left: Callable[[Paragraph], float]) -> None:
    """Each at the height of its point, or as near to it as the others leave room."""
    inside = sorted(ends.values(), key=lambda end: end.y)
    tops, floor = [], chart.box.y
    for end in inside:
        tops.append(max(end.y - end.name.height / 2, floor))
        floor = tops[-1] + end.name.height
    ceiling = chart.box.bottom
    for end, top in reversed(list(zip(inside, tops, strict=True))):
        ceiling = min(top, ceiling - end.name.height)
        x = left(end.name)
        with sheet.cell("ending", Box(x, ceiling, end.name.width, end.name.height)):
            end.name.draw(sheet, x, ceiling)
