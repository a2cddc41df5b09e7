"""What is written can be read, in both themes, and curves can be told apart by people who see colours differently."""

from collections.abc import Callable
from itertools import combinations

import pytest

from journeybot.comparison import compared_revisions
from journeybot.drawing.comparing import comparison_layout
from journeybot.drawing.layout import layout
from journeybot.drawing.markers import DASHES, MARKERS
from journeybot.drawing.shapes import Box, Drawing, Layer, Painted, Run
from journeybot.drawing.strip import progress_layout
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import DARK, LIGHT, Theme, contrast, legible
from journeybot.drawing.weighing import matrix_layout
from journeybot.workshop import STEPS, Place, Workshop
from tests.pictures.gallery import a_year_ago
from tests.pictures.shelter import shelter

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])

# How colours look to people without one kind of cone, on linear RGB: Machado, Oliveira, Fernandes (2009), severity 1.0.
BLINDNESS = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def seen(colour: str, kind: str) -> list[float]:
    return [sum(m * p for m, p in zip(row, linear(colour), strict=True)) for row in BLINDNESS[kind]]


def lab(rgb: list[float]) -> tuple[float, float, float]:
    """CIELAB of linear sRGB, white D65."""
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    xyz = [max(0.0, sum(m * p for m, p in zip(row, rgb, strict=True))) / w for row, w in zip(rows, white, strict=True)]
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one: list[float], other: list[float]) -> float:
    """CIE76; about 2 is just noticeable."""
    return float(sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5)


def beneath(drawing: Drawing, run: Run) -> str:
    """The colour that the middle of a line of text is written on."""

    def covers(painted: Painted) -> bool:
        xs = [x for x, _ in painted.outline.points]
        ys = [y for _, y in painted.outline.points]
        return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).holds(Box(*run.box.middle, 0, 0))

    grounds = [
        p for p in drawing.shapes if p.ink.fill and p.ink.opacity == 1 and p.ink.layer != Layer.BAND and covers(p)
    ]
    return grounds[-1].ink.fill or "" if grounds else drawing.ground


WORKSHOP = Workshop(key="w", place=Place("T", "C"), about=shelter().about, step=STEPS[3], skipped=STEPS[1:2])
PICTURES: dict[str, Callable[[Theme], Drawing]] = {
    "map": lambda theme: layout(shelter(), theme, measure=Fonts()),
    "matrix": lambda theme: matrix_layout(shelter(), theme, measure=Fonts()),
    "revisions": lambda theme: comparison_layout(compared_revisions(a_year_ago(), shelter()), theme, measure=Fonts()),
    "progress": lambda theme: progress_layout(WORKSHOP, theme, measure=Fonts()),
}


@THEMES
@pytest.mark.parametrize("picture", PICTURES)
def test_all_text_stands_out_from_what_it_is_written_on(theme: Theme, picture: str) -> None:
    drawing = PICTURES[picture](theme)
    for run in drawing.runs:
        assert contrast(run.colour, beneath(drawing, run)) >= 4.5, (run.text, run.colour, beneath(drawing, run))


@THEMES
@pytest.mark.parametrize("kind", BLINDNESS)
def test_the_first_four_personas_differ_for_colour_blind_people(theme: Theme, kind: str) -> None:
    for one, other in combinations(theme.personas[:4], 2):
        assert difference(seen(one, kind), seen(other, kind)) > 20, (one, other)


@THEMES
def test_no_persona_is_taken_for_what_hurts(theme: Theme) -> None:
    for colour in theme.personas:
        for ours in (theme.pain_edge, theme.truth, theme.bad):
            assert difference(linear(colour), linear(ours)) > 25, (colour, ours)


def test_four_curves_differ_without_any_colour() -> None:
    assert len(set(MARKERS[:4])) == len(set(DASHES[:4])) == 4


def test_a_colour_that_the_team_chose_is_moved_only_as_far_as_it_must() -> None:
    assert legible("#0c62b0", "#ffffff", "#17202e") == "#0c62b0"
    found = legible("#ffff00", "#ffffff", "#17202e")
    assert contrast(found, "#ffffff") >= 4.5
    assert contrast(found, "#ffffff") < 6.5


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
