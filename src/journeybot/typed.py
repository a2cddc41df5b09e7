"""The words that mean something where people type freely: commands, and parts of a line in a dialog; any language."""

import tomllib
from functools import cache

from journeybot.prompt_files import ENGLISH, languages, prompts_folder


@cache
def meanings(kind: str) -> dict[str, str]:
    """What each word of `prompts/<language>/typed/<kind>.toml` means. English comes first where two languages use the
    same word for different things."""
    found: dict[str, str] = {}
    for language in sorted(languages(), key=lambda one: one != ENGLISH):
        for meaning, words in _words(kind, language).items():
            for word in words:
                found.setdefault(word.casefold(), meaning)
    return found


def written(kind: str, meaning: str, language: str) -> str:
    """How a language writes a meaning: the first of its words, else the English one."""
    return next(iter(_words(kind, language).get(meaning, ())), meaning)


@cache
def offered(word: str) -> tuple[str, ...]:
    """The commands that somebody may mean who types a word of `prompts/<language>/typed/meant.toml`."""
    found = (_words("meant", language).get(word.casefold()) for language in sorted(languages()))
    return next(filter(None, found), ())


@cache
def _words(kind: str, language: str) -> dict[str, tuple[str, ...]]:
    path = prompts_folder() / language / "typed" / f"{kind}.toml"
    told: dict[str, str] = tomllib.loads(path.read_text("utf-8"))
    return {meaning: tuple(word.strip() for word in words.split(",")) for meaning, words in told.items()}
