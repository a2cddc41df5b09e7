"""The head of the picture: title, scenario, what kind of map this is, and the cards of the personas."""

import re

from journeybot.drawing import theme
from journeybot.drawing.blocks import Badge, Block, Card, Mark, Row, Stack, rows
from journeybot.drawing.columns import MARGIN
from journeybot.drawing.lanes.people import persona_dot
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Box, Ink, Layer, circle
from journeybot.drawing.sheet import Sheet
from journeybot.drawing.wrapping import clean
from journeybot.journey import Persona
from journeybot.sequence import RETROSPECTIVE

BETWEEN = 14.0
BESIDE = {1: 420.0, 2: 305.0}
"""Width of a persona's card where they stand beside the title, by how many there are."""
ACROSS = 4
FACE = 32.0
TELLS = ("age", "occupation", "residence", "quote", "goals", "needs")
"""What a persona's card shows beside the name."""
BESIDE_EACH_OTHER = " · "
LEAST_HEAD = 30.0


def draw(sheet: Sheet, page: Page, top: float) -> float:
    """Draw the title with one or two personas beside it, more of them below."""
    personas = _introduced(page)
    width = page.grid.sheet - 2 * MARGIN
    card = BESIDE.get(len(personas), 0.0)
    beside = (card + BETWEEN) * len(personas) if card else 0.0
    title = _title(page, width - beside - BETWEEN)
    with sheet.cell("head", Box(MARGIN, top, width - beside, title.height)):
        title.draw(sheet, MARGIN, top)
    if not personas:
        return top + title.height
    if card:
        return max(
            top + title.height, _cards(sheet, page, personas, x=MARGIN + width - beside + BETWEEN, top=top, width=card)
        )
    top += title.height + BETWEEN
    across = min(ACROSS, len(personas))
    each = (width - BETWEEN * (across - 1)) / across
    for at in range(0, len(personas), across):
        top = _cards(sheet, page, personas[at : at + across], x=MARGIN, top=top, width=each) + BETWEEN
    return top - BETWEEN


def _introduced(page: Page) -> tuple[Persona, ...]:
    """Who gets a card: a team that looks back needs none of itself while it says no more than a name."""
    personas = page.journey.personas
    itself = page.journey.about.flavour == RETROSPECTIVE and len(personas) == 1
    told = [getattr(one, name) for one in personas for name in TELLS]
    return personas if any(told) or not itself else ()


def heading(sheet: Sheet, page: Page, subject: str, top: float) -> float:
    """Draw the title, and under it what this picture is about, without the personas."""
    title = _title(page, page.sheet - 2 * MARGIN, subject=subject)
    with sheet.cell("head", Box(MARGIN, top, page.sheet - 2 * MARGIN, title.height)):
        title.draw(sheet, MARGIN, top)
    return top + title.height


def _title(page: Page, width: float, *, subject: str = "") -> Stack:
    about = page.journey.about
    title = about.title if clean(about.title) else page.words.say("head.untitled")
    blocks: list[Block] = [page.label(title, theme.TITLE, widest=width)]
    if said := (subject or about.scenario).strip():
        blocks.append(page.label(said, theme.LEAD, page.theme.muted, widest=min(width, 640), most=400))
    blocks.append(rows(_facts(page, width), width, gap=14))
    return Stack(tuple(blocks), gap=7)


def _facts(page: Page, width: float) -> list[Block]:
    """State, destination, revision, day and how many took part."""
    journey, say, colours = page.journey, page.words.say, page.theme
    state = page.label(say(f"head.{journey.about.state.value}"), theme.SMALL_STRONG, colours.on_stage)
    facts: list[Block] = [Badge(state, colours.stage[""], pad=8)]
    told = [
        ("destination", journey.about.destination),
        ("people", _people(page)),
        ("clock", page.words.day(journey.as_of) if journey.as_of else ""),
        ("edition", say("head.revision", number=journey.kept) if journey.kept else ""),
        ("map", _whole(page)),
        ("page", say("head.page", number=page.number, of=page.of) if page.of > 1 else ""),
    ]
    for mark, text in told:
        if text.strip():
            words = page.label(text, theme.SMALL, colours.muted, widest=width - 20)
            facts.append(Row((Mark(mark, 9, colours.muted), words), gap=4))
    return facts


def _whole(page: Page) -> str:
    """What this map is part of, if it is inside another."""
    part_of = page.journey.part_of
    if not part_of:
        return ""
    title, touchpoint = (clean(one) or page.words.say("head.untitled") for one in part_of[0])
    return page.words.say("head.part_of", title=title, touchpoint=touchpoint, more=len(part_of) - 1)


def _people(page: Page) -> str:
    number = page.journey.participants
    if number == 1:
        return page.words.say("head.people_one")
    return page.words.say("head.people", number=number) if number else ""


def _cards(sheet: Sheet, page: Page, personas: tuple[Persona, ...], *, x: float, top: float, width: float) -> float:
    insides = [_persona(page, persona, Card.room(width)) for persona in personas]
    height = max(inside.height for inside in insides) + 2 * Card.PAD
    for persona, inside in zip(personas, insides, strict=True):
        colour = page.colours[persona.key]
        card = Card(
            inside=inside, width=width, kind="persona", of=persona.key, fill=page.theme.panel, edge=colour, least=height
        )
        card.draw(sheet, x, top)
        x += width + BETWEEN
    return top + height


def _persona(page: Page, persona: Persona, width: float) -> Block:
    colours = page.theme
    room = width - FACE - 10
    said: list[Block] = [_name(page, persona, room)]
    told = (
        page.words.say("head.age", age=persona.age) if persona.age is not None else "",
        persona.occupation,
        persona.residence,
    )
    facts = " · ".join(clean(part) for part in told if part.strip())
    if facts:
        said.append(page.text(facts, room, theme.SMALL, colour=colours.muted))
    if persona.quote.strip():
        said.append(
            page.text(page.words.say("quote", text=persona.quote), room, theme.QUOTE, colour=page.colours[persona.key])
        )
    blocks: list[Block] = [Stack(tuple(said), gap=2.0)]
    wanted = (("goal", persona.goals), ("need", persona.needs))
    told_of = [(page.words.say(f"head.{word}"), BESIDE_EACH_OTHER.join(texts)) for word, texts in wanted if texts]
    heads = max([LEAST_HEAD, *(page.label(head, theme.SMALL_STRONG, colours.muted).width for head, _ in told_of)])
    lines = [_wanted(page, head, text, widths=(heads, room)) for head, text in told_of]
    if lines:
        blocks.append(Stack(tuple(lines), gap=2.0))
    face = Face(_initials(persona.name), page.colours[persona.key], page)
    return Row((face, Stack(tuple(blocks), gap=5.0)), gap=10, hung=True)


def _name(page: Page, persona: Persona, width: float) -> Block:
    """The name, with the mark that stands for it below where there are several."""
    if len(page.journey.personas) < 2:
        return page.text(persona.name, width, theme.STAGE)
    dot = persona_dot(page, persona.key)
    return Row((page.label(persona.name, theme.STAGE, widest=width - dot.width - 6), dot), gap=6.0)


def _wanted(page: Page, head: str, text: str, *, widths: tuple[float, float]) -> Block:
    """What a persona wants: its heading, in a column as wide as the longest one, and the text beside it."""
    column, room = widths
    told = page.text(head, column, theme.SMALL_STRONG, colour=page.theme.muted)
    return Row((told, page.text(text, room - column - 6, theme.SMALL)), gap=6, hung=True)


def _initials(name: str) -> str:
    """The first letters of up to two words, of what stands before a comma; figures only where there are no letters."""
    called = re.split(r"[,;(]", clean(name).strip(" ,;("))[0]
    words = [[sign for sign in term if sign.isalnum()] for term in called.split()]
    firsts = [next((sign for sign in word if sign.isalpha()), "") for word in words if word]
    return "".join([*filter(None, firsts)][:2] or [word[0] for word in words if word][:2]).upper()


class Face:
    """A persona's initials on a disc of its colour."""

    width = height = FACE

    def __init__(self, initials: str, colour: str, page: Page) -> None:
        self._colour = colour
        self._label = page.label(initials, theme.STAGE, page.over(colour))

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the disc and the letters."""
        sheet.paint(circle(x + FACE / 2, y + FACE / 2, FACE / 2), Ink(fill=self._colour, layer=Layer.MARK))
        self._label.draw(sheet, x + (FACE - self._label.width) / 2, y + (FACE - self._label.height) / 2)
