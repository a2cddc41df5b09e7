"""The stages as chevrons, grouped by phase, each with its milestone under its end."""

from itertools import groupby

from journeybot.drawing import theme
from journeybot.drawing.blocks import Mark, Row
from journeybot.drawing.columns import Span
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Box, Ink, Layer, polyline
from journeybot.drawing.sheet import Sheet
from journeybot.drawing.theme import legible

NOSE = 12.0
SLIT = 4.0
PAD = 9.0


def draw(sheet: Sheet, page: Page, top: float) -> float:
    """Draw phases, chevrons and milestones."""
    if not page.grid.spans:
        return top
    top = _phases(sheet, page, top)
    names = [
        page.text(_title(page, s), s.width - NOSE - 18, theme.STAGE, align="centre", colour=page.theme.on_stage)
        for s in page.grid.spans
    ]
    height = max(name.height for name in names) + 2 * PAD
    for at, (span, name) in enumerate(zip(page.grid.spans, names, strict=True)):
        last = at == len(names) - 1
        _chevron(sheet, page, span, top=top, height=height, first=at == 0, last=last)
        box = Box(span.x + (0 if at == 0 else NOSE - 4), top, span.width - (4 if at == 0 else NOSE), height)
        with sheet.cell("stage", box, of=span.stage.key):
            name.draw(sheet, box.x + (box.width - name.width) / 2, top + (height - name.height) / 2)
    return _milestones(sheet, page, top + height)


def _title(page: Page, span: Span) -> str:
    name = span.stage.name
    return name if span.first else page.words.say("stages.continued", name=name)


def _several_phases(page: Page) -> bool:
    return len({stage.phase for stage in page.journey.stages}) > 1


def _named_so(page: Page) -> bool:
    """Whether the stages are called as the phases are, so that each would stand there twice."""
    of_phases = ((one.name, one.phase and page.words.say(f"phases.{one.phase.value}")) for one in page.journey.stages)
    return all(name.strip().casefold() == (phase or "").casefold() for name, phase in of_phases)


def _colour(page: Page, span: Span) -> str:
    """That of its phase; beside others, a stage of which nobody has said when it is looks like none of them."""
    if not _several_phases(page):
        return page.theme.stage[""]
    return page.theme.stage[span.stage.phase.value] if span.stage.phase else page.theme.no_phase


def _readable(page: Page, span: Span) -> str:
    """The colour of a stage, as it can be read on the ground."""
    return legible(_colour(page, span), page.theme.ground, page.theme.ink)


def _phases(sheet: Sheet, page: Page, top: float) -> float:
    """A line over the stages of one phase, and its name."""
    if not _several_phases(page) or _named_so(page):
        return top
    height = theme.SMALL_STRONG.line + 8
    for phase, group in groupby(page.grid.spans, key=lambda span: span.stage.phase):
        spans = list(group)
        if phase is None:
            continue
        box = Box(spans[0].x, top, spans[-1].right - spans[0].x, height)
        colour = _readable(page, spans[0])
        with sheet.cell("phase", box):
            label = page.label(page.words.say(f"phases.{phase.value}").upper(), theme.SMALL_STRONG, colour)
            label.draw(sheet, box.x + 1, top)
            sheet.panel(Box(box.x, box.bottom - 5, box.width, 2), colour, radius=1, layer=Layer.LINE)
    return top + height + 1


def _chevron(sheet: Sheet, page: Page, span: Span, *, top: float, height: float, first: bool, last: bool) -> None:
    left, right, middle = span.x, span.right, top + height / 2
    nose = right if last else right + NOSE - SLIT + 8
    shoulder = nose - NOSE
    tail = [] if first else [(left + NOSE, middle)]
    points = ((left, top), (shoulder, top), (nose, middle), (shoulder, top + height), (left, top + height), *tail)
    sheet.paint(polyline(points, closed=True), Ink(fill=_colour(page, span), layer=Layer.CARD))


def _milestones(sheet: Sheet, page: Page, top: float) -> float:
    colour = page.theme.muted
    flags = [
        (
            span,
            Row(
                (
                    Mark("milestone", 8, _readable(page, span)),
                    page.label(span.stage.milestone, theme.SMALL_STRONG, colour, widest=span.width - 24),
                ),
                hung=True,
            ),
        )
        for span in page.grid.spans
        if span.stage.milestone.strip() and span.last
    ]
    if not flags:
        return top
    height = max(flag.height for _, flag in flags) + 2
    for span, flag in flags:
        with sheet.cell("milestone", Box(span.x, top + 5, span.width, height), of=span.stage.key):
            flag.draw(sheet, span.right - 6 - flag.width, top + 6)
    return top + 5 + height
