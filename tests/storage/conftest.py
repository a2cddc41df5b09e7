"""A store in a file of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store import SqlStore, open_store


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
def store(database: str, tmp_path: Path, empty: Path) -> Iterator[SqlStore]:
    shutil.copy(empty, tmp_path)
    opened = open_store(database)
    yield opened
    opened.close()
