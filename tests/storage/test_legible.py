"""A file whose pages are whole and in which something is no text any more: it is told, and nothing of it is quoted."""

import sqlite3
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.copying import copy
from storage.looking import look
from storage.store import SqlStore, open_store, utc_now
from storage.trouble import UnusableDatabase
from tests.storage.damaged import garble
from tests.storage.workshops import workshop


def told_of(do: Callable[[], object]) -> str:
    """All that a log would have of what went wrong, causes and all."""
    with pytest.raises(Exception) as wrong:  # noqa: PT011  whatever it is
        do()
    return "".join(traceback.format_exception(wrong.value))


def test_what_cannot_be_read_is_called_damaged_and_not_quoted(in_file: SqlStore, database: str, tmp_path: Path) -> None:
    in_file.begin(workshop())
    garble(tmp_path / "journeybot.db", title="Alpha")
    with pytest.raises(UnusableDatabase, match=r"is damaged, as something in it is no text any more .* 'title'"):
        in_file.workshop("T1", "w1")
    told = told_of(lambda: in_file.workshop("T1", "w1"))
    assert "Alpha" not in told
    in_file.close()
    told = told_of(lambda: copy(database, f"sqlite:///{tmp_path / 'copy.db'}"))
    assert "journeybot.db is damaged" in told
    assert "Alpha" not in told
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE map SET title = CAST(x'fffe416c706861' AS TEXT)", "map: Could not decode to UTF-8 column 'title'"),
        ("UPDATE workshop SET facilitators = '[\"U1'", "workshop: Could not read column 'facilitators'"),
        ("UPDATE map SET changed_at = 'Alpha'", "map: Could not read column 'changed_at'"),
    ],
)
def test_who_only_looks_at_it_finds_out(in_file: SqlStore, database: str, statement: str, said: str) -> None:
    in_file.begin(workshop())
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as raw, raw:
        raw.execute(statement)
    with closing(look(database, clock=utc_now)) as seen:
        assert seen.integrity() == said


def test_what_a_server_quotes_is_not_told(on_server: SqlStore) -> None:
    wrong = sa.text("SELECT CAST(:what AS integer)")
    typed = {"what": "".join("Alpha")}
    told = told_of(lambda: on_server._writer.write(lambda connection: connection.execute(wrong, typed)))
    assert "22P02" in told
    assert "Alpha" not in told


def test_what_can_be_read_is_whole(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'journeybot.db'}")
    store.begin(workshop(title="Käse & 旅"))
    assert store.integrity() == ""
    store.close()
