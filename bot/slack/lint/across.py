"""Rules that concern more than one part of a payload, or every part of it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.slack.limits import Most, length
from bot.slack.lint.breaches import Breach, pointer, walk

NOT_ON: dict[str, set[str]] = {
    "message": {"file_input"},
    "modal": {"markdown", "table"},
    "home": {"markdown", "table", "file_input"},
}
"""Kinds of blocks and elements that a surface does not show."""

OURS_ALONE = {"localhost", "127.0.0.1", "::1", ""}

Payload = Mapping[str, Any]


def across(payload: Payload, surface: str) -> Iterator[Breach]:
    """Every breach of these rules; the payload may have any shape."""
    yield from _values(payload)
    yield from _placed(payload, surface)
    yield from _ids(payload)
    yield from _once(payload)
    yield from _sizes(payload, surface)


def _values(payload: Payload) -> Iterator[Breach]:
    for path, value in walk(payload):
        if value is None:
            yield Breach(pointer(*path), "null; leave the key out")
        if isinstance(value, str) and any("\ud800" <= character <= "\udfff" for character in value):
            yield Breach(pointer(*path), "half a character, which cannot be sent")
        if path and path[-1] == "image_url" and isinstance(value, str) and _only_here(value):
            yield Breach(pointer(*path), "not an address that Slack's servers can reach")


def _only_here(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return True
    return parts.scheme not in {"http", "https"} or (parts.hostname or "") in OURS_ALONE


def _placed(payload: Payload, surface: str) -> Iterator[Breach]:
    for path, part in walk(payload):
        if isinstance(part, Mapping) and part.get("type") in NOT_ON[surface]:
            yield Breach(pointer(*path), f"a {surface} shows no {part['type']}")


def _ids(payload: Payload) -> Iterator[Breach]:
    """A block_id once in the payload, an action_id once in its block."""
    blocks = list(_blocks(payload))
    yield from _twice("block_id", [(path, block) for path, block in blocks if "block_id" in block])
    for path, block in blocks:
        inside = [(at, part) for at, part in walk(block, *path) if isinstance(part, Mapping) and "action_id" in part]
        yield from _twice("action_id", inside)


def _twice(key: str, parts: list[tuple[tuple[str | int, ...], Mapping[str, Any]]]) -> Iterator[Breach]:
    seen: set[str] = set()
    for path, part in parts:
        name = str(part[key])
        if name in seen:
            yield Breach(pointer(*path, key), f"the {key} {name} is taken")
        seen.add(name)


def _once(payload: Payload) -> Iterator[Breach]:
    focused = [path for path, value in walk(payload) if path and path[-1] == "focus_on_load" and value is True]
    for path in focused[1:]:
        yield Breach(pointer(*path), "something else has the focus already")
    kinds = Counter(block.get("type") for _, block in _blocks(payload))
    if kinds["table"] > 1:
        yield Breach("/blocks", "more than one table")


def _sizes(payload: Payload, surface: str) -> Iterator[Breach]:
    markdown = sum(length(str(block.get("text"))) for _, block in _blocks(payload) if block.get("type") == "markdown")
    if markdown > Most.MARKDOWN:
        yield Breach("/blocks", f"{markdown} characters of Markdown; Slack takes {int(Most.MARKDOWN)} in all")
    if surface != "message":
        size = len(json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace"))
        if size > Most.VIEW_BYTES:
            yield Breach("", f"{size} bytes; Slack takes {int(Most.VIEW_BYTES)}")


def _blocks(payload: Payload) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
    blocks = payload.get("blocks")
    for number, block in enumerate(blocks if isinstance(blocks, list) else ()):
        if isinstance(block, Mapping):
            yield ("blocks", number), block
