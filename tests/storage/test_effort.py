"""What an answer asks of the database, in statements: these are the same on every machine, however busy it is."""

from pathlib import Path

import pytest

from tests import databases
from tests.storage import watching
from tests.team import gathered
from tests.test_undoing import hurts

AT_MOST = 12
"""Which language is spoken here; BEGIN; the workshop, two notes by their keys, the stage, the last position; the note,
the map's count, what can be taken back, the card; COMMIT. One more slows every answer down and has to be worth it."""


@pytest.mark.skipif(databases.ON_SERVER, reason="SQLite is asked what it was given")
def test_an_answer_is_one_commit_of_few_statements(tmp_path: Path) -> None:
    with gathered(tmp_path) as team, watching.statements(team.store) as seen:
        ana = team.member("ana", locale="en-GB")
        ana.asks("start Groceries", template="five_stages")
        hurts(ana, "No parking")
        ana.types("challenge")
        there = ana.choice("where", ana.offered("where")[0])
        seen.clear()
        ana.fills(text="The queue", where=there)
        asked = tuple(seen)
    assert [one for one in asked if one in {"BEGIN IMMEDIATE", "COMMIT"}] == ["BEGIN IMMEDIATE", "COMMIT"]
    assert len(asked) <= AT_MOST, "\n".join(asked)
