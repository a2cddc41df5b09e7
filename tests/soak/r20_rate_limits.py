"""R20: a whole team answers at once; the channel is edited no more often than Slack takes it."""

from pathlib import Path

from bot.sandbox.faults import Faults
from tests.soak.crowd import Crowd, bot_for, cards_that_are_wrong, reading, rests, sandbox_for
from tests.soak.rates import beyond, called_at
from tests.soak.trials import trial

LIMITS = {"chat.update": (3.0, 3), "chat.postMessage": (1.0, 4)}
"""Seconds between two in the long run, and how many may come at once after a rest. Our own for edits of a card, which
keeps what Slack allows; Slack's for posts to one channel. https://docs.slack.dev/apis/web-api/rate-limits"""

TIERS = {"chat.update": 50, "chat.postEphemeral": 100}
"""Calls a minute that Slack takes of one workspace."""


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
    at = {name: called_at(record, name) for name in LIMITS | TIERS}
    early = {name: beyond(at[name], apart, burst=burst) for name, (apart, burst) in LIMITS.items()}
    busy = {name: beyond(at[name], 60 / most, burst=most) for name, most in TIERS.items()}
    sent = ", ".join(f"{len(times)} {name}" for name, times in at.items())
    print(f"      {len(crowd.ok)} answers, {sent}; too early {early}, over the tier {busy}")
    return sum(found.values()) + cards + sum(early.values()) + sum(busy.values())
