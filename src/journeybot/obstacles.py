"""What keeps anything from being stored, or answered."""

from enum import StrEnum


class Obstacle(StrEnum):
    """What keeps a store from storing: another program has it, there is no room, its disk fails, it is away, or
    its file was taken away."""

    HELD = "held"
    FULL = "full"
    FAILING = "failing"
    AWAY = "away"
    GONE = "gone"


class Failure(StrEnum):
    """What else somebody may be told instead of an answer: what nobody foresaw went wrong, or the first of two that are
    the same is still being worked on."""

    UNEXPECTED = "unexpected"
    AT_WORK = "at_work"


class Unstored(Exception):
    """The store cannot be used just now, so nothing was stored. The message is for whoever runs the bot; `obstacle`,
    where one is known, for whoever has to wait."""

    obstacle: Obstacle | None = None
