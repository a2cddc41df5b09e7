"""Journeys to draw: as much on them as teams put there, in words that nobody has seen before."""

import random
from collections.abc import Iterator
from datetime import date
from itertools import cycle, islice, product
from typing import Any

from journeybot.journey import Basis, JourneyMap, Pain
from tests.pictures.build import Builder

ENGLISH = (
    "a about after again and app are asks at because before box but by call can code compares customer day delivery "
    "does door each email finds first for friend from gets has he help her in is it later letter line long looks mail "
    "money must name needs new no not number of office on one opens order out page paper pays phone price queue reads "
    "says sees sends she shop should so somebody takes that the their them then there they time to too two until up "
    "waits wants was we what when where which who why will with without writes wrong you"
)
KNOWN = ENGLISH.split()
BITS = "an bel cor dan fi gra ho ka lin mo ne pa ri sta tur wen zi"
SYLLABLES = BITS.split()
PEOPLE = ("Anna", "Bruno", "Chiara", "Dino")
ELSEWHERE = ("顾客在网站上比较价格", "お客様は待っています", "العميل ينتظر طويلا", "הלקוח מחכה", "ग्राहक इंतज़ार करता है")
SMILES = ("😀", "🛒", "👍🏽", "🇨🇭", "👩‍👩‍👧", "1️⃣", "📦", "🎉")
CHANNELS = ("website", "shop", "phone", "app", "e-mail")


def new_word() -> str:
    """One that no cache holds yet."""
    return "".join(random.choices(SYLLABLES, k=random.randint(3, 5)))


def text(least: int = 4, most: int = 9) -> str:
    """A few words: one of them is new, now and then one is of another script, or an emoji."""
    words = [*random.choices(KNOWN, k=random.randint(least, most)), new_word()]
    random.shuffle(words)
    if random.random() < 0.15:
        words.append(random.choice(SMILES))
    if random.random() < 0.08:
        words.append(random.choice(ELSEWHERE))
    return " ".join(words).capitalize()


def journey(*, stages: int = 7, items: int = 60) -> JourneyMap:
    """A map with so many texts on its lanes: names of stages and touchpoints, contexts, actions and thoughts of one to
    four personas, cards."""
    b = Builder(text(3, 5), about={"scenario": text(), "destination": text(2, 4), "revision": 7}, participants=5)
    people = [_person(b, name) for name in PEOPLE[: 1 + items // 300]]
    of_touchpoint = 2 + 2 * len(people)
    spots = _way(b, stages, max(stages, round(items * 28 / 60 / of_touchpoint)))
    for touchpoint, person in product(spots, people):
        b.moment(person, touchpoint, text(), thought=text(2, 5), scores=" ".join(_scores()))
    cards = max(0, items - stages - of_touchpoint * len(spots))
    for card, spot in islice(zip(cycle((_challenge, _improvement)), cycle(_twice(spots)), strict=False), cards):
        card(b, spot)
    b.measure("Waiting time", {f"2026-0{month}-01": random.random() * 9 for month in range(1, 6)}, touchpoint=spots[0])
    return b.map()


def _person(b: Builder, name: str) -> str:
    return b.persona(name, age=34, occupation="buyer", goals=(text(),), needs=(text(),), quote=text())


def _twice(spots: list[str]) -> list[str]:
    return [spot for spot in spots for _ in range(2)]


def _way(b: Builder, stages: int, touchpoints: int) -> list[str]:
    spots: list[str] = []
    for stage in range(stages):
        b.stage(text(1, 2), milestone=new_word() if stage % 3 == 0 else "")
        for _ in range(stage, touchpoints, stages):
            told: dict[str, Any] = {"context": text(2, 5), "importance": random.randint(1, 5)}
            spots.append(b.touchpoint(text(1, 3), random.choice(CHANNELS), **told))
    return spots


def _scores() -> Iterator[str]:
    middle = random.randint(-1, 1)
    return (str(middle + random.randint(-1, 1)) for _ in range(4))


def _challenge(b: Builder, touchpoint: str) -> None:
    told: dict[str, Any] = {"severity": random.randint(1, 3), "pain": random.choice(tuple(Pain))}
    b.challenge(text(), touchpoint, votes=random.randint(0, 6), basis=random.choice(tuple(Basis)), **told)


def _improvement(b: Builder, touchpoint: str) -> None:
    told: dict[str, Any] = {"impact": random.randint(1, 5), "effort": random.randint(1, 5), "due": date(2026, 9, 30)}
    b.improvement(text(), touchpoint=touchpoint, strategy="simplify", owner="Anna", **told)
