"""A running workshop: who leads it, which step it is at, and the moves a team can make. Pure: values in, values out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from journeybot.history import Done
from journeybot.journey import About, Key, Note
from journeybot.masks import behind
from journeybot.places import Place, Refusal, Who
from journeybot.reviews import Review
from journeybot.revisions import Keep
from journeybot.sequence import AGAIN, ONCE, RETROSPECTIVE, SECRET_OF, STEP_OF, STEPS, Secret, Step, gone_through
from journeybot.settings import Settings
from journeybot.timer import Timer

__all__ = ["SECRET_OF", "STEPS", "Place", "Refusal", "Secret", "Step", "Who"]


class Pace(StrEnum):
    """Everybody at once, or a little every day."""

    LIVE = "live"
    SLOW = "slow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """A team at work on one map in one channel. `answered` holds, per step (or vote), who has given something; `counts`
    how many notes of each kind the map has (kept by the store); `skipped` the steps passed over on purpose; `revealed`
    what is no longer hidden; `watching` who facilitates only and is not counted; `invited` who is asked to take
    part; `timer` the time set for this step; `settings` what the team has set; `veils`, per step (or vote) answered
    without names, the secret behind the codes of those who answered, emptied at the end; `returned`, per secret, who
    has dots to place anew, once for each; `follows` the retrospective before this one, with whose actions it opens;
    `review` the review under way or, where the workshop is closed, interrupted: then `step` is one of its parts."""

    key: Key
    place: Place
    about: About
    step: Step = Step.PERSONAS
    open: bool = True
    pace: Pace = Pace.LIVE
    facilitators: tuple[str, ...] = ()
    answered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    skipped: tuple[Step, ...] = ()
    revealed: tuple[Secret, ...] = ()
    watching: tuple[str, ...] = ()
    invited: tuple[str, ...] = ()
    timer: Timer = field(default_factory=Timer)
    settings: Settings = field(default_factory=Settings)
    veils: Mapping[str, str] = field(default_factory=dict)
    returned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    review: Review | None = None
    template: str = ""
    follows: Key = ""
    started_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def looks_back(self) -> bool:
        """Whether the team looks back on a way of its own."""
        return self.about.flavour == RETROSPECTIVE

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is gone through: the six steps or, looking back, those for which there is something to ask; in a review
        its parts."""
        return gone_through(
            reviewing=self.review is not None, looking_back=self.looks_back, following=bool(self.follows)
        )

    @property
    def number(self) -> int:
        """The current step, counted from 1."""
        return self.steps.index(self.step) + 1

    @property
    def feels(self) -> Step:
        """Where feelings are given: at a step or, in a review, at the part that asks for them again."""
        return Step.FEELINGS if self.review else Step.MOMENTS

    @property
    def round(self) -> int:
        """Of which review feelings are that are given now; 0: of none."""
        return self.review.number if self.review else self.about.reviews

    @property
    def participants(self) -> tuple[str, ...]:
        """Everybody who has given something, in the order they first did."""
        return tuple(dict.fromkeys(person for people in self.answered.values() for person in people))

    @property
    def took_part(self) -> int:
        """How many gave something of their own; who only told what became of the last actions said it for all."""
        return len({who for under, people in self.answered.items() if under != Step.LAST_ACTIONS for who in people})

    @property
    def counted(self) -> tuple[str, ...]:
        """Everybody who is expected to answer: who took part, facilitates or was invited, without who only watches; or
        whom this part of a review asks in particular, and who else has answered there."""
        if self.review and self.review.asked.get(self.step):
            return tuple(dict.fromkeys((*self.review.asked[self.step], *self.answered.get(self.step, ()))))
        everybody = dict.fromkeys((*self.participants, *self.facilitators, *self.invited))
        return tuple(person for person in everybody if person not in self.watching)

    def has_answered(self, person: str, step: str) -> bool:
        """Whether somebody has given something at a step or to a secret, and has no dots to place anew."""
        return person in self.answered.get(step, ()) and person not in self.returned.get(step, ())

    def have_answered(self, step: str) -> int:
        """How many of those who are counted have, and are done."""
        return sum(self.has_answered(person, step) for person in self.counted)

    def begun(self, step: Step) -> bool:
        """Whether somebody has given something at a step, or placed dots there."""
        return any(self.answered.get(under) for under in (step, SECRET_OF.get(step, step)))

    def hides(self, secret: Secret) -> bool:
        """Whether something is still hidden; the end of a workshop, or of a review, reveals all."""
        return (self.open or self.review is not None) and secret not in self.revealed

    def reveal(self, seen: Step | None = None) -> "Workshop":
        """Show what the current step keeps hidden. Raises Refusal: `closed`, `moved_on`, `nothing_hidden`,
        `already_revealed`."""
        self.must_be_open()
        self.must_be_at(seen)
        secret = SECRET_OF.get(self.step)
        if secret is None:
            raise Refusal("nothing_hidden")
        if not self.hides(secret):
            raise Refusal("already_revealed")
        return replace(self, revealed=(*self.revealed, secret))

    def watched_by(self, person: str) -> "Workshop":
        """Take part no longer, or again. Raises Refusal: `closed`."""
        self.must_be_open()
        if person in self.watching:
            return replace(self, watching=tuple(one for one in self.watching if one != person))
        return replace(self, watching=(*self.watching, person))

    def advance(self, seen: Step | None = None, *, skipping: bool = False) -> "Workshop":
        """The next step. `seen` is the step the person was looking at when they pressed.

        Raises Refusal: `closed`, `moved_on` (somebody else was faster), `last_step`.
        """
        self.must_be_open()
        self.must_be_at(seen)
        if self.step is self.steps[-1]:
            raise Refusal("last_step")
        skipped = (*self.skipped, self.step) if skipping and self.step not in self.skipped else self.skipped
        return replace(self, step=self.steps[self.number], skipped=skipped, timer=Timer())

    def skip(self, seen: Step | None = None) -> "Workshop":
        """Pass the current step over on purpose. Raises Refusal as `advance` does."""
        return self.advance(seen, skipping=True)

    def back(self, seen: Step | None = None) -> "Workshop":
        """The step before; nothing is lost. Raises Refusal: `closed`, `moved_on`, `first_step`."""
        self.must_be_open()
        self.must_be_at(seen)
        if self.step is self.steps[0]:
            raise Refusal("first_step")
        step = self.steps[self.number - 2]
        return replace(self, step=step, skipped=tuple(s for s in self.skipped if s is not step), timer=Timer())

    def close(self, at: datetime, about: About) -> "Workshop":
        """End the workshop, with what was last said about the map (owner, review date). What was answered without names
        stays so, and nobody can tell any more whose it is. Raises Refusal: `closed`."""
        self.must_be_open()
        emptied = dict.fromkeys(self.veils, "")
        return replace(self, open=False, closed_at=at, about=about, timer=Timer(), veils=emptied, returned={})

    def reopen(self) -> "Workshop":
        """Take a closed one up again, at the step it ended with. Raises Refusal: `already_open`, `review_under_way`."""
        if self.open:
            raise Refusal("review_under_way" if self.review else "already_open", title=self.about.title)
        return replace(self, open=True, closed_at=None)

    def answered_by(self, person: str, step: str) -> "Workshop":
        """Remember that `person` has given something at `step` (or to a secret)."""
        step = self._counted_at(step)
        people = self.answered.get(step, ())
        if person in people:
            return self._settled(person, step)
        now = (*people, person)
        if self.is_anonymous(step):
            now = tuple(sorted(now))  # in the order of the answers, the list would tell whose they are
        return replace(self, answered={**self.answered, step: now})

    def unanswered_by(self, person: str, step: str) -> "Workshop":
        """Forget that `person` has given something at `step`: all of it has been deleted."""
        step = self._counted_at(step)
        if person not in self.answered.get(step, ()):
            return self
        people = tuple(one for one in self.answered.get(step, ()) if one != person)
        return replace(self._settled(person, step), answered={**self.answered, step: people})

    def _counted_at(self, step: str) -> str:
        """In a review, what is given as at a step counts for the part that asks the same."""
        return AGAIN.get(step, step) if self.review else step  # type: ignore[call-overload]

    def _settled(self, person: str, step: str) -> "Workshop":
        """This person has no dots to place anew any more."""
        if person not in self.returned.get(step, ()):
            return self
        return replace(self, returned={**self.returned, step: tuple(p for p in self.returned[step] if p != person)})

    def is_anonymous(self, under: str | None) -> bool:
        """Whether no names are kept at a step (or of its dots). Once somebody has answered so, it stays so."""
        step = STEP_OF.get(under, under)  # type: ignore[call-overload]  # a step may be given by its word
        wished = ONCE.get(step, step) in self.settings.anonymous
        return wished or step in self.veils or SECRET_OF.get(step) in self.veils

    def anonymous_at(self, steps: Iterable[str]) -> "Workshop":
        """Keep no names at these steps, and at no others. Raises Refusal: `closed`, `names_are_settled` (somebody has
        answered at a step that would change)."""
        self.must_be_open()
        wanted = {*steps}
        for step in STEPS:
            if (step in wanted) is not self.is_anonymous(step) and self.begun(step):
                steps = self.steps if step in self.steps else STEPS
                number = steps.index(step) + 1
                raise Refusal("names_are_settled", number=number, step=step, anonymous=self.is_anonymous(step))
        return replace(self, settings=replace(self.settings, anonymous=tuple(s for s in STEPS if s in wanted)))

    def veiled(self, under: str | None, veil: str) -> "Workshop":
        """Ready for an answer without a name. The veil is taken by the first of them only."""
        if under is None or self.veils.get(under) or self.answered.get(under):
            return self
        return replace(self, veils={**self.veils, under: veil})

    def alias(self, person: str, under: str) -> str:
        """Who somebody is in the keys of what each may give once: their id or, where no names are kept, a code. Raises
        Refusal: `sealed` (the workshop was finished since, and the codes cannot be made again)."""
        if not self.is_anonymous(under):
            return person
        if self.is_sealed(under):
            raise Refusal("sealed")
        return behind(person, self.veils[under])

    def is_sealed(self, under: str) -> bool:
        """Whether nobody can tell (or not yet) which answers without names are whose."""
        return self.is_anonymous(under) and not self.veils.get(under)

    def must_be_open(self) -> None:
        """Raises Refusal: `closed`."""
        if not self.open:
            raise Refusal("closed", title=self.about.title)

    def must_be_at(self, seen: Step | None) -> None:
        """Raises Refusal: `moved_on`, if somebody was looking at another step than the current one."""
        if seen is not None and seen is not self.step:
            raise Refusal("moved_on", number=self.number, of=len(self.steps), step=self.step)


N = TypeVar("N", bound=Note)


class Notes(Protocol):
    """The notes of one map as a move may look at them, inside the lock; each look reads only what it asks for."""

    def find(self, key: Key) -> Note | None:
        """The note of that key, if the map has it."""

    def every(self, kind: type[N]) -> tuple[N, ...]:
        """All notes of one kind, in order."""

    def last_position(self, kind: type[Note]) -> int:
        """The highest position in use among notes of one kind; 0 if there are none."""

    def done(self) -> tuple[Done, ...]:
        """The changes that can be taken back or put back, the last first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a move does: the workshop as it is now, notes written (new or over the old of the same key), notes gone.
    `turns_back` is the change that it takes back, or puts back; `keeps` a revision that is kept with it. What comes
    `from_outside` is none of the team's doings: it cannot be taken back, and the card does not tell it."""

    workshop: Workshop
    put: tuple[Note, ...] = ()
    drop: tuple[Key, ...] = ()
    turns_back: Done | None = None
    keeps: Keep | None = None
    from_outside: bool = False


Move = Callable[[Workshop, Notes], Change]
"""A pure decision: it looks at the workshop and the notes it needs, and says what changes. May raise Refusal."""
