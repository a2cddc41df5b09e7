"""A small language for the shapes that Slack accepts: each rule yields the complaints Slack would answer with."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.sandbox import Json

Complaints = Iterator[str]
Rule = Callable[[Any, str], Complaints]
"""A rule takes a value and the JSON pointer to it."""


def complaint(text: str, at: str) -> str:
    """One complaint as Slack writes it into `response_metadata.messages`."""
    return f"[ERROR] {text} [json-pointer:{at}]"


def string(most: int, *, least: int = 1, pattern: str | None = None) -> Rule:
    """A text of `least` to `most` characters, matching `pattern` as a whole."""

    def rule(value: Any, at: str) -> Complaints:
        if not isinstance(value, str):
            yield complaint("must provide a string", at)
        elif len(value) < least:
            yield complaint(f"must be more than {least - 1} characters", at)
        elif len(value) > most:
            yield complaint(f"must be less than {most + 1} characters", at)
        elif pattern and not re.fullmatch(pattern, value):
            yield complaint(f"must match pattern {pattern}", at)

    return rule


def integer(least: int, most: int) -> Rule:
    """A whole number between two others."""

    def rule(value: Any, at: str) -> Complaints:
        if not isinstance(value, int) or isinstance(value, bool):
            yield complaint("must provide a number", at)
        elif not least <= value <= most:
            yield complaint(f"must be between {least} and {most}", at)

    return rule


def flag(value: Any, at: str) -> Complaints:
    """True or false."""
    if not isinstance(value, bool):
        yield complaint("must provide a boolean", at)


def choice(*values: str) -> Rule:
    """One of a few words."""

    def rule(value: Any, at: str) -> Complaints:
        if value not in values:
            yield complaint(f"must be a valid enum value: {', '.join(values)}", at)

    return rule


def items(rule: Rule, most: int, *, least: int = 1) -> Rule:
    """A list of `least` to `most` things of one kind."""

    def listed(value: Any, at: str) -> Complaints:
        if not isinstance(value, list):
            yield complaint("must provide an array", at)
            return
        if len(value) < least:
            yield complaint(f"no less than {least} items allowed", at)
        if len(value) > most:
            yield complaint(f"no more than {most} items allowed", at)
        for number, one in enumerate(value):
            yield from rule(one, f"{at}/{number}")

    return listed


def shape(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None, *also: Rule) -> Rule:
    """An object with these keys and no others; the rules in `also` look at it as a whole, once its parts are right."""
    known = {**required, **(optional or {})}

    def rule(value: Any, at: str) -> Complaints:
        if not isinstance(value, dict):
            yield complaint("must provide an object", at)
            return
        found = list(_parts(value, at))
        yield from found
        if not found:
            for whole in also:
                yield from whole(value, at)

    def _parts(value: Json, at: str) -> Complaints:
        for key in required:
            if key not in value:
                yield complaint(f"missing required field: {key}", at)
        for key, part in value.items():
            if key in known:
                yield from known[key](part, f"{at}/{key}")
            else:
                yield complaint(f"invalid additional property: {key}", at)

    return rule


def by_type(rules: Mapping[str, Rule]) -> Rule:
    """An object whose `type` says which of these rules it follows."""

    def rule(value: Any, at: str) -> Complaints:
        if not isinstance(value, dict):
            yield complaint("must provide an object", at)
        elif "type" not in value:
            yield complaint("missing required field: type", at)
        elif not isinstance(value["type"], str) or value["type"] not in rules:
            yield complaint(f"unsupported type: {value['type']}", f"{at}/type")
        else:
            yield from rules[value["type"]](value, at)

    return rule


def typed(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None, *also: Rule) -> Rule:
    """A `shape` that also carries a `type`, which `by_type` has looked at already."""
    return shape({"type": string(255), **required}, optional, *also)


def exactly_one(*keys: str) -> Rule:
    """Of these keys, one and only one is there."""

    def rule(value: Any, at: str) -> Complaints:
        if sum(key in value for key in keys) != 1:
            yield complaint(f"must have exactly one of: {', '.join(keys)}", at)

    return rule


def plain(most: int) -> Rule:
    """A plain_text object."""
    return by_type({"plain_text": typed({"text": string(most)}, {"emoji": flag})})


def text(most: int) -> Rule:
    """A text object of either kind."""
    mrkdwn = typed({"text": string(most)}, {"verbatim": flag})
    return by_type({"plain_text": typed({"text": string(most)}, {"emoji": flag}), "mrkdwn": mrkdwn})
