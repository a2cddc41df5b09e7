"""One field of a form as one input block. Its id stays while the dialog is about one thing, so that Slack keeps what
was typed through an update; it changes when the dialog goes on with the next thing, so that Slack does not."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    CheckboxesElement,
    ConversationFilter,
    ConversationSelectElement,
    DatePickerElement,
    InputBlock,
    InputInteractiveElement,
    NumberInputElement,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticMultiSelectElement,
    StaticSelectElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.blocks.block_elements import FileInputElement

from bot.slack.limits import Most, length
from bot.slack.options import choices, headed, initial, offered, option
from bot.slack.parts import Block, plain_text, small_plain
from bot.slack.words import sentence, word
from journeybot.forms import Field, Kind
from journeybot.prompt_files import ENGLISH

CHOOSING = {Kind.CHOICE, Kind.CHOICES, Kind.SCALE, Kind.TICKS}

ABOUT = "@"
"""Between the name of a field and the key of what the dialog is about, in a block_id."""

_PERSON = re.compile(r"(?:<@)?([UW][A-Z0-9]+)>?")


def block(field: Field, subject: str, *, focus: bool, language: str = ENGLISH) -> Block:
    """The field, or a line saying that there is nothing to choose from: Slack refuses a select without options."""
    if field.kind in CHOOSING and not field.options:
        return small_plain(sentence("nothing_to_choose", language=language, label=field.label or field.name))
    field = replace(field, options=headed(field.options, word("other_choices", language)))
    return InputBlock(
        block_id=f"{field.name}{ABOUT}{subject}"[: Most.ID],
        label=plain_text(field.label or field.name, Most.LABEL),
        hint=plain_text(field.hint, Most.LABEL) if field.hint.strip() else None,
        optional=not field.required,
        dispatch_action=field.live or None,
        element=_ELEMENTS[field.kind](field, {"action_id": field.name, "focus_on_load": focus or None}),
    ).to_dict()


def field_of(block_id: str) -> str:
    """The name of the field that an input block asks for."""
    return block_id.partition(ABOUT)[0]


def _text(field: Field, ids: dict[str, Any]) -> InputInteractiveElement:
    """A text input. What was written before is never cut to `longest`: the workshop says so at the field instead."""
    before = field.initial if isinstance(field.initial, str) else ""
    before = before[: Most.INPUT_LENGTH]
    while length(before) > Most.INPUT_LENGTH:
        before = before[:-1]
    return PlainTextInputElement(
        **ids,
        placeholder=_placeholder(field),
        initial_value=before or None,
        multiline=field.kind is Kind.LINES or "\n" in before,
        max_length=min(max(field.longest, length(before), 1), Most.INPUT_LENGTH),
    )


def _select(field: Field, ids: dict[str, Any]) -> InputInteractiveElement:
    options = offered(field.options)
    before = initial(field, options)[:1]
    return StaticSelectElement(
        **ids, **choices(options), placeholder=_placeholder(field), initial_option=before[0] if before else None
    )


def _multi_select(field: Field, ids: dict[str, Any]) -> InputInteractiveElement:
    options = offered(field.options)
    return StaticMultiSelectElement(
        **ids, **choices(options), placeholder=_placeholder(field), initial_options=initial(field, options) or None
    )


def _scale(field: Field, ids: dict[str, Any]) -> InputInteractiveElement:
    options = offered(field.options)
    if len(options) > Most.OPTIONS_SHOWN_OPEN:
        return _select(field, ids)
    before = initial(field, options)[:1]
    shown = [option(one) for one in options]
    return RadioButtonsElement(**ids, options=shown, initial_option=before[0] if before else None)


def _ticks(field: Field, ids: dict[str, Any]) -> InputInteractiveElement:
    options = offered(field.options)
    if len(options) > Most.OPTIONS_SHOWN_OPEN:
        return _multi_select(field, ids)
    shown = [option(one) for one in options]
    return CheckboxesElement(**ids, options=shown, initial_options=initial(field, options) or None)


def _person(field: Field, ids: dict[str, Any]) -> InputInteractiveElement:
    people = _people_before(field)
    return UserSelectElement(**ids, placeholder=_placeholder(field), initial_user=people[0] if people else None)


def _people(field: Field, ids: dict[str, Any]) -> InputInteractiveElement:
    return UserMultiSelectElement(**ids, placeholder=_placeholder(field), initial_users=_people_before(field) or None)


def _channel(field: Field, ids: dict[str, Any]) -> InputInteractiveElement:
    only = ConversationFilter(include=["public", "private"], exclude_bot_users=True)
    return ConversationSelectElement(**ids, placeholder=_placeholder(field), filter=only)


def _date(field: Field, ids: dict[str, Any]) -> InputInteractiveElement:
    before = field.initial if isinstance(field.initial, str) else ""
    try:
        day = date.fromisoformat(before).isoformat()
    except ValueError:
        day = None
    return DatePickerElement(**ids, placeholder=_placeholder(field), initial_date=day)


def _number(field: Field, ids: dict[str, Any]) -> InputInteractiveElement:
    return NumberInputElement(
        **ids,
        placeholder=_placeholder(field),
        is_decimal_allowed=False,
        min_value=None if field.least is None else str(field.least),
        max_value=None if field.most is None else str(field.most),
        initial_value=_number_before(field),
    )


def _number_before(field: Field) -> str | None:
    before = field.initial if isinstance(field.initial, str) else ""
    if not re.fullmatch(r"[+-]?[0-9]{1,6}", before):
        return None
    low = field.least is not None and int(before) < field.least
    high = field.most is not None and int(before) > field.most
    return None if low or high else str(int(before))


def _people_before(field: Field) -> list[str]:
    before = field.initial if isinstance(field.initial, tuple) else (field.initial or "",)
    found = (_PERSON.fullmatch(person) for person in before)
    return list(dict.fromkeys(person[1] for person in found if person))


def _placeholder(field: Field) -> Any:
    return plain_text(field.placeholder, Most.PLACEHOLDER) if field.placeholder.strip() else None


def _file(_field: Field, ids: dict[str, Any]) -> InputInteractiveElement:
    return FileInputElement(action_id=ids["action_id"], max_files=1)


_ELEMENTS: dict[Kind, Callable[[Field, dict[str, Any]], InputInteractiveElement]] = {
    Kind.TEXT: _text,
    Kind.LINES: _text,
    Kind.CHOICE: _select,
    Kind.CHOICES: _multi_select,
    Kind.SCALE: _scale,
    Kind.TICKS: _ticks,
    Kind.PERSON: _person,
    Kind.PEOPLE: _people,
    Kind.CHANNEL: _channel,
    Kind.DATE: _date,
    Kind.NUMBER: _number,
    Kind.FILE: _file,
}
