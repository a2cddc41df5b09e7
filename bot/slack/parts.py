"""The small parts that messages, dialogs and pages are made of, each within Slack's limits."""

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.slack.fitting import fit, pieces
from bot.slack.limits import Most

FULL = 2700
"""Where a section counts as full: a tenth below the limit, as Slack does not say how it counts emoji and entities."""


def plain_text(text: str, most: int) -> PlainTextObject:
    """Text shown as it is, on one line, shortened to `most`."""
    return PlainTextObject(text=fit(text, most), emoji=True)


def marked(text: str) -> MarkdownTextObject:
    """Text in Slack's markup, in which nothing is turned into a link or a mention that we did not mark up ourselves."""
    return MarkdownTextObject(text=text, verbatim=True)


def header(text: str) -> HeaderBlock:
    """A heading."""
    return HeaderBlock(text=plain_text(text, Most.HEADER))


def sections(text: str) -> list[Block]:
    """All of a marked-up text, in as many sections as it needs; none if it is blank."""
    return [SectionBlock(text=marked(piece)) for piece in pieces(text, FULL)]


def plain_sections(text: str) -> list[Block]:
    """All of a plain text, its lines kept."""
    return [SectionBlock(text=PlainTextObject(text=piece, emoji=True)) for piece in pieces(text, FULL)]


def small(*texts: str) -> ContextBlock:
    """Up to ten small grey texts in a row, marked up."""
    return ContextBlock(elements=[marked((pieces(text, FULL) or ["…"])[0]) for text in texts[: Most.CONTEXT_ELEMENTS]])


def small_plain(text: str) -> ContextBlock:
    """A small grey line, shown as it is."""
    return ContextBlock(elements=[plain_text(text, FULL)])


def sent(blocks: Iterable[Block]) -> Sequence[dict[str, object]]:
    """The blocks as they go over the wire. Raises SlackObjectFormationError if one breaks a rule that the SDK knows."""
    return [block.to_dict() for block in blocks]
