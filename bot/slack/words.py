"""The words that only Slack needs: prompts/<language>/slack.toml, as plain text."""

from functools import cache

from journeybot.prompt_files import ENGLISH, spoken
from journeybot.wording import PLAIN, Wording


def word(name: str, language: str = ENGLISH) -> str:
    """A sentence of slack.toml without gaps. Raises KeyError if there is none of that name."""
    return _word(name, spoken(language))


def sentence(name: str, /, *, language: str = ENGLISH, **values: str | int) -> str:
    """A sentence of slack.toml, its gaps filled. Raises KeyError if there is none of that name."""
    return str(_plain(spoken(language)).say(f"slack.{name}", **values))


@cache
def _word(name: str, language: str) -> str:
    return sentence(name, language=language)


@cache
def _plain(language: str) -> Wording:
    return Wording(language, markup=PLAIN)
