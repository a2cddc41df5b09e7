"""Dialogs as data: what is asked, and whether what was typed will do."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from journeybot.journey import Key

AT_MOST = 6
"""Inputs in one dialog; above that people give up (Slack's own design advice)."""

Value = str | tuple[str, ...] | None
"""What comes back from one field: text, a choice, a date as YYYY-MM-DD, a number as text; several choices: a tuple."""

Answers = Mapping[str, Value]


class Kind(StrEnum):
    """The kinds of field a dialog can have."""

    TEXT = "text"
    LINES = "lines"
    CHOICE = "choice"
    CHOICES = "choices"
    SCALE = "scale"
    TICKS = "ticks"
    PERSON = "person"
    PEOPLE = "people"
    CHANNEL = "channel"
    DATE = "date"
    NUMBER = "number"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that was handed in with a dialog: its name, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. `group` puts it under a heading."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing asked. TEXT is a line, LINES several; SCALE is a choice shown open, CHOICE one of a list, CHOICES
    several, TICKS boxes; CHANNEL is one of the chat's; `longest` is in characters; NUMBER is a whole number from
    `least` to `most`; what is handed in at a FILE comes beside the answers. `refers`: the options are keys of notes,
    looked up when the answer is taken instead of checked against the list. `live`: choosing something else asks the
    dialog anew, for what is chosen."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    hint: str = ""
    placeholder: str = ""
    longest: int = 500
    options: tuple[Option, ...] = ()
    initial: Value = None
    least: int | None = None
    most: int | None = None
    refers: bool = False
    live: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A dialog. `subject` is the key of what is edited or, for something new, the key it will get: a second submit of
    the same dialog therefore writes the same thing again, never a second one. `above` is said apart, before the intro:
    what became of the dialog before; `below` after the fields: what need not be read before. `language` is that of its
    words."""

    name: str
    title: str
    submit: str
    fields: tuple[Field, ...]
    above: str = ""
    intro: str = ""
    below: str = ""
    subject: Key = ""
    workshop: Key = ""
    seen: dict[str, str] = field(default_factory=dict)
    language: str = "en"

    def __post_init__(self) -> None:
        if len(self.fields) > AT_MOST:
            raise ValueError(f"the form {self.name} has {len(self.fields)} fields; {AT_MOST} is the most")


class Unusable(Exception):
    """Answers that cannot be taken. `problems` maps a field's name to (sentence name, values of its gaps)."""

    def __init__(self, problems: Mapping[str, tuple[str, dict[str, object]]]) -> None:
        super().__init__(", ".join(f"{name}: {why}" for name, (why, _) in problems.items()))
        self.problems = problems


_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def clean(text: str) -> str:
    """What was typed, fit to keep: no control characters or lone surrogates, nothing that turns round what stands
    beside it (languages do without; what joins letters or marks their direction stays), composed (NFC), no blanks
    around it; a text of which nothing can be seen is none."""
    typed = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", typed).strip() if _can_be_seen(typed) else ""


def _can_be_seen(text: str) -> bool:
    """Whether any of it is more than a blank. Some letters and marks are not: Unicode says that a program shows nothing
    for them (Default_Ignorable_Code_Point), or their picture is empty (Braille without dots)."""
    return any(
        not letter.isspace() and unicodedata.category(letter) != "Cf" and not _UNSEEN.match(letter) for letter in text
    )


def digest(text: str) -> str:
    """A few characters that stand for a text, to see later whether it is still the same; empty for an empty text."""
    return hashlib.sha256(clean(text).encode()).hexdigest()[:12] if clean(text) else ""


def checked(form: Form, answers: Answers) -> dict[str, Value]:
    """The answers, cleaned, one per field of the form. Raises Unusable naming every field that will not do."""
    taken: dict[str, Value] = {}
    problems: dict[str, tuple[str, dict[str, object]]] = {}
    for asked in form.fields:
        value = _cleaned(answers.get(asked.name))
        taken[asked.name] = value
        problem = _problem(asked, value)
        if problem:
            problems[asked.name] = problem
    if problems:
        raise Unusable(problems)
    return taken


def _cleaned(value: Value) -> Value:
    if isinstance(value, str):
        return clean(value) or None
    return value or None


def _problem(asked: Field, value: Value) -> tuple[str, dict[str, object]] | None:
    if value is None:
        return ("required", {"label": asked.label}) if asked.required else None
    if asked.kind in {Kind.CHOICE, Kind.SCALE, Kind.CHOICES, Kind.TICKS}:
        return None if asked.refers else _not_offered(asked, value)
    if not isinstance(value, str):
        return None
    if asked.kind is Kind.NUMBER:
        return _not_a_number(asked, value)
    if asked.kind is Kind.DATE:
        return _not_a_date(value)
    if asked.kind in {Kind.TEXT, Kind.LINES} and len(value) > asked.longest:
        return "too_long", {"longest": asked.longest, "length": len(value)}
    return None


def _not_offered(asked: Field, value: Value) -> tuple[str, dict[str, object]] | None:
    chosen = value if isinstance(value, tuple) else (value,)
    offered = {option.value for option in asked.options}
    return None if all(one in offered for one in chosen) else ("not_offered", {})


def _not_a_number(asked: Field, value: str) -> tuple[str, dict[str, object]] | None:
    least, most = asked.least, asked.most
    if not re.fullmatch(r"[+-]?\d{1,6}", value):
        return "not_a_number", {}
    if (least is not None and int(value) < least) or (most is not None and int(value) > most):
        return "out_of_range", {"least": least, "most": most}
    return None


def _not_a_date(value: str) -> tuple[str, dict[str, object]] | None:
    try:
        date.fromisoformat(value)
    except ValueError:
        return "not_a_date", {}
    return None


def lines(value: Value) -> tuple[str, ...]:
    """The lines of a LINES answer that hold something."""
    typed = value.splitlines() if isinstance(value, str) else ()
    return tuple(line.strip() for line in typed if _can_be_seen(line))


_BAR = re.compile(r"(?<!\\)\|")


def cells(line: str) -> tuple[str, ...]:
    """The parts of a line that says several things: `name | channel | device`. A bar that belongs to a text is written
    as `\\|`; `as_cells` writes it so."""
    return tuple(part.strip().replace("\\|", "|") for part in _BAR.split(line))


def as_cells(parts: Iterable[str]) -> str:
    """The line that `cells` reads these parts from; empty parts at the end are left out."""
    written = [" ".join(part.split()).replace("|", "\\|") for part in parts]
    while written and not written[-1]:
        written.pop()
    return " | ".join(written)
