"""Who may do what: one table, for every way in (tests/permissions/doors.py). What is not in it is refused."""

from dataclasses import dataclass
from enum import StrEnum

from journeybot.people import person_in
from journeybot.workshop import Refusal, Workshop


class Standing(StrEnum):
    """How somebody stands to a channel: in it; in it, but of another organisation; not in it; the chat cannot say."""

    INSIDE = "inside"
    VISITING = "visiting"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What somebody must be: anyone in the channel, the same but taking part by it, whoever looks after the map or
    facilitates, or a facilitator."""

    ANYONE = "anyone"
    PARTICIPANT = "participant"
    OWNER = "owner or facilitator"
    FACILITATOR = "facilitator"


@dataclass(frozen=True, slots=True)
class Rule:
    """`needs`: whether there must be an `open` workshop, `any` one (closed will do), or `none` at all. `visitors`:
    whether people of other organisations may, once the facilitators let them. `anywhere`: it is about oneself alone, so
    no channel has a say in it. `begins`: where there is no workshop yet, anybody may, as it begins one."""

    role: Role
    needs: str = "open"
    visitors: bool = False
    anywhere: bool = False
    begins: bool = False


TAKES_PART = Rule(Role.PARTICIPANT, visitors=True)

RULES: dict[str, Rule] = {
    "home": Rule(Role.ANYONE, "any"),
    "shown": Rule(Role.ANYONE, "any"),
    "help": Rule(Role.ANYONE, "none"),
    "list": Rule(Role.ANYONE, "none"),
    "improvements": Rule(Role.ANYONE, "none"),
    "start": Rule(Role.ANYONE, "none"),
    "retrospective": Rule(Role.ANYONE, "none"),
    "begin": Rule(Role.ANYONE, "none"),
    "status": Rule(Role.ANYONE, "any"),
    "map": Rule(Role.ANYONE, "any"),
    "matrix": Rule(Role.ANYONE, "any"),
    "sheet": Rule(Role.ANYONE, "any"),
    "story": Rule(Role.ANYONE, "any"),
    "summary": Rule(Role.ANYONE, "any"),
    "check": Rule(Role.ANYONE, "any"),
    "export": Rule(Role.ANYONE, "any"),
    "share": Rule(Role.ANYONE, "any"),
    "refresh": Rule(Role.ANYONE, "any"),
    "compare": Rule(Role.ANYONE, "any"),
    "diff": Rule(Role.ANYONE, "any"),
    "revisions": Rule(Role.ANYONE, "any"),
    "reviews": Rule(Role.ANYONE, "any"),
    "again": Rule(Role.ANYONE, "any"),
    "mine": Rule(Role.PARTICIPANT, "any", visitors=True),
    "key": Rule(Role.PARTICIPANT, "any", visitors=True),
    "add": TAKES_PART,
    "persona": TAKES_PART,
    "background": TAKES_PART,
    "outlook": TAKES_PART,
    "stages": TAKES_PART,
    "touchpoints": TAKES_PART,
    "touchpoint": TAKES_PART,
    "weigh": TAKES_PART,
    "moment": TAKES_PART,
    "score": TAKES_PART,
    "challenge": TAKES_PART,
    "vote": TAKES_PART,
    "improve": TAKES_PART,
    "plan": TAKES_PART,
    "measure": TAKES_PART,
    "value": TAKES_PART,
    "outcome": TAKES_PART,
    "evidence": TAKES_PART,
    "quote": TAKES_PART,
    "edit": TAKES_PART,
    "delete": TAKES_PART,
    "takeover": Rule(Role.PARTICIPANT, "any"),
    "inside": Rule(Role.PARTICIPANT, "any"),
    "unlink": Rule(Role.PARTICIPANT, "any"),
    "about": Rule(Role.FACILITATOR, "any"),
    "doing": Rule(Role.PARTICIPANT, "any", visitors=True),
    "done": Rule(Role.PARTICIPANT, "any", visitors=True),
    "drop": Rule(Role.PARTICIPANT, "any", visitors=True),
    "unbegun": Rule(Role.PARTICIPANT, "any", visitors=True),
    "take": Rule(Role.PARTICIPANT, "any", visitors=True),
    "takeback": Rule(Role.PARTICIPANT, "any", visitors=True),
    "became": TAKES_PART,
    "assign": Rule(Role.PARTICIPANT, "any"),
    "mute": Rule(Role.FACILITATOR, "any"),
    "unmute": Rule(Role.FACILITATOR, "any"),
    "review": Rule(Role.OWNER, "any"),
    "settings": Rule(Role.FACILITATOR),
    "quiet": Rule(Role.FACILITATOR),
    "language": Rule(Role.FACILITATOR, "any"),
    "next": Rule(Role.FACILITATOR),
    "back": Rule(Role.FACILITATOR),
    "skip": Rule(Role.FACILITATOR),
    "reveal": Rule(Role.FACILITATOR),
    "similar": Rule(Role.FACILITATOR),
    "merge": Rule(Role.FACILITATOR),
    "keep": Rule(Role.FACILITATOR, "any"),
    "restore": Rule(Role.FACILITATOR),
    "undo": Rule(Role.FACILITATOR, "any"),
    "redo": Rule(Role.FACILITATOR, "any"),
    "ask": Rule(Role.FACILITATOR, "any"),
    "watch": Rule(Role.FACILITATOR),
    "timer": Rule(Role.FACILITATOR),
    "pause": Rule(Role.FACILITATOR),
    "pace": Rule(Role.FACILITATOR),
    "invite": Rule(Role.FACILITATOR),
    "hotspots": Rule(Role.ANYONE, "none", anywhere=True),
    "reminders": Rule(Role.PARTICIPANT, "none", anywhere=True),
    "anonymous": Rule(Role.FACILITATOR),
    "paste": Rule(Role.FACILITATOR),
    "import": Rule(Role.FACILITATOR, begins=True),
    "headcount": Rule(Role.FACILITATOR),
    "close": Rule(Role.FACILITATOR),
    "erase": Rule(Role.FACILITATOR, "any"),
    "reopen": Rule(Role.FACILITATOR, "any"),
    "handover": Rule(Role.FACILITATOR),
    "visitors": Rule(Role.FACILITATOR),
}
"""By the name of the command or dialog. `home` is for each map on a person's own page, `shown` for what is posted
outside the channel of its workshop."""


def must_be_allowed(command: str, person: str, workshop: Workshop | None, *, standing: Standing) -> None:
    """`standing` is that to the workshop's channel or, without one, to where it shall happen. It is looked at first, so
    that nobody outside learns even whether there is a map.

    Raises Refusal: `not_for_you` (no rule), `not_here`, `cannot_tell`, `not_for_visitors`, `visitors_wait`,
    `no_workshop`, `closed`, `facilitators_only`, `owner_only`, `review_is_on`.
    """
    rule = RULES.get(command)
    if rule is None:
        raise Refusal("not_for_you")
    if not rule.anywhere:
        _must_be_there(rule, workshop, standing)
    if rule.needs == "none":
        return
    if workshop is None and rule.begins:
        return
    if workshop is None:
        raise Refusal("no_workshop")
    if rule.needs == "open":
        workshop.must_be_open()
    if not may_act_as(rule.role, person, workshop):
        if rule.role is Role.OWNER:
            raise _owner_only(workshop)
        raise Refusal("facilitators_only", facilitators=workshop.facilitators)


def _owner_only(workshop: Workshop) -> Refusal:
    """Also who may not begin a review is told that one is under way."""
    if workshop.open and workshop.review is not None:
        return Refusal("review_is_on", title=workshop.about.title)
    owner = workshop.about.owner
    others = tuple(one for one in workshop.facilitators if one != person_in(owner))
    return Refusal("owner_only", facilitators=others, owner=owner)


def may_act_as(role: Role, person: str, workshop: Workshop | None) -> bool:
    """Whether somebody who is in the channel is that, too."""
    if role in {Role.ANYONE, Role.PARTICIPANT}:
        return True
    if workshop is None:
        return False
    looks_after = role is Role.OWNER and person_in(workshop.about.owner) == person
    return looks_after or person in workshop.facilitators


def _must_be_there(rule: Rule, workshop: Workshop | None, standing: Standing) -> None:
    if standing is Standing.OUTSIDE:
        raise Refusal("not_here")
    if standing is Standing.VISITING and not rule.visitors:
        raise Refusal("not_for_visitors")
    if standing is Standing.VISITING and not (workshop and workshop.settings.visitors):
        raise Refusal("visitors_wait")
    if standing is Standing.UNKNOWN:
        raise Refusal("cannot_tell")


def may_change(person: str, author: str | None, workshop: Workshop) -> bool:
    """Whether somebody may edit or delete a note: their own, or any if they facilitate."""
    return person in workshop.facilitators or (author is not None and author == person)
