"""The challenges as cards: trigger or met, how bad, what it stands on, the need behind it and its votes."""

from collections.abc import Iterable

from journeybot.drawing import theme
from journeybot.drawing.bidi import begins_right
from journeybot.drawing.blocks import Block, Card, Mark, Row, Stack, Steps, rows
from journeybot.drawing.lanes.beneath import Maker
from journeybot.drawing.lanes.card_lane import card_lane
from journeybot.drawing.lanes.evidence import evidence
from journeybot.drawing.lanes.people import persona_dot
from journeybot.drawing.lanes.spot import Spot
from journeybot.drawing.page import Page
from journeybot.drawing.sheet import Sheet
from journeybot.drawing.theme import mixed
from journeybot.journey import Challenge, Key, Pain
from journeybot.sequence import RETROSPECTIVE

MOST_DOTS = 10


def draw(sheet: Sheet, page: Page, top: float) -> float:
    """Draw them under their stages, triggers first."""
    cards = {one.key: _maker(sheet, page, one) for one in page.challenges if page.holds(one.key)}
    return card_lane(sheet, page, page.words.say("lanes.challenges"), cards=cards, kind="challenges", top=top)


def _maker(sheet: Sheet, page: Page, challenge: Challenge) -> Maker:
    return lambda width: _card(sheet, page, challenge, width)


def _card(sheet: Sheet, page: Page, challenge: Challenge, width: float) -> Card:
    room, (fill, edge) = Card.room(width), _colours(page, challenge)
    blocks: list[Block] = [
        rows(_marks(sheet, page, challenge, room), room),
        page.text(challenge.text, room, theme.BODY),
    ]
    if challenge.need.strip():
        blocks.append(_need(page, challenge.need, room))
    inside = Stack(tuple(blocks), gap=4.0)
    return Card(inside=inside, width=width, kind="challenge", of=challenge.key, fill=fill, edge=edge)


def _colours(page: Page, challenge: Challenge) -> tuple[str, str]:
    """Of what hurts, or of what helped."""
    look = page.theme
    return (look.help, look.help_edge) if challenge.pain is Pain.HELPED else (look.pain, look.pain_edge)


def _need(page: Page, need: str, room: float) -> Block:
    """What is needed, behind its label; a need that runs from right to left keeps its own side, under the label."""
    texts = [page.words.say("cards.need", text=need)]
    if begins_right(need):
        texts = [page.words.say("cards.need", text="").strip(), need]
    return Stack(tuple(page.text(text, room, theme.SMALL, colour=page.theme.muted) for text in texts), gap=0.0)


def _marks(sheet: Sheet, page: Page, challenge: Challenge, room: float) -> list[Block]:
    """Its tag, bolt or drop, severity, evidence, the touchpoint's number, for whom it is, and its votes."""
    colours, (_, edge) = page.theme, _colours(page, challenge)
    marks: list[Block] = [
        Mark(challenge.pain.value, 10, edge),
        page.label(page.tags[challenge.key], theme.SMALL_STRONG, colours.muted),
    ]
    if challenge.severity:
        sheet.used.add("severity")
        marks.append(
            Steps(
                challenge.severity,
                3,
                colours.pain_edge,
                mixed(colours.pain, colours.pain_edge, 0.25),
                rising=True,
                height=9.0,
            )
        )
    marks += evidence(page, challenge.key)
    if challenge.touchpoint in page.numbers:
        marks.append(Spot(str(page.numbers[challenge.touchpoint]), page))
    if len(page.journey.personas) > 1:
        marks += _for_whom(sheet, page, challenge.personas)
    if page.votes[challenge.key]:
        marks.append(votes(page, page.votes[challenge.key], room, edge))
    return marks


def _for_whom(sheet: Sheet, page: Page, personas: Iterable[Key]) -> list[Block]:
    dots = tuple(persona_dot(page, key) for key in personas if key in page.colours)
    sheet.used |= {"whom"} if dots else set()
    return [Row(dots, gap=3.0)] if dots else []


def votes(page: Page, number: int, width: float, colour: str) -> Block:
    """A mark each; from so many on, the rest as a number."""
    shown = min(number, MOST_DOTS)
    ticks: list[Block] = [Mark(ballot(page), 7, colour) for _ in range(shown)]
    if number > shown:
        ticks.append(page.label(page.words.say("cards.more_votes", number=number - shown), theme.SMALL_STRONG, colour))
    return rows(ticks, width, gap=2.0)


def ballot(page: Page) -> str:
    """The mark of a vote: looking back, where what is done has a tick, the dot that was placed."""
    return "dot" if page.journey.about.flavour == RETROSPECTIVE else "vote"
