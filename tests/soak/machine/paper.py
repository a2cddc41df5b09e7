"""The workshop once more, on paper: what ought to be true after everything that people do. It shares no code with the
moves and is written from what a team expects; where the two differ, one of them is wrong."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from tests.soak.machine.ledger import Ledger, No
from tests.soak.machine.wall import SECRETS, STEP_OF, STEPS, VOTED_ON, Slip


class Paper(Ledger):
    """All that people can do in it. What cannot be done raises No."""

    def writes(
        self,
        who: str,
        kind: str,
        texts: tuple[str, ...],
        *,
        at: int = 0,
        against: tuple[int, ...] = (),
        promised: bool = False,
    ) -> None:
        """New slips, in one dialog, which may have `promised` to keep no name."""
        with self.answering(who, STEP_OF[kind], promised=promised):
            author, holder = ("", who) if promised or self.is_nameless(STEP_OF[kind]) else (who, "")
            for text in texts:
                self._add(Slip(kind, text, "" if kind == "stage" else author, holder, at, against))

    def pastes(self, who: str, texts: tuple[str, ...], at: int) -> None:
        """Challenges that somebody who leads enters for others."""
        self.must_lead(who)
        with self.changing():
            for text in texts:
                self._add(Slip("challenge", text, at=at))

    def edits(self, who: str, number: int, text: str, *, key: bool = False, at: int = 0) -> None:
        """Other words on a slip; or, `at`, a touchpoint in another stage."""
        slip = self.wall.slips[number]
        self.must_be_open()
        if slip.kind in {"challenge", "improvement"}:
            self.must_own(who, slip, key=key)
        with self.answering(who, STEP_OF[slip.kind]):
            self.wall.slips[number] = replace(slip, text=text, at=at or slip.at)

    def deletes(self, who: str, number: int, *, key: bool = False) -> None:
        """A slip goes. Who has nothing left at a step has not answered there."""
        slip = self.wall.slips[number]
        self.must_be_open()
        self.must_own(who, slip, key=key)
        if slip.kind == "stage" and self.wall.holds(number):
            raise No("still holds")
        with self.changing():
            self.wall.take_down(number)
            others = any(one.kind == slip.kind and one.author == slip.author for one in self.wall.slips.values())
            if slip.author and not others:
                self.forgets(slip.author, STEP_OF[slip.kind])

    def sets_stages(self, who: str, wanted: Mapping[int, str], new: tuple[str, ...]) -> None:
        """The stages anew: those that stay, with their names, and new ones at the end."""
        gone = [one for one in self.wall.of("stage") if one not in wanted]
        self.must_be_open()
        if not wanted and not new:
            raise No("Please fill this in")
        if len(wanted) + len(new) < 2:
            raise No("stages")
        if any(self.wall.holds(one) for one in gone):
            raise No("lines!")
        with self.answering(who, "stages"):
            for one in gone:
                self.wall.take_down(one)
            for number, name in wanted.items():
                self.wall.slips[number] = replace(self.wall.slips[number], text=name)
            for name in new:
                self._add(Slip("stage", name))

    def tells(self, who: str, persona: int, touchpoint: int, *, text: str, feeling: int | None) -> None:
        """What happens at a touchpoint, and how it feels."""
        self.must_be_open()
        if feeling is not None:
            self.must_not_be_sealed("moments")
        with self.answering(who, "moments"):
            self.wall.told[persona, touchpoint] = text
            if feeling is not None:
                self._feels(who, persona, touchpoint, feeling)

    def scores(self, who: str, persona: int, given: Mapping[int, int | None]) -> None:
        """Feelings alone, at some touchpoints; None takes the own one back. Nothing given is nothing done."""
        self.must_be_open()
        self.must_not_be_sealed("moments")
        told = {touchpoint: value for touchpoint, value in given.items() if value is not None}
        emptied = {(who, persona, touchpoint) for touchpoint in given.keys() - told.keys()}
        with self.answering(who, "moments") if told else self.changing():
            for place in emptied & self.wall.scores.keys():
                del self.wall.scores[place]
            for touchpoint, value in told.items():
                self._feels(who, persona, touchpoint, value)

    def counts_hands(self, who: str, persona: int, touchpoint: int, hands: tuple[int, ...]) -> None:
        """So many raised their hands for each feeling, +2 first, as one value for each hand."""
        self.must_lead(who)
        if not hands and not self.wall.hands.get((persona, touchpoint)):
            raise No("Write at least one number")
        with self.changing():
            self.wall.hands[persona, touchpoint] = hands

    def votes(self, who: str, dots: Mapping[int, int]) -> None:
        """Somebody's dots, in place of those they had. Who has taken all back has placed none."""
        secret, kind = self.ballot()
        self.must_be_open()
        self.must_not_be_sealed(secret)
        if any(count > self.wall.most for count in dots.values()):
            raise No("of your dots may lie on one")
        had = self.wall.dots_of(who, kind)
        if not dots and not had:
            return
        with self.answering(who, secret):
            name = "" if self.is_nameless(secret) else who
            self.wall.dots = {
                place: one for place, one in self.wall.dots.items() if place not in {(who, on) for on in had}
            }
            self.wall.dots |= {(who, on): (count, name) for on, count in dots.items()}
            if not dots:
                self.forgets(who, secret)

    def ballot(self) -> tuple[str, str]:
        """What dots are placed on now: the secret and the kind."""
        return (
            ("improvement votes", "improvement")
            if self.wall.at_step == "improvements"
            else ("challenge votes", "challenge")
        )

    def merges(self, who: str, first: int, second: int) -> None:
        """Two slips become one."""
        self.must_lead(who)
        secret = SECRETS[STEP_OF[self.wall.slips[first].kind]]
        with self.changing():
            self.wall.make_one(first, second)
            capped = not self.is_nameless(secret) or secret in self.veils
            returned = self.wall.move_dots(first, second, capped=capped)
            self.returned += Counter({(secret, one): dots for one, dots in returned.items()})
            del self.wall.slips[max(first, second)]

    def goes_on(self, who: str, *, anyway: bool, skipping: bool = False) -> None:
        """The next step; what is missing is asked about first."""
        self.must_lead(who)
        if self.wall.step == len(STEPS) - 1:
            raise No("This is the last step")
        if not anyway and not skipping and (self.wall.lacks() or self.can_reveal()):
            raise No("[Go on anyway]")
        with self.changing():
            if skipping:
                self.wall.skipped |= {self.wall.at_step}
            self.wall.step += 1

    def goes_back(self, who: str) -> None:
        """The step before."""
        self.must_lead(who)
        if not self.wall.step:
            raise No("This is the first step")
        with self.changing():
            self.wall.step -= 1
            self.wall.skipped -= {self.wall.at_step}

    def can_reveal(self) -> bool:
        """Whether the card offers it: there is something that is hidden at this step."""
        secret = SECRETS.get(self.wall.at_step)
        given = self.wall.given(VOTED_ON.get(self.wall.at_step, "score"))
        return secret is not None and self.hides(secret) and given

    def reveals(self, who: str, *, anyway: bool) -> None:
        """Show what this step hides; who is late is asked about first."""
        self.must_lead(who)
        secret = SECRETS.get(self.wall.at_step)
        if secret is None:
            raise No("Nothing is hidden at this step")
        if secret in self.wall.revealed:
            raise No("revealed already")
        if not self.can_reveal():
            raise No("so there is nothing to reveal")
        if not anyway and self.late(secret):
            raise No("[Reveal anyway]")
        with self.changing():
            self.wall.revealed |= {secret}

    def watches(self, who: str) -> None:
        """Only lead, or take part again."""
        self.must_lead(who)
        with self.changing():
            self.watching ^= {who}

    def takes_over(self, who: str) -> None:
        """Lead, too."""
        if who in self.leaders:
            raise No("You facilitate this workshop already")
        with self.changing():
            self.leaders = (*self.leaders, who)

    def hands_over(self, who: str, person: str, *, stays: bool) -> None:
        """Somebody else leads."""
        self.must_lead(who)
        if who == person:
            raise No("That is you")
        others = tuple(one for one in self.leaders if one not in {who, person})
        with self.changing():
            self.leaders = (person, *others, *((who,) if stays else ()))

    def drops_names(self, who: str, step: str) -> None:
        """Keep no names at a step, or keep them again."""
        self.must_lead(who)
        wanted = frozenset(one for one in STEPS if self.is_nameless(one)) ^ {step}
        for one in STEPS:
            if (one in wanted) is not self.is_nameless(one) and self.begun(one):
                raise No("cannot be changed for this step any more")
        with self.changing():
            self.wall.nameless = wanted

    def sets(self, who: str, *, each: int, most: int) -> None:
        """How many dots there are."""
        self.must_lead(who)
        if most > each:
            raise No("at most")
        with self.changing():
            self.wall.each, self.wall.most = each, most

    def closes(self, who: str) -> None:
        """The end."""
        self.must_lead(who)
        with self.changing():
            self.open, self.wall.owner = False, self.wall.owner or who
            self.sealed, self.veils, self.returned = self.sealed | self.veils, frozenset(), Counter()

    def reopens(self, who: str) -> None:
        """And on again."""
        if who not in self.leaders:
            raise No("Only who facilitates")
        if self.open:
            raise No("is already open")
        with self.changing():
            self.open = True

    def _add(self, slip: Slip) -> None:
        self.last += 1
        self.wall.slips[self.last] = slip

    def _feels(self, who: str, persona: int, touchpoint: int, value: int) -> None:
        self.wall.scores[who, persona, touchpoint] = value, "" if self.is_nameless("moments") else who
