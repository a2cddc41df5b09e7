"""The move that makes one note of two that say the same. Nothing that was said is lost."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count

from journeybot.journey import Challenge, Evidence, Improvement, Key, Note, Pain, Vote
from journeybot.keys import is_of, vote_key
from journeybot.masks import among_names
from journeybot.workshop import SECRET_OF, Change, Move, Notes, Refusal, Secret, Step, Workshop

BETWEEN = " / "
LONGEST, LONGEST_NEED = 1000, 500
"""Characters that the dialogs of these notes take; a longer one could not be edited any more."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of it: the note that stays, and who got how many dots back."""

    note: Challenge | Improvement
    returned: Mapping[str, int]


def merge(first: Key, second: Key, told: list[Merged]) -> Move:
    """The move that merges two challenges, or two improvements. The earlier stays, with its key and author, and takes
    over what the later one said and what hangs on it. Nobody has more dots on it than may lie on one: the rest is free
    to be placed again, and until then they are not done. `told` is filled with what came of it.

    Raises Refusal: `closed`, `gone`, `too_long_to_merge`.
    """

    def move(workshop: Workshop, notes: Notes) -> Change:
        workshop.must_be_open()
        earlier, later = sorted(_both(first, second, notes), key=lambda note: (note.position, note.key))
        one = _one(earlier, later)
        under = _secret_of(one)
        dots = _dots(workshop, notes, later.key, to=earlier.key, under=under)
        told[:] = [Merged(one, dots.returned)]
        put = (one, *dots.moved, *_rehung(notes, later.key, to=earlier.key))
        return Change(workshop=_returning(workshop, under, dots.returned), put=put, drop=(later.key,))

    return move


def turned(workshop: Workshop, was: Mapping[Key, Note | None], now: Mapping[Key, Note | None]) -> Workshop:
    """The workshop once a merging is taken back, or put back: of the notes that it touches, `was` says what comes back
    and `now` what goes. Who gets dots back on their place has that many fewer to place anew."""
    touched = (*was.values(), *now.values())
    under = _secret_of(next((note for note in touched if isinstance(note, Challenge)), None))
    owners = _Owners(workshop, under)
    lost = Counter(owners.whose(vote) for vote in now.values() if isinstance(vote, Vote))
    lost.subtract(owners.whose(vote) for vote in was.values() if isinstance(vote, Vote))
    return _returning(workshop, under, {person: dots for person, dots in lost.items() if person and dots})


def _returning(workshop: Workshop, under: str, dots: Mapping[str, int]) -> Workshop:
    """Each of these people has so many dots more (below 0: fewer) to place anew."""
    if not dots:
        return workshop
    now = Counter(workshop.returned.get(under, ()))
    now.update(dots)
    return replace(workshop, returned={**workshop.returned, under: tuple(sorted(now.elements()))})


def _secret_of(note: Note | None) -> Secret:
    return SECRET_OF[Step.CHALLENGES if isinstance(note, Challenge) else Step.IMPROVEMENTS]


def _both(first: Key, second: Key, notes: Notes) -> tuple[Challenge | Improvement, Challenge | Improvement]:
    one, other = notes.find(first), notes.find(second)
    if isinstance(one, Challenge) and isinstance(other, Challenge) and one != other:
        return one, other
    if isinstance(one, Improvement) and isinstance(other, Improvement) and one != other:
        return one, other
    raise Refusal("gone")


def _one(earlier: Challenge | Improvement, later: Challenge | Improvement) -> Challenge | Improvement:
    if isinstance(earlier, Challenge) and isinstance(later, Challenge):
        return _challenge(earlier, later)
    if isinstance(earlier, Improvement) and isinstance(later, Improvement):
        return _improvement(earlier, later)
    raise Refusal("gone")


def _challenge(earlier: Challenge, later: Challenge) -> Challenge:
    everybody = not earlier.personas or not later.personas
    return replace(
        earlier,
        text=_joined(earlier.text, later.text, most=LONGEST),
        need=_joined(earlier.need, later.need, most=LONGEST_NEED),
        touchpoint=_touchpoint(earlier, later),
        stage=earlier.stage or later.stage,
        personas=() if everybody else tuple(dict.fromkeys((*earlier.personas, *later.personas))),
        pain=Pain.TRIGGER if Pain.TRIGGER in {earlier.pain, later.pain} else earlier.pain,
        severity=max(filter(None, (earlier.severity, later.severity)), default=None),
    )


def _improvement(earlier: Improvement, later: Improvement) -> Improvement:
    return replace(
        earlier,
        text=_joined(earlier.text, later.text, most=LONGEST),
        challenges=tuple(dict.fromkeys((*earlier.challenges, *later.challenges))),
        touchpoint=_touchpoint(earlier, later),
        stage=earlier.stage or later.stage,
        strategy=earlier.strategy or later.strategy,
        impact=earlier.impact or later.impact,
        effort=earlier.effort or later.effort,
        owner=earlier.owner or later.owner,
        due=min(filter(None, (earlier.due, later.due)), default=None),
    )


def _joined(one: str, other: str, *, most: int) -> str:
    """Both texts in one; only the longer if it has all of the other."""
    if _says(one, other):
        return one
    if _says(other, one):
        return other
    both = BETWEEN.join(filter(None, (one, other)))
    if len(both) > most:
        raise Refusal("too_long_to_merge", most=most)
    return both


def _says(text: str, other: str) -> bool:
    """Whether a text has another in it, as whole words; capitals and spaces do not count."""
    whole, part = (" ".join(one.casefold().split()) for one in (text, other))
    return re.search(rf"(?<!\w){re.escape(part)}(?!\w)", whole) is not None


def _touchpoint(earlier: Challenge | Improvement, later: Challenge | Improvement) -> Key | None:
    """The earlier one's place, or a closer one in the same stage."""
    return earlier.touchpoint or (later.touchpoint if earlier.stage in {None, later.stage} else None)


@dataclass(frozen=True, slots=True)
class Dots:
    """The dots that lie on the note that goes, as they lie on the one that stays; and those that must be given back."""

    moved: tuple[Vote, ...]
    returned: Mapping[str, int]


def _dots(workshop: Workshop, notes: Notes, gone: Key, *, to: Key, under: str) -> Dots:
    """With the keys that the dialog would give them: where no names are kept, they alone say whose a dot is."""
    votes, most = notes.every(Vote), workshop.settings.votes_on_one
    owners = _Owners(workshop, under)
    moved, returned, taken = [], Counter[str](), {vote.key for vote in votes}
    placed = Counter(owners.of(vote) for vote in votes if vote.on == to)
    for vote in (vote for vote in votes if vote.on == gone):
        owner = owners.of(vote)
        placed[owner] += 1
        if not owner:
            moved.append(replace(vote, on=to))
        elif placed[owner] > most:
            returned[owners.person(owner)] += 1
        else:
            keys = (vote_key(workshop.key, to, person=owner, dot=dot) for dot in count(1))
            moved.append(replace(vote, on=to, key=next(key for key in keys if key not in taken)))
            taken.add(moved[-1].key)
    return Dots(tuple(moved), returned)


class _Owners:
    """Whose a dot is: by its author or, where no names are kept, by the code in its key; empty if nobody can tell."""

    def __init__(self, workshop: Workshop, under: str) -> None:
        people = () if workshop.is_sealed(under) else workshop.answered.get(under, ())
        self._workshop = workshop.key
        self._codes = {workshop.alias(person, under): person for person in people}
        here = among_names(under)
        if here in workshop.veils and not workshop.is_sealed(here):
            self._codes |= {workshop.alias(person, here): person for person in workshop.counted}

    def of(self, vote: Vote) -> str:
        own = (code for code in self._codes if is_of(vote, self._workshop, person=code))
        return vote.author or next(own, "")

    def person(self, owner: str) -> str:
        """The person that an owner is, to be told in private."""
        return self._codes.get(owner, owner)

    def whose(self, vote: Vote) -> str:
        """The person whose dot it is; empty if nobody can tell."""
        return self.person(self.of(vote))


def _rehung(notes: Notes, gone: Key, *, to: Key) -> Iterator[Note]:
    """What hangs on the note that goes, hung on the one that stays."""
    yield from (replace(one, on=to) for one in notes.every(Evidence) if one.on == gone)
    for one in notes.every(Improvement):
        if gone in one.challenges:
            yield replace(one, challenges=tuple(dict.fromkeys(to if key == gone else key for key in one.challenges)))
