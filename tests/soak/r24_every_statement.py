"""R24: an update of the database is killed at every statement, from every schema ever released; nothing is lost, and
of a file there is a backup as it was."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, product
from pathlib import Path

from sqlalchemy import event

from storage.engine import make_engine
from storage.upgrading import upgrade
from tests import databases
from tests.soak.trials import trial
from tests.storage.released import OLDER, Known, filled, is_as_it_was, left_by, still_there


@trial("R24 databases that lost something, their update killed at a statement", at_most=0, times=1_000, short=4)
def wrong(folder: Path, times: int) -> float:
    """At so many statements of each update, spread over all of them; in the short run from the first schema only, in a
    file."""
    full = f"sqlite:///{folder / 'full.db'}"
    filled(full)
    schemas, kinds = (OLDER, ["in a file", "on a server"]) if times > 10 else (OLDER[:1], ["in a file"])
    bad, kills = 0, 0
    for kind, number in product(kinds, schemas):
        for at in _moments(folder, full, number, kind=kind, most=times):
            with new(folder, kind) as url:
                known = left_by(number, url, full=full)
                kills += _killed(url, at)
                bad += not still_there(known, url)
                bad += kind == "in a file" and not kept(known, folder)
    print(f"      {kills} kills, from {len(schemas)} schemas, {' and '.join(kinds)}")
    return bad + (kills == 0)


def _moments(folder: Path, full: str, number: str, *, kind: str, most: int) -> list[int]:
    """Some of the statements of an update, all if there are no more than `most`."""
    with new(folder, kind) as url:
        left_by(number, url, full=full)
        engine, ran = make_engine(url), count(1)
        last = 0

        def note(*_given: object) -> None:
            nonlocal last
            last = next(ran)

        event.listen(engine, "before_cursor_execute", note)
        upgrade(engine)
        engine.dispose()
    return list(range(1, last + 2))[:: max((last + 1) // most, 1)]


@contextmanager
def new(folder: Path, kind: str) -> Iterator[str]:
    """The URL of a database that is not there yet, with nothing beside it."""
    if kind == "on a server":
        with databases.postgresql(empty=True) as url:
            yield url
        return
    path = folder / "journeybot.db"
    for old in (*folder.glob(f"{path.name}*"), *folder.glob(f".{path.name}*")):
        old.unlink()
    yield f"sqlite:///{path}"


def kept(known: Known, folder: Path) -> bool:
    """Whether there is a backup, each is whole and holds what was there, and nothing is left of one cut off."""
    found = list(folder.glob("journeybot.db.*.backup"))
    return bool(found) and all(is_as_it_was(known, one) for one in found) and not list(folder.glob(".*"))


def _killed(url: str, at: int) -> bool:
    """Bring it up to date in a process that ends before its statement of that number, as if the power had; the one
    after the last is the commit."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        _ends_at(url, at)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _ends_at(url: str, at: int) -> None:
    engine, ran = make_engine(url), count(1)

    def pass_by(*_given: object) -> None:
        if next(ran) == at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", pass_by)
    event.listen(engine, "commit", pass_by)
    upgrade(engine)
