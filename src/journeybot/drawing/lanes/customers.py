"""What the customers' curve says beside itself: its name where it ends amid the others, and where it lies farthest from
what we believe."""

from collections.abc import Iterator, Mapping, Sequence

from journeybot.customers import Gap, gaps
from journeybot.drawing import theme
from journeybot.drawing.blocks import Paragraph
from journeybot.drawing.curves import sampled
from journeybot.drawing.lanes.curve import MARKER, Chart, Curve
from journeybot.drawing.page import Page
from journeybot.drawing.readings import stretches, turning_points
from journeybot.drawing.shapes import Box, Ink, Layer, Point, polyline
from journeybot.drawing.sheet import Sheet
from journeybot.journey import Key

AIR, NEAR = 5.0, 2.0
"""Around what is written: at its own point, and at any other."""
ASIDE, TICK = 9.0, 4.0
"""How far the bracket of a gap stands beside the point, and how long its ends are."""
ROOM = 96.0
"""The widest that something is written here, about a column."""


def draw(sheet: Sheet, page: Page, drawn: Sequence[Curve], *, chart: Chart, named: bool) -> None:
    """Mark the widest gap, and write the name of the curve at its end unless it is `named` already. Where others pass
    on all sides, the name stays in the key alone, and the gap in the words about the map."""
    ours = next((curve for curve in drawn if not curve.persona), None)
    if ours is None or len(drawn) < 2:
        return
    taken = [point for curve in drawn for point in _course(page, curve, chart=chart)]
    taken += _gap(sheet, page, ours, chart=chart, taken=taken)
    last = [touchpoint.key for touchpoint in page.journey.travelled() if touchpoint.key in ours.felt][-1]
    here = _centres(page, ours).get(last)
    if named or here is None:
        return
    name, felt = page.label(ours.end, theme.SMALL_STRONG, ours.colour, widest=ROOM), ours.felt[last]
    middle, above, below = chart.y(felt.middle), chart.y(felt.highest), chart.y(felt.lowest)
    right = here + MARKER + AIR
    sides = [
        (right, middle - name.height / 2),
        (right, middle - name.height - AIR),
        (right, middle + AIR),
        (here - name.width / 2, above - name.height - AIR),
        (here - name.width / 2, below + AIR),
    ]
    if box := _free(name, sides, taken, chart=chart):
        _write(sheet, "ending", name, box)


def _gap(sheet: Sheet, page: Page, ours: Curve, *, chart: Chart, taken: Sequence[Point]) -> list[Point]:
    """A bracket from what we believe to what customers say, where that is farthest, and how far it is; the points that
    this takes up."""
    widest = next(iter(gaps(page.journey)), None)
    here = _centres(page, ours).get(widest.touchpoint) if widest else None
    if widest is None or here is None:
        return []
    said, believed = chart.y(widest.said.level), chart.y(_believed(widest))
    by = page.words.number(round(abs(widest.by), 1))
    label = page.label(page.words.say("emotions.gap", by=by), theme.SMALL, ours.colour, widest=ROOM)
    x, top, bottom = here + ASIDE, min(said, believed), max(said, believed, chart.y(widest.said.low))
    heights = [said + (believed - said) * share - label.height / 2 for share in (0.5, 0.3, 0.7)]
    sides = [(x + AIR, y) for y in heights] + [(here - MARKER - AIR - label.width, y) for y in heights]
    sides += [(here - label.width / 2, top - MARKER - AIR - label.height), (here - label.width / 2, bottom + AIR)]
    box = _free(label, sides, taken, chart=chart)
    if box is None:
        return []
    ends = ((x - TICK, said), (x, said), (x, believed), (x - TICK, believed))
    sheet.paint(polyline(ends), Ink(stroke=ours.colour, width=1.1, layer=Layer.LINE))
    _write(sheet, "gap", label, box)
    corners = [(at, y) for at in (box.x, box.x + box.width / 2, box.right) for y in (box.y, box.bottom)]
    return [*corners, *((x, top + at) for at in range(0, round(abs(said - believed)), 4))]


def _believed(gap: Gap) -> float:
    """The end of what we believe that lies nearer to what customers say."""
    return gap.lowest if gap.by < 0 else gap.highest


def _free(text: Paragraph, sides: Sequence[Point], taken: Sequence[Point], *, chart: Chart) -> Box | None:
    """The first of these places where no curve passes."""
    places = (Box(x, y, text.width, text.height) for x, y in sides)
    return next((box for box in places if _is_free(box, taken, chart.box)), None)


def _is_free(box: Box, taken: Sequence[Point], chart: Box) -> bool:
    inside = chart.x <= box.x and box.right <= chart.right and chart.y <= box.y and box.bottom <= chart.bottom
    left, right, top, bottom = box.x - NEAR, box.right + NEAR, box.y - NEAR, box.bottom + NEAR
    return inside and not any(left <= x <= right and top <= y <= bottom for x, y in taken)


def _write(sheet: Sheet, kind: str, text: Paragraph, box: Box) -> None:
    with sheet.cell(kind, box):
        text.draw(sheet, box.x, box.y)


def _course(page: Page, curve: Curve, *, chart: Chart) -> Iterator[Point]:
    """Points of a curve close together, with the corners of its markers and the ends of its whiskers."""
    centres, way = _centres(page, curve), page.way_of(curve.persona)
    parts = stretches(curve.felt, way) if curve.persona else [[one for one in way if one.key in curve.felt]]
    for part in parts:
        points = [(centres[one.key], chart.y(curve.felt[one.key].middle)) for one in part if one.key in centres]
        yield from sampled(points) if len(points) > 1 else points
        for x, y in points:
            yield from ((x + dx, y + dy) for dx in (-MARKER, MARKER) for dy in (-MARKER, MARKER))
    if curve.persona:
        yield from _led_to_quotes(page, curve, centres, chart=chart)
    else:
        for key in curve.felt.keys() & centres.keys():
            low, high = chart.y(curve.felt[key].lowest), chart.y(curve.felt[key].highest)
            yield from ((centres[key], high + at) for at in range(0, round(low - high) + 1, 4))


def _led_to_quotes(page: Page, curve: Curve, centres: Mapping[Key, float], *, chart: Chart) -> Iterator[Point]:
    """Where thin lines may lead from a turn of the curve to what is said there, over the chart or under it."""
    for key, peak in turning_points(curve.felt, page.way_of(curve.persona)).items():
        if key in centres:
            y = chart.y(curve.felt[key].middle)
            top, bottom = (chart.box.y, y) if peak else (y, chart.box.bottom)
            yield from ((centres[key], top + at) for at in range(0, round(bottom - top) + 1, 4))


def _centres(page: Page, curve: Curve) -> dict[Key, float]:
    """Where a curve passes the columns of this page, by touchpoint."""
    return {one.touchpoint.key: one.centre + curve.shift for one in page.grid.columns if one.touchpoint}
