"""`journeybot demo` plays a file through the real bot, and what comes out is what went in."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from journeybot.exports import read_journey
from journeybot.figures import Figures, figures
from journeybot.journey import JourneyMap
from tests.exports import journeys

pytestmark = pytest.mark.xdist_group("demo")


@pytest.mark.parametrize("path", journeys.every()[-1:])
def test_a_played_journey_is_the_journey_of_the_file(path: Path, tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "bot", "demo", "--journey", str(path), "--out", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert {file.name for file in tmp_path.iterdir()} == {"map.png", "map.svg", "map.json", "story.md"}
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")

    played, written = (read_journey(file.read_bytes()) for file in (tmp_path / "map.json", path))
    assert texts(played) == texts(written)
    assert felt(played) == felt(written)
    expected = json.loads(path.read_text("utf-8"))["expected"]
    assert {name: counts(figures(played))[name] for name in COUNTED} == {name: expected[name] for name in COUNTED}
    drawn = (tmp_path / "map.svg").read_text("utf-8")
    assert all(short in drawn for stage in written.stages for short in stage.name.split())


COUNTED = ("stages", "touchpoints", "personas", "challenges", "improvements", "kpis")


def counts(found: Figures) -> dict[str, int]:
    return {**found.counts, "kpis": found.counts["values"]}


def texts(journey: JourneyMap) -> Counter[str]:
    """Everything that is written on a map."""
    notes = (*journey.personas, *journey.stages, *journey.touchpoints, *journey.moments, *journey.challenges)
    later = (*journey.improvements, *journey.measures)
    fields = (
        "name",
        "text",
        "action",
        "thought",
        "channel",
        "device",
        "owner",
        "occupation",
        "need",
        "unit",
        "milestone",
    )
    return Counter(getattr(note, field, "") for note in (*notes, *later) for field in fields)


def felt(journey: JourneyMap) -> dict[str, Any]:
    """What the scores come to, told by names: keys differ between a file and a workshop."""
    names = {one.key: one.name for one in journey.personas} | {one.key: one.name for one in journey.touchpoints}
    return {
        names[persona]: (
            by.mean,
            by.scored,
            [names[key] for key in by.gaps],
            by.lowest and (by.lowest.score, [names[key] for key in by.lowest.touchpoints]),
            by.biggest_drop and (names[by.biggest_drop.start], names[by.biggest_drop.end], by.biggest_drop.by),
        )
        for persona, by in figures(journey).felt.items()
    }
