"""What people type is shown as they typed it: it pings nobody and styles nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.markup import LOOK_ALIKES, SLACK
from bot.slack.text import plain
from journeybot.wording import Wording

SLACKS_STYLE = re.compile(r"(?<![^\W_])([*_~])(?!\s)[^\n]*?(?<!\s)\1(?![^\W_])|`[^\n]+`")
"""How Slack finds styled text, as near as it is known."""


@pytest.mark.parametrize(
    "typed",
    ["<!channel>", "<!here|here>", "<@U012>", "<#C012|general>", "<!subteam^S012>", "<https://evil.example|safe>"],
)
def test_nothing_typed_becomes_a_mention_or_a_link(typed: str) -> None:
    shown = SLACK.escape(typed)
    assert "<" not in shown
    assert ">" not in shown
    assert plain(shown) == typed


def test_exactly_three_characters_become_entities() -> None:
    assert SLACK.escape("R&D <beta> \"quoted\" 'single' &amp;") == "R&amp;D &lt;beta&gt; \"quoted\" 'single' &amp;amp;"


@pytest.mark.parametrize(
    "typed", ["order_id and line_item_no", "5 * 3 * 2", "~ 40 %", "https://a.example/_next/*x*?a=~b~"]
)
def test_what_slack_would_not_style_stays_as_typed(typed: str) -> None:
    assert SLACK.escape(typed) == typed


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("*loud*", "∗loud∗"), ("_soft_", "ˍsoftˍ"), ("~gone~", "∼gone∼"), ("`rm -rf`", "ˋrm -rfˋ"), ("a *", "a *")],
)
def test_what_slack_would_style_is_shown_with_look_alikes(typed: str, shown: str) -> None:
    assert SLACK.escape(typed) == shown


def test_a_typed_quote_does_not_swallow_what_follows() -> None:
    assert not re.search(r"(?m)^\s*(&gt;|>)", SLACK.escape(">>> all of this\n > and this"))


@given(st.text(alphabet="ab1 *_~`&<>\n.,é字"))
def test_no_typed_text_is_styled(typed: str) -> None:
    assert not SLACKS_STYLE.search(SLACK.escape(typed))


@given(st.text(alphabet="ab1 *_~`&<>\n.,é字"))
def test_bold_is_one_bold_run_whatever_was_typed(typed: str) -> None:
    shown = SLACK.bold(SLACK.escape(typed))
    inside = shown[1:-1]
    assert shown == (f"*{inside}*" if typed.strip() else "")
    assert "*" not in inside
    assert "\n" not in inside
    assert inside == inside.strip()


@given(st.text())
def test_nothing_is_lost_but_the_shape_of_the_markers(typed: str) -> None:
    shown = SLACK.escape(typed).replace("\u2060", "")
    for marker, look_alike in LOOK_ALIKES.items():
        shown, typed = shown.replace(look_alike, marker), typed.replace(look_alike, marker)
    assert shown == typed.replace("\u2060", "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize(("person", "shown"), [("U012AB", "<@U012AB>"), ("W9", "<@W9>"), ("!channel", "@!channel")])
def test_only_people_are_mentioned(person: str, shown: str) -> None:
    assert SLACK.mention(person) == shown


def test_a_hostile_mention_is_only_text() -> None:
    assert SLACK.mention("U1> <!channel") == "@U1&gt; &lt;!channel"
    assert SLACK.channel("C1> <!channel") == "#C1&gt; &lt;!channel"
    assert SLACK.channel("C1") == "<#C1>"


def test_the_wording_shows_a_bold_title_harmlessly() -> None:
    words = Wording(markup=SLACK)
    assert (
        words.say("delivery.file", title="*Buying* <!here>\nshoes", what="notes")
        == "*∗Buying∗ &lt;!here&gt; shoes*, to take away: notes."
    )
