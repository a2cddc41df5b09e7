"""When a map is deleted, its card and its files go from the channel, and a new one can begin there."""

from pathlib import Path

from tests.slack.at_work import at_work


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
