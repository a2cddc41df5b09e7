"""Pictures are painted on a board that is kept; none shows anything of the one before, whoever paints at the time."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from journeybot.drawing import canvas
from journeybot.drawing.shapes import Box, Cell, Drawing, Ink, Painted, Run, Style, rounded

PLACE = Cell("place", Box(0, 0, 1000, 1000))


def drawing(width: float, height: float, *, ground: str = "#ffffff", text: str = "Waits at the till") -> Drawing:
    panel = Painted(rounded(Box(10.0, 10.0, width - 20.0, height - 20.0), 4.0), Ink(fill="#2c4a7c"))
    run = Run(text, 20.0, 40.0, 80.0, Style(12.0), "#ffffff", PLACE)
    return Drawing(width, height, ground, (panel,), (run,), (PLACE,))


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def test_a_picture_is_the_same_whatever_was_painted_before() -> None:
    alone, _, _ = canvas.to_png(drawing(300, 200))
    for before in (drawing(900, 700, ground="#12161f"), drawing(120, 90), drawing(300, 201), drawing(5000, 600)):
        canvas.to_png(before)
        assert canvas.to_png(drawing(300, 200))[0] == alone


def test_pictures_painted_at_the_same_time_do_not_mix() -> None:
    wanted = [drawing(200 + 40 * at, 300 - 20 * at, text=f"Number {at}") for at in range(6)]
    alone = [canvas.to_png(one)[0] for one in wanted]
    with ThreadPoolExecutor(6) as hands:
        together = [data for data, _, _ in hands.map(canvas.to_png, wanted * 4)]
    assert together == alone * 4


@pytest.mark.parametrize("ground", ["#ffffff", "#12161f"])
def test_a_picture_has_its_ground_to_the_edges_and_its_size_in_pixels(ground: str) -> None:
    data, width, height = canvas.to_png(drawing(300, 201, ground=ground))
    picture = opened(data)
    assert (width, height) == picture.size == (600, 402)
    rgb = tuple(bytes.fromhex(ground[1:]))
    assert {picture.getpixel(at) for at in ((0, 0), (599, 0), (0, 401), (599, 401))} == {rgb}


def test_what_is_painted_stands_where_the_layout_says() -> None:
    picture = np.asarray(opened(canvas.to_png(drawing(300, 200))[0]))
    blue = (picture == (0x2C, 0x4A, 0x7C)).all(axis=2)
    rows, columns = np.flatnonzero(blue.any(axis=1)), np.flatnonzero(blue.any(axis=0))
    assert (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1) == (20, 20, 580, 380)


def test_a_huge_picture_gets_fewer_pixels_and_all_of_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 4 * canvas.MOST_PIXELS <= 100_000_000, "bytes while it is painted"
    monkeypatch.setattr(canvas, "MOST_PIXELS", 100_000)
    data, width, height = canvas.to_png(drawing(2000, 500))
    assert width * height == pytest.approx(100_000, rel=0.01)
    assert width / height == pytest.approx(4, rel=0.01)
    picture = opened(data)
    assert picture.getpixel((width // 2, height // 2)) == (0x2C, 0x4A, 0x7C)
    assert picture.getpixel((width - 1, height - 1)) == (255, 255, 255)
