"""What is for those who lead: turn, reveal, take back, set, end."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.soak.machine.people import LEADER, PERSON, People
from tests.soak.machine.wall import STEPS


class Leading(People):
    """People who lead, or try to."""

    @rule(who=LEADER, anyway=st.booleans(), late=st.booleans())
    def goes_on(self, who: int, anyway: bool, late: bool) -> None:
        """The next step; a press on an old card turns nothing."""
        who = self.leader(who)
        if late and self.paper.wall.step not in {0, 5} and self.paper.open and self.lead(who):
            self.table.presses(who, "next", "anyway", seen=STEPS[self.paper.wall.step - 1])
            assert "has moved on since" in self.table.heard
            return
        self.table.presses(who, "next", "anyway" if anyway else "", seen=self.paper.wall.at_step)
        self.table.agrees(lambda: self.paper.goes_on(self.named(who), anyway=anyway))

    @rule(who=LEADER)
    def skips(self, who: int) -> None:
        """A step is passed over."""
        who = self.leader(who)
        self.table.presses(who, "skip")
        self.table.agrees(lambda: self.paper.goes_on(self.named(who), anyway=True, skipping=True))

    @rule(who=LEADER, back=st.integers(1, 4), forth=st.integers(0, 4))
    def undoes(self, who: int, back: int, forth: int) -> None:
        """The last changes are taken back, one after the other, and some of them put back."""
        who = self.leader(who)
        for _ in range(back):
            if self.paper.can_undo():
                self.table.presses(who, "undo")
                self.table.agrees(lambda: self.paper.undoes(self.named(who)))
                self.table.compare()
        for _ in range(forth):
            self.redoes(who)

    @rule(who=PERSON)
    def redoes(self, who: int) -> None:
        """What was taken back is put back."""
        self.table.presses(who, "redo")
        self.table.agrees(lambda: self.paper.redoes(self.named(who)))
        self.table.compare()

    @rule(who=LEADER, anyway=st.booleans())
    def reveals(self, who: int, anyway: bool) -> None:
        """What the step hides is shown."""
        who = self.leader(who)
        self.table.presses(who, "reveal", "anyway" if anyway else "")
        self.table.agrees(lambda: self.paper.reveals(self.named(who), anyway=anyway))

    @rule(who=LEADER, what=st.sampled_from(["back", "watch", "takeover", "reopen"]))
    def presses(self, who: int, what: str) -> None:
        """Buttons that need nothing more."""
        who = self.leader(who)
        acts: dict[str, Any] = {
            "back": self.paper.goes_back,
            "watch": self.paper.watches,
            "takeover": self.paper.takes_over,
            "reopen": self.paper.reopens,
        }
        self.table.presses(who, what)
        self.table.agrees(lambda: acts[what](self.named(who)))

    @rule(who=LEADER, person=PERSON, stays=st.booleans())
    def hands_over(self, who: int, person: int, stays: bool) -> None:
        """Somebody else leads."""
        who = self.leader(who)
        self.table.presses(who, "handover")
        self.table.sends(who, person=self.named(person), stay=("stays",) if stays else None)
        self.table.sent = None
        self.table.agrees(lambda: self.paper.hands_over(self.named(who), self.named(person), stays=stays))

    @rule(who=LEADER, step=st.sampled_from(STEPS))
    def drops_names(self, who: int, step: str) -> None:
        """No names at a step, or names again."""
        who = self.leader(who)
        self.table.presses(who, "anonymous", f"{'off' if self.paper.is_nameless(step) else 'on'} {step}")
        self.table.agrees(lambda: self.paper.drops_names(self.named(who), step))

    @rule(who=LEADER, each=st.integers(1, 6), most=st.integers(1, 3))
    def sets(self, who: int, each: int, most: int) -> None:
        """How many dots there are."""
        who = self.leader(who)
        self.table.presses(who, "settings")
        self.table.sends(who, votes_each=str(each), votes_on_one=str(most))
        self.table.sent = None
        self.table.agrees(lambda: self.paper.sets(self.named(who), each=each, most=most))

    @rule(who=LEADER)
    def closes(self, who: int) -> None:
        """The end."""
        who = self.leader(who)
        self.table.presses(who, "close")
        self.table.sends(who)
        self.table.sent = None
        self.table.agrees(lambda: self.paper.closes(self.named(who)))
