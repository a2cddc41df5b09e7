"""A team at a table: people who talk to the facilitator directly, over a real database, without any chat."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from journeybot.facilitator import Facilitator
from journeybot.forms import Attached, Form, Value
from journeybot.permissions import Standing
from journeybot.ports import Clock
from journeybot.replies import Ask, Button, Mend, Reply, Row, Say
from journeybot.wording import PLAIN, Markup, Wording
from journeybot.workshop import Place, Who, Workshop
from storage.store import SqlStore, open_store
from tests.databases import kept_in

HERE = Place("T1", "C1")
PUBLIC_URL = "https://bread.example"
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@dataclass
class Room:
    """Who is where: everybody everywhere, but for those of whom something else is said, by their id and channel."""

    standings: dict[tuple[str, str], Standing] = field(default_factory=dict)
    without_us: set[str] = field(default_factory=set)

    def standing(self, who: Who, place: Place, *, answering: bool = False) -> Standing:
        return self.standings.get((who.id, place.channel), Standing.INSIDE)

    def reaches(self, place: Place) -> bool:
        return place.channel not in self.without_us

    def says(self, member: "Member", standing: Standing, channel: str = "C1") -> None:
        """From now on somebody stands so to a channel."""
        self.standings[member.who.id, channel] = standing


@dataclass
class Member:
    """Somebody of the team; what they are told last is in `heard`, the dialog before them in `form`."""

    team: "Team"
    who: Who
    place: Place
    heard: str = ""
    form: Form | None = None
    offered_buttons: list[Button] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def types(self, text: str) -> str:
        """Type something after /journey; returns what is said back."""
        return self.hears(self.team.facilitator.command(self.who, self.place, text))

    def presses(self, command: str, argument: str = "", *, workshop: str = "", seen: str = "") -> str:
        """Press a button."""
        told = self.team.facilitator.press(
            self.who, self.place, command=command, argument=argument, workshop=workshop, seen=seen
        )
        return self.hears(told)

    def fills(self, **answers: Value) -> str:
        """Fill the dialog in and submit it; what is not named keeps its first value."""
        form = self.form
        assert form is not None, f"no dialog is open; last heard: {self.heard}"
        typed = {field.name: field.initial for field in form.fields}
        assert answers.keys() <= typed.keys(), f"the dialog asks only {list(typed)}"
        told = self.team.facilitator.submit(
            self.who,
            self.place,
            form=form.name,
            workshop=form.workshop,
            subject=form.subject,
            seen=form.seen,
            answers={**typed, **answers},
        )
        return self.hears(told)

    def hands_in(self, data: bytes, *, name: str = "file", **answers: Value) -> str:
        """Submit the dialog with a file."""
        form = self.form
        assert form is not None, f"no dialog is open; last heard: {self.heard}"
        told = self.team.facilitator.submit(
            self.who,
            self.place,
            form=form.name,
            workshop=form.workshop,
            subject=form.subject,
            seen=form.seen,
            answers={field.name: field.initial for field in form.fields} | answers,
            files={"file": Attached(name, data)},
        )
        return self.hears(told)

    def chooses(self, field: str, value: str, **typed: Value) -> str:
        """Choose something else in the open dialog, with what is typed in it so far."""
        form = self.form
        assert form is not None
        answers = {one.name: one.initial for one in form.fields} | typed | {field: value}
        told = self.team.facilitator.choose(
            self.who,
            self.place,
            form=form.name,
            workshop=form.workshop,
            subject=form.subject,
            seen=form.seen,
            answers=answers,
        )
        return self.hears(told)

    def asks(self, text: str, **answers: Value) -> str:
        """Type a command that opens a dialog, and fill that in."""
        self.types(text)
        return self.fills(**answers)

    def choice(self, field: str, label: str) -> str:
        """The value of a choice by what stands on it."""
        assert self.form is not None
        options = next(f.options for f in self.form.fields if f.name == field)
        return next(option.value for option in options if option.label == label)

    def offered(self, field: str) -> list[str]:
        """What stands on the choices of a field."""
        assert self.form is not None
        return [option.label for f in self.form.fields if f.name == field for option in f.options]

    def hears(self, replies: list[Reply]) -> str:
        """Take in what is said back."""
        if not any(isinstance(reply, Mend) for reply in replies):
            self.form = next((reply.form for reply in replies if isinstance(reply, Ask)), None)
        self.heard = "\n".join(filter(None, map(_as_text, replies)))
        self.offered_buttons = [button for reply in replies if isinstance(reply, Say) for button in reply.buttons]
        self.rows = [row for reply in replies if isinstance(reply, Say) for row in reply.rows]
        return self.heard


def _as_text(reply: Reply) -> str:
    if isinstance(reply, Say):
        rows = [" ".join([row.text, *(f"[{b.label}]" for b in row.buttons)]) for row in reply.rows]
        return "\n".join([reply.text, *rows, *(f"[{b.label}]" for b in reply.buttons)])
    if isinstance(reply, Mend):
        return "\n".join(f"{field}! {problem}" for field, problem in reply.problems.items())
    return f"<{reply.form.title}>" if isinstance(reply, Ask) else ""


@dataclass
class Team:
    """The facilitator, its store, and people by name."""

    store: SqlStore
    facilitator: Facilitator
    room: Room
    locales: dict[str, str]
    place: Place = HERE

    def member(self, name: str, *, channel: str = "C1", locale: str = "") -> Member:
        """Somebody of that name in that channel, whose language the chat may know."""
        who = Who("T1", f"U{name.upper()}")
        self.locales[who.id] = locale or self.locales.get(who.id, "")
        return Member(self, who, Place("T1", channel))

    @property
    def workshop(self) -> Workshop:
        """The workshop of the channel, open or not."""
        found = self.store.latest_in(self.place)
        assert found is not None
        return found

    def card(self) -> str:
        """All that stands on the card."""
        card = self.facilitator.card("T1", self.workshop.key)
        buttons = [f"[{button.label}]" for button in (*card.buttons, *card.leading)]
        return "\n".join(
            [
                card.title,
                f"step {card.number}",
                card.situation,
                card.question,
                *card.lines,
                card.progress,
                card.timing,
                *buttons,
            ]
        )


@contextmanager
def gathered(folder: Path, *, markup: Markup = PLAIN, clock: Clock = lambda: NOON) -> Iterator[Team]:
    """A team with an empty database in `folder`, spoken to in plain text or in the markup of a chat."""
    store = open_store(kept_in(folder / "team.db"), clock=clock)
    try:
        room, words, locales = Room(), Wording("en", markup=markup), dict[str, str]()
        facilitator = Facilitator(
            store,
            words,
            clock=clock,
            keys=lambda: uuid4().hex,
            circle=room,
            locale_of=lambda who: locales.get(who.id, ""),
            public_url=PUBLIC_URL,
        )
        yield Team(store, facilitator, room, locales)
    finally:
        store.close()
