"""How the bot is, as far as the database can tell: the pulse of each process, and what waits to be shown or done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from journeybot.absences import Absence
from storage import absences
from storage.absences import NOBODY
from storage.engine import product_of
from storage.readers import Readers
from storage.statements import Statement
from storage.tables import table
from storage.wake_tables import table as wake_table
from storage.writer import Writer

P, S, W = table("pulse"), table("showing"), wake_table("wake")
WORKER = "worker"
"""The part of a process that does not listen to the chat."""

FORGOTTEN = timedelta(days=1)
"""After which a process that never said goodbye is no longer looked for."""

NAMES = ("key", "part", "version", "since", "at", "heard_at")
"""As far as every schema knows pulses."""

HOUR = ("deliveries", "missed", "held_back_at")
MINE = sa.and_(P.c.tenant == NOBODY, P.c.key == sa.bindparam("at_key"))
AGAIN = Statement(sa.update(P).where(MINE).values({name: sa.bindparam(name) for name in ("at", "heard_at", *HOUR)}))
FIRST = Statement(sa.insert(P))
GONE = Statement(sa.delete(P).where(MINE))
_BEFORE = sa.bindparam("before", type_=P.c.at.type)
REPLACED = Statement(sa.delete(P).where(P.c.tenant == NOBODY, P.c.part == sa.bindparam("at_part"), P.c.at < _BEFORE))
OLD = Statement(sa.delete(P).where(P.c.tenant == NOBODY, P.c.at < _BEFORE))
WHOLE = Statement(sa.select(*[P.c[name] for name in (*NAMES, *HOUR)]).where(P.c.tenant == NOBODY))
ALL = Statement(sa.select(*[P.c[name] for name in NAMES]).where(P.c.tenant == NOBODY))
SHOWINGS = Statement(
    sa.select(S.c.state, S.c.error, sa.func.count(), sa.func.min(S.c.since)).group_by(S.c.state, S.c.error)
)
AHEAD: tuple[Any, ...] = (sa.func.count(), sa.func.min(W.c.wake_at))
WAKES = Statement(sa.select(*AHEAD).where(W.c.wake_at.is_not(None)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """A process that is up: its part in the whole, since when, when it last said so, and when it last heard of Slack
    (None without a WebSocket of its own). Of the last hour: its deliveries, how many of them were answered too late or
    not well, and when the chat held some back."""

    key: str
    part: str
    version: str
    since: datetime
    at: datetime
    heard_at: datetime | None = None
    deliveries: int = 0
    missed: int = 0
    held_back_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What waits: showings by state and by state and error, how long the oldest of them has been due, the things to be
    done at a time, and for how long the oldest of them has been late."""

    states: dict[str, int]
    troubles: dict[tuple[str, str], int]
    oldest: timedelta
    wakes: int
    latest: timedelta


class Wellbeing:
    """Of all tenants together, and of none in particular."""

    def __init__(self, readers: Readers, writer: Writer, *, clock: Callable[[], datetime]) -> None:
        self._readers = readers
        self._writer = writer
        self._clock = clock

    def beat(self, pulse: Pulse) -> None:
        """Note that a process is up. Whoever listens, and comes up when nobody did for a while, notes that too."""
        at = {name: getattr(pulse, name) for name in ("at", "heard_at", *HOUR)}
        every = {"tenant": NOBODY, "key": pulse.key, "part": pulse.part, "version": pulse.version, "since": pulse.since}

        def work(connection: Connection) -> None:
            last = absences.listens(connection, pulse.at) if pulse.part != WORKER else None
            if not AGAIN.run(connection, at | {"at_key": pulse.key}):
                if last is not None:
                    absences.note(connection, Absence(last, pulse.at))
                OLD.run(connection, {"before": pulse.at - FORGOTTEN})
                FIRST.run(connection, every | at)

        try:
            self._writer.write(work)
        except IntegrityError:  # two who come up in an empty database are both the first to listen
            self._writer.write(work)

    def goodbye(self, pulse: Pulse) -> None:
        """Note that a process has ended as it should. It stood in for those of its part that were last heard before it
        began: nobody shall look for them any more."""

        def work(connection: Connection) -> None:
            if pulse.part != WORKER:
                absences.listens(connection, self._clock())
            GONE.run(connection, {"at_key": pulse.key})
            REPLACED.run(connection, {"at_part": pulse.part, "before": pulse.since})

        self._writer.write(work)

    def product(self) -> str:
        """What the database is one of, and its version: SQLite 3.46.0. Raises UnusableDatabase."""
        with self._readers.glance() as connection:
            return product_of(connection.dialect)

    def pulses(self, *, whole: bool = True) -> tuple[Pulse, ...]:
        """All that have not said goodbye, whoever was heard last first; not `whole`, without what an earlier schema
        does not tell of them."""
        names, all_of_them = ((*NAMES, *HOUR), WHOLE) if whole else (NAMES, ALL)
        with self._readers.glance() as connection:
            found = [Pulse(**dict(zip(names, row, strict=True))) for row in all_of_them.rows(connection, {})]
        return tuple(sorted(found, key=lambda pulse: pulse.at, reverse=True))

    def backlog(self) -> Backlog:
        """What waits now. Looks at every showing, so not to be asked all the time."""
        with self._readers.glance() as connection:
            shown = SHOWINGS.rows(connection, {})
            ahead, first = WAKES.rows(connection, {})[0]
        due = [since for state, _, _, since in shown if state == "due"]
        states = {name: sum(row[2] for row in shown if row[0] == name) for name in {row[0] for row in shown}}
        troubles = {(state, error): number for state, error, number, _ in shown if error}
        oldest, latest = self._late(due), self._late([first] if first else [])
        return Backlog(states=states, troubles=troubles, oldest=oldest, wakes=ahead, latest=latest)

    def _late(self, times: list[datetime]) -> timedelta:
        return max((self._clock() - min(times)) if times else timedelta(), timedelta())
