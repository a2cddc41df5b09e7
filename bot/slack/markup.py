"""Slack's own markup: how typed text is made harmless, and how names and people are marked up.

Slack's markup has no escape character for `*bold*`, `_italic_`, `~struck~` and code. A marker that a person typed and
that could open or close one of them is therefore shown as its look-alike (∗ ˍ ∼ ˋ), which no client takes for markup.
Zero-width characters were the other way; they can count as a word border, which makes markup out of what was none.
Markers inside a word (`order_id`), alone between blanks (`5 * 3`) and in addresses stay as typed. Only messages show
the look-alikes: what is stored, drawn and exported is what was typed.
"""

import re
from datetime import UTC, datetime

from journeybot.wording import Markup

LOOK_ALIKES = {"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"}

_MARKER = re.compile(
    r"""https?://\S+                        # an address
      | (?<=[^\W_])[*_~](?=[^\W_])          # inside a word
      | (?<!\S)[*_~](?!\S)                  # alone between blanks
      | (?P<marker>[*_~`])""",
    re.VERBOSE,
)
_QUOTE = re.compile(r"(?m)^(\s*)&gt;")
_WORD_JOINER = "\u2060"
_PERSON = re.compile(r"[UW][A-Z0-9]+")
_CHANNEL = re.compile(r"[CG][A-Z0-9]+")


def escaped(text: str) -> str:
    """Exactly `&`, `<` and `>` as entities, as docs.slack.dev/messaging/formatting-message-text wants it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def harmless(text: str) -> str:
    """Typed text, fit for a message: it mentions nobody, hides no link and changes no style, not even of what follows.

    Not to be used twice on the same text.
    """
    unstyled = _MARKER.sub(lambda found: LOOK_ALIKES[found[0]] if found["marker"] else found[0], text)
    return _QUOTE.sub(rf"\1{_WORD_JOINER}&gt;", escaped(unstyled))


def bold(text: str) -> str:
    """Harmless text in bold: on one line, with no star of its own."""
    line = " ".join(text.replace("*", LOOK_ALIKES["*"]).split())
    return f"*{line}*" if line else ""


def mention(person: str) -> str:
    """A person by their id; anything that is no id is shown as typed text."""
    return f"<@{person}>" if _PERSON.fullmatch(person) else harmless(f"@{person}")


def channel(key: str) -> str:
    """A channel by its id; anything that is no id is shown as typed text."""
    return f"<#{key}>" if _CHANNEL.fullmatch(key) else harmless(f"#{key}")


def clock(moment: datetime) -> str:
    """A time of day as each reader's own clock shows it; in UTC where a client cannot.
    https://docs.slack.dev/messaging/formatting-message-text#date-formatting"""
    return f"<!date^{int(moment.timestamp())}^{{time}}|{moment.astimezone(UTC):%H:%M} UTC>"


SLACK = Markup(escape=harmless, bold=bold, mention=mention, channel=channel, clock=clock)
"""The markup of Slack's messages."""
