"""Every script that the picture promises: no box for a letter, the right forms, the right order, nothing lost."""

import logging

import numpy as np
import pytest

from journeybot.drawing.han import forms_of
from journeybot.drawing.shapes import CLOSE, Weight
from journeybot.drawing.text import FALL, RISE, Letter, letters, placed, word
from journeybot.drawing.text_fonts import EMOJI, opened
from journeybot.drawing.wrapping import clean
from tests.drawing.scripts import SENTENCES

WEIGHTS: tuple[Weight, ...] = ("regular", "semibold", "bold", "italic")


def seen(text: str, weight: Weight = "regular") -> list[Letter]:
    return list(letters(clean(text), weight))


def glyphs(text: str) -> list[int]:
    return [glyph.glyph for letter in seen(text) for glyph in letter.glyphs]


@pytest.mark.parametrize("script", SENTENCES)
def test_no_letter_is_shown_as_a_box(script: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    for weight in WEIGHTS:
        shown = seen(SENTENCES[script], weight)
        assert all(glyph.glyph for letter in shown for glyph in letter.glyphs), weight
        assert all(letter.piece.font != EMOJI for letter in shown)
    assert not caplog.records


@pytest.mark.parametrize("script", SENTENCES)
def test_every_letter_can_be_selected_and_stands_beside_the_one_before(script: str) -> None:
    text, x = clean(SENTENCES[script]), 0.0
    for letter in seen(text):
        assert letter.x == pytest.approx(x)
        x += letter.advance
    assert sorted("".join(letter.text for letter in seen(text))) == sorted(text)


@pytest.mark.parametrize("script", ["Devanagari", "Arabic", "Thai", "Telugu", "Khmer", "Latin"])
def test_bold_is_bolder_whether_the_font_has_a_bold_or_not(script: str) -> None:
    assert _black(SENTENCES[script], "bold") > 1.1 * _black(SENTENCES[script], "regular")


def test_dense_characters_are_never_thickened() -> None:
    assert _black("驚鬱議", "bold") == _black("驚鬱議", "regular")


def _black(text: str, weight: Weight) -> float:
    """The area of all letters, in square ems; overlaps count twice."""
    return abs(sum(_area(found.points, found.codes) for _, found in placed(clean(text), weight)))


def _area(points: np.ndarray, codes: bytes) -> float:
    area, start = 0.0, 0
    for at, code in enumerate(codes):
        if code == CLOSE:
            x, y = points[start:at].T
            area += float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2
            start = at + 1
    return area


def test_arabic_letters_join() -> None:
    assert len(set(glyphs("ببب"))) == 3, "the last, the middle and the first form"
    assert len(seen("لا")) == 1, "two letters, one glyph"


def test_indic_letters_combine_and_stand_where_they_are_read() -> None:
    assert len(glyphs("क्ष")) == 1
    assert glyphs("कि")[0] != glyphs("क")[0], "the vowel stands before the consonant that it is written after"
    assert len(seen("क्षमा")) == 2


def test_a_mark_takes_no_room_of_its_own() -> None:
    for bare, marked in (("q", "q\u0303"), ("ก", "กั้"), ("ש", "שׁ"), ("س", "سَ")):
        assert word(marked, "regular").advance == pytest.approx(word(bare, "regular").advance), marked


@pytest.mark.parametrize("text", ["Z" + "\u0301\u0308\u0323\u0331" * 20, "ก" + "\u0e47" * 30, "a" + "\u20dd" * 9])
def test_a_tower_of_marks_stays_within_its_line(text: str) -> None:
    found = word(clean(text), "bold")
    heights = found.points[np.frombuffer(found.codes, np.uint8) != CLOSE, 1]
    assert heights.max() <= RISE + 0.01
    assert heights.min() >= FALL - 0.01


@pytest.mark.parametrize(
    ("text", "in_sight"),
    [
        ("שלום abc", "abc םולש"),
        ("abc שלום", "abc םולש"),
        ("מחיר 42 שקל", "לקש 42 ריחמ"),
        ("באתר (checkout) אז", "זא )checkout( רתאב"),
        ("see שלום (עולם) there", "see )םלוע( םולש there"),
        ("العدد 3-4", "4-3 ددعلا"),
    ],
)
def test_what_runs_from_right_to_left_is_seen_in_its_order(text: str, in_sight: str) -> None:
    assert "".join(letter.text for letter in seen(text)) == in_sight


def test_a_bracket_opens_towards_what_it_holds() -> None:
    sans = opened(seen("(")[0].piece.font)
    opening, closing = (sans.shape(bracket)[0].glyph for bracket in "()")
    turned = [glyph.glyph for letter in seen("(שלום)") if letter.text in "()" for glyph in letter.glyphs]
    assert turned == [opening, closing], "on paper the left one is ( again"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ja", "直", "ja"),
        ("zh-TW", "直", "zh-hant"),
        ("zh-HK", "直", "zh-hk"),
        ("zh_CN", "直", "zh-hans"),
        ("ko-KR", "直", "ko"),
        ("en", "お客様", "ja"),
        ("en", "고객 直", "zh-hans"),
        ("en", "고객", "ko"),
        ("zh", "顧客覺得運費太貴", "zh-hant"),
        ("en", "顾客觉得运费太贵", "zh-hans"),
        ("en", "customer", ""),
    ],
)
def test_han_characters_take_the_forms_of_their_language(language: str, text: str, expected: str) -> None:
    assert forms_of(text, language) == expected


def test_the_forms_differ() -> None:
    shapes = {han: word("直骨", "regular", han).points.tobytes() for han in ("ja", "zh-hans", "zh-hant", "ko")}
    assert len(set(shapes.values())) >= 3
    assert len({word("直骨", "regular", han).advance for han in shapes}) == 1, "and are as wide, so no line changes"
