"""Customers: a map to ask them about, questionnaires on it, and what they answered."""

from dataclasses import replace
from uuid import uuid4

from journeybot.journey import Response, Touchpoint
from journeybot.questionnaires import Given, Questionnaire, fresh_link, key_of, respond
from tests.storage.workshops import puts
from tests.team import NOON, Team

BLANK = Questionnaire(key="", tenant="T1", workshop="", touchpoint="", scale="csat", link="", moment="order")


def begin(team: Team) -> None:
    """A map with stages, and a touchpoint called The till."""
    team.member("ana").asks("start Bread", template="five_stages")
    touchpoint(team, "till", "The till")


def touchpoint(team: Team, key: str, name: str) -> Touchpoint:
    stage = team.store.journey("T1", team.workshop.key).stages[0]
    found = Touchpoint(key=key, stage=stage.key, name=name)
    team.store.change("T1", team.workshop.key, puts(found), what="touchpoints")
    return found


def ask(team: Team, *, at: str = "till", **rest: object) -> Questionnaire:
    """A questionnaire at a touchpoint."""
    link = fresh_link()
    named = replace(BLANK, key=key_of(link), link=link, workshop=team.workshop.key, touchpoint=at)
    return team.store.questionnaires.keep(replace(named, **rest))  # type: ignore[arg-type]


def ask_anew(team: Team, **rest: object) -> Questionnaire:
    """A questionnaire at a touchpoint of its own."""
    return ask(team, at=touchpoint(team, uuid4().hex, "The counter").key, **rest)


def say(team: Team, about: Questionnaire, page: str, value: int = 4, comment: str = "") -> None:
    """A customer answers."""
    move = respond(about, Given(page=page, value=value, comment=comment), on=NOON.date())
    team.store.change("T1", about.workshop, move)


def responses(team: Team, about: Questionnaire) -> list[Response]:
    found = team.store.journey("T1", team.workshop.key).responses
    return [one for one in found if one.touchpoint == about.touchpoint]
