"""A journey too long for one sheet goes on on the next: nothing is cut off, and each page can be read by itself."""

import re
import zlib

from journeybot.drawing import draw, draw_pages
from journeybot.drawing.layout import layout, layouts
from journeybot.drawing.shapes import Drawing, Layer
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import LIGHT
from journeybot.journey import JourneyMap
from tests.drawing.geometry import keys, written
from tests.pictures.build import Builder

PNG_PIXELS = 4_000


def many(stages: int, touchpoints: int, people: int = 0) -> JourneyMap:
    """So many stages with so many touchpoints each, felt by so many personas."""
    b = Builder("Many")
    team = [b.persona(f"Persona {number}") for number in range(people)]
    for at in range(stages):
        b.stage(f"Stage {at}")
        for number in range(touchpoints):
            key = b.touchpoint(f"Step {number}", "app")
            for who in team:
                b.moment(who, key, "Does it", scores=str((at + number) % 3))
    return b.map()


def pages(journey: JourneyMap) -> tuple[Drawing, ...]:
    return layouts(journey, LIGHT, measure=Fonts())


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has, also where they are described in packed streams."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    texts = [zlib.decompressobj().decompress(stream) for stream in packed if stream[:1] == b"x"]
    return len(re.findall(rb"/Type ?/Page\b", b"".join([pdf, *texts])))


def test_12_stages_or_16_touchpoints_fit_on_one_page_and_60_do_not() -> None:
    assert len(pages(many(12, 1))) == 1
    assert len(pages(many(2, 8))) == 1
    assert len(pages(many(12, 5))) > 1


def test_60_touchpoints_and_4_personas_come_on_readable_pages_of_one_width() -> None:
    found = pages(many(12, 5, people=4))
    assert {page.width for page in found} == {found[0].width}
    assert found[0].width * 2 <= PNG_PIXELS
    assert all(len(keys(page, "persona")) == 4 for page in found), "the same head"
    assert all(f"Page{at}of{len(found)}" in written(page) for at, page in enumerate(found, 1))
    assert [key for page in found for key in keys(page, "touchpoint")] == [f"touchpoint-{at}" for at in range(1, 61)]


def test_pages_are_about_equally_full() -> None:
    counts = [len(keys(page, "touchpoint")) for page in pages(many(30, 1))]
    assert max(counts) - min(counts) <= 1


def test_a_stage_too_long_for_a_page_goes_on_on_the_next_and_says_so() -> None:
    first, second, *_ = pages(many(1, 40))
    assert "Stage0(continued)" not in written(first)
    assert "Stage0(continued)" in written(second)


def test_what_comes_next_on_another_page_is_named_by_its_number() -> None:
    b = Builder("There and back")
    for at in range(3):
        b.stage(f"Stage {at}")
        for number in range(12):
            b.touchpoint("Step", "app", next="touchpoint-1" if (at, number) == (2, 11) else None)
    found = pages(b.map())
    ends = [keys(page, "touchpoint")[-1] for page in found]
    assert f"then{int((ends[0] or '').split('-')[1]) + 1}" in written(found[0])
    assert "then1" in written(found[-1])
    assert "then1" not in written(pages(many(1, 2))[0])


def test_a_curve_goes_on_where_the_page_before_left_it() -> None:
    found = pages(many(12, 5, people=1))
    ends = [[p.outline.points for p in page.shapes if p.ink.layer == Layer.CURVE] for page in found[:2]]
    faces = [next(cell.box.y for cell in page.cells if cell.kind == "emotions") for page in found[:2]]
    (_, leaving), (_, coming) = ends[0][-1][-1], ends[1][0][0]
    assert leaving - faces[0] == coming - faces[1], "half way between the two points"


def test_a_folded_sheet_has_one_head_one_legend_and_every_touchpoint() -> None:
    drawing = layout(many(12, 5, people=2), LIGHT, measure=Fonts())
    assert len(keys(drawing, "persona")) == 2
    assert len(keys(drawing, "legend")) == 1
    assert len(set(keys(drawing, "touchpoint"))) == 60
    assert "Page" not in written(drawing)


def test_each_format_has_its_pages() -> None:
    journey = many(12, 3)
    count = len(pages(journey))
    pngs, svgs, pdfs = (draw_pages(journey, format=kind) for kind in ("png", "svg", "pdf"))
    assert (len(pngs), len(svgs), len(pdfs)) == (count, count, 1)
    assert pages_of(pdfs[0].data) == count
    assert pngs[1].alt.startswith(f"Page 2 of {count}. Journey map")
    assert pages_of(draw(journey, format="pdf").data) == 1
    assert draw(journey, format="svg").data.decode().count("Stage 11") == 1
    assert len(draw_pages(many(2, 2))) == 1
