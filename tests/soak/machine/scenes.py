"""What seldom comes about by itself: several things that one after the other make a story."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.soak.machine.answering import Answering
from tests.soak.machine.leading import Leading
from tests.soak.machine.people import KIND, LEADER, PERSON, SAID, WHICH
from tests.soak.machine.wall import STEP_OF


class Scenes(Answering, Leading):
    """People in stories."""

    @rule(who=LEADER, person=PERSON, which=WHICH, back=st.integers(0, 1))
    def merges_under_dots(self, who: int, person: int, which: int, back: int) -> None:
        """Somebody's dots lie on two that become one."""
        leader, (_, kind) = self.leader(who), self.paper.ballot()
        pairs = [pair for pair in self.pairs(leader) if self.paper.wall.slips[self.both_of(pair)[0]].kind == kind]
        if not pairs:
            return
        pair, notes = pairs[which % len(pairs)], self.paper.wall.of(kind)
        self.votes(person, [notes.index(one) for one in self.both_of(pair) for _ in range(self.paper.wall.most)])
        self.table.compare()
        self.makes_one(leader, pair)
        self.table.compare()
        self.thinks_again(who, back)

    @rule(who=LEADER, person=PERSON, which=WHICH, back=st.integers(0, 1))
    def deletes_under_complaints(self, who: int, person: int, which: int, back: int) -> None:
        """A touchpoint goes about which somebody has complained."""
        point = self.nth("touchpoint", which)
        if not point:
            return
        places = [*self.paper.wall.of("stage"), *self.paper.wall.of("touchpoint")]
        self.says(person, "challenge", places.index(point))
        self.table.compare()
        self.deletes(who, "touchpoint", which, False)
        self.table.compare()
        self.thinks_again(who, back)

    @rule(who=LEADER)
    def skips_and_thinks_again(self, who: int) -> None:
        """A step is passed over, and that is taken back."""
        self.skips(who)
        self.table.compare()
        self.thinks_again(who, 1)

    @rule(who=PERSON, leader=LEADER, kind=KIND, where=WHICH, back=st.booleans())
    def answers_late(self, who: int, leader: int, kind: str, where: int, back: bool) -> None:
        """The step ends while somebody types."""
        texts, promised = (self.table.fresh(SAID[kind]),), self.paper.is_nameless(STEP_OF[kind])
        typed, about = self.opens(who, kind, where, texts)
        form = self.table.people[who].form
        if form is None:
            return
        self.presses(leader, "back") if back else self.skips(leader)
        self.table.compare()
        self.table.people[who].form = form
        self.table.sends(who, **typed)
        if self.table.agrees(lambda: self.paper.writes(self.named(who), kind, texts, promised=promised, **about)):
            self.keeps_key(texts[0])

    @rule(who=PERSON, leader=LEADER, other=PERSON, kind=st.sampled_from(["challenge", "improvement"]))
    def keeps_a_promise(self, who: int, leader: int, other: int, kind: str) -> None:
        """A dialog promised to keep no name, names are kept again, and somebody else may be faster."""
        step, text = STEP_OF[kind], self.table.fresh(SAID[kind])
        if not self.paper.is_nameless(step):
            self.drops_names(leader, step)
        promised = self.paper.is_nameless(step)
        typed, about = self.opens(who, kind, 0, (text,))
        form = self.table.people[who].form
        if promised:
            self.drops_names(leader, step)
        if other != who:
            self.says(other, kind, 0)
            self.table.compare()
        self.table.people[who].form = form
        self.table.sends(who, **typed)
        if self.table.agrees(lambda: self.paper.writes(self.named(who), kind, (text,), promised=promised, **about)):
            self.keeps_key(text)

    def thinks_again(self, who: int, back: int) -> None:
        """It is taken back, and put back."""
        if back:
            self.undoes(who, 1, 1)
