"""Slack's limits for what stands inside blocks: buttons, selects, inputs, pictures.

Source: the block-element and composition-object pages of docs.slack.dev.
"""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox import Json
from bot.sandbox.rich_text_rules import RICH_TEXT
from bot.sandbox.shapes import (
    Complaints,
    Rule,
    choice,
    complaint,
    exactly_one,
    flag,
    integer,
    items,
    plain,
    shape,
    string,
    text,
    typed,
)

_FOREVER = 9_999_999_999
_ID = string(255)
_STYLE = choice("primary", "danger")
_CONFIRM = shape({"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)}, {"style": _STYLE})
_OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75)})
_MARKED_OPTION = shape({"text": text(75), "value": string(150)}, {"description": text(75)})
_LINKED_OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75), "url": string(3000)})
_GROUP = shape({"label": plain(75), "options": items(_OPTION, 100)})
_FILTER = shape(
    {},
    {
        "include": items(choice("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)
_DISPATCH = shape({"trigger_actions_on": items(choice("on_enter_pressed", "on_character_entered"), 2)})
_DATE = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_TIME = r"([01]\d|2[0-3]):[0-5]\d"


def _offered(element: Any, at: str) -> Complaints:
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    options = [_essence(option) for option in [*element.get("options", []), *grouped]]
    first = element.get("initial_options", [element["initial_option"]] if "initial_option" in element else [])
    if any(_essence(option) not in options for option in first):
        key = "initial_option" if "initial_option" in element else "initial_options"
        yield complaint("must match an option of options or option_groups", f"{at}/{key}")


def _essence(option: Json) -> tuple[str, str, str]:
    return option["value"], option["text"]["text"], option.get("description", {}).get("text", "")


def _lengths(element: Any, at: str) -> Complaints:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if least > most:
        yield complaint("must be less than or equal to max_length", f"{at}/min_length")
    if len(element.get("initial_value", "")) > most:
        yield complaint(f"must be less than {most + 1} characters", f"{at}/initial_value")


def _number(value: Any, at: str) -> Complaints:
    if not isinstance(value, str):
        yield complaint("must provide a string", at)
        return
    try:
        finite = Decimal(value).is_finite()
    except InvalidOperation:
        finite = False
    if not finite:
        yield complaint("must be a number written as a string", at)


def _number_range(element: Any, at: str) -> Complaints:
    numbers = {key: Decimal(element[key]) for key in ("min_value", "initial_value", "max_value") if key in element}
    if list(numbers.values()) != sorted(numbers.values()):
        yield complaint("min_value, initial_value and max_value must be in order", at)
    if not element["is_decimal_allowed"] and any(one != one.to_integral_value() for one in numbers.values()):
        yield complaint("must be an integer where is_decimal_allowed is false", at)


def _public_address(value: Any, at: str) -> Complaints:
    problems = list(string(3000)(value, at))
    yield from problems
    if not problems and not _is_public(value):
        yield complaint("downloading image failed", at)


def _is_public(url: str) -> bool:
    """Slack fetches pictures itself, so it cannot see this machine or its network."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        return parts.scheme in ("http", "https") and ip_address(host).is_global
    except ValueError:
        return parts.scheme in ("http", "https") and bool(re.search(r"[^.]\.[a-zA-Z]{2,}$", host))


SLACK_FILE = shape({}, {"id": string(255, pattern="F[A-Z0-9]{8,}"), "url": string(3000)}, exactly_one("id", "url"))
IMAGE_FIELDS: Mapping[str, Rule] = {"image_url": _public_address, "slack_file": SLACK_FILE}
IMAGE = typed({"alt_text": string(2000)}, IMAGE_FIELDS, exactly_one("image_url", "slack_file"))
BUTTON = typed(
    {"text": plain(75)},
    {
        "action_id": _ID,
        "value": string(2000),
        "url": string(3000),
        "style": _STYLE,
        "confirm": _CONFIRM,
        "accessibility_label": string(75),
    },
)


def _field(required: Mapping[str, Rule], optional: Mapping[str, Rule], *also: Rule) -> Rule:
    common = {"action_id": _ID, "focus_on_load": flag}
    return typed(required, {**common, **optional}, *also)


def _menu(required: Mapping[str, Rule], optional: Mapping[str, Rule], *also: Rule) -> Rule:
    return _field(required, {"placeholder": plain(150), "confirm": _CONFIRM, **optional}, *also)


def _multi_menu(optional: Mapping[str, Rule], *also: Rule) -> Rule:
    return _menu({}, {"max_selected_items": integer(1, _FOREVER), **optional}, *also)


_OPTIONS: Mapping[str, Rule] = {"options": items(_OPTION, 100), "option_groups": items(_GROUP, 100)}
_ONE_LIST = exactly_one("options", "option_groups")
_CONVERSATION: Mapping[str, Rule] = {
    "default_to_current_conversation": flag,
    "filter": _FILTER,
    "response_url_enabled": flag,
}

SELECTS: Mapping[str, Rule] = {
    "static_select": _menu({}, {**_OPTIONS, "initial_option": _OPTION}, _ONE_LIST, _offered),
    "users_select": _menu({}, {"initial_user": _ID}),
    "conversations_select": _menu({}, {**_CONVERSATION, "initial_conversation": _ID}),
    "channels_select": _menu({}, {"initial_channel": _ID, "response_url_enabled": flag}),
}

MULTI_SELECTS: Mapping[str, Rule] = {
    "multi_static_select": _multi_menu({**_OPTIONS, "initial_options": items(_OPTION, 100)}, _ONE_LIST, _offered),
    "multi_users_select": _multi_menu({"initial_users": items(_ID, 100)}),
    "multi_conversations_select": _multi_menu(
        {"initial_conversations": items(_ID, 100), "default_to_current_conversation": flag, "filter": _FILTER}
    ),
    "multi_channels_select": _multi_menu({"initial_channels": items(_ID, 100)}),
}

TICKS: Mapping[str, Rule] = {
    "checkboxes": _field(
        {"options": items(_MARKED_OPTION, 10)},
        {"initial_options": items(_MARKED_OPTION, 10), "confirm": _CONFIRM},
        _offered,
    ),
    "radio_buttons": _field(
        {"options": items(_MARKED_OPTION, 10)}, {"initial_option": _MARKED_OPTION, "confirm": _CONFIRM}, _offered
    ),
}

PICKERS: Mapping[str, Rule] = {
    "datepicker": _menu({}, {"initial_date": string(10, pattern=_DATE)}),
    "timepicker": _menu({}, {"initial_time": string(5, pattern=_TIME), "timezone": string(255)}),
    "datetimepicker": _field({}, {"initial_date_time": integer(1_000_000_000, _FOREVER), "confirm": _CONFIRM}),
}

OVERFLOW = typed({"options": items(_LINKED_OPTION, 5)}, {"action_id": _ID, "confirm": _CONFIRM})

_WRITTEN: Mapping[str, Rule] = {"placeholder": plain(150), "dispatch_action_config": _DISPATCH}
RICH_TEXT_INPUT = _field(
    {},
    {
        **_WRITTEN,
        "initial_value": RICH_TEXT,
        "min_lines": integer(1, 100),
        "max_lines": integer(1, 100),
    },
)

WRITING: Mapping[str, Rule] = {
    "plain_text_input": _field(
        {},
        {
            **_WRITTEN,
            "initial_value": string(3000, least=0),
            "multiline": flag,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
        _lengths,
    ),
    "email_text_input": _field({}, {**_WRITTEN, "initial_value": string(3000, least=0)}),
    "url_text_input": _field({}, {**_WRITTEN, "initial_value": string(3000, least=0)}),
    "number_input": _field(
        {"is_decimal_allowed": flag},
        {**_WRITTEN, "initial_value": _number, "min_value": _number, "max_value": _number},
        _number_range,
    ),
    "rich_text_input": RICH_TEXT_INPUT,
    "file_input": _field({}, {"filetypes": items(string(255), 100), "max_files": integer(1, 10)}),
}

ACCESSORIES: Mapping[str, Rule] = {
    "button": BUTTON,
    "image": IMAGE,
    "overflow": OVERFLOW,
    **SELECTS,
    **MULTI_SELECTS,
    **TICKS,
    **PICKERS,
}
ACTIONS: Mapping[str, Rule] = {
    "button": BUTTON,
    "overflow": OVERFLOW,
    "rich_text_input": RICH_TEXT_INPUT,
    **SELECTS,
    **MULTI_SELECTS,
    **TICKS,
    **PICKERS,
}
INPUTS: Mapping[str, Rule] = {**WRITING, **SELECTS, **MULTI_SELECTS, **TICKS, **PICKERS}

_FEEDBACK = shape({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)})
CONTEXT_ACTIONS: Mapping[str, Rule] = {
    "feedback_buttons": typed({"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, {"action_id": _ID}),
    "icon_button": typed(
        {"icon": choice("trash"), "text": plain(75)},
        {
            "action_id": _ID,
            "value": string(2000),
            "confirm": _CONFIRM,
            "accessibility_label": string(75),
            "visible_to_user_ids": items(_ID, 100),
        },
    ),
}
