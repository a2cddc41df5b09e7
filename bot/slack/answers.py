"""What comes back from a dialog: which one it was, and what was answered in it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.slack.buttons import PREFIX
from bot.slack.dialogs import VERSION
from bot.slack.inputs import field_of
from bot.slack.options import chosen
from bot.slack.text import with_emoji
from journeybot.forms import Answers, Value

State = Mapping[str, Any]


class StaleDialog(Exception):
    """A dialog that is not ours, or was opened by another version of journeybot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a dialog remembers of how it came to be."""

    form: str
    workshop: str
    subject: str
    seen: dict[str, str] = field(default_factory=dict)
    channel: str = ""
    at_home: bool = False


def about_view(view: Mapping[str, Any]) -> Asked:
    """Which dialog this view is. Raises StaleDialog if that cannot be told for sure: nothing in it is trusted."""
    callback = view.get("callback_id")
    if not isinstance(callback, str) or not callback.removeprefix(PREFIX) or not callback.startswith(PREFIX):
        raise StaleDialog("not a dialog of ours")
    try:
        told = json.loads(view["private_metadata"])
        version, seen = told["v"], told["seen"]
        texts = {name: told[name] for name in ("workshop", "subject", "channel")}
    except (KeyError, RecursionError, TypeError, ValueError) as error:
        raise StaleDialog("a dialog that remembers nothing readable") from error
    if version != VERSION or not isinstance(seen, dict) or not _all_text([*texts.values(), *seen.values()]):
        raise StaleDialog("a dialog of another version")
    return Asked(form=callback.removeprefix(PREFIX), seen=seen, at_home=told.get("home") is True, **texts)


def answers_of(view: Mapping[str, Any]) -> Answers:
    """What each input holds, by the name of its field; None where nothing was given. Elements of unknown kinds are left
    out."""
    values = _mapping(_mapping(view.get("state")).get("values"))
    return {
        field_of(block_id): _READERS[state["type"]](state)
        for block_id, elements in values.items()
        for state in _mapping(elements).values()
        if _mapping(state).get("type") in _READERS
    }


def _text(state: State) -> Value:
    value = state.get("value")
    return with_emoji(value) if isinstance(value, str) and value else None


def _written(key: str) -> Callable[[State], Value]:
    def read(state: State) -> Value:
        value = state.get(key)
        return value if isinstance(value, str) and value else None

    return read


def _choice(state: State) -> Value:
    value = _mapping(state.get("selected_option")).get("value")
    return chosen(value) if isinstance(value, str) else None


def _choices(state: State) -> Value:
    values = (_mapping(option).get("value") for option in _listed(state.get("selected_options")))
    return tuple(chosen(value) for value in values if isinstance(value, str))


def _people(state: State) -> Value:
    return tuple(person for person in _listed(state.get("selected_users")) if isinstance(person, str))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _all_text(values: list[object]) -> bool:
    return all(isinstance(value, str) for value in values)


_READERS: dict[str, Callable[[State], Value]] = {
    "plain_text_input": _text,
    "number_input": _written("value"),
    "datepicker": _written("selected_date"),
    "users_select": _written("selected_user"),
    "multi_users_select": _people,
    "conversations_select": _written("selected_conversation"),
    "static_select": _choice,
    "radio_buttons": _choice,
    "multi_static_select": _choices,
    "checkboxes": _choices,
}
