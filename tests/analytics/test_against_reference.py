"""Every figure of a log is what counting its events one by one gives, and what a well-known package gives."""

import math
from collections import Counter, defaultdict
from itertools import pairwise

import pandas as pd
import pytest

from journeybot.analytics import Analysis, Asked, analyse
from journeybot.analytics.chain import removal_effects
from journeybot.analytics.effect import Counts
from journeybot.analytics.steps import BOUGHT, LEFT, START
from tests.analytics import reference
from tests.analytics.logs import STAGES, Event, made, written

pytestmark = pytest.mark.xdist_group("reference")  # the log is analysed once
ORDER = ("Awareness", "Consideration", "Purchase", "Care")
ASKED = Asked(goals=("order",), carts=("CART",))
EXACT = 1e-6


@pytest.fixture(scope="module")
def log() -> list[Event]:
    """One in which everything happens that may happen to a customer."""
    return made(1)


@pytest.fixture(scope="module")
def found(log: list[Event], tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    """Its figures."""
    return analyse(written(log, tmp_path_factory.mktemp("log") / "log.csv"), ASKED)


def test_conversion_is_that_of_counting(log: list[Event], found: Analysis) -> None:
    order = [one.stage for one in found.stages]
    assert set(order) == {"Awareness", "Consideration", "Purchase", "Care"} == {*STAGES.values(), "Consideration"}
    expected = reference.reach(log, "stage", order)
    assert {one.stage: (one.customers, one.fresh, one.bought, one.onward) for one in found.stages} == expected
    channels = {one.channel: (one.customers, one.fresh, one.bought, 0) for one in found.channels}
    assert channels == reference.reach(log, "channel")
    assert sum(one.customers for one in found.crossed) >= max(one.customers for one in found.stages)


def test_where_people_leave_is_that_of_counting(log: list[Event], found: Analysis) -> None:
    assert {one.touchpoint: (one.journeys, one.left) for one in found.leaving} == reference.left(log)
    assert found.carts
    assert (found.carts.filled, found.carts.left) == reference.carts(log)


def test_what_came_before_the_purchase_is_that_of_counting(log: list[Event], found: Analysis) -> None:
    assert found.minutes
    assert found.touchpoints
    seconds = reference.seconds_on_site(log)
    assert (found.minutes.count, found.minutes.median * 60, found.minutes.mean * 60) == pytest.approx(
        reference.summary(seconds), abs=EXACT
    )
    numbers = reference.touchpoints_before(log)
    assert (found.touchpoints.count, found.touchpoints.median, found.touchpoints.mean) == pytest.approx(
        reference.summary(numbers)
    )
    low, high = pd.Series(numbers).quantile([0.25, 0.75])
    assert (found.touchpoints.lower, found.touchpoints.upper) == pytest.approx((low, high))


def test_reasons_are_counted(log: list[Event], found: Analysis) -> None:
    expected = Counter(event.reason for event in log if event.reason)
    assert {one.reason: one.visits for one in found.reasons} == expected


def test_ways_are_those_taken(log: list[Event], found: Analysis) -> None:
    ways = Counter(tuple(one.collapsed) for one in reference.journeys(log) if one.touches)
    bought = Counter(tuple(one.collapsed) for one in reference.journeys(log) if one.touches and one.won)
    told = [way for way in found.ways if not way.more]
    assert told
    assert all((way.journeys, way.bought) == (ways[way.names], bought[way.names]) for way in told)
    assert found.ways[0].journeys == max(ways.values())


def _table(log: list[Event]) -> pd.DataFrame:
    """The journeys as the package wants them: a row for each, and whether it led to a purchase."""
    rows = [(" > ".join(one.names), one.won, one.worth) for one in reference.journeys(log) if one.touches]
    table = pd.DataFrame(rows, columns=["way", "won", "worth"])
    return table.assign(won=table.won.astype(int), lost=(~table.won).astype(int))


def test_first_last_and_linear_are_those_of_channelattribution(log: list[Event], found: Analysis) -> None:
    attribution = pytest.importorskip("ChannelAttribution")
    theirs = attribution.heuristic_models(_table(log), "way", "won", sep=">", flg_pro=False).set_index("channel_name")
    for one in found.effects:
        expected = theirs.loc[one.name]
        ours = (one.first, one.last, one.linear)
        assert ours == pytest.approx((expected.first_touch, expected.last_touch, expected.linear_touch), abs=EXACT)


def test_the_chain_is_that_of_channelattribution(log: list[Event], found: Analysis) -> None:
    """Its transitions to 1e-6; from these the removal effects by another way than ours. Its own effects are simulated,
    so they come near, and no nearer."""
    attribution = pytest.importorskip("ChannelAttribution")
    table = _table(log)
    theirs = attribution.markov_model(
        table, "way", "won", var_null="lost", sep=">", out_more=True, max_step=1000, nsim_start=1e5, flg_pro=False
    )
    chances = _chances(theirs)
    effects = {one.name: one.removal for one in found.effects}
    without_direct = removal_effects({pair: times for pair, times in _counts(log).items() if pair != (START, BOUGHT)})
    for name, effect in without_direct.items():
        assert effect == pytest.approx(_lost(chances, name), abs=EXACT)
    simulated = theirs["removal_effects"].set_index("channel_name").removal_effect
    for name, effect in without_direct.items():
        assert effect == pytest.approx(simulated[name], abs=0.03)
    assert effects == pytest.approx(removal_effects(_counts(log)), abs=EXACT)


def _chances(theirs: dict[str, pd.DataFrame]) -> dict[str, dict[str, float]]:
    names = {str(at): name for at, name in enumerate(theirs["result"].channel_name, 1)}
    found: dict[str, dict[str, float]] = {}
    for row in theirs["transition_matrix"].itertuples():
        before, after = (names.get(str(one), str(one)) for one in (row.channel_from, row.channel_to))
        found.setdefault(before, {})[after] = row.transition_probability
    return found


def _lost(chances: dict[str, dict[str, float]], without: str) -> float:
    return 1 - _bought(chances, without) / _bought(chances, None)


def _bought(chances: dict[str, dict[str, float]], without: str | None) -> float:
    """How many of those who start buy, by walking on until next to nobody is under way."""
    there, bought = {"(start)": 1.0}, 0.0
    while sum(there.values()) > 1e-12:
        after = defaultdict[str, float](float)
        for name, many in there.items():
            for to, chance in chances[name].items():
                after[to] += many * chance
        bought += after.pop("(conversion)", 0.0)
        after.pop("(null)", None)
        after.pop(without or "", None)
        there = dict(after)
    return bought


def _counts(log: list[Event]) -> Counts:
    counts = Counter[tuple[str, str]]()
    for one in reference.journeys(log):
        way = [START, *one.collapsed, BOUGHT if one.won else LEFT]
        counts.update(pairwise(way))
    return dict(counts)


def test_all_purchases_are_shared_out(log: list[Event], found: Analysis) -> None:
    led_to = found.purchases - found.direct
    for name in ("first", "last", "linear", "markov"):
        assert math.isclose(sum(getattr(one, name) for one in found.effects), led_to)
    worth = sum(one.worth for one in reference.journeys(log) if one.won and one.touches)
    assert math.isclose(sum(one.worth for one in found.effects), worth)
