"""Draws the gallery of the README: `make pictures` writes it into docs/pictures/."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

from PIL import Image

from journeybot.drawing import Picture, compare, draw, matrix
from journeybot.journey import JourneyMap, Score
from tests.pictures.bicycle import bicycle
from tests.pictures.contact_sheet import contact_sheet
from tests.pictures.few_colours import in_few_colours
from tests.pictures.hard_cases import CASES
from tests.pictures.kitchen import kitchen
from tests.pictures.onsen import onsen
from tests.pictures.shelter import shelter

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
WIDTH = 1600
"""A page of the README shows about half of that width."""


def a_year_ago() -> JourneyMap:
    """The shelter as it was before it had its owners' Sunday, and when its form was longer."""
    now = shelter()
    stops = list(now.touchpoints)
    deposit = replace(stops[5], key="deposit", name="Pay a deposit", device="cash", moment_of_truth=False)
    before = (*stops[:5], deposit, stops[6], stops[5], *stops[7:-1])
    worse = {stops[2].key: 1, stops[5].key: -1, stops[9].key: 1, stops[7].key: -1, stops[3].key: -1}
    scores = [replace(s, value=max(-2, min(2, s.value + worse.get(s.touchpoint, 0)))) for s in now.scores]
    scores += [Score(key=f"paid-{p.key}", persona=p.key, touchpoint="deposit", value=-2) for p in now.personas]
    there = {touchpoint.key for touchpoint in before}
    felt = tuple(score for score in scores if score.touchpoint in there)
    return replace(now, touchpoints=before, scores=felt, kept=4, as_of=date(2025, 5, 21))


GALLERY: dict[str, Callable[[], Picture]] = {
    "shelter": lambda: draw(shelter()),
    "bicycle": lambda: draw(bicycle(), theme="dark"),
    "onsen": lambda: draw(onsen()),
    "matrix": lambda: matrix(shelter()),
    "compare": lambda: compare(shelter(), a_year_ago()),
    "persona": lambda: draw(kitchen(), persona="persona-2", theme="dark"),
}


def main() -> None:
    """Draw every picture of the gallery, and the sheet of hard cases."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in GALLERY.items():
        seen = _opened(make())
        _keep(name, seen.resize((WIDTH, round(seen.height * WIDTH / seen.width)), Image.Resampling.LANCZOS))
    _keep("hard-cases", contact_sheet({name: _opened(draw(case())) for name, case in CASES.items()}, across=4))


def _opened(picture: Picture) -> Image.Image:
    return Image.open(BytesIO(picture.data)).convert("RGB")


def _keep(name: str, image: Image.Image) -> None:
    path = FOLDER / f"{name}.png"
    in_few_colours(image).save(path, optimize=True)
    print(f"docs/pictures/{path.name}  {image.width} x {image.height}  {path.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
