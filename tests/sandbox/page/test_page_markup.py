"""What people and the bot write is shown as Slack shows it, and nothing in it ever becomes more than text."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from bot.sandbox import Json
from tests import browsers
from tests.examples import examples
from tests.sandbox.made import section
from tests.sandbox.page.desk import IDS, Desk, desk, message
from tests.sandbox.page.windows import Windows
from tests.sandbox.running import free_port

pytestmark = pytest.mark.browser

DRAW = """async (texts) => {
  const { mrkdwn } = await import("/static/mrkdwn.js");
  const { markdown } = await import("/static/markdown.js");
  return texts.map((text) => [mrkdwn, markdown].map((draw) => {
    const box = document.createElement("div");
    box.append(draw(text));
    const nodes = [...box.querySelectorAll("*")];
    return {
      text: box.textContent,
      tags: [...new Set(nodes.map((node) => node.localName))],
      links: nodes.filter((node) => node.href).map((node) => node.protocol),
      listening: nodes.some((node) => node.getAttributeNames().some((name) => /^on|^style|^src/.test(name))),
    };
  }));
}"""
MARKS = ["strong", "em", "s", "u", "code", "pre", "blockquote", "a", "span", "time", "br", "p", "div", "hr"]
LISTS = ["ul", "ol", "li", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"]
HARMLESS = {*MARKS, *LISTS}
SIGNS = st.text(st.sampled_from("*_~`>&<|!@#:()[]\n -•1.\\/") | st.characters(codec="utf-8"), max_size=30)
PIECES = st.sampled_from(
    ["<script>alert(1)</script>", "<javascript:alert(1)|x>", "[x](javascript:alert(1))", "<https://a.example|b>", "```"]
)
HOSTILE = st.lists(SIGNS | PIECES, max_size=6).map("".join)
UNMARKED = st.text(st.characters(codec="utf-8", exclude_characters="*_~`:•◦▪‣\r\n"), max_size=40).map(" ".__add__)
SLACK = examples(20)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with browsers.windows(browser) as context, desk(Windows(context), free_port()) as here:
        yield here.window()


@SLACK
@given(texts=st.lists(HOSTILE, min_size=1, max_size=12))
def test_no_text_becomes_more_than_harmless_nodes(page: Page, texts: list[str]) -> None:
    for drawn in chain.from_iterable(page.evaluate(DRAW, texts)):
        assert set(drawn["tags"]) <= HARMLESS
        assert set(drawn["links"]) <= {"http:", "https:", "mailto:", "tel:"}
        assert not drawn["listening"]


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@SLACK
@given(texts=st.lists(UNMARKED))
def test_text_without_markup_is_shown_to_the_last_character(page: Page, texts: list[str]) -> None:
    plain = [text for text in texts if not any(mark in text for mark in ("- ", ". ", "http"))]
    shown: list[list[dict[str, Any]]] = page.evaluate(DRAW, [escaped(text) for text in plain])
    assert [one[0]["text"] for one in shown] == plain


def test_markup_is_shown_as_slack_shows_it(desk: Desk) -> None:
    page = desk.window()
    desk.post(
        f"*Bold*, _slanted_, ~gone~, `5 &lt; 6`, 2*3*4, snake_case_name :tada: :nosuch: <@{IDS['Ben']}> <#C0RANDOM0>\n"
        "&gt; quoted *words*\n• first\n• second\n```*not bold*```<https://a.example/x?a=1&amp;b=2|the guide>"
    )
    said = message(page, "Bold")
    expect(said.locator("strong")).to_have_text(["testbot", "Bold", "words"])
    expect(said.locator("em")).to_have_text(["slanted"])
    expect(said.locator("s")).to_have_text(["gone"])
    expect(said.locator("code").first).to_have_text("5 < 6")
    expect(said).to_contain_text("2*3*4, snake_case_name 🎉 :nosuch: @Ben #random")
    expect(said.locator("blockquote")).to_have_text("quoted words")
    expect(said.get_by_role("listitem")).to_have_text(["• first", "• second"])
    expect(said.locator("pre")).to_have_text("*not bold*")
    expect(said.get_by_role("link", name="the guide")).to_have_attribute("href", "https://a.example/x?a=1&b=2")


def test_a_time_is_told_in_the_readers_own_hour(desk: Desk) -> None:
    ana, emi = desk.window("Ana"), desk.window("Emi")
    desk.post("Review <!date^1790000000^{date_short} at {time}|soon>")
    expect(message(ana, "Review")).to_contain_text("Review 21 Sept 2026 at 15:13")
    expect(message(emi, "Review")).to_contain_text("Review 21 Sept 2026 at 23:13")


def raw(text: str) -> Json:
    return {"type": "raw_text", "text": text}


def test_markdown_tables_and_rich_text_are_real_tables_lists_and_headings(desk: Desk) -> None:
    page = desk.window()
    bold = {"type": "text", "text": "bold", "style": {"bold": True}}
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [bold]}]}
    cells = [[raw("Stage"), raw("Mean")], [rich, raw("-1.5")]]
    story = "# The story\nShe **compares**:\n1. first\n2. second\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    told = {"type": "markdown", "text": story}
    desk.post("x", blocks=[section("Look"), told, {"type": "table", "rows": cells}])
    said = message(page, "The story")
    expect(said.get_by_role("heading", name="The story")).to_be_visible()
    expect(said.get_by_role("listitem")).to_have_text(["first", "second"])
    expect(said.get_by_role("columnheader")).to_have_text(["a", "b", "Stage", "Mean"])
    expect(said.get_by_role("cell")).to_have_text(["1", "2", "bold", "-1.5"])


def test_a_bullet_flows_around_what_is_marked_in_it(desk: Desk) -> None:
    page = desk.window()
    desk.post("• Now *Ben* <https://a.example|looks after it> and <@U0BEN0002> knows, so it fits in one line")
    bullet = page.get_by_role("listitem").filter(has_text="looks after it").bounding_box()
    assert bullet
    assert bullet["height"] < 30
