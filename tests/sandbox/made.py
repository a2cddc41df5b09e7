"""Blocks, elements and views that Slack accepts, to be bent by tests."""

from typing import Any

from bot.sandbox import Json


def words(text: str = "words") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "words") -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "words", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(label: str = "Press", action_id: str = "press", **more: Any) -> Json:
    return {"type": "button", "text": words(label), "action_id": action_id, **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def option(value: str = "a", text: str | None = None, **more: Any) -> Json:
    return {"text": words(value.upper() if text is None else text), "value": value, **more}


def select(*values: str, kind: str = "static_select", **more: Any) -> Json:
    return {"type": kind, "action_id": "chosen", "options": [option(value) for value in values or "ab"], **more}


def written(action_id: str = "text", **more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": action_id, **more}


def asked(block_id: str, label: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": block_id, "label": words(label), "element": element, **more}


def dialog(*blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "dialog",
        "title": words("A dialog"),
        "submit": words("Send"),
        "blocks": list(blocks),
        **more,
    }


def without(value: Json, *keys: str) -> Json:
    return {key: one for key, one in value.items() if key not in keys}
