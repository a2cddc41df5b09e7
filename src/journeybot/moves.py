"""The moves on notes: write down, take away. Pure, run inside the store's lock."""

from collections.abc import Callable
from dataclasses import replace

from journeybot.journey import Challenge, Improvement, Key, Measure, Note, Persona, Stage, Touchpoint
from journeybot.masks import opens
from journeybot.permissions import may_change
from journeybot.workshop import Change, Move, Notes, Refusal, Step, Workshop


def turn(how: Callable[[Workshop], Workshop]) -> Move:
    """The move that turns the workshop and touches no note."""
    return lambda workshop, _notes: Change(workshop=how(workshop))


def answer(written: tuple[Note, ...], *, by: str, step: str | None, drop: tuple[Key, ...] = ()) -> Move:
    """The move that writes notes down: new ones go to the end of their kind; known keys are written over and keep their
    author and, unless a new one is given, their place. A touchpoint that is written is confirmed; what hangs at it goes
    along to another stage. Who writes has answered at `step`, who only takes back all they had there has not. Raises
    Refusal: `closed`."""

    def move(workshop: Workshop, notes: Notes) -> Change:
        workshop.must_be_open()
        now = workshop
        if step and (written or drop) and not _only_mended(written, workshop, notes):
            now = workshop.answered_by(by, step) if written else workshop.unanswered_by(by, step)
        placed = tuple(_confirmed(note, workshop) for note in _placed(written, notes))
        return Change(workshop=now, put=(*placed, *_goes_along(placed, notes)), drop=drop)

    return move


def _only_mended(written: tuple[Note, ...], workshop: Workshop, notes: Notes) -> bool:
    """Whether it puts improvements right at an earlier part of a review: no answer yet to what comes next."""
    elsewhere = workshop.review is not None and workshop.step is not Step.PLANS and bool(written)
    return elsewhere and all(isinstance(one, Improvement) and notes.find(one.key) for one in written)


def _placed(written: tuple[Note, ...], notes: Notes) -> tuple[Note, ...]:
    ends: dict[type[Note], int] = {}
    placed = []
    for note in written:
        old = notes.find(note.key)
        if old is not None:
            placed.append(replace(note, position=note.position or old.position, author=old.author))
            continue
        kind = type(note)
        if kind not in ends:
            ends[kind] = notes.last_position(kind)
        ends[kind] += 1
        placed.append(replace(note, position=note.position or ends[kind]))
    return tuple(placed)


def _confirmed(note: Note, workshop: Workshop) -> Note:
    return replace(note, confirmed=workshop.round) if isinstance(note, Touchpoint) else note


def _goes_along(placed: tuple[Note, ...], notes: Notes) -> list[Note]:
    """What names the stage of a touchpoint that is now in another one."""
    points = [note for note in placed if isinstance(note, Touchpoint)]
    before = {point.key: old.stage for point in points if isinstance(old := notes.find(point.key), Touchpoint)}
    moved = {point.key: point.stage for point in points if before.get(point.key, point.stage) != point.stage}
    own = {note.key for note in placed}
    held = [one for one in _at_places(notes) if one.touchpoint in moved and one.key not in own] if moved else []
    return [replace(one, stage=moved[str(one.touchpoint)]) for one in held]


def _at_places(notes: Notes) -> tuple[Challenge | Improvement | Measure, ...]:
    return (*notes.every(Challenge), *notes.every(Improvement), *notes.every(Measure))


def delete(key: Key, *, by: str, held: Key = "") -> Move:
    """The move that takes one note away, with what cannot be without it. A challenge at a deleted touchpoint stays, at
    the stage; an improvement stays without the challenge. `held` is the lock to which somebody has shown the key.

    Raises Refusal: `closed`, `gone`, `not_yours`, `stage_in_use`.
    """

    def move(workshop: Workshop, notes: Notes) -> Change:
        workshop.must_be_open()
        note = notes.find(key)
        if note is None:
            raise Refusal("gone")
        if not opens(held, note.key) and not may_change(by, note.author, workshop):
            raise Refusal("not_yours")
        now = _uncounted(workshop, note, notes)
        if workshop.review and workshop.step is Step.CHANGES and isinstance(note, Stage | Touchpoint):
            now = now.answered_by(by, Step.CHANGES)  # that something is no longer there is an answer, too
        return Change(workshop=now, put=tuple(_rehung(note, notes)), drop=(key,))

    return move


STEP_OF = {
    Persona: Step.PERSONAS,
    Touchpoint: Step.TOUCHPOINTS,
    Challenge: Step.CHALLENGES,
    Improvement: Step.IMPROVEMENTS,
}


def _uncounted(workshop: Workshop, gone: Note, notes: Notes) -> Workshop:
    """Whoever has nothing left at a step has not answered it."""
    step = STEP_OF.get(type(gone))
    if step is None or gone.author is None:
        return workshop
    others = any(note.author == gone.author for note in notes.every(type(gone)) if note.key != gone.key)
    return workshop if others else workshop.unanswered_by(gone.author, step)


def _rehung(gone: Note, notes: Notes) -> list[Note]:
    if isinstance(gone, Stage):
        return _without_stage(gone, notes)
    if isinstance(gone, Touchpoint):
        return _without_touchpoint(gone, notes)
    if isinstance(gone, Challenge):
        return [
            replace(one, challenges=tuple(k for k in one.challenges if k != gone.key))
            for one in notes.every(Improvement)
            if gone.key in one.challenges
        ]
    if isinstance(gone, Persona):
        return [
            replace(one, personas=tuple(k for k in one.personas if k != gone.key))
            for one in notes.every(Challenge)
            if gone.key in one.personas
        ]
    return []


def _without_stage(gone: Stage, notes: Notes) -> list[Note]:
    kept = sum(t.stage == gone.key for t in notes.every(Touchpoint))
    kept += sum(c.stage == gone.key for c in notes.every(Challenge))
    if kept:
        raise Refusal("stage_in_use", name=gone.name, count=kept)
    return [replace(m, stage=None) for m in notes.every(Measure) if m.stage == gone.key] + [
        replace(i, stage=None) for i in notes.every(Improvement) if i.stage == gone.key
    ]


def _without_touchpoint(gone: Touchpoint, notes: Notes) -> list[Note]:
    held = [one for one in _at_places(notes) if one.touchpoint == gone.key]
    moved: list[Note] = [replace(one, touchpoint=None, stage=gone.stage) for one in held]
    return moved + [replace(t, next=None) for t in notes.every(Touchpoint) if t.next == gone.key]
