"""Every way in: all by which a person can make something happen, each with the rule that stands before it."""

from dataclasses import dataclass
from enum import StrEnum

from journeybot.commands import COMMANDS, ONLY_PRESSED, OWN_FORMS
from journeybot.ports import Showable
from journeybot.steps import DIALOGS


class Way(StrEnum):
    """How somebody comes in; `shown` is what they asked for earlier, when a worker comes to post it."""

    TYPED = "typed"
    PRESSED = "pressed"
    SENT = "sent"
    CHOSEN = "chosen"
    QUOTED = "quoted"
    HOME = "home"
    SHOWN = "shown"


COMES_BY = {
    "command": Way.TYPED,
    "press": Way.PRESSED,
    "submit": Way.SENT,
    "choose": Way.CHOSEN,
    "quote": Way.QUOTED,
    "home": Way.HOME,
    "may_be_shown": Way.SHOWN,
}
"""The facilitator's methods by which a person, or what a person asked for, comes in."""


@dataclass(frozen=True, slots=True)
class Door:
    """One way in to one thing: a command, a dialog, a kind of showing. `rule` is its name in `permissions.RULES`."""

    way: Way
    name: str
    rule: str


def doors() -> tuple[Door, ...]:
    """All of them, made from the tables that the facilitator itself goes by."""
    typed = (Door(Way.TYPED, name, name) for name in COMMANDS if name not in ONLY_PRESSED)
    pressed = (Door(Way.PRESSED, name, name) for name in COMMANDS)
    sent = (Door(Way.SENT, name, name) for name in (*DIALOGS, *OWN_FORMS))
    chosen = (Door(Way.CHOSEN, name, name) for name, dialog in DIALOGS.items() if dialog.anew)
    shown = (Door(Way.SHOWN, kind, "shown") for kind in Showable)
    return (
        *typed,
        *pressed,
        *sent,
        *chosen,
        Door(Way.QUOTED, "quote", "quote"),
        Door(Way.HOME, "home", "home"),
        *shown,
    )
