"""When a map is deleted, its card and its files go from the channel, and a new one can begin there."""

import json
from pathlib import Path

from bot.sandbox.faults import Faults
from bot.wiring import build
from tests.slack.at_work import at_work, settings_for


def test_the_card_and_the_files_go_with_the_map(tmp_path: Path) -> None:
    with at_work(tmp_path) as work:
        ana = work.begins(work.room())
        ana.types("/journey export json")
        work.player.wait_for(ana.files)
        ana.types("/journey delete").presses("Delete the map", on="away for good")
        work.until(ana, "is deleted")
        work.player.wait_for(lambda: not ana.sees("Step 1 of 6"))
        work.player.wait_for(lambda: not ana.files())
        ana.types("/journey start Again").submits()
        work.until(ana, "Step 1 of 6")


def test_what_slack_does_not_delete_at_first_goes_later(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    with at_work(tmp_path) as work:
        ana = work.begins(work.room())
        ana.types("/journey export json")
        work.player.wait_for(ana.files)
        deleting = frozenset({"chat.delete", "files.delete"})
        busy = Faults(rate=1, kinds=frozenset({"429"}), methods=deleting, record=calls)
        work.running.stage.delivery.faults = busy
        ana.types("/journey delete").presses("Delete the map", on="away for good")
        work.until(ana, "is deleted")
        work.player.wait_for(lambda: deleting & {json.loads(line)["name"] for line in calls.read_text().splitlines()})
        assert ana.sees("Step 1 of 6")
        assert ana.files()
        work.running.stage.delivery.faults = Faults()
        work.player.wait_for(lambda: not ana.sees("Step 1 of 6") and not ana.files())
        work.player.wait_for(lambda: not work.bot.store.wellbeing.backlog().states)


def test_a_bot_that_ends_before_anything_is_taken_down_does_so_when_it_is_back(tmp_path: Path) -> None:
    with at_work(tmp_path) as work:
        ana = work.begins(work.room())
        work.card_rests(ana)
        work.bot.errands.stop()
        ana.types("/journey delete").presses("Delete the map", on="away for good")
        work.until(ana, "is deleted")
        work.bot.stop()
        assert ana.sees("Step 1 of 6")
        back = build(settings_for(tmp_path, work.running.url, "socket"))
        try:
            back.start()
            work.player.wait_for(lambda: not ana.sees("Step 1 of 6"))
        finally:
            back.stop()
