"""A small world to try every door in: workshops in every state, people of every kind, and a way back to how it was."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from journeybot.facilitator import Facilitator
from journeybot.journey import (
    About,
    Basis,
    Challenge,
    Evidence,
    Improvement,
    Measure,
    Moment,
    Note,
    Persona,
    Score,
    Stage,
    Touchpoint,
    Vote,
)
from journeybot.permissions import Standing
from journeybot.ports import Showable, Showing
from journeybot.revisions import Keep, Why
from journeybot.settings import Settings
from journeybot.wording import Wording
from journeybot.workshop import Change, Place, Step, Who, Workshop
from storage.store import SqlStore, open_store
from tests.team import NOON, Room

SECRET = "Zanzibar"
"""Stands in everything that is on a map, so that any word of it that gets out is seen."""

STATES = ("without", "first", "middle", "last", "ended")
STEPS = {"first": Step.PERSONAS, "middle": Step.MOMENTS, "last": Step.IMPROVEMENTS, "ended": Step.IMPROVEMENTS}
WELCOME, UNWELCOME = "C", "X"
"""First letter of the channels whose workshops let people of other organisations answer, and of the others."""

OURS = "T1"


@dataclass(frozen=True)
class Somebody:
    """A kind of person: how they stand to the channels, and whether they wrote the note at stake, lead, own the map."""

    name: str
    standing: Standing = Standing.INSIDE
    writes: bool = False
    leads: bool = False
    cares: bool = False
    tenant: str = OURS
    kind: str = WELCOME

    @property
    def who(self) -> Who:
        return Who(self.tenant, f"U{self.name.upper()}")


PEOPLE = (
    Somebody("anyone"),
    Somebody("author", writes=True),
    Somebody("leader", leads=True),
    Somebody("keeper", cares=True),
    Somebody("stranger", Standing.OUTSIDE),
    Somebody("leaver", Standing.OUTSIDE, writes=True, leads=True),
    Somebody("unsure", Standing.UNKNOWN, writes=True, leads=True),
    Somebody("visitor", Standing.VISITING, writes=True, leads=True, kind=UNWELCOME),
    Somebody("guest", Standing.VISITING, writes=True),
    Somebody("foreigner", tenant="T2"),
)
"""Who left, who cannot be seen and who is not welcome once led and wrote: that must not help them."""

INVOLVED = tuple(one.who.id for one in PEOPLE if one.writes or one.leads)


@dataclass
class World:
    """The facilitator over a real store, and what can be asked of it."""

    store: SqlStore
    facilitator: Facilitator
    file: Path
    room: Room = field(default_factory=Room)

    def place(self, kind: str, state: str) -> Place:
        return Place("T1", f"{kind}-{state}")

    @contextmanager
    def watched(self) -> Iterator["Watch"]:
        with closing(sqlite3.connect(self.file)) as live, closing(sqlite3.connect(":memory:")) as kept:
            live.execute("PRAGMA synchronous=OFF")
            live.backup(kept)
            yield Watch(live, kept)


class Watch:
    """Notices whether any row was written, and puts everything back."""

    def __init__(self, live: sqlite3.Connection, kept: sqlite3.Connection) -> None:
        self._live, self._kept = live, kept
        self._version = self._now()

    def written(self) -> bool:
        return self._now() != self._version

    def put_back(self) -> None:
        self._kept.backup(self._live)
        self._version = self._now()

    def _now(self) -> int:
        """SQLite counts the commits of others that changed anything."""
        return int(self._live.execute("PRAGMA data_version").fetchone()[0])


@contextmanager
def made(folder: Path) -> Iterator[World]:
    """The world, made once."""
    file, keys = folder / "world.db", count()
    store = open_store(f"sqlite:///{file}", clock=lambda: NOON)
    room = Room()
    facilitator = Facilitator(
        store,
        Wording(),
        clock=lambda: NOON,
        keys=lambda: f"new{next(keys)}",
        circle=room,
        public_url="https://bread.example",
    )
    world = World(store, facilitator, file, room)
    for kind in (WELCOME, UNWELCOME):
        for state in STATES:
            _peopled(world, kind, state)
    try:
        yield world
    finally:
        store.close()


def _peopled(world: World, kind: str, state: str) -> None:
    place = world.place(kind, state)
    for one in PEOPLE:
        world.room.standings[one.who.id, place.channel] = one.standing
    if state == "without":
        return
    key = f"{kind}-{state}"
    workshop = Workshop(
        key=key,
        place=place,
        about=About(key=key, title=f"{SECRET} {state}", scenario=SECRET, destination=SECRET, owner="<@UKEEPER>"),
        step=STEPS[state],
        facilitators=tuple(one.who.id for one in PEOPLE if one.leads),
        answered={"personas": INVOLVED},
        settings=Settings(visitors=kind == WELCOME),
        template="five_stages",
        follows=key,
    )
    owed = Showing(key=f"{key}.showing", place=place, workshop=key, kind=Showable.MAP)
    shared = Showing(
        key=f"{key}.shared",
        place=Place("T1", "C-elsewhere"),
        workshop=key,
        kind=Showable.TEXT,
        what={"text": "shared", "revision": "0", "with": "", "by": "UAUTHOR"},
    )
    notes = tuple(replace(note, key=f"{key}.{note.key}") for note in _notes(key))
    world.store.begin(workshop, notes=notes, show=(owed, shared))
    world.store.change("T1", key, lambda now, _: Change(workshop=now, keeps=Keep(why=Why.KEPT, reason=SECRET)))
    if state == "ended":
        world.store.change("T1", key, lambda now, _: _closed(now))


def _notes(at: str) -> tuple[Note, ...]:
    """One of each kind, all by the author; where anybody else wrote too, they have a challenge of their own."""
    others = [one for one in PEOPLE if one.writes and one.name != "author"]
    theirs: tuple[Note, ...] = (
        Persona(key="persona", name=f"{SECRET} Maya"),
        Stage(key="stage", name=f"{SECRET} stage"),
        Touchpoint(key="touchpoint", stage=f"{at}.stage", name=f"{SECRET} touchpoint"),
        Moment(key="moment", persona=f"{at}.persona", touchpoint=f"{at}.touchpoint", action=SECRET),
        Score(key="score", persona=f"{at}.persona", touchpoint=f"{at}.touchpoint", value=-1),
        Challenge(key="challenge", text=f"{SECRET} hurts", stage=f"{at}.stage"),
        Improvement(key="improve", text=f"{SECRET} helps", owner="<@UAUTHOR>"),
        Measure(key="measure", name=f"{SECRET} counts"),
        Evidence(key="evidence", on=f"{at}.touchpoint", basis=Basis.HEARD, text=SECRET),
        Vote(key="vote", on=f"{at}.challenge"),
    )
    return (
        *(replace(note, author="UAUTHOR") for note in theirs),
        *(Challenge(key=f"challenge.{one.name}", text=SECRET, author=one.who.id) for one in others),
        *(_taken_on(one) for one in others),
        *(Measure(key=f"measure.{one.name}", name=SECRET, author=one.who.id) for one in others),
    )


def _taken_on(one: Somebody) -> Note:
    return Improvement(key=f"improve.{one.name}", text=SECRET, author=one.who.id, owner=f"<@{one.who.id}>")


def _closed(now: Workshop) -> Change:
    return Change(workshop=now.close(NOON, now.about))
