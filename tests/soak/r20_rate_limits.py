"""R20: a whole team answers at once; the channel is edited no more often than Slack takes it."""

import json
from pathlib import Path

from bot.sandbox.faults import Faults
from tests.soak.crowd import Crowd, bot_for, cards_that_are_wrong, reading, rests, sandbox_for
from tests.soak.trials import trial

LIMITS = {"chat.update": (3.0, 3), "chat.postMessage": (1.0, 4)}
"""Seconds between two in the long run, and how many may come at once after a rest. Our own for edits of a card, which
keeps what Slack allows; Slack's for posts to one channel. https://docs.slack.dev/apis/web-api/rate-limits"""

TIERS = {"chat.update": 50, "chat.postEphemeral": 100}
"""Calls a minute that Slack takes of one workspace."""

LATE = 0.2
"""Seconds by which a call may have been held up on its way."""


@trial("R20 card edits and posts sooner than Slack likes them, and answers lost, 30 people at once",
       at_most=3, times=20, short=2)  # fmt: skip
def too_many(folder: Path, times: int) -> float:
    """Everybody enters that many names."""
    crowd, record = Crowd(rooms=1, people=30, each=times), folder / "record.jsonl"
    with sandbox_for(crowd) as (url, server, own), bot_for(url, own, folder):
        server.stage.delivery.faults = Faults(record=record)
        crowd.begin(url)
        crowd.answers(url)
        tenant = server.stage.workspace.team.id
        with reading(folder) as store:
            rests(store, tenant, crowd.rooms)
            found = crowd.wrong_in(store, tenant)
            cards = cards_that_are_wrong(server.stage.workspace, store, crowd.rooms)
    calls = [line for line in map(json.loads, record.read_text("utf-8").splitlines()) if line["what"] == "call"]
    at = {name: [call["at"] for call in calls if call["name"] == name] for name in LIMITS | TIERS}
    early = {name: _beyond(at[name], apart, burst=burst) for name, (apart, burst) in LIMITS.items()}
    busy = {name: _beyond(at[name], 60 / most, burst=most) for name, most in TIERS.items()}
    whispers = busy.pop(
        "chat.postEphemeral"
    )  # one an answer: how fast they come is up to the crowd, which never pauses
    print(f"      {len(crowd.ok)} answers, {len(at['chat.update'])} edits; too early {early}, over the tier {busy}")
    print(f"      not counted: {whispers} of {len(at['chat.postEphemeral'])} whispers over 100 a minute")
    return sum(found.values()) + cards + sum(early.values()) + sum(busy.values())


def _beyond(times: list[float], apart: float, *, burst: int) -> int:
    """How many would find the bucket empty that holds `burst` and is filled with one every so many seconds."""
    beyond, full_at = 0, 0.0
    for at in times:
        full_at = max(full_at, at)
        if full_at - at > apart * (burst - 1) + LATE:
            beyond += 1
        else:
            full_at += apart
    return beyond
