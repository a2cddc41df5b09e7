"""Entering for a room, in Slack: dialogs as they really open, what is refused at its field, the files of a sheet."""

from pathlib import Path

from journeybot.workshop import Place
from tests.slack.at_work import at_work


def test_a_facilitator_enters_lines_and_hands_and_gets_a_sheet(tmp_path: Path) -> None:
    with at_work(tmp_path) as work:
        ana = work.begins(work.room())
        ana.types("/journey persona").submits({"Name": "Maya"})
        ana.types("/journey paste").submits({"The lines": "[touchpoints]\nAwareness: Looks for the shop"})
        work.until(ana, "Saved: *1 touchpoint*")
        refused = ana.types("/journey paste").is_refused(
            {"The lines": "[hurts]\nLooks for the shop: no sign\nIt rains"}
        )
        assert "Line 3 names no place" in refused["The lines"]
        ana.submits({"Where do lines belong that name no place?": "Looks for the shop"})
        work.until(ana, "Saved: *2 challenges*")
        ana.types("/journey headcount").submits({"−1 annoyed": "4"})
        work.until(ana, "Saved: *4 feelings*")
        ana.types("/journey sheet")
        ana.types("/journey sheet text")
        work.player.wait_for(lambda: len(ana.files()) == 2, 30)
        assert {file["name"] for file in ana.files()} == {"journey-groceries-sheet.pdf", "journey-groceries-sheet.txt"}
        text = next(file for file in ana.files() if file["name"].endswith("txt"))
        assert b"Awareness > Looks for the shop:" in work.player.download(text["url"])
        place = Place(work.running.stage.workspace.team.id, ana.channel)
        workshop = work.bot.store.latest_in(place)
        assert workshop is not None
        assert workshop.counts["score"] == 4
