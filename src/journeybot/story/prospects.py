"""What will change, told once for all whose tales are told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from journeybot.journey import Challenge, Key
from journeybot.story.tales import Change, Tale


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What will change in any of the tales, and the pains in them against which nothing is planned."""

    changes: tuple[Change, ...]
    unanswered: tuple[Challenge, ...]


def prospect(tales: Sequence[Tale]) -> Prospect:
    """Each improvement and each pain once, in the order of the map."""
    changes: dict[Key, Change] = {}
    for change in (change for tale in tales for change in tale.changes):
        known = changes.setdefault(change.improvement.key, change)
        answers = {pain.key: pain for pain in (*known.answers, *change.answers)}
        changes[change.improvement.key] = replace(known, answers=tuple(answers.values()))
    unanswered = {pain.key: pain for tale in tales for pain in tale.unanswered}
    return Prospect(
        changes=tuple(sorted(changes.values(), key=lambda change: change.improvement.position)),
        unanswered=tuple(sorted(unanswered.values(), key=lambda pain: pain.position)),
    )
