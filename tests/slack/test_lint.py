"""Every rule of Slack's that the lint knows is broken once, and the breach is found where it is."""

import copy
from typing import Any

import pytest

from bot.slack.choosing import choose_channel
from bot.slack.lint import SlackWouldRefuse, Surface, refuse
from journeybot.wording import Wording

JSON = dict[str, Any]


def plain(text: str = "x") -> JSON:
    return {"type": "plain_text", "text": text}


def option(value: str = "1", text: str = "x", **more: Any) -> JSON:
    return {"text": plain(text), "value": value, **more}


def select(**more: Any) -> JSON:
    return {"type": "static_select", "action_id": "a", "options": [option("1"), option("2")], **more}


def button(**more: Any) -> JSON:
    return {"type": "button", "action_id": "b", "text": plain(), **more}


def asked(element: JSON, **more: Any) -> JSON:
    return {"type": "input", "label": plain(), "element": element, **more}


def section(text: str = "x", **more: Any) -> JSON:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def actions(*elements: JSON) -> JSON:
    return {"type": "actions", "elements": list(elements)}


def modal(*blocks: JSON, **more: Any) -> JSON:
    return {"type": "modal", "title": plain(), "submit": plain(), "blocks": list(blocks) or [section()], **more}


def message(*blocks: JSON, **more: Any) -> JSON:
    return {"text": "x", "blocks": list(blocks), **more}


def home(*blocks: JSON, **more: Any) -> JSON:
    return {"type": "home", "blocks": list(blocks), **more}


CONFIRM: JSON = {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain()}
PICTURE = {"type": "image", "alt_text": "a map", "image_url": "https://a.example/map.png"}
TEXT = {"type": "plain_text_input", "action_id": "t"}
NUMBER = {"type": "number_input", "action_id": "n", "is_decimal_allowed": False}
TABLE: JSON = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}

SOUND: list[tuple[Surface, JSON]] = [
    ("message", message()),
    ("modal", choose_channel(Wording())),
    ("message", message(section(), {"type": "divider"}, {"type": "header", "text": plain("x" * 150)}, PICTURE, TABLE)),
    ("message", message(section("x" * 3000, accessory=button(value="v" * 2000, style="danger", confirm=CONFIRM)))),
    ("message", message(actions(*(button(action_id=str(n)) for n in range(25))), actions(button(), select()))),
    ("message", message({"type": "context", "elements": [plain(), PICTURE]}, response_type="ephemeral")),
    ("modal", modal(submit=plain("x" * 24), private_metadata="x" * 3000)),
    ("modal", modal(asked(TEXT | {"max_length": 3000, "initial_value": "x", "focus_on_load": True}, block_id="a"))),
    ("modal", modal(asked(select(initial_option=option("2"))), asked(NUMBER | {"min_value": "-2", "max_value": "2"}))),
    ("modal", modal(asked({"type": "static_select", "option_groups": [{"label": plain(), "options": [option()]}]}))),
    ("home", home(section(), actions(button()))),
]

ROOT = ""
BROKEN: list[tuple[str, Surface, JSON, str]] = [
    ("a title of 25", "modal", modal(title=plain("x" * 25)), "/title/text"),
    ("a submit of 25", "modal", modal(submit=plain("x" * 25)), "/submit/text"),
    ("a close of 25", "modal", modal(close=plain("x" * 25)), "/close/text"),
    ("a marked-up title", "modal", modal(title={"type": "mrkdwn", "text": "x"}), "/title/type"),
    ("no title", "modal", {"type": "modal", "blocks": [section()]}, "/title"),
    ("no blocks", "modal", modal() | {"blocks": []}, "/blocks"),
    ("101 blocks in a modal", "modal", modal(*[section()] * 101), "/blocks"),
    ("too much to remember", "modal", modal(private_metadata="x" * 3001), "/private_metadata"),
    ("a callback_id of 256", "modal", modal(callback_id="x" * 256), "/callback_id"),
    ("an external_id of 256", "modal", modal(external_id="x" * 256), "/external_id"),
    ("inputs without a submit", "modal", {**modal(asked(TEXT)), "submit": None}, ROOT),
    ("a view as it was received", "modal", modal(id="V1", hash="1.a"), "/hash"),
    ("a view of 250 kB", "modal", modal(*[section("x" * 3000)] * 90), ROOT),
    ("two inputs with the focus", "modal",
     modal(asked(TEXT | {"focus_on_load": True}), asked(select(focus_on_load=True))),
     "/blocks/1/element/focus_on_load"),
    ("a table in a modal", "modal", modal(TABLE), "/blocks/0"),
    ("Markdown in a modal", "modal", modal({"type": "markdown", "text": "x"}), "/blocks/0"),
    ("a title on a home tab", "home", home(section(), title=plain()), "/title"),
    ("files on a home tab", "home", home(asked({"type": "file_input", "action_id": "f"})), "/blocks/0/element"),
    ("files in a message", "message", message(asked({"type": "file_input", "action_id": "f"})), "/blocks/0/element"),
    ("51 blocks in a message", "message", message(*[section()] * 51), "/blocks"),
    ("a text of 4001", "message", message(text="x" * 4001), "/text"),
    ("nothing to say", "message", {"text": " ", "blocks": []}, ROOT),
    ("two tables", "message", message(TABLE, TABLE), "/blocks"),
    ("101 rows", "message", message(TABLE | {"rows": TABLE["rows"] * 101}), "/blocks/0/rows"),
    ("21 cells", "message", message(TABLE | {"rows": [TABLE["rows"][0] * 21]}), "/blocks/0/rows/0"),
    ("an empty cell", "message", message(TABLE | {"rows": [[{"type": "raw_text", "text": ""}]]}),
     "/blocks/0/rows/0/0/text"),
    ("Markdown in two halves", "message", message(*[{"type": "markdown", "text": "x" * 7000}] * 2), "/blocks"),
    ("an unknown block", "message", message({"type": "hologram"}), "/blocks/0"),
    ("an unknown key", "message", message(section(colour="red")), "/blocks/0/colour"),
    ("null", "message", message(section(block_id=None)), "/blocks/0/block_id"),
    ("half an emoji", "message", message(section("\ud83d")), "/blocks/0/text/text"),
    ("a block_id twice", "modal", modal(section(block_id="a"), section(block_id="a")), "/blocks/1/block_id"),
    ("a block_id of 256", "message", message(section(block_id="x" * 256)), "/blocks/0/block_id"),
    ("an action_id twice in a block", "message", message(actions(button(), button())),
     "/blocks/0/elements/1/action_id"),
    ("an action_id of 256", "message", message(actions(button(action_id="x" * 256))), "/blocks/0/elements/0/action_id"),
    ("an empty section", "message", message(section("")), "/blocks/0/text/text"),
    ("a section of nothing", "message", message({"type": "section"}), "/blocks/0"),
    ("a section of 3001", "message", message(section("x" * 3001)), "/blocks/0/text/text"),
    ("a section of 1501 emoji", "message", message(section("🎉" * 1501)), "/blocks/0/text/text"),
    ("11 fields", "message", message(section(fields=[plain()] * 11)), "/blocks/0/fields"),
    ("no fields", "message", message(section(fields=[])), "/blocks/0/fields"),
    ("a field of 2001", "message", message(section(fields=[plain("x" * 2001)])), "/blocks/0/fields/0/text"),
    ("an input beside a section", "message", message(section(accessory=TEXT)), "/blocks/0/accessory"),
    ("a header of 151", "message", message({"type": "header", "text": plain("x" * 151)}), "/blocks/0/text/text"),
    ("a marked-up header", "message", message({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}),
     "/blocks/0/text/type"),
    ("11 small texts", "message", message({"type": "context", "elements": [plain()] * 11}), "/blocks/0/elements"),
    ("a button among small texts", "message", message({"type": "context", "elements": [button()]}),
     "/blocks/0/elements/0"),
    ("26 buttons", "message", message(actions(*(button(action_id=str(n)) for n in range(26)))), "/blocks/0/elements"),
    ("no buttons", "message", message(actions()), "/blocks/0/elements"),
    ("a button of 76", "message", message(actions(button(text=plain("x" * 76)))), "/blocks/0/elements/0/text/text"),
    ("a button with 2001 to carry", "message", message(actions(button(value="x" * 2001))),
     "/blocks/0/elements/0/value"),
    ("a green button", "message", message(actions(button(style="green"))), "/blocks/0/elements/0/style"),
    ("a button as an input", "modal", modal(asked(button())), "/blocks/0/element"),
    ("a question without a no", "message",
     message(actions(button(confirm={k: v for k, v in CONFIRM.items() if k != "deny"}))),
     "/blocks/0/elements/0/confirm/deny"),
    ("a question of 301", "message", message(actions(button(confirm=CONFIRM | {"text": plain("x" * 301)}))),
     "/blocks/0/elements/0/confirm/text/text"),
    ("a yes of 31", "message", message(actions(button(confirm=CONFIRM | {"confirm": plain("x" * 31)}))),
     "/blocks/0/elements/0/confirm/confirm/text"),
    ("a question titled with 101", "message", message(actions(button(confirm=CONFIRM | {"title": plain("x" * 101)}))),
     "/blocks/0/elements/0/confirm/title/text"),
    ("six behind three dots", "message",
     message(actions({"type": "overflow", "action_id": "o", "options": [option(str(n)) for n in range(6)]})),
     "/blocks/0/elements/0/options"),
    ("a label of 2001", "modal", modal(asked(TEXT, label=plain("x" * 2001))), "/blocks/0/label/text"),
    ("a marked-up label", "modal", modal(asked(TEXT, label={"type": "mrkdwn", "text": "x"})), "/blocks/0/label/type"),
    ("a hint of 2001", "modal", modal(asked(TEXT, hint=plain("x" * 2001))), "/blocks/0/hint/text"),
    ("a placeholder of 151", "modal", modal(asked(TEXT | {"placeholder": plain("x" * 151)})),
     "/blocks/0/element/placeholder/text"),
    ("3001 to type", "modal", modal(asked(TEXT | {"max_length": 3001})), "/blocks/0/element/max_length"),
    ("less than nothing to type", "modal", modal(asked(TEXT | {"min_length": 5, "max_length": 4})),
     "/blocks/0/element/min_length"),
    ("more there than may be typed", "modal", modal(asked(TEXT | {"max_length": 3, "initial_value": "four"})),
     "/blocks/0/element/initial_value"),
    ("a number that may be anything", "modal", modal(asked({"type": "number_input", "action_id": "n"})),
     "/blocks/0/element/is_decimal_allowed"),
    ("a limit that is no string", "modal", modal(asked(NUMBER | {"min_value": 1})), "/blocks/0/element/min_value"),
    ("a limit in words", "modal", modal(asked(NUMBER | {"max_value": "ten"})), "/blocks/0/element/max_value"),
    ("a number out of range", "modal", modal(asked(NUMBER | {"max_value": "5", "initial_value": "6"})),
     "/blocks/0/element"),
    ("no day", "modal", modal(asked({"type": "datepicker", "initial_date": "31.3.2026"})),
     "/blocks/0/element/initial_date"),
    ("no time", "modal", modal(asked({"type": "timepicker", "initial_time": "24:00"})),
     "/blocks/0/element/initial_time"),
    ("no moment", "modal", modal(asked({"type": "datetimepicker", "initial_date_time": 5})),
     "/blocks/0/element/initial_date_time"),
    ("a filter of nothing", "modal", modal(asked({"type": "conversations_select", "filter": {}})),
     "/blocks/0/element/filter"),
    ("a filter of a channel list", "modal",
     modal(asked({"type": "channels_select", "filter": {"exclude_bot_users": True}})), "/blocks/0/element"),
    ("no person", "modal", modal(asked({"type": "users_select", "initial_user": "@ann"})),
     "/blocks/0/element/initial_user"),
    ("nobody, in a list", "modal", modal(asked({"type": "multi_users_select", "initial_users": []})),
     "/blocks/0/element/initial_users"),
    ("nothing to choose from", "modal", modal(asked(select(options=[]))), "/blocks/0/element/options"),
    ("101 choices", "modal", modal(asked(select(options=[option(str(n)) for n in range(101)]))),
     "/blocks/0/element/options"),
    ("101 headings", "modal", modal(asked({"type": "static_select", "option_groups": [
        {"label": plain(), "options": [option(str(n))]} for n in range(101)]})), "/blocks/0/element/option_groups"),
    ("a heading of 76", "modal", modal(asked({"type": "static_select", "option_groups": [
        {"label": plain("x" * 76), "options": [option()]}]})), "/blocks/0/element/option_groups/0/label/text"),
    ("choices and headings", "modal",
     modal(asked(select(option_groups=[{"label": plain(), "options": [option()]}]))), "/blocks/0/element"),
    ("no choices at all", "modal", modal(asked({"type": "static_select"})), "/blocks/0/element"),
    ("a choice of 76", "modal", modal(asked(select(options=[option(text="x" * 76)]))),
     "/blocks/0/element/options/0/text/text"),
    ("a value of 151", "modal", modal(asked(select(options=[option("x" * 151)]))),
     "/blocks/0/element/options/0/value"),
    ("a value of nothing", "modal", modal(asked(select(options=[option("")]))), "/blocks/0/element/options/0/value"),
    ("a value twice", "modal", modal(asked(select(options=[option(), option()]))), "/blocks/0/element"),
    ("a description of 76", "modal", modal(asked(select(options=[option(description=plain("x" * 76))]))),
     "/blocks/0/element/options/0/description/text"),
    ("an address on a choice", "modal", modal(asked(select(options=[option(url="https://a.example")]))),
     "/blocks/0/element/options/0/url"),
    ("chosen what is not offered", "modal", modal(asked(select(initial_option=option("3")))),
     "/blocks/0/element/initial_option"),
    ("chosen under another name", "modal", modal(asked(select(initial_option=option("1", "y")))),
     "/blocks/0/element/initial_option"),
    ("11 radio buttons", "modal",
     modal(asked({"type": "radio_buttons", "options": [option(str(n)) for n in range(11)]})),
     "/blocks/0/element/options"),
    ("11 boxes", "modal", modal(asked({"type": "checkboxes", "options": [option(str(n)) for n in range(11)]})),
     "/blocks/0/element/options"),
    ("ticked by nobody", "modal", modal(asked({"type": "checkboxes", "options": [option()], "initial_options": []})),
     "/blocks/0/element/initial_options"),
    ("a picture without words", "message", message({"type": "image", "image_url": "https://a.example/a.png"}),
     "/blocks/0/alt_text"),
    ("a picture from nowhere", "message", message({"type": "image", "alt_text": "x"}), "/blocks/0"),
    ("a picture from this machine", "message", message(PICTURE | {"image_url": "http://localhost:3000/a.png"}),
     "/blocks/0/image_url"),
    ("a picture from two places", "message", message(PICTURE | {"slack_file": {"id": "F0123456789"}}), "/blocks/0"),
    ("a file of no such name", "message",
     message({"type": "image", "alt_text": "x", "slack_file": {"id": "f1"}}), "/blocks/0/slack_file/id"),
    ("an address of 3001", "message", message(PICTURE | {"image_url": "https://a.example/" + "x" * 3000}),
     "/blocks/0/image_url"),
]  # fmt: skip


@pytest.mark.parametrize(("surface", "payload"), SOUND)
def test_what_slack_takes_is_not_refused(surface: Surface, payload: JSON) -> None:
    before = copy.deepcopy(payload)
    refuse(payload, surface)
    assert payload == before


@pytest.mark.parametrize(
    ("surface", "payload", "where"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN]
)
def test_what_slack_refuses_is_refused_where_it_is(surface: Surface, payload: JSON, where: str) -> None:
    with pytest.raises(SlackWouldRefuse) as refused:
        refuse(payload, surface)
    assert where in [breach.pointer for breach in refused.value.breaches]


def test_every_breach_is_told_at_once() -> None:
    both = modal(section(""), asked(select(options=[])), title=plain("x" * 25))
    with pytest.raises(SlackWouldRefuse) as refused:
        refuse(both, "modal")
    assert {breach.pointer for breach in refused.value.breaches} == {
        "/title/text",
        "/blocks/0/text/text",
        "/blocks/1/element/options",
    }
    assert "/title/text: 25 characters; Slack takes 1 to 24" in str(refused.value)
