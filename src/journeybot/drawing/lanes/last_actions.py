"""What became of the actions of the retrospective before: a line each, before what is agreed now."""

from journeybot.drawing import theme
from journeybot.drawing.blocks import Badge, Card, Row
from journeybot.drawing.lanes.beneath import Maker
from journeybot.drawing.lanes.card_lane import card_lane
from journeybot.drawing.page import Page
from journeybot.drawing.sheet import Sheet
from journeybot.journey import Improvement, Status

GAP = 6.0


def draw(sheet: Sheet, page: Page, top: float) -> float:
    """Draw them on the first page, under the title of the retrospective in which they were agreed."""
    found = page.journey.last_actions if page.number == 1 else ()
    cards = {one.key: _maker(page, one) for one in found}
    whence = next((one.carried[-1] for one in found if one.carried), "")
    title = page.words.say("lanes.last_actions")
    return card_lane(sheet, page, title, cards=cards, kind="last_actions", top=top, whole=whence)


def _maker(page: Page, action: Improvement) -> Maker:
    return lambda width: _card(page, action, width)


def _card(page: Page, action: Improvement, width: float) -> Card:
    """What became of it, and what it was; only what was done stands out."""
    colours, room = page.theme, Card.room(width)
    fill = edge(page, action.status)
    label = page.label(page.words.say(f"cards.{action.status}"), theme.SMALL_STRONG, page.over(fill), widest=room / 2)
    became = Badge(label, fill)
    ink = colours.muted if action.status is Status.DROPPED else colours.ink
    said = page.text(action.text, room - became.width - GAP, theme.BODY, colour=ink)
    inside = Row((became, said), GAP, hung=True)
    return Card(inside=inside, width=width, kind="last_action", of=action.key, fill=colours.panel, edge=fill)


def edge(page: Page, status: Status) -> str:
    """The colour of what became of something."""
    colours = page.theme
    return {Status.DOING: colours.stage["before"], Status.DONE: colours.help_edge}.get(status, colours.muted)
