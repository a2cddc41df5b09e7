"""The shapes of what blocks stand on: a message, a modal, a Home tab."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, model_validator

from bot.slack.limits import Most
from bot.slack.lint.layouts import Block, Input
from bot.slack.lint.texts import Id, Part, Plain, broken, text_within, within

ViewTitle = Annotated[Plain, text_within(Most.VIEW_TITLE)]
ViewBlocks = Annotated[list[Block], Field(min_length=1, max_length=Most.BLOCKS_IN_VIEW)]
Memory = Annotated[str, within(Most.METADATA, 0)]


class Message(Part):
    """What chat.postMessage and its like are given, but for where it goes."""

    text: Annotated[str, within(Most.MESSAGE_TEXT, 0)] | None = None
    blocks: Annotated[list[Block], Field(max_length=Most.BLOCKS_IN_MESSAGE)] | None = None
    response_type: Literal["ephemeral", "in_channel"] | None = None
    replace_original: bool | None = None
    delete_original: bool | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "Message":
        if not (self.text or "").strip() and not self.blocks:
            raise broken("neither text nor blocks")
        return self


class Modal(Part):
    """A dialog, as we send it: not with the ids that Slack gave it."""

    type: Literal["modal"]
    title: ViewTitle
    blocks: ViewBlocks
    submit: ViewTitle | None = None
    close: ViewTitle | None = None
    callback_id: Id | None = None
    external_id: Id | None = None
    private_metadata: Memory | None = None
    clear_on_close: bool | None = None
    notify_on_close: bool | None = None

    @model_validator(mode="after")
    def _can_be_sent(self) -> "Modal":
        if self.submit is None and any(isinstance(block, Input) for block in self.blocks):
            raise broken("there are inputs and no submit")
        return self


class HomeTab(Part):
    """A Home tab: no title, no buttons of its own."""

    type: Literal["home"]
    blocks: ViewBlocks
    callback_id: Id | None = None
    external_id: Id | None = None
    private_metadata: Memory | None = None


SURFACES: dict[str, type[BaseModel]] = {"message": Message, "modal": Modal, "home": HomeTab}
