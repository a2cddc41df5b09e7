"""The real workshop beside the one on paper: the same things done to both, and what can be seen of each."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

from journeybot import masks
from journeybot.forms import Form, Value
from journeybot.journey import JourneyMap
from journeybot.ports import Delivery, Doubled
from journeybot.workshop import Place, Who, Workshop
from tests.soak.machine.ledger import No
from tests.soak.machine.paper import Paper
from tests.soak.machine.seen import map_seen, on_paper, secrets_seen, text_of, workshop_seen
from tests.soak.machine.wall import Slip
from tests.team import Member, gathered

NAMES = ("ANA", "BEN", "CHIARA", "DILAN")
QUICK = 2
"""What it costs to try a one-time key: no stranger tries them here."""


class Hall:
    """One database, in which one workshop after another is held, each in a workspace of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._open, self._numbers = folder, ExitStack(), count(1)
        self.team = self._open.enter_context(gathered(folder))

    def restart(self) -> None:
        """The bot ends, and comes back."""
        self._open.close()
        self.team = self._open.enter_context(gathered(self._folder))

    def close(self) -> None:
        """Everybody goes home."""
        self._open.close()

    def tenant(self) -> str:
        """A workspace where nothing has happened yet."""
        return f"T{next(self._numbers)}"


@contextmanager
def hall(folder: Path) -> Iterator[Hall]:
    """Such a hall, closed at the end."""
    with patch.object(masks, "COST", QUICK):
        found = Hall(folder)
        try:
            yield found
        finally:
            found.close()


@dataclass(frozen=True)
class Sent:
    """A dialog as it was sent, and the revision of the map after it."""

    member: Member
    form: Form
    answers: dict[str, Value]
    delivery: Delivery
    stored: bool
    revision: int


class Table:
    """Four people at work, in the hall and on paper. `heard` is what was said last, `sent` the last dialog."""

    def __init__(self, hall: Hall) -> None:
        self.hall, self.place = hall, Place(hall.tenant(), "C1")
        self.people = [Member(hall.team, Who(self.place.tenant, f"U{name}"), self.place) for name in NAMES]
        self.heard, self._numbers, self._compared = "", count(1), False
        self.sent: Sent | None = None
        self.keys: dict[int, str] = {}
        self.opens: dict[int, str] = {}
        self.people[0].asks("start Groceries", template="before_during_after")
        self.paper = Paper(leaders=(self.people[0].who.id,))
        for stage in self.journey().stages:
            self.paper.last += 1
            self.paper.wall.slips[self.paper.last] = Slip("stage", stage.name)
        self.key = self.workshop().key

    def restart(self) -> None:
        """Everybody goes on with the bot that has come back."""
        self._compared = False
        self.hall.restart()
        for member in self.people:
            member.team = self.hall.team

    def fresh(self, text: str) -> str:
        """A text that nothing else has."""
        return f"{text} {next(self._numbers)}"

    def workshop(self) -> Workshop:
        """The workshop as it is stored."""
        found = self.hall.team.store.latest_in(self.place)
        assert found is not None
        return found

    def journey(self) -> JourneyMap:
        """The map as it is stored."""
        return self.hall.team.store.journey(self.place.tenant, self.workshop().key)

    def presses(self, who: int, command: str, argument: str = "", *, seen: str = "") -> str:
        """Somebody presses a button of the card, or of an answer."""
        self._compared = False
        self.heard = self.people[who].presses(command, argument, workshop=self.key, seen=seen)
        return self.heard

    def stands(self, who: int, field: str) -> str:
        """What stands in a field of the dialog before somebody; nothing if there is none."""
        form = self.people[who].form
        found = next((one.initial for one in form.fields if one.name == field), None) if form else None
        return found if isinstance(found, str) else ""

    def sends(self, who: int, **answers: Value) -> None:
        """The dialog before somebody is filled in and sent, if there is one."""
        member = self.people[who]
        form = member.form
        if form is None:
            return
        self._compared = False
        delivery = Delivery(self.place.tenant, f"delivery {next(self._numbers)}")
        with self.hall.team.store.taking(delivery) as taken:
            self.heard = member.fills(**answers)
        self.sent = Sent(member, form, answers, delivery, taken.stored, self.workshop().about.revision)

    def agrees(self, happens: Callable[[], object]) -> bool:
        """Do it on paper, too. Where that says no, the person must have heard why; returns whether it was done."""
        refused = _refused(happens)
        assert refused in self.heard, f"they should have heard {refused!r}, and heard {self.heard!r}"
        return not refused

    def again(self, sent: Sent, delivery: Delivery) -> None:
        """What was sent arrives once more. Raises Doubled."""
        self._compared = False
        sent.member.form = sent.form
        with self.hall.team.store.taking(delivery):
            self.heard = sent.member.fills(**sent.answers)

    def both(self, one: Callable[[], Any], other: Callable[[], Any]) -> list[Any]:
        """Two people do something at the same moment; what came of it."""
        self._compared, gate = False, threading.Barrier(2)

        def at_once(act: Callable[[], Any]) -> Any:
            gate.wait()
            try:
                return act()
            except Doubled:
                return Doubled

        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(at_once, (one, other)))

    def compare(self) -> None:
        """Both must look the same. Raises AssertionError that names what does not. Nothing done, nothing to look at."""
        if self._compared:
            return
        workshop, journey = self.workshop(), self.journey()
        self.keys = {
            number: note.key
            for number, slip in self.paper.wall.slips.items()
            for note in getattr(journey, f"{slip.kind}s")
            if text_of(note) == slip.text
        }
        found, wanted = self._found(workshop, journey), on_paper(self.paper)
        told = [
            f"  {name}: {found[name]!r}\n  on paper: {wanted[name]!r}" for name in wanted if found[name] != wanted[name]
        ]
        assert not told, "\n".join(["they differ in", *told, f"  last heard: {self.heard!r}"])
        self._compared = True

    def _found(self, workshop: Workshop, journey: JourneyMap) -> dict[str, object]:
        team = self.hall.team
        card = team.facilitator.card(self.place.tenant, workshop.key)
        shown = team.facilitator.journey(self.place.tenant, workshop.key)
        return {**workshop_seen(workshop), **map_seen(journey), **secrets_seen("shown ", shown)} | {
            "progress": card.progress,
            "offers the reveal": any(button.command == "reveal" for button in card.leading),
        }


def _refused(happens: Callable[[], object]) -> str:
    try:
        happens()
    except No as no:
        return str(no)
    return ""
