"""`journeybot demo`: a whole workshop, played by five people through the real bot, and what comes of it."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress

    from bot.commands.demo.play import Play
    from bot.sandbox.player import Person, Sandbox
    from journeybot.journey import JourneyMap

TO_DRAW = 60.0
"""Seconds that drawing and posting may take on a slow machine."""


def add_to(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command()(demo)


def demo(
    *,
    out: Annotated[Path, typer.Option(help="Where map.png, map.svg, map.json and story.md are written.")] = Path(
        "demo"
    ),
    journey: Annotated[Path | None, typer.Option(help="A journey file to play instead of the example.")] = None,
) -> None:
    """Watch a whole workshop: five people, the real bot, the sandbox; and see what they get."""
    from bot.commands.files import journey_from, must_be_writable, write  # noqa: PLC0415
    from bot.commands.run import refuse  # noqa: PLC0415
    from journeybot.exports import example_journey  # noqa: PLC0415

    played = journey_from(journey) if journey else example_journey()
    _must_be_playable(played)
    must_be_writable(out)
    try:
        files = _perform(played)
    except AssertionError as error:  # what the people in the sandbox say when something is not as they expect
        refuse(f"The play was broken off: {error}")
    for name, data in files.items():
        write(out / name, data)
    typer.echo(f"Written to {out}: {', '.join(files)}")


def _must_be_playable(journey: JourneyMap) -> None:
    from bot.commands.run import refuse  # noqa: PLC0415
    from journeybot.sequence import RETROSPECTIVE  # noqa: PLC0415
    from journeybot.steps.stages import FEWEST, MOST  # noqa: PLC0415

    if journey.about.flavour == RETROSPECTIVE:
        title = journey.about.title
        refuse(f"“{title}” is a retrospective; the demo plays journeys of customers. (draw takes any.)")
    if not FEWEST <= len(journey.stages) <= MOST:
        refuse(f"This journey has {len(journey.stages)} stages; a workshop takes {FEWEST} to {MOST}. (draw takes any.)")


def _perform(journey: JourneyMap) -> dict[str, bytes]:
    from bot.commands.demo.cast import FEWEST, Cast, scorers  # noqa: PLC0415
    from bot.commands.demo.play import Play  # noqa: PLC0415
    from bot.commands.demo.theatre import theatre  # noqa: PLC0415

    needed = max(FEWEST, len(scorers(journey)))
    typer.echo(f"“{journey.about.title}”, played by {needed} people through the real bot")
    with _bars() as bars, ExitStack() as house:
        with _bar(bars, "The bot starts"):
            sandbox = house.enter_context(theatre(people=needed))
        known = sandbox.get("people")["people"][:needed]
        people = [sandbox.person(one["name"]) for one in known]
        play = Play(journey, Cast(people, journey))
        for title, acts in play.acts():
            for act in bars.track(acts, description=title) if acts else ():
                act()
        with _bar(bars, "The files are made"):
            files = _taken_home(sandbox, people[0])
    _say_what_is_missing(play, journey)
    return files


def _bars() -> Progress:
    """A bar for each act: on a terminal it moves, elsewhere a line says in the end how long it took."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    return Progress(TextColumn("{task.description:22}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())


@contextmanager
def _bar(bars: Progress, title: str) -> Iterator[None]:
    """One for what cannot be counted."""
    task = bars.add_task(title, total=None)
    yield
    bars.update(task, total=1, completed=1)


def _taken_home(sandbox: Sandbox, leader: Person) -> dict[str, bytes]:
    """What the bot posted: the map in the channel, the files in the thread; the story in words."""
    from journeybot.exports import read_journey  # noqa: PLC0415
    from journeybot.exports.markdown import MARKDOWN  # noqa: PLC0415
    from journeybot.story import story  # noqa: PLC0415
    from journeybot.wording import Wording  # noqa: PLC0415

    leader.types("/journey export svg")
    wanted = {"image/png": "map.png", "image/svg+xml": "map.svg", "application/json": "map.json"}

    def posted() -> dict[str, bytes]:
        found = {wanted[f["mimetype"]]: f["url"] for f in leader.files() if f["mimetype"] in wanted}
        return found if len(found) == len(wanted) else {}

    files = {name: sandbox.download(str(url)) for name, url in sandbox.wait_for(posted, TO_DRAW).items()}
    told = story(read_journey(files["map.json"]), Wording(markup=MARKDOWN))
    return {**dict(sorted(files.items(), reverse=True)), "story.md": f"{told}\n".encode()}


def _say_what_is_missing(play: Play, journey: JourneyMap) -> None:
    """A workshop cannot take everything that a file can hold; what it could not is named."""
    from bot.commands.demo.answers import told_in_dialogs  # noqa: PLC0415

    counts = {
        "evidence on moments": len(journey.evidence) - len(told_in_dialogs(journey)),
        "responses": len(journey.responses),
    }
    left = [f"{name} ({count})" for name, count in counts.items() if count]
    if left:
        typer.echo(f"Not played, as no dialog takes it yet: {', '.join(left)}.")
    if play.fit.cut:
        typer.echo(f"Shortened, as a dialog takes no more: {play.fit.cut} text{'s' if play.fit.cut > 1 else ''}.")
