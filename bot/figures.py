"""What is to be watched, as Prometheus reads it: how much waits, how much was done; no names, no texts, no secrets.

What waits is read from the database and so the same in every process; what was done is of this process alone.
"""

import platform
from collections.abc import Callable, Iterator, Mapping
from importlib import metadata

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric, SummaryMetricFamily

from bot import tallies
from bot.web.watching import Looked
from journeybot.ports import ShowState
from storage.trouble import UnusableDatabase
from storage.wellbeing import Backlog

Counted = Callable[[], Mapping[str, int]]

DONE = {
    tallies.DELIVERIES: (
        "Deliveries of Slack, by whether they came for the first time, and what was too much of one person",
        ["outcome"],
    ),
    tallies.MISSED: ("Deliveries answered with an error or too late, and how often Slack held some back", ["outcome"]),
    tallies.REFUSED: ("Requests that were not let in, by why", ["outcome"]),
    tallies.DRAWINGS: ("Pictures and files made, by how that went", ["outcome"]),
    tallies.CALLS: ("Calls to Slack, by method and by Slack's answer", ["method", "outcome"]),
}


TIMED = {
    tallies.DELIVERIES: "How long deliveries of Slack took until they were answered",
    tallies.CALLS: "How long calls to Slack took, those that failed too",
}


class _Figures:
    """Collected anew each time somebody looks."""

    def __init__(
        self, backlog: Callable[[], Backlog], silence: Callable[[], float | None], ready: Looked, *, processes: Counted
    ) -> None:
        self._backlog, self._silence, self._ready, self._processes = backlog, silence, ready, processes

    def collect(self) -> Iterator[Metric]:
        """All of them."""
        about = {"version": metadata.version("journeybot"), "python": platform.python_version()}
        info = GaugeMetricFamily("journeybot_info", "Which version this is", labels=[*about])
        info.add_metric([*about.values()], 1)
        yield info
        ready = GaugeMetricFamily("journeybot_ready", "What /readyz says, part by part", labels=["part"])
        for part, well in self._ready().items():
            ready.add_metric([part], well)
        yield ready
        yield from self._waiting()
        silence = self._silence()
        if silence is not None:
            yield GaugeMetricFamily("journeybot_slack_silence_seconds", "Since Slack was last heard", silence)
        yield from _done()

    def _waiting(self) -> Iterator[Metric]:
        try:
            waiting, processes = self._backlog(), self._processes()
        except UnusableDatabase:
            yield GaugeMetricFamily("journeybot_database_up", "Whether the database answers", 0)
            return
        yield GaugeMetricFamily("journeybot_database_up", "Whether the database answers", 1)
        shown = GaugeMetricFamily("journeybot_showings", "Things that Slack shows or should show", labels=["state"])
        for state in ShowState:
            shown.add_metric([state.value], waiting.states.get(state.value, 0))
        yield shown
        up = GaugeMetricFamily("journeybot_processes", "Who was heard lately, by what they do", labels=["part"])
        for part, number in processes.items():
            up.add_metric([part], number)
        yield up
        yield GaugeMetricFamily(
            "journeybot_oldest_due_seconds", "How long the oldest thing to show waits", waiting.oldest.total_seconds()
        )
        yield GaugeMetricFamily("journeybot_wakes", "Timers and reminders ahead", waiting.wakes)
        yield GaugeMetricFamily(
            "journeybot_wakes_late_seconds", "How late the oldest of them is", waiting.latest.total_seconds()
        )


def _done() -> Iterator[Metric]:
    for what, (meaning, labels) in DONE.items():
        family = CounterMetricFamily(f"journeybot_{what}", meaning, labels=labels)
        counts = {("", outcome): 0 for outcome in tallies.KNOWN.get(what, ())} | tallies.counted(what)
        for (kind, outcome), number in sorted(counts.items()):
            family.add_metric([kind, outcome.replace(" ", "_")][-len(labels) :], number)
        yield family
    for what, meaning in TIMED.items():
        number, seconds = tallies.timed(what)
        yield SummaryMetricFamily(f"journeybot_{what}_seconds", meaning, count_value=number, sum_value=seconds)


def figures_of(
    backlog: Callable[[], Backlog], silence: Callable[[], float | None], ready: Looked, *, processes: Counted
) -> Callable[[], bytes]:
    """A function that gives the page of figures as they are then."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(_Figures(backlog, silence, ready, processes=processes))
    return lambda: generate_latest(registry)
