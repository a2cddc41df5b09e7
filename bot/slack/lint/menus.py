"""The shapes of what is chosen from."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field, model_validator

from bot.slack.limits import Most
from bot.slack.lint.texts import (
    Confirm,
    Id,
    OpenOption,
    Option,
    OptionGroup,
    Part,
    Placeholder,
    broken,
    unique,
)

Person = Annotated[str, Field(pattern=r"^[UW][A-Z0-9]+$")]


class Interactive(Part):
    """What everything that can be acted on has."""

    action_id: Id | None = None
    confirm: Confirm | None = None
    focus_on_load: bool | None = None


class Menu(Interactive):
    """A list to choose from."""

    placeholder: Placeholder | None = None
    options: Annotated[list[Option], Field(min_length=1, max_length=Most.OPTIONS)] | None = None
    option_groups: Annotated[list[OptionGroup], Field(min_length=1, max_length=Most.OPTION_GROUPS)] | None = None

    @model_validator(mode="after")
    def _one_list(self) -> "Menu":
        if (self.options is None) == (self.option_groups is None):
            raise broken("either options or option_groups, not both and not neither")
        if not unique([option.value for option in self.offered()]):
            raise broken("a value is offered twice, and only the value tells choices apart")
        return self

    def offered(self) -> list[Option]:
        """Every choice."""
        return [*(self.options or ()), *(option for group in self.option_groups or () for option in group.options)]


class Select(Menu):
    """Choose one from a list."""

    type: Literal["static_select"]
    initial_option: Option | None = None

    @model_validator(mode="after")
    def _chosen_before(self) -> "Select":
        _offered(self.offered(), [self.initial_option] if self.initial_option else [], at="initial_option")
        return self


class MultiSelect(Menu):
    """Choose several from a list."""

    type: Literal["multi_static_select"]
    initial_options: Annotated[list[Option], Field(min_length=1)] | None = None
    max_selected_items: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _chosen_before(self) -> "MultiSelect":
        _offered(self.offered(), self.initial_options or [], at="initial_options")
        return self


class Open(Interactive):
    """A few choices, all of them to be seen."""

    options: Annotated[list[OpenOption], Field(min_length=1, max_length=Most.OPTIONS_SHOWN_OPEN)]

    @model_validator(mode="after")
    def _told_apart(self) -> "Open":
        if not unique([option.value for option in self.options]):
            raise broken("a value is offered twice, and only the value tells choices apart")
        return self


class RadioButtons(Open):
    """Choose one."""

    type: Literal["radio_buttons"]
    initial_option: OpenOption | None = None

    @model_validator(mode="after")
    def _chosen_before(self) -> "RadioButtons":
        _offered(self.options, [self.initial_option] if self.initial_option else [], at="initial_option")
        return self


class Checkboxes(Open):
    """Tick any."""

    type: Literal["checkboxes"]
    initial_options: Annotated[list[OpenOption], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _chosen_before(self) -> "Checkboxes":
        _offered(self.options, self.initial_options or [], at="initial_options")
        return self


class PersonSelect(Interactive):
    """Choose a person."""

    type: Literal["users_select"]
    placeholder: Placeholder | None = None
    initial_user: Person | None = None


class PeopleSelect(Interactive):
    """Choose people."""

    type: Literal["multi_users_select"]
    placeholder: Placeholder | None = None
    initial_users: Annotated[list[Person], Field(min_length=1)] | None = None
    max_selected_items: Annotated[int, Field(ge=1)] | None = None


class Filter(Part):
    """Which conversations are offered."""

    include: Annotated[list[Literal["im", "mpim", "private", "public"]], Field(min_length=1)] | None = None
    exclude_external_shared_channels: bool | None = None
    exclude_bot_users: bool | None = None

    @model_validator(mode="after")
    def _filters_something(self) -> "Filter":
        if not self.model_fields_set:
            raise broken("an empty filter")
        return self


class ConversationSelect(Interactive):
    """Choose a channel or a conversation."""

    type: Literal["conversations_select", "channels_select"]
    placeholder: Placeholder | None = None
    initial_conversation: Id | None = None
    initial_channel: Id | None = None
    default_to_current_conversation: bool | None = None
    filter: Filter | None = None
    response_url_enabled: bool | None = None

    @model_validator(mode="after")
    def _of_its_kind(self) -> "ConversationSelect":
        if self.type == "channels_select" and (self.filter or self.default_to_current_conversation is not None):
            raise broken("a channels_select knows neither filter nor default_to_current_conversation")
        return self


def _offered(options: Sequence[Option], before: Sequence[Option], *, at: str) -> None:
    if any(one not in options for one in before):
        raise broken("not exactly one of the options", at=at)
