"""The tables of the notes, one per kind."""

from datetime import date
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from storage.tables import Args, Row, of


def _kind(word: str, **parents: str) -> Args:
    """What the table of one kind of note has: its map, what its rows hang on, and a quick way to the last position."""
    return (
        of("map", "tenant", "map"),
        *(of(parent, "tenant", "map", column) for column, parent in parents.items()),
        sa.Index(f"{word}_position", "tenant", "map", "position"),
        {"sqlite_with_rowid": False},
    )


class Note(Row):
    """What all notes have."""

    map: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    position: int
    author: str | None


class Persona(Note, table=True):
    """Somebody who travels."""

    __table_args__: ClassVar[Args] = _kind("persona")
    name: str
    age: int | None
    gender: str
    status: str
    residence: str
    occupation: str
    category: str
    quote: str
    goals: list[str] = Field(sa_type=sa.JSON)
    desires: list[str] = Field(sa_type=sa.JSON)
    expectations: list[str] = Field(sa_type=sa.JSON)
    needs: list[str] = Field(sa_type=sa.JSON)
    behaviour: list[str] = Field(sa_type=sa.JSON)
    colour: str


class Stage(Note, table=True):
    """A part of the way."""

    __table_args__: ClassVar[Args] = _kind("stage")
    name: str
    phase: str | None
    milestone: str
    empty: bool


class Touchpoint(Note, table=True):
    """Where the customer meets us; goes with its stage."""

    __table_args__: ClassVar[Args] = (
        sa.Index("touchpoint_link", "tenant", "link", sqlite_where=sa.text("link IS NOT NULL")),
        *_kind("touchpoint", stage="stage"),
    )
    stage: str
    name: str
    channel: str
    device: str
    context: str
    moment_of_truth: bool
    importance: int | None
    next: str | None
    link: str | None
    confirmed: int = Field(sa_column_kwargs={"server_default": "0"})


class Moment(Note, table=True):
    """What one persona does and thinks at one touchpoint; goes with either."""

    __table_args__: ClassVar[Args] = _kind("moment", persona="persona", touchpoint="touchpoint")
    persona: str
    touchpoint: str
    action: str
    thought: str
    absent: bool


class Score(Note, table=True):
    """How a touchpoint feels to a persona; goes with either."""

    __table_args__: ClassVar[Args] = _kind("score", persona="persona", touchpoint="touchpoint")
    persona: str
    touchpoint: str
    value: int
    review: int = Field(sa_column_kwargs={"server_default": "0"})


class Challenge(Note, table=True):
    """What hurts; stays when its stage, touchpoint or personas go."""

    __table_args__: ClassVar[Args] = _kind("challenge")
    text: str
    stage: str | None
    touchpoint: str | None
    personas: list[str] = Field(sa_type=sa.JSON)
    pain: str
    need: str
    severity: int | None


class Evidence(Note, table=True):
    """What a statement stands on; goes with the statement."""

    __table_args__: ClassVar[Args] = _kind("evidence")
    on: str
    basis: str
    text: str
    link: str
    said_by: str


class Improvement(Note, table=True):
    """What would help; stays when the challenges it answers go."""

    __table_args__: ClassVar[Args] = (sa.Index("improvement_owner", "tenant", "owner"), *_kind("improvement"))
    text: str
    challenges: list[str] = Field(sa_type=sa.JSON)
    stage: str | None
    touchpoint: str | None
    strategy: str | None
    impact: int | None
    effort: int | None
    owner: str
    due: date | None
    status: str
    carried: list[str] = Field(sa_type=sa.JSON, sa_column_kwargs={"server_default": "[]"})
    told: list[list[Any]] = Field(sa_type=sa.JSON, sa_column_kwargs={"server_default": "[]"})


class Vote(Note, table=True):
    """One dot; goes with what it is on."""

    __table_args__: ClassVar[Args] = _kind("vote")
    on: str


class Measure(Note, table=True):
    """A number watched over time; stays when its stage or touchpoint goes."""

    __table_args__: ClassVar[Args] = _kind("measure")
    name: str
    unit: str
    stage: str | None
    touchpoint: str | None
    series: list[list[Any]] = Field(sa_type=sa.JSON)
    target: float | None
    better: str
    source: str
    owner: str = Field(sa_column_kwargs={"server_default": ""})


class Response(Note, table=True):
    """A customer's answer to the questionnaire; goes with its touchpoint."""

    __table_args__: ClassVar[Args] = _kind("response", touchpoint="touchpoint")
    touchpoint: str
    scale: str
    value: int
    comment: str
    given_on: date | None


def note_table(word: str) -> sa.Table:
    """The table of that kind of note."""
    return Row.metadata.tables[word]
