"""The rules of the house that no linter holds: each takes a file and yields complaints."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 40
SIZED = {".py", ".js", ".css", ".html", ".j2"}
NAMES_THAT_SAY_NOTHING = {
    "util",
    "utils",
    "helper",
    "helpers",
    "manager",
    "service",
    "services",
    "base",
    "common",
    "misc",
}
MAY_KNOW_THE_CLIENT = {"bot/slack/delivery.py", "bot/slack/line.py", "bot/wiring.py"}
A_JSON_TEMPLATE = re.compile(r'"\w+"\s*:\s*["{\[]')
A_REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(org|com)|deb\.debian\.org|proxy\.golang\.org", re.IGNORECASE
)
A_PATH_OF_ONE_MACHINE = re.compile(r"(?<![\w.~$}/-])/(work|tmp|root|home|Users|opt)/\w")

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class File:
    """A file of the project: its path from the top, and its text."""

    path: str
    text: str

    @property
    def place(self) -> PurePosixPath:
        return PurePosixPath(self.path)

    @property
    def is_python(self) -> bool:
        return self.place.suffix == ".py"

    @property
    def is_ours(self) -> bool:
        """In the product, not in its tests."""
        return self.place.parts[0] in {"bot", "src", "storage"}

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)


Rule = Callable[[File], Iterator[str]]


def a_file_fits_a_sitting(file: File) -> Iterator[str]:
    """No more than 300 lines."""
    lines = file.text.count("\n")
    in_a_folder_of_code = file.is_ours or file.place.parts[0] == "tests"
    if in_a_folder_of_code and file.place.suffix in SIZED and lines > MOST_LINES_OF_A_FILE:
        yield f"{file.path} has {lines} lines"


def a_function_fits_a_screen(file: File) -> Iterator[str]:
    """No more than 40 lines."""
    if not file.is_python:
        return
    for node in ast.walk(file.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MOST_LINES_OF_A_FUNCTION:
                yield f"{file.path}:{node.lineno} {node.name} has {lines} lines"


def a_module_opens_with_a_sentence(file: File) -> Iterator[str]:
    """What the module is for, before anything else."""
    if file.is_python:
        opening = (ast.get_docstring(file.tree) or "").split("\n\n")[0]
        if not opening.endswith((".", "!", "?", ":")):
            yield f"{file.path} does not open with a sentence"


def what_the_workshop_offers_is_explained(file: File) -> Iterator[str]:
    """Every public class, function and method of the workshop has a docstring."""
    if file.is_python and file.path.startswith("src/journeybot/"):
        for node in _public(file.tree):
            if not ast.get_docstring(node):
                yield f"{file.path}:{node.lineno} {node.name} says nothing about itself"


def _public(parent: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    for node in parent.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


def a_name_says_something(file: File) -> Iterator[str]:
    """No utils, no helpers, no manager."""
    empty_words = NAMES_THAT_SAY_NOTHING & {*file.place.parent.parts, file.place.stem}
    if file.is_python and empty_words:
        yield f"{file.path}: {', '.join(empty_words)} says nothing"


def words_are_words(file: File) -> Iterator[str]:
    """prompts/ holds TOML and Markdown, and no template makes JSON."""
    if file.place.parts[0] != "prompts":
        return
    if not file.path.endswith((".toml", ".md.j2")):
        yield f"{file.path} is neither .toml nor .md.j2"
    if A_JSON_TEMPLATE.search(file.text):
        yield f"{file.path} makes JSON"


def the_workshop_does_not_know_where_it_runs(file: File) -> Iterator[str]:
    """No print and no environment in the workshop."""
    if not (file.is_python and file.path.startswith("src/")):
        return
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Name) and node.id == "print":
            yield f"{file.path}:{node.lineno} prints"
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}:
            yield f"{file.path}:{node.lineno} reads the environment"


def one_module_talks_to_slack(file: File) -> Iterator[str]:
    """Only delivery, and wiring which makes it, know Slack's client."""
    if not (file.is_python and file.is_ours) or file.path in MAY_KNOW_THE_CLIENT:
        return
    for node in ast.walk(file.tree):
        imported = isinstance(node, ast.ImportFrom) and any(name.name == "WebClient" for name in node.names)
        if imported or (isinstance(node, ast.Attribute) and node.attr == "WebClient"):
            yield f"{file.path} knows Slack's client"


def nothing_belongs_to_one_machine(file: File) -> Iterator[str]:
    """No host of a package registry and no path of somebody's machine."""
    if file.path == "uv.lock":
        return
    for number, line in enumerate(file.text.splitlines(), 1):
        found = A_REGISTRY.search(line) or A_PATH_OF_ONE_MACHINE.search(line)
        if found:
            yield f"{file.path}:{number} names {found[0]}"
