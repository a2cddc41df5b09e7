"""What Slack's client refuses in a dialog before the bot hears of it, each in one sentence beside the field."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from bot.sandbox import Json
from bot.sandbox.inputs import Place, is_empty

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def complaint(place: Place, state: Json) -> str | None:
    """Why this field cannot be sent as it is; None when it can."""
    if is_empty(place.element, state):
        required = place.block["type"] == "input" and not place.block.get("optional")
        return "Please fill in this field." if required else None
    check = _CHECKS.get(place.element["type"])
    return check(place.element, state) if check else None


def _text(element: Json, state: Json) -> str | None:
    length, least, most = len(state["value"]), element.get("min_length", 0), element.get("max_length", 3000)
    if length < least:
        return f"Please write at least {least} characters."
    return f"Please write at most {most} characters; these are {length}." if length > most else None


def _number(element: Json, state: Json) -> str | None:
    try:
        number = Decimal(state["value"])
    except InvalidOperation:
        return "Please enter a number."
    if not number.is_finite():
        return "Please enter a number."
    if not element["is_decimal_allowed"] and number != number.to_integral_value():
        return "Please enter a whole number."
    if "min_value" in element and number < Decimal(element["min_value"]):
        return f"Please enter {element['min_value']} or more."
    if "max_value" in element and number > Decimal(element["max_value"]):
        return f"Please enter {element['max_value']} or less."
    return None


def _email(_element: Json, state: Json) -> str | None:
    return None if _EMAIL.fullmatch(state["value"]) else "Please enter an e-mail address."


def _url(_element: Json, state: Json) -> str | None:
    return None if _URL.fullmatch(state["value"]) else "Please enter a link that begins with http:// or https://."


def _date(_element: Json, state: Json) -> str | None:
    try:
        date.fromisoformat(state["selected_date"])
    except ValueError:
        return "Please choose a day, written as 2026-12-31."
    return None


def _time(_element: Json, state: Json) -> str | None:
    return None if _TIME.fullmatch(state["selected_time"]) else "Please choose a time, written as 09:30."


def _at_most(field: str) -> Callable[[Json, Json], str | None]:
    def check(element: Json, state: Json) -> str | None:
        most = element.get("max_selected_items")
        return f"Please choose at most {most}." if most is not None and len(state[field]) > most else None

    return check


def _files(element: Json, state: Json) -> str | None:
    most, kinds = element.get("max_files", 10), list(element.get("filetypes", ()))
    if len(state["files"]) > most:
        return f"Please choose at most {most}."
    wrong = kinds and [one["name"] for one in state["files"] if one["filetype"] not in kinds]
    return f"{wrong[0]} cannot be taken here; choose {', '.join(kinds)}." if wrong else None


_CHECKS: dict[str, Callable[[Json, Json], str | None]] = {
    "plain_text_input": _text,
    "number_input": _number,
    "email_text_input": _email,
    "url_text_input": _url,
    "datepicker": _date,
    "timepicker": _time,
    "file_input": _files,
    "multi_static_select": _at_most("selected_options"),
    "multi_users_select": _at_most("selected_users"),
    "multi_conversations_select": _at_most("selected_conversations"),
    "multi_channels_select": _at_most("selected_channels"),
}
