"""Lays many pictures out on one sheet, each with its caption, in columns of about equal height."""

from collections.abc import Mapping

from PIL import Image, ImageDraw, ImageFont

GAP, CAPTION, COLUMN = 40, 44, 1060
GROUND, INK, EDGE = "#e9ecf1", "#17202e", "#c3cad6"


def contact_sheet(pictures: Mapping[str, Image.Image], across: int) -> Image.Image:
    """The pictures in reading order, each put into the column that is shortest so far."""
    columns: list[list[tuple[str, Image.Image]]] = [[] for _ in range(across)]
    heights = [GAP] * across
    for name, picture in pictures.items():
        high = round(picture.height * COLUMN / picture.width)
        at = heights.index(min(heights))
        columns[at].append((name, picture.resize((COLUMN, high), Image.Resampling.LANCZOS)))
        heights[at] += high + CAPTION + GAP
    sheet = Image.new("RGB", (GAP + across * (COLUMN + GAP), max(heights)), GROUND)
    for at, column in enumerate(columns):
        _column(sheet, column, GAP + at * (COLUMN + GAP))
    return sheet


def _column(sheet: Image.Image, column: list[tuple[str, Image.Image]], x: int) -> None:
    pen, y = ImageDraw.Draw(sheet), GAP
    for name, picture in column:
        pen.text((x, y + 6), name, fill=INK, font=ImageFont.load_default(26))
        sheet.paste(picture, (x, y + CAPTION))
        pen.rectangle((x, y + CAPTION, x + picture.width - 1, y + CAPTION + picture.height - 1), outline=EDGE)
        y += picture.height + CAPTION + GAP
