"""The pictures still look as they did when somebody last looked at them.

After a change that is meant: `python -m tests.pictures.test_baselines`, then look at the three pictures.
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from journeybot.drawing import draw
from journeybot.journey import JourneyMap
from tests.pictures.bicycle import bicycle
from tests.pictures.kitchen import kitchen
from tests.pictures.shelter import shelter

HERE = Path(__file__).parent
WIDTH = 640
MAPS: dict[str, Callable[[], JourneyMap]] = {"bicycle": bicycle, "kitchen": kitchen, "shelter": shelter}
FAINT = 40
"""A difference in brightness, of 255, that nobody sees in a picture this small."""


def small(journey: JourneyMap) -> Image.Image:
    image = Image.open(BytesIO(draw(journey).data)).convert("L")
    return image.resize((WIDTH, round(image.height * WIDTH / image.width)), Image.Resampling.BOX)


def share_that_differs(one: Image.Image, other: Image.Image) -> float:
    counts = ImageChops.difference(one, other).histogram()
    return sum(counts[FAINT:]) / sum(counts)


@pytest.mark.parametrize("name", MAPS)
def test_a_picture_looks_as_it_did(name: str) -> None:
    drawn, kept = small(MAPS[name]()), Image.open(HERE / f"{name}.png")
    assert drawn.size == kept.size
    assert share_that_differs(drawn, kept) < 0.001


def test_the_comparison_notices_a_missing_word() -> None:
    kept = Image.open(HERE / "kitchen.png")
    changed = kept.copy()
    changed.paste(255, (10, 10, 220, 34))
    assert share_that_differs(changed, kept) > 0.001, "the title was painted over"


if __name__ == "__main__":
    for name, journey in MAPS.items():
        small(journey()).save(HERE / f"{name}.png", optimize=True)
