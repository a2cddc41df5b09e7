"""Event logs for the tests: made by a seed, with ties in time, repeats, second purchases and long pauses in them."""

import csv
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
CHANNELS = {
    "Ad": "social media",
    "Home page": "website",
    "Product page": "website",
    "Cart": "website",
    "Newsletter": "e-mail",
    "Shop": "store",
    "Hotline": "phone",
    "Order": "website",
}
STAGES = {"Ad": "Awareness", "Newsletter": "Awareness", "Hotline": "Care", "Cart": "Purchase", "Order": "Purchase"}
REASONS = ("lost parcel", "wrong bill", "how to return")
PAUSES = (0, 1, 59, 600, 1800, 1801, 40_000)
HEAD = ("customer", "time", "touchpoint", "channel", "stage", "reason", "value")


@dataclass(frozen=True)
class Event:
    """One row of a log; `at` in whole seconds."""

    customer: str
    at: datetime
    touchpoint: str
    channel: str
    stage: str
    reason: str
    value: str

    @property
    def row(self) -> tuple[str, ...]:
        """As it stands in a file."""
        return (
            *(self.customer, self.at.strftime("%Y-%m-%d %H:%M:%S"), self.touchpoint, self.channel),
            *(self.stage, self.reason, self.value),
        )


def made(seed: int, customers: int = 60) -> list[Event]:
    """A log in which no row is there twice and each customer's rows stand in order."""
    chance, events = random.Random(seed), list[Event]()
    for number in range(customers):
        at = BEGIN + timedelta(seconds=chance.randrange(10_000_000))
        for _ in range(chance.randrange(1, 14)):
            at += timedelta(seconds=chance.choice(PAUSES))
            events.append(_event(f"c{number}", at, chance))
    return list(dict.fromkeys(events))


def _event(customer: str, at: datetime, chance: random.Random) -> Event:
    touchpoint = chance.choice([*CHANNELS, "Home page", "Home page"])
    reason = chance.choice(REASONS) if touchpoint == "Hotline" else ""
    value = str(chance.randrange(10, 90)) if touchpoint == "Order" else ""
    return Event(customer, at, touchpoint, CHANNELS[touchpoint], STAGES.get(touchpoint, "Consideration"), reason, value)


def written(events: list[Event], path: Path) -> Path:
    """The log as a CSV file."""
    return rows_written([event.row for event in events], path)


def rows_written(rows: list[tuple[str, ...]], path: Path, *, head: tuple[str, ...] = HEAD) -> Path:
    """A CSV file of these rows."""
    with path.open("w", newline="") as file:
        csv.writer(file).writerows((head, *rows))
    return path
