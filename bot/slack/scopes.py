"""What we ask to be allowed, as our manifest has it, and what of it a token lacks."""

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _told() -> dict[str, Any]:
    manifest = json.loads(Path(__file__).with_name("manifest.json").read_text("utf-8"))
    return dict(manifest["oauth_config"]["scopes"])


def scopes() -> tuple[str, ...]:
    """All that we ask for."""
    return tuple(_told()["bot"])


def missing(granted: str) -> list[str]:
    """Those that we cannot do without and that are not among the granted, which Slack names with commas between."""
    had = {scope.strip() for scope in granted.split(",")}
    return sorted(set(scopes()) - set(_told().get("bot_optional", ())) - had)
