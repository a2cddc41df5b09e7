"""Maps to measure with: ordinary ones, with new text every time."""

import itertools
import os
from datetime import UTC, datetime

from journeybot.journey import (
    About,
    Basis,
    Challenge,
    Evidence,
    Improvement,
    Moment,
    Note,
    Persona,
    Score,
    Stage,
    Touchpoint,
    Vote,
)
from journeybot.ports import Showable, Showing
from journeybot.workshop import Change, Move, Notes, Place, Step, Workshop

NUMBER = itertools.count()
QUEUE = "The queue at the till is long and nobody says how much time it will take until somebody comes"


def text() -> str:
    """Words that nobody has seen before."""
    number = next(NUMBER)
    return f"{QUEUE[: 30 + number % 60]} {number}"


def key() -> str:
    """A key that no process has given yet."""
    return f"a{os.getpid()}-{next(NUMBER)}"


def workshop(name: str) -> Workshop:
    """A workshop in a channel of its own."""
    about = About(key=f"map-{name}", title=text(), scenario=text())
    return Workshop(
        key=name,
        place=Place("T1", f"C-{name}"),
        about=about,
        step=Step.CHALLENGES,
        facilitators=("U1",),
        answered={Step.PERSONAS: ("U1", "U2"), Step.MOMENTS: ("U1", "U2", "U3", "U4", "U5", "U6")},
        started_at=datetime.now(UTC),
    )


def card(of: Workshop) -> Showing:
    """The card of a workshop."""
    return Showing(key=f"card-{of.key}", place=of.place, workshop=of.key, kind=Showable.CARD, in_thread=False)


def sixty() -> tuple[Note, ...]:
    """Two personas, seven stages, and 51 notes at and under them."""
    personas = [Persona(key=f"p{i}", position=i, name=text(), goals=(text(), text()), quote=text()) for i in (1, 2)]
    stages = [Stage(key=f"s{i}", position=i, name=text()) for i in range(1, 8)]
    touchpoints = [
        Touchpoint(key=f"t{i}", position=i, stage=f"s{i % 7 + 1}", name=text(), channel="shop") for i in range(1, 15)
    ]
    spots = [("p1", f"t{i}") for i in range(1, 9)]
    moments = [
        Moment(key=f"m{i}", position=i, persona=persona, touchpoint=touchpoint, action=text(), thought=text())
        for i, (persona, touchpoint) in enumerate(spots, 1)
    ]
    scores = [
        Score(key=f"e{i}", position=i, persona=persona, touchpoint=touchpoint, value=i % 5 - 2, author="U1")
        for i, (persona, touchpoint) in enumerate(spots, 1)
    ]
    return (*personas, *stages, *touchpoints, *moments, *scores, *_hurts_and_helps())


def _hurts_and_helps() -> list[Note]:
    numbers = range(1, 7)
    challenges = [
        Challenge(key=f"c{i}", position=i, text=text(), touchpoint=f"t{i}", personas=("p1",)) for i in numbers
    ]
    evidence = [Evidence(key=f"v{i}", position=i, on=f"c{i}", basis=Basis.HEARD, text=text()) for i in (1, 2, 3)]
    helps = [Improvement(key=f"i{i}", position=i, text=text(), challenges=(f"c{i}",)) for i in numbers]
    votes = [Vote(key=f"o{i}", position=i, on=f"c{i}", author="U1") for i in numbers]
    return [*challenges, *evidence, *helps, *votes]


def answer(author: str) -> Move:
    """A challenge more, in the way that a submitted dialog writes one down."""
    fresh, said = key(), text()

    def move(before: Workshop, notes: Notes) -> Change:
        assert notes.find(fresh) is None
        position = notes.last_position(Challenge) + 1
        challenge = Challenge(key=fresh, position=position, author=author, text=said, touchpoint="t1", personas=("p1",))
        return Change(workshop=before.answered_by(author, Step.CHALLENGES), put=(challenge,))

    return move
