"""The numbers that are watched: how they stand, how old they have become, and who is to be asked for the next value."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from journeybot.journey import JourneyMap, Measure

WHEN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?|-?([QHqh])([1-4]))?")
"""A year, a month, a day, a quarter or half a year."""

_DOTTED = re.compile(r"(?:(\d{1,2})\.)?(\d{1,2})\.(\d{4})")
"""A day or a month as many countries write it: 31.03.2026, 03.2026."""

UNKNOWN = "unknown"
"""Nobody said which way is better."""

ASKED_AFTER, OLD_AFTER = 30, 90
"""A measure without a rhythm of its own is asked for after so many days, and old after so many."""

ENOUGH_FOR_RHYTHM, MISSED = 3, 2
"""From so many dated values on a measure has a rhythm, the median of the days between them (with fewer, a value for a
quarter, half a year or a year is taken to come as often); once so many times that has gone by, a value is missing and
the newest one is old."""

MONTHS = {"q": 3, "h": 6, "year": 12}
"""How long a quarter, half a year and a year are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a measure stands on a day. `age` is in days from the end of what the newest value tells of, None if that has
    no date; `rhythm` in days, None if it has none; `due`: the next value can be asked for; `stale`: the newest one is
    old. `met` is None without a target, `rises` None with fewer than two values or if nothing changed, and `improves`
    says whether that is the right way."""

    when: str = ""
    value: float | None = None
    before: tuple[str, float] | None = None
    age: int | None = None
    rhythm: int | None = None
    due: bool = True
    stale: bool = False
    met: bool | None = None
    rises: bool | None = None
    improves: bool | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A measure whose next value can be asked for, and who would know it: a name or a mention like `<@U123>`, empty if
    nobody does."""

    measure: Measure
    owner: str
    standing: Standing


def standing(measure: Measure, today: date | None) -> Standing:
    """How a measure stands; without a day nothing is old."""
    if not measure.series:
        return Standing()
    when, value = measure.series[-1]
    before = measure.series[-2] if len(measure.series) > 1 else None
    age, rhythm = _age(when, today), _rhythm(measure)
    rises = value > before[1] if before and value != before[1] else None
    return Standing(
        when=when,
        value=value,
        before=before,
        age=age,
        rhythm=rhythm,
        due=age is None or age >= (rhythm or ASKED_AFTER),
        stale=age is not None and age > (rhythm * MISSED if rhythm else OLD_AFTER),
        met=_met(measure, value),
        rises=rises,
        improves=None if rises is None or measure.better == UNKNOWN else rises is (measure.better == "higher"),
    )


def due(journey: JourneyMap, today: date) -> tuple[Due, ...]:
    """The measures whose next value can be asked for on that day, those first that have waited longest, each with who
    is to be asked: whom it names, else who wrote it down, else who looks after the map."""
    waiting = [(one, standing(one, today)) for one in journey.measures]
    waiting = [(one, stands) for one, stands in waiting if stands.due]
    waiting.sort(key=lambda pair: -(pair[1].age if pair[1].age is not None else date.max.toordinal()))
    return tuple(Due(one, asked(one, journey), stands) for one, stands in waiting)


def asked(measure: Measure, journey: JourneyMap) -> str:
    """Who is asked for the next value of a measure; empty if there is nobody."""
    author = f"<@{measure.author}>" if measure.author else ""
    return measure.owner or author or journey.about.owner


def day_of(when: str) -> date | None:
    """The last day that a date, a month, a quarter, half a year or a year can mean; None if it is none of them."""
    found = WHEN.fullmatch(when.strip())
    if found is None:
        return None
    year, month, day, part, number = found.groups()
    last = int(month or 12) if part is None else int(number) * MONTHS[part.casefold()]
    try:
        return date(int(year), last, int(day) if day else monthrange(int(year), last)[1])
    except ValueError:
        return None


def time_of(typed: str) -> str:
    """What was typed, as a time is kept: 31.03.2026 becomes 2026-03-31; empty if there is no such time."""
    found = _DOTTED.fullmatch(typed.strip())
    day, month, year = found.groups() if found else (None, "", "")
    when = "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])]) if found else typed.strip()
    return when if day_of(when) else ""


def is_to_come(when: str, today: date | None) -> bool:
    """Whether that time has begun nowhere on earth yet; where it is still yesterday for us, today may be there."""
    last = day_of(when)
    if last is None or today is None:
        return False
    return last - timedelta(days=_days(when) - 1) > today + timedelta(days=1)


def written_like(when: str, today: date) -> str:
    """That day as somebody writes it who wrote `when`: as a day, a month, a quarter, half a year or a year."""
    found = WHEN.fullmatch(when.strip())
    _, month, day, part, _ = found.groups() if found else ("", "", "day", None, None)
    if part:
        return f"{today.year}-{part.upper()}{(today.month - 1) // MONTHS[part.casefold()] + 1}"
    return f"{today:%Y-%m-%d}" if day else f"{today:%Y-%m}" if month else f"{today:%Y}"


def in_order(series: Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Values in the order of their times; what has none comes first."""
    return tuple(sorted(series, key=lambda one: (day_of(one[0]) or date.min, one[0])))


def _days(when: str) -> int:
    """How many days a time has: 31 in January, 365 in most years."""
    last = day_of(when) or date.min
    found = WHEN.fullmatch(when.strip())
    _, month, day, part, _ = found.groups() if found else (None, None, "1", None, None)
    if day:
        return 1
    first = last.month if month else last.month - (MONTHS[part.casefold()] if part else MONTHS["year"]) + 1
    return (last - last.replace(month=first, day=1)).days + 1


def _age(when: str, today: date | None) -> int | None:
    day = day_of(when)
    return max(0, (today - day).days) if day and today else None


def _rhythm(measure: Measure) -> int | None:
    """The days from value to value; of a few values, the days of what the newest tells of, if that is long."""
    days = [day for day in (day_of(when) for when, _ in measure.series) if day]
    if len(days) < ENOUGH_FOR_RHYTHM:
        return _length(measure.series[-1][0])
    return round(median((later - earlier).days for earlier, later in pairwise(days))) or None


def _length(when: str) -> int | None:
    found = WHEN.fullmatch(when.strip())
    _, month, _, part, _ = found.groups() if found else ("", "none", "", None, None)
    return None if month else 30 * MONTHS[part.casefold() if part else "year"]


def _met(measure: Measure, value: float) -> bool | None:
    if measure.target is None or measure.better == UNKNOWN:
        return None
    return value >= measure.target if measure.better == "higher" else value <= measure.target
