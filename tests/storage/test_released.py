"""What an earlier journeybot has kept is there after an update; an earlier one does not touch what it cannot know."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import migrations
from storage.migrations import KNOWN
from storage.store import open_store
from storage.trouble import UnusableDatabase
from tests import databases
from tests.storage.released import OLDER, filled, left_by, still_there


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('full') / 'full.db'}"
    filled(url)
    return url


@pytest.fixture(params=["in a file", "on a server"])
def nothing_yet(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "in a file":
        yield f"sqlite:///{tmp_path / 'journeybot.db'}"
        return
    with databases.postgresql(empty=True) as url:
        yield url


@pytest.mark.parametrize(
    ("number", "nothing_yet"),
    [*((number, "in a file") for number in OLDER), (OLDER[0], "on a server")],
    indirect=["nothing_yet"],
)
def test_what_was_kept_under_an_earlier_schema_is_there_after_the_update(
    number: str, nothing_yet: str, full: str, caplog: pytest.LogCaptureFixture
) -> None:
    known = left_by(number, nothing_yet, full=full)
    assert len(known["map"]) == 2
    assert still_there(known, nothing_yet)
    told = "backups are yours to make, with pg_dump" in caplog.text
    assert told is nothing_yet.startswith("postgresql")


def test_an_earlier_journeybot_leaves_a_newer_database_alone(nothing_yet: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(nothing_yet).close()
    monkeypatch.setattr(migrations, "KNOWN", OLDER)
    newer = rf"newer journeybot \(schema {KNOWN[-1]}, this one knows {OLDER[-1]}\): install the newer version"
    with pytest.raises(UnusableDatabase, match=newer):
        open_store(nothing_yet)
