"""What Slack sends back of a dialog is read with care: half of it can be missing, and none of it is trusted."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack import blocks

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "slack" / "payloads"
there = pytest.mark.skipif(not CORPUS.is_dir(), reason="the payload corpus is not beside the project")


def view(**states: dict[str, Any]) -> dict[str, Any]:
    return {"state": {"values": {name: {name: state} for name, state in states.items()}}}


@pytest.mark.parametrize(
    ("state", "answer"),
    [
        ({"type": "plain_text_input", "value": "Maria & <b>"}, "Maria & <b>"),
        ({"type": "plain_text_input", "value": ":tada: at 10:30"}, "🎉 at 10:30"),
        ({"type": "plain_text_input", "value": None}, None),
        ({"type": "plain_text_input"}, None),
        ({"type": "number_input"}, None),
        ({"type": "number_input", "value": "42"}, "42"),
        ({"type": "datepicker", "selected_date": "2026-12-01"}, "2026-12-01"),
        ({"type": "users_select", "selected_user": "W1"}, "W1"),
        ({"type": "users_select", "selected_user": None}, None),
        ({"type": "conversations_select", "selected_conversation": "C1"}, "C1"),
        ({"type": "multi_users_select", "selected_users": ["U1", "W2"]}, ("U1", "W2")),
        ({"type": "static_select", "selected_option": {"text": {"text": ":star:"}, "value": "5"}}, "5"),
        ({"type": "radio_buttons", "selected_option": None}, None),
        ({"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "b"}]}, ("a", "b")),
        ({"type": "multi_static_select", "selected_options": []}, ()),
        ({"type": "multi_static_select", "selected_options": None}, ()),
        ({"type": "checkboxes", "selected_options": ["a", {"value": 3}, None]}, ()),
    ],
)
def test_an_answer_is_read_by_the_kind_of_its_input(state: dict[str, Any], answer: object) -> None:
    assert blocks.answers_of(view(it=state)) == {"it": answer}


def test_inputs_of_unknown_kinds_are_left_out() -> None:
    assert blocks.answers_of(view(it={"type": "hologram", "value": "x"}, a={}, b={"type": None})) == {}


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


@given(anything)
def test_no_state_of_a_dialog_can_break_the_reading(state: object) -> None:
    assert isinstance(blocks.answers_of({"state": state}), dict)
    assert isinstance(blocks.answers_of({"state": {"values": {"a": {"a": state}}}}), dict)


@given(anything, anything)
def test_no_dialog_is_believed_that_is_not_ours(callback: object, memory: object) -> None:
    for told in (memory, json.dumps(memory)):
        with pytest.raises(blocks.StaleDialog):
            blocks.about_view({"callback_id": callback, "private_metadata": told})


WHOLE = {"v": 1, "workshop": "w", "subject": "s", "seen": {"step": "stages"}, "channel": "C1"}


def test_a_dialog_of_ours_is_believed() -> None:
    about = blocks.about_view({"callback_id": "journey:stage", "private_metadata": json.dumps(WHOLE)})
    assert (about.form, about.subject, about.seen) == ("stage", "s", {"step": "stages"})


@pytest.mark.parametrize(
    "change",
    [{"v": 2}, {"v": "1"}, {"v": None}, {"workshop": 7}, {"seen": ["a"]}, {"seen": {"step": 1}}, {"channel": None}],
)
def test_a_dialog_of_another_version_is_not(change: dict[str, Any]) -> None:
    with pytest.raises(blocks.StaleDialog):
        blocks.about_view({"callback_id": "journey:stage", "private_metadata": json.dumps(WHOLE | change)})


def test_neither_is_one_that_goes_on_for_ever() -> None:
    with pytest.raises(blocks.StaleDialog):
        blocks.about_view({"callback_id": "journey:stage", "private_metadata": "[" * 3000})


def test_neither_is_one_that_lost_something() -> None:
    for lost in WHOLE:
        rest = {key: value for key, value in WHOLE.items() if key != lost}
        with pytest.raises(blocks.StaleDialog):
            blocks.about_view({"callback_id": "journey:stage", "private_metadata": json.dumps(rest)})


def corpus(pattern: str) -> list[dict[str, Any]]:
    return [json.loads(path.read_text("utf-8"))["payload"] for path in sorted(CORPUS.glob(pattern))]


@there
def test_every_kind_of_input_in_the_corpus_is_read() -> None:
    [filled] = corpus("derived/viewsubmission_all_filled.json")
    answers = blocks.answers_of(filled["view"])
    expected = {
        "a": "Maria",
        "b": "awareness",
        "c": ("web", "shop"),
        "d": "2026-12-01",
        "e": "W012A3CDE",
        "f": ("U1", "W2"),
    }
    assert expected.items() <= answers.items()


@there
def test_nothing_in_the_corpus_is_a_dialog_or_a_button_of_ours() -> None:
    submissions, presses = corpus("*/viewsubmission_*.json"), corpus("*/blockactions_*.json")
    assert submissions
    assert presses
    for payload in submissions:
        assert isinstance(blocks.answers_of(payload["view"]), dict)
        with pytest.raises(blocks.StaleDialog):
            blocks.about_view(payload["view"])
    for payload in presses:
        for action in payload["actions"]:
            with pytest.raises(blocks.StaleButton):
                blocks.press_of(action)
