"""The README's table of figures is what a bot really serves, and alarms where the doctor does."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families

from bot import tallies
from bot.examining import TOO_LONG
from bot.figures import figures_of
from bot.slack.ear import PATIENCE
from bot.web.guard import ANOTHER_SECRET, TOO_OLD
from journeybot.ports import ShowState
from storage.wellbeing import Backlog
from tests.test_documents import table

TOLD = {row[0].strip("`"): row[1:] for row in table("figure | what it tells | when to wake somebody")}
NOW = timedelta()


@pytest.fixture(scope="module")
def served() -> dict[str, Metric]:
    """Every figure, with something in each."""
    for what in (tallies.DELIVERIES, tallies.MISSED, tallies.REFUSED, tallies.DRAWINGS, tallies.CALLS):
        tallies.count(what, "ok", "kind")
    backlog = Backlog(states={}, troubles={}, oldest=NOW, wakes=0, latest=NOW)
    page = figures_of(
        lambda: backlog,
        lambda: 1.0,
        lambda: {"errands": True, "database": False},
        processes=lambda: {"web": 2, "worker": 1},
    )()
    families = text_string_to_metric_families(page.decode())
    return {
        f"{one.name}_total" if one.type == "counter" and "cpu" not in one.name else one.name: one for one in families
    }


def test_all_that_is_served_is_told_and_nothing_else(served: dict[str, Metric]) -> None:
    assert {name for name in served if name.startswith("journeybot_")} == {
        name for name in TOLD if name.startswith("journeybot_")
    }
    assert [name for name in TOLD if name not in served] == []


def test_what_it_is_told_by_is_there(served: dict[str, Metric]) -> None:
    for name, metric in served.items():
        labels = {label for sample in metric.samples for label in sample.labels}
        if name in TOLD:
            assert {label for label in labels if f"`{label}`" not in TOLD[name][0]} == set(), name


def test_each_outcome_that_is_known_counts_from_the_beginning_by_one_word(served: dict[str, Metric]) -> None:
    for what, outcomes in tallies.KNOWN.items():
        told = {sample.labels["outcome"] for sample in served[f"journeybot_{what}_total"].samples}
        assert {outcome.replace(" ", "_") for outcome in outcomes} <= told
        assert not [one for one in told if " " in one]
    code = "".join(path.read_text("utf-8") for path in Path("bot/web").glob("*.py"))
    refused = set(re.findall(r'TurnedAway\(4\d\d, "([^"]+)"|tallies.REFUSED, "([^"]+)"', code))
    assert {"".join(one) for one in refused} | {TOO_OLD, ANOTHER_SECRET} <= set(tallies.KNOWN[tallies.REFUSED])


def test_what_is_not_well_is_0(served: dict[str, Metric]) -> None:
    assert {sample.labels["part"]: sample.value for sample in served["journeybot_ready"].samples} == {
        "errands": 1,
        "database": 0,
    }
    states = {sample.labels["state"] for sample in served["journeybot_showings"].samples}
    assert set(re.findall("`(\\w+)`", TOLD["journeybot_showings"][1])) <= states == set(ShowState)


def test_it_alarms_where_the_doctor_does() -> None:
    for late in ("journeybot_oldest_due_seconds", "journeybot_wakes_late_seconds"):
        assert TOLD[late][1] == f"more than {TOO_LONG.seconds}"
    assert TOLD["journeybot_slack_silence_seconds"][1].startswith(f"more than {PATIENCE:.0f} ")
