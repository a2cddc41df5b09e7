"""What was done to a map lately, and what it changed, so that it can be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from journeybot.journey import Key, Note

Fields = Mapping[str, Any]
People = Mapping[str, tuple[str, ...]]

OF_THE_ROOM = frozenset(
    {
        "key",
        "place",
        "about",
        "counts",
        "open",
        "facilitators",
        "answered",
        "watching",
        "invited",
        "timer",
        "pace",
        "veils",
        "returned",
        "follows",
        "review",
        "started_at",
        "closed_at",
    }
)
"""Fields of a workshop that no taking back changes as such: who is there, when, whether it is open are not of the map
(`reopen` takes back a `close`); `about` goes field by field, `answered` person by person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One change. `notes` are what it wrote or took away, as they were before (None: there was none); `workshop` and
    `about` the fields it changed, as they were; `came` and `went` who has answered since, or no longer, per step.

    `revision` is the map's after it, `what` the command or dialog. `undone`: it is itself the taking back of a change,
    and what was then is what putting back needs; `made` is the revision at which that was first made."""

    revision: int
    made: int
    what: str = ""
    undone: bool = False
    notes: Mapping[Key, Note | None] = field(default_factory=dict)
    workshop: Fields = field(default_factory=dict)
    about: Fields = field(default_factory=dict)
    came: People = field(default_factory=dict)
    went: People = field(default_factory=dict)

    @property
    def touched(self) -> frozenset[str]:
        """What it changed: keys of notes, and names of fields."""
        return frozenset(self.notes) | {f".{name}" for name in self.workshop} | {f"..{name}" for name in self.about}
