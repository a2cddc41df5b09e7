"""A PNG holds exactly the pixels that were painted, however many rows there are."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from journeybot.drawing.png import AT_ONCE, png


@pytest.mark.parametrize("height", [1, 2, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 3 * AT_ONCE + 5])
@pytest.mark.parametrize("width", [1, 37])
def test_a_png_gives_back_its_pixels(width: int, height: int) -> None:
    pixels = np.random.default_rng(7).integers(0, 256, (height, width, 4), np.uint8)
    opened = Image.open(BytesIO(png(pixels)))
    opened.load()
    assert opened.mode == "RGB"
    assert np.array_equal(np.asarray(opened), pixels[:, :, :3])


def test_a_flat_picture_is_a_small_file() -> None:
    assert len(png(np.full((1000, 1000, 4), 250, np.uint8))) < 20_000
