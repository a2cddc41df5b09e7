"""The doctor says whether Slack gets its answers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import examining
from storage.store import open_store
from storage.wellbeing import Pulse

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("missed", "held_back_at", "fine", "words"),
    [
        (3, None, True, "297 of the 300 deliveries of the last hour well and in time"),
        (4, None, False, "296 of the 300 deliveries of the last hour well and in time: if most are not, Slack stops"),
        (0, NOW, True, "well and in time; Slack held some back at 09:00 UTC, as there were too many"),
    ],
)
def test_of_all_that_are_up_together(
    tmp_path: Path, missed: int, held_back_at: datetime | None, fine: bool, words: str
) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    store = open_store(url)
    for key, number, age in (("a", missed, 0), ("b", 0, 0), ("dead", 100, 600)):
        at = NOW - timedelta(seconds=age)
        pulse = Pulse(key=key, part="web", version="1", since=at, at=at, deliveries=150, missed=number)
        store.wellbeing.beat(replace(pulse, held_back_at=held_back_at))
    store.close()
    (found,) = [one for one in examining.database(url, lambda: NOW) if one.about == "answers"]
    assert found.fine is fine
    assert words in found.said


def test_nothing_is_said_of_no_deliveries(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    store = open_store(url)
    store.wellbeing.beat(Pulse(key="a", part="worker", version="1", since=NOW, at=NOW))
    store.close()
    assert not [one for one in examining.database(url, lambda: NOW) if one.about == "answers"]
