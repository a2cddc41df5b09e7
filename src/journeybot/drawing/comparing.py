"""The comparison of two revisions or two personas: their curves over each other, and what became of the touchpoints."""

from dataclasses import replace

from journeybot.comparison import EARLIER, Comparison, Side
from journeybot.drawing.columns import MARGIN, needed
from journeybot.drawing.lanes import actions, changes, emotions, foot, head, stages
from journeybot.drawing.layout import AIR, FOLD
from journeybot.drawing.legs import legs
from journeybot.drawing.page import Page
from journeybot.drawing.parts import divided
from journeybot.drawing.shapes import Drawing
from journeybot.drawing.sheet import Sheet
from journeybot.drawing.theme import Theme
from journeybot.drawing.words import Words
from journeybot.drawing.wrapping import Measure
from journeybot.journey import JourneyMap, Persona


def comparison_layout(comparison: Comparison, look: Theme, *, measure: Measure) -> Drawing:
    """Both sides on one sheet, folded where they are too long."""
    journey, sheet = comparison.both, Sheet()
    words = Words(journey.about.language, journey.about.flavour)
    parts = divided(legs(journey, measure.width))
    wide = max(needed(part) for part in parts)
    pages = [
        Page(journey, look, words, measure, part, wide, number, changes=comparison.changes)
        for number, part in enumerate(parts, 1)
    ]
    top = head.heading(sheet, pages[0], subject(comparison, words), MARGIN) + AIR
    for page in pages:
        top = _part(sheet, page, comparison, top if page is pages[0] else top + FOLD)
    bottom = foot.draw(sheet, pages[0], top)
    return sheet.drawing(wide, (bottom if bottom > top else top - AIR) + MARGIN, look.ground)


def subject(comparison: Comparison, words: Words) -> str:
    """What is compared, in words."""
    if comparison.revisions:
        later, earlier = editions(comparison, words)
        return words.say("compare.beside", earlier=earlier, later=later)
    names = {persona.key: persona.name for persona in comparison.both.personas}
    first, second = (names[key] for key in comparison.sides[0])
    return words.say("compare.personas", first=first, second=second)


def editions(comparison: Comparison, words: Words) -> tuple[str, str]:
    """What the later side and the earlier one are called: by the number of the revision and its day and, where one is a
    plan and the other is lived, by that, too."""
    numbers, states = comparison.revisions or (0, 0), comparison.states or ("", "")
    unkept = words.say("compare.now"), words.say("compare.now" if any(numbers) else "compare.before")
    names = [words.say("head.revision", number=n) if n else name for n, name in zip(numbers, unkept, strict=True)]
    names = [
        words.say("compare.of", name=name, day=words.day(day)) if day else name
        for name, day in zip(names, comparison.days, strict=True)
    ]
    if states[0] != states[1]:
        told = zip(names, states, strict=True)
        names = [words.say("compare.edition", name=name, state=words.say(f"compare.{state}")) for name, state in told]
    return names[0], names[1]


def _part(sheet: Sheet, page: Page, comparison: Comparison, top: float) -> float:
    """The stages, the touchpoints with what became of them, and a chart for each pair."""
    below = stages.draw(sheet, page, top)
    top = _under(top, below)
    top = _under(top, changes.draw(sheet, page, comparison, top))
    for side in comparison.sides:
        top = _side(sheet, _only(page, comparison, side), comparison, side, top=top)
    return top


def _side(sheet: Sheet, page: Page, comparison: Comparison, side: Side, *, top: float) -> float:
    """What the two do, if they are two people, and how it feels to them."""
    who = ""
    if comparison.revisions:
        who = page.journey.personas[0].name if len(comparison.sides) > 1 else ""
        page = replace(page, journey=_by_revision(page, editions(comparison, page.words)))
    else:
        top = _under(top, actions.draw(sheet, page, top))
    bottom = emotions.draw(sheet, page, top, note=who)
    shifts = comparison.shifts.get(side, {})
    whose = "" if comparison.revisions else " − ".join(persona.name for persona in page.journey.personas)
    return _under(top, changes.differences(sheet, page, shifts, bottom, whose=whose) if bottom > top else top)


def _under(top: float, bottom: float) -> float:
    """Where the next lane begins."""
    return bottom + AIR if bottom > top else top


def _only(page: Page, comparison: Comparison, side: Side) -> Page:
    """The page with the personas of one chart, in the colours that they have on the whole; an earlier side is grey."""
    journey = comparison.of(side)
    shown = [
        replace(persona, colour=page.theme.muted if is_earlier(persona) else page.colours[persona.key])
        for persona in journey.personas
    ]
    return replace(page, journey=replace(journey, personas=tuple(shown)), whole=page.journey.personas)


def _by_revision(page: Page, names: tuple[str, str]) -> JourneyMap:
    """The journey with its two sides called by their revisions."""
    named = [replace(persona, name=names[is_earlier(persona)]) for persona in page.journey.personas]
    return replace(page.journey, personas=tuple(named))


def is_earlier(persona: Persona) -> bool:
    """Whether this is a persona as it was in the earlier revision."""
    return persona.key.endswith(EARLIER)
