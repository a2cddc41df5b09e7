"""What anybody can do: answer, change, score, vote."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.soak.machine.people import FEELINGS, KIND, LEADER, PERSON, SAID, WHICH, People


class Answering(People):
    """People who answer."""

    @rule(who=PERSON, kind=KIND, where=WHICH, lines=st.integers(1, 2))
    def answers(self, who: int, kind: str, where: int, lines: int) -> None:
        """A new note, or two touchpoints."""
        self.says(who, kind, where, lines=lines)

    @rule(who=PERSON, kind=KIND, which=WHICH, shows_key=st.booleans())
    def edits(self, who: int, kind: str, which: int, shows_key: bool) -> None:
        """Another text on a note."""
        number = self.nth(kind, which)
        if not number:
            return
        text, field = self.table.fresh(SAID[kind]), "name" if kind in {"persona", "touchpoint"} else "text"
        self.table.presses(who, "edit", self.argument(number, shows_key=shows_key))
        self.table.sends(who, **{field: text})
        self.table.agrees(
            lambda: self.paper.edits(self.named(who), number, text, key=shows_key and number in self.table.opens)
        )

    @rule(who=PERSON, which=WHICH, where=WHICH)
    def moves(self, who: int, which: int, where: int) -> None:
        """A touchpoint goes to another stage."""
        number, stage = self.nth("touchpoint", which), self.nth("stage", where)
        if not number:
            return
        self.table.presses(who, "touchpoint", self.table.keys[number])
        self.table.sends(who, stage=self.table.keys[stage])
        text = self.paper.wall.text(number)
        self.table.agrees(lambda: self.paper.edits(self.named(who), number, text, at=stage))

    @rule(who=LEADER, kind=KIND | st.just("stage"), which=WHICH, shows_key=st.booleans())
    def deletes(self, who: int, kind: str, which: int, shows_key: bool) -> None:
        """A note goes."""
        who = self.leader(who)
        number = self.nth(kind, which)
        if not number:
            return
        self.table.presses(who, "delete", self.argument(number, shows_key=shows_key))
        self.table.agrees(
            lambda: self.paper.deletes(self.named(who), number, key=shows_key and number in self.table.opens)
        )

    @rule(who=PERSON, renamed=WHICH, gone=st.integers(0, 5), new=st.integers(0, 1))
    def sets_stages(self, who: int, renamed: int, gone: int, new: int) -> None:
        """The stages anew: one has another name, or is gone, or one more comes at the end."""
        stages = self.paper.wall.of("stage")
        wanted = {number: self.paper.wall.text(number) for number in stages if number != (stages + [0] * 9)[gone]}
        added = tuple(self.table.fresh("Later") for _ in range(new)) if len(wanted) == len(stages) < 9 else ()
        if len(wanted) == len(stages) and renamed < len(stages):
            wanted[stages[renamed]] = self.table.fresh("Stage")
        self.table.presses(who, "stages")
        rest = {line.partition(" | ")[0]: line for line in self.table.stands(who, "lines").splitlines()}
        kept = [self._with_rest(name, self.paper.wall.text(number), rest) for number, name in wanted.items()]
        self.table.sends(who, lines="\n".join([*kept, *added]))
        self.table.agrees(lambda: self.paper.sets_stages(self.named(who), wanted, added))

    def _with_rest(self, name: str, before: str, lines: dict[str, str]) -> str:
        """A stage's line with its new name; its phase and milestone stay behind it, as nobody took them away."""
        return name + lines.get(before, before)[len(before) :]

    @rule(who=PERSON, persona=WHICH, touchpoint=WHICH, feeling=st.sampled_from([None, -2, 1]))
    def tells(self, who: int, persona: int, touchpoint: int, feeling: int | None) -> None:
        """What happens at a touchpoint, and how it feels."""
        one, point = self.nth("persona", persona), self.nth("touchpoint", touchpoint)
        self.table.presses(who, "moment", self.pair(one, point))
        if not one or not point:
            return
        text = self.table.fresh("Looks twice")
        self.table.sends(who, action=text, feeling=None if feeling is None else str(feeling))
        self.table.agrees(lambda: self.paper.tells(self.named(who), one, point, text=text, feeling=feeling))

    @rule(who=PERSON, persona=WHICH, feelings=FEELINGS)
    def scores(self, who: int, persona: int, feelings: list[int | None]) -> None:
        """The next stage that somebody has not scored."""
        number = self.nth("persona", persona)
        self.table.presses(who, "score", self.paper.wall.text(number))
        form = self.table.people[who].form
        if form is None or not form.fields:
            return
        numbers = {key: one for one, key in self.table.keys.items()}
        given = dict(zip([field.name for field in form.fields], feelings, strict=False))
        self.sees_own_scores(who, form, numbers)
        self.table.sends(who, **{name: None if value is None else str(value) for name, value in given.items()})
        told = {numbers[name]: value for name, value in given.items()}
        one = numbers[form.seen["about"].partition("/")[0]]
        self.table.agrees(lambda: self.paper.scores(self.named(who), one, told))

    @rule(who=LEADER, persona=WHICH, touchpoint=WHICH, hands=st.lists(st.sampled_from([2, 0, -1]), max_size=3))
    def counts_hands(self, who: int, persona: int, touchpoint: int, hands: list[int]) -> None:
        """A room raises its hands."""
        who = self.leader(who)
        one, point = self.nth("persona", persona), self.nth("touchpoint", touchpoint)
        if not one or not point:
            return
        self.table.presses(who, "headcount", self.pair(one, point))
        typed = {f"feels{value}": str(hands.count(value)) for value in range(-2, 3)}
        self.table.sends(who, **typed)
        self.table.agrees(lambda: self.paper.counts_hands(self.named(who), one, point, tuple(sorted(hands))))

    @rule(who=LEADER, where=WHICH)
    def pastes(self, who: int, where: int) -> None:
        """Challenges typed up from paper."""
        who = self.leader(who)
        at = self.place(where)
        texts = tuple(self.table.fresh("Too slow") for _ in range(2))
        self.table.presses(who, "paste")
        self.table.sends(who, lines="\n".join(texts), section="hurts", where=self.table.keys[at])
        self.table.agrees(lambda: self.paper.pastes(self.named(who), texts, at))

    @rule(who=PERSON, dots=st.lists(WHICH, max_size=5))
    def votes(self, who: int, dots: list[int]) -> None:
        """Dots are placed, or taken back."""
        _, kind = self.paper.ballot()
        if not self.paper.wall.of(kind):
            self.table.presses(who, "vote")
            assert "nothing to place dots on" in self.table.heard or not self.paper.open
            return
        on = [self.nth(kind, which) for which in dots][: self.paper.wall.each]
        self.table.presses(who, "vote")
        empty = {f"dot_{at + 1}": None for at in range(self.paper.wall.each)}
        self.table.sends(who, **(empty | {f"dot_{at + 1}": self.table.keys[one] for at, one in enumerate(on)}))
        self.table.agrees(lambda: self.paper.votes(self.named(who), {one: on.count(one) for one in on}))

    @rule(who=LEADER, which=WHICH)
    def merges(self, who: int, which: int) -> None:
        """Two that sound alike become one, with a button of the list."""
        who = self.leader(who)
        pairs = self.pairs(who)
        if pairs:
            self.makes_one(who, pairs[which % len(pairs)])

    def pairs(self, who: int) -> list[str]:
        """The buttons of the list of those that sound alike."""
        replies = self.table.hall.team.facilitator.press(
            self.table.people[who].who, self.table.place, command="similar", workshop=self.table.key
        )
        return [row.buttons[0].argument for reply in replies for row in getattr(reply, "rows", ())]

    def both_of(self, pair: str) -> tuple[int, int]:
        """The two that such a button is about."""
        numbers = {key: one for one, key in self.table.keys.items()}
        first, second = (numbers[key] for key in pair.split())
        return first, second

    def makes_one(self, who: int, pair: str) -> None:
        """Somebody presses it."""
        first, second = self.both_of(pair)
        self.table.presses(who, "merge", pair)
        self.table.agrees(lambda: self.paper.merges(self.named(who), first, second))
