"""The shapes of blocks."""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from bot.slack.limits import Most
from bot.slack.lint.elements import Beside, Filled, Image, Pressed
from bot.slack.lint.texts import Id, Label, Part, Plain, SlackFile, Text, Url, broken, text_within, within


class Laid(Part):
    """What every block has."""

    block_id: Id | None = None


class Section(Laid):
    """Text, and perhaps something beside it."""

    type: Literal["section"]
    text: Text | None = None
    fields: (
        Annotated[
            list[Annotated[Text, text_within(Most.SECTION_FIELD)]],
            Field(min_length=1, max_length=Most.SECTION_FIELDS),
        ]
        | None
    ) = None
    accessory: Beside | None = None
    expand: bool | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "Section":
        if self.text is None and self.fields is None:
            raise broken("neither text nor fields")
        return self


class Header(Laid):
    """A heading."""

    type: Literal["header"]
    text: Annotated[Plain, text_within(Most.HEADER)]


class Context(Laid):
    """Small grey texts and pictures."""

    type: Literal["context"]
    elements: Annotated[
        list[Annotated[Image | Text, Field(discriminator="type")]],
        Field(min_length=1, max_length=Most.CONTEXT_ELEMENTS),
    ]


class Actions(Laid):
    """Things to press in a row."""

    type: Literal["actions"]
    elements: Annotated[list[Pressed], Field(min_length=1, max_length=Most.ACTIONS)]


class Input(Laid):
    """Something to fill in."""

    type: Literal["input"]
    label: Label
    element: Filled
    hint: Label | None = None
    optional: bool | None = None
    dispatch_action: bool | None = None


class Picture(Laid):
    """A picture."""

    type: Literal["image"]
    alt_text: Annotated[str, within(Most.ALT_TEXT)]
    title: Annotated[Plain, text_within(Most.ALT_TEXT)] | None = None
    image_url: Url | None = None
    slack_file: SlackFile | None = None

    @model_validator(mode="after")
    def _from_one_place(self) -> "Picture":
        if (self.image_url is None) == (self.slack_file is None):
            raise broken("either image_url or slack_file, not both and not neither")
        return self


class Divider(Laid):
    """A line."""

    type: Literal["divider"]


class Markdown(Laid):
    """Text in ordinary Markdown."""

    type: Literal["markdown"]
    text: Annotated[str, within(Most.MARKDOWN)]


class RichText(Laid):
    """Text as a tree; only its roots are looked at."""

    type: Literal["rich_text"]
    elements: Annotated[list[dict[str, Any]], Field(min_length=1)]


class RawCell(Part):
    """A cell of plain text."""

    type: Literal["raw_text"]
    text: Annotated[str, within(Most.TEXT)]


Cell = Annotated[RawCell | RichText, Field(discriminator="type")]


class Table(Laid):
    """A table."""

    type: Literal["table"]
    rows: Annotated[
        list[Annotated[list[Cell], Field(min_length=1, max_length=Most.TABLE_COLUMNS)]],
        Field(min_length=1, max_length=Most.TABLE_ROWS),
    ]
    column_settings: Annotated[list[dict[str, Any]], Field(max_length=Most.TABLE_COLUMNS)] | None = None


Block = Annotated[
    Section | Header | Context | Actions | Input | Picture | Divider | Markdown | RichText | Table,
    Field(discriminator="type"),
]
