"""The card of a workshop as one Slack message, small enough to be edited in place for as long as the workshop lasts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.slack.buttons import actions
from bot.slack.fitting import beginning, pieces, shorten
from bot.slack.limits import Most, length
from bot.slack.markup import SLACK
from bot.slack.messages import Message
from bot.slack.parts import FULL, Block, header, sections, small
from bot.slack.words import sentence, word
from journeybot.replies import Button, Card

DONE, HERE, TO_COME = "●", "◉", "○"
"""How a step stands in the strip."""

MOST_BUTTONS = 3 * Most.ACTIONS
MOST_ASKED = 600


def card(shown: Card) -> Message:
    """`text` and `blocks` of the card. A list too long for a section ends by saying how much more there is."""
    lines = _lines(shown)
    return {"text": _text(shown, lines), "blocks": [*_blocks(shown, lines)]}


def _blocks(shown: Card, lines: str) -> Iterator[Block]:
    yield header(shown.title)
    steps = [_step(shown, number, name) for number, name in enumerate(shown.steps, 1)]
    yield small(SLACK.bold(_where(shown)), *steps)
    if shown.situation.strip():
        yield small(beginning(shown.situation, MOST_ASKED))
    yield from sections(_question(shown))
    yield from sections(lines)
    for at, row in enumerate(shown.rows):
        yield from sections(row.text)
        yield from _buttons(f"row.{at}", list(row.buttons))
    told = [part for part in (SLACK.escape(shown.progress), shown.timing) if part.strip()]
    if told:
        yield small(*told)
    if shown.away:
        yield small(shown.away)
    yield from _buttons("buttons", [_as_stands(shown, button) for button in shown.buttons[:MOST_BUTTONS]])
    if shown.leading:
        yield small(word("card.leading", shown.language))
        yield from _buttons("leading", list(shown.leading[:MOST_BUTTONS]))


def is_of_card(action: Mapping[str, Any]) -> bool:
    """Whether what was pressed stands on a card, as `_buttons` has named its rows."""
    return bool(re.fullmatch(r"(row\.\d+|buttons|leading)\.\d+", str(action.get("block_id"))))


def _buttons(row: str, buttons: list[Button]) -> Iterator[Block]:
    """Under ids that stay from one edit to the next: a press that meets an edit on its way still finds its button."""
    names = [button.command for button in buttons]
    numbers = iter([names[:at].count(name) for at, name in enumerate(names)])
    for number, block in enumerate(actions(buttons, numbers)):
        yield {**block, "block_id": f"{row}.{number}"}


def _as_stands(shown: Card, button: Button) -> Button:
    """A closed card has nothing that stands out."""
    return button if shown.open else replace(button, style="")


def _step(shown: Card, number: int, name: str) -> str:
    harmless = SLACK.escape(shorten(name, 40))
    if number == shown.number and shown.open:
        return f"{HERE} {SLACK.bold(harmless)}"
    return f"{DONE if number <= shown.number else TO_COME} {harmless}"


def _lines(shown: Card) -> str:
    kept: list[str] = []
    for line in shown.lines:
        if length("\n".join([*kept, line])) > FULL:
            break
        kept.append(line)
    left = len(shown.lines) - len(kept)
    return "\n".join([*kept, sentence("more", language=shown.language, n=left)] if left else kept)


def _question(shown: Card) -> str:
    """The question in bold, what helps to answer it behind."""
    question, mark, help_ = " ".join(shown.question.split()).partition("? ")
    asked = SLACK.bold(SLACK.escape(shorten(question + mark.strip(), MOST_ASKED)))
    return f"{asked} {SLACK.escape(shorten(help_, MOST_ASKED))}".strip() if shown.open else SLACK.escape(shown.question)


def _where(shown: Card) -> str:
    if not shown.open:
        return word("card.closed", shown.language)
    return sentence("card.step", language=shown.language, number=shown.number, count=len(shown.steps))


def _text(shown: Card, lines: str) -> str:
    """All the words of the card, for screen readers and notifications."""
    here = shown.steps[shown.number - 1 : shown.number] if shown.open else ()
    above = [shorten(shown.title, Most.HEADER), ": ".join([_where(shown), *here]), shorten(shown.question, MOST_ASKED)]
    said = [
        *map(SLACK.escape, above),
        shown.situation,
        lines,
        *(row.text for row in shown.rows),
        SLACK.escape(shorten(shown.progress, MOST_ASKED)),
        shown.timing,
        shown.away,
    ]
    return pieces("\n".join(part for part in said if part.strip()), Most.MESSAGE_TEXT - 100)[0]
