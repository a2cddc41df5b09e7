"""The shapes that others are made of: texts, options, confirmations."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from bot.slack.limits import Most, length


class Part(BaseModel):
    """A part of a payload: a key that Slack does not know is refused, and nothing is converted."""

    model_config = ConfigDict(extra="forbid", strict=True)


def broken(why: str, *, at: str = "") -> PydanticCustomError:
    """A broken rule of our own, `at` a key of the part or the part itself."""
    return PydanticCustomError("slack", "{why}", {"why": why, **({"at": at} if at else {})})


def within(most: int, least: int = 1) -> AfterValidator:
    """A string of a length that Slack takes."""

    def check(text: str) -> str:
        if not least <= length(text) <= most:
            raise broken(f"{length(text)} characters; Slack takes {least} to {most}")
        return text

    return AfterValidator(check)


def text_within(most: int) -> AfterValidator:
    """A text object whose text is shorter than others may be."""

    def check(said: "Plain | Marked") -> "Plain | Marked":
        if length(said.text) > most:
            raise broken(f"{length(said.text)} characters; Slack takes 1 to {most}", at="text")
        return said

    return AfterValidator(check)


class Plain(Part):
    """Text shown as it is."""

    type: Literal["plain_text"]
    text: Annotated[str, within(Most.TEXT)]
    emoji: bool | None = None


class Marked(Part):
    """Text in Slack's markup."""

    type: Literal["mrkdwn"]
    text: Annotated[str, within(Most.TEXT)]
    verbatim: bool | None = None


Text = Annotated[Plain | Marked, Field(discriminator="type")]
Id = Annotated[str, within(Most.ID)]
Url = Annotated[str, within(Most.URL)]
Label = Annotated[Plain, text_within(Most.LABEL)]
Placeholder = Annotated[Plain, text_within(Most.PLACEHOLDER)]
OptionText = Annotated[Plain, text_within(Most.OPTION)]
OptionWords = Annotated[Text, text_within(Most.OPTION)]


class Option(Part):
    """One choice of a menu."""

    text: OptionText
    value: Annotated[str, within(Most.OPTION_VALUE)]
    description: OptionText | None = None


class OpenOption(Option):
    """One choice shown open, as a radio button or checkbox: it may be marked up."""

    text: OptionWords  # type: ignore[assignment]
    description: OptionWords | None = None  # type: ignore[assignment]


class OverflowOption(Option):
    """One entry of an overflow menu: it may lead somewhere."""

    url: Url | None = None


class OptionGroup(Part):
    """Choices under a heading."""

    label: OptionText
    options: Annotated[list[Option], Field(min_length=1, max_length=Most.OPTIONS)]


class Confirm(Part):
    """The question before something happens."""

    title: Annotated[Plain, text_within(Most.CONFIRM_TITLE)]
    text: Annotated[Text, text_within(Most.CONFIRM_TEXT)]
    confirm: Annotated[Plain, text_within(Most.CONFIRM_BUTTON)]
    deny: Annotated[Plain, text_within(Most.CONFIRM_BUTTON)]
    style: Literal["primary", "danger"] | None = None


class SlackFile(Part):
    """A picture that Slack already has."""

    id: Annotated[str, Field(pattern=r"^F[A-Z0-9]{8,}$")] | None = None
    url: Url | None = None

    @model_validator(mode="after")
    def _by_id_or_by_address(self) -> "SlackFile":
        if (self.id is None) == (self.url is None):
            raise broken("either the id or the url of the file, not both and not neither")
        return self


def unique(values: list[str]) -> bool:
    """Whether nothing is in there twice."""
    return len(values) == len(set(values))
