"""Draws the gallery of the README: `make pictures` writes it into docs/pictures/."""

from pathlib import Path
from typing import Literal

from journeybot.drawing import draw
from journeybot.journey import JourneyMap
from tests.pictures.bicycle import bicycle
from tests.pictures.kitchen import kitchen
from tests.pictures.shelter import shelter

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
GALLERY: dict[str, tuple[JourneyMap, Literal["light", "dark"]]] = {
    "shelter": (shelter(), "light"),
    "kitchen": (kitchen(), "light"),
    "bicycle": (bicycle(), "dark"),
}


def main() -> None:
    """Draw every map of the gallery."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (journey, theme) in GALLERY.items():
        picture = draw(journey, theme=theme)
        (FOLDER / f"{name}.png").write_bytes(picture.data)
        print(f"docs/pictures/{name}.png  {picture.width} x {picture.height}  {len(picture.data) // 1024} KiB")


if __name__ == "__main__":
    main()
