"""A Markov chain of the first order: what share of purchases would be lost if a touchpoint were not there."""

from collections import Counter
from collections.abc import Mapping

import numpy as np

from journeybot.analytics.steps import BOUGHT, LEFT, START

ENDS = (BOUGHT, LEFT)


def removal_effects(counts: Mapping[tuple[str, str], int]) -> dict[str, float]:
    """By touchpoint the share of purchases (0 to 1) that is lost when every journey that comes to it ends there;
    `counts` says how often journeys went from one to another, between START and BOUGHT or LEFT.

    What is lost are the journeys that come by and buy: P(comes by) x P(buys from there). With the fundamental matrix
    N of an absorbing chain (Kemeny and Snell, 1960) the first is N[start, k] / N[k, k], so that one inverse does for
    all touchpoints. Time grows with the cube of their number, which is small.
    """
    names = list(dict.fromkeys(name for pair in counts for name in pair if name not in ENDS and name != START))
    if not names:
        return {}
    moving, buying = _chances(counts, [START, *names])
    visits = np.linalg.inv(np.eye(len(names) + 1) - moving)
    bought = visits @ buying
    if not bought[0]:
        return dict.fromkeys(names, 0.0)
    comes_by = visits[0] / np.diag(visits)
    return {name: float(comes_by[k] * bought[k] / bought[0]) for k, name in enumerate(names, 1)}


def _chances(counts: Mapping[tuple[str, str], int], names: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """From each to each the chance to go there next, and from each the chance to buy next."""
    leaving = Counter[str]()
    for (before, _), times in counts.items():
        leaving[before] += times
    place = {name: number for number, name in enumerate(names)}
    moving, buying = np.zeros((len(names), len(names))), np.zeros(len(names))
    for (before, after), times in counts.items():
        if after in place:
            moving[place[before], place[after]] = times / leaving[before]
        elif after == BOUGHT:
            buying[place[before]] = times / leaving[before]
    return moving, buying
