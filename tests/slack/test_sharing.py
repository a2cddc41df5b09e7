"""Sharing and comparing in Slack: the real bot and two channels of the sandbox."""

from collections.abc import Iterator

import pytest

from tests.slack.at_work import AtWork, at_work


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    with at_work(tmp_path_factory.mktemp("bot")) as work:
        yield work


def test_a_map_is_shared_with_another_channel_and_brought_up_to_date_there(work: AtWork) -> None:
    room, sales = work.room(), work.room()
    ana, ben = work.begins(room), work.person("Ben", sales)
    ana.types("/journey persona").submits({"Name": "Maya"})
    ana.types(f"/journey share #{sales}").presses("Share it")
    work.until(ana, "Shared in")
    work.until(ben, "This is revision r1")
    work.player.wait_for(lambda: [file for file in ben.files() if "r1" in file["title"]])
    ana.types("/journey persona").submits({"Name": "Noor"})
    work.until(ana, "Saved: *Noor*")
    ben.presses("Bring up to date")
    work.until(ben, "This is revision r2")
    work.player.wait_for(lambda: [file["title"] for file in ben.files() if "r2" in file["title"]])
    work.player.wait_for(lambda: not ben.sees("This is revision r1"))


def test_the_map_now_is_compared_with_a_revision(work: AtWork) -> None:
    room = work.room()
    ana = work.begins(room)
    ana.types("/journey persona").submits({"Name": "Maya"})
    ana.types("/journey keep before the fair")
    work.until(ana, "Kept as r1")
    ana.types("/journey persona").submits({"Name": "Noor"})
    work.until(ana, "Saved: *Noor*")
    ana.types("/journey compare r1")
    work.until(ana, "*Personas that are new*")
    work.player.wait_for(lambda: [file for file in ana.files() if "compare" in file["name"]])
    assert any(file["title"].endswith(" (r1) beside the map now") for file in ana.files())


def test_a_channel_without_the_bot_is_told_before_anything_is_said_to_be_shared(work: AtWork) -> None:
    room, support = work.room(), work.room(bot=False)
    ana = work.begins(room)
    ana.types("/journey persona").submits({"Name": "Maya"})
    ana.types(f"/journey share #{support}")
    work.until(ana, "so I cannot post there, and nothing is shared yet")
