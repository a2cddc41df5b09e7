"""SECURITY.md's list is whole, and each test that it names is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
SLACK = {f"S{number}" for number in range(1, 10)}
BACKUPS = {"B1", "B2", "B3"}
ASVS = {
    *("1.1.2", "1.2.1", "1.2.2", "1.2.4", "1.2.10", "1.3.3", "1.3.4", "1.3.7", "1.3.12", "1.5.2"),
    *("2.1.3", "2.2.1", "2.2.2", "2.3.1", "2.3.3", "2.3.4", "2.4.1"),
    *("5.2.1", "5.2.3", "5.2.6", "5.3.2", "5.3.3", "5.4.2"),
    *("8.1.1", "8.2.1", "8.2.2", "8.2.3", "8.3.1", "8.3.2", "8.3.3", "8.4.1"),
    *("10.1.2", "10.2.1", "10.2.3", "13.1.2", "13.1.3", "13.2.6", "13.3.1", "13.3.4", "13.4.2", "14.2.4", "14.2.7"),
    *("15.1.2", "15.1.3", "15.2.2", "15.2.3", "15.3.3", "15.4.1", "15.4.2", "15.4.4"),
    *("16.2.5", "16.3.2", "16.4.1", "16.5.1", "16.5.2", "16.5.3", "16.5.4"),
}
"""OWASP Application Security Verification Standard 5.0, as far as it speaks of what a bot has."""


def _rows() -> dict[str, str]:
    text = (TOP / "SECURITY.md").read_text("utf-8").split("| item | about | held by |\n")[1]
    rows = re.findall(r"^\| ([SB]?[\d.]+) \| [^|]+ \| ([^|]+) \|$", text, re.MULTILINE)
    assert len(rows) == len(dict(rows)), "an item stands there twice"
    return dict(rows)


ROWS = _rows()


@cache
def _tests_in(path: Path) -> frozenset[str]:
    """Those that run everywhere: what is left out on another machine holds nothing there."""
    module = ast.parse(path.read_text("utf-8")).body
    marks = [ast.unparse(node) for node in module if isinstance(node, ast.Assign)]
    if any(mark.startswith("pytestmark") and "skip" in mark for mark in marks):
        return frozenset()
    tests = [node for node in module if isinstance(node, ast.FunctionDef)]
    return frozenset(test.name for test in tests if "skip" not in "".join(map(ast.unparse, test.decorator_list)))


def test_every_item_has_a_line() -> None:
    assert ROWS.keys() == SLACK | BACKUPS | ASVS


@pytest.mark.parametrize("item", ROWS)
def test_an_item_is_held_by_tests_that_exist_or_says_why_not(item: str) -> None:
    if ROWS[item].startswith("not tested: "):
        assert len(ROWS[item]) > 30
        return
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", ROWS[item])
    assert named
    assert [name for path, name in named if name not in _tests_in(TOP / path)] == []


def test_most_items_are_held() -> None:
    assert sum("not tested" in held for held in ROWS.values()) <= 11
