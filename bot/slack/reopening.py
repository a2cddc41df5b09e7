"""What opens a dialog again that Slack gave up on: carried by the button that is offered then, whatever it was."""

import json
from dataclasses import astuple, dataclass, replace

from bot.slack.buttons import Pressed
from bot.slack.limits import length

TYPED, SHORTCUT, MESSAGE = "typed", "shortcut", "message"
"""In place of a command: one that was typed, word for word; the shortcut that begins a map; a message of the channel
that somebody wants on it."""

MOST = 1500
"""Of the 2,000 characters that a button may remember, what is left beside a message's author and address."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A message that somebody wants on the map: its words, a mention of who wrote it, its address."""

    text: str
    said_by: str
    link: str


def of_command(typed: str) -> Pressed:
    """What was typed after /journey, as Slack sent it: its words and mentions are read again as they were."""
    return Pressed(command=TYPED, argument=_cut(typed))


def of_shortcut() -> Pressed:
    """The shortcut that begins a map, somewhere."""
    return Pressed(command=SHORTCUT)


def of_message(message: Quoted) -> Pressed:
    """A message."""
    return Pressed(command=MESSAGE, argument=_json(astuple(replace(message, text=_cut(message.text)))))


def message_in(pressed: Pressed) -> Quoted | None:
    """The message that a button remembers, if it is such a button."""
    if pressed.command != MESSAGE:
        return None
    try:
        text, said_by, link = json.loads(pressed.argument)
    except (TypeError, ValueError):
        return None
    return Quoted(str(text), str(said_by), str(link))


def _cut(text: str) -> str:
    """So much of it as fits, however much of it has to be escaped, and escaped once more."""
    while length(_json(_json(text))) > MOST:
        text = text[: len(text) * 3 // 4]
    return text


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
