"""Opens a file that somebody hands us: its bytes as text, whatever wrote it; or one sentence why that cannot be."""

import re
from dataclasses import dataclass

from journeybot.exports.unreadable import Unreadable

LARGEST = 1_000_000
"""Bytes of a file."""

UTF_8, UTF_16, LATIN_1 = "UTF-8", "UTF-16", "Latin-1"

_ARCHIVES = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"BZh",
    b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",
)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_NO_TEXTS = (b"%PDF", b"\xd0\xcf\x11\xe0", b"SQLite format 3")
_MARKDOWN, _PARTS = re.compile(r"\s*# \S"), re.compile(r"^#{2,4} \S.*\n\s*(\||- |#{3} )", re.MULTILINE)
"""How our own Markdown begins, and what it has further down: a sheet's remarks begin so, too, but have no tables."""
_TAR, _AT = b"ustar", 257
_MARKS = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 may begin."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The text of a file and how it was written. Latin-1 is a guess: no other byte would have told."""

    text: str
    encoding: str


def opened(data: bytes) -> Opened:
    """The file as text. Raises Unreadable: `archive`, `picture`, `not_text`, `too_big`, `empty`, `markup`,
    `markdown`."""
    if data.startswith(_ARCHIVES) or data[_AT:].startswith(_TAR):
        raise Unreadable("archive")
    if data.startswith(_PICTURES):
        raise Unreadable("picture", kilobytes=-(-len(data) // 1000))
    if data.startswith(_NO_TEXTS):
        raise Unreadable("not_text")
    if len(data) > LARGEST:
        raise Unreadable("too_big", kilobytes=-(-len(data) // 1000), most=LARGEST // 1000)
    found = _decoded(data)
    if "\0" in found.text:
        raise Unreadable("not_text")
    if not found.text.strip():
        raise Unreadable("empty")
    if found.text.lstrip().startswith("<"):
        raise Unreadable("markup")
    if _MARKDOWN.match(found.text) and _PARTS.search(found.text):
        raise Unreadable("markdown")
    return found


def _decoded(data: bytes) -> Opened:
    wide = _width(data)
    try:
        if wide:
            return Opened(data.decode(wide).removeprefix("\ufeff"), UTF_16)
        return Opened(data.decode("utf-8-sig"), UTF_8)
    except UnicodeDecodeError as error:
        if wide:
            raise Unreadable("not_text") from error
    try:
        return Opened(data.decode("cp1252"), LATIN_1)  # Latin-1 with the quotation marks that Windows adds
    except UnicodeDecodeError as error:
        raise Unreadable("not_text") from error


def _width(data: bytes) -> str:
    """Which UTF-16 it is, by its mark or by where its zeros stand; empty if none."""
    if data.startswith(_MARKS):
        return "utf-16"
    start = data[:400]
    if b"\0" not in start or len(data) % 2:
        return ""
    first, second = start[::2].count(0), start[1::2].count(0)
    return "utf-16-le" if second > first else "utf-16-be"
