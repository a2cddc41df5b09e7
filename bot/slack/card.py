"""The card of a workshop as one Slack message, small enough to be edited in place for as long as the workshop lasts."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from slack_sdk.models.blocks import Block

from bot.slack.buttons import actions
from bot.slack.fitting import pieces, shorten
from bot.slack.limits import Most, length
from bot.slack.markup import SLACK
from bot.slack.messages import Message
from bot.slack.parts import FULL, header, sections, sent, small
from bot.slack.words import sentence, word
from journeybot.replies import Button, Card

DONE, HERE, TO_COME = "●", "◉", "○"
"""How a step stands in the strip."""

MOST_BUTTONS = 3 * Most.ACTIONS


def card(shown: Card) -> Message:
    """`text` and `blocks` of the card. A list too long for a section ends by saying how much more there is."""
    lines = _lines(shown)
    return {"text": _text(shown, lines), "blocks": [*sent(_blocks(shown, lines))]}


def _blocks(shown: Card, lines: str) -> Iterator[Block]:
    yield header(shown.title)
    yield small(_strip(shown))
    yield from sections(SLACK.bold(SLACK.escape(shorten(shown.question, Most.HEADER * 2))))
    yield from sections(lines)
    if shown.progress.strip():
        yield small(SLACK.escape(shown.progress))
    yield from actions([_as_stands(shown, button) for button in shown.buttons[:MOST_BUTTONS]], count())


def _as_stands(shown: Card, button: Button) -> Button:
    """A closed card has nothing that stands out."""
    return button if shown.open else replace(button, style="")


def _strip(shown: Card) -> str:
    """The steps on one line: how far the team is, at a glance."""
    where = sentence("card.step", number=shown.number, count=len(shown.steps)) if shown.open else word("card.closed")
    return "   ".join([SLACK.bold(where), *(_step(shown, number, name) for number, name in enumerate(shown.steps, 1))])


def _step(shown: Card, number: int, name: str) -> str:
    harmless = SLACK.escape(shorten(name, 40))
    if not shown.open or number < shown.number:
        return f"{DONE} {harmless}"
    return f"{HERE} {SLACK.bold(harmless)}" if number == shown.number else f"{TO_COME} {harmless}"


def _lines(shown: Card) -> str:
    kept: list[str] = []
    for line in shown.lines:
        if length("\n".join([*kept, line])) > FULL:
            break
        kept.append(line)
    left = len(shown.lines) - len(kept)
    return "\n".join([*kept, sentence("more", n=left)] if left else kept)


def _text(shown: Card, lines: str) -> str:
    """All the words of the card, for screen readers and notifications."""
    name = shown.steps[shown.number - 1] if 0 < shown.number <= len(shown.steps) else ""
    step = sentence("card.step", number=shown.number, count=len(shown.steps)) if shown.open else word("card.closed")
    said = [shorten(shown.title, Most.HEADER), f"{step}: {name}" if shown.open and name else step]
    said += [shorten(shown.question, Most.HEADER * 2), shorten(shown.progress, Most.HEADER * 2)]
    escaped = [SLACK.escape(part) for part in said if part.strip()]
    return pieces("\n".join([*escaped[:3], lines, *escaped[3:]]), Most.MESSAGE_TEXT - 100)[0]
