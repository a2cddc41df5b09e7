"""One look at a person's screen: finding messages, buttons and fields on it, or saying what was there instead."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.sandbox import Json
from bot.sandbox.reading import Names, buttons, described, label_of, of_blocks, of_message


class Seen:
    """What `/sandbox/screen` told, and how people and channels are called. What is missing raises AssertionError."""

    def __init__(self, screen: Json, names: Names) -> None:
        self.screen = screen
        self.names = names

    def __str__(self) -> str:
        """The whole screen in a few lines."""
        return described(self.screen, self.names)

    def words(self, message: Json) -> str:
        """What a message says."""
        return of_message(message, self.names)

    def messages(self) -> list[Json]:
        """Every message in the channel and its threads, oldest first."""
        threads = [one for replies in self.screen["threads"].values() for one in replies]
        unique = {one["ts"]: one for one in [*self.screen["messages"], *threads]}
        return [unique[ts] for ts in sorted(unique)]

    def message_with(self, words: str) -> Json:
        """The newest message with these words in it."""
        for message in reversed(self.messages()):
            if words in self.words(message):
                return message
        raise AssertionError(f"No message has {words!r} in it. On the screen:\n{self}")

    def dialog(self) -> Json:
        """The open dialog."""
        modal: Json | None = self.screen["modal"]
        if modal is None:
            raise AssertionError(f"No dialog is open. On the screen:\n{self}")
        return modal

    def texts(self) -> Iterator[str]:
        """Everything to read: messages, replies, warnings, the dialog and its errors."""
        yield from (self.words(one) for one in self.messages())
        yield from (one["text"] for one in self.screen["notices"])
        modal = self.screen["modal"]
        if modal:
            yield from of_blocks([{"type": "header", "text": modal["title"]}, *modal["blocks"]], self.names)
            yield from modal["errors"].values()

    def home_texts(self) -> list[str]:
        """The words of the Home tab."""
        home = self.screen["home"]
        return list(of_blocks(home["blocks"], self.names)) if home else []

    def button(self, wanted: str, *, on: str, at_home: bool) -> tuple[Json, Json, Json]:
        """Where it is, its block and the element: by label, action_id or the text beside it."""
        for surface in self._surfaces(on, at_home=at_home):
            for block, element in buttons(surface["blocks"]):
                if wanted in (label_of(element), element["action_id"], label_beside(block)):
                    return surface, block, element
        raise AssertionError(f"There is no {wanted!r} to press. On the screen:\n{self}")

    def field(self, wanted: str) -> Json:
        """The dialog's block with this block_id, label or action_id."""
        fields: list[Json] = [block for block in self.dialog()["blocks"] if element_of(block)]
        for block in fields:
            if wanted == block["block_id"]:
                return block
        for block in fields:
            if wanted in (label_beside(block), element_of(block).get("action_id")):
                return block
        raise AssertionError(f"The dialog has no field {wanted!r}. On the screen:\n{self}")

    def _surfaces(self, on: str, *, at_home: bool) -> list[Json]:
        """Where to look for a button, most likely place first."""
        if self.screen["modal"]:
            return [self.screen["modal"]]
        if at_home:
            return [self.screen["home"]] if self.screen["home"] else []
        return [one for one in reversed(self.messages()) if on in self.words(one)]


def label_beside(block: Json) -> str:
    """What stands above or beside an element."""
    text = block.get("label") or block.get("text") or {}
    return str(text.get("text", "")) if isinstance(text, dict) else ""


def element_of(block: Json) -> Json:
    """The one element of an input or section; empty without one."""
    element: Json = block.get("element") or block.get("accessory") or {}
    return element


def container(surface: Json) -> Json:
    """How the control interface names a message, dialog or Home tab."""
    if "ts" in surface:
        return {"type": "message", "ts": surface["ts"]}
    return {"type": "home"} if surface["type"] == "home" else {"type": "view", "view_id": surface["id"]}


def picked(element: Json, value: Any, people: Mapping[str, str]) -> Any:
    """A value as the control interface wants it: choices by their value, people (and channels) by their id."""
    if isinstance(value, (list, tuple)):
        return [picked(element, one, people) for one in value]
    if element["type"].endswith(("users_select", "channels_select", "conversations_select")):
        return people.get(value, value)
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    for option in [*element.get("options", []), *grouped]:
        if value == option["text"]["text"]:
            return option["value"]
    return str(value) if isinstance(value, (int, float)) else value
