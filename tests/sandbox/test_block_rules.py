"""Slack's limits for blocks: just inside is accepted, just outside is refused where and as Slack says."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import Json
from bot.sandbox.block_rules import message_complaints, view_complaints
from tests.sandbox.made import actions, asked, button, dialog, mrkdwn, option, section, select, without, words, written

PICTURE = {"type": "image", "alt_text": "a cat", "image_url": "https://example.com/cat.png"}
NUMBER = {"type": "number_input", "action_id": "n", "is_decimal_allowed": False}
CONFIRM = {"title": words(), "text": mrkdwn(), "confirm": words(), "deny": words()}


def in_message(*blocks: Any) -> list[str]:
    return message_complaints(list(blocks), is_image=lambda file: file.get("id") == "F0KNOWN123")


def in_modal(*blocks: Any, **view: Any) -> list[str]:
    return view_complaints(dialog(*blocks, **view), surface="modal", is_image=lambda _file: False)


def table(rows: int, columns: int, text: str = "x") -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * columns] * rows}


def many(count: int, **more: Any) -> list[Json]:
    return [option(str(number), **more) for number in range(count)]


ACCEPTED: dict[str, Json] = {
    "3000 characters in a section": section("x" * 3000),
    "10 fields of 2000": {"type": "section", "fields": [mrkdwn("x" * 2000)] * 10},
    "150 in a header": {"type": "header", "text": words("x" * 150)},
    "10 in a context": {"type": "context", "elements": [*[mrkdwn()] * 9, PICTURE]},
    "25 buttons": actions(*[button(action_id=str(number)) for number in range(25)]),
    "long button": actions(button("x" * 75, value="x" * 2000, url="https://e.org/" + "x" * 2900, confirm=CONFIRM)),
    "100 options": actions(select(options=many(100))),
    "option at its limits": actions(select(options=[option("v" * 150, "t" * 75, description=words("d" * 75))])),
    "option groups": actions(
        without(select(option_groups=[{"label": words(), "options": [option()]}], initial_option=option()), "options")
    ),
    "10 checkboxes": actions(select(kind="checkboxes", options=many(10), initial_options=many(2))),
    "5 in an overflow": section(accessory={"type": "overflow", "options": many(5)}),
    "a picture": PICTURE,
    "a file of ours": {"type": "image", "alt_text": "x", "slack_file": {"id": "F0KNOWN123"}},
    "a table": table(100, 20),
    "markdown": {"type": "markdown", "text": "x" * 12_000},
    "same action_id in two blocks": actions(button(), block_id="other"),
    "rich text": {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "x", "style": {"bold": True}}]},
            {
                "type": "rich_text_list",
                "style": "bullet",
                "indent": 8,
                "elements": [{"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U1"}]}],
            },
        ],
    },
    "all selects for people": actions(
        {"type": "users_select", "action_id": "a"},
        {"type": "multi_users_select", "action_id": "b", "max_selected_items": 1},
        {"type": "datepicker", "action_id": "c", "initial_date": "2026-12-31"},
        {"type": "timepicker", "action_id": "d", "initial_time": "23:59"},
        {"type": "datetimepicker", "action_id": "e", "initial_date_time": 1_628_633_820},
    ),
    "a number": asked("b", "How many?", {**NUMBER, "min_value": "1", "initial_value": "2", "max_value": "3"}),
}

REFUSED: dict[str, tuple[Any, str]] = {
    "no object": ("text", "must provide an object [json-pointer:/blocks/0]"),
    "no type": ({}, "missing required field: type [json-pointer:/blocks/0]"),
    "type of no text": ({"type": ["section"]}, "unsupported type"),
    "unknown type": ({"type": "carousel3"}, "unsupported type: carousel3 [json-pointer:/blocks/0/type]"),
    "unknown key": (section(colour="red"), "invalid additional property: colour [json-pointer:/blocks/0]"),
    "null": ({**section(), "accessory": None}, "must provide an object [json-pointer:/blocks/0/accessory]"),
    "section too long": (section("x" * 3001), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    "section empty": (section(""), "must be more than 0 characters"),
    "section without anything": ({"type": "section"}, "missing required field: text or fields"),
    "11 fields": ({"type": "section", "fields": [words()] * 11}, "no more than 10 items allowed"),
    "field too long": ({"type": "section", "fields": [words("x" * 2001)]}, "must be less than 2001 characters"),
    "no fields": ({"type": "section", "fields": []}, "no less than 1 items allowed"),
    "header in mrkdwn": ({"type": "header", "text": mrkdwn()}, "unsupported type: mrkdwn"),
    "header too long": ({"type": "header", "text": words("x" * 151)}, "must be less than 151 characters"),
    "11 in a context": ({"type": "context", "elements": [words()] * 11}, "no more than 10 items allowed"),
    "button in a context": ({"type": "context", "elements": [button()]}, "unsupported type: button"),
    "26 buttons": (actions(*[button(action_id=str(n)) for n in range(26)]), "no more than 25 items allowed"),
    "no buttons": (actions(), "no less than 1 items allowed"),
    "text input among buttons": (actions(written()), "unsupported type: plain_text_input"),
    "long label": (actions(button("x" * 76)), "must be less than 76 characters"),
    "label in mrkdwn": (actions(button() | {"text": mrkdwn()}), "unsupported type: mrkdwn"),
    "long value": (actions(button(value="x" * 2001)), "must be less than 2001 characters"),
    "style": (actions(button(style="default")), "must be a valid enum value"),
    "long action_id": (actions(button(action_id="x" * 256)), "must be less than 256 characters"),
    "long block_id": (section(block_id="x" * 256), "must be less than 256 characters"),
    "same action_id twice": (actions(button(), button()), "`action_id` press already exists [json-pointer:/blocks/0]"),
    "confirm without deny": (actions(button(confirm=without(CONFIRM, "deny"))), "missing required field: deny"),
    "confirm too long": (actions(button(confirm={**CONFIRM, "title": words("x" * 101)})), "less than 101"),
    "101 options": (actions(select(options=many(101))), "no more than 100 items allowed"),
    "no options": (actions(select(options=[])), "no less than 1 items allowed"),
    "neither options nor groups": (actions(without(select(), "options")), "must have exactly one of"),
    "option value": (actions(select(options=[option("v" * 151, "t")])), "must be less than 151 characters"),
    "option text": (actions(select(options=[option("v", "t" * 76)])), "must be less than 76 characters"),
    "option without value": (actions(select(options=[{"text": words()}])), "missing required field: value"),
    "option in mrkdwn": (actions(select(options=[{"text": mrkdwn(), "value": "v"}])), "unsupported type: mrkdwn"),
    "initial not on offer": (actions(select(initial_option=option("z"))), "must match an option"),
    "initial under another text": (actions(select(initial_option=option("a", "Other"))), "must match an option"),
    "empty initial list": (actions(select(kind="checkboxes", initial_options=[])), "no less than 1 items"),
    "11 checkboxes": (actions(select(kind="checkboxes", options=many(11))), "no more than 10 items allowed"),
    "6 in an overflow": (section(accessory={"type": "overflow", "options": many(6)}), "no more than 5 items"),
    "long placeholder": (actions(select(placeholder=words("x" * 151))), "must be less than 151 characters"),
    "picture without alt_text": (without(PICTURE, "alt_text"), "missing required field: alt_text"),
    "picture of nothing": (without(PICTURE, "image_url"), "must have exactly one of: image_url, slack_file"),
    "picture on this machine": ({**PICTURE, "image_url": "http://localhost:3000/a.png"}, "downloading image failed"),
    "picture on this network": ({**PICTURE, "image_url": "http://192.168.1.4/a.png"}, "downloading image failed"),
    "a stranger's file": (
        {"type": "image", "alt_text": "x", "slack_file": {"id": "F0STRANGER"}},
        "invalid slack file [json-pointer:/blocks/0/slack_file]",
    ),
    "date": (actions({"type": "datepicker", "initial_date": "31.12.2026"}), "must match pattern"),
    "time": (actions({"type": "timepicker", "initial_time": "24:00"}), "must match pattern"),
    "number without kind": (asked("b", "n", without(NUMBER, "is_decimal_allowed")), "missing required field"),
    "number as number": (asked("b", "n", {**NUMBER, "min_value": 1}), "must provide a string"),
    "numbers out of order": (asked("b", "n", {**NUMBER, "min_value": "3", "max_value": "2"}), "must be in order"),
    "no number": (asked("b", "n", {**NUMBER, "initial_value": "NaN"}), "must be a number"),
    "min above max": (asked("b", "n", written(min_length=9, max_length=3)), "less than or equal to max_length"),
    "initial above max": (asked("b", "n", written(initial_value="abcd", max_length=3)), "less than 4 characters"),
    "max_length": (asked("b", "n", written(max_length=3001)), "must be between 1 and 3000"),
    "label too long": (asked("b", "x" * 2001, written()), "must be less than 2001 characters"),
    "button as input": (asked("b", "n", button()), "unsupported type: button"),
    "file input in a message": (asked("b", "n", {"type": "file_input", "action_id": "f"}), "file_input"),
    "101 rows": (table(101, 1), "no more than 100 items allowed"),
    "21 columns": (table(1, 21), "no more than 20 items allowed"),
    "big table": (table(100, 2, "x" * 51), "must be less than 10001 characters"),
    "indent": (
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_list", "style": "bullet", "indent": 9, "elements": []},
            ],
        },
        "must be between 0 and 8",
    ),
}


@pytest.mark.parametrize("block", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_what_slack_accepts_passes(block: Json) -> None:
    assert in_message(block) == []


@pytest.mark.parametrize(("block", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_what_slack_refuses_is_refused_with_the_reason(block: Any, why: str) -> None:
    complaints = in_message(block)
    assert any(why in complaint for complaint in complaints), complaints
    assert all(complaint.startswith("[ERROR] ") for complaint in complaints)


@pytest.mark.parametrize(
    ("blocks", "why"),
    [
        ([section()] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
        ([section(block_id="x"), section(block_id="x")], "`block_id` x already exists"),
        ([table(1, 1), table(1, 1)], "only_one_table_allowed"),
        ([{"type": "markdown", "text": "x" * 6001}] * 2, "must be less than 12001 characters together"),
        ([asked("a", "A", written(focus_on_load=True)), asked("b", "B", written(focus_on_load=True))], "focus_on_load"),
    ],
    ids=["51 blocks", "same block_id", "two tables", "markdown together", "two in focus"],
)
def test_what_only_shows_together_is_refused(blocks: list[Json], why: str) -> None:
    assert any(why in complaint for complaint in in_message(*blocks))


def test_fifty_blocks_are_accepted() -> None:
    assert in_message(*[section()] * 50) == []


@pytest.mark.parametrize(
    ("view", "why"),
    [
        (dialog(title=words("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
        (dialog(submit=words("x" * 25)), "must be less than 25 characters"),
        (dialog(close=mrkdwn()), "unsupported type: mrkdwn"),
        (without(dialog(), "title"), "missing required field: title [json-pointer:/view]"),
        (without(dialog(asked("b", "B", written())), "submit"), "missing required field: submit"),
        (dialog(private_metadata="x" * 3001), "must be less than 3001 characters"),
        (dialog(callback_id="x" * 256), "must be less than 256 characters"),
        (dialog(id="V123"), "invalid additional property: id"),
        (dialog(state={"values": {}}), "invalid additional property: state"),
        (dialog(type="home"), "unsupported type: home"),
        (dialog(*[section()] * 101), "no more than 100 items allowed"),
        (dialog(table(1, 1)), "unsupported type: table [json-pointer:/view/blocks/0/type]"),
        (dialog({"type": "markdown", "text": "x"}), "unsupported type: markdown"),
        (["modal"], "must provide an object [json-pointer:/view]"),
    ],
)
def test_what_slack_refuses_in_a_dialog_is_refused(view: Any, why: str) -> None:
    complaints = view_complaints(view, surface="modal", is_image=lambda _file: False)
    assert any(why in complaint for complaint in complaints), complaints


def test_a_dialog_may_ask_where_to_answer_but_a_message_may_not() -> None:
    asks = asked("b", "Where?", {"type": "conversations_select", "action_id": "a", "response_url_enabled": True})
    assert in_modal(asks) == []
    assert any("response_url_enabled" in complaint for complaint in in_message(asks))


def test_a_home_tab_has_no_title() -> None:
    home = {"type": "home", "blocks": [section()]}
    assert view_complaints(home, surface="home", is_image=lambda _file: False) == []
    titled = view_complaints({**home, "title": words()}, surface="home", is_image=lambda _file: False)
    assert titled == ["[ERROR] invalid additional property: title [json-pointer:/view]"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "options", "value", "accessory", "x"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)
kinds = st.sampled_from(["section", "actions", "input", "image", "context", "rich_text", "table", "header"])


keys = st.sampled_from(["text", "elements", "element", "label", "accessory", "rows", "fields"])
nonsense = st.builds(lambda kind, more: {**more, "type": kind}, kinds, st.dictionaries(keys, json_values, max_size=3))


@given(st.lists(nonsense, max_size=3))
def test_nonsense_is_refused_without_stumbling(blocks: list[Json]) -> None:
    for complaint in in_message(*blocks):
        assert "[json-pointer:/blocks" in complaint


@given(st.text(min_size=1, max_size=200))
def test_any_words_of_any_script_are_accepted(text: str) -> None:
    assert in_message(section(text), {"type": "header", "text": words(text[:150])}) == []
