"""The words that people type for a command: its English name, and what each language calls it."""

import tomllib
from functools import cache

from journeybot.prompt_files import ENGLISH, languages, prompts_folder


@cache
def aliases() -> dict[str, str]:
    """Every other word for a command, by that word. English comes first where two languages use the same."""
    found: dict[str, str] = {}
    for language in sorted(languages(), key=lambda one: one != ENGLISH):
        for command, words in _said(language).items():
            for word in words:
                found.setdefault(word, command)
    return {word: command for word, command in found.items() if word != command}


def typed(command: str, language: str) -> str:
    """What to type for a command, as that language says it."""
    return next(iter(_said(language).get(command, ())), command)


@cache
def _said(language: str) -> dict[str, tuple[str, ...]]:
    """`prompts/<language>/typed/commands.toml`: command to its words, the one that help shows first."""
    path = prompts_folder() / language / "typed" / "commands.toml"
    told: dict[str, str] = tomllib.loads(path.read_text("utf-8"))
    return {command: tuple(word.strip().casefold() for word in words.split(",")) for command, words in told.items()}
