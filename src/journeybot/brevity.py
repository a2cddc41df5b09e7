"""Shortens typed text where a glance is enough: at a word where there is one, and never inside a link."""

import re

LONGEST_LINK = 200
"""So much further may a line go for a link to stay whole."""

_LINK = re.compile(r"https?://(?P<rest>\S+)")


def short(text: str, most: int = 80, *, beyond: int = LONGEST_LINK) -> str:
    """The text in one line of about `most` characters.

    A link that reaches past the end stays whole if that takes at most `beyond` more. A longer one is shown without what
    makes it a link, so that nobody is led to an address that is not there.
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    link = next((one for one in _LINK.finditer(line) if one.start() < most - 1 <= one.end()), None)
    if link is None:
        return _begun(line, most)
    if link.end() <= most + beyond:
        return line if link.end() == len(line) else f"{line[: link.end()]} …"
    return _begun(line[: link.start()] + link["rest"] + line[link.end() :], most)


def _begun(line: str, most: int) -> str:
    if len(line) <= most:
        return line
    at_a_word = line[: most - 1].rpartition(" ")[0]
    return f"{at_a_word} …" if 2 * len(at_a_word) > most else f"{line[: most - 1].rstrip()}…"
