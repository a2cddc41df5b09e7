"""A journey as the answers that people type into the dialogs: pure, nouns in, values of fields out."""

from dataclasses import dataclass, field
from typing import Any

from journeybot.forms import as_cells
from journeybot.journey import Evidence, Improvement, JourneyMap, Measure, Persona, Stage, Touchpoint
from journeybot.steps.measuring import as_lines
from journeybot.steps.stages import as_line

Filled = dict[str, Any]
"""The fields of one dialog by name; choices are left to whoever sees what is offered."""


@dataclass
class Fitting:
    """Cuts texts to what a dialog takes, and counts them, so that it can be said."""

    cut: int = 0
    _seen: set[str] = field(default_factory=set)

    def __call__(self, text: str, most: int) -> str:
        """The text, at most so long."""
        if len(text) <= most:
            return text
        if text not in self._seen:
            self._seen.add(text)
            self.cut += 1
        return f"{text[: most - 1].rstrip()}…"


def persona(one: Persona, fit: Fitting) -> Filled:
    """The first dialog of a persona."""
    return {
        "name": fit(one.name, 120),
        "age": "" if one.age is None else str(one.age),
        "occupation": fit(one.occupation, 120),
        "quote": fit(one.quote, 300),
        "goals": fit("\n".join(one.goals), 1000),
        "needs": fit("\n".join(one.needs), 1000),
    }


def background(one: Persona, fit: Fitting) -> Filled:
    """The second dialog of a persona."""
    return {name: fit(getattr(one, name), 120) for name in ("gender", "status", "residence", "category")}


def outlook(one: Persona, fit: Fitting) -> Filled:
    """The third dialog of a persona."""
    return {name: fit("\n".join(getattr(one, name)), 1000) for name in ("desires", "expectations", "behaviour")}


def stages(all_of_them: tuple[Stage, ...], bare: set[str]) -> Filled:
    """The dialog of the stages; those in `bare` hold nothing and are said to be empty."""
    lines = [as_line(one) if one.key not in bare or one.empty else f"{as_line(one)} | empty" for one in all_of_them]
    return {"lines": "\n".join(lines)}


def touchpoints(some: tuple[Touchpoint, ...], fit: Fitting) -> Filled:
    """The touchpoints of one stage, one a line."""
    lines = [as_cells([fit(t.name, 200), t.channel, t.device, t.context]) for t in some]
    return {"lines": "\n".join(lines)}


def is_weighed(one: Touchpoint) -> bool:
    """Whether there is anything to say in the second dialog of a touchpoint."""
    return one.moment_of_truth or one.importance is not None or one.next is not None


def weight(one: Touchpoint) -> Filled:
    """The second dialog of a touchpoint, but for what comes next."""
    importance = {} if one.importance is None else {"importance": str(one.importance)}
    return {**importance, "truth": ["yes"] if one.moment_of_truth else []}


def improvement(one: Improvement, fit: Fitting) -> Filled:
    """The first dialog of an improvement, but for the challenges it answers and a person who owns it."""
    given = {name: str(getattr(one, name)) for name in ("impact", "effort") if getattr(one, name) is not None}
    return {"text": fit(one.text, 1000), **given, **({"due": one.due.isoformat()} if one.due else {})}


def plan(one: Improvement, fit: Fitting) -> Filled:
    """The second dialog of an improvement, but for where it belongs."""
    owner = fit(" ".join(one.owner.split()), 80)
    strategy = {"strategy": str(one.strategy)} if one.strategy else {}
    return {**strategy, "status": str(one.status), "owner_in_words": owner}


def told_in_dialogs(journey: JourneyMap) -> tuple[Evidence, ...]:
    """The evidence that a dialog takes: what hangs on touchpoints and challenges."""
    keys = {note.key for note in (*journey.touchpoints, *journey.challenges)}
    return tuple(one for one in journey.evidence if one.on in keys)


def evidence(one: Evidence, fit: Fitting) -> Filled:
    """The dialog of a piece of evidence, but for what it hangs on."""
    return {"basis": str(one.basis), "text": fit(one.text, 1000), "link": fit(one.link, 500)}


def measure(one: Measure, fit: Fitting) -> Filled:
    """The dialog of a measure, but for where it belongs."""
    return {
        "name": fit(one.name, 120),
        "unit": fit(one.unit, 40),
        "better": one.better,
        "values": fit(as_lines(one), 3000),
        "source": fit(one.source, 500),
    }
