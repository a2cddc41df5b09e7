"""What Slack's client checks itself: the bot hears of a dialog only when every field can be sent."""

from typing import Any

import pytest

from bot.sandbox import Json
from bot.sandbox.player import Person
from tests.sandbox.made import asked, dialog, option, select, written
from tests.sandbox.quick import Quick

PEOPLE = {"type": "multi_users_select", "action_id": "u"}
NUMBER = {"type": "number_input", "action_id": "n", "is_decimal_allowed": False, "min_value": "1", "max_value": "9"}


@pytest.mark.parametrize(
    ("element", "value", "why"),
    [
        (written(), None, "fill in"),
        (written(), "", "fill in"),
        (written(min_length=3), "ab", "at least 3"),
        (written(max_length=3), "abcd", "at most 3"),
        (NUMBER, "x", "a number"),
        (NUMBER, "inf", "a number"),
        (NUMBER, "1.5", "whole number"),
        (NUMBER, "0", "1 or more"),
        (NUMBER, "10", "9 or less"),
        ({"type": "email_text_input", "action_id": "e"}, "ana", "e-mail"),
        ({"type": "url_text_input", "action_id": "u"}, "javascript:alert(1)", "http"),
        ({"type": "datepicker", "action_id": "d"}, "2026-02-30", "a day"),
        ({"type": "timepicker", "action_id": "t"}, "25:00", "a time"),
        (select("a", "b", kind="checkboxes"), [], "fill in"),
        (select("a", "b", kind="multi_static_select", max_selected_items=1), ["a", "b"], "at most 1"),
        ({"type": "users_select", "action_id": "u"}, None, "fill in"),
    ],
)
def test_a_field_that_cannot_be_sent_says_why(box: Quick, ana: Person, element: Json, value: Any, why: str) -> None:
    box.opens(dialog(asked("field", "The field", element)))
    before = len(box.bot.received)
    errors = ana.is_refused({} if value is None else {"The field": value})
    assert why in errors["The field"]
    assert len(box.bot.received) == before


@pytest.mark.parametrize(
    ("element", "value", "state"),
    [
        (written(multiline=True), "two\r\nlines", {"type": "plain_text_input", "value": "two\nlines"}),
        (written(), " ", {"type": "plain_text_input", "value": " "}),
        (written(), "a <b> & c", {"type": "plain_text_input", "value": "a <b> & c"}),
        (NUMBER, 7, {"type": "number_input", "value": "7"}),
        ({"type": "datepicker", "action_id": "d"}, "2028-02-29", {"type": "datepicker", "selected_date": "2028-02-29"}),
        ({"type": "timepicker", "action_id": "t"}, "09:30", {"type": "timepicker", "selected_time": "09:30"}),
        (
            {"type": "datetimepicker", "action_id": "t"},
            1_628_633_820,
            {"type": "datetimepicker", "selected_date_time": 1_628_633_820},
        ),
        ({"type": "users_select", "action_id": "u"}, "Ben", {"type": "users_select", "selected_user": "U0BEN0002"}),
        (
            {"type": "multi_users_select", "action_id": "u"},
            ["Ben", "Emi"],
            {"type": "multi_users_select", "selected_users": ["U0BEN0002", "U0EMI0005"]},
        ),
        (
            {"type": "channels_select", "action_id": "c"},
            "random",
            {"type": "channels_select", "selected_channel": "C0RANDOM0"},
        ),
        (select("a", "b"), "B", {"type": "static_select", "selected_option": {"value": "b"}}),
        (select("a", "b", kind="radio_buttons"), "b", {"type": "radio_buttons", "selected_option": {"value": "b"}}),
        (
            select("a", "b", "c", kind="checkboxes"),
            ["A", "c"],
            {"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "c"}]},
        ),
    ],
)
def test_what_is_put_in_arrives_in_slacks_shape(
    box: Quick, ana: Person, element: Json, value: Any, state: Json
) -> None:
    box.opens(dialog(asked("field", "The field", element)))
    ana.submits({"The field": value})
    (got,) = box.bot.received[-1]["view"]["state"]["values"]["field"].values()
    assert _bare(got) == state


@pytest.mark.parametrize(
    ("element", "state"),
    [
        (written(), {"value": None}),
        (written(initial_value="first"), {"value": "first"}),
        (select("a", "b", initial_option=option("a")), {"selected_option": {"value": "a"}}),
        (select(), {"selected_option": None}),
        (select(kind="checkboxes"), {"selected_options": []}),
        (PEOPLE, {"selected_users": []}),
        ({**PEOPLE, "initial_users": ["U0BEN0002"]}, {"selected_users": ["U0BEN0002"]}),
        ({"type": "datepicker", "action_id": "d"}, {"selected_date": None}),
        ({"type": "file_input", "action_id": "f"}, {"files": []}),
    ],
)
def test_what_nobody_touched_arrives_as_it_began(box: Quick, ana: Person, element: Json, state: Json) -> None:
    box.opens(dialog(asked("field", "The field", element, optional=True)))
    ana.submits()
    (got,) = box.bot.received[-1]["view"]["state"]["values"]["field"].values()
    assert _bare(got) == {"type": element["type"], **state}


def test_choices_that_are_not_on_offer_cannot_be_made(box: Quick, ana: Person) -> None:
    box.opens(dialog(asked("field", "The field", select("a", "b"))))
    with pytest.raises(AssertionError, match="On offer: a, b"):
        ana.submits({"The field": "c"})


def _bare(state: Any) -> Any:
    """Options by their value alone."""
    if isinstance(state, dict):
        return {"value": state["value"]} if "text" in state else {key: _bare(one) for key, one in state.items()}
    return [_bare(one) for one in state] if isinstance(state, list) else state
