"""Fills in what an app may leave out of its blocks, as Slack does before it hands them back."""

import copy
from typing import Any

from bot.sandbox import Json
from bot.sandbox.ids import short_id
from bot.sandbox.inputs import KINDS

_PRESSED = {"button", "overflow", "workflow_button", *KINDS}


def filled_in(view: Json) -> Json:
    """A copy of a view with its blocks and texts filled in."""
    copied = copy.deepcopy(view)
    copied["blocks"] = blocks_filled_in(copied["blocks"])
    for key in ("title", "submit", "close"):
        _fill(copied.get(key))
    return copied


def blocks_filled_in(blocks: list[Json]) -> list[Json]:
    """A copy of blocks with ids for every block and element, and the defaults of texts and inputs."""
    copied = copy.deepcopy(blocks)
    for block in copied:
        block.setdefault("block_id", short_id())
        if block["type"] == "input":
            block.setdefault("optional", False)
            block.setdefault("dispatch_action", False)
        _fill(block)
    return copied


def _fill(value: Any) -> None:
    if isinstance(value, list):
        for one in value:
            _fill(one)
    elif isinstance(value, dict):
        if value.get("type") == "plain_text":
            value.setdefault("emoji", True)
        elif value.get("type") == "mrkdwn":
            value.setdefault("verbatim", False)
        elif value.get("type") in _PRESSED:
            value.setdefault("action_id", short_id())
        for one in value.values():
            _fill(one)
