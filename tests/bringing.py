"""Handing a file to the facilitator and pressing what is offered then, as a team does."""

from journeybot.journey import JourneyMap
from tests.team import HERE, Member, Team


def on_the_map(team: Team) -> JourneyMap:
    return team.store.journey(HERE.tenant, team.workshop.key)


def presses(member: Member, label: str) -> str:
    """Press a button of what was heard last."""
    button = next(one for one in member.offered_buttons if one.label == label)
    return member.presses(button.command, button.argument, workshop=button.workshop)


def looks_at(member: Member, data: bytes | str, **answers: object) -> str:
    member.types("import")
    return member.hands_in(data if isinstance(data, bytes) else data.encode(), **answers)  # type: ignore[arg-type]
