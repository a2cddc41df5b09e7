"""Maps of every shape and with everything that people type, for the tests of the drawing."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from hypothesis import strategies as st

from journeybot.journey import Basis, Evidence, Improvement, JourneyMap, Pain, Phase, Status
from tests.pictures.build import Builder

HOSTILE = (
    "$\\frac{1}{",
    "a_b^c {x} \\alpha $5 and $9",
    "<!channel> <@U1> &amp;",
    "=HYPERLINK(1)",
    "https://example.org/a/very/long/" + "path" * 20,
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverkaufsstelle",
    "word " * 600,
    "x" * 3000,
    "العميل يقارن الأسعار",
    "הלקוח משווה מחירים",
    "顾客在网站上比较价格，看到运费太贵了，于是离开了购物车。第二天又回来。",
    "ग्राहक वेबसाइट पर कीमतों की तुलना करता है",
    "👩‍👩‍👧 🇨🇭 👍🏽 1️⃣",
    "e\u0301" * 40,
    "\u202eright to left\u202c",
    "two\nlines\tand\ttabs",
    "\ud800 half",
    "\x00\x07",
    " ",
    "–—…“”",
)
PLAIN = ("Pays at the till", "Waits", "Looks for the gate and finds it on the board")


class Dice:
    """Chooses; what can be written comes from hypothesis, so that it finds the text that breaks a lane."""

    def __init__(self, seed: int, texts: list[str]) -> None:
        self.random = Random(seed)
        self.texts = (*texts, *HOSTILE, *PLAIN)

    def text(self) -> str:
        return self.random.choice(self.texts)

    def perhaps(self) -> str:
        return self.random.choice(("", self.text()))

    def number(self, least: int, most: int) -> int:
        return self.random.randint(least, most)

    def one_of(self, *choices: Any) -> Any:
        return self.random.choice(choices)


@st.composite
def maps(draw: st.DrawFn) -> JourneyMap:
    """0 to 12 stages, up to 60 touchpoints, 0 to 4 personas, any text anywhere."""
    dice = Dice(draw(st.integers(0, 2**32)), draw(st.lists(st.text(max_size=80), max_size=8)))
    about = {"scenario": dice.perhaps(), "destination": dice.perhaps(), "revision": dice.number(0, 3)}
    b = Builder(dice.text(), about=about, participants=dice.number(0, 3))
    people = [_persona(dice, b) for _ in range(dice.number(0, 4))]
    points: list[str] = []
    for _ in range(dice.number(0, 12)):
        b.stage(dice.text(), dice.one_of("", *Phase), milestone=dice.perhaps(), empty=dice.one_of(True, False))
        points += [_touchpoint(dice, b, points) for _ in range(dice.one_of(0, 1, 1, 2, 5))]
    for point in points:
        if dice.number(0, 3) == 0:
            b.add("evidence", Evidence, on=point, basis=dice.one_of(*Basis))
        for person in people:
            _moment(dice, b, person, point)
    _notes(dice, b, points, people)
    return replace(b.map(), last_actions=tuple(_action(dice, at) for at in range(dice.one_of(0, 0, 1, 5))))


def _action(dice: Dice, number: int) -> Improvement:
    """One of the retrospective before."""
    return Improvement(key=f"last{number}", text=dice.text(), status=dice.one_of(*Status), carried=(dice.text(),))


def _persona(dice: Dice, b: Builder) -> str:
    told = {"occupation": dice.perhaps(), "quote": dice.perhaps(), "age": dice.one_of(None, 0, 104)}
    colour = dice.one_of("", "#ffff00", "#000000", "#zzzzzz", "red")
    return b.persona(dice.text(), goals=(dice.text(),), needs=dice.one_of((), (dice.text(),)), colour=colour, **told)


def _touchpoint(dice: Dice, b: Builder, points: list[str]) -> str:
    return b.touchpoint(
        dice.text(),
        dice.one_of("", "app", "App", "store", "phone", dice.text()),
        device=dice.perhaps(),
        context=dice.perhaps(),
        moment_of_truth=dice.one_of(True, False),
        importance=dice.one_of(None, 1, 3, 5),
        next=dice.one_of(None, None, *points),
        link=dice.one_of(None, None, "another"),
    )


def _moment(dice: Dice, b: Builder, person: str, point: str) -> None:
    if dice.number(0, 4) == 0:
        b.absent(person, point)
    else:
        scores = " ".join(str(dice.number(-2, 2)) for _ in range(dice.number(0, 4)))
        key = b.moment(person, point, dice.perhaps(), thought=dice.perhaps(), scores=scores)
        if dice.number(0, 9) == 0:
            b.add("evidence", Evidence, on=key, basis=dice.one_of(*Basis))


def _notes(dice: Dice, b: Builder, points: list[str], people: list[str]) -> None:
    hurts = [_challenge(dice, b, dice.one_of(None, *points), people) for _ in range(dice.number(0, 12))]
    for _ in range(dice.number(0, 12)):
        answers = dice.random.sample(hurts, min(len(hurts), dice.number(0, 3)))
        told: dict[str, Any] = {
            "impact": dice.one_of(None, 1, 5),
            "effort": dice.one_of(None, 3),
            "owner": dice.perhaps(),
        }
        told |= {"status": dice.one_of(*Status), "strategy": dice.one_of("", "simplify", "personalise")}
        due = dice.one_of(None, date(2026, 9, 30))
        b.improvement(
            dice.text(), *answers, touchpoint=dice.one_of(None, *points), due=due, votes=dice.number(0, 30), **told
        )
    for _ in range(dice.number(0, 4)):
        series = {f"20{at}": dice.one_of(0.0, -1e18, 1e-9, 12345.678, 5) for at in range(10, 10 + dice.number(0, 5))}
        told = {"touchpoint": dice.one_of(None, *points), "target": dice.one_of(None, 5.0), "unit": dice.perhaps()}
        b.measure(dice.text(), series, **told)
    for point in points[:3]:
        b.responses(point, [dice.number(1, 5) for _ in range(dice.number(0, 3))])


def _challenge(dice: Dice, b: Builder, where: str | None, people: list[str]) -> str:
    told = {"pain": dice.one_of(*Pain), "need": dice.perhaps(), "severity": dice.one_of(None, 1, 3)}
    personas = tuple(people[: dice.number(0, 4)])
    votes, basis = dice.one_of(0, 3, 40), dice.one_of("", *Basis)
    return b.challenge(dice.text(), where, votes=votes, basis=basis, personas=personas, **told)
