"""Lines fit, nothing is lost, and what belongs together stays together."""

import re
from itertools import accumulate

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from journeybot.drawing.bidi import ARABIC_MARK, LEFT_MARK, RIGHT_MARK, begins_right
from journeybot.drawing.breaking import parts, smaller
from journeybot.drawing.shapes import Style
from journeybot.drawing.text import Fonts
from journeybot.drawing.text_pieces import clusters
from journeybot.drawing.wrapping import clean, settled, shortened, wrap
from tests.drawing.maps import HOSTILE
from tests.drawing.scripts import ANY_SCRIPT, SENTENCES
from tests.examples import examples

BODY = Style(9)
SIDES = re.compile(f"[{LEFT_MARK}{RIGHT_MARK}{ARABIC_MARK}]")


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


@examples(60)
@given(st.text(max_size=120) | st.sampled_from(HOSTILE) | ANY_SCRIPT, st.floats(60, 300))
def test_with_real_fonts_every_line_fits_and_nothing_is_lost(text: str, width: float) -> None:
    cleaned, fonts = clean(text), Fonts()
    found = wrap(cleaned, width, BODY, measure=fonts)
    assert SIDES.sub("", "".join("".join(line.split()) for line in found)) == "".join(cleaned.split())
    for line in found:
        letters = list(clusters(SIDES.sub("", line)))
        assert fonts.width(line, BODY) <= width + 0.01 or len(letters) == 1, line


@given(ANY_SCRIPT.map(clean))
@example("1111おਾ")
def test_no_line_begins_inside_a_letter(text: str) -> None:
    letters = [letter for letter in clusters(text) if letter != " "]
    narrow = [SIDES.sub("", line).replace(" ", "") for line in lines(text, 5)]
    assert set(accumulate(map(len, narrow))) <= set(accumulate(map(len, letters)))


@pytest.mark.parametrize("mark", ["ਾ", "า", "ः", "\u0301", "\u200d", "\U000e0100", "\u1160", "🏽"])
def test_a_mark_of_another_script_stays_with_the_letter_before_it(mark: str) -> None:
    for letter in (sentence[0] for sentence in SENTENCES.values()):
        text = clean(f"1111{letter}{mark} {letter}{mark}{letter}")
        broken = [part.strip() for whole in parts(text) for part in smaller(whole)]
        assert set(accumulate(map(len, broken))) <= set(accumulate(len(one) for one in clusters(text) if one != " "))


def test_thai_and_khmer_break_between_words_that_nothing_stands_between() -> None:
    assert lines("ลูกค้าเปรียบเทียบราคาแล้วออกไป", 12) == ["ลูกค้าเปรียบ", "เทียบราคา", "แล้วออกไป"]
    assert lines("អតិថិជនប្រៀបធៀបតម្លៃ", 14) == ["អតិថិជន", "ប្រៀបធៀបតម្លៃ"]


def test_japanese_breaks_between_phrases_and_inside_one_only_if_it_is_too_long() -> None:
    assert lines("お客様は価格を比較し、離れました。", 9) == ["お客様は価格を", "比較し、", "離れました。"]
    assert lines("ウェブサイトで", 4) == ["ウェブサ", "イトで"]


def test_korean_words_are_kept_whole() -> None:
    assert lines("고객이 가격을 비교하고 떠났습니다", 8) == ["고객이 가격을", "비교하고", "떠났습니다"]


def test_no_emoji_is_cut() -> None:
    families = wrap("👨‍👩‍👧‍👦👍🏽🇩🇪" * 3, 20.0, BODY, measure=Fonts())
    assert set("".join(families).replace("👨‍👩‍👧‍👦", "").replace("👍🏽", "").replace("🇩🇪", "")) == set()
    assert all(line.count("👨") == line.count("👦") for line in families)
    assert len(families) > 1


def test_a_line_keeps_the_side_of_its_paragraph() -> None:
    hebrew = lines("הלקוח משווה checkout page, ומוותר", 12)
    assert [line.strip(RIGHT_MARK) for line in hebrew] == ["הלקוח משווה", "checkout", "page, ומוותר"]
    assert all(begins_right(line) for line in hebrew)
    english = lines("they say שלום עולם and go", 9)
    assert any(line.startswith(LEFT_MARK + "ש") for line in english)
    assert not any(begins_right(line) for line in english)


def test_the_mark_of_a_side_is_not_seen() -> None:
    assert Fonts().width(RIGHT_MARK + "page", BODY) == Fonts().width("page", BODY)


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
    assert clean("so\u00adft \ufeffx\ufffe") == "soft x\ufffd"


def test_what_changes_letters_stays() -> None:
    for text in ("می\u200cکند", "👩\u200d🚀", "❤\ufe0f", "葛\U000e0100"):
        assert clean(text) == text


def test_a_text_is_shortened_between_words_and_says_so() -> None:
    assert shortened("one two three four", " ...", most=9) == "one two ..."
    assert shortened("short", " ...", most=9) == "short"
    assert shortened("x" * 30, " ...", most=9) == "x" * 9 + " ..."
    assert shortened("ลูกค้าเปรียบเทียบราคาแล้วออกไป", " ...", most=13) == "ลูกค้าเปรียบ ..."
    assert shortened("👨‍👩‍👧‍👦" * 5, " ...", most=16) == "👨‍👩‍👧‍👦" * 2 + " ..."
