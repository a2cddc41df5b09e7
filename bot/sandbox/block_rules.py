"""Slack's limits for finished blocks and views: a list of complaints as Slack words them, empty when it would accept.

Source: docs.slack.dev, blocks and surfaces/modals. Native charts, cards and AI blocks are not drawn here, so they are
refused as unsupported.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from bot.sandbox import Json
from bot.sandbox.element_rules import (
    ACCESSORIES,
    ACTIONS,
    CONTEXT_ACTIONS,
    IMAGE,
    IMAGE_FIELDS,
    INPUTS,
)
from bot.sandbox.rich_text_rules import RICH_TEXT
from bot.sandbox.shapes import (
    Complaints,
    Rule,
    by_type,
    choice,
    complaint,
    exactly_one,
    flag,
    items,
    plain,
    shape,
    string,
    text,
    typed,
)

Surface = Literal["message", "modal", "home"]
MOST_BLOCKS: Mapping[Surface, int] = {"message": 50, "modal": 100, "home": 100}
MOST_VIEW_BYTES = 250 * 1024
MOST_MARKDOWN = 12_000
MOST_TABLE_TEXT = 10_000

_ID: Mapping[str, Rule] = {"block_id": string(255)}


def _text_or_fields(block: Any, at: str) -> Complaints:
    if "text" not in block and "fields" not in block:
        yield complaint("missing required field: text or fields", at)


_CELL = by_type({"raw_text": typed({"text": string(10_000)}), "rich_text": RICH_TEXT})
_COLUMN = shape({}, {"align": choice("left", "center", "right"), "is_wrapped": flag})
_CONTEXT = {"image": IMAGE, "plain_text": text(3000), "mrkdwn": text(3000)}

_BLOCKS: Mapping[str, Rule] = {
    "section": typed(
        {},
        {
            **_ID,
            "text": text(3000),
            "fields": items(text(2000), 10),
            "accessory": by_type(ACCESSORIES),
            "expand": flag,
        },
        _text_or_fields,
    ),
    "header": typed({"text": plain(150)}, _ID),
    "divider": typed({}, _ID),
    "context": typed({"elements": items(by_type(_CONTEXT), 10)}, _ID),
    "actions": typed({"elements": items(by_type(ACTIONS), 25)}, _ID),
    "context_actions": typed({"elements": items(by_type(CONTEXT_ACTIONS), 5)}, _ID),
    "input": typed(
        {"label": plain(2000), "element": by_type(INPUTS)},
        {**_ID, "hint": plain(2000), "optional": flag, "dispatch_action": flag},
    ),
    "image": typed(
        {"alt_text": string(2000)},
        {**_ID, **IMAGE_FIELDS, "title": plain(2000)},
        exactly_one("image_url", "slack_file"),
    ),
    "rich_text": RICH_TEXT,
    "markdown": typed({"text": string(MOST_MARKDOWN)}, _ID),
    "table": typed({"rows": items(items(_CELL, 20), 100)}, {**_ID, "column_settings": items(_COLUMN, 20)}),
}
_NOT_IN_VIEWS = ("context_actions", "markdown", "table")
_VIEW_BLOCKS = {name: rule for name, rule in _BLOCKS.items() if name not in _NOT_IN_VIEWS}

_KEPT: Mapping[str, Rule] = {
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}
_MODAL = typed(
    {"title": plain(24), "blocks": items(by_type(_VIEW_BLOCKS), MOST_BLOCKS["modal"], least=0)},
    {
        **_KEPT,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
)
_HOME = typed({"blocks": items(by_type(_VIEW_BLOCKS), MOST_BLOCKS["home"], least=0)}, _KEPT)

IsImage = Callable[[Json], bool]


def message_complaints(blocks: Any, *, is_image: IsImage) -> list[str]:
    """What Slack would refuse in a message's blocks; `is_image` says whether a `slack_file` object may be shown."""
    found = list(items(by_type(_BLOCKS), MOST_BLOCKS["message"], least=0)(blocks, "/blocks"))
    if not found:
        found = [*_across(blocks, "/blocks", "message", is_image), *_message_totals(blocks)]
    return found


def view_complaints(view: Any, *, surface: Surface, is_image: IsImage) -> list[str]:
    """What Slack would refuse in a view meant for a modal or the Home tab."""
    found = list(by_type({surface: _MODAL if surface == "modal" else _HOME})(view, "/view"))
    if not found:
        found = list(_across(view["blocks"], "/view/blocks", surface, is_image))
        if surface == "modal" and "submit" not in view and any(one["type"] == "input" for one in view["blocks"]):
            found.append(complaint("missing required field: submit", "/view"))
    return found


def _across(blocks: list[Json], at: str, surface: Surface, is_image: IsImage) -> Complaints:
    """What only shows when all blocks are looked at together."""
    yield from _twice([block.get("block_id") for block in blocks], "block_id", at)
    focused = 0
    for number, block in enumerate(blocks):
        elements = list(elements_of(block))
        yield from _twice([one.get("action_id") for one in elements], "action_id", f"{at}/{number}")
        focused += sum(bool(one.get("focus_on_load")) for one in elements)
        yield from _element_places(block, f"{at}/{number}", surface)
    if focused > 1:
        yield complaint("only one element can have focus_on_load", at)
    for picture, pointer in _pictures(blocks, at):
        if "slack_file" in picture and not is_image(picture["slack_file"]):
            yield complaint("invalid slack file", f"{pointer}/slack_file")


def _element_places(block: Json, at: str, surface: Surface) -> Complaints:
    for element in elements_of(block):
        if element.get("response_url_enabled") and (surface != "modal" or block["type"] != "input"):
            yield complaint("response_url_enabled is only for input blocks in modals", at)
        if element["type"] == "file_input" and surface != "modal":
            yield complaint("unsupported type: file_input", f"{at}/element/type")


def _twice(ids: list[str | None], name: str, at: str) -> Complaints:
    for ident, times in Counter(one for one in ids if one is not None).items():
        if times > 1:
            yield complaint(f"`{name}` {ident} already exists", at)


def _message_totals(blocks: list[Json]) -> Complaints:
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > MOST_MARKDOWN:
        yield complaint(f"markdown blocks must be less than {MOST_MARKDOWN + 1} characters together", "/blocks")
    tables = [block for block in blocks if block["type"] == "table"]
    if len(tables) > 1:
        yield complaint("only_one_table_allowed", "/blocks")
    if any(sum(map(_letters, table["rows"])) > MOST_TABLE_TEXT for table in tables):
        yield complaint(f"table must be less than {MOST_TABLE_TEXT + 1} characters", "/blocks")


def _letters(value: Any) -> int:
    if isinstance(value, list):
        return sum(map(_letters, value))
    if isinstance(value, dict):
        own = value.get("text")
        return (len(own) if isinstance(own, str) else 0) + _letters(value.get("elements", []))
    return 0


def elements_of(block: Json) -> Iterator[Json]:
    """The interactive elements of a block, filled in or not."""
    for candidate in [block.get("accessory"), block.get("element"), *_listed(block)]:
        if isinstance(candidate, dict) and candidate.get("type") != "image":
            yield candidate


def _listed(block: Json) -> list[Json]:
    return list(block["elements"]) if block["type"] in ("actions", "context_actions") else []


def _pictures(blocks: list[Json], at: str) -> Iterator[tuple[Json, str]]:
    for number, block in enumerate(blocks):
        here = f"{at}/{number}"
        if block["type"] == "image":
            yield block, here
        if block.get("accessory", {}).get("type") == "image":
            yield block["accessory"], f"{here}/accessory"
        if block["type"] == "context":
            for place, element in enumerate(block["elements"]):
                if element["type"] == "image":
                    yield element, f"{here}/elements/{place}"
