"""What happens twice, at the same moment, or between a crash and a restart."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from journeybot.ports import Delivery, Doubled
from tests.soak.machine.people import PERSON, SAID, WHICH, People
from tests.team import Member


class Meeting(People):
    """People who meet in a doorway."""

    @rule()
    def arrives_twice(self) -> None:
        """The chat delivers the last dialog once more."""
        sent = self.table.sent
        if sent is None or not sent.stored:
            return
        try:
            self.table.again(sent, sent.delivery)
        except Doubled:
            return
        raise AssertionError("a delivery was taken twice")

    @rule()
    def is_sent_twice(self) -> None:
        """Somebody presses the button of the dialog a second time."""
        sent = self.table.sent
        if sent is not None and sent.revision == self.paper.revision:
            self.table.again(sent, Delivery(self.table.place.tenant, self.table.fresh("delivery")))

    @rule(rarely=st.integers(0, 20))
    def restarts(self, rarely: int) -> None:
        """The bot ends, and comes back."""
        if rarely == 20:
            self.table.restart()

    @rule(one=PERSON, other=PERSON, kind=st.sampled_from(["persona", "challenge", "improvement"]))
    def both_answer(self, one: int, other: int, kind: str) -> None:
        """Two people send a note each at the same moment."""
        if one == other:
            return
        texts = {who: self.table.fresh(SAID[kind]) for who in (one, other)}
        typed = {who: self.opens(who, kind, 0, (texts[who],)) for who in (one, other)}
        if not self.paper.open:
            return
        forms = {who: self.table.people[who].form for who in (one, other)}
        assert all(forms.values())
        self.table.both(*(lambda who=who: self.table.people[who].fills(**typed[who][0]) for who in (one, other)))
        self.table.sent = None
        notes = getattr(self.table.journey(), f"{kind}s")
        order = [note.name if kind == "persona" else note.text for note in notes]
        for who in sorted((one, other), key=lambda who: order.index(texts[who])):
            self.paper.writes(self.named(who), kind, (texts[who],), **typed[who][1])
            self.table.heard = self.table.people[who].heard
            self.keeps_key(texts[who])

    @rule(one=PERSON, other=PERSON, which=WHICH)
    def both_edit(self, one: int, other: int, which: int) -> None:
        """Two people change the same persona at the same moment: one of them is last."""
        number = self.nth("persona", which)
        if not number or one == other or not self.paper.open:
            return
        texts = {who: self.table.fresh("Maya") for who in (one, other)}
        for who in (one, other):
            self.table.presses(who, "edit", self.table.keys[number])
        self.table.both(*(lambda who=who: self.table.people[who].fills(name=texts[who]) for who in (one, other)))
        self.table.sent = None
        names = [persona.name for persona in self.table.journey().personas]
        for who in sorted((one, other), key=lambda who: texts[who] in names):
            self.paper.edits(self.named(who), number, texts[who])

    @rule(who=PERSON, other=PERSON)
    def both_go_on(self, who: int, other: int) -> None:
        """Two who lead press the same button at the same moment: the workshop goes on once."""
        if who == other or not self.paper.open or self.paper.wall.step == 5 or not self.lead(who, other):
            return
        at = self.paper.wall.at_step
        heard = self.table.both(
            *(
                lambda one=one: self.table.people[one].presses("next", "anyway", workshop=self.table.key, seen=at)
                for one in (who, other)
            )
        )
        assert sum("has moved on since" in told for told in heard) == 1
        self.paper.goes_on(self.named(who), anyway=True)

    @rule(who=PERSON)
    def arrives_twice_at_once(self, who: int) -> None:
        """One dialog is delivered twice at the same moment."""
        self.table.presses(who, "persona")
        form = self.table.people[who].form
        if form is None:
            return
        text, delivery = self.table.fresh("Maya"), Delivery(self.table.place.tenant, self.table.fresh("delivery"))
        other = _twin(self.table.people[who])

        def send(member: Any) -> str:
            member.form = form
            with self.table.hall.team.store.taking(delivery):
                return str(member.fills(name=text))

        heard = self.table.both(lambda: send(self.table.people[who]), lambda: send(other))
        assert heard.count(Doubled) == 1
        self.paper.writes(self.named(who), "persona", (text,))
        self.table.heard = next(one for one in heard if one is not Doubled)
        self.keeps_key(text)


def _twin(one: Member) -> Member:
    """The same person at another screen."""
    return Member(one.team, one.who, one.place)
