"""A code is read by a program that reads them as phones do, also when it is scratched."""

from io import BytesIO

import zxingcpp
from PIL import Image, ImageChops, ImageDraw

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


def test_what_it_asks_and_where_stands_under_it() -> None:
    bare = Image.open(BytesIO(code(ADDRESS)))
    one = code(ADDRESS, "How satisfied are you with the delivery?", place="The door")
    other = code(ADDRESS, "How satisfied are you with the delivery?", place="The till")
    assert read(one) == read(other) == ADDRESS
    assert one != other
    whole = Image.open(BytesIO(one)).convert("L")
    under = whole.crop((0, bare.height, bare.width, whole.height))
    left, _, right, _ = ImageChops.invert(under).getbbox() or (0, 0, 0, 0)
    assert under.height > bare.height / 20
    assert 0 < left < bare.width / 3
    assert bare.width * 2 / 3 < right < bare.width


def test_a_scratch_over_it_does_no_harm() -> None:
    image = Image.open(BytesIO(code(ADDRESS))).convert("L")
    wide = image.width
    ImageDraw.Draw(image).rectangle((wide * 0.42, wide * 0.42, wide * 0.56, wide * 0.56), fill=255)
    scratched = BytesIO()
    image.save(scratched, "png")
    assert read(scratched.getvalue()) == ADDRESS
