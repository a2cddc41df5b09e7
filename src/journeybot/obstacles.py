"""What keeps anything from being stored."""

from enum import StrEnum


class Obstacle(StrEnum):
    """What keeps a store from storing: another program has it, there is no room, its disk fails, it is away, or
    its file was taken away."""

    HELD = "held"
    FULL = "full"
    FAILING = "failing"
    AWAY = "away"
    GONE = "gone"


class Unstored(Exception):
    """The store cannot be used just now, so nothing was stored. The message is for whoever runs the bot; `obstacle`,
    where one is known, for whoever has to wait."""

    obstacle: Obstacle | None = None
