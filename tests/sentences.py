"""Reads our code for the sentences of prompts/ that it can say, by their names and by how it puts names together."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

TOP = Path(__file__).parents[1]
SAYING = {"say", "tell", "asked", "field_of", "word", "sentence"}
LISTING = {"words", "options"}
RAISING = {"Refusal", "Unreadable", "Uncountable", "wrong"}
ROOMS = {"picture.": "src/journeybot/drawing", "slack.": "bot/slack"}
"""Folders with a `say` of their own that knows which file of prompts/ it reads."""

SHARED = (
    "journey.py",
    "workshop.py",
    "sequence.py",
    "steps/__init__.py",
    "commands/__init__.py",
    "exports/shape.py",
    "checks.py",
    "paper/sections.py",
    "exports/imports/__init__.py",
    "revisions.py",
    "obstacles.py",
    "questionnaires.py",
    "results.py",
    "analytics/ways.py",
)
"""Where the names come from that gaps are filled with: kinds of notes, steps, dialogs, commands, kinds of values."""

GAP = "\0"


@dataclass(frozen=True)
class File:
    """One file of code, and what it says."""

    path: str
    tree: ast.Module

    def nodes(self, kind: type[ast.AST]) -> Iterator[ast.AST]:
        return iter(self._by_kind.get(kind, ()))

    @cached_property
    def _by_kind(self) -> dict[type[ast.AST], list[ast.AST]]:
        found: dict[type[ast.AST], list[ast.AST]] = {}
        for node in ast.walk(self.tree):
            found.setdefault(type(node), []).append(node)
        return found

    def calls(self, *names: str) -> Iterator[ast.Call]:
        """Every call of a function or method of one of these names."""
        calls = (node for node in self.nodes(ast.Call) if isinstance(node, ast.Call))
        return (call for call in calls if _called(call) in names)

    @cached_property
    def literals(self) -> frozenset[str]:
        """Every text that stands in it."""
        return frozenset(text for node in self.nodes(ast.Constant) if (text := _text(node)))

    @cached_property
    def put_together(self) -> frozenset[re.Pattern[str]]:
        """The names it puts together for a sentence: `f"counts.{kind}"`."""
        said = (node for call in self.calls(*SAYING, "button") for node in ast.walk(call))
        return frozenset(_pattern(_pieces(node)) for node in said if isinstance(node, ast.JoinedStr))

    @cached_property
    def listed(self) -> frozenset[str]:
        """Prefixes under which it uses every sentence, `words("commands")`, or one: `words("story")["months"]`."""
        picked = {node.value: node for node in self.nodes(ast.Subscript) if isinstance(node, ast.Subscript)}
        found = set()
        for call in self.calls(*LISTING):
            only = f".{_text(picked[call].slice)}" if call in picked else ""
            found |= {f"{text}{only}" for arg in call.args if (text := _text(arg))}
        return frozenset(found)


class Code:
    """All code that may speak. The sandbox is not ours."""

    def __init__(self) -> None:
        folders = (TOP / "src" / "journeybot", TOP / "bot", TOP / "storage")
        paths = [path.relative_to(TOP) for folder in folders for path in folder.rglob("*.py")]
        self.files = [File(path.as_posix(), _without_docstrings(path)) for path in paths if "sandbox" not in path.parts]

    @cached_property
    def asked(self) -> frozenset[str]:
        """The full names of the sentences that are asked for by name."""
        return frozenset(name for file in self.files for call in file.calls(*SAYING) for name in _named(file, call))

    @cached_property
    def raised(self) -> frozenset[str]:
        """Why the workshop refuses: the first word of every refusal."""
        calls = (call for file in self.files for call in file.calls(*RAISING))
        return frozenset(why for call in calls if call.args and (why := _text(call.args[0])))

    @cached_property
    def _kinds_raised(self) -> frozenset[str]:
        calls = (call for file in self.files for call in file.calls(*RAISING))
        return frozenset(_text(given.value) for call in calls for given in call.keywords)

    @cached_property
    def with_gaps(self) -> frozenset[str]:
        """What stands as a pair in the workshop: the name of a sentence, and the values of its gaps."""
        pairs = [node for file in self.files for node in file.nodes(ast.Tuple) if isinstance(node, ast.Tuple)]
        named = [pair.elts[0] for pair in pairs if len(pair.elts) == 2 and isinstance(pair.elts[1], ast.Dict)]
        return frozenset(filter(None, map(_text, named)))

    def can_say(self, name: str) -> bool:
        """Whether the code has this name, or can put it together from texts that it has."""
        prefix = next((prefix for prefix in ROOMS if name.startswith(prefix)), "")
        rest, folder = name.removeprefix(prefix), ROOMS.get(prefix, "")
        inside = (file for file in self.files if file.path.startswith(folder))
        return any(self._says(file, each) for file in inside for each in {name, rest})

    def _says(self, file: File, name: str) -> bool:
        if name in file.literals or any(f"{name}.".startswith(f"{prefix}.") for prefix in file.listed):
            return True
        gaps = [found.groups() for pattern in file.put_together if (found := pattern.fullmatch(name))]
        return any(all(gap in file.literals or gap in self._shared for gap in some) for some in gaps)

    @cached_property
    def _shared(self) -> frozenset[str]:
        known = (file.literals for file in self.files if file.path.endswith(SHARED))
        return frozenset().union(*known) | self.raised | self._kinds_raised | self.with_gaps


def _without_docstrings(path: Path) -> ast.Module:
    tree = ast.parse((TOP / path).read_text("utf-8"))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            body[:] = [one for one in body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))]
    return tree


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _named(file: File, call: ast.Call) -> Iterator[str]:
    """The sentence that a call names in full; `asked` and `field_of` name a field, which has a label at least."""
    called, text = _called(call), next(filter(None, map(_text, call.args[:2])), "")
    if called == "tell" and text:
        yield f"messages/{text}.md.j2"
    elif called in {"asked", "field_of"} and text:
        yield f"{text}.label"
    elif called == "say" and text:
        yield f"picture.{text}" if file.path.startswith(ROOMS["picture."]) else text
    elif text and file.path.startswith(ROOMS["slack."]):
        yield f"slack.{text}"


def _pieces(joined: ast.JoinedStr) -> str:
    return "".join(_text(part) or GAP for part in joined.values)


def _pattern(pieces: str) -> re.Pattern[str]:
    return re.compile("(.+)".join(map(re.escape, pieces.split(GAP))))
