"""The shapes of what can be pressed and filled in, and which of all elements may stand where."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from bot.slack.limits import Most, length
from bot.slack.lint.menus import (
    Checkboxes,
    ConversationSelect,
    Interactive,
    MultiSelect,
    PeopleSelect,
    PersonSelect,
    RadioButtons,
    Select,
)
from bot.slack.lint.texts import (
    Confirm,
    Id,
    OverflowOption,
    Part,
    Placeholder,
    Plain,
    SlackFile,
    Url,
    broken,
    text_within,
    within,
)


def _a_day(text: str) -> str:
    try:
        good = date.fromisoformat(text).isoformat() == text
    except ValueError:
        good = False
    if not good:
        raise broken("not a date like 2026-03-31")
    return text


def _a_number(text: str) -> str:
    try:
        good = Decimal(text).is_finite() and re.fullmatch(r"[+-]?\d+(\.\d+)?", text, re.ASCII)
    except InvalidOperation:
        good = None
    if not good:
        raise broken("not a number written in digits")
    return text


Day = Annotated[str, AfterValidator(_a_day)]
Time = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Number = Annotated[str, AfterValidator(_a_number)]


class Button(Part):
    """Something to press."""

    type: Literal["button"]
    text: Annotated[Plain, text_within(Most.BUTTON)]
    action_id: Id | None = None
    value: Annotated[str, within(Most.BUTTON_VALUE)] | None = None
    url: Url | None = None
    style: Literal["primary", "danger"] | None = None
    confirm: Confirm | None = None
    accessibility_label: Annotated[str, within(Most.BUTTON)] | None = None


class Overflow(Part):
    """Three dots with a few things behind them."""

    type: Literal["overflow"]
    action_id: Id | None = None
    options: Annotated[list[OverflowOption], Field(min_length=1, max_length=Most.OVERFLOW_OPTIONS)]
    confirm: Confirm | None = None


class DatePicker(Interactive):
    """Choose a day."""

    type: Literal["datepicker"]
    placeholder: Placeholder | None = None
    initial_date: Day | None = None


class TimePicker(Interactive):
    """Choose a time of day."""

    type: Literal["timepicker"]
    placeholder: Placeholder | None = None
    initial_time: Time | None = None
    timezone: str | None = None


class DateTimePicker(Interactive):
    """Choose a moment."""

    type: Literal["datetimepicker"]
    initial_date_time: Annotated[int, Field(ge=10**9, lt=10**10)] | None = None


class Written(Part):
    """What every input to type in has."""

    action_id: Id | None = None
    placeholder: Placeholder | None = None
    focus_on_load: bool | None = None


class TextInput(Written):
    """Type something."""

    type: Literal["plain_text_input"]
    initial_value: str | None = None
    multiline: bool | None = None
    min_length: Annotated[int, Field(ge=0, le=Most.INPUT_LENGTH)] | None = None
    max_length: Annotated[int, Field(ge=1, le=Most.INPUT_LENGTH)] | None = None

    @model_validator(mode="after")
    def _fits(self) -> "TextInput":
        most = self.max_length or Most.INPUT_LENGTH
        if (self.min_length or 0) > most:
            raise broken("min_length is above max_length", at="min_length")
        if length(self.initial_value or "") > most:
            raise broken(f"longer than the {most} that may be typed", at="initial_value")
        return self


class NumberInput(Written):
    """Type a number; the limits are strings, Slack wants it so."""

    type: Literal["number_input"]
    is_decimal_allowed: bool
    initial_value: Number | None = None
    min_value: Number | None = None
    max_value: Number | None = None

    @model_validator(mode="after")
    def _in_range(self) -> "NumberInput":
        ladder = [Decimal(step) for step in (self.min_value, self.initial_value, self.max_value) if step is not None]
        if ladder != sorted(ladder):
            raise broken("not in order: min_value, initial_value, max_value")
        return self


class AddressInput(Written):
    """Type an e-mail or web address."""

    type: Literal["email_text_input", "url_text_input"]
    initial_value: str | None = None


class FileInput(Part):
    """Hand in files."""

    type: Literal["file_input"]
    action_id: Id | None = None
    filetypes: list[str] | None = None
    max_files: Annotated[int, Field(ge=1, le=Most.FILES)] | None = None


class Image(Part):
    """A small picture."""

    type: Literal["image"]
    alt_text: Annotated[str, within(Most.ALT_TEXT)]
    image_url: Url | None = None
    slack_file: SlackFile | None = None

    @model_validator(mode="after")
    def _from_one_place(self) -> "Image":
        if (self.image_url is None) == (self.slack_file is None):
            raise broken("either image_url or slack_file, not both and not neither")
        return self


Chosen = Select | PersonSelect | ConversationSelect | DatePicker | TimePicker | RadioButtons | Checkboxes
Pressed = Annotated[Button | Overflow | DateTimePicker | Chosen, Field(discriminator="type")]
Beside = Annotated[Button | Overflow | Image | MultiSelect | PeopleSelect | Chosen, Field(discriminator="type")]
Filled = Annotated[
    TextInput | NumberInput | AddressInput | FileInput | DateTimePicker | MultiSelect | PeopleSelect | Chosen,
    Field(discriminator="type"),
]
