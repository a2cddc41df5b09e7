"""The file: made for its owner only, brought up to date, refused in plain words."""

import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateIndex, CreateTable

from journeybot.journey import Touchpoint
from journeybot.workshop import Refusal
from storage import migrations
from storage.engine import make_engine
from storage.store import SqlStore, open_store
from storage.tables import Row
from storage.trouble import UnusableDatabase
from storage.upgrading import upgrade
from tests import databases
from tests.storage.damaged import damage
from tests.storage.workshops import puts, workshop


def refusal(url: str) -> str:
    with pytest.raises(UnusableDatabase) as refused:
        open_store(url)
    said = str(refused.value)
    assert "\n" not in said
    assert said.endswith(".")
    return said


def test_an_error_of_the_database_tells_nothing_of_what_people_wrote(store: SqlStore) -> None:
    """It is logged, whichever way the statement went."""
    store.begin(workshop())
    with pytest.raises(Refusal) as refused:
        store.change("T1", "w1", puts(Touchpoint(key="t", stage="nowhere", name="canary")))
    with pytest.raises(DBAPIError) as failed, store._engine.connect() as connection:
        connection.execute(sa.text("SELECT :name FROM nowhere"), {"name": "canary"})
    for error in (refused.value.__cause__, failed.value):
        assert isinstance(error, DBAPIError)
        assert "canary" not in str(error)


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "journeybot.db"
    path.parent.mkdir()
    store = open_store(f"sqlite:///{path}")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    store.close()
    assert "journeybot.db" in modes
    assert set(modes.values()) == {0o600}


def test_it_is_opened_so_that_nothing_is_lost(database: str) -> None:
    engine = make_engine(database)
    with engine.connect() as connection:
        settings = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
        assert (*settings, connection.exec_driver_sql("PRAGMA foreign_keys").scalar()) == ("wal", 2, 1)
    engine.dispose()


def test_what_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear Ana, " * 200)
    assert "is not a journeybot database" in refusal(f"sqlite:///{path}")
    assert path.read_text() == "Dear Ana, " * 200


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    for table in ("invoices", "alembic_version"):  # which every program has that uses Alembic
        with closing(sqlite3.connect(path)) as other:
            other.execute(f"CREATE TABLE {table} (number)")
        before = path.read_bytes()
        assert "belongs to another program" in refusal(f"sqlite:///{path}")
        assert path.read_bytes() == before, "it was put into another journal mode"
        assert list(tmp_path.iterdir()) == [path]


def test_which_of_the_two_a_server_does_not_know_is_passed_on() -> None:
    with databases.postgresql(empty=True) as url:
        parsed = make_url(url)
        nowhere = refusal(parsed.set(database="nowhere").render_as_string(hide_password=False))
        nobody = refusal(parsed.set(username="nobody_here").render_as_string(hide_password=False))
    assert 'does not let journeybot in (database "nowhere" does not exist)' in nowhere
    assert 'does not let journeybot in (role "nobody_here" does not exist)' in nobody
    assert "does not answer" in refusal("postgresql://somebody@127.0.0.1:9/db")


def test_a_database_of_a_newer_journeybot_is_left_alone(database: str, tmp_path: Path) -> None:
    open_store(database).close()
    with closing(sqlite3.connect(tmp_path / "journeybot.db")) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()
    assert "was written by a newer journeybot (schema 9999" in refusal(database)


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_server_that_cannot_keep_every_script_is_refused(encoding: str) -> None:
    with databases.in_encoding(encoding) as url:
        assert f"keeps text as {encoding}" in refusal(url)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite://", "A database in memory is gone with the process"),
        ("mysql://host/name", "SQLite or PostgreSQL, not in mysql"),
        ("journeybot.db", "'journeybot.db' is no database URL"),
        ("ana:secret@host", "What DATABASE_URL holds is no database URL"),
        ("sqlite:///journeybot.db?mode=ro", "?mode=…: journeybot always reads and writes its file"),
        ("postgresql://ana:secret@127.0.0.1:abc/db", "The port in DATABASE_URL is no number"),
        ("postgresql://ana@127.0.0.1:9/db?nonsense=1", "what PostgreSQL does not know (nonsense)"),
        ("postgresql+psycopg2://ana@127.0.0.1:9/db", "does not answer"),
        ("postgresql+asyncpg://ana@127.0.0.1:9/db", "Connection refused"),
        ("postgresql://ana@127.0.0.1:9/db?sslmode=bogus", 'invalid sslmode value: "bogus"'),
        ("postgresql://ana@127.0.0.1:99999/db", 'invalid port number: "99999"'),
    ],
)
def test_a_url_that_cannot_be_is_explained(url: str, said: str) -> None:
    told = refusal(url)
    assert said in told
    assert "secret" not in told


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    told = refusal(f"sqlite:///{tmp_path}/typo/deep/journeybot.db")
    assert f"there is no folder {tmp_path}/typo/deep. Make that folder" in told
    assert list(tmp_path.iterdir()) == []


def test_a_bot_on_a_file_loads_nothing_of_postgresql_and_never_the_drawing_library(database: str) -> None:
    code = (
        "import sys; from bot.settings import Settings; from bot.wiring import Part, build\n"
        f"for part in Part: build(Settings(database_url={database!r}), part=part).stop()\n"
        "print({'psycopg', 'procrastinate', 'psycopg_pool', 'matplotlib'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert ran.stdout == "set()\n"


def test_postgresql_without_its_package_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "pip install 'journeybot[postgres]'" in refusal("postgres://ana@127.0.0.1/journeybot")


def test_a_path_that_cannot_be_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "cannot be opened: " in refusal(f"sqlite:///{tmp_path / 'file' / 'journeybot.db'}")
    told = refusal(f"sqlite:///{tmp_path}")
    assert told == f"{tmp_path} cannot be opened: Is a directory: name a file in that folder in DATABASE_URL."


def test_the_tables_are_what_the_migrations_make(database: str, tmp_path: Path) -> None:
    open_store(database).close()
    engine = make_engine(database)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Row.metadata) == []
        made = {squeezed(sql) for (sql,) in connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE sql > ''")}
        tables = Row.metadata.sorted_tables
        wanted = [CreateTable(table) for table in tables] + [
            CreateIndex(one) for table in tables for one in table.indexes
        ]
        missing = {squeezed(str(one.compile(engine))) for one in wanted} - made
    engine.dispose()
    assert missing == set()


def squeezed(sql: str) -> str:
    """A statement without its layout, its lines in no order (constraints may be listed in any)."""
    return "".join(sorted(" ".join(sql.split()).replace("( ", "(").replace(" )", ")").split(",")))


def test_the_migrations_are_numbered_in_order() -> None:
    scripts = ScriptDirectory(str(migrations.HERE))
    assert [script.revision for script in scripts.walk_revisions()][::-1] == migrations.KNOWN


@pytest.fixture(params=["in a file", "on a server"])
def nothing_yet(request: pytest.FixtureRequest, database: str) -> Iterator[str]:
    if request.param == "in a file":
        yield database
        return
    with databases.postgresql(empty=True) as url:
        yield url


def test_several_may_open_a_new_database_at_once(nothing_yet: str) -> None:
    start = threading.Barrier(4)

    def begin(_number: int) -> bool:
        engine = make_engine(nothing_yet)
        start.wait()
        applied = upgrade(engine)
        engine.dispose()
        return applied

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(begin, range(4))) == [False, False, False, True]


def test_what_is_broken_inside_the_file_is_found(database: str) -> None:
    store = open_store(database)
    assert store.integrity() == ""
    damage(Path(database.removeprefix("sqlite:///")))
    assert "extra.x" in store.integrity()
    store.close()
