"""R3: killed at every moment, before and after each commit and each call, the bot loses and doubles nothing."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.sandbox import Json
from bot.sandbox.player import Sandbox
from bot.sandbox.server import Server
from journeybot.journey import Persona
from journeybot.workshop import Place
from tests.soak.crowd import Crowd, Seat, reading, sandbox_for
from tests.soak.supervised import supervised
from tests.soak.trials import trial

PATIENCE = 150.0
"""Seconds: a drawing that was cut off is taken up again after a minute and a half."""
ROOM = "C00000000"
NAMES = ["Maya", "Li"]


@trial("R3  answers, cards and maps lost or doubled, killed at every moment", at_most=0, times=400, short=1)
def wrong(folder: Path, times: int) -> float:
    """Plays once to learn the moments, then once for each of them (or so many), killed just there."""
    (folder / "calm").mkdir()
    moments = folder / "moments"
    faults = _played(folder / "calm", MOMENTS=str(moments))
    passed = [line for line in dict.fromkeys(moments.read_text().splitlines()) if _once(line)]
    chosen = passed[:: max(len(passed) // times, 1)][:times]
    for number, moment in enumerate(chosen):
        place = folder / str(number)
        place.mkdir()
        found = _played(place, CRASH_AT=moment)
        if found:
            print(f"      killed {moment}: {found}")
        faults += found
    print(f"      {len(chosen)} of {len(passed)} moments")
    return len(faults)


def _once(moment: str) -> bool:
    """The first times are enough: later ones are the same moments again."""
    return int(moment.rpartition(" ")[2]) <= 3


def _played(folder: Path, **extra: str) -> list[str]:
    """A short workshop; what was wrong at its end."""
    with _room(folder, **extra) as (url, server, tenant):
        seat = Seat(url, "U00000000", ROOM)
        seat.enters("/journey start", "title", "Groceries")
        kept = [name for name in NAMES if seat.enters("/journey persona", "name", name)]
        told = _asks_for_a_map(url)
        with reading(folder) as store:
            _settles(server, told=told)
            workshop = store.latest_in(Place(tenant, ROOM))
            notes = store.notes(tenant, workshop.key, Persona) if workshop else ()
            names = [note.name for note in notes if isinstance(note, Persona)]
        wrongs = [f"{name} is there {names.count(name)} times" for name in kept if names.count(name) != 1]
        return [*wrongs, *_of_the_screen(server, told=told)]


@contextmanager
def _room(folder: Path, **extra: str) -> Iterator[tuple[str, Server, str]]:
    with sandbox_for(Crowd(rooms=1, people=1, each=1)) as (url, server, own), supervised(url, own, folder, **extra):
        yield url, server, server.stage.workspace.team.id


def _asks_for_a_map(url: str) -> bool:
    """Asks once for a map, as it would be drawn twice for two; whether the bot took it."""
    sandbox = Sandbox(url)
    answer: Json = sandbox.post("act/command", user="U00000000", channel=ROOM, text="/journey map")
    return not answer["notices"]


def _settles(server: Server, *, told: bool) -> None:
    """Wait until everything is there that should be, and then a little longer for what should not."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and _of_the_screen(server, told=told):
        time.sleep(0.1)
    time.sleep(0.5)


def _of_the_screen(server: Server, *, told: bool) -> list[str]:
    shown = server.stage.workspace.messages[ROOM]
    public = [one for one in shown if not one.ephemeral_to]
    cards = sum("Step 1 of 6" in str(one.blocks) for one in public)
    maps = sum(bool(one.files) for one in public)
    offered = any("Post it again" in str(one.blocks) for one in shown if one.ephemeral_to)
    found = [] if cards == 1 or (cards == 0 and offered) else [f"{cards} cards"]
    return found if maps == 1 or (maps == 0 and (offered or not told)) else [*found, f"{maps} maps"]
