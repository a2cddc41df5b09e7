"""The choices of a field as Slack's options: none is ever lost, however many there are."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from slack_sdk.models.blocks import Option as SlackOption
from slack_sdk.models.blocks import OptionGroup

from bot.slack.fitting import shorten
from bot.slack.limits import Most, length
from bot.slack.parts import plain_text
from journeybot.forms import Field, Option

NOTHING = "~"
"""Stands for the empty value, which Slack refuses; `chosen` turns it back."""

Choices = dict[str, Any]
"""`options` or `option_groups`, ready to be given to an element."""


def offered(options: Sequence[Option]) -> tuple[Option, ...]:
    """The options as Slack can offer them: each value once, and headings within the labels if there are too many."""
    first: dict[str, Option] = {}
    for one in options:
        first.setdefault(one.value, one)
    once = tuple(first.values())
    if len(list(_grouped(once))) <= Most.OPTION_GROUPS:
        return once
    return tuple(Option(one.value, f"{one.group}: {one.label}" if one.group else one.label) for one in once)


def headed(options: Sequence[Option], other: str) -> tuple[Option, ...]:
    """The options, those without a heading under `other` where some have one: Slack has no groups without a name."""
    if len({bool(one.group) for one in options}) < 2:
        return tuple(options)
    return tuple(one if one.group else replace(one, group=other) for one in options)


def option(one: Option) -> SlackOption:
    """One choice. Raises ValueError if its value is longer than the 150 characters that Slack takes."""
    value = one.value or NOTHING
    if length(value) > Most.OPTION_VALUE:
        raise ValueError(f"the option {shorten(one.value, 40)} has a value of {length(value)} characters")
    return SlackOption(text=plain_text(one.label or one.value, Most.OPTION), value=value)


def choices(options: Sequence[Option]) -> Choices:
    """Offered options of a select: one list or, if they have headings or are more than 100, groups of at most 100."""
    if len(options) <= Most.OPTIONS and not any(one.group for one in options):
        return {"options": [option(one) for one in options]}
    return {"option_groups": [_group(heading, members) for heading, members in _grouped(options)]}


def initial(field: Field, options: Sequence[Option]) -> list[SlackOption]:
    """The choices made before that are still offered, exactly as they are offered; Slack refuses any other."""
    before = field.initial if isinstance(field.initial, tuple) else (field.initial,)
    return [option(one) for one in options if one.value in before]


def chosen(value: str) -> str:
    """The value of an option as the workshop knows it."""
    return "" if value == NOTHING else value


def _grouped(options: Sequence[Option]) -> Iterator[tuple[str, Sequence[Option]]]:
    """Headings in the order in which they first come up; a long group goes on under a heading that says where it is."""
    for heading in dict.fromkeys(option.group for option in options):
        members = [option for option in options if option.group == heading]
        for start in range(0, len(members), Most.OPTIONS):
            part = members[start : start + Most.OPTIONS]
            yield _heading(heading, part, whole=len(part) == len(members)), part


def _heading(group: str, part: Sequence[Option], *, whole: bool) -> str:
    if whole:
        return group
    span = f"{shorten(part[0].label, 25)} – {shorten(part[-1].label, 25)}"
    return f"{shorten(group, 20)}: {span}" if group else span


def _group(heading: str, members: Sequence[Option]) -> OptionGroup:
    return OptionGroup(label=plain_text(heading, Most.OPTION), options=[option(one) for one in members])
