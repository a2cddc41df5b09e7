"""The progress of a workshop as a small strip: its six steps, which are done, skipped, under way or still to come."""

from journeybot.drawing import theme
from journeybot.drawing.blocks import Block, Mark, Paragraph, Row, Stack
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Box, Drawing, Ink, Layer, polyline
from journeybot.drawing.sheet import Sheet
from journeybot.drawing.theme import Theme
from journeybot.drawing.words import Words
from journeybot.drawing.wrapping import Measure
from journeybot.journey import JourneyMap
from journeybot.workshop import Step, Workshop

WIDTH, HEIGHT, MARGIN = 720.0, 46.0, 10.0
NOSE, SLIT = 10.0, 3.0
COUNTED = {
    Step.PERSONAS: "persona",
    Step.STAGES: "stage",
    Step.TOUCHPOINTS: "touchpoint",
    Step.MOMENTS: "moment",
    Step.CHALLENGES: "challenge",
    Step.IMPROVEMENTS: "improvement",
    Step.LAST_ACTIONS: "improvement",
}
"""What is counted in each step, as in `Workshop.counts`."""


def progress_layout(workshop: Workshop, look: Theme, *, measure: Measure) -> Drawing:
    """The strip, 720 points wide."""
    page = Page(
        JourneyMap(about=workshop.about), look, Words(workshop.about.language, workshop.about.flavour), measure, ()
    )
    sheet, each = Sheet(), (WIDTH - 2 * MARGIN) / len(workshop.steps)
    for at, step in enumerate(workshop.steps):
        box = Box(MARGIN + at * each, MARGIN, each - SLIT, HEIGHT)
        _step(sheet, page, workshop, step, box=box)
    return sheet.drawing(WIDTH, HEIGHT + 2 * MARGIN, look.ground)


def state(workshop: Workshop, step: Step) -> str:
    """`done`, `skipped`, `now` or `ahead`. A closed workshop is through with all its steps."""
    if step in workshop.skipped:
        return "skipped"
    if not workshop.open or workshop.steps.index(step) + 1 < workshop.number:
        return "done"
    return "now" if step is workshop.step else "ahead"


def _step(sheet: Sheet, page: Page, workshop: Workshop, step: Step, *, box: Box) -> None:
    colours, how = page.theme, state(workshop, step)
    fill = {"done": colours.help_edge, "now": colours.stage[""]}.get(how, colours.panel)
    ink = page.over(fill) if how in {"done", "now"} else colours.muted
    nose, middle = NOSE if step is not workshop.steps[-1] else 0.0, box.middle[1]
    tail = [(box.x + NOSE, middle)] if step is not workshop.steps[0] else []
    right = box.right + nose - SLIT
    points = ((box.x, box.y), (right - nose, box.y), (right, middle), (right - nose, box.bottom), (box.x, box.bottom))
    edge = colours.rule if how in {"ahead", "skipped"} else None
    shape = polyline((*points, *tail), closed=True)
    sheet.paint(shape, Ink(fill=fill, stroke=edge, width=0.8 if edge else 0.0, layer=Layer.CARD))
    room = Box(box.x + NOSE + 5, box.y, box.width - NOSE - 9, box.height)
    words = _words(page, workshop, step, how=how, room=room.width, ink=ink)
    with sheet.cell("step", room, of=step.value):
        words.draw(sheet, room.x, middle - words.height / 2)


def _words(page: Page, workshop: Workshop, step: Step, *, how: str, room: float, ink: str) -> Block:
    number = workshop.counts.get(COUNTED[step], 0)
    told = page.words.say("progress.skipped") if how == "skipped" else page.words.say("progress.count", number=number)
    title: Paragraph = page.text(page.words.say(f"progress.{step.value}"), room, theme.SMALL_STRONG, colour=ink)
    mark: tuple[Block, ...] = (Mark("done", 8, ink),) if how == "done" else ()
    under = Row((*mark, page.label(told, theme.SMALL, ink, widest=room - 14)), gap=3.0)
    return Stack((title, under), gap=1.0)
