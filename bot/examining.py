"""What the doctor finds in the database and beside it: room, who is up, what waits and why, which versions."""

import os
import platform
import shutil
import socket
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from importlib import metadata
from pathlib import Path

from bot.finding import Finding
from bot.hands import LISTENS_ONLY, NOBODY, is_heard
from bot.heart import LATE
from bot.promptness import Hour
from bot.slack.vault import Vault
from journeybot.ports import Clock
from journeybot.waking import ARCHIVED
from storage.engine import file_of, file_to_make
from storage.left_beside import backups_of, replaced
from storage.looking import Seen, look
from storage.migrations import KNOWN
from storage.tenancy import must_be_the_one_at_work, must_not_be_elsewhere
from storage.trouble import UnusableDatabase
from storage.wellbeing import Backlog, Pulse

LITTLE_ROOM = 200_000_000
"""Bytes; below that a busy week may fill the disk."""

TOO_LONG = timedelta(minutes=5)
"""For something to be due."""

SILENT = timedelta(seconds=90)
CURES = {
    "not_in_channel": "type /invite @journeybot in their channels",
    "channel_not_found": "type /invite @journeybot in their channels",
    ARCHIVED: "their channels are archived; it goes on once they no longer are",
    "team_access_not_granted": "an administrator of the organisation has kept their workspaces from journeybot",
    "cant_delete_message": "posts of deleted maps, which only an administrator of Slack may take away",
    "cant_delete_file": "files of deleted maps, which only an administrator of Slack may take away",
    "not_installed": "their workspaces have taken journeybot out",
}
KEY_LOST = "put back the key that did and start journeybot anew; if it is lost, each of them must install it once more"
NO_WORKSPACE = "no workspace has it installed"
PACKAGES = ("slack_bolt", "slack_sdk", "matplotlib")


def room(file: Path | None) -> Finding:
    """Whether there is room for the database to grow."""
    if file is None:
        return Finding("disk", fine=None, said="the database's server looks after its own")
    folder = next(parent for parent in file.absolute().parents if parent.is_dir())
    if not os.access(folder, os.W_OK):
        said = f"nothing can be written in {folder}: give journeybot the right to, or answers will be refused"
        return Finding("disk", fine=False, said=said)
    free = shutil.disk_usage(folder).free
    said = f"{free // 1_000_000:,} MB free in {folder}"
    if free < LITTLE_ROOM:
        return Finding("disk", fine=False, said=f"{said}: make room, or answers will be refused")
    return Finding("disk", fine=True, said=said)


def database(url: str, clock: Clock) -> Iterator[Finding]:
    """What the database is, who is up, what waits, and what cannot be posted. Raises UnusableDatabase."""
    file = file_of(url)
    if file is not None:
        must_not_be_elsewhere(file, clock())
        must_be_the_one_at_work(file, clock())
    missing, product = file_to_make(url), ""
    if missing is not None:
        yield Finding("database", fine=True, said=f"{missing} will be made at the first start")
    else:
        with closing(look(url, clock=clock)) as seen:
            product = seen.wellbeing.product()
            yield _whole(seen, in_file=file is not None)
            yield from _at_work(seen, clock())
    if file is not None:
        yield from _set_aside(file)
    yield versions(product)


def _set_aside(file: Path) -> Iterator[Finding]:
    """The databases that `db restore` has replaced, and the backups made before updates."""
    kept = [*replaced(file), *backups_of(file)] if file.absolute().parent.is_dir() else []
    if kept:
        names = ", ".join(one.name for one in kept[:5])
        said = f"{names}: what was deleted since can still be read there, so take away what you do not need"
        yield Finding("set aside", fine=None, said=said)


def _whole(seen: Seen, *, in_file: bool) -> Finding:
    """What the next start will do to it, and whether anything is broken."""
    if broken := seen.integrity():
        return Finding("database", fine=False, said=f"damaged ({broken}): restore a backup of it")
    if seen.schema is None:
        return Finding("database", fine=True, said="opens and is empty: its tables are made at the start")
    try:
        held = seen.counted()
    except UnusableDatabase as error:
        return Finding("database", fine=False, said=f"{error}")
    whole = f"whole: all that was counted on {held.day} is in it ({held})" if held else "whole"
    if seen.is_up_to_date:
        return Finding("database", fine=True, said=f"opens and is up to date, {whole}")
    first = "after a backup, which it makes beside it" if in_file else "for good: make a backup first (pg_dump)"
    said = f"opens, {whole}, with schema {seen.schema}; the next start brings it to {KNOWN[-1]} {first}"
    return Finding("database", fine=True, said=said)


def _at_work(seen: Seen, now: datetime) -> Iterator[Finding]:
    if seen.tells_who_is_up:
        pulses = seen.wellbeing.pulses(whole=seen.is_up_to_date)
        yield _running(pulses, now)
        up = [pulse for pulse in pulses if now - pulse.at <= LATE]
        yield from _errands([pulse for pulse in up if is_heard(pulse, now)])
        if any(pulse.deliveries or pulse.held_back_at for pulse in up):
            yield _answered(up)
    if seen.is_up_to_date:
        yield from _undone(seen.wellbeing.backlog())
    else:
        yield Finding("waiting", fine=None, said="told once the database is up to date")


def _undone(backlog: Backlog) -> Iterator[Finding]:
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
    there, silent = ([one for one in up if is_heard(one, now) is heard] for heard in (True, False))
    said = "; ".join(f"{_named(pulse)}, heard {_long(now - pulse.at)} ago" for pulse in there)
    if silent:
        others = "; ".join(f"{_named(pulse)}, not for {_long(now - pulse.at)}" for pulse in silent)
        said = f"{said or 'none'}. Not heard any more, so maybe dead: {others}"
    return Finding("running", fine=True if there else None, said=f"{len(there)} up: {said}")


def _named(pulse: Pulse) -> str:
    """What a process does, and where: its host and its number there."""
    host, _, rest = pulse.key.rpartition("/")[0].rpartition("/")
    return f"{pulse.part} {pulse.version}" + (f" ({host}, process {rest})" if host else "")


def _errands(there: Sequence[Pulse]) -> Iterator[Finding]:
    """Whether anybody posts and draws, where somebody leaves that to others."""
    parts = [pulse.part for pulse in there]
    if LISTENS_ONLY in parts:
        able = len(parts) - parts.count(LISTENS_ONLY)
        yield Finding("errands", fine=able > 0, said=f"{able} there to post and draw" if able else NOBODY)


def _answered(pulses: Sequence[Pulse]) -> Finding:
    """Whether Slack gets its answers, of all processes that are up together."""
    held_back = max((pulse.held_back_at for pulse in pulses if pulse.held_back_at), default=None)
    hour = Hour(sum(pulse.deliveries for pulse in pulses), sum(pulse.missed for pulse in pulses), held_back)
    said = f"{hour.deliveries - hour.missed} of the {hour.deliveries} deliveries of the last hour well and in time"
    if hour.held_back_at:
        said += f"; Slack held some back at {hour.held_back_at:%H:%M} UTC, as there were too many"
    if hour.alarming:
        said += ": if most are not, Slack stops sending events. What does the log say, and how busy is this machine?"
    return Finding("answers", fine=not hour.alarming, said=said)


def tokens(url: str, clock: Clock, *, vault: Vault) -> Finding:
    """Whether our keys open what workspaces gave us to speak with. Raises UnusableDatabase."""
    if file_to_make(url) is not None:
        return Finding("tokens", fine=None, said=NO_WORKSPACE)
    with closing(look(url, clock=clock)) as seen:
        if not seen.is_up_to_date:
            return Finding("tokens", fine=None, said="told once the database is up to date")
        known = [one for one in seen.installations.all() if one.sealed]
    if locked := vault.locked(known):
        number = f"{len(locked)} of {len(known)} workspaces ({', '.join(locked[:5])}{' …' if locked[5:] else ''})"
        return Finding("tokens", fine=False, said=f"no key of TOKEN_KEYS opens those of {number}: {KEY_LOST}")
    if not known:
        return Finding("tokens", fine=None, said=NO_WORKSPACE)
    return Finding("tokens", fine=True, said=f"TOKEN_KEYS opens all {len(known)} that workspaces gave")


def is_up_here(url: str, clock: Clock) -> bool:
    """Whether a journeybot that may listen to Slack is up on this machine. Raises UnusableDatabase."""
    if _has_another_file(url, clock()):
        return True
    if file_to_make(url) is not None:
        return False
    here, now = f"{socket.gethostname()}/", clock()
    with closing(look(url, clock=clock)) as seen:
        pulses = seen.wellbeing.pulses(whole=False) if seen.tells_who_is_up else ()
    return any(one.key.startswith(here) and one.part != "worker" and now - one.at <= LATE for one in pulses)


def _has_another_file(url: str, now: datetime) -> bool:
    """Whether one is up whose database was taken away from it."""
    file = file_of(url)
    try:
        if file is not None:
            must_be_the_one_at_work(file, now)
    except UnusableDatabase:
        return True
    return False


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
