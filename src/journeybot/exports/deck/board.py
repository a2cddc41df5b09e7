"""A slide as a board to draw on, in points: text, cards, chevrons and discs, all of them native shapes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from journeybot.drawing.bidi import begins_right
from journeybot.drawing.shapes import Box, Style
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import LIGHT
from journeybot.drawing.wrapping import clean, wrap

WIDE, HIGH = 960.0, 540.0
"""A slide of 16 to 9, in points."""
MARGIN = 36.0
TOP, BOTTOM = 84.0, HIGH - 30.0
"""Where what is said begins, under the title, and where it ends."""
LEADING = 1.28
PAD = 7.0
BAR = 4.0
MOST = 260
"""Characters of one text on a slide; all of it is in the notes."""
TALL = 110
"""Characters from which on a place is large enough to say that the rest is elsewhere."""

_STYLE = "{http://schemas.openxmlformats.org/presentationml/2006/main}style"
_FONTS = Fonts()


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph, `before` points below the one above. Nothing on a slide is smaller than ten points."""

    text: str
    size: float = 11.0
    colour: str = LIGHT.ink
    bold: bool = False
    italic: bool = False
    before: float = 0.0

    def height(self, width: float) -> float:
        """How high it is in so much room."""
        style = Style(self.size, "bold" if self.bold else "regular")
        lines = [
            line for part in self.text.split("\n") for line in (wrap(clean(part), width, style, measure=_FONTS) or [""])
        ]
        return len(lines) * self.size * LEADING + self.before


def height_of(paras: Sequence[Para], width: float) -> float:
    """How high paragraphs are in so much room."""
    return sum(para.height(width) for para in paras)


def short(text: str, tail: str, most: int = MOST) -> str:
    """A text as long as its place can take; the tail says where the rest is, where there is room for a tail."""
    if len(text) <= most:
        return text
    cut = text[:most].rsplit(" ", 1)[0]
    return f"{cut} {tail}" if most >= TALL else f"{cut} …"


class Board:
    """One slide."""

    def __init__(self, slide: Any) -> None:
        self.slide = slide

    def write(self, box: Box, paras: Sequence[Para], *, align: str = "left", middle: bool = False) -> None:
        """Write into a box without a frame."""
        shape = self.slide.shapes.add_textbox(*_at(box))
        _fill(shape.text_frame, paras, align=align, middle=middle)

    def panel(
        self,
        box: Box,
        paras: Sequence[Para] = (),
        *,
        fill: str,
        edge: str = "",
        kind: Any = MSO_SHAPE.RECTANGLE,
        centre: bool = False,
        pad: float = PAD,
        on: Any = None,
    ) -> Any:
        """Draw a shape with text in it, at its top left or in its middle."""
        shape = (on or self.slide).shapes.add_shape(kind, *_at(box))
        _paint(shape, fill, edge)
        _fill(shape.text_frame, paras, align="centre" if centre else "left", middle=centre, pad=pad)
        return shape

    def card(self, box: Box, paras: Sequence[Para], *, fill: str, edge: str) -> None:
        """Draw a card with a bar on its left; the two are a group, so that they move together."""
        group = self.slide.shapes.add_group_shape()
        holder = _Holder(group.shapes)
        self.panel(box, paras, fill=fill, pad=PAD + BAR / 2, on=holder)
        self.panel(Box(box.x, box.y, BAR, box.height), fill=edge, on=holder)

    def disc(self, x: float, y: float, radius: float, *, text: str, fill: str, size: float = 10.0) -> None:
        """Draw a disc with a few letters in it."""
        box = Box(x - radius, y - radius, 2 * radius, 2 * radius)
        para = Para(text, size, LIGHT.on_stage, bold=True)
        self.panel(box, [para], fill=fill, kind=MSO_SHAPE.OVAL, centre=True, pad=0)

    def rule(self, x: float, y: float, width: float, *, colour: str = LIGHT.rule, thick: float = 0.75) -> None:
        """Draw a line across."""
        self.panel(Box(x, y - thick / 2, width, thick), fill=colour)


@dataclass(frozen=True, slots=True)
class _Holder:
    shapes: Any


def _at(box: Box) -> tuple[Any, Any, Any, Any]:
    return Pt(box.x), Pt(box.y), Pt(max(box.width, 0.1)), Pt(max(box.height, 0.1))


def _paint(shape: Any, fill: str, edge: str) -> None:
    style = shape._element.find(_STYLE)  # noqa: SLF001 -- the library draws a shadow wherever there is a style
    if style is not None:
        shape._element.remove(style)  # noqa: SLF001
    if fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour(fill)
    else:
        shape.fill.background()
    if edge:
        shape.line.color.rgb = colour(edge)
        shape.line.width = Pt(0.75)
    else:
        shape.line.fill.background()


def colour(hexadecimal: str) -> RGBColor:
    """A colour of ours, as decks have it."""
    return RGBColor(*bytes.fromhex(hexadecimal[1:]))


def _fill(frame: Any, paras: Sequence[Para], *, align: str, middle: bool, pad: float = 0.0) -> None:
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Pt(pad)
    frame.margin_top = frame.margin_bottom = Pt(min(pad, 5))
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
    lines = [(para, line) for para in paras for line in para.text.split("\n")]
    for number, (para, line) in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        set_paragraph(paragraph, para, line, align=align)
        if para.before and number:
            paragraph.space_before = Pt(para.before)


def set_paragraph(paragraph: Any, para: Para, line: str, *, align: str = "left") -> None:
    """Set one line of text as its paragraph says; text that runs from right to left stands on the right."""
    right = begins_right(line)
    side = "right" if right and align == "left" else align
    paragraph.alignment = {"centre": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}.get(side, PP_ALIGN.LEFT)
    if right:
        paragraph._p.get_or_add_pPr().set("rtl", "1")  # noqa: SLF001 -- the library knows no direction
    paragraph.line_spacing = Pt(para.size * LEADING)
    run = paragraph.add_run()
    run.text = line
    run.font.size, run.font.bold, run.font.italic = Pt(para.size), para.bold, para.italic
    run.font.color.rgb = colour(para.colour)
