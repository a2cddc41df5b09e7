"""Our reading of Unicode's bidirectional algorithm, beside that of another library."""

import unicodedata

from fpdf.bidi import BidiParagraph
from hypothesis import assume, example, given
from hypothesis import strategies as st

from journeybot.drawing.bidi_levels import levels_of
from journeybot.drawing.wrapping import clean
from tests.examples import examples

KINDS = st.sampled_from("aAאבعب12٣+-,.:%$€()[]{}「」 \u0301\u05b8\u200e\u200f\u061c/&!\u200d中")


def theirs(text: str) -> dict[int, int]:
    found = BidiParagraph(text=text).get_characters_with_embedding_level()
    return {letter.character_index: letter.embedding_level for letter in found}


@examples(300)
@given(st.text(KINDS, max_size=14) | st.text(max_size=20).map(clean))
@example("see שלום (עולם) there")
@example("א(ב)")
@example("العدد 3-4% (abc)")
def test_every_character_has_the_level_that_fpdf2_gives_it(text: str) -> None:
    ours = levels_of(text)
    assert len(ours) == len(text)
    assume(all(map(unicodedata.bidirectional, text)))  # of letters that Python does not know, they think differently
    assert {at: ours[at] for at in theirs(text)} == theirs(text)
