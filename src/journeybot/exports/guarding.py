"""Keeps what was typed harmless in other programs: no formula in a sheet, no character that XML does not know."""

import re

from journeybot.forms import clean

_NO_XML = re.compile("[\ufffe\uffff]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BEGINS = r"(^|[;\t\n\r])(\s*)"
_FORMULA = r"[=+\-@\uff1d\uff0b\uff0d\uff20'\u2019]"
_WOULD_RUN = re.compile(rf"{_BEGINS}(?={_FORMULA})")
_KEPT_FROM = re.compile(rf"{_BEGINS}'(?={_FORMULA})")


def legal(typed: str) -> str:
    """Typed text without what no XML file may hold: control characters, half characters, non-characters."""
    return _NO_XML.sub("", clean(typed))


def one_line(typed: str) -> str:
    """Typed text for a file where a line is a statement: on one line, and reading in its own direction only."""
    return " ".join(_DIRECTION.sub("", legal(typed)).split())


def guarded(typed: str) -> str:
    """Typed text for a cell of a CSV file, with an apostrophe before whatever a spreadsheet could take for a formula:
    at the beginning, and after what another program may take for the end of a cell (a semicolon, a new line).

    What begins a formula is in OWASP's page on CSV injection.
    """
    return _WOULD_RUN.sub(r"\1\2'", legal(typed).replace("\t", " "))


def unguarded(cell: str) -> str:
    """What was typed, from a cell that `guarded` made."""
    return _KEPT_FROM.sub(r"\1\2", cell)
