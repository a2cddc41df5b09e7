"""The page for everybody: by keyboard, by screen reader, in the dark, on a phone."""

import re
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.sandbox.made import actions, asked, button, dialog, option, section, select, words, written
from tests.sandbox.page.desk import Desk, composer, message

pytestmark = pytest.mark.browser

# Every text on the screen with its contrast to what is behind it, as WCAG 2.2 reckons it (1.4.3).
CONTRASTS = """() => {
  const parts = (colour) => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return { rgb: [r, g, b], a: a / 255 };
  };
  const over = (top, below) => top.rgb.map((one, at) => one * top.a + below[at] * (1 - top.a));
  const behind = (node) => {
    const below = node.parentElement ? behind(node.parentElement) : [255, 255, 255];
    return over(parts(getComputedStyle(node).backgroundColor), below);
  };
  const light = (rgb) => rgb.map((one) => one / 255)
    .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const top = document.querySelector("dialog[open]") ?? document.body;
  const seen = { opacityProperty: true, visibilityProperty: true };
  const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    const text = walker.currentNode.data.trim();
    if (!text || !node.checkVisibility(seen) || node.closest("option, .sr-only, .skip, script, noscript")) continue;
    const back = behind(node);
    const levels = [light(over(parts(getComputedStyle(node).color), back)), light(back)].sort((a, b) => b - a);
    found.push({ text: text.slice(0, 30), contrast: (levels[0] + 0.05) / (levels[1] + 0.05) });
  }
  return found;
}"""

ALL_KINDS = dialog(
    asked("a", "Name", written(max_length=9, placeholder=words("Marta")), hint=words("A hint")),
    asked("b", "Pace", {**select(kind="radio_buttons"), "options": [option("live", "Live", description=words("now"))]}),
    asked("c", "Who", {"type": "multi_users_select", "action_id": "w"}, optional=True),
)


def fill(desk: Desk) -> None:
    desk.say("Ben", "Hello @Ana `code` and https://a.example ~gone~")
    desk.whisper("Ana", "Only for you")
    styles: list[dict[str, Any]] = [{"style": "primary"}, {"style": "danger"}, {}]
    buttons = [button(f"Button {at}", f"b{at}", **style) for at, style in enumerate(styles)]
    context = {"type": "context", "elements": [words("4 of 6 have answered")]}
    desk.post("x", blocks=[section("The card"), actions(*buttons), context])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(desk: Desk, scheme: Literal["light", "dark"]) -> None:
    page = desk.window()
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    fill(desk)
    expect(message(page, "The card")).to_be_visible()
    behind = "() => getComputedStyle(document.body).backgroundColor"
    assert (page.evaluate(behind) == "rgb(255, 255, 255)") is (scheme == "light")
    channel = page.evaluate(CONTRASTS)
    desk.ask(ALL_KINDS)
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(page.get_by_text("Please fill in this field.").first).to_be_visible()
    asking = page.evaluate(CONTRASTS)
    assert {"The card", "Only visible to you", "Button 0"} <= {one["text"] for one in channel}
    assert {"Please fill in this field.", "A hint"} <= {one["text"] for one in asking}
    assert [one for one in channel + asking if one["contrast"] < 4.5] == []


NAMELESS = re.compile(
    r"^\s*- '?(?:button|textbox|checkbox|radio|link|searchbox|combobox|radiogroup|group|log|dialog|img)\b(?! \")",
    re.MULTILINE,
)


def test_initials_can_be_read_on_any_colour(desk: Desk) -> None:
    page = desk.window()
    inks = (
        "async (colours) => { const { readable } = await import('/static/people.js'); return colours.map(readable); }"
    )
    assert page.evaluate(inks, ["#1d3557", "#2d6a8a", "#f2c744", "#ffffff"]) == ["#fff", "#fff", "#10201f", "#10201f"]


def test_every_control_has_a_name(desk: Desk) -> None:
    page = desk.window()
    fill(desk)
    expect(message(page, "The card")).to_be_visible()
    desk.ask(ALL_KINDS)
    expect(page.get_by_role("dialog")).to_be_visible()
    everything = page.locator("body").aria_snapshot()
    assert 'button "Button 0"' in everything
    assert 'checkbox "Chiara"' in everything
    assert NAMELESS.findall(everything) == []


def test_a_whole_answer_without_a_mouse(desk: Desk) -> None:
    page = desk.window()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to writing")).to_be_focused()
    page.keyboard.press("Enter")
    expect(composer(page)).to_be_focused()
    desk.ask(ALL_KINDS)
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("Marta")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    (sent,) = desk.bot.got("view_submission")
    values = sent["view"]["state"]["values"]
    assert values["a"]["text"]["value"] == "Marta"
    assert values["b"]["chosen"]["selected_option"]["value"] == "live"
    assert len(values["c"]["w"]["selected_users"]) == 1


def test_new_messages_are_read_out_once_and_old_ones_not(desk: Desk) -> None:
    desk.post("An old one")
    page = desk.window()
    said = page.locator("#announcer")
    expect(message(page, "An old one")).to_be_visible()
    expect(said).to_have_text("")
    desk.post("A *new* one")
    expect(said).to_have_text("testbot: A new one")
    expect(said).to_have_attribute("aria-live", "polite")


def overflowing(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "() => [...document.querySelectorAll('body *')].filter((node) => !node.closest('nav')"
        " && node.checkVisibility() && node.getBoundingClientRect().right > innerWidth + 1)"
        ".map((node) => node.outerHTML)"
    )
    return found


def test_everything_fits_on_a_phone(desk: Desk) -> None:
    page = desk.window(width=380)
    fill(desk)
    expect(message(page, "The card")).to_be_in_viewport()
    assert overflowing(page) == []
    page.get_by_role("button", name="Channels and apps").click()
    page.get_by_role("link", name="random").click()
    expect(composer(page)).to_have_accessible_name("Message #random")
    page.go_back()
    desk.ask(ALL_KINDS)
    expect(page.get_by_role("dialog").get_by_role("button", name="Send")).to_be_in_viewport()
    assert overflowing(page) == []
