"""What people type arrives as they meant it, not as Slack encodes it."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.markup import escaped
from bot.slack.text import plain, with_emoji
from journeybot.drawing.svg import to_svg
from tests.drawing.scripts import shown

NAMES = {"U012AB": "Åsa Berg", "C0AB": "journey", "S1": "designers"}


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("ask <@U012AB|asa> and <@W9|bob> and <@U7>", "ask @Åsa Berg and @bob and @U7"),
        ("in <#C0AB|old-name> and <#G9|> and <#C1|a&amp;b>", "in #journey and #G9 and #a&b"),
        ("<!here> <!channel|channel> <!everyone>", "@here @channel @everyone"),
        ("<!subteam^S1|@des> <!subteam^S2|@ops>", "@designers @ops"),
        ("due <!date^1392734382^{date_short}^https://x.example|18 Feb 2014>", "due 18 Feb 2014"),
        ("R&amp;D &lt;beta&gt; &amp;lt;", "R&D <beta> &lt;"),
        ("<https://a.example/?b=1&amp;c=2>", "https://a.example/?b=1&c=2"),
        ("<https://a.example|a.example> <http://a.example/|a.example>", "a.example a.example"),
        ("<https://a.example|our shop>", "our shop (https://a.example)"),
        ("<mailto:ann@a.example|ann@a.example> <tel:+4912|+4912>", "ann@a.example +4912"),
        ("“smart” ‘quotes’ — stay", "“smart” ‘quotes’ — stay"),
        ("a <b> c </b> 1 < 2 > 0 <3", "a <b> c </b> 1 < 2 > 0 <3"),
        ("at 10:30:45 in a::b", "at 10:30:45 in a::b"),
        ("assign @bob in #journey", "assign @bob in #journey"),
    ],
)
def test_markup_becomes_what_was_meant(sent: str, meant: str) -> None:
    assert plain(sent, NAMES) == meant


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (":tada: :+1: :-1:", "🎉 👍 👎"),
        (":wave::skin-tone-3:", "👋🏼"),
        (":female-doctor::skin-tone-5:", "👩🏾‍⚕️"),
        (":heart::skin-tone-3:", "❤️"),
        (":flag-de: :us: :simple_smile:", "🇩🇪 🇺🇸 🙂"),
        (":party-parrot: :flag-zq: :30:", ":party-parrot: :flag-zq: :30:"),
        (":woman-shrugging:", "🤷‍♀️"),
        (":satellite: :large_orange_circle: :man-woman-girl-boy:", "🛰️ 🟠 👨‍👩‍👧‍👦"),
        (":the_horns::skin-tone-4: :skin-tone-2:", "🤘🏽 🏻"),
    ],
)
def test_names_of_emoji_become_emoji(typed: str, shown: str) -> None:
    assert with_emoji(typed) == shown
    assert plain(typed) == shown


def test_what_slack_sends_is_drawn_as_it_was_meant() -> None:
    sent = "<@U012AB> in <#C1|shop>: R&amp;D likes <https://a.example|a.example> :+1::skin-tone-3: :man-woman-girl-boy:"
    svg = ET.fromstring(to_svg(shown([plain(sent, NAMES)]), ""))
    lines = ["".join(line.itertext()) for line in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert " ".join(lines) == "@Åsa Berg in #shop: R&D likes a.example 👍🏼 👨‍👩‍👧‍👦"
    assert len(list(svg.iter("{http://www.w3.org/2000/svg}use"))) == 2, "both emoji are painted"


@given(st.text().filter(lambda text: ":" not in text))
def test_what_slack_escapes_comes_back_as_typed(typed: str) -> None:
    assert plain(escaped(typed)) == typed


@given(st.text())
def test_an_input_is_left_alone_but_for_emoji(typed: str) -> None:
    assert with_emoji(typed.replace(":", ";")) == typed.replace(":", ";")


@given(
    st.lists(st.sampled_from(["<@U1>", "<", ">", "|", "<@U1|ann>", "<!here>", ":", "a", "<#", "<https://a.b|", "\n"]))
)
def test_no_reference_is_left_over(parts: list[str]) -> None:
    read = plain("".join(parts), {"U1": "Ann"})
    assert "<@U1" not in read
    assert "<!here>" not in read


@given(st.text(alphabet="<>&;ampltg@U1", max_size=30))
def test_a_name_is_never_read_as_markup(name: str) -> None:
    assert plain("<@U2>", {"U2": name or "x"}) == "@" + (name or "x")
