"""Colours, light and dark, and the sizes of text."""

from dataclasses import dataclass
from typing import Literal

from journeybot.drawing.shapes import Style

TITLE = Style(25, "bold")
LEAD = Style(11.5)
STAGE = Style(12, "bold")
LANE = Style(11, "semibold")
NAME = Style(9.5, "semibold")
BODY = Style(9)
QUOTE = Style(9, "italic")
SMALL = Style(8)
SMALL_STRONG = Style(8, "semibold")
TINY = Style(7.2, "bold")
BIG = Style(15, "bold")


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The colours of a picture, each `#rrggbb`. `on_*` is written over the colour it names."""

    ground: str
    panel: str
    rule: str
    ink: str
    muted: str
    stage: dict[str, str]
    no_phase: str
    on_stage: str
    node: str
    node_edge: str
    flow: str
    truth: str
    good: str
    bad: str
    good_tint: str
    bad_tint: str
    pain: str
    pain_edge: str
    help: str
    help_edge: str
    measure: str
    measure_edge: str
    faces: tuple[str, ...]
    personas: tuple[str, ...]
    """None of them near `pain_edge`, which is for what hurts."""


LIGHT = Theme(
    ground="#ffffff",
    panel="#f4f6f9",
    rule="#d5dbe4",
    ink="#17202e",
    muted="#525d6e",
    stage={"": "#2c4a7c", "before": "#3d5a98", "during": "#0b6b73", "after": "#6d4288"},
    no_phase="#5a6678",
    on_stage="#ffffff",
    node="#ffffff",
    node_edge="#8a97ab",
    flow="#5f6d84",
    truth="#a85300",
    good="#0b6b73",
    bad="#b3400f",
    good_tint="#eef6f6",
    bad_tint="#fcf3ee",
    pain="#fdf1ea",
    pain_edge="#b5480f",
    help="#e9f5f1",
    help_edge="#0e7561",
    measure="#f1f1fa",
    measure_edge="#5b5fb0",
    faces=("#f4b08d", "#f9d3b8", "#f2eccb", "#c3e3da", "#8fd0c4"),
    personas=("#1f5fd6", "#696900", "#7d1480", "#12634f", "#9a2a55", "#006a8a"),
)

DARK = Theme(
    ground="#12161f",
    panel="#1a2030",
    rule="#38435a",
    ink="#f1f4f9",
    muted="#aab4c5",
    stage={"": "#35558f", "before": "#3d5a98", "during": "#0f6b70", "after": "#6b4a8f"},
    no_phase="#566072",
    on_stage="#ffffff",
    node="#232c40",
    node_edge="#7e8ca6",
    flow="#93a1ba",
    truth="#ffb454",
    good="#6fd3cf",
    bad="#ff9a6b",
    good_tint="#17262f",
    bad_tint="#2a2026",
    pain="#34231f",
    pain_edge="#ff9a6b",
    help="#17302e",
    help_edge="#57cdb2",
    measure="#242645",
    measure_edge="#a5a9f5",
    faces=("#e58f65", "#e9b795", "#e4dcae", "#9ed3c7", "#62c0b0"),
    personas=("#a9cdf2", "#f5f05a", "#c586f5", "#63e9a0", "#ff8fb8", "#4fd3e0"),
)

THEMES: dict[Literal["light", "dark"], Theme] = {"light": LIGHT, "dark": DARK}


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1, as WCAG 2.2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two: `share` 0 is the one, 1 the other."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def legible(colour: str, ground: str, ink: str, least: float = 4.5) -> str:
    """The colour, moved towards the ink just as far as it needs to stand out from the ground."""
    for step in range(21):
        found = mixed(colour, ink, step / 20)
        if contrast(found, ground) >= least:
            return found
    return ink
