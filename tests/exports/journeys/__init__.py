"""Journeys in the neutral format, our own and those shared with everybody, with the figures that must come out."""

import json
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
SHARED = HERE.parents[3] / "shared" / "examples"


def every() -> list[Any]:
    """A parameter per file; the shared ones are skipped, saying so, where they are not."""
    ours = [pytest.param(path, id=path.stem) for path in sorted(HERE.glob("*.json"))]
    return [*ours, *(_shared(name) for name in ("airport_departure", "tv_provider"))]


def _shared(name: str) -> Any:
    path = SHARED / f"{name}.json"
    left_out = pytest.mark.skipif(not path.is_file(), reason="the shared examples are not beside this checkout")
    return pytest.param(path, id=f"shared-{name}", marks=left_out)


def told(path: Path) -> dict[str, Any]:
    """What a file says."""
    document: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return document
