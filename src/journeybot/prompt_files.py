"""Finds prompts/, the folder with every word that journeybot says."""

from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent

ENGLISH = "en"
"""The language that is spoken where nobody says another, or one that we do not know."""


@cache
def prompts_folder() -> Path:
    """Return the folder that holds one folder of words per language.

    It lies inside this package where journeybot is installed, and at the top of the project in a checkout.
    Raises FileNotFoundError if it is in neither place.
    """
    places = (HERE / "prompts", HERE.parents[1] / "prompts")
    found = next((place for place in places if place.is_dir()), None)
    if found is None:
        raise FileNotFoundError(f"journeybot's words are missing; looked in {' and '.join(map(str, places))}")
    return found


@cache
def languages() -> tuple[str, ...]:
    """Return the languages there are words for, like ("de", "en"): a folder is a language."""
    return tuple(sorted(folder.name for folder in prompts_folder().iterdir() if folder.is_dir()))


def spoken(tag: str) -> str:
    """Return the language of ours for a BCP 47 tag: `de` for `de-AT`, `en` for `en_GB` or for one we do not speak."""
    wanted = tag.replace("_", "-").casefold()
    parts = wanted.split("-")
    known = {language.casefold(): language for language in languages()}
    return next((known[one] for one in (wanted, parts[0]) if one in known), ENGLISH)
