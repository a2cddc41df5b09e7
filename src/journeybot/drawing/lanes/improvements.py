"""The improvements as cards under what they answer: strategy, impact, effort, who, until when, what became of it."""

from journeybot.drawing import theme
from journeybot.drawing.blocks import Badge, Block, Card, Mark, Row, Stack, Steps, rows
from journeybot.drawing.lanes.beneath import Maker
from journeybot.drawing.lanes.card_lane import card_lane
from journeybot.drawing.lanes.challenges import votes
from journeybot.drawing.lanes.last_actions import edge
from journeybot.drawing.page import Page
from journeybot.drawing.sheet import Sheet
from journeybot.drawing.theme import mixed
from journeybot.drawing.wrapping import clean
from journeybot.journey import Improvement, Status
from journeybot.undertakings import is_overdue


def draw(sheet: Sheet, page: Page, top: float) -> float:
    """Draw them beneath the touchpoint, or under the stage, of the first challenge they answer."""
    cards = {one.key: _maker(page, one) for one in page.journey.improvements if page.holds(one.key)}
    return card_lane(sheet, page, page.words.say("lanes.improvements"), cards=cards, kind="improvements", top=top)


def _maker(page: Page, improvement: Improvement) -> Maker:
    return lambda width: _card(page, improvement, width)


def _card(page: Page, improvement: Improvement, width: float) -> Card:
    room, colours = Card.room(width), page.theme
    blocks: list[Block] = [rows(marks, room)] if (marks := _marks(page, improvement, room)) else []
    blocks.append(page.text(improvement.text, room, theme.BODY))
    if levels := _levels(page, improvement, room):
        blocks.append(rows(levels, room, gap=8.0))
    who = _who(page, improvement)
    if who:
        blocks.append(page.text(who, room, theme.SMALL, colour=colours.muted))
    inside = Stack(tuple(blocks), gap=4.0)
    return Card(
        inside=inside, width=width, kind="improvement", of=improvement.key, fill=colours.help, edge=colours.help_edge
    )


def _marks(page: Page, improvement: Improvement, room: float) -> list[Block]:
    """The challenges it answers, its strategy, and its status once it is no longer just open."""
    colours, say = page.theme, page.words.say
    tags = ", ".join(page.tags[key] for key in improvement.challenges if key in page.tags)
    marks: list[Block] = []
    if tags:
        label = page.label(tags, theme.SMALL_STRONG, colours.muted, widest=room - 13)
        marks.append(Row((Mark("answers", 9, colours.muted), label)))
    if improvement.strategy:
        pale = mixed(colours.help, colours.help_edge, 0.22)
        marks.append(Badge(page.label(say(f"cards.{improvement.strategy.value}"), theme.SMALL, colours.ink), pale))
    if page.journey.as_of and is_overdue(improvement, page.journey.as_of):
        marks.append(Badge(page.label(say("cards.overdue"), theme.SMALL_STRONG, page.over(colours.bad)), colours.bad))
    if improvement.status is not Status.OPEN:
        fill = edge(page, improvement.status)
        marks.append(
            Badge(page.label(say(f"cards.{improvement.status.value}"), theme.SMALL_STRONG, page.over(fill)), fill)
        )
    return marks


def _levels(page: Page, improvement: Improvement, room: float) -> list[Block]:
    colours = page.theme
    pale = mixed(colours.help, colours.help_edge, 0.25)
    dots = page.votes[improvement.key]
    given = [votes(page, dots, room, colours.help_edge)] if dots else []
    levels = (("impact", improvement.impact, colours.help_edge), ("effort", improvement.effort, colours.muted))
    bars: list[Block] = [
        Row(
            (page.label(page.words.say(f"cards.{word}"), theme.SMALL, colours.muted), Steps(value, 5, colour, pale)),
            gap=4.0,
        )
        for word, value, colour in levels
        if value
    ]
    return bars + given


def _who(page: Page, improvement: Improvement) -> str:
    due = page.words.say("cards.due", date=page.words.day(improvement.due)) if improvement.due else ""
    since = page.words.say("cards.since", title=clean(improvement.carried[0])) if improvement.carried else ""
    return " · ".join(part for part in (clean(improvement.owner), due, since) if part)
