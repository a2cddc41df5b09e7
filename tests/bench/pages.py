"""The same map for a browser: as a page of HTML, and as a diagram in mermaid's language."""

import shutil
import subprocess
import tarfile
from collections.abc import Iterable
from html import escape
from pathlib import Path

from journeybot.journey import JourneyMap

MERMAID = "mermaid@12.3.0"
KEPT = Path("build/mermaid")
INSIDE = "package/dist/mermaid.min.js"
STYLE = """
body { width: 1200px; margin: 0; padding: 28px; font: 9pt sans-serif; box-sizing: border-box }
.row { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 8px; margin-bottom: 11px }
.row > div { background: #f4f6f9; border-radius: 6px; padding: 8px; overflow-wrap: anywhere }
.stage { background: #2c4a7c !important; color: white; font-weight: bold; text-align: center }
.card { background: #fdf1ea; border-left: 4px solid #b5480f; border-radius: 4px; padding: 7px; margin-bottom: 8px }
.help { background: #e9f5f1; border-color: #12806a }
"""


def mermaid_script() -> Path | None:
    """Mermaid for a browser, fetched once; None where there is no npm or no network."""
    script, npm = KEPT / INSIDE, shutil.which("npm")
    if not script.exists() and npm:
        KEPT.mkdir(parents=True, exist_ok=True)
        fetched = [npm, "pack", "--silent", "--pack-destination", str(KEPT), MERMAID]
        done = subprocess.run(fetched, check=False, capture_output=True, text=True)
        if done.returncode == 0:
            with tarfile.open(KEPT / done.stdout.strip()) as packed:
                packed.extract(INSIDE, KEPT, filter="data")
    return script if script.exists() else None


def diagram(journey: JourneyMap) -> str:
    """What mermaid can say of the map: stages, touchpoints, scores and who travels."""
    who = ", ".join(_word(persona.name) for persona in journey.personas)
    scores = {score.touchpoint: score.value + 3 for score in journey.scores}
    lines = ["journey", f"  title {_word(journey.about.title)}"]
    for stage in journey.stages:
        lines.append(f"  section {_word(stage.name)}")
        own = journey.touchpoints_of(stage.key)
        lines += [f"    {_word(touchpoint.name)}: {scores.get(touchpoint.key, 3)}: {who}" for touchpoint in own]
    return "\n".join(lines)


def _word(text: str) -> str:
    return "".join(letter if letter not in ":;,#" else " " for letter in text)


def page(journey: JourneyMap) -> str:
    """The map as a page of boxes."""
    way = journey.travelled()
    moments = {moment.touchpoint: moment for moment in journey.moments}
    rows = [
        _row(f"<div class=stage>{escape(stage.name)}</div>" for stage in journey.stages),
        _row(_box(f"{moments[t.key].action}\n{moments[t.key].thought}\n{t.context}") for t in way),
        _row(_box(f"{t.channel}: {t.name}") for t in way),
        _row(f"<div>{_curve(sum(s.value for s in journey.scores if s.touchpoint == t.key))}</div>" for t in way),
        _row(_cards((c.text for c in journey.challenges if c.touchpoint == t.key), "card") for t in way),
        _row(_cards((i.text for i in journey.improvements if i.touchpoint == t.key), "card help") for t in way),
    ]
    head = f"<h1>{escape(journey.about.title)}</h1><p>{escape(journey.about.scenario)}</p>"
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><body>{head}{''.join(rows)}"


def _row(boxes: Iterable[str]) -> str:
    return f"<div class=row>{''.join(boxes)}</div>"


def _box(text: str) -> str:
    return f"<div>{escape(text).replace(chr(10), '<br>')}</div>"


def _cards(texts: Iterable[str], kind: str) -> str:
    return f"<div>{''.join(f'<div class={kind!r}>{escape(text)}</div>' for text in texts)}</div>"


def _curve(height: int) -> str:
    return f"<svg width=100 height=60><circle cx=50 cy={30 - 4 * height} r=6 fill='#1f5fd6'/></svg>"
