"""The doctor says of each process when it was heard, and at once that nobody does the errands."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import examining
from bot.finding import Finding
from bot.hands import NOBODY
from storage.store import open_store
from storage.wellbeing import Pulse

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def found(folder: Path, **ago: int) -> dict[str, Finding]:
    """What is said where these processes were heard so many seconds ago: web1=4."""
    url = f"sqlite:///{folder / 'bot.db'}"
    store = open_store(url)
    for name, seconds in ago.items():
        key, at = f"{name}.host/{seconds}/now", NOW - timedelta(seconds=seconds)
        store.wellbeing.beat(Pulse(key=key, part=name[:-1], version="1", since=at, at=at))
    store.close()
    return {one.about: one for one in examining.database(url, lambda: NOW)}


def test_who_was_killed_is_not_counted_as_up(tmp_path: Path) -> None:
    told = found(tmp_path, web1=4, worker1=7, worker2=21, web2=80, web3=100)["running"]
    assert told.said == (
        "2 up: web 1 (web1.host, process 4), heard 4 seconds ago; worker 1 (worker1.host, process 7), heard 7 seconds "
        "ago. Not heard any more, so maybe dead: worker 1 (worker2.host, process 21), not for 21 seconds; web 1 "
        "(web2.host, process 80), not for 80 seconds"
    )
    assert told.fine is True


def test_where_none_is_heard_nothing_is_called_right(tmp_path: Path) -> None:
    told = found(tmp_path, all1=40)["running"]
    assert (told.fine, told.said.partition(". ")[0]) == (None, "0 up: none")


@pytest.mark.parametrize(
    ("ago", "fine"),
    [
        ({"web1": 4}, False),
        ({"web1": 4, "worker1": 30}, False),
        ({"web1": 4, "worker1": 9}, True),
        ({"web1": 4, "all1": 9}, True),
        ({"all1": 9}, None),
    ],
)
def test_that_nobody_is_there_for_errands_is_said_at_once(
    tmp_path: Path, ago: dict[str, int], fine: bool | None
) -> None:
    told = found(tmp_path, **ago).get("errands")
    assert (told.fine if told else None) is fine
    assert fine is not False or (told and told.said == NOBODY)
