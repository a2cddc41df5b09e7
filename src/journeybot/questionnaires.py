"""A questionnaire for customers: what it asks at a touchpoint, when it is open, and the move that takes an answer."""

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from journeybot.forms import clean
from journeybot.journey import Key, Response, Touchpoint
from journeybot.results import SCALES, Scale
from journeybot.workshop import Change, Move, Notes, Refusal, Workshop

LONGEST_COMMENT = 1000
LONGEST_QUESTION = 200

MOST_ANSWERS = 10_000
"""Of one map; a flood of answers must not slow down everything that a team does with it."""

AHEAD, BEHIND = timedelta(hours=14), timedelta(hours=12)
"""How far the first and the last zone on earth are from UTC."""


class Moments(StrEnum):
    """The key moments for which there are ready wordings."""

    ORDER = "order"
    UNSUBSCRIBED = "unsubscribed"
    CALL = "call"
    DELIVERY = "delivery"
    ONBOARDING = "onboarding"
    OWN = "own"


class Opening(StrEnum):
    """Whether a questionnaire takes answers now."""

    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """What customers are asked at a touchpoint on one scale; there is one for each two. `link` is the secret part of
    its address and `key` the digest of that; `question` is empty for the ready wording of its moment; it is open from
    the day `opens_on` to the day `closes_on`, or for ever."""

    key: Key
    tenant: str
    workshop: Key
    touchpoint: Key
    scale: Scale
    link: str
    moment: str
    question: str = ""
    language: str = "en"
    opens_on: date | None = None
    closes_on: date | None = None

    def at(self, now: datetime) -> Opening:
        """Whether it takes answers. A day counts from when it begins in the first place on earth until it has ended in
        the last one, so nobody finds it closed on a day that it was said to be open."""
        first, last = (now.astimezone(UTC) + AHEAD).date(), (now.astimezone(UTC) - BEHIND).date()
        if self.closes_on is not None and last > self.closes_on:
            return Opening.CLOSED
        return Opening.NOT_YET if self.opens_on is not None and first < self.opens_on else Opening.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a customer handed in: `page` is the number of the page it was typed on, the same if it is sent again."""

    page: str
    value: int
    comment: str = ""


class Questionnaires(Protocol):
    """Keeps them."""

    def keep(self, wanted: Questionnaire) -> Questionnaire:
        """Keep one. Where one asks at the same touchpoint on the same scale already it is written over, but its link
        stays; returns what is stored. Raises Refusal `gone` if there is no such workshop."""

    def of(self, tenant: str, workshop: Key) -> tuple[Questionnaire, ...]:
        """All of a workshop."""

    def linked(self, link: str) -> Questionnaire | None:
        """The one with that link, of whatever tenant; None if none has it, or if that tenant has taken us out."""


def fresh_link() -> str:
    """The secret part of an address that nobody can guess: 144 bits of chance in 24 characters."""
    return secrets.token_urlsafe(18)


def key_of(link: str) -> Key:
    """Under which key the questionnaire of a link is found."""
    return sha256(link.encode("utf-8", "replace")).hexdigest()[:32]


def respond(asked: Questionnaire, given: Given, *, on: date) -> Move:
    """The move that writes a customer's answer down, in a finished workshop too; sent again from the same page, it
    takes the place of the first. It is no step of the workshop: `undo` passes over it.

    Raises Refusal: `gone` (there is no such touchpoint any more), `enough` (there are as many answers as we take).
    """
    lowest, highest = SCALES[asked.scale]
    if not lowest <= given.value <= highest:
        raise ValueError(f"{asked.scale} runs from {lowest} to {highest}")
    response = Response(
        key=key_of(f"{asked.link} {given.page}"),
        touchpoint=asked.touchpoint,
        scale=asked.scale,
        value=given.value,
        comment=clean(given.comment)[:LONGEST_COMMENT],
        given_on=on,
    )

    def move(workshop: Workshop, notes: Notes) -> Change:
        if not isinstance(notes.find(asked.touchpoint), Touchpoint):
            raise Refusal("gone")
        before = notes.find(response.key)
        if before is None and workshop.counts.get("response", 0) >= MOST_ANSWERS:
            raise Refusal("enough")
        position = before.position if before else notes.last_position(Response) + 1
        return Change(workshop=workshop, put=(replace(response, position=position),), from_outside=True)

    return move
