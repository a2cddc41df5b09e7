"""The small parts that messages, dialogs and pages are made of, each within Slack's limits.

They are the plain dictionaries that Slack is sent: slack_sdk's models of the same take about seven times as long.
"""

from typing import Any

from bot.slack.fitting import fit, pieces
from bot.slack.limits import Most

FULL = 2700
"""Where a section counts as full: a tenth below the limit, as Slack does not say how it counts emoji and entities."""

Part = dict[str, Any]
Block = dict[str, Any]

DIVIDER: Block = {"type": "divider"}


def plain_text(text: str, most: int) -> Part:
    """Text shown as it is, on one line, shortened to `most`."""
    return as_it_is(fit(text, most))


def as_it_is(text: str) -> Part:
    """Text shown as it is, its lines kept."""
    return {"type": "plain_text", "text": text, "emoji": True}


def marked(text: str) -> Part:
    """Text in Slack's markup, in which nothing is turned into a link or a mention that we did not mark up ourselves."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def header(text: str) -> Block:
    """A heading."""
    return {"type": "header", "text": plain_text(text, Most.HEADER)}


def section(text: Part) -> Block:
    """One text."""
    return {"type": "section", "text": text}


def sections(text: str) -> list[Block]:
    """All of a marked-up text, in as many sections as it needs; none if it is blank."""
    return [section(marked(piece)) for piece in pieces(text, FULL)]


def plain_sections(text: str) -> list[Block]:
    """All of a plain text, its lines kept."""
    return [section(as_it_is(piece)) for piece in pieces(text, FULL)]


def small(*texts: str) -> Block:
    """Up to ten small grey texts in a row, marked up."""
    shown = [marked((pieces(text, FULL) or ["…"])[0]) for text in texts[: Most.CONTEXT_ELEMENTS]]
    return {"type": "context", "elements": shown}


def small_plain(text: str) -> Block:
    """A small grey line, shown as it is."""
    return {"type": "context", "elements": [plain_text(text, FULL)]}
