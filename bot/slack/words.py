"""The words that only Slack needs: prompts/<language>/slack.toml, as plain text."""

from functools import cache
from typing import Any

from journeybot.wording import PLAIN, Wording


def word(name: str, /, **values: Any) -> str:
    """A sentence of slack.toml. Raises KeyError if there is none of that name."""
    return str(_plain().say(f"slack.{name}", **values))


@cache
def _plain() -> Wording:
    return Wording(markup=PLAIN)
