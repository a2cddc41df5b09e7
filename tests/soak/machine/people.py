"""Four people at a table, who can do anything; and how they find what is on it."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from tests.soak.machine.table import Hall, Table
from tests.soak.machine.wall import STEPS

PERSON = st.integers(0, 3)
LEADER = st.integers(0, 11)
"""Mostly somebody who leads, see `People.leader`."""

WHICH = st.integers(0, 11)
KIND = st.sampled_from(["persona", "touchpoint", "challenge", "improvement"])
FEELINGS = st.lists(st.sampled_from([None, -2, 0, 1, 2]), min_size=6, max_size=6)
LONGEST_CLOSED = 3
SAID = {"persona": "Maya", "touchpoint": "Orders", "challenge": "The fee comes last", "improvement": "Say the fee"}


class People(RuleBasedStateMachine):
    """Four people do anything. Every rule can always be tried: what cannot be done must be refused."""

    hall: Hall

    def __init__(self) -> None:
        super().__init__()
        self.table = Table(self.hall)
        self.paper = self.table.paper
        self.closed_for = 0

    @initialize(
        step=st.integers(0, 5), lines=st.integers(1, 2), nameless=st.sampled_from(["", *STEPS]), quiet=st.integers(0, 7)
    )
    def begins(self, step: int, lines: int, nameless: str, quiet: int) -> None:
        """Ben leads, too, everybody but one perhaps has said something, at one step perhaps without names, and the team
        is somewhere on its way."""
        self.table.compare()
        self.table.presses(1, "takeover")
        self.table.agrees(lambda: self.paper.takes_over(self.named(1)))
        if nameless:
            self.table.presses(0, "anonymous", nameless)
            self.table.agrees(lambda: self.paper.drops_names(self.named(0), nameless))
        for who, kind in enumerate(("persona", "touchpoint", "challenge", "improvement")):
            if who == quiet:
                continue
            self.says(who, kind, 0, lines=lines)
            self.table.compare()
        for _ in range(step):
            self.table.presses(0, "next", "anyway")
            self.table.agrees(lambda: self.paper.goes_on(self.named(0), anyway=True))

    @invariant()
    def the_same(self) -> None:
        """After everything, both look the same. What is closed is taken up again after a while."""
        self.table.compare()
        self.closed_for = 0 if self.paper.open else self.closed_for + 1
        if self.closed_for > LONGEST_CLOSED:
            who = self.leader(0)
            self.table.presses(who, "reopen")
            self.table.agrees(lambda: self.paper.reopens(self.named(who)))
            self.table.compare()

    def says(self, who: int, kind: str, where: int, *, lines: int = 1) -> None:
        """Somebody writes a note, or some touchpoints."""
        texts = tuple(self.table.fresh(SAID[kind]) for _ in range(lines if kind == "touchpoint" else 1))
        typed, about = self.opens(who, kind, where, texts)
        self.table.sends(who, **typed)
        if self.table.agrees(lambda: self.paper.writes(self.named(who), kind, texts, **about)):
            self.keeps_key(texts[0])

    def leader(self, drawn: int) -> int:
        """One of those who lead or, one time in six, anybody."""
        ids = [self.named(who) for who in range(4)]
        leaders = [ids.index(one) for one in self.paper.leaders]
        return drawn % 4 if drawn > 9 else leaders[drawn % len(leaders)]

    def named(self, who: int) -> str:
        return self.table.people[who].who.id

    def lead(self, *people: int) -> bool:
        return all(self.named(who) in self.paper.leaders for who in people)

    def nth(self, kind: str, which: int) -> int:
        numbers = self.paper.wall.of(kind)
        return numbers[which % len(numbers)] if numbers else 0

    def pair(self, persona: int, touchpoint: int) -> str:
        return f"{self.table.keys.get(persona, '')}/{self.table.keys.get(touchpoint, '')}"

    def place(self, where: int) -> int:
        places = [*self.paper.wall.of("stage"), *self.paper.wall.of("touchpoint")]
        return places[where % len(places)]

    def opens(self, who: int, kind: str, where: int, texts: tuple[str, ...]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Open the dialog of a kind; what is to be typed, and what it is about."""
        command = {"touchpoint": "touchpoints", "improvement": "improve"}.get(kind, kind)
        self.table.presses(who, command)
        if kind == "persona":
            return {"name": texts[0]}, {}
        if kind == "touchpoint":
            stage = self.nth("stage", where)
            return {"stage": self.table.keys[stage], "lines": "\n".join(texts)}, {"at": stage}
        if kind == "challenge":
            at = self.place(where)
            return {"text": texts[0], "where": self.table.keys[at]}, {"at": at}
        pains = self.paper.wall.of("challenge")[where : where + 2]
        keys = tuple(self.table.keys[one] for one in pains)
        return {"text": texts[0], "challenges": keys or None}, {"against": tuple(pains)}

    def argument(self, number: int, *, shows_key: bool) -> str:
        """A note as its button names it, with the key that opens it."""
        key = self.table.opens.get(number, "") if shows_key else ""
        return f"{self.table.keys[number]}#{key}" if key else self.table.keys[number]

    def keeps_key(self, text: str) -> None:
        """Remember the one-time key of what was just written without a name."""
        number = next(one for one, slip in self.paper.wall.slips.items() if slip.text == text)
        if self.paper.wall.slips[number].holder and self.paper.wall.slips[number].kind != "stage":
            heard = self.table.heard
            self.table.opens[number] = next(word for word in heard.replace("`", " ").split() if _is_key(word))

    def sees_own_scores(self, who: int, form: Any, numbers: dict[str, int]) -> None:
        """The dialog shows what this person gave before, and nothing else."""
        persona, known = numbers[form.seen["about"].partition("/")[0]], not self.paper.is_sealed("moments")
        for field in form.fields:
            own = self.paper.wall.scores.get((self.named(who), persona, numbers[field.name])) if known else None
            assert field.initial == (str(own[0]) if own else None), f"{field.label}: {field.initial} and {own}"


def _is_key(word: str) -> bool:
    return len(word.strip(".,")) == 11 and word[5] == "-"
