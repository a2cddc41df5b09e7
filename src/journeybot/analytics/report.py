"""The figures as tables in words: for a terminal, a file, a picture or a chat."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from journeybot.analytics.figures import Analysis, Reach, Spread
from journeybot.analytics.unsound import Unsound
from journeybot.wording import Wording

LONGEST = 15
"""Rows of a table that is told; the files hold all of them."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, told in percent; of nothing, a dash."""

    part: float
    whole: float

    @property
    def value(self) -> float | None:
        """0 to 1."""
        return self.part / self.whole if self.whole else None


Cell = str | float | Share | None
"""What stands in a table: a text, a number, a share, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as it is read: `name` is that of its file, `title` and `note` say what it is and how it was counted.
    `bar` is, where it makes sense, the column of the shares that bars are drawn of."""

    name: str
    title: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    bar: int | None = None


def told(cell: Cell, say: Wording) -> str:
    """A cell in words: numbers with one decimal at most, small shares too."""
    if isinstance(cell, Share):
        if cell.value is None:
            return "–"
        share = 100 * cell.value
        return f"{say.number(round(share, 1 if share < 10 else 0))} %"
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else say.number(round(cell, 1))


def plain(cell: Cell) -> str | float:
    """A cell for a file that is counted on with: a share is 0 to 1."""
    if isinstance(cell, Share):
        return "" if cell.value is None else round(cell.value, 4)
    return "" if cell is None else cell if isinstance(cell, str) else round(cell, 4)


def tables(found: Analysis, say: Wording) -> tuple[Table, ...]:
    """Every table that has a row in it."""
    every = (
        _table(say, "stages", ("stage", "came", "onward", *CONVERSION), map(_stage, found.stages), bar=5),
        _table(say, "channels", ("channel", "came", *CONVERSION), map(_channel, found.channels), bar=4),
        _table(say, "crossed", ("stage", "channel", "came", *CONVERSION), map(_crossed, found.crossed)),
        _leaving(found, say),
        _before(found, say),
        _effects(found, say),
        _ways(found, say),
        _turns(found, say),
        _reasons(found, say),
        _table(say, "unmapped", ("touchpoint", "times"), found.unmapped),
    )
    return tuple(table for table in every if table.rows)


def opening(found: Analysis, say: Wording) -> list[str]:
    """What the log holds, and a line for each thing that was wrong with it."""
    first, last = (date.fromisoformat(day) for day in (found.first, found.last))
    numbers = {"events": found.soundness.kept, "customers": found.customers, "buyers": found.buyers}
    whole = say.say("analytics.opening", **numbers, purchases=found.purchases, first=first, last=last)
    missing = [say.say("analytics.not_there", name=name, kind=kind) for kind, name in found.missing]
    return [whole, *missing, *unsound(found.soundness, say)]


def unsound(wrong: Unsound, say: Wording) -> list[str]:
    """A line for each thing that was wrong with the rows."""
    kinds = ("cut", "nobody", "nowhere", "times", "beyond", "doubled", "values", "disordered", "latin")
    lines = [say.say(f"analytics.unsound.{kind}", count=getattr(wrong, kind)) for kind in kinds if getattr(wrong, kind)]
    bad = [say.say("analytics.unsound.bad", row=one.row, found=one.found[:40]) for one in wrong.bad]
    return [*lines, *bad]


CONVERSION = ("fresh", "bought", "conversion")
"""The columns of those who had not bought before, those of them who did, and the share."""


def _table(
    say: Wording,
    name: str,
    head: Iterable[str],
    rows: Iterable[tuple[Cell, ...]],
    *,
    bar: int | None = None,
    **values: object,
) -> Table:
    return Table(
        name=name,
        title=say.say(f"analytics.{name}.called", **values),
        note=say.say(f"analytics.{name}.note", **values),
        head=tuple(say.say(f"analytics.heads.{one}") for one in head),
        rows=tuple(rows),
        bar=bar,
    )


def _conversion(one: Reach) -> tuple[Cell, ...]:
    return one.fresh, one.bought, Share(one.bought, one.fresh)


def _stage(one: Reach) -> tuple[Cell, ...]:
    onward = "–" if one.onward is None else Share(one.onward, one.customers)
    return one.stage, one.customers, onward, *_conversion(one)


def _channel(one: Reach) -> tuple[Cell, ...]:
    return one.channel, one.customers, *_conversion(one)


def _crossed(one: Reach) -> tuple[Cell, ...]:
    return one.stage, one.channel, one.customers, *_conversion(one)


def _leaving(found: Analysis, say: Wording) -> Table:
    left = [one for one in found.leaving if one.left]
    rows = ((one.touchpoint, one.journeys, one.left, Share(one.left, one.journeys)) for one in left)
    return _table(say, "leaving", (found.by, "journeys", "left", "of_these"), rows, bar=3)


def _before(found: Analysis, say: Wording) -> Table:
    """What each buyer did before the first purchase, and the carts."""
    spreads = (("minutes", found.minutes), ("touchpoints", found.touchpoints))
    rows = [_spread(say, name, spread) for name, spread in spreads if spread]
    if found.carts:
        carts = say.say("analytics.before.carts")
        rows.append((carts, found.carts.filled, Share(found.carts.left, found.carts.filled), None, None))
    return _table(say, "before", ("figure", "count", "median", "quartiles", "mean"), rows, minutes=found.pause)


def _spread(say: Wording, name: str, spread: Spread) -> tuple[Cell, ...]:
    quartiles = f"{told(spread.lower, say)} – {told(spread.upper, say)}"
    return say.say(f"analytics.before.{name}"), spread.count, spread.median, quartiles, spread.mean


def _effects(found: Analysis, say: Wording) -> Table:
    worth = any(one.worth for one in found.effects)
    rows = (
        (one.name, one.first, one.last, one.linear, one.markov, Share(one.removal, 1), *((one.worth,) if worth else ()))
        for one in found.effects
    )
    head = (found.by, "first", "last", "linear", "markov", "removal", *(("worth",) if worth else ()))
    return _table(say, "effects", head, rows, bar=5, direct=found.direct)


def _ways(found: Analysis, say: Wording) -> Table:
    rows = (
        (
            " → ".join((*one.names, *(("…",) if one.more else ()))),
            one.journeys,
            one.bought,
            Share(one.bought, one.journeys),
        )
        for one in found.ways
    )
    return _table(say, "ways", ("way", "journeys", "bought", "of_these"), rows)


def _turns(found: Analysis, say: Wording) -> Table:
    every = sum(turn.times for turn in found.turns)
    away = [turn for turn in found.turns if turn.kind != "mapped"]
    rows = (
        (turn.before, turn.after, say.say(f"analytics.kinds.{turn.kind}"), turn.times, Share(turn.times, every))
        for turn in away
    )
    share = told(Share(sum(turn.times for turn in away), every), say)
    return _table(say, "turns", ("before", "after", "kind", "times", "of_all"), rows, away=share)


def _reasons(found: Analysis, say: Wording) -> Table:
    every = sum(one.visits for one in found.reasons)
    rows = ((one.reason, one.visits, Share(one.visits, every), one.customers) for one in found.reasons)
    return _table(say, "reasons", ("reason", "visits", "of_all", "came"), rows, bar=2)
