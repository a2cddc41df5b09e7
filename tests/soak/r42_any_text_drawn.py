"""R11b: whatever is typed can be drawn, in every format, within its cell."""

from pathlib import Path
from xml.etree import ElementTree as ET

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeybot.drawing.canvas import to_png
from journeybot.drawing.pdf import to_pdf
from journeybot.drawing.shapes import Drawing
from journeybot.drawing.svg import to_svg
from journeybot.drawing.text_pieces import clusters
from tests.drawing.scripts import ANY_SCRIPT, shown
from tests.soak.trials import trial

TEXTS = st.one_of(
    ANY_SCRIPT,
    st.text(st.characters(codec=None, categories=None), max_size=300),
    st.builds(str.__mul__, st.text(st.characters(codec=None, categories=None), min_size=1, max_size=4), st.just(5_000)),
)


@trial("R11b texts that could not be drawn, or left their cell", at_most=0, times=10_000, short=60)
def undrawn(_folder: Path, times: int) -> float:
    """Texts after which drawing raised, or a line of more than one character was wider than its cell."""
    failed: list[str] = []

    @settings(max_examples=times, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(TEXTS)
    def draw(text: str) -> None:
        try:
            drawing = shown([text])
            to_png(drawing), ET.fromstring(to_svg(drawing, "any text")), to_pdf([drawing], "any text")
            if _outside(drawing):
                failed.append(text[:200])
        except Exception as error:  # noqa: BLE001 -- the trial counts whatever happens
            failed.append(f"{text[:200]!r}: {error!r}")

    draw()
    for text in failed[:5]:
        print(f"      {text!r}")
    return len(failed)


def _outside(drawing: Drawing) -> bool:
    return any(not run.cell.box.holds(run.box) and len(list(clusters(run.text))) > 1 for run in drawing.runs)
