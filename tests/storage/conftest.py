"""A store of its own for each test: once in a file, once in a database on a real PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store import SqlStore, open_store
from tests import databases


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all migrations applied, made once."""
    path = tmp_path_factory.mktemp("empty") / "journeybot.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The URL of a file that is not there yet."""
    return f"sqlite:///{tmp_path / 'journeybot.db'}"


@pytest.fixture
def in_file(database: str, tmp_path: Path, empty: Path) -> Iterator[SqlStore]:
    """A store in SQLite, for what only SQLite does."""
    shutil.copy(empty, tmp_path)
    opened = open_store(database)
    yield opened
    opened.close()


@pytest.fixture
def on_server() -> Iterator[SqlStore]:
    """A store in PostgreSQL."""
    with databases.postgresql() as url:
        opened = open_store(url)
        yield opened
        opened.close()


@pytest.fixture(params=["in_file", "on_server"])
def store(request: pytest.FixtureRequest) -> SqlStore:
    """A store; every test that asks for it runs on both databases."""
    found: SqlStore = request.getfixturevalue(request.param)
    return found
