"""Tidies what a template has told."""

import re

from journeybot.wording import Ready


def aired(text: str) -> str:
    """One empty line at most; templates are easier to read when they need not count them."""
    return Ready(re.sub(r"\n{3,}", "\n\n", text))
