"""What is true of the workshop on paper, who may do what, and how a change is taken back."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import reduce

from tests.soak.machine.wall import SECRETS, STEPS, VOTED_ON, Slip, Wall

KEPT = 50
"""Changes that can be taken back for certain."""


class No(Exception):
    """It cannot be done. It says a piece of the sentence that the person reads."""


@dataclass
class Turn:
    """A change: the wall before it, the dots that it gave back, and who has answered since, or no longer, as (step,
    person)."""

    wall: Wall
    made: int
    returned: Counter[tuple[str, str]]
    came: frozenset[tuple[str, str]] = frozenset()
    went: frozenset[tuple[str, str]] = frozenset()


@dataclass
class Ledger:
    """What is true of a workshop that `leaders` lead, and what was done lately. `answered` holds who has given
    something, by step and secret; `returned` who has how many dots to place anew, as (secret, person); `veils` where
    answers without names were given since it was last opened, `sealed` where they were given before."""

    leaders: tuple[str, ...]
    wall: Wall = field(default_factory=Wall)
    open: bool = True
    watching: frozenset[str] = frozenset()
    answered: dict[str, frozenset[str]] = field(default_factory=dict)
    veils: frozenset[str] = frozenset()
    sealed: frozenset[str] = frozenset()
    returned: Counter[tuple[str, str]] = field(default_factory=Counter)
    done: list[Turn] = field(default_factory=list)
    undone: list[Turn] = field(default_factory=list)
    revision: int = 0
    last: int = 0

    def counted(self) -> frozenset[str]:
        """Everybody who is expected to answer."""
        return reduce(frozenset.union, self.answered.values(), frozenset(self.leaders)) - self.watching

    def have(self, under: str) -> int:
        """How many of them have, at a step or for a secret, and have no dots to place anew."""
        to_place = {person for secret, person in self.returned if secret == under}
        return len(self.answered.get(under, frozenset()) & self.counted() - to_place)

    def late(self, secret: str) -> bool:
        """Whether somebody who is counted has given nothing yet to what a secret hides."""
        return self.have(secret if self.wall.at_step in VOTED_ON else self.wall.at_step) < len(self.counted())

    def hides(self, secret: str) -> bool:
        """Whether only a reveal shows it."""
        return self.open and secret not in self.wall.revealed

    def progress(self) -> str:
        """What the card says of who has answered."""
        if not self.open:
            return ""
        step, everybody = self.wall.at_step, len(self.counted())
        here, voted = self.have(step), self.have(SECRETS[step]) if step in VOTED_ON else 0
        people = "person has" if everybody == 1 else "people have"
        nobody = f"Nobody has answered here {'for themselves ' if self.wall.has_something() else ''}yet"
        told = f"{here} of {everybody} {people} answered here" if here else nobody
        return f"{told} · {voted} of {everybody} {'has' if voted == 1 else 'have'} placed dots" if voted else told

    def is_nameless(self, under: str) -> bool:
        """Whether no names are kept at a step, or for its secret."""
        step = next((one for one, secret in SECRETS.items() if secret == under), under)
        return bool({step, SECRETS.get(step)} & (self.wall.nameless | self.veils | self.sealed))

    def undoes(self, who: str) -> None:
        """The last change is taken back."""
        self._must_lead_there(who)
        if not self.done:
            raise No("nothing to take back")
        self._turn(self.done, self.undone)

    def redoes(self, who: str) -> None:
        """And put back, unless something was changed since."""
        self._must_lead_there(who)
        if not self.undone:
            raise No("nothing to put back")
        self._turn(self.undone, self.done)

    def can_undo(self) -> bool:
        """Whether what could be taken back is kept for certain."""
        return not self.done or self.done[-1].made > self.revision - KEPT or self.revision < KEPT

    def must_be_open(self) -> None:
        if not self.open:
            raise No("is finished")

    def _must_lead_there(self, who: str) -> None:
        """On a finished map, what was said of improvements since can be taken back; here nobody says any."""
        if who not in self.leaders:
            raise No("Only who facilitates")
        self.must_be_open()

    def must_lead(self, who: str) -> None:
        self.must_be_open()
        if who not in self.leaders:
            raise No("Only who facilitates")

    def must_own(self, who: str, slip: Slip, *, key: bool) -> None:
        if who not in self.leaders and who != slip.author and not key:
            raise No("written by somebody else")

    def is_sealed(self, under: str) -> bool:
        """Whether answers were given without names before the workshop was last opened: nobody knows whose."""
        return self.is_nameless(under) and under not in self.veils and bool(self.answered.get(under))

    def must_not_be_sealed(self, under: str) -> None:
        if self.is_sealed(under):
            raise No("given without names before")

    def begun(self, step: str) -> bool:
        return bool(self.answered.get(step) or self.answered.get(SECRETS.get(step, "")))

    def forgets(self, who: str, under: str) -> None:
        self.answered[under] = self.answered.get(under, frozenset()) - {who}

    @contextmanager
    def answering(self, who: str, under: str, *, promised: bool = False) -> Iterator[None]:
        """Who answers is counted; but not where no name was promised, and the others have signed since."""
        self.must_be_open()
        with self.changing():
            if (promised or self.is_nameless(under)) and not self.answered.get(under):
                self.veils |= {under}
            if not promised or self.is_nameless(under):
                self.answered[under] = self.answered.get(under, frozenset()) | {who}
                self.returned.pop((under, who), None)
            yield

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Whatever is done inside is one change. What can be taken back is remembered."""
        before, people, room = self.wall.photographed(), dict(self.answered), self._room()
        secret, had = self._nameless_now(), self.returned.copy()
        yield
        came, went = self._people(people, secret)
        if self.wall != before or came or went:
            self.done.append(Turn(before, self.revision + 1, self.returned - had, came, went))
            self.undone.clear()
        self.revision += self.wall != before or self._room() != room

    def _room(self) -> tuple[object, ...]:
        answered = {under: people for under, people in self.answered.items() if people}
        return self.open, self.leaders, self.watching, self.veils, answered, self.returned.copy()

    def _nameless_now(self) -> frozenset[str]:
        return frozenset(one for one in (*STEPS, *SECRETS.values()) if self.is_nameless(one))

    def _people(
        self, before: Mapping[str, frozenset[str]], secret: frozenset[str]
    ) -> tuple[frozenset[tuple[str, str]], ...]:
        """Who came and who went; where no names are kept, nobody remembers that."""
        secret |= self._nameless_now()
        old, new = (
            frozenset((under, one) for under, people in known.items() for one in people if under not in secret)
            for known in (before, self.answered)
        )
        return new - old, old - new

    def _turn(self, source: list[Turn], to: list[Turn]) -> None:
        turn = source.pop()
        now, people, secret = self.wall, dict(self.answered), self._nameless_now()
        self.wall = turn.wall.photographed()
        for under, one in turn.came:
            self.forgets(one, under)
        for under, one in turn.went:
            self.answered[under] = self.answered.get(under, frozenset()) | {one}
        self._gives_back(turn, again=to is self.done)
        came, went = self._people(people, secret)
        to.append(Turn(now, turn.made, turn.returned, came, went))
        self.revision += 1

    def _gives_back(self, turn: Turn, *, again: bool) -> None:
        """Dots that a merging gave back lie where they lay; or, put back, are to be placed anew once more."""
        if not again:
            self.returned -= turn.returned
            return
        self.returned += Counter({one: dots for one, dots in turn.returned.items() if not self.is_sealed(one[0])})
