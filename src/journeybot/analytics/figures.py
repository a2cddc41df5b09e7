"""What an event log comes to: figures as plain values, each with how many it rests on."""

from dataclasses import dataclass

from journeybot.analytics.unsound import Unsound


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Of the `customers` who came to a stage, a channel, or a stage by a channel: how many came to a later stage, and
    of the `fresh` ones, who had not bought before, how many bought then or after. `onward` is None where stages have
    no order."""

    stage: str = ""
    channel: str = ""
    customers: int
    fresh: int
    bought: int
    onward: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A touchpoint at which journeys came by and how many of them ended there, without a purchase."""

    touchpoint: str
    journeys: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Carts:
    """Journeys in which something was put into a cart, and how many of them led to no purchase within the log."""

    filled: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why customers came for help: how often, and how many customers."""

    reason: str
    visits: int
    customers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Many numbers in five: how many there are, their mean, the middle one, and those a quarter from each end."""

    count: int
    mean: float
    median: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a touchpoint (or channel) did for the purchases, counted in four ways. `first`, `last` and `linear` are
    purchases; `removal` is the share of purchases (0 to 1) that would be lost without it, by a Markov chain of the
    first order (Anderl, Becker, von Wangenheim, Schumann: Mapping the customer journey, 2016), `markov` the purchases
    shared out by it. `worth` is the value shared out by it, 0 where the log holds none."""

    name: str
    journeys: int
    first: float
    last: float
    linear: float
    removal: float
    markov: float
    worth: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way through the touchpoints that journeys took, repeats left out: `more` if it went on behind the last."""

    names: tuple[str, ...]
    more: bool
    journeys: int
    bought: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """From one touchpoint to another, how often. `kind`: `mapped`, or how it leaves the map's flow: `ahead`
    (touchpoints were passed over), `back`, `unknown` (one of them is not on the map)."""

    before: str
    after: str
    times: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All figures of a log. Lists are in the order in which they are read; `direct` are purchases with nothing before
    them; `minutes` on the site before the first purchase, `touchpoints` before it. `unmapped` are touchpoints that the
    map does not know, with how often they occur; `missing` what was asked for and is not in the log, each with its
    kind; `pause` how many minutes end a visit."""

    soundness: Unsound
    customers: int
    buyers: int
    purchases: int
    first: str
    last: str
    by: str
    direct: int
    stages: tuple[Reach, ...] = ()
    channels: tuple[Reach, ...] = ()
    crossed: tuple[Reach, ...] = ()
    leaving: tuple[Leaving, ...] = ()
    carts: Carts | None = None
    reasons: tuple[Reason, ...] = ()
    minutes: Spread | None = None
    touchpoints: Spread | None = None
    effects: tuple[Effect, ...] = ()
    ways: tuple[Way, ...] = ()
    turns: tuple[Turn, ...] = ()
    unmapped: tuple[tuple[str, int], ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    pause: int = 30
