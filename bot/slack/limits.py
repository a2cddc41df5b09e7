"""Slack's limits, in one table: what the builders keep to and the lint refuses to go over.

Lengths are UTF-16 code units of the text as it is sent, entities included. Slack does not say how it counts; this is
the strictest reading. Source: docs.slack.dev, the reference page of each block, element and method.
"""

from enum import IntEnum


class Most(IntEnum):
    """The most that Slack takes of each thing."""

    BLOCKS_IN_MESSAGE = 50
    BLOCKS_IN_VIEW = 100
    VIEW_BYTES = 250_000
    MESSAGE_TEXT = 4000
    ID = 255
    TEXT = 3000
    SECTION_FIELDS = 10
    SECTION_FIELD = 2000
    HEADER = 150
    CONTEXT_ELEMENTS = 10
    ACTIONS = 25
    LABEL = 2000
    PLACEHOLDER = 150
    URL = 3000
    ALT_TEXT = 2000
    MARKDOWN = 12_000
    BUTTON = 75
    BUTTON_VALUE = 2000
    OPTIONS = 100
    OPTION_GROUPS = 100
    OPTIONS_SHOWN_OPEN = 10
    OVERFLOW_OPTIONS = 5
    OPTION = 75
    OPTION_VALUE = 150
    CONFIRM_TITLE = 100
    CONFIRM_TEXT = 300
    CONFIRM_BUTTON = 30
    INPUT_LENGTH = 3000
    VIEW_TITLE = 24
    METADATA = 3000
    TABLE_ROWS = 100
    TABLE_COLUMNS = 20
    FILES = 10


def length(text: str) -> int:
    """How long a text is for Slack, in UTF-16 code units: most emoji count twice."""
    return len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)
