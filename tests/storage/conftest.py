"""A store in a file of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage.store import SqlStore, open_store

OpenStore = Callable[[], SqlStore]


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'journeybot.db'}"


@pytest.fixture
def store(database: str) -> Iterator[SqlStore]:
    opened = open_store(database)
    yield opened
    opened.close()
