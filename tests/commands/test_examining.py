"""What the doctor finds beside a database, and in a backup that nobody has restored."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.examining import database
from storage.backup import backup
from storage.store import open_store, utc_now
from storage.wellbeing import Pulse


def test_databases_that_were_replaced_are_told_of(tmp_path: Path) -> None:
    made = "journeybot.db.2026-03-01-120000.schema-0005.backup"
    ours = ["journeybot.db.before", "journeybot.db.before.2", made]
    for name in (*ours, "journeybot.db.before-wal", "other.db.before"):
        (tmp_path / name).touch()
    told = [f"{one}" for one in database(f"sqlite:///{tmp_path}/journeybot.db", utc_now)]
    assert f"left out  set aside: {', '.join(ours)}: what was deleted" in "\n".join(told)


def test_a_backup_can_be_looked_over_and_nobody_is_missed_in_it(tmp_path: Path) -> None:
    url, now = f"sqlite:///{tmp_path}/journeybot.db", utc_now()
    store = open_store(url)
    store.wellbeing.beat(Pulse(key="a", part="all", version="1", since=now, at=now))
    backup(url, tmp_path / "monday.backup")
    store.close()
    before = (tmp_path / "monday.backup").read_bytes()
    found = {one.about: one for one in database(f"sqlite:///{tmp_path}/monday.backup", utc_now)}
    counted = f"all that was counted on {datetime.now().astimezone():%Y-%m-%d} is in it (0 maps, 0 people, 0 notes)"
    assert found["database"].said == f"opens and is up to date, whole: {counted}"
    assert found["running"].said == "no process is up"
    assert (tmp_path / "monday.backup").read_bytes() == before
    with closing(sqlite3.connect(tmp_path / "monday.backup")) as opened, opened:
        opened.execute("INSERT INTO listening VALUES ('T', '2026-03-01 10:00:00')")
    found = {one.about: one for one in database(f"sqlite:///{tmp_path}/monday.backup", utc_now)}
    assert "(listening: 0 then, 1 now): something has changed it since" in found["database"].said
    assert found["database"].fine is False
