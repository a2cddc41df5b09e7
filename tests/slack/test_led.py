"""The bot goes by the sandbox's clock: days pass in a moment; it reminds people at their hour, and asks the team."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.led import lead
from bot.sandbox.calendar import morning_on
from bot.sandbox.player import Person, Sandbox
from bot.sandbox.workspace import Workspace
from tests.slack.test_back_again import up
from tests.soak.crowd import sandbox_of

DAYS = 5
"""After so many there are two working days before the last of them, whatever day it is now."""


def when(person: Person, words: str) -> list[str]:
    """At what time by this person's clock they were told these words."""
    return [one["time"] for one in person.looks().screen["messages"] if words in one["text"]]


def test_a_week_brings_reminders_and_reviews_to_everybody_at_their_own_hour(tmp_path: Path) -> None:
    space = Workspace()
    with sandbox_of(space) as (url, server, own), up(url, own, tmp_path) as bot:
        server.stage.follow = partial(lead, bot)
        player = Sandbox(url)
        ana, ben = player.person("Ana"), player.person("Ben")
        day = morning_on(space.people[ana.id].local_time(datetime.now(UTC).timestamp()), DAYS).date()
        ana.types("/journey start Groceries").submits()
        player.wait_for(lambda: ana.sees("Step 1 of 6"))
        ana.presses("Add a persona").submits({"Name": "Maya"})
        ben.types("/journey improve").submits({"text": "A shorter queue", "owner": "Ben", "due": f"{day}"})
        ana.types("/journey close").submits()
        player.wait_for(lambda: ana.sees("We look at it again on"))
        ana.types(f"/journey review {day}")
        player.wait_for(lambda: ana.sees(f"{day.day} "))
        player.post("act/leap", user=ana.id, days=DAYS)
        player.wait_for(lambda: ana.sees("Shall we look at *Groceries* again?"))
        assert when(ana, "Shall we look at") == ["10:05"], "once, and at the team's own hour"
        ben.goes_to("direct")
        assert when(ben, "A shorter queue") == ["10:05"], "in New York, where it is night when Ana begins to work"
