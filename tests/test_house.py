"""Keeps the house as CONTRIBUTING.md describes it, and shows that each of its rules would notice a slip."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests import house_rules
from tests.house_rules import File, Rule

pytestmark = pytest.mark.xdist_group("house")  # every file is read once
TOP = Path(__file__).resolve().parents[1]

SLIPS: list[tuple[Rule, str, str]] = [
    (house_rules.a_file_fits_a_sitting, "bot/long.py", "x = 1\n" * 301),
    (house_rules.a_file_fits_a_sitting, "bot/sandbox/page/static/long.js", "x = 1\n" * 301),
    (house_rules.a_function_fits_a_screen, "tests/test_long.py", "def long():\n" + "    x = 1\n" * 40),
    (house_rules.a_function_fits_a_screen, "bot/long.py", "class A:\n  async def long(self):\n" + "    x = 1\n" * 40),
    (house_rules.a_module_opens_with_a_sentence, "bot/silent.py", "x = 1\n"),
    (house_rules.a_module_opens_with_a_sentence, "bot/mumbling.py", '"""cards"""\n'),
    (house_rules.what_the_workshop_offers_is_explained, "src/journeybot/checks.py", "def check() -> None: ..."),
    (
        house_rules.what_the_workshop_offers_is_explained,
        "src/journeybot/a.py",
        'class A:\n  """A."""\n  def b(self): ...',
    ),
    (house_rules.a_name_says_something, "bot/slack/utils.py", ""),
    (house_rules.a_name_says_something, "bot/helpers/cards.py", ""),
    (house_rules.words_are_words, "prompts/en/card.json.j2", ""),
    (house_rules.words_are_words, "prompts/en/messages/card.md.j2", '{"type": "section"}'),
    (house_rules.the_workshop_does_not_know_where_it_runs, "src/journeybot/checks.py", "print(1)"),
    (house_rules.the_workshop_does_not_know_where_it_runs, "src/journeybot/checks.py", "import os\nos.environ['A']"),
    (house_rules.one_module_talks_to_slack, "bot/slack/listeners.py", "from slack_sdk.web import WebClient"),
    (house_rules.one_module_talks_to_slack, "bot/slack/app.py", "import slack_sdk\nslack_sdk.WebClient()"),
    (house_rules.nothing_belongs_to_one_machine, "README.md", "see https://pypi" + ".org/project/journeybot"),
    (house_rules.nothing_belongs_to_one_machine, ".ci/run", "cd /" + "home/ann/journeybot"),
]
RULES = list(dict.fromkeys(rule for rule, _, _ in SLIPS))


@cache
def complaints() -> dict[Rule, list[str]]:
    """What each rule finds, file by file: all their trees at once would make every later collection of garbage long."""
    found: dict[Rule, list[str]] = {rule: [] for rule in RULES}
    for file in files():
        for rule in RULES:
            found[rule].extend(rule(file))
    return found


def files() -> Iterator[File]:
    """Every file that git tracks or would track, read as text; pictures and fonts are left out."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=TOP, capture_output=True, text=True, check=True).stdout.split("\0")
    return (file for name in names if name and (file := read(name)))


def read(name: str) -> File | None:
    try:
        return File(name, (TOP / name).read_text("utf-8"))
    except (UnicodeDecodeError, FileNotFoundError):
        return None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_is_tidy(rule: Rule) -> None:
    assert not complaints()[rule], "\n".join(complaints()[rule])


@pytest.mark.parametrize(("rule", "path", "text"), SLIPS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_slip_would_be_noticed(rule: Rule, path: str, text: str) -> None:
    assert list(rule(File(path, text)))


def test_every_rule_of_the_house_is_tried() -> None:
    rules = {
        value
        for name, value in vars(house_rules).items()
        if callable(value) and value.__module__ == house_rules.__name__
    }
    assert {rule for rule in rules if not rule.__name__.startswith("_")} - {File} == set(RULES)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"])
def test_a_page_promises_no_command_that_is_not_there(page: str) -> None:
    promised = set(re.findall(r"`make ([a-z]+)", (TOP / page).read_text("utf-8")))
    there = set(re.findall(r"^([a-z]+):", (TOP / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert promised <= there
