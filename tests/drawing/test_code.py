"""A code is read by a program that reads them as phones do, also when it is scratched."""

from io import BytesIO

import zxingcpp
from PIL import Image, ImageDraw

from journeybot.drawing.code import code

ADDRESS = "https://journeybot.bakery.example/q/Kzq7MHbaP-kw1SmnNzK1fjYa"


def read(data: bytes) -> str:
    """What a reader of codes finds in a picture."""
    (found,) = zxingcpp.read_barcodes(Image.open(BytesIO(data)))
    return str(found.text)


def test_a_reader_finds_the_address() -> None:
    assert read(code(ADDRESS)) == ADDRESS


def test_it_is_large_enough_to_print_and_has_its_white_border() -> None:
    image = Image.open(BytesIO(code(ADDRESS))).convert("L")
    assert min(image.size) >= 1000
    border = 3 * image.width // 60
    assert image.crop((0, 0, image.width, border)).getextrema() == (255, 255)


def test_a_scratch_over_it_does_no_harm() -> None:
    image = Image.open(BytesIO(code(ADDRESS))).convert("L")
    wide = image.width
    ImageDraw.Draw(image).rectangle((wide * 0.42, wide * 0.42, wide * 0.56, wide * 0.56), fill=255)
    scratched = BytesIO()
    image.save(scratched, "png")
    assert read(scratched.getvalue()) == ADDRESS
