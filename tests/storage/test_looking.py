"""Whoever only looks at a database finds out what it is, and leaves it, and all beside it, as it was."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.copying import copy
from storage.engine import engine_to_look
from storage.looking import look
from storage.migrations import KNOWN
from storage.store import SqlStore, utc_now
from storage.trouble import UnusableDatabase
from tests import databases
from tests.storage.released import OLDER, filled, left_by
from tests.storage.workshops import workshop


@pytest.fixture(params=["in a file", "on a server"])
def nothing_yet(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "in a file":
        (tmp_path / "journeybot.db").touch()
        yield f"sqlite:///{tmp_path / 'journeybot.db'}"
        return
    with databases.postgresql(empty=True) as url:
        yield url


def schema(url: str) -> str | None:
    with closing(look(url, clock=utc_now)) as seen:
        return seen.schema


def test_an_empty_database_stays_empty(nothing_yet: str, tmp_path: Path) -> None:
    assert schema(nothing_yet) is schema(nothing_yet) is None
    assert [path.stat().st_size for path in tmp_path.iterdir()] in ([], [0])


@pytest.mark.parametrize(
    ("number", "nothing_yet"),
    [(OLDER[0], "in a file"), (OLDER[-1], "in a file"), (OLDER[-1], "on a server")],
    indirect=["nothing_yet"],
)
def test_one_of_an_earlier_schema_keeps_it(number: str, nothing_yet: str, tmp_path: Path) -> None:
    filled(f"sqlite:///{tmp_path / 'full.db'}")
    left_by(number, nothing_yet, full=f"sqlite:///{tmp_path / 'full.db'}")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with closing(look(nothing_yet, clock=utc_now)) as seen:
        assert (seen.schema, seen.is_up_to_date, seen.integrity()) == (number, False, "")
        assert not seen.tells_who_is_up or seen.wellbeing.pulses(whole=seen.is_up_to_date) == ()
    assert schema(nothing_yet) == number
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_one_that_is_at_work_is_seen_as_it_is_now(in_file: SqlStore, database: str, tmp_path: Path) -> None:
    in_file.begin(workshop())
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.suffix != ".db-shm"}
    assert schema(database) == KNOWN[-1]
    assert {path: path.read_bytes() for path in before} == before, "what waits in the log is not ours to write back"


def test_whoever_looks_cannot_write(store: SqlStore) -> None:
    store.begin(workshop())
    engine = engine_to_look(store._engine.url.render_as_string(hide_password=False))
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text("DELETE FROM workshop"))
    engine.dispose()
    assert store.workshop("T1", "w1") is not None


def test_copying_leaves_its_source_as_it_is_and_says_how_it_is_brought_up(tmp_path: Path) -> None:
    here, full = (f"sqlite:///{tmp_path / name}" for name in ("journeybot.db", "full.db"))
    filled(full)
    left_by(OLDER[-1], here, full=full)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    how = rf"has schema {OLDER[-1]}, .*\(journeybot db backup\).*to schema {KNOWN[-1]} \(journeybot db upgrade"
    with pytest.raises(UnusableDatabase, match=how):
        copy(here, f"sqlite:///{tmp_path / 'other.db'}")
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
