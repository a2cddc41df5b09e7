"""Slack's markup back into plain text: what a person typed in a message or command, as they meant it."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import ModuleType

_ENTITY = {"amp": "&", "lt": "<", "gt": ">"}
_SHORTCODE = r":(?P<code>[a-z0-9][a-z0-9_+-]*|[+-]1):(?::skin-tone-(?P<tone>[2-6]):)?"
_MARK = re.compile(
    rf"""<(?P<kind>[@#!])(?P<id>[^<>|]+)(?:\|(?P<name>[^<>]*))?>         # a person, channel or group
      | <(?P<address>[a-z][a-z0-9+.-]*:[^<>|\s]+)(?:\|(?P<label>[^<>]*))?> # a link
      | &(?P<entity>amp|lt|gt);
      | {_SHORTCODE}""",
    re.VERBOSE,
)
_EMOJI = re.compile(_SHORTCODE)
_GROUPED = re.compile(r"subteam\^(?P<id>\w+)")
_FLAG = re.compile(r"flag-([a-z]{2})")
_FIRST_TONE = 0x1F3FB


def plain(text: str, names: Mapping[str, str] | None = None) -> str:
    """Text of a message or command, without Slack's markup: references become names, links become what they say and
    where they lead, entities and emoji become characters. `names` maps ids of people, channels and groups to names.

    Each mark is read once, so `&amp;lt;` is `&lt;` and nothing that comes out is read as markup again.
    """
    known = names or {}
    return _MARK.sub(lambda mark: _read(mark, known), text)


def mentioned(text: str) -> list[str]:
    """The ids of the people that a command or message mentions, in order."""
    return [mark["id"] for mark in _MARK.finditer(text) if mark["kind"] == "@"]


def channels_in(text: str) -> list[str]:
    """The ids of the channels that a command or message mentions, in order."""
    return [mark["id"] for mark in _MARK.finditer(text) if mark["kind"] == "#"]


def with_emoji(text: str) -> str:
    """Text of an input, where nothing but emoji is encoded: `:tada:` becomes 🎉, unknown names stay."""
    return _EMOJI.sub(lambda mark: _emoji(mark["code"], mark["tone"]) or mark[0], text)


def _read(mark: re.Match[str], names: Mapping[str, str]) -> str:
    if mark["kind"]:
        return _reference(mark["kind"], mark["id"], mark["name"] or "", names=names)
    if mark["address"]:
        return _link(_decoded(mark["address"]), _decoded(mark["label"] or ""))
    if mark["entity"]:
        return _ENTITY[mark["entity"]]
    return _emoji(mark["code"], mark["tone"]) or mark[0]


def _reference(kind: str, key: str, name: str, *, names: Mapping[str, str]) -> str:
    if kind != "!":
        return kind + (names.get(key) or _decoded(name).removeprefix(kind) or key)
    group = _GROUPED.fullmatch(key)
    if group:
        return "@" + (names.get(group["id"]) or _decoded(name).removeprefix("@") or group["id"])
    if key.startswith("date^"):
        return _decoded(name or key.split("^")[1])
    return f"@{key}"


def _link(address: str, label: str) -> str:
    bare = re.sub(r"^(https?://|mailto:|tel:)", "", address)
    if label.rstrip("/") in {bare.rstrip("/"), ""}:
        return label or re.sub(r"^(mailto|tel):", "", address)
    return label if label == address else f"{label} ({address})"


def _decoded(text: str) -> str:
    return re.sub(r"&(amp|lt|gt);", lambda found: _ENTITY[found[1]], text)


def _known() -> ModuleType:
    """Every emoji there is: 3 MB that only somebody who sends one needs."""
    import emoji  # noqa: PLC0415

    return emoji


@cache
def _emoji(code: str, tone: str | None) -> str:
    """The emoji of that name, or nothing."""
    found = _own_names().get(code) or _flag(code) or _named(code)
    if not found or not tone:
        return found
    toned = found[0] + chr(_FIRST_TONE + int(tone) - 2) + found[1:].removeprefix("\ufe0f")
    return toned if _known().is_emoji(toned) else found


@cache
def _own_names() -> dict[str, str]:
    """Emoji that only Slack calls so; the library knows the others. Source: `short_names` of emoji-datasource 16, from
    which Slack takes its names."""
    names: dict[str, str] = json.loads(files("bot.slack").joinpath("emoji_names.json").read_text(encoding="utf-8"))
    return names


def _flag(code: str) -> str:
    country = _FLAG.fullmatch(code)
    flag = "".join(chr(0x1F1E6 + ord(letter) - ord("a")) for letter in country[1]) if country else ""
    return flag if _known().is_emoji(flag) else ""


def _named(code: str) -> str:
    snake = code.replace("-", "_")
    for name in (code, snake, re.sub("^female_", "woman_", snake), re.sub("^male_", "man_", snake)):
        found: str = _known().emojize(f":{name}:", language="alias")
        if _known().is_emoji(found):
            return found
    return ""
