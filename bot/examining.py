"""What the doctor finds in the database and beside it: room, who is up, what waits and why, which versions."""

import platform
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import metadata
from pathlib import Path

from bot.finding import Finding
from bot.heart import LATE
from storage.store import SqlStore
from storage.wellbeing import Backlog, Pulse

LITTLE_ROOM = 200_000_000
"""Bytes; below that a busy week may fill the disk."""

TOO_LONG = timedelta(minutes=5)
"""For something to be due."""

SILENT = timedelta(seconds=90)
CURES = {
    "not_in_channel": "type /invite @journeybot in their channels",
    "channel_not_found": "type /invite @journeybot in their channels",
    "is_archived": "their channels are archived; /journey export works in others",
    "team_access_not_granted": "an administrator of the organisation has kept their workspaces from journeybot",
    "not_installed": "their workspaces have taken journeybot out",
}
PACKAGES = ("slack_bolt", "slack_sdk", "matplotlib")


def room(file: Path | None) -> Finding:
    """Whether there is room for the database to grow."""
    if file is None:
        return Finding("disk", fine=None, said="the database's server looks after its own")
    folder = next(parent for parent in file.absolute().parents if parent.is_dir())
    free = shutil.disk_usage(folder).free
    said = f"{free // 1_000_000:,} MB free in {folder}"
    if free < LITTLE_ROOM:
        return Finding("disk", fine=False, said=f"{said}: make room, or answers will be refused")
    return Finding("disk", fine=True, said=said)


def at_work(store: SqlStore, now: datetime) -> Iterator[Finding]:
    """Who is up, what waits, and what cannot be posted."""
    pulses, backlog = store.wellbeing.pulses(), store.wellbeing.backlog()
    yield _running(pulses, now)
    late = max(backlog.oldest, backlog.latest)
    waits = f"{backlog.states.get('due', 0) or 'nothing'} to post, {backlog.wakes or 'no'} timers and reminders ahead"
    if late > TOO_LONG:
        said = f"{waits}, the oldest {_long(late)} late: is journeybot up, and what does its log say?"
        yield Finding("waiting", fine=False, said=said)
    else:
        yield Finding("waiting", fine=True, said=waits)
    yield _troubled(backlog, "parked", fine=True)
    yield _troubled(backlog, "dead", fine=False)


def _running(pulses: tuple[Pulse, ...], now: datetime) -> Finding:
    if not pulses:
        return Finding("running", fine=None, said="no process is up")
    up = [pulse for pulse in pulses if now - pulse.at <= LATE]
    if not up:
        said = f"the last sign of life is {_long(now - pulses[0].at)} old, without a goodbye: start it again"
        return Finding("running", fine=False, said=said)
    deaf = [now - pulse.heard_at for pulse in up if pulse.heard_at and pulse.at - pulse.heard_at > SILENT]
    if deaf:
        return Finding("running", fine=False, said=f"Slack has not been heard for {_long(max(deaf))}")
    parts = ", ".join(f"{pulse.part} {pulse.version}" for pulse in up)
    return Finding("running", fine=True, said=f"{len(up)} up ({parts}), last heard {_long(now - up[0].at)} ago")


def is_up_here(store: SqlStore, now: datetime) -> bool:
    """Whether a journeybot that may listen to Slack is up on this machine."""
    here = f"{socket.gethostname()}/"
    pulses = store.wellbeing.pulses()
    return any(one.key.startswith(here) and one.part != "worker" and now - one.at <= LATE for one in pulses)


def _troubled(backlog: Backlog, state: str, *, fine: bool) -> Finding:
    """What is in this state, why, and what helps."""
    rest = "press its button to post it again, or ask anew; the log says more"
    found = [
        f"{number} for {error} ({CURES.get(error, rest)})"
        for (which, error), number in sorted(backlog.troubles.items())
        if which == state
    ]
    return Finding(state, fine=fine or not found, said="; ".join(found) or "nothing")


def versions(database: str) -> Finding:
    """All that a report of a bug should name; of the database what it told, if it was asked."""
    database = database or f"SQLite {sqlite3.sqlite_version}"
    packages = ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES)
    ours = f"journeybot {metadata.version('journeybot')}, Python {platform.python_version()}"
    return Finding("versions", fine=True, said=f"{ours}, {database}, {packages}")


def _long(time: timedelta) -> str:
    """A length of time, roughly."""
    seconds = max(int(time.total_seconds()), 0)
    return f"{seconds} seconds" if seconds < 120 else f"{seconds // 60} minutes"
