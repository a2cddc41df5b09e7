"""The web page holds the whole map as text, runs nothing and asks for nothing, whatever was typed into it."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from playwright.sync_api import Browser

from journeybot.exports import example_journey
from journeybot.exports.guarding import legal
from journeybot.exports.page import to_html
from journeybot.journey import About, JourneyMap
from tests.browsers import windows
from tests.exports.maps import maps
from tests.exports.small import ORDERS, SMALL, saying

PARTS = """html head meta title style body header h1 p ul li b nav a main section h2 figure div figcaption article h3
dl dt dd blockquote table thead tbody tr th td span em strong bdi br img footer svg g path rect text tspan use defs"""
OURS = {*PARTS.split()}


class Read(HTMLParser):
    """The tags and attributes of a page, and its text without styles."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._texts: list[str] = []
        self._inside = ""
        self.feed(page.decode())
        self.text = flat("".join(self._texts))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag
        self._texts.append(" " if tag not in {"bdi", "strong"} else "")

    def handle_data(self, data: str) -> None:
        if self._inside != "style":
            self._texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""


def flat(text: str) -> str:
    return " ".join(text.split())


def test_everything_on_the_map_can_be_read() -> None:
    journey = example_journey()
    text = Read(to_html(journey)).text
    typed = [
        *(journey.about.title, journey.about.scenario, journey.about.destination, journey.about.owner),
        *(one for p in journey.personas for one in (p.name, p.residence, *p.goals, *p.needs, *p.behaviour)),
        *(one for s in journey.stages for one in (s.name, s.milestone)),
        *(one for t in journey.touchpoints for one in (t.name, t.channel, t.device, t.context)),
        *(m.action for m in journey.moments),
        *(one for c in journey.challenges for one in (c.text, c.need)),
        *(one for i in journey.improvements for one in (i.text, i.owner)),
        *(one for m in journey.measures for one in (m.name, m.unit, m.source, *(when for when, _ in m.series))),
        *(e.text for e in journey.evidence),
    ]
    assert [one for one in typed if flat(one) not in text] == []


def test_what_is_left_out_is_said_on_the_page() -> None:
    assert "single scores and votes are there as their sums" in Read(to_html(SMALL)).text.lower()


def test_tables_have_heads_that_say_what_they_are_the_head_of() -> None:
    heads = [attrs for tag, attrs in Read(to_html(SMALL)).tags if tag == "th"]
    assert {attrs.get("scope") for attrs in heads} == {"col", "row", "rowgroup"}


@pytest.mark.parametrize("at", range(4))
def test_nothing_that_was_typed_becomes_markup(at: int) -> None:
    several = ORDERS[at::4]
    read = Read(to_html(saying(" / ".join(several))))
    assert {tag for tag, _ in read.tags} <= OURS
    assert not [name for _, attrs in read.tags for name in attrs if name.startswith("on") or name == "style"]
    links = [str(attrs["href"]) for tag, attrs in read.tags if "href" in attrs]
    assert all(re.match("#|https?://", link) for link in links)
    assert [typed for typed in several if flat(legal(typed)) not in read.text] == []


@settings(max_examples=4, deadline=None)
@given(maps())
def test_any_map_makes_a_page(journey: JourneyMap) -> None:
    assert {tag for tag, _ in Read(to_html(journey)).tags} <= OURS


def test_an_empty_map_makes_a_page_too() -> None:
    assert "The map" in Read(to_html(JourneyMap(about=About(key="m", title="")))).text


@pytest.mark.browser
def test_a_browser_opens_it_offline_and_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    page, told, asked = windows(browser).new_page(), [], []
    page.on("console", lambda message: told.append(message.text))
    page.on("dialog", lambda dialog: told.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    file = tmp_path / "page.html"
    file.write_bytes(to_html(saying("👩‍👩‍👧 </script><script>alert(1)</script><img src=x onerror=alert(2)>")))
    page.goto(file.as_uri())
    assert page.evaluate("document.scripts.length") == 0
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert told == []
    assert "<script>alert(1)" in page.inner_text("h1")
    assert page.evaluate("getComputedStyle(document.querySelector('.night')).display") == "none"
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 22, 31)"
    assert page.is_visible(".night svg")
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
