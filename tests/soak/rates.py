"""How often Slack was called, of the sandbox's record, and which of these calls came sooner than Slack takes them."""

import json
from collections.abc import Sequence
from pathlib import Path

LATE = 0.2
"""Seconds by which a call may have been held up on its way."""


def called_at(record: Path, *names: str, channel: str = "") -> list[float]:
    """When these methods were called and the call was carried out (in that channel, if one is named), in seconds."""
    lines = map(json.loads, record.read_text("utf-8").splitlines())
    calls = [one for one in lines if one["what"] == "call" and one["name"] in names and one["ok"]]
    return [one["at"] for one in calls if not channel or one["channel"] == channel]


def beyond(times: Sequence[float], apart: float, *, burst: int) -> int:
    """How many would find the bucket empty that holds `burst` and is filled with one every so many seconds."""
    early, full_at = 0, 0.0
    for at in times:
        full_at = max(full_at, at)
        if full_at - at > apart * (burst - 1) + LATE:
            early += 1
        else:
            full_at += apart
    return early
