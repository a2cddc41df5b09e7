"""The Markdown file holds the whole map, and nothing that was typed becomes markup in it."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from journeybot.exports import example_journey, read_journey
from journeybot.exports.markdown import MARKDOWN, escape, to_markdown
from journeybot.journey import JourneyMap
from tests.drawing.maps import HOSTILE
from tests.drawing.maps import maps as wild_maps
from tests.examples import examples
from tests.exports import journeys

READER = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
OURS = {"br", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "h1", "h2", "h3", "h4", "ul", "ol", "li", "a"}


class Page(HTMLParser):
    """What a browser makes of it: the tags, the texts between them, where links lead."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.texts: list[str] = []
        self.feed(READER.render(markdown))
        self.text = flat("".join(self.texts))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name == "href" and value]
        self.texts.append("\n")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def flat(text: str) -> str:
    return " ".join(text.split())


def page(journey: JourneyMap) -> Page:
    return Page(to_markdown(journey).decode())


TYPED = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60) | st.text(
    st.sampled_from("\\`*_{}[]()#+-.!|~$<>&=:1 \n\tab@/\"'"), max_size=40
)


@examples(60)
@given(TYPED)
@pytest.mark.parametrize("around", ["{}", "a {} b", "- {}", "# {}", "| {} |\n| --- |", "**{}**"])
def test_what_was_typed_is_what_is_read(around: str, typed: str) -> None:
    read = Page(around.format(escape(typed)))
    expected = flat(around.format(typed.replace("\n", " "))) if around == "a {} b" else flat(typed)
    assert read.text.replace("**", "") == expected.replace("**", "")
    assert not read.links


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_makes_no_markup_of_its_own(typed: str) -> None:
    assert Page(escape(typed.encode("utf-8", "replace").decode())).tags <= {"p", "br"}


@examples(8)
@given(wild_maps())
def test_no_map_brings_in_tags_or_links(journey: JourneyMap) -> None:
    read = page(journey)
    assert read.tags <= OURS
    assert all(re.match("https?://", link) for link in read.links)


def test_everything_on_the_map_can_be_read() -> None:
    journey = example_journey()
    text = page(journey).text
    typed = [
        journey.about.title,
        journey.about.scenario,
        journey.about.destination,
        *(
            value
            for p in journey.personas
            for value in (p.name, p.quote, p.residence, *p.goals, *p.needs, *p.behaviour)
        ),
        *(value for s in journey.stages for value in (s.name, s.milestone)),
        *(value for t in journey.touchpoints for value in (t.name, t.channel, t.device, t.context)),
        *(value for m in journey.moments for value in (m.action, m.thought)),
        *(value for c in journey.challenges for value in (c.text, c.need)),
        *(value for i in journey.improvements for value in (i.text, i.owner)),
        *(value for m in journey.measures for value in (m.name, m.unit, m.source, *(when for when, _ in m.series))),
        *(e.text for e in journey.evidence),
    ]
    assert [value for value in typed if flat(value) not in text] == []


def test_the_map_is_a_table_with_a_column_for_each_stage() -> None:
    rows = [line for line in to_markdown(example_journey()).decode().splitlines() if line.startswith("|")]
    matrix = rows[: next(n for n, row in enumerate(rows) if row.startswith("| When"))]
    assert {row.count("|") for row in matrix} == {len(example_journey().stages) + 2}
    assert [row.split("|")[1].split("<br>")[0].strip(" *") for row in matrix[2:]] == [
        *("Phase", "Milestone", "Touchpoints", "Does", "Does", "Feels", "Feels", "Hurts", "Helps", "In figures")
    ]


@pytest.mark.parametrize("path", journeys.every())
def test_any_journey_keeps_its_columns(path: object) -> None:
    journey = read_journey(path.read_bytes())  # type: ignore[attr-defined]
    read = page(journey)
    assert read.tags <= OURS
    assert all(flat(c.text) in read.text for c in journey.challenges)


def test_a_map_in_another_language_is_told_in_one_we_know() -> None:
    journey = replace(example_journey(), about=replace(example_journey().about, language="../../etc"))
    assert "## What will help" in to_markdown(journey).decode()


def test_an_empty_map_is_a_title() -> None:
    empty = JourneyMap(about=replace(example_journey().about, scenario="", destination="", owner="", review_on=None))
    assert to_markdown(empty).decode().startswith("# My washing machine breaks down\n\nThe journey as it is today.")
    assert "None" not in to_markdown(empty).decode()


def test_people_are_named_and_not_called() -> None:
    assert MARKDOWN.mention("U1_2") == "@U1\\_2"
