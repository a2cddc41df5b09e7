"""The usual ways of doing what journeybot does, written as their documentation suggests, to be measured beside it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlmodel import Session, create_engine, func, select  # noqa: TID251  the usual way is what is measured

from journeybot.journey import KINDS
from storage import note_tables, tables
from storage.engine import PRAGMAS
from tests.bench import maps


def read_raw(connection: sqlite3.Connection, workshop: str) -> list[list[Any]]:
    """A whole workshop by the standard library: the rows as they come."""
    connection.execute("BEGIN")
    head = connection.execute(
        "SELECT * FROM workshop JOIN map ON map.tenant = workshop.tenant AND map.key = workshop.map"
        " WHERE workshop.tenant = ? AND workshop.key = ?",
        ("T1", workshop),
    ).fetchall()
    of_map = " WHERE tenant = ? AND map = ? ORDER BY position + 0, key"
    at = ("T1", f"map-{workshop}")
    lists = [connection.execute(f"SELECT * FROM {kind}{of_map}", at).fetchall() for kind in KINDS]
    connection.execute("COMMIT")
    return [head, *lists]


def read_with_sessions(engine: Engine, workshop: str) -> list[list[Any]]:
    """A whole workshop as SQLModel's tutorial reads: a session, and a select per table."""
    with Session(engine) as session:
        head = session.get_one(tables.Workshop, ("T1", workshop))
        about = session.get_one(tables.Map, ("T1", head.map))
        lists = [_read_kind(session, kind, head.map) for kind in KINDS]
        return [[head, about], *lists]


def _read_kind(session: Session, kind: str, key: str) -> list[Any]:
    model: Any = getattr(note_tables, kind.capitalize())
    return list(session.exec(select(model).where(model.tenant == "T1", model.map == key).order_by(model.position)))


def session_engine(url: str) -> Engine:
    """SQLite made safe (the default loses updates), and otherwise left as it is: a connection per session."""
    engine = create_engine(url, pool_size=20, connect_args={"isolation_level": None, "timeout": 60})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in PRAGMAS[:3]:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def answer_in_a_session(engine: Engine, workshop: str, author: str) -> bool:
    """One answer as a bot with a session per request stores it: read what changes, change it, commit."""
    with Session(engine) as session:
        about = session.get_one(tables.Map, ("T1", f"map-{workshop}"))
        session.get_one(tables.Workshop, ("T1", workshop))
        position = select(func.max(note_tables.Challenge.position)).where(note_tables.Challenge.tenant == "T1")
        last = session.exec(position.where(note_tables.Challenge.map == about.key)).one()
        session.add(_challenge(about.key, author, position=last + 1))
        about.revision += 1
        about.counts = {**about.counts, "challenge": about.counts["challenge"] + 1}
        card = select(tables.Showing).where(tables.Showing.tenant == "T1", tables.Showing.workshop == workshop)
        owed = session.exec(card.where(tables.Showing.kind == "card")).one()
        owed.should, owed.state = about.revision, "due"
        session.commit()
    return True


def _challenge(key: str, author: str, *, position: int) -> note_tables.Challenge:
    return note_tables.Challenge(
        tenant="T1",
        map=key,
        key=maps.key(),
        position=position,
        author=author,
        text=maps.text(),
        stage=None,
        touchpoint="t1",
        personas=["p1"],
        pain="met",
        need="",
        severity=None,
    )


@contextmanager
def raw(path: str) -> Iterator[sqlite3.Connection]:
    """The standard library's connection, with the same settings as ours."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in PRAGMAS:
        connection.execute(pragma)
    try:
        yield connection
    finally:
        connection.close()
