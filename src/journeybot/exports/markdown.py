"""The whole map as Markdown: a table to see it at once, then every detail in words."""

import re

from journeybot.exports.contents import Contents
from journeybot.exports.matrix import lanes
from journeybot.exports.references import tied
from journeybot.figures import figures
from journeybot.inside import every_inside
from journeybot.journey import JourneyMap
from journeybot.prompt_files import spoken
from journeybot.story import Phrases
from journeybot.wording import Markup, Wording

_SPECIAL = re.compile(r"([\\`*_\[\]|~$#])")
_AT_THE_START = re.compile(r"^([-+=>:]|\d{1,9}(?=[.)]))")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escape(typed: str) -> str:
    """Typed text that Markdown shows as it was typed, whatever is in it; its lines stay lines, also in a table.

    What counts as markup is in the CommonMark and GitHub Flavored Markdown specifications; `$` is a formula on GitHub.
    """
    return "<br>".join(_line(" ".join(line.split())) for line in typed.strip().splitlines())


def _line(text: str) -> str:
    marked = _SPECIAL.sub(r"\\\1", re.sub("[&<>]", lambda found: _HTML[found[0]], text))
    start = _AT_THE_START.match(marked)
    if start is None:
        return marked
    number = start[0].isdecimal()
    return f"{start[0]}\\{marked[start.end() :]}" if number else f"\\{marked}"


MARKDOWN = Markup(
    escape=escape,
    bold=lambda text: f"**{text}**" if text else "",
    mention=lambda person: escape(f"@{person}"),
)
"""For files and places that read Markdown."""


def to_markdown(journey: JourneyMap) -> bytes:
    """The map as a Markdown file, in UTF-8, in its own language where we know that; then the maps inside it."""
    text = "\n\n---\n\n".join(map(_told, (journey, *every_inside(journey))))
    wording = Wording(spoken(journey.about.language), flavour=journey.about.flavour, markup=MARKDOWN)
    text = f"{text}\n\n{wording.say('exports.loses.md')}\n"
    return re.sub(r"\n{3,}", "\n\n", text).encode("utf-8", "replace")


def _told(journey: JourneyMap) -> str:
    """One map, without those inside it."""
    wording = Wording(spoken(journey.about.language), flavour=journey.about.flavour, markup=MARKDOWN)
    whole = tied(journey)
    it, p = Contents(whole), Phrases(wording, five_point=whole.five_point)
    told = {"it": it, "p": p, "about": whole.about, "figures": figures(whole), "journey": whole, "lanes": lanes(it, p)}
    return wording.tell("export", **told)
