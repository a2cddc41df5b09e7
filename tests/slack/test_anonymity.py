"""Without names, in Slack: the dialog says so, the key comes to its author alone, and no row tells who it was."""

import re
import sqlite3
from pathlib import Path

from journeybot.masks import LETTERS
from tests.slack.at_work import at_work

KEY = re.compile(rf"/journey key ([{LETTERS}]{{5}}-[{LETTERS}]{{5}})")


def test_an_answer_without_a_name_is_edited_with_its_key(tmp_path: Path) -> None:
    with at_work(tmp_path) as work:
        ana = work.begins(room := work.room())
        ben = work.person("Ben", room)
        ana.types("/journey anonymous challenges")
        ben.types("/journey challenge")
        assert ben.sees("whoever runs journeybot's machine")
        ben.submits({"What hurts?": "The fee comes last", "Where?": "Awareness (the whole stage)"})
        work.until(ben, "Your key, shown only now")
        found = KEY.search("\n".join(ben.reads()))
        assert found
        assert not KEY.search("\n".join(ana.reads()))
        ben.types(f"/journey key {found[1]}").presses("Edit")
        ben.submits({"What hurts?": "The fee comes at the end"})
        work.until(ben, "Saved: *The fee comes at the end*")
        work.card_rests(ana)
        assert [row for row in rows(tmp_path / "bot.db") if work.player.id_of("Ben") in row] == []


def test_a_second_answer_leaves_the_key_of_the_first_where_it_is(tmp_path: Path) -> None:
    with at_work(tmp_path) as work:
        ana = work.begins(room := work.room())
        ben = work.person("Ben", room)
        ana.types("/journey anonymous challenges")
        ben.types("/journey challenge")
        ben.submits({"What hurts?": "The fee comes last", "Where?": "Awareness (the whole stage)"})
        work.until(ben, "Your key, shown only now")
        ben.presses("Add a challenge")
        ben.submits({"What hurts?": "The queue", "Where?": "Awareness (the whole stage)"})
        work.until(ben, "Saved: *The queue*")
        first, second = dict.fromkeys(KEY.findall("\n".join(ben.reads())))
        for key, text in ((first, "The fee comes last"), (second, "The queue")):
            assert text in "\n".join(ben.types(f"/journey key {key}").reads())


def rows(database: Path) -> list[str]:
    """Every row, but those that say who facilitates and who has answered."""
    with sqlite3.connect(database) as opened:
        names = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [
            repr(row)
            for name in names
            if name not in {"workshop", "participant"}
            for row in opened.execute(f'SELECT * FROM "{name}"')
        ]
