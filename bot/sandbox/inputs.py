"""What stands in a dialog's inputs: their first state, what a person puts in, and what Slack's client checks itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.sandbox import Json

Choice = Literal["text", "option", "id", "moment", "rich", "file"]


@dataclass(frozen=True)
class Kind:
    """Where an element keeps its value in `state.values`, which key of the element gives the first one, and of what."""

    field: str
    initial: str
    of: Choice
    many: bool = False


_CONVERSATION = Kind("selected_conversation", "initial_conversation", "id")
_CONVERSATIONS = Kind("selected_conversations", "initial_conversations", "id", many=True)

KINDS = {
    "plain_text_input": Kind("value", "initial_value", "text"),
    "email_text_input": Kind("value", "initial_value", "text"),
    "url_text_input": Kind("value", "initial_value", "text"),
    "number_input": Kind("value", "initial_value", "text"),
    "rich_text_input": Kind("rich_text_value", "initial_value", "rich"),
    "static_select": Kind("selected_option", "initial_option", "option"),
    "radio_buttons": Kind("selected_option", "initial_option", "option"),
    "multi_static_select": Kind("selected_options", "initial_options", "option", many=True),
    "checkboxes": Kind("selected_options", "initial_options", "option", many=True),
    "users_select": Kind("selected_user", "initial_user", "id"),
    "multi_users_select": Kind("selected_users", "initial_users", "id", many=True),
    "conversations_select": _CONVERSATION,
    "multi_conversations_select": _CONVERSATIONS,
    "channels_select": Kind("selected_channel", "initial_channel", "id"),
    "multi_channels_select": Kind("selected_channels", "initial_channels", "id", many=True),
    "datepicker": Kind("selected_date", "initial_date", "moment"),
    "timepicker": Kind("selected_time", "initial_time", "moment"),
    "datetimepicker": Kind("selected_date_time", "initial_date_time", "moment"),
    "file_input": Kind("files", "", "file", many=True),
}


@dataclass(frozen=True)
class Place:
    """An element and the block that it stands in."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        """The block's id."""
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        """The element's id."""
        return str(self.element["action_id"])

    @property
    def kind(self) -> Kind | None:
        """How it keeps a value; None for buttons and others that keep none."""
        return KINDS.get(self.element["type"])

    @property
    def dispatches(self) -> bool:
        """Whether using it tells the bot at once: always outside input blocks, else only when asked for."""
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))


def places(blocks: list[Json]) -> Iterator[Place]:
    """Every interactive element of these (filled in) blocks."""
    for block in blocks:
        for element in _elements(block):
            if "action_id" in element:
                yield Place(block, element)


def _elements(block: Json) -> list[Json]:
    if block["type"] == "input":
        return [block["element"]]
    if block["type"] == "section":
        return [block["accessory"]] if "accessory" in block else []
    return list(block.get("elements", [])) if block["type"] in ("actions", "context_actions") else []


def options_of(element: Json) -> list[Json]:
    """All options on offer, those in groups included."""
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    return list(element.get("options", [])) + grouped


def first_state(element: Json) -> Json:
    """The element's entry of `state.values` before anybody touched it."""
    kind = KINDS[element["type"]]
    value = element.get(kind.initial) if kind.initial else None
    return _entry(element, [] if value is None and kind.many else value)


def state_of(element: Json, value: Any) -> Json:
    """The element's entry after a person put in `value`: a text, the value of an option, an id, or a list of those.

    Raises ValueError with a sentence when the element has no such choice.
    """
    kind = KINDS[element["type"]]
    if kind.many:
        given = value if isinstance(value, list) else [value]
        return _entry(element, [_chosen(element, kind, one) for one in given if one not in (None, "")])
    if isinstance(value, list):
        value = value[0] if value else None
    return _entry(element, None if value in (None, "") else _chosen(element, kind, value))


def is_empty(element: Json, state: Json) -> bool:
    """Whether the element holds nothing."""
    return state.get(KINDS[element["type"]].field) in (None, "", [])


def values(found: Iterable[Place], touched: Mapping[tuple[str, str], Json]) -> Json:
    """`state.values` of these elements; `touched` is what a person put in, by block_id and action_id."""
    state: dict[str, Json] = {}
    for place in found:
        if place.kind:
            held = touched.get((place.block_id, place.action_id)) or first_state(place.element)
            state.setdefault(place.block_id, {})[place.action_id] = held
    return state


def still_fits(element: Json, state: Json) -> bool:
    """Whether this element could hold a state that an element with its name held before."""
    if state["type"] != element["type"]:
        return False
    kind = KINDS[element["type"]]
    if kind.of != "option":
        return True
    held = state[kind.field] if kind.many else [state[kind.field]]
    offered = [option["value"] for option in options_of(element)]
    return all(option is None or option["value"] in offered for option in held)


def _entry(element: Json, value: Any) -> Json:
    entry = {"type": element["type"], KINDS[element["type"]].field: value}
    if element["type"] == "timepicker" and "timezone" in element:
        entry["timezone"] = element["timezone"]
    return entry


def _chosen(element: Json, kind: Kind, value: Any) -> Any:
    if kind.of == "option":
        return _option(element, str(value))
    if kind.of == "rich":
        return _rich_text(str(value))
    if kind.of == "file":
        if not isinstance(value, dict) or "url_private" not in value:
            raise ValueError("A file is put into a dialog as {name, data}, its bytes in Base64.")
        return value
    if element["type"] == "datetimepicker":
        return int(value)
    return str(value).replace("\x00", "").replace("\r\n", "\n")


def _option(element: Json, value: str) -> Json:
    for option in options_of(element):
        if option["value"] == value:
            return option
    offered = ", ".join(option["value"] for option in options_of(element))
    raise ValueError(f"There is no choice {value!r} here. On offer: {offered}.")


def _rich_text(text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}
