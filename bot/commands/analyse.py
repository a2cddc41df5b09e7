"""`journeybot analyse`: an event log in, the figures that teams ask for out; into a map too, if wished."""

from __future__ import annotations

import csv
import io
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from journeybot.analytics import Analysis, Asked, Table
    from journeybot.journey import JourneyMap
    from journeybot.wording import Wording

EVENTS_URL = "JOURNEYBOT_EVENTS_URL"


def add_to(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command()(analyse)


Log = Annotated[
    str,
    typer.Argument(help=f"A CSV or Parquet file; or, with {EVENTS_URL} set, a table of your warehouse: schema.table."),
]
Map = Annotated[Path | None, typer.Option("--map", help="The journey that the events belong to.")]
Goals = Annotated[
    list[str] | None, typer.Option("--goal", help="A touchpoint that is the purchase; else what has a value.")
]
Carts = Annotated[list[str] | None, typer.Option("--cart", help="A touchpoint at which a cart is filled.")]
Support = Annotated[
    list[str] | None, typer.Option(help="A touchpoint or channel where people come for help; else what has a reason.")
]
Site = Annotated[list[str] | None, typer.Option(help="A channel that is the site; else website, web and site.")]
Minutes = Annotated[int, typer.Option(min=1, help="A longer pause on the site begins a new visit.")]
By = Annotated[str, typer.Option(help="What is weighed: touchpoint or channel.")]
Columns = Annotated[
    list[str] | None, typer.Option("--column", help="What a column is called in the log, such as customer=uid.")
]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="A folder for all tables (CSV) and pictures (PNG).")]
Into = Annotated[Path | None, typer.Option(help="The map with these figures as measures, written here as JSON.")]
Language = Annotated[str, typer.Option(help="In which language, such as de; else in that of the map.")]


def analyse(  # noqa: PLR0913 -- each is an option of the command line
    log: Log,
    *,
    map_: Map = None,
    goal: Goals = None,
    cart: Carts = None,
    support: Support = None,
    site: Site = None,
    minutes: Minutes = 30,
    by: By = "touchpoint",
    column: Columns = None,
    out: Out = None,
    into: Into = None,
    language: Language = "",
) -> None:
    """Say how customers really travel: conversion, where they leave, what works, which ways they take."""
    from bot.commands.run import refuse  # noqa: PLC0415
    from journeybot.analytics import Asked  # noqa: PLC0415

    if by not in {"touchpoint", "channel"}:
        refuse(f"--by {by}: there are touchpoint and channel.")
    if into and not map_:
        refuse("--into takes a --map: the figures are put into it.")
    journey, say = _told_in(language, map_)
    named = dict(_pair(one) for one in column or ())
    asked = Asked(goals=_all(goal), carts=_all(cart), support=_all(support), minutes=minutes, by=by)  # type: ignore[arg-type]
    asked = replace(asked, site=_all(site)) if site else asked
    found = _found(log, asked, journey, named=named, say=say)
    _print(found, say)
    if out:
        _write_all(found, out, say)
    if into and journey:
        _put_into(found, journey, into, say=say, log=Path(log).name)


def _told_in(language: str, map_: Path | None) -> tuple[JourneyMap | None, Wording]:
    """The map, if there is one, and the words."""
    from bot.commands.files import in_language, journey_from  # noqa: PLC0415
    from journeybot.journey import About, JourneyMap  # noqa: PLC0415
    from journeybot.wording import Wording  # noqa: PLC0415

    journey = in_language(language, journey_from(map_) if map_ else JourneyMap(about=About(key="log", title="")))
    return (journey if map_ else None), Wording().spoken_in(journey.about.language)


def _all(values: list[str] | None) -> tuple[str, ...]:
    return tuple(values or ())


def _pair(told: str) -> tuple[str, str]:
    from bot.commands.run import refuse  # noqa: PLC0415
    from journeybot.analytics.columns import COLUMNS  # noqa: PLC0415

    meaning, _, heading = told.partition("=")
    if meaning not in COLUMNS or not heading:
        refuse(f"--column {told}: write it as customer=uid; there are {', '.join(COLUMNS)}.")
    return meaning, heading


def _found(log: str, asked: Asked, journey: JourneyMap | None, *, named: dict[str, str], say: Wording) -> Analysis:
    """The figures, or one clear sentence and the end."""
    from rich.console import Console  # noqa: PLC0415

    from bot.commands.run import refuse  # noqa: PLC0415
    from journeybot.analytics import Uncountable, analyse, analyse_table  # noqa: PLC0415
    from journeybot.analytics.report import unsound  # noqa: PLC0415

    url = os.environ.get(EVENTS_URL, "")
    try:
        with Console(stderr=True).status(say.say("analytics.counting", log=log)):
            if url and not Path(log).is_file():
                return analyse_table(url, log, asked, journey=journey, named=named)
            return analyse(Path(log), asked, journey=journey, named=named)
    except Uncountable as error:
        why = say.say(f"analytics.refused.{error.why}", **error.values)
        refuse("\n".join([why, *(unsound(error.soundness, say) if error.soundness else ())]))


def _print(found: Analysis, say: Wording) -> None:
    from rich.console import Console  # noqa: PLC0415

    from journeybot.analytics import opening, tables  # noqa: PLC0415

    console = Console()
    for line in opening(found, say):
        console.print(line, markup=False, highlight=False)
    for table in tables(found, say):
        console.print()
        _print_table(console, table, say)


def _print_table(console: Any, table: Table, say: Wording) -> None:
    from rich.markup import escape  # noqa: PLC0415
    from rich.table import Table as Lines  # noqa: PLC0415

    from journeybot.analytics.report import LONGEST, told  # noqa: PLC0415

    console.print(f"[bold]{escape(table.title)}[/]", highlight=False)
    console.print(f"[dim]{escape(table.note)}[/]", highlight=False)
    lines = Lines()
    for at, heading in enumerate(table.head):
        is_text = all(isinstance(row[at], str) for row in table.rows)
        lines.add_column(escape(heading), justify="left" if is_text else "right", overflow="fold")
    for row in table.rows[:LONGEST]:
        lines.add_row(*(escape(told(cell, say)) for cell in row))
    console.print(lines)
    if len(table.rows) > LONGEST:
        console.print(say.say("analytics.more", count=len(table.rows) - LONGEST), markup=False, highlight=False)


def _write_all(found: Analysis, folder: Path, say: Wording) -> None:
    """Every table as CSV, and a picture of each that has bars."""
    from bot.commands.files import write  # noqa: PLC0415
    from journeybot.analytics import tables  # noqa: PLC0415
    from journeybot.analytics.report import plain  # noqa: PLC0415
    from journeybot.exports.guarding import guarded  # noqa: PLC0415

    for table in tables(found, say):
        text = io.StringIO()
        cells = ([plain(cell) for cell in row] for row in (table.head, *table.rows))
        csv.writer(text).writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in cells)
        write(folder / f"{table.name}.csv", text.getvalue().encode("utf-8-sig"))
        if table.bar:
            write(folder / f"{table.name}.png", _picture(table, table.bar, say))
    typer.echo(f"{folder}: written")


def _picture(table: Table, column: int, say: Wording) -> bytes:
    """Bars on a track that is all of it; stages in their order, all else the longest first."""
    from journeybot.analytics.report import LONGEST, Share, told  # noqa: PLC0415
    from journeybot.drawing import bars  # noqa: PLC0415
    from journeybot.drawing.bars import Bar  # noqa: PLC0415

    shares = [(str(row[0]), row[column]) for row in table.rows]
    every = [
        Bar(name, share.value, told(share, say))
        for name, share in shares
        if isinstance(share, Share) and share.value is not None
    ]
    if table.name != "stages":
        every.sort(key=lambda bar: -bar.share)
    what = table.head[column]
    title = say.say("analytics.bars", title=table.title, what=what) if table.name == "effects" else table.title
    named = [f"{bar.name} {bar.value}" for bar in every[:LONGEST]]
    alt = say.say("analytics.picture", title=title, bars=named)
    return bars(title, table.note, every[:LONGEST], alt=alt, language=say.language).data


def _put_into(found: Analysis, journey: JourneyMap, path: Path, *, say: Wording, log: str) -> None:
    from bot.commands.files import write  # noqa: PLC0415
    from journeybot.analytics import measures_of  # noqa: PLC0415
    from journeybot.exports import to_json  # noqa: PLC0415
    from journeybot.exports.imports.joined import Source, with_joined  # noqa: PLC0415
    from journeybot.exports.imports.joining import join  # noqa: PLC0415

    brought = replace(journey, measures=measures_of(found, journey, say, log=log))
    joined = join(journey, brought, Source(file=found.last, workshop=journey.about.key, theirs=True))
    write(path, to_json(with_joined(journey, joined, brought)))
    typer.echo(f"{path}: {len(brought.measures)} measures")
