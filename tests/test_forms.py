"""Dialogs: what is refused at which field, and that what was typed is kept as it was meant."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from journeybot.forms import Field, Form, Kind, Option, Unusable, as_cells, cells, checked, clean, lines


def form(*fields: Field) -> Form:
    return Form(name="f", title="F", submit="Save", fields=fields)


def problem(field: Field, value: object) -> str:
    with pytest.raises(Unusable) as refused:
        checked(form(field), {field.name: value})  # type: ignore[dict-item]
    return refused.value.problems[field.name][0]


YES = (Option("a", "A"), Option("b", "B"))


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        (Field(name="x", label="X", required=True), None, "required"),
        (Field(name="x", label="X", required=True), " \n\t ", "required"),
        (Field(name="x", label="X", required=True), "\u0000\u200e"[:1], "required"),
        (Field(name="x", label="X", longest=500), "x" * 3000, "too_long"),
        (Field(name="x", label="X", kind=Kind.CHOICE, options=YES), "c", "not_offered"),
        (Field(name="x", label="X", kind=Kind.CHOICES, options=YES), ("a", "c"), "not_offered"),
        (Field(name="x", label="X", kind=Kind.NUMBER), "twelve", "not_a_number"),
        (Field(name="x", label="X", kind=Kind.NUMBER), "1e5", "not_a_number"),
        (Field(name="x", label="X", kind=Kind.NUMBER, least=0, most=120), "121", "out_of_range"),
        (Field(name="x", label="X", kind=Kind.DATE), "2026-02-30", "not_a_date"),
    ],
)
def test_what_will_not_do_is_said_at_its_field(field: Field, value: object, why: str) -> None:
    assert problem(field, value) == why


UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u3164\u2800\u034f\ufe0f\U000e0020\u00a0\u2003 \n\t"


@given(st.text(UNSEEN, max_size=9), st.text(UNSEEN, max_size=9), st.sampled_from(["a", "7", "!", "م", "木", "🧺", "é"]))
def test_a_text_of_which_nothing_can_be_seen_is_none_and_any_other_stays(before: str, after: str, seen: str) -> None:
    assert clean(before) == ""
    assert lines(f"{before}\n{seen}\n{after}") == (seen,)
    assert problem(Field(name="x", label="X", required=True), before) == "required"
    assert seen in clean(f"{before}{seen}{after}")


def test_all_fields_that_will_not_do_are_named_at_once() -> None:
    asked = form(Field(name="a", label="A", required=True), Field(name="b", label="B", kind=Kind.NUMBER))
    with pytest.raises(Unusable) as refused:
        checked(asked, {"b": "x"})
    assert set(refused.value.problems) == {"a", "b"}


def test_a_choice_that_refers_to_notes_is_left_to_whoever_takes_the_answer() -> None:
    refers = Field(name="x", label="X", kind=Kind.CHOICE, refers=True)
    assert checked(form(refers), {"x": "some key"}) == {"x": "some key"}


def test_a_dialog_never_has_more_than_six_inputs() -> None:
    with pytest.raises(ValueError, match="7 fields"):
        form(*(Field(name=str(n), label="X") for n in range(7)))


TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
"""Unicode's classes of characters that turn round what stands beside them."""


@given(st.text(st.characters(codec=None, categories=None) | st.characters(min_codepoint=0x2000, max_codepoint=0x206F)))
@example("\ud800 lone surrogate")
@example("e\u0301")
@example("a\r\nb\rc")
def test_cleaned_text_can_be_stored_anywhere_and_loses_nothing_that_can_be_seen(typed: str) -> None:
    kept = clean(typed)
    kept.encode("utf-8")
    assert kept == clean(kept)
    assert not {unicodedata.category(c) for c in kept} & {"Cs"}
    assert not {c for c in kept if unicodedata.category(c) == "Cc"} - {"\n", "\t"}
    assert visible(kept) == visible(typed)
    assert not {unicodedata.bidirectional(c) for c in kept} & TURNING


@pytest.mark.parametrize("typed", ["می\u200cخواهم\u200f!", "క్\u200dష", "\u061c٣-٤", "👩\u200d🍳"])
def test_what_a_language_needs_stays(typed: str) -> None:
    assert clean(typed) == typed


def visible(text: str) -> list[str]:
    return [c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c)[0] in "LNPS"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), min_size=1)))
def test_lines_are_what_was_typed_one_a_line(typed: list[str]) -> None:
    assert lines("\n\n".join(typed)) == tuple(typed)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1), min_size=1))
@example(["a|b", "c\\"])
def test_a_line_of_several_things_is_read_as_it_was_written(parts: list[str]) -> None:
    meant = [" ".join(part.split()) for part in parts]
    while meant and not meant[-1]:
        meant.pop()
    assert list(cells(as_cells(parts))) == (meant or [""])
