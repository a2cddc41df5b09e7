"""The moves of a review: it begins on a finished map, is interrupted and taken up again, comes to an end. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from journeybot.journey import Improvement, JourneyMap, Key, Measure, Score, Status
from journeybot.masks import among_names
from journeybot.measures import asked
from journeybot.people import person_in
from journeybot.reviews import Review, has_told, replaced, to_be_told, told
from journeybot.revisions import Keep, Why
from journeybot.sequence import PARTS, Secret, Step
from journeybot.timer import Timer
from journeybot.workshop import Change, Move, Notes, Refusal, Workshop


def begin(before: int, *, at: datetime, by: str) -> Move:
    """The move that opens a finished map for a review, which began `before` that revision; one that was interrupted
    goes on where it was. Whoever begins it leads through it. Raises Refusal: `already_open`."""

    def move(workshop: Workshop, notes: Notes) -> Change:
        reopened = workshop.reopen()
        again = replace(reopened, facilitators=tuple(dict.fromkeys((*reopened.facilitators, by))))
        if workshop.review is not None:
            return Change(workshop=again)
        number = workshop.about.reviews + 1
        who = {Step.OUTCOMES: _owners(notes, number), Step.NUMBERS: _counters(workshop, notes)}
        review = Review(number=number, before=before, since=at, change=workshop.about.revision, asked=who)
        parts = {*PARTS, *map(among_names, PARTS)}
        fresh = replace(
            again,
            review=review,
            step=PARTS[0],
            skipped=tuple(step for step in workshop.skipped if step not in parts),
            revealed=tuple(secret for secret in Secret if secret is not Secret.SCORES),
            answered={under: people for under, people in workshop.answered.items() if under not in parts},
            veils={under: veil for under, veil in workshop.veils.items() if under not in parts},
        )
        return Change(workshop=fresh)

    return move


def _owners(notes: Notes, number: int) -> tuple[str, ...]:
    return _people(one.owner for one in notes.every(Improvement) if to_be_told(one, number))


def _counters(workshop: Workshop, notes: Notes) -> tuple[str, ...]:
    journey = JourneyMap(about=workshop.about)
    return _people(asked(one, journey) for one in notes.every(Measure))


def _people(owners: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person for owner in owners if (person := person_in(owner))))


def stop(at: datetime) -> Move:
    """The move that interrupts a review: what was given stays, feelings stay hidden until it goes on. Raises Refusal:
    `closed`, `no_review`."""

    def move(workshop: Workshop, _notes: Notes) -> Change:
        workshop.must_be_open()
        if workshop.review is None:
            raise Refusal("no_review")
        return Change(workshop=replace(workshop, open=False, closed_at=at, timer=Timer()))

    return move


def end(at: datetime, *, owner: str, review_on: date | None) -> Move:
    """The move that ends a workshop or a review, with who looks after the map and until when, and keeps a revision. Of
    feelings that were given anew the earlier ones go; they are in the revision before. Raises Refusal: `closed`."""

    def move(workshop: Workshop, notes: Notes) -> Change:
        review, about = workshop.review, replace(workshop.about, owner=owner, review_on=review_on)
        if review is None:
            return Change(workshop=workshop.close(at, about), keeps=Keep(why=Why.CLOSED))
        closed = workshop.close(at, replace(about, reviews=review.number))
        over = tuple(score.key for score in replaced(notes.every(Score), review.number))
        after = replace(closed, review=None, step=Step.IMPROVEMENTS, revealed=tuple(Secret))
        return Change(workshop=after, drop=over, keeps=Keep(why=Why.REVIEWED, reason=f"{review.number}"))

    return move


def tell(key: Key, *, by: str, status: Status, words: str) -> Move:
    """The move that writes down what became of an improvement, as its owner or a facilitator tells in a review. Who has
    told of all of theirs has answered. Raises Refusal: `closed`, `no_review`, `gone`, `not_your_improvement`."""

    def move(workshop: Workshop, notes: Notes) -> Change:
        workshop.must_be_open()
        review, note = workshop.review, notes.find(key)
        if review is None:
            raise Refusal("no_review")
        if not isinstance(note, Improvement):
            raise Refusal("gone")
        if person_in(note.owner) != by and by not in workshop.facilitators:
            raise Refusal("not_your_improvement")
        now = told(note, review.number, status=status, words=words)
        left = waiting_of(by, notes.every(Improvement), review.number)
        done = all(one.key == key for one in left) and person_in(note.owner) == by
        return Change(workshop=workshop.answered_by(by, Step.OUTCOMES) if done else workshop, put=(now,))

    return move


def waiting_of(person: str, improvements: Iterable[Improvement], number: int) -> tuple[Improvement, ...]:
    """What of theirs somebody has not told of yet in that review."""
    return tuple(one for one in waiting(improvements, number) if person_in(one.owner) == person)


def waiting(improvements: Iterable[Improvement], number: int) -> tuple[Improvement, ...]:
    """What nobody has told of yet in that review."""
    return tuple(one for one in improvements if to_be_told(one, number) and not has_told(one, number))
