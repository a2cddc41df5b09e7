"""Who may do what: one table, for commands, buttons and dialogs alike. What is not in it is refused."""

from dataclasses import dataclass
from enum import StrEnum

from journeybot.workshop import Refusal, Workshop


class Role(StrEnum):
    """What somebody must be: anyone who can write in the channel, or a facilitator of its workshop."""

    ANYONE = "anyone"
    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"


@dataclass(frozen=True, slots=True)
class Rule:
    """`needs`: whether there must be an `open` workshop, `any` one (closed will do), or `none` at all."""

    role: Role
    needs: str = "open"


RULES: dict[str, Rule] = {
    "help": Rule(Role.ANYONE, "none"),
    "list": Rule(Role.ANYONE, "none"),
    "start": Rule(Role.ANYONE, "none"),
    "status": Rule(Role.ANYONE, "any"),
    "map": Rule(Role.ANYONE, "any"),
    "matrix": Rule(Role.ANYONE, "any"),
    "story": Rule(Role.ANYONE, "any"),
    "summary": Rule(Role.ANYONE, "any"),
    "export": Rule(Role.ANYONE, "any"),
    "mine": Rule(Role.PARTICIPANT, "any"),
    "add": Rule(Role.PARTICIPANT),
    "persona": Rule(Role.PARTICIPANT),
    "background": Rule(Role.PARTICIPANT),
    "outlook": Rule(Role.PARTICIPANT),
    "stages": Rule(Role.PARTICIPANT),
    "touchpoints": Rule(Role.PARTICIPANT),
    "touchpoint": Rule(Role.PARTICIPANT),
    "weigh": Rule(Role.PARTICIPANT),
    "moment": Rule(Role.PARTICIPANT),
    "score": Rule(Role.PARTICIPANT),
    "challenge": Rule(Role.PARTICIPANT),
    "vote": Rule(Role.PARTICIPANT),
    "improve": Rule(Role.PARTICIPANT),
    "plan": Rule(Role.PARTICIPANT),
    "measure": Rule(Role.PARTICIPANT),
    "evidence": Rule(Role.PARTICIPANT),
    "quote": Rule(Role.PARTICIPANT),
    "edit": Rule(Role.PARTICIPANT),
    "delete": Rule(Role.PARTICIPANT),
    "takeover": Rule(Role.PARTICIPANT, "any"),
    "about": Rule(Role.FACILITATOR),
    "settings": Rule(Role.FACILITATOR),
    "quiet": Rule(Role.FACILITATOR),
    "next": Rule(Role.FACILITATOR),
    "back": Rule(Role.FACILITATOR),
    "skip": Rule(Role.FACILITATOR),
    "reveal": Rule(Role.FACILITATOR),
    "watch": Rule(Role.FACILITATOR),
    "close": Rule(Role.FACILITATOR),
    "reopen": Rule(Role.FACILITATOR, "any"),
}


def must_be_allowed(command: str, person: str, workshop: Workshop | None) -> None:
    """Raises Refusal: `not_for_you` (no rule), `no_workshop`, `closed`, `facilitators_only`."""
    rule = RULES.get(command)
    if rule is None:
        raise Refusal("not_for_you")
    if rule.needs == "none":
        return
    if workshop is None:
        raise Refusal("no_workshop")
    if rule.needs == "open":
        workshop.must_be_open()
    if rule.role is Role.FACILITATOR and person not in workshop.facilitators:
        raise Refusal("facilitators_only", facilitators=workshop.facilitators)


def may_change(person: str, author: str | None, workshop: Workshop) -> bool:
    """Whether somebody may edit or delete a note: their own, or any if they facilitate."""
    return person in workshop.facilitators or (author is not None and author == person)
