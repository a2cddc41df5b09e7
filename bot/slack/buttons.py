"""Buttons: what the workshop offers to press, as Block Kit, and what was pressed, read back."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.slack.fitting import shorten
from bot.slack.limits import Most, length
from bot.slack.parts import Block, Part, as_it_is, plain_text
from bot.slack.words import word
from journeybot.replies import Button

PREFIX = "journey:"
"""Every action_id and callback_id of ours begins so."""

STYLES = {"primary", "danger"}

STAYS = "k"
"""In a button's value: the message that it stands under is kept."""


class StaleButton(Exception):
    """A button that is not ours, or of a version that wrote its value differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """What a button said when it was pressed."""

    command: str
    argument: str = ""
    workshop: str = ""
    seen: str = ""


def element(button: Button, number: int) -> Part:
    """One button; `number` tells it from others with the same command in the same message.

    Raises ValueError if what it must remember does not fit into Slack's 2,000 characters.
    """
    return {
        "type": "button",
        "text": plain_text(button.label or button.command, Most.BUTTON),
        "action_id": f"{PREFIX}{button.command}:{number}",
        "value": _value(button),
        **_styled(button),
        **({"confirm": _confirm(button)} if button.confirm.strip() else {}),
    }


def actions(buttons: Sequence[Button], numbers: Iterator[int]) -> list[Block]:
    """Buttons in rows of at most 25."""
    elements = [element(button, next(numbers)) for button in buttons]
    return [
        {"type": "actions", "elements": elements[start : start + Most.ACTIONS]}
        for start in range(0, len(elements), Most.ACTIONS)
    ]


def press_of(action: Mapping[str, Any]) -> Pressed:
    """What an action of a block_actions payload asks for. Raises StaleButton if that cannot be told."""
    if not str(action.get("action_id", "")).startswith(PREFIX):
        raise StaleButton("not a button of ours")
    try:
        told = json.loads(action["value"])
        command, *rest = (told[key] for key in "caws")
    except (KeyError, RecursionError, TypeError, ValueError) as error:
        raise StaleButton("a button with an unreadable value") from error
    if not command or not all(isinstance(part, str) for part in (command, *rest)):
        raise StaleButton("a button with a value of another shape")
    argument, workshop, seen = rest
    return Pressed(command=command, argument=argument, workshop=workshop, seen=seen)


def stays(action: Mapping[str, Any]) -> bool:
    """Whether the message that it was pressed in says something only once, so that no answer may take its place."""
    try:
        return STAYS in json.loads(action["value"])
    except (KeyError, RecursionError, TypeError, ValueError):
        return False


def _value(button: Button) -> str:
    told = {"c": button.command, "a": button.argument, "w": button.workshop, "s": button.seen}
    told |= {STAYS: "y"} if button.stays else {}
    value = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    if length(value) > Most.BUTTON_VALUE:
        raise ValueError(f"the button {button.command} carries {length(value)} characters; Slack takes 2000")
    return value


def _confirm(button: Button) -> Part:
    return {
        "title": plain_text(word("confirm.title", button.language), Most.CONFIRM_TITLE),
        "text": as_it_is(shorten(button.confirm.strip(), Most.CONFIRM_TEXT)),
        "confirm": plain_text(button.label or button.command, Most.CONFIRM_BUTTON),
        "deny": plain_text(word("confirm.deny", button.language), Most.CONFIRM_BUTTON),
        **_styled(button),
    }


def _styled(button: Button) -> Part:
    return {"style": button.style} if button.style in STYLES else {}
