"""How it feels: an axis from -2 to +2, a curve for each persona, the disagreement behind it, quotes at the turns."""

from journeybot.drawing import theme
from journeybot.drawing.blocks import Block, Row, Stack, rows
from journeybot.drawing.columns import LABEL
from journeybot.drawing.icons import mouth
from journeybot.drawing.lanes import customers, ends, frame
from journeybot.drawing.lanes.curve import ROOM, STEP, Chart, Curve, Sample, curves, draw_curve
from journeybot.drawing.lanes.quotes import Quotes
from journeybot.drawing.page import FADES, Page
from journeybot.drawing.shapes import Box, Ink, Layer, circle, polyline, rounded
from journeybot.drawing.sheet import Sheet
from journeybot.drawing.words import Words
from journeybot.journey import HIGHEST, LOWEST, JourneyMap

PLOT = (HIGHEST - LOWEST) * STEP + 2 * ROOM
FACE = 19.0
END = 8.0
"""Between the name of the lane and that of the scale's end."""


def draw(sheet: Sheet, page: Page, top: float, note: str = "") -> float:
    """Draw key, axis, bands, curves and quotes; `note` stands under the name of the lane."""
    drawn, here = curves(page), {touchpoint.key for touchpoint in page.touchpoints}
    if not any(here & curve.felt.keys() for curve in drawn):
        why = unseen(page.journey, page.words)
        return _not_shown(sheet, page, top, why) if why and page.number == 1 else top
    grid = page.grid
    quotes, key = Quotes(page, {curve.persona: curve.shift for curve in drawn}), _key(page, drawn)
    strip = key.height + 2 * frame.PAD if key.blocks else 0.0
    words = frame.named(page, page.words.say("lanes.emotions"), note)
    start = top + max(strip + quotes.above, words.height + 2 * frame.PAD - ROOM + END)
    chart = Chart(Box(grid.left, start, grid.width, PLOT))
    with sheet.cell("emotions", Box(grid.left, top, grid.width, start + PLOT + quotes.below - top)) as lane:
        frame.ground(sheet, page, lane)
        _axis(sheet, page, chart, lane)
        if key.blocks:
            with sheet.cell("key", Box(grid.left, top, grid.width, strip)):
                key.draw(sheet, grid.left + frame.PAD, top + frame.PAD)
        for curve in (one for one in drawn if one.persona):
            draw_curve(sheet, page, curve, chart=chart)
        _fade(sheet, page, chart)
        for curve in (one for one in drawn if not one.persona):
            draw_curve(sheet, page, curve, chart=chart)
        named = ends.draw(sheet, page, drawn, chart=chart)
        customers.draw(sheet, page, drawn, chart=chart, named="" in named)
        quotes.draw(sheet, chart.y, above=start, below=chart.box.bottom)
    _faces(sheet, page, chart)
    frame.name(sheet, words, top=top)
    return lane.bottom


def unseen(journey: JourneyMap, words: Words) -> str:
    """Why there are feelings that are not shown; empty if there are none."""
    if journey.hidden:
        return words.say("emotions.hidden", number=journey.hidden)
    return words.say("emotions.alone", number=journey.alone) if journey.alone else ""


def _not_shown(sheet: Sheet, page: Page, top: float, why: str) -> float:
    """Say in place of the curves why there are none."""
    grid = page.grid
    text = page.text(why, grid.width - 2 * frame.PAD, theme.BODY, colour=page.theme.muted)
    words = frame.named(page, page.words.say("lanes.emotions"))
    height = max(text.height, words.height) + 2 * frame.PAD
    with sheet.cell("emotions", Box(grid.left, top, grid.width, height)) as lane:
        frame.ground(sheet, page, lane)
        text.draw(sheet, grid.left + frame.PAD, top + frame.PAD)
    frame.name(sheet, words, top=top)
    return top + height


def _key(page: Page, drawn: list[Curve]) -> Stack:
    """Whose curve is which, where there are several."""
    if len(drawn) < 2 and all(curve.persona for curve in drawn):
        return Stack(())
    room = page.grid.width - 2 * frame.PAD
    names = [page.label(curve.name, theme.SMALL_STRONG, curve.colour, widest=room - 40) for curve in drawn]
    samples = [Sample(curve, page.theme.ground) for curve in drawn]
    entries: list[Block] = [Row(pair, gap=6.0) for pair in zip(samples, names, strict=True)]
    if len(drawn) > 1 and any(not curve.persona for curve in drawn):
        believed = page.label(page.words.say("emotions.team"), theme.SMALL_STRONG, page.theme.muted)
        entries.insert(0, believed)
    return rows(entries, room, gap=22.0)


def _axis(sheet: Sheet, page: Page, chart: Chart, lane: Box) -> None:
    colours, box = page.theme, chart.box
    for upper, lower, tint in ((box.y, chart.y(0), colours.good_tint), (chart.y(0), box.bottom, colours.bad_tint)):
        sheet.panel(Box(box.x, upper, box.width, lower - upper), tint, layer=Layer.TINT)
    for level in range(LOWEST, HIGHEST + 1):
        line = polyline(((box.x, chart.y(level)), (box.right, chart.y(level))))
        sheet.paint(line, Ink(stroke=colours.rule, width=0.5 if level else 1.1, layer=Layer.BAND))
    frame.dividers(sheet, page, lane.y + 6, lane.bottom - 6)


def _fade(sheet: Sheet, page: Page, chart: Chart) -> None:
    """A veil over what the team felt where nobody has confirmed it; what customers say has days of its own."""
    columns = page.grid.columns
    pale = [bool(column.touchpoint and column.touchpoint.key in page.stale) for column in columns]
    for at, column in enumerate(columns):
        if pale[at]:
            right = columns[at + 1].x if any(pale[at + 1 : at + 2]) else column.right
            veil = Box(column.x, chart.box.y, right - column.x, chart.box.height)
            sheet.paint(rounded(veil), Ink(fill=page.theme.ground, opacity=FADES, layer=Layer.CURVE))


def _faces(sheet: Sheet, page: Page, chart: Chart) -> None:
    """A face at each level, its name at both ends."""
    x = chart.box.x - FACE / 2 - 8
    for level in range(LOWEST, HIGHEST + 1):
        _face(sheet, page, x, chart.y(level), level=level)
    for level, word in ((HIGHEST, "best"), (LOWEST, "worst")):
        said = page.words.say(f"emotions.{word}")
        if page.journey.five_point:
            said = page.words.say("emotions.of_five", end=said, figure=page.words.number(page.journey.shown(level)))
        label = page.label(said, theme.SMALL, page.theme.muted, widest=LABEL - 44)
        left, y = x - FACE / 2 - 6 - label.width, chart.y(level) - label.height / 2
        with sheet.cell("end", Box(left, y, label.width, label.height)):
            label.draw(sheet, left, y)


def _face(sheet: Sheet, page: Page, x: float, y: float, *, level: int) -> None:
    left, top = x - FACE / 2, y - FACE / 2
    fill = page.theme.faces[level - LOWEST]
    ink = page.over(fill)
    sheet.paint(circle(x, y, FACE / 2), Ink(fill=fill, layer=Layer.CARD))
    for eye in (0.35, 0.65):
        sheet.paint(circle(left + eye * FACE, top + 0.4 * FACE, 0.06 * FACE), Ink(fill=ink, layer=Layer.MARK))
    sheet.paint(mouth(level).at(left, top, FACE), Ink(stroke=ink, width=1.1, layer=Layer.MARK))
