"""The words that only Slack needs: prompts/<language>/slack.toml, as plain text."""

from functools import cache

from journeybot.wording import PLAIN, Wording


@cache
def word(name: str) -> str:
    """A sentence of slack.toml without gaps. Raises KeyError if there is none of that name."""
    return sentence(name)


def sentence(name: str, /, **values: str | int) -> str:
    """A sentence of slack.toml, its gaps filled. Raises KeyError if there is none of that name."""
    return str(_plain().say(f"slack.{name}", **values))


@cache
def _plain() -> Wording:
    return Wording(markup=PLAIN)
