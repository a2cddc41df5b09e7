"""What is logged: a line for each thing, with the number of the delivery that it belongs to, and never a secret."""

import json
import logging
import re
import secrets
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from bot import tallies
from bot.recurring import Recurring

TEXT = "%(asctime)s %(levelname)-7s %(name)s %(number)s: %(message)s"
FIELDS = ["asctime", "levelname", "name", "number", "message"]
NONE = "-"
"""The number of what belongs to no delivery."""

HIDDEN = "[secret]"
SHORTEST = 6
"""Letters of a secret that is looked for by itself; a shorter one would be found everywhere."""

SHAPES = (
    re.compile(r"\bxox[a-z](?:\.xox[a-z])?-[\w-]+"),
    re.compile(r"\bxapp-[\w-]+"),
    re.compile(r"(?<=Bearer )[\w.~+/=-]+"),
    re.compile(r"(?<=://)[^/\s'\"@]*:[^\s'\"@]*(?=@)"),
    re.compile(r"(?<=ticket=)[\w%.-]+"),
    re.compile(r"(?<=hooks\.slack\.com/)[\w/-]+"),
)
"""Tokens, passwords in addresses, and addresses at which whoever knows them may speak."""

_number: ContextVar[str] = ContextVar("number", default=NONE)


def number() -> str:
    """The number of the delivery that is being handled here and now."""
    return _number.get()


@contextmanager
def numbered(one: str = "") -> Iterator[str]:
    """What happens inside belongs to this delivery; to a new one if none is given."""
    given = one or secrets.token_hex(4)
    before = _number.set(given)
    try:
        yield given
    finally:
        _number.reset(before)


def carried(what: Callable[[], object]) -> Callable[[], None]:
    """The same, to be done in another thread and still belong to the delivery of here and now."""
    mine = number()

    def do() -> None:
        with numbered(mine):
            what()

    return do


class Discreet(logging.Formatter):
    """Writes lines as another formatter does, tracebacks and all, and takes every secret out of them."""

    def __init__(self, inner: logging.Formatter, known: Iterable[str] = ()) -> None:
        super().__init__()
        self._inner = inner
        spelled = {spelling for secret in known if len(secret) >= SHORTEST for spelling in _spellings(secret)}
        longest_first = sorted(spelled, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest_first))) if spelled else None

    def format(self, record: logging.LogRecord) -> str:  # noqa: D102
        record.number = number()
        line = self._inner.format(record)
        for shape in SHAPES:
            line = shape.sub(HIDDEN, line)
        return self._known.sub(HIDDEN, line) if self._known else line


def begin(level: str, *, form: str = "text", known: Iterable[str] = ()) -> None:
    """From now on, log to standard error: of us from this level on, of libraries only warnings, as some of them tell
    bodies. `known` are the secrets of this process; an address counts as its password."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet(_formatter(form), [part for one in known for part in _parts(one)]))
    handler.set_name(form)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("journeybot").setLevel(level.upper())
    logging.getLogger("asyncio").addFilter(_not_again)
    logging.getLogger("uvicorn.error").addFilter(_only_counted)
    sys.excepthook = _last_resort
    threading.excepthook = lambda fallen: _last_resort(fallen.exc_type, fallen.exc_value, fallen.exc_traceback)


def is_read_by_programs() -> bool:
    """Whether logging has begun, and whoever reads it expects an object on each line."""
    return any(handler.get_name() == "json" for handler in logging.getLogger().handlers)


_told = Recurring(logging.getLogger("asyncio"))


def _not_again(record: logging.LogRecord) -> bool:
    """That there is no file left for another connection it tells for each of them, with a traceback."""
    said = record.getMessage()
    return "out of system resource" not in said or _told.may_say(said)


def _only_counted(record: logging.LogRecord) -> bool:
    """Whatever listens on the internet gets requests that are none, all day: a figure says how many."""
    junk = record.getMessage() == "Invalid HTTP request received."
    if junk:
        tallies.count(tallies.REFUSED, "not HTTP")
    return not junk


def _formatter(form: str) -> logging.Formatter:
    if form != "json":
        return logging.Formatter(TEXT)
    from pythonjsonlogger.json import JsonFormatter  # noqa: PLC0415  text does without

    names = {"asctime": "time", "levelname": "level", "name": "logger"}
    formatter = JsonFormatter(FIELDS, rename_fields=names, json_ensure_ascii=False)
    formatter.converter = time.gmtime
    formatter.default_time_format, formatter.default_msec_format = "%Y-%m-%dT%H:%M:%S", "%s.%03dZ"
    return formatter


def _last_resort(kind: type[BaseException], error: BaseException | None, trace: Any) -> None:
    """A traceback that nobody caught must not tell secrets either."""
    if error is not None and issubclass(kind, Exception):
        logging.getLogger("journeybot").critical("unforeseen, caught by nobody", exc_info=(kind, error, trace))


def _parts(secret: str) -> list[str]:
    """What of it is secret: an address is not, but its password."""
    if "://" not in secret:
        return [secret]
    password = urlsplit(secret).password or ""
    return [password, unquote(password)]


def _spellings(secret: str) -> set[str]:
    """As it may stand in a line: as it is, in an address, in JSON, as Python shows it."""
    in_json = {json.dumps(secret, ensure_ascii=strict)[1:-1] for strict in (True, False)}
    return {secret, quote(secret, safe=""), repr(secret)[1:-1], *in_json}
