"""What journeybot itself leaves beside a SQLite file: backups made before updates, and databases that were replaced."""

import logging
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from storage.backup import BESIDE

BACKUP = r"\.\d{4}-\d\d-\d\d-\d{6}\.schema-\w+\.backup"
REPLACED = r"\.before(\.\d+)?"

log = logging.getLogger("journeybot")


def backups_of(file: Path) -> list[Path]:
    """The backups made before updates, the oldest first; others are not ours to take away."""
    return _named(file, BACKUP)


def replaced(file: Path) -> list[Path]:
    """The databases in whose place `db restore` has put a backup."""
    return _named(file, REPLACED)


def name_of_backup(file: Path, at: datetime) -> str:
    """How the name of a backup made then begins."""
    return f"{file.name}.{at.astimezone():%Y-%m-%d-%H%M%S}"


def throw_away(file: Path, before: datetime) -> None:
    """All of these from before that time go: who made none does not think of them, and maps that were deleted since can
    still be read there."""
    backups = [one for one in backups_of(file) if one.name < name_of_backup(file, before)]
    for one in [*backups, *(one for one in replaced(file) if _set_aside_at(one) < before)]:
        if gone(one):
            log.info("deleted for good: %s, which was kept as long as finished maps are", one)
        for ending in BESIDE:
            gone(one.with_name(one.name + ending))


def gone(copy: Path) -> bool:
    """Take one away, if it is there and can be."""
    with suppress(OSError):  # that one too many is left keeps nobody from work
        copy.unlink()
        return True
    return False


def _set_aside_at(one: Path) -> datetime:
    return datetime.fromtimestamp(one.stat().st_mtime, UTC)


def _named(file: Path, ending: str) -> list[Path]:
    ours = re.compile(re.escape(file.name) + ending)
    return sorted(one for one in file.parent.iterdir() if ours.fullmatch(one.name))
