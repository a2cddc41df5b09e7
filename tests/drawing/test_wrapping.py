"""Lines fit, nothing is lost, and what belongs together stays together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from journeybot.drawing.shapes import Style
from journeybot.drawing.text import Fonts
from journeybot.drawing.wrapping import clean, settled, shortened, wrap
from tests.drawing.maps import HOSTILE

BODY = Style(9)


class Ruler:
    """Every character is half as wide as it is high."""

    def width(self, text: str, style: Style) -> float:
        return len(text) * style.size / 2


def lines(text: str, letters: int) -> list[str]:
    """Lines of at most so many characters."""
    return wrap(clean(text), letters * 4.5, BODY, measure=Ruler())


def test_words_are_wrapped_at_spaces() -> None:
    assert lines("the quick brown fox", 9) == ["the quick", "brown fox"]


def test_a_word_that_is_too_long_is_broken() -> None:
    assert lines("a Donaudampfschiff", 6) == ["a", "Donaud", "ampfsc", "hiff"]


def test_a_hyphen_or_a_slash_is_a_place_to_break() -> None:
    assert lines("check-in/security", 9) == ["check-in/", "security"]


def test_han_and_kana_break_anywhere_but_before_their_full_stop() -> None:
    assert lines("顾客比较价格。然后", 6) == ["顾客比较价", "格。然后"]


def test_an_accent_stays_with_its_letter() -> None:
    assert all(not line.startswith("\u0301") for line in wrap("x\u0301" * 9, 9.0, BODY, measure=Ruler()))


@settings(deadline=None)
@given(st.text(max_size=120) | st.sampled_from(HOSTILE), st.floats(60, 300))
def test_with_real_fonts_every_line_fits_and_nothing_is_lost(text: str, width: float) -> None:
    cleaned, fonts = clean(text), Fonts()
    found = wrap(cleaned, width, BODY, measure=fonts)
    assert "".join("".join(line.split()) for line in found) == "".join(cleaned.split())
    assert all(fonts.width(line, BODY) <= width + 1 for line in found if len(line) > 12)


def settled_lines(text: str, letters: int, fill: float) -> list[str]:
    return settled(text, letters * 4.5, BODY, measure=Ruler(), fill=fill)


def test_no_word_is_left_alone_on_the_last_line() -> None:
    assert lines("somebody knows where it all is", 28) == ["somebody knows where it all", "is"]
    assert settled_lines("somebody knows where it all is", 28, 0.3) == ["somebody knows where", "it all is"]


def test_a_title_is_set_in_lines_of_about_one_length() -> None:
    assert settled_lines("We get used to each other", 21, 1.0) == ["We get used", "to each other"]


def test_settling_adds_no_space_where_a_word_was_broken() -> None:
    assert "".join(settled_lines("a" * 20, 9, 1.0)) == "a" * 20


def test_control_characters_and_lone_surrogates_are_made_harmless() -> None:
    assert clean("a\x00\u202eb\ud800\tc\n") == "a b\ufffd c"


def test_a_text_is_shortened_between_words_and_says_so() -> None:
    assert shortened("one two three four", " ...", most=9) == "one two ..."
    assert shortened("short", " ...", most=9) == "short"
    assert shortened("x" * 30, " ...", most=9) == "x" * 9 + " ..."
