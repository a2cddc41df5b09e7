"""The bot goes by the sandbox's clock: three months pass in a moment, and it asks the team back."""

from functools import partial
from pathlib import Path

from bot.led import lead
from bot.sandbox.player import Sandbox
from bot.sandbox.workspace import Workspace
from tests.slack.test_back_again import up
from tests.soak.crowd import sandbox_of


def test_three_months_later_a_finished_map_asks_to_be_looked_at_again(tmp_path: Path) -> None:
    with sandbox_of(Workspace()) as (url, server, own), up(url, own, tmp_path) as bot:
        server.stage.follow = partial(lead, bot)
        player = Sandbox(url)
        ana = player.person("Ana")
        ana.types("/journey start Groceries").submits()
        player.wait_for(lambda: ana.sees("Step 1 of 6"))
        ana.presses("Add a persona").submits({"Name": "Maya"})
        ana.types("/journey close").submits()
        player.wait_for(lambda: ana.sees("We look at it again on"))
        assert not ana.sees("Shall we look at")
        player.post("act/leap", user=ana.id, days=91)
        player.wait_for(lambda: ana.sees("Shall we look at *Groceries* again?"))
        asked = [one for one in ana.looks().screen["messages"] if "Shall we look at" in one["text"]]
        assert [one["time"] for one in asked] == ["10:05"], "once, and at their own hour"
