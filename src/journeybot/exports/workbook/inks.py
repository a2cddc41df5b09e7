"""How a workbook looks: its formats, in the colours of the picture."""

from typing import Any

import xlsxwriter

from journeybot.drawing.theme import LIGHT

_USUAL: dict[str, Any] = {
    "font_name": "Calibri",
    "font_size": 11,
    "font_color": LIGHT.ink,
    "valign": "top",
    "align": "left",
    "text_wrap": True,
}
_LINED: dict[str, Any] = {**_USUAL, "bottom": 1, "bottom_color": LIGHT.rule}


class Inks:
    """The formats of one workbook; `on(ground)` is white on a colour."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        def made(**more: Any) -> Any:
            return book.add_format({**_USUAL, **more})

        self._made = made
        self._on: dict[str, Any] = {}
        self.title = made(bold=True, font_size=24, font_color=LIGHT.stage[""], text_wrap=False)
        self.lead = made(font_size=12)
        self.label = made(font_color=LIGHT.muted)
        self.plain = made()
        self.small = made(italic=True, font_color=LIGHT.muted)
        self.heading = made(bold=True, font_size=13, font_color=LIGHT.stage[""], bottom=2, bottom_color=LIGHT.stage[""])
        self.text = book.add_format(_LINED)
        self.link = book.add_format({**_LINED, "font_color": LIGHT.stage["before"], "underline": 1})
        self.typed = book.add_format({**_LINED, "quote_prefix": True})
        self.number = book.add_format({**_LINED, "align": "right"})
        self.day = book.add_format({**_LINED, "num_format": "yyyy-mm-dd"})
        self.lane = made(bold=True, font_color=LIGHT.muted, bottom=1, bottom_color=LIGHT.rule, bg_color=LIGHT.panel)

    def on(self, ground: str) -> Any:
        """White and bold on a colour."""
        if ground not in self._on:
            self._on[ground] = self._made(
                bold=True, font_color=LIGHT.on_stage, bg_color=ground, valign="vcenter", right=1, right_color="#ffffff"
            )
        return self._on[ground]
