"""What Slack sends back of a dialog in which nobody changed anything: every input holds what it began with."""

from typing import Any

STATES: dict[str, tuple[str, str, object]] = {
    "plain_text_input": ("initial_value", "value", None),
    "number_input": ("initial_value", "value", None),
    "datepicker": ("initial_date", "selected_date", None),
    "users_select": ("initial_user", "selected_user", None),
    "conversations_select": ("initial_conversation", "selected_conversation", None),
    "multi_users_select": ("initial_users", "selected_users", []),
    "static_select": ("initial_option", "selected_option", None),
    "radio_buttons": ("initial_option", "selected_option", None),
    "multi_static_select": ("initial_options", "selected_options", []),
    "checkboxes": ("initial_options", "selected_options", []),
    "file_input": ("initial_files", "files", []),
}


def sent_back(view: dict[str, Any]) -> dict[str, Any]:
    """The view of a view_submission payload."""
    values = {
        block["block_id"]: {block["element"]["action_id"]: _state(block["element"])}
        for block in view["blocks"]
        if block["type"] == "input"
    }
    return {**view, "id": "V1", "hash": "1.a", "state": {"values": values}}


def _state(element: dict[str, Any]) -> dict[str, Any]:
    initial, selected, nothing = STATES[element["type"]]
    return {"type": element["type"], selected: element.get(initial, nothing)}
