"""A bot that is killed at planned moments, and a sandbox: they go by one clock, which leaps from one day to another."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.sandbox.people import BOT, Channel, Person
from bot.sandbox.player import Person as Player
from bot.sandbox.player import Sandbox
from bot.sandbox.server import Server
from bot.sandbox.workspace import Workspace
from journeybot.waking import WakeState
from storage.store import SqlStore
from tests.soak.crowd import reading, sandbox_of
from tests.soak.supervised import Supervised, supervised

BERLIN = ZoneInfo("Europe/Berlin")
CAST = (
    Person("U0LEA0001", "lea", "Lea", "Lea Brandt", "Europe/Berlin", "en-GB", "2d6a8a"),
    Person("U0IVO0002", "ivo", "Ivo", "Ivo Novak", "Europe/Berlin", "en-GB", "8a4b2d"),
)
MAY_LOOK = ["channels:history", "im:history", "im:read", "im:write"]
"""With these the bot finds what it had posted; those who install it as it comes do not grant them."""

PATIENCE = 150.0
"""Seconds that anything may take on a busy machine."""

ANSWERS = 5.0
"""Seconds before somebody who sees nothing come of what they did looks whether to do it once more."""

STEP = timedelta(seconds=5)
"""What time passes between two looks, while something that was cut off waits for its lease to end."""

A_LOOK = 0.1
QUIET_LOOKS = 3


@dataclass
class Leaping:
    """The bot at work, seen from outside. `may_look`: it has been granted what it needs to find its own posts."""

    folder: Path
    server: Server
    player: Sandbox
    bot: Supervised
    store: SqlStore
    may_look: bool
    plans: int = 0

    @property
    def workspace(self) -> Workspace:
        """What stands on the screens."""
        return self.server.stage.workspace

    @property
    def now(self) -> datetime:
        """What time it is for everybody."""
        return datetime.fromtimestamp(self.workspace.clock.now(), UTC)

    def forward(self, by: timedelta) -> None:
        """Time passes, for Slack and for the bot, whether it is up or not."""
        self.workspace.clock.forward(by.total_seconds())
        _put(self.folder / "ahead", str(self.workspace.clock.now() - time.time()))

    def leaps_to(self, day: date, hour: int = 10, minute: int = 1) -> None:
        """To that hour of Berlin, on the first working day from then on."""
        while day.weekday() > 4:
            day += timedelta(days=1)
        self.forward(datetime(day.year, day.month, day.day, hour, minute, tzinfo=BERLIN) - self.now)

    def room(self, number: int) -> str:
        """A channel where nothing has happened yet."""
        name = f"room-{number}"
        channel = Channel(f"C{number:08}", name, members=[*(one.id for one in CAST), BOT])
        self.workspace.channels[channel.id] = channel
        return name

    def plans_to_end(self, moment: str) -> None:
        """At this moment from now on; at none without."""
        self.plans += 1
        _put(self.folder / "plan", f"{self.plans}: {moment}")

    @property
    def ended(self) -> bool:
        """Whether the bot has ended as it was planned."""
        return not (self.folder / "plan").exists()

    def moments_passed(self) -> list[str]:
        """What the bot has come by since it began."""
        moments = self.folder / "moments"
        return moments.read_text("utf-8").splitlines() if moments.exists() else []

    def comes_back(self) -> None:
        """Wait for the bot, should it be away."""
        until = time.monotonic() + PATIENCE
        while self.bot.is_away and time.monotonic() < until:
            time.sleep(A_LOOK / 2)
        self.player.wait_until_ready(PATIENCE)

    def rests(self) -> bool:
        """Wait until nothing is under way any more, or waits for the end of what was; False if that never comes."""
        until, quiet = time.monotonic() + PATIENCE, 0
        while time.monotonic() < until:
            self.comes_back()
            quiet = 0 if self._waits() else quiet + 1
            if quiet == QUIET_LOOKS:
                return True
            if self.ended and not quiet:
                self.forward(STEP)
            time.sleep(A_LOOK)
        return False

    def _waits(self) -> bool:
        soon = self.now + timedelta(hours=1)
        wakes = self.store.wakes(soon, most=50)
        trying = any(one.state is WakeState.TRYING or (one.wake_at or self.now) <= self.now for one in wakes)
        return trying or bool(self.store.due(soon, most=50))

    def until(self, done: Callable[[], object], does: Callable[[], object]) -> None:
        """Somebody does something and, if nothing comes of it, does it again. Raises AssertionError if that never
        helps."""
        until, why = time.monotonic() + PATIENCE, ""
        while not done():
            if time.monotonic() > until:
                raise AssertionError(f"nothing ever came of it: {why}")
            try:
                does()
            except AssertionError as error:  # there was no such button, or the dialog did not come
                why = str(error)
            self._sees(done)

    def wait(self, until: Callable[[], object]) -> None:
        """Somebody looks for a while, longer than a busy machine needs to ask them."""
        end = time.monotonic() + ANSWERS * 6
        while not until() and time.monotonic() < end:
            time.sleep(A_LOOK)

    def _sees(self, done: Callable[[], object]) -> None:
        until = time.monotonic() + ANSWERS
        while not done() and not self.bot.is_away and time.monotonic() < until:
            time.sleep(A_LOOK / 2)
        self.comes_back()


def submits(person: Player, command: str, **fields: object) -> None:
    """Type a command, or press a button, and send its dialog; one that is still open is sent again."""
    if not person.modal:
        person.types(command) if command.startswith("/") else person.presses(command)
    person.submits(fields)


def put_away(person: Player) -> None:
    """Close what a bot that has ended left open."""
    with suppress(AssertionError):
        person.closes(everything=True)


@contextmanager
def leaping(folder: Path, *, may_look: bool) -> Iterator[Leaping]:
    """Both, up and ready."""
    with sandbox_of(Workspace(people=CAST, channels=[])) as (url, server, own):
        if may_look:
            server.stage.installation.manifest["oauth_config"]["scopes"]["bot"] += MAY_LOOK
        files = {name: str(folder / name.lower()) for name in ("AHEAD", "PLAN", "MOMENTS")}
        with supervised(url, {**own, **files}, folder) as bot, reading(folder) as store:
            yield Leaping(folder, server, Sandbox(url), bot, store, may_look)


def _put(file: Path, text: str) -> None:
    """At once: whoever reads it finds the old or the new."""
    fresh = file.with_suffix(".new")
    fresh.write_text(text, "utf-8")
    fresh.replace(file)
