"""An empty deck of ours: 16 to 9, the colours of the picture as its theme, slides with a title and with notes."""

from io import BytesIO
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Pt

from journeybot.drawing.shapes import Box
from journeybot.drawing.theme import LIGHT
from journeybot.exports.deck.board import HIGH, MARGIN, WIDE, Board, Para, set_paragraph

FONT = "Open Sans"
"""As on the picture; where it is missing, programs take a narrower one."""

_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_COLOURS = {
    "dk1": LIGHT.ink, "lt1": LIGHT.ground, "dk2": LIGHT.stage[""], "lt2": LIGHT.panel,
    "accent1": LIGHT.stage["before"], "accent2": LIGHT.stage["during"], "accent3": LIGHT.stage["after"],
    "accent4": LIGHT.pain_edge, "accent5": LIGHT.help_edge, "accent6": LIGHT.measure_edge,
    "hlink": LIGHT.personas[0], "folHlink": LIGHT.stage["after"],
}  # fmt: skip
_TITLE_ONLY = 5


class Deck:
    """A presentation in the making."""

    def __init__(self, title: str) -> None:
        self._presentation = Presentation()
        self._presentation.slide_width, self._presentation.slide_height = Pt(WIDE), Pt(HIGH)
        self._presentation.core_properties.title = title[:255]
        self._presentation.core_properties.author = "journeybot"
        layouts = self._presentation.slide_layouts
        self._layout = layouts[_TITLE_ONLY]
        for layout in [layout for layout in layouts if layout is not self._layout]:
            layouts.remove(layout)
        for holder in (self._presentation.slide_master, self._layout):
            _widened(holder)
        _recoloured(self._presentation.slide_master)

    def slide(self, title: str, *, notes: str = "", size: float = 24.0, box: Box | None = None) -> Board:
        """A new slide with its title, and what the speaker may say to it."""
        slide = self._presentation.slides.add_slide(self._layout)
        for place in [one for one in slide.placeholders if one.placeholder_format.idx != 0]:
            place.element.getparent().remove(place.element)
        board = Board(slide)
        _title(slide.shapes.title, title, size, box or Box(MARGIN, 24, WIDE - 2 * MARGIN, 44))
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
        return board

    def data(self) -> bytes:
        """The file."""
        data = BytesIO()
        self._presentation.save(data)
        return data.getvalue()


def _title(shape: Any, text: str, size: float, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    set_paragraph(frame.paragraphs[0], Para(text, size, LIGHT.stage[""], bold=True), " ".join(text.split()))


def _widened(holder: Any) -> None:
    """The library's own master is 4 to 3 (720 points wide)."""
    for shape in holder.placeholders:
        shape.left, shape.width = int(shape.left * WIDE / 720), int(shape.width * WIDE / 720)


def _recoloured(master: Any) -> None:
    """Our colours and fonts as the theme, so that whatever the team adds looks like the rest."""
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root = etree.fromstring(theme.blob)
    for name, colour in _COLOURS.items():
        place = root.find(f".//{_MAIN}clrScheme/{_MAIN}{name}")
        place[:] = [etree.Element(f"{_MAIN}srgbClr", val=colour[1:].upper())]
    for font in ("majorFont", "minorFont"):
        root.find(f".//{_MAIN}{font}/{_MAIN}latin").set("typeface", FONT)
    theme._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001
