"""One-time keys: what they look like, what is kept of them, and how often somebody may guess."""

import re
from datetime import datetime, timedelta
from pathlib import Path

from journeybot.facilitator import Facilitator
from journeybot.masks import LETTERS, MOST_TRIES, fresh_key, lock, opens
from journeybot.wording import Wording
from tests.team import NOON, gathered


def test_a_lock_tells_nothing_of_its_key() -> None:
    key = fresh_key()
    assert lock(key, "w1") == lock(key.lower(), "w1") != lock(key, "w2")
    assert re.fullmatch(rf"[{LETTERS}]{{5}}-[{LETTERS}]{{5}}", key)
    assert key.replace("-", "") not in lock(key, "w1")
    assert lock("too short", "w1") == ""
    assert not opens("", "anything")


def test_wrong_keys_are_counted(tmp_path: Path) -> None:
    with gathered(tmp_path) as team:
        now = [NOON]

        def clock() -> datetime:
            return now[0]

        team.facilitator = Facilitator(team.store, Wording(), clock=clock, keys=fresh_key, circle=team.room)
        ana, ben = team.member("ana"), team.member("ben")
        ana.asks("start", title="Groceries", template="five_stages")
        for _ in range(MOST_TRIES):
            assert "opens nothing" in ben.types(f"key {fresh_key()}")
        assert ben.types("key ABCDE-ABCDE") == "Too many keys that open nothing. Try again in 10 minutes."
        assert "opens nothing" in ana.types("key never")
        now[0] += timedelta(minutes=11)
        assert "opens nothing" in ben.types("key ABCDE-ABCDE")
