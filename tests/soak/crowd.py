"""A crowd that answers while everything goes wrong around it, and a count of what was lost, doubled or foreign.

Each person enters names nobody else enters and remembers what became of them: `ok` once the dialog closed, `unknown`
while it did not. In the end every `ok` must be there once, every `unknown` at most once, and nothing else.
"""

import re
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Any

from bot.commands.sandbox import end_bot, listen, new_tokens, stand_in, start_bot
from bot.sandbox import Json
from bot.sandbox.faults import Faults
from bot.sandbox.people import BOT, Channel, Person
from bot.sandbox.player import Sandbox
from bot.sandbox.server import Server
from bot.sandbox.workspace import Workspace
from journeybot.journey import Persona
from journeybot.ports import ShowState
from journeybot.workshop import Place
from storage.store import SqlStore, open_store

TRIES = 40
QUIET = 90.0
"""Seconds that everything may take to come to rest: longer than a post whose answer got lost is waited for."""

TOLD = 10.0
"""Seconds within which somebody is told of a card that was given up."""

GOES_WRONG = Faults(seed=42, rate=0.05, late=1.0)


@dataclass
class Crowd:
    """`rooms` workshops with `people` in each, who enter `each` names, or until there are `enough`, with so many
    seconds of `pause` before each."""

    rooms: int
    people: int
    each: int
    pause: float = 0.0
    ok: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    enough: Event = field(default_factory=Event)
    told: list[str] = field(default_factory=list)
    """What Slack warned somebody of, and what stood at the fields of a dialog that did not close."""
    stumbled: list[str] = field(default_factory=list)
    """What somebody met that is no answer of any Slack: a mistake of the trial itself."""

    def workspace(self) -> Workspace:
        """Everybody, and a channel for each workshop."""
        cast = [_person(number) for number in range(self.rooms * self.people)]
        channels = [
            Channel(f"C{room:08}", f"room-{room}", members=[*(one.id for one in self._in(room, cast)), BOT])
            for room in range(self.rooms)
        ]
        return Workspace(people=cast, channels=channels)

    def _in(self, room: int, cast: list[Person]) -> list[Person]:
        return cast[room * self.people : (room + 1) * self.people]

    def begin(self, url: str) -> None:
        """Somebody in each room begins a workshop."""
        for room in range(self.rooms):
            Seat(url, f"U{room * self.people:08}", f"C{room:08}").enters("/journey start", "title", "Groceries")

    def answers(self, url: str) -> None:
        """Everybody enters their names, all at the same time."""
        with ThreadPoolExecutor(self.rooms * self.people) as threads:
            list(threads.map(lambda number: self._answer(url, number), range(self.rooms * self.people)))

    def _answer(self, url: str, number: int) -> None:
        channel = f"C{number // self.people:08}"
        seat = Seat(url, f"U{number:08}", channel, told=self.told)
        for answer in range(self.each):
            if self.enough.wait(self.pause):
                return
            name = f"person {number} answer {answer}"
            (self.ok if self._entered(seat, name) else self.unknown).append((channel, name))

    def _entered(self, seat: "Seat", name: str) -> bool:
        """Whether the dialog with that name closed. Who stumbled may have sent it: nobody knows of it then, and they go
        on. Were they gone, what they sent would count as foreign, and the crowd would melt away unseen."""
        try:
            return seat.enters("/journey persona", "name", name)
        except Exception as error:  # noqa: BLE001  whatever it is, it is counted
            traceback.print_exc()
            self.stumbled.append(repr(error))
            return False

    def wrong_in(self, store: SqlStore, tenant: str) -> Counter[str]:
        """What is lost, doubled or foreign in the database, and how often somebody stumbled."""
        found = Counter(
            (channel, note.name)
            for channel in (f"C{room:08}" for room in range(self.rooms))
            for note in _personas(store, Place(tenant, channel))
        )
        known = {*self.ok, *self.unknown}
        return Counter(
            lost=sum(one not in found for one in self.ok),
            doubled=sum(times - 1 for times in found.values()),
            foreign=sum(one not in known for one in found),
            stumbled=len(self.stumbled),
        )

    def personas(self, store: SqlStore, tenant: str, room: int) -> list[Persona]:
        """What is in that room's map, in its order."""
        return _personas(store, Place(tenant, f"C{room:08}"))

    def out_of_order(self, store: SqlStore, tenant: str) -> int:
        """How often an answer stands before one that the same person had entered earlier."""
        wrong, last = 0, dict[str, int]()
        for room in range(self.rooms):
            for note in _personas(store, Place(tenant, f"C{room:08}")):
                who, _, answer = note.name.partition(" answer ")
                wrong += int(answer) < last.get(who, 0)
                last[who] = int(answer)
        return wrong


class Seat:
    """One person before one channel, who does not give up easily."""

    def __init__(self, url: str, person: str, channel: str, *, told: list[str] | None = None) -> None:
        self._sandbox = Sandbox(url)
        self._told = [] if told is None else told
        self._where = {"user": person, "channel": channel}

    def enters(self, command: str, name: str, text: str) -> bool:
        """Opens a dialog and sends it, as often as it takes; whether it closed."""
        dialog = self.opens(command)
        return dialog is not None and self.sends(dialog, name, text)

    def opens(self, command: str) -> Json | None:
        """The dialog of that command, however often it takes; None if it never came."""
        for attempt in range(TRIES):
            dialog = self._opens(command)
            if dialog is not None:
                return dialog
            time.sleep(_pause(attempt))
        return None

    def _opens(self, command: str) -> Json | None:
        self._hears(self._sandbox.post("act/command", text=command, **self._where))
        return self._dialog()

    def sends(self, dialog: Json, name: str, text: str) -> bool:
        """Fills it in and sends it, as often as it takes; whether it closed. Another one that was asked for before, and
        came late, may stand in its place by then: of ours nobody knows what became of it."""
        block = next(one["block_id"] for one in dialog["blocks"] if one["block_id"].startswith(f"{name}@"))
        for attempt in range(TRIES):
            answer = self._does("act/submit", dialog, values={block: text})
            if answer is None:
                break
            self._hears(answer)
            if self._dialog() is None:
                return True
            time.sleep(_pause(attempt))
        self._closes()
        return False

    def _closes(self) -> None:
        """All that is open, whatever it is; what stands there instead meanwhile, too."""
        while (shown := self._dialog()) is not None:
            self._does("act/close", shown, all=True)

    def _does(self, act: str, dialog: Json, **given: Any) -> Json | None:
        """Something with that dialog; None if it is not the one that is open any more."""
        try:
            return self._sandbox.post(act, user=self._where["user"], view_id=dialog["id"], **given)
        except AssertionError as refusal:
            if "not open" not in str(refusal):
                raise
            return None

    def _hears(self, answer: Json) -> None:
        self._told += [*answer["notices"], *answer.get("errors", {}).values()]

    def _dialog(self) -> Json | None:
        modal: Json | None = self._sandbox.get("screen", **self._where)["modal"]
        return modal


def _pause(attempt: int) -> float:
    """People try again at once, then ever less in a hurry. Fifteen that hammer away while the bot starts would take the
    processor from it that it starts with."""
    return min(0.25 * attempt, 1.0)


def cards_that_are_wrong(workspace: Workspace, store: SqlStore, rooms: int) -> int:
    """Workshops whose card is not on the screen exactly once, or says something that was true some time ago; one that
    nobody could be sure of offers a button."""
    wrong = 0
    for room in range(rooms):
        shown = workspace.messages[f"C{room:08}"]
        cards = [one for one in shown if "Step 1 of 6" in str(one.blocks) and not one.ephemeral_to and not one.is_reply]
        found = store.latest_in(Place(workspace.team.id, f"C{room:08}"))
        offered = _offered(workspace, store, room)
        answered = found.have_answered(found.step) if found else 0
        stale = [card for card in cards if _counted(str(card.blocks)) != answered]
        wrong += len(cards) > 1 or (not offered and (not cards or bool(stale)))
    return wrong


def _offered(workspace: Workspace, store: SqlStore, room: int) -> bool:
    """Whether somebody has a button that posts the card again. That it was given up is noted before anybody is told, so
    who reads the note may have to wait for the words."""
    found = store.latest_in(Place(workspace.team.id, f"C{room:08}"))
    card = store.card_of(workspace.team.id, found.key) if found else None
    until = time.monotonic() + (TOLD if card and card.state is ShowState.DEAD else 0)
    while True:
        whispers = [one for one in workspace.messages[f"C{room:08}"] if one.ephemeral_to]
        offered = any("Post it again" in str(one.blocks) for one in whispers)
        if offered or time.monotonic() > until:
            return offered
        time.sleep(0.05)


def _counted(card: str) -> int:
    """How many have answered, as the card says."""
    found = re.search(r"(\d+) (?:of \d+ )?(?:person has|people have) answered here", card)
    return int(found[1]) if found else 0


def rests(store: SqlStore, tenant: str, rooms: int) -> None:
    """Wait until nothing is under way any more."""
    until = time.monotonic() + QUIET
    while time.monotonic() < until:
        found = [store.latest_in(Place(tenant, f"C{room:08}")) for room in range(rooms)]
        cards = [store.card_of(tenant, one.key) for one in found if one is not None]
        if all(card is not None and card.state is not ShowState.DUE for card in cards):
            return
        time.sleep(0.2)
    raise AssertionError("something is still under way")


@contextmanager
def sandbox_for(crowd: Crowd) -> Iterator[tuple[str, Server, dict[str, str]]]:
    """A sandbox with the crowd in it: its address, the server, and the tokens of its bot."""
    with sandbox_of(crowd.workspace()) as found:
        yield found


@contextmanager
def sandbox_of(workspace: Workspace) -> Iterator[tuple[str, Server, dict[str, str]]]:
    """The same with whoever is in that workspace."""
    own, listening = new_tokens(), listen(0)
    port = listening.getsockname()[1]
    server = stand_in(own, port, workspace=workspace, latency=0.0)
    thread = Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}", server, own
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def bot_for(url: str, own: dict[str, str], folder: Path) -> Iterator[None]:
    """The real bot in a process of its own."""
    bot = start_bot(own, int(url.rpartition(":")[2]), folder=folder)
    try:
        Sandbox(url).wait_until_ready(60)
        yield
    finally:
        end_bot(bot)


@contextmanager
def reading(folder: Path) -> Iterator[SqlStore]:
    """The bot's database, looked at from outside."""
    store = open_store(f"sqlite:///{folder / 'sandbox.db'}")
    try:
        yield store
    finally:
        store.close()


def _personas(store: SqlStore, place: Place) -> list[Persona]:
    found = store.latest_in(place)
    notes = store.notes(place.tenant, found.key, Persona) if found else ()
    return [note for note in notes if isinstance(note, Persona)]


def _person(number: int) -> Person:
    name = f"Person {number}"
    return Person(f"U{number:08}", f"person{number}", name, name, "Europe/Berlin", "en-GB", "1d3557")
