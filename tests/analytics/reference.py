"""The figures of a log once more, in plain Python and one event after another: what ours are held against."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import mean, median

from tests.analytics.logs import Event

GOAL, CART, PAUSE = "Order", "Cart", 1800


@dataclass
class Travelled:
    """A journey of one customer: what it came by, and whether it led to a purchase."""

    customer: str
    number: int
    touches: list[Event] = field(default_factory=list)
    won: bool = False
    worth: float = 0.0

    @property
    def names(self) -> list[str]:
        """The touchpoints."""
        return [event.touchpoint for event in self.touches]

    @property
    def collapsed(self) -> list[str]:
        """The touchpoints without repeats."""
        names = self.names
        return [name for at, name in enumerate(names) if at == 0 or names[at - 1] != name]


def by_customer(events: Iterable[Event]) -> dict[str, list[Event]]:
    """The events of each customer, in order."""
    found = defaultdict(list)
    for event in events:
        found[event.customer].append(event)
    return {customer: sorted(own, key=lambda event: event.at) for customer, own in found.items()}


def journeys(events: Iterable[Event]) -> list[Travelled]:
    """Every journey: a purchase ends one. One that holds nothing at all is none."""
    found = list[Travelled]()
    for customer, own in by_customer(events).items():
        now = Travelled(customer, 0)
        for event in own:
            if event.touchpoint == GOAL:
                now.won, now.worth = True, float(event.value)
                found.append(now)
                now = Travelled(customer, now.number + 1)
            else:
                now.touches.append(event)
        found += [now] if now.touches else []
    return found


def reach(events: Iterable[Event], key: str, order: Sequence[str] = ()) -> dict[str, tuple[int, ...]]:
    """By stage or channel: customers, those who had not bought before, those of them who bought then or after, and
    those who came to a later stage."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for own in by_customer(events).values():
        bought = [event.at for event in own if event.touchpoint == GOAL]
        visited = {
            getattr(event, key): min(e.at for e in own if getattr(e, key) == getattr(event, key)) for event in own
        }
        for name, first in visited.items():
            found[name][0] += 1
            fresh = not any(at < first for at in bought)
            found[name][1] += fresh
            found[name][2] += fresh and bool(bought)
            found[name][3] += bool(order) and max(map(order.index, visited)) > order.index(name)
    return {name: tuple(counts) for name, counts in found.items()}


def left(events: Iterable[Event]) -> dict[str, tuple[int, int]]:
    """By touchpoint: first journeys that came by, and that ended there without a purchase."""
    first = [one for one in journeys(events) if one.number == 0]
    came = Counter(name for one in first for name in set(one.names))
    ended = Counter(one.names[-1] for one in first if not one.won)
    return {name: (came[name], ended[name]) for name in came}


def carts(events: Iterable[Event]) -> tuple[int, int]:
    """Journeys with a cart, and those of them without a purchase."""
    filled = [one for one in journeys(events) if CART in one.names]
    return len(filled), sum(not one.won for one in filled)


def seconds_on_site(events: Iterable[Event]) -> list[int]:
    """Of each buyer who was on the site up to the first purchase, how long."""
    found = []
    for own in by_customer(events).values():
        until = next((at for at, event in enumerate(own) if event.touchpoint == GOAL), None)
        if until is None:
            continue
        times = [int(event.at.timestamp()) for event in own[: until + 1] if event.channel == "website"]
        pauses = [after - before for before, after in pairwise(times)]
        found.append(sum(pause for pause in pauses if pause <= PAUSE))
    return found


def touchpoints_before(events: Iterable[Event]) -> list[int]:
    """Of each buyer, how many touchpoints came before the first purchase."""
    return [len(one.touches) for one in journeys(events) if one.number == 0 and one.won]


def summary(numbers: list[int]) -> tuple[int, float, float]:
    """How many, the middle one, the mean."""
    return len(numbers), median(numbers), mean(numbers)
