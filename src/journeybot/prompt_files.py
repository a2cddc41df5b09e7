"""Finds prompts/, the folder with every word that journeybot says."""

from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent


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


def languages() -> tuple[str, ...]:
    """Return the languages there are words for, like ("en",)."""
    return tuple(sorted(folder.name for folder in prompts_folder().iterdir() if folder.is_dir()))
