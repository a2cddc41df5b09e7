"""Writes drawings as PDF: shapes as paths, text as letters that can be selected, searched and copied in every script.

Matplotlib's own PDF is not used: where letters are joined it copies them out twice ("ग्राग्राहक"), a few Chinese
characters take it a second and a half, and it knows neither emoji nor a bold that a font does not have.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import groupby

import pydyf

from journeybot.drawing.pdf_letters import Letters, paint
from journeybot.drawing.shapes import Drawing, Ink, Painted

Paper = tuple[float, float]
"""Width and height of a page, in points."""


def to_pdf(drawings: Sequence[Drawing], title: str, *, paper: Paper | None = None) -> bytes:
    """Each drawing as a page of one PDF, as large as it is, or as it fits on the paper; `title` is what a screen reader
    says."""
    file = pydyf.PDF()
    file.info |= {"Title": pydyf.String(title), "Creator": pydyf.String("journeybot")}
    file.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    letters, states = Letters(), pydyf.Dictionary()
    resources = pydyf.Dictionary({"ExtGState": states})
    file.add_object(resources)
    for drawing in drawings:
        size = paper or (drawing.width, drawing.height)
        _page(file, _contents(drawing, letters, states, paper=size), size, resources=resources)
    resources["Font"] = letters.fonts(file)
    data = BytesIO()
    file.write(data)
    return data.getvalue()


def _page(file: pydyf.PDF, contents: pydyf.Stream, paper: Paper, *, resources: pydyf.Dictionary) -> None:
    file.add_object(contents)
    size = pydyf.Array([0, 0, round(paper[0], 2), round(paper[1], 2)])
    parts = {"Contents": contents.reference, "Resources": resources.reference, "MediaBox": size}
    file.add_page(pydyf.Dictionary({"Type": "/Page", "Parent": file.pages.reference, **parts}))


def _contents(drawing: Drawing, letters: Letters, states: pydyf.Dictionary, *, paper: Paper) -> pydyf.Stream:
    """Everything on a page, at the top of the paper; y grows downwards, as it does in a drawing."""
    stream = pydyf.Stream(compress=True)
    scale = min(paper[0] / drawing.width, paper[1] / drawing.height)
    aside = (paper[0] - drawing.width * scale) / 2
    stream.set_matrix(round(scale, 5), 0, 0, round(-scale, 5), round(aside, 2), round(paper[1], 2))
    stream.set_color_rgb(*_parts(drawing.ground))
    stream.rectangle(0, 0, round(drawing.width, 2), round(drawing.height, 2))
    stream.fill()
    for ink, shapes in groupby(drawing.shapes, key=lambda painted: painted.ink):
        stream.push_state()
        _dip(stream, ink, states)
        _draw(stream, ink, shapes)
        stream.pop_state()
    for colour, runs in groupby(drawing.runs, key=lambda run: run.colour):
        stream.set_color_rgb(*_parts(colour))
        for run in runs:
            letters.write(stream, run, drawing.han)
    return stream


def _dip(stream: pydyf.Stream, ink: Ink, states: pydyf.Dictionary) -> None:
    """Take the ink."""
    if ink.opacity < 1:
        name = f"o{round(ink.opacity * 1000)}"
        states[name] = pydyf.Dictionary({"ca": round(ink.opacity, 3), "CA": round(ink.opacity, 3)})
        stream.set_state(name)
    if ink.fill:
        stream.set_color_rgb(*_parts(ink.fill))
    if ink.stroke:
        stream.set_color_rgb(*_parts(ink.stroke), stroke=True)
        stream.set_line_width(round(ink.width, 2))
        stream.set_line_cap(0 if ink.dash else 1)
        stream.set_line_join(1)
    if ink.dash:
        stream.set_dash(pydyf.Array([round(part, 2) for part in ink.dash]), 0)


def _draw(stream: pydyf.Stream, ink: Ink, shapes: Iterable[Painted]) -> None:
    for painted in shapes:
        paint(stream, painted.outline.points, painted.outline.codes)
    if ink.fill and ink.stroke:
        stream.fill_and_stroke()
    elif ink.fill:
        stream.fill()
    else:
        stream.stroke()


def _parts(colour: str) -> tuple[float, ...]:
    return tuple(round(part / 255, 3) for part in bytes.fromhex(colour[1:]))
