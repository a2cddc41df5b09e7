"""What is for those who lead: turn, reveal, take back, set, end."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.soak.machine.people import PERSON, People
from tests.soak.machine.wall import STEPS


class Leading(People):
    """People who lead, or try to."""

    @rule(who=PERSON, anyway=st.booleans(), late=st.booleans())
    def goes_on(self, who: int, anyway: bool, late: bool) -> None:
        """The next step; a press on an old card turns nothing."""
        if late and self.paper.wall.step not in {0, 5} and self.paper.open and self.lead(who):
            self.table.presses(who, "next", "anyway", seen=STEPS[self.paper.wall.step - 1])
            assert "Somebody was faster" in self.table.heard
            return
        self.table.presses(who, "next", "anyway" if anyway else "", seen=self.paper.wall.at_step)
        self.table.agrees(lambda: self.paper.goes_on(self.named(who), anyway=anyway))

    @rule(who=PERSON)
    def skips(self, who: int) -> None:
        """A step is passed over."""
        self.table.presses(who, "skip")
        self.table.agrees(lambda: self.paper.goes_on(self.named(who), anyway=True, skipping=True))

    @rule(who=PERSON, what=st.sampled_from(["back", "reveal", "undo", "undo", "redo", "watch", "takeover", "reopen"]))
    def presses(self, who: int, what: str) -> None:
        """Buttons that need nothing more."""
        if what == "undo" and not self.paper.can_undo():
            return
        acts: dict[str, Any] = {
            "back": self.paper.goes_back,
            "reveal": self.paper.reveals,
            "undo": self.paper.undoes,
            "redo": self.paper.redoes,
            "watch": self.paper.watches,
            "takeover": self.paper.takes_over,
            "reopen": self.paper.reopens,
        }
        self.table.presses(who, what)
        self.table.agrees(lambda: acts[what](self.named(who)))

    @rule(who=PERSON, person=PERSON, stays=st.booleans())
    def hands_over(self, who: int, person: int, stays: bool) -> None:
        """Somebody else leads."""
        self.table.presses(who, "handover")
        self.table.sends(who, person=self.named(person), stay=("stays",) if stays else None)
        self.table.sent = None
        self.table.agrees(lambda: self.paper.hands_over(self.named(who), self.named(person), stays=stays))

    @rule(who=PERSON, step=st.sampled_from(STEPS))
    def drops_names(self, who: int, step: str) -> None:
        """No names at a step, or names again."""
        self.table.presses(who, "anonymous", step)
        self.table.agrees(lambda: self.paper.drops_names(self.named(who), step))

    @rule(who=PERSON, each=st.integers(1, 6), most=st.integers(1, 4))
    def sets(self, who: int, each: int, most: int) -> None:
        """How many dots there are."""
        self.table.presses(who, "settings")
        self.table.sends(who, votes_each=str(each), votes_on_one=str(most))
        self.table.sent = None
        self.table.agrees(lambda: self.paper.sets(self.named(who), each=each, most=most))

    @rule(who=PERSON)
    def closes(self, who: int) -> None:
        """The end."""
        self.table.presses(who, "close")
        self.table.sends(who)
        self.table.sent = None
        self.table.agrees(lambda: self.paper.closes(self.named(who)))
