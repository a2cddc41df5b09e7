"""The map as one web page that needs nothing beside it: to look at, to read aloud, to print, without any script."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup as Html

from journeybot.drawing import Picture, draw, matrix
from journeybot.exports.codes import edition
from journeybot.exports.contents import Contents
from journeybot.exports.guarding import harmless
from journeybot.exports.matrix import lanes
from journeybot.exports.page.inline import Inline, inline
from journeybot.exports.references import tied
from journeybot.figures import figures
from journeybot.inside import every_inside, opens
from journeybot.journey import JourneyMap
from journeybot.prompt_files import spoken
from journeybot.story import Phrases, story
from journeybot.wording import Markup, Wording

HTML = Markup(
    escape=lambda text: f"<bdi>{escape(text)}</bdi>",
    bold=lambda text: f"<strong>{text}</strong>" if text else "",
    mention=lambda person: escape(f"@{person}"),
)
"""For web pages; what was typed cannot turn the sentence around it, whichever way it runs."""

_HERE = Path(__file__).parent


def to_html(journey: JourneyMap) -> bytes:
    """The map as a web page: the picture, the whole map as tables, the story, and then the maps inside it. It runs no
    script and loads nothing, which its own Content-Security-Policy makes sure of, and has a dark side for readers who
    want one."""
    whole = tied(harmless(journey))
    words = Wording(spoken(whole.about.language), flavour=whole.about.flavour)
    day, night = inline(draw(whole, format="svg").data), inline(draw(whole, format="svg", theme="dark").data)
    style = (_HERE / "page.css").read_text("utf-8")
    text = (
        _environment()
        .get_template("page.html.j2")
        .render(
            **_told(whole, words),
            **_spoken(words),
            about=whole.about,
            at="",
            edition=edition(whole),
            day=_once(day),
            night=_once(night, day),
            style=_ours(style),
            hashes=_hashes(style, day, night),
            tale=_paragraphs(whole),
            **_inside(whole, words),
        )
    )
    return text.encode("utf-8", "replace")


def _spoken(words: Wording) -> dict[str, Any]:
    """What the page itself says."""
    return {
        "words": words.words("exports.page"),
        "names": words.words("exports.columns"),
        "says": words.say,
        "rows": words.words("exports.lanes"),
        "states": words.words("exports.states"),
        "language": words.language,
        "bases": words.words("exports.bases"),
        "statuses": words.words("improvements.status.options"),
        "strategies": words.words("exports.strategies"),
        "became": words.words("picture.cards"),
    }


def _told(whole: JourneyMap, words: Wording) -> dict[str, Any]:
    """What the tables of one map are made from."""
    it, p = Contents(whole), Phrases(words, five_point=whole.five_point)
    told = {"journey": whole, "lanes": lanes(it, p), "figures": figures(whole), "weighed": _weighed(whole)}
    return {"it": it, "p": p, **told}


def _inside(whole: JourneyMap, words: Wording) -> dict[str, Any]:
    """The maps inside, with what the names of their parts begin with, and where the map is that each is part of."""
    found = [tied(one) for one in every_inside(whole)]
    ids = {one.about.key: f"inside-{number}-" for number, one in enumerate(found, 1)}
    back = {child.about.key: f"#{ids[one.about.key]}map" for one in reversed(found) for child in opens(one)}
    inside = [
        {**_told(one, words), "at": ids[one.about.key], "back": back.get(one.about.key, "#picture"), **_looks(one)}
        for one in found
    ]
    return {"inside": inside, "ids": ids}


def _looks(journey: JourneyMap) -> dict[str, dict[str, str]]:
    """A map as a picture in both looks; apart from the page, as two pictures would mistake each other's letters."""
    drawn = {"day": draw(journey, format="svg"), "night": draw(journey, format="svg", theme="dark")}
    return {look: _address(picture) for look, picture in drawn.items()}


def _address(picture: Picture) -> dict[str, str]:
    return {"src": f"data:image/svg+xml;base64,{b64encode(picture.data).decode()}", "alt": picture.alt}


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _once(picture: Inline, other: Inline | None = None) -> Html:
    """The picture, without the letters and signs that another one on the page brings along."""
    return _ours(picture.whole if other is None or picture.style != other.style else picture.bare)


def _ours(text: str) -> Html:
    """Markup of our own making, what was typed in it already escaped."""
    return Html(text)  # noqa: S704 -- see above


def _hashes(style: str, *pictures: Inline) -> str:
    """The styles that the page may have, as its policy names them."""
    styles = dict.fromkeys([style, *(picture.style for picture in pictures)])
    return " ".join(f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" for one in styles)


def _weighed(journey: JourneyMap) -> list[dict[str, str]]:
    """The matrix in both looks, as addresses of pictures; nothing where nothing was weighed."""
    if not any(improvement.impact and improvement.effort for improvement in journey.improvements):
        return []
    drawn = [matrix(journey, format="svg"), matrix(journey, format="svg", theme="dark")]
    return [_address(one) for one in drawn]


def _paragraphs(journey: JourneyMap) -> list[list[Html]]:
    """The story of everybody who travels: paragraphs, each of some lines."""
    if not journey.personas:
        return []
    told = story(journey, Wording(spoken(journey.about.language), flavour=journey.about.flavour, markup=HTML))
    return [[_ours(line) for line in paragraph.splitlines()] for paragraph in told.split("\n\n")[1:]]
