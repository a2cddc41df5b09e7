"""The moves that take a change back, and put it back again. Pure, run inside the store's lock."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import takewhile

from journeybot.history import Done
from journeybot.journey import KINDS, Key, Note
from journeybot.merging import turned
from journeybot.ties import named_by
from journeybot.timer import Timer
from journeybot.workshop import Change, Move, Notes, Refusal, Workshop

MERGING = "merge"
"""The command whose changes give dots back."""

LAST_ACTIONS = "became"
"""The command that says what became of the last actions: its buttons turn it back, as most of it is on the last map."""


AFTERWARDS = frozenset({"doing", "done", "drop", "unbegun", "take", "assign", "review"})
"""Commands whose changes are no edit of the map: those made since it was finished can be taken back on it."""

CLOSING = "close"
"""The command that sets who looks after the map, and until when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """What was taken back or put back: the change, the workshop and the notes that it touches (None: there is none) as
    they were just before, and the revision of what could be taken back next (0: nothing)."""

    done: Done
    workshop: Workshop
    notes: Mapping[Key, Note | None]
    next: int = 0


def turn_back(revision: int | None, told: list[Turned], *, undone: bool) -> Move:
    """The move that takes a change back or, if it is `undone`, puts it back: the one made at `revision`, or the last.
    `told` is filled with what that was.

    Raises Refusal: `closed`, `nothing_to_undo`, `nothing_to_redo`, `changed_since`.
    """

    def move(workshop: Workshop, notes: Notes) -> Change:
        history = _history(workshop, notes)
        done = _chosen(history, revision, undone=undone)
        _nothing_depends(done, notes)
        before = {key: notes.find(key) for key in done.notes}
        rest = (one.revision for one in history if not one.undone and one is not done)
        told[:] = [Turned(done=done, workshop=workshop, notes=before, next=next(rest, 0))]
        now = _as_it_was(workshop, done)
        return Change(
            workshop=turned(now, done.notes, before) if done.what == MERGING else now,
            put=tuple(note for note in done.notes.values() if note is not None),
            drop=tuple(key for key, note in done.notes.items() if note is None),
            turns_back=done,
        )

    return move


def _history(workshop: Workshop, notes: Notes) -> tuple[Done, ...]:
    """What can be taken back or put back, the last first. Raises Refusal: `closed`."""
    history = tuple(done for done in notes.done() if done.what != LAST_ACTIONS and _is_of_now(done, workshop))
    if workshop.open:
        return history
    since = takewhile(lambda done: done.what != CLOSING, history)
    found = tuple(done for done in since if done.what in AFTERWARDS and not done.workshop)
    if not found:
        workshop.must_be_open()
    return found


def _is_of_now(done: Done, workshop: Workshop) -> bool:
    """Not a turn of the steps from before a review, or of one that is over: it would lead out of what is going on."""
    before = workshop.review is not None and done.made <= workshop.review.change
    return not done.workshop or not (before or done.workshop.get("step", workshop.step) not in workshop.steps)


def _chosen(history: tuple[Done, ...], revision: int | None, *, undone: bool) -> Done:
    last = _last(history, undone=undone)
    if revision is None or (last and last.revision == revision):
        found = last
    else:
        found = next((one for one in history if one.revision == revision and one.undone is undone), None)
        if found is not None:
            _nothing_since(found, history)
    if found is None:
        raise Refusal("nothing_to_redo") if undone else Refusal("nothing_to_undo")
    return found


def _last(history: tuple[Done, ...], *, undone: bool) -> Done | None:
    """The last change; or the last that was taken back, if nothing new was changed since."""
    fitting = (one for one in history if one.undone is undone)
    return next((one for one in fitting if not undone or all(o.made <= one.revision for o in history)), None)


def _nothing_since(done: Done, history: tuple[Done, ...]) -> None:
    """Raises Refusal `changed_since` where the same was changed afterwards. A later change that was taken back again is
    none; the taking back of an earlier one is."""
    later = (one for one in history if one.revision > done.revision and (not one.undone or one.made <= done.revision))
    if any(one.touched & done.touched for one in later):
        raise Refusal("changed_since")


def _nothing_depends(done: Done, notes: Notes) -> None:
    """Raises Refusal `changed_since` where others hang on what would go, or what would come hangs on what is gone."""
    coming = [note for note in done.notes.values() if note is not None]
    going = {key for key, note in done.notes.items() if note is None}
    named = frozenset().union(*map(named_by, coming)) - done.notes.keys()
    if any(notes.find(key) is None for key in named):
        raise Refusal("changed_since")
    if going and any(named_by(note) & going for note in _others(done, notes)):
        raise Refusal("changed_since")


def _others(done: Done, notes: Notes) -> list[Note]:
    return [note for kind in KINDS.values() for note in notes.every(kind) if note.key not in done.notes]


def _as_it_was(workshop: Workshop, done: Done) -> Workshop:
    now = replace(workshop, about=replace(workshop.about, **done.about), **done.workshop)
    if "step" in done.workshop:
        now = replace(now, timer=Timer())  # its time was set for the step that is left
    for step, people in done.came.items():
        for person in people:
            now = now.unanswered_by(person, step)
    for step, people in done.went.items():
        for person in people:
            now = now.answered_by(person, step)
    return now
