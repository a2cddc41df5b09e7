"""The figures as tables in words, for a terminal, a file or a picture."""

from collections.abc import Iterable
from dataclasses import dataclass

from journeybot.analytics.figures import Analysis, Leaving, Reach, Spread
from journeybot.wording import Wording

LONGEST = 15
"""Rows of a table that is told; the files hold all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as it is read: `name` is that of its file, `note` says how it was counted, `rows` are texts. `shares`
    are, where it makes sense, 0 to 1 for each row: the length of a bar, with the text of column `shown` behind it."""

    name: str
    title: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...] = ()
    shown: int = -1


def tables(found: Analysis, say: Wording) -> tuple[Table, ...]:
    """Every table that has a row in it."""
    every = (
        _stages(found, say),
        _channels(found, say),
        _crossed(found, say),
        _leaving(found, say),
        _before(found, say),
        _effects(found, say),
        _ways(found, say),
        _turns(found, say),
        _reasons(found, say),
        _unmapped(found, say),
    )
    return tuple(table for table in every if table.rows)


def opening(found: Analysis, say: Wording) -> list[str]:
    """What the log holds, and a line for each thing that was wrong with it."""
    whole = say.say(
        "analytics.opening",
        events=found.soundness.kept,
        customers=found.customers,
        buyers=found.buyers,
        purchases=found.purchases,
        first=found.first,
        last=found.last,
    )
    return [whole, *unsound(found, say)]


def unsound(found: Analysis, say: Wording) -> list[str]:
    """A line for each thing that was wrong with the rows."""
    wrong = found.soundness
    kinds = ("cut", "nobody", "nowhere", "times", "beyond", "doubled", "values", "disordered")
    lines = [say.say(f"analytics.unsound.{kind}", count=getattr(wrong, kind)) for kind in kinds if getattr(wrong, kind)]
    bad = [say.say("analytics.unsound.bad", row=one.row, found=one.found[:40]) for one in wrong.bad]
    return [*lines, *bad]


def _table(
    say: Wording,
    name: str,
    head: Iterable[str],
    rows: Iterable[tuple[str, ...]],
    *,
    shares: Iterable[float] = (),
    shown: int = -1,
    **values: object,
) -> Table:
    return Table(
        name=name,
        title=say.say(f"analytics.{name}.called", **values),
        note=say.say(f"analytics.{name}.note", **values),
        head=tuple(say.say(f"analytics.heads.{one}") for one in head),
        rows=tuple(rows),
        shares=tuple(shares),
        shown=shown,
    )


def percent(part: float, whole: float, say: Wording) -> str:
    """A share in whole percent, or with one decimal where it is small; a dash of nothing."""
    if not whole:
        return "–"
    share = 100 * part / whole
    return f"{say.number(round(share, 1 if share < 10 else 0))} %"


def _bought(one: Reach) -> float:
    return one.bought / one.customers if one.customers else 0.0


def _stages(found: Analysis, say: Wording) -> Table:
    rows = (
        (
            one.stage,
            say.number(one.customers),
            "–" if one.onward is None else percent(one.onward, one.customers, say),
            say.number(one.bought),
            percent(one.bought, one.customers, say),
        )
        for one in found.stages
    )
    head = ("stage", "customers", "onward", "bought", "share")
    return _table(say, "stages", head, rows, shares=map(_bought, found.stages))


def _channels(found: Analysis, say: Wording) -> Table:
    rows = (
        (one.channel, say.number(one.customers), say.number(one.bought), percent(one.bought, one.customers, say))
        for one in found.channels
    )
    head = ("channel", "customers", "bought", "share")
    return _table(say, "channels", head, rows, shares=map(_bought, found.channels))


def _crossed(found: Analysis, say: Wording) -> Table:
    rows = (
        (
            one.stage,
            one.channel,
            say.number(one.customers),
            say.number(one.bought),
            percent(one.bought, one.customers, say),
        )
        for one in found.crossed
    )
    return _table(say, "crossed", ("stage", "channel", "customers", "bought", "share"), rows)


def _leaving(found: Analysis, say: Wording) -> Table:
    def share(one: Leaving) -> float:
        return one.left / one.journeys if one.journeys else 0.0

    left = [one for one in found.leaving if one.left]
    rows = (
        (one.touchpoint, say.number(one.journeys), say.number(one.left), percent(one.left, one.journeys, say))
        for one in left
    )
    return _table(say, "leaving", (found.by, "journeys", "left", "share"), rows, shares=map(share, left))


def _before(found: Analysis, say: Wording) -> Table:
    """What each buyer did before the first purchase, and the carts."""
    spreads = (("minutes", found.minutes), ("touchpoints", found.touchpoints))
    rows = [_spread(say, name, spread) for name, spread in spreads if spread]
    if found.carts:
        share = percent(found.carts.left, found.carts.filled, say)
        rows.append((say.say("analytics.before.carts"), say.number(found.carts.filled), share, "", ""))
    return _table(say, "before", ("figure", "count", "median", "quartiles", "mean"), rows)


def _spread(say: Wording, name: str, spread: Spread) -> tuple[str, ...]:
    median, mean = (say.number(round(number, 1)) for number in (spread.median, spread.mean))
    quartiles = f"{say.number(round(spread.lower, 1))} – {say.number(round(spread.upper, 1))}"
    return say.say(f"analytics.before.{name}"), say.number(spread.count), median, quartiles, mean


def _effects(found: Analysis, say: Wording) -> Table:
    worth = any(one.worth for one in found.effects)
    rows = (
        (
            one.name,
            *(say.number(round(number, 1)) for number in (one.first, one.last, one.linear, one.markov)),
            percent(one.removal, 1, say),
            *((say.number(round(one.worth)),) if worth else ()),
        )
        for one in found.effects
    )
    head = (found.by, "first", "last", "linear", "markov", "removal", *(("worth",) if worth else ()))
    return _table(
        say, "effects", head, rows, shares=(one.removal for one in found.effects), shown=5, direct=found.direct
    )


def _ways(found: Analysis, say: Wording) -> Table:
    rows = (
        (
            " → ".join((*one.names, *(("…",) if one.more else ()))),
            say.number(one.journeys),
            percent(one.bought, one.journeys, say),
        )
        for one in found.ways
    )
    return _table(say, "ways", ("way", "journeys", "share"), rows)


def _turns(found: Analysis, say: Wording) -> Table:
    every = sum(turn.times for turn in found.turns)
    away = [turn for turn in found.turns if turn.kind != "mapped"]
    rows = (
        (
            turn.before,
            turn.after,
            say.say(f"analytics.kinds.{turn.kind}"),
            say.number(turn.times),
            percent(turn.times, every, say),
        )
        for turn in away
    )
    share = percent(sum(turn.times for turn in away), every, say)
    return _table(say, "turns", ("before", "after", "kind", "times", "share"), rows, away=share)


def _reasons(found: Analysis, say: Wording) -> Table:
    every = sum(one.visits for one in found.reasons)
    rows = (
        (one.reason, say.number(one.visits), percent(one.visits, every, say), say.number(one.customers))
        for one in found.reasons
    )
    shares = (one.visits / every for one in found.reasons)
    return _table(say, "reasons", ("reason", "visits", "share", "customers"), rows, shares=shares, shown=2)


def _unmapped(found: Analysis, say: Wording) -> Table:
    rows = ((name, say.number(times)) for name, times in found.unmapped)
    return _table(say, "unmapped", ("touchpoint", "times"), rows)
