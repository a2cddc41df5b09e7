"""Documents that are false fail: their tables, commands, links and pictures are held against what is really there."""

import json
import re
import shlex
from itertools import takewhile
from pathlib import Path
from shutil import copytree

import pytest
from typer.testing import CliRunner

import bot.slack
from bot.__main__ import command_line
from bot.settings import settings_table
from journeybot.commands import ALIASES, COMMANDS, ONLY_PRESSED
from journeybot.exports import FORMATS, example_journey, to_json
from journeybot.permissions import RULES, Role, Rule
from journeybot.stage_templates import every
from journeybot.wording import Wording

TOP = Path(__file__).parents[1]
DOCUMENTS = sorted(TOP.glob("*.md"))
README = (TOP / "README.md").read_text("utf-8")
RUN_AT_ONCE = {"draw", "export", "schema"}
"""Commands whose examples are run; of the others it is seen that their options exist."""


def table(heading: str) -> list[tuple[str, ...]]:
    """The rows of the README's table that has this heading."""
    below = README.split(f"| {heading} |\n", 1)[1].splitlines()[1:]
    rows = takewhile(lambda line: line.startswith("|"), below)
    return [tuple(cell.strip() for cell in row.strip("|").split(" | ")) for row in rows]


def named(path: Path) -> str:
    return path.name


def test_the_readme_opens_with_the_two_commands() -> None:
    opening = [line.split("#")[0].strip() for line in README.splitlines() if line.strip()][1:3]
    assert opening == ["make run", "make test"]


def test_the_commands_are_those_of_the_bot() -> None:
    hints = Wording().words("commands")
    typed = {*COMMANDS} - ONLY_PRESSED - {*ALIASES}
    assert table("command | does | who") == [(f"`{name}`", hints[name], RULES[name].role) for name in hints]
    assert hints.keys() == typed


WHO = {
    Role.ANYONE: "anyone in the channel",
    Role.PARTICIPANT: "anyone in the channel, who takes part by it",
    Role.OWNER: "whoever looks after the map, and its facilitators",
    Role.FACILITATOR: "its facilitators",
}
WHILE = {"none": "always", "open": "a workshop is open", "any": "there is one, open or finished"}

BEGINNING, NONE = "; where there is no map yet, anyone in the channel", ", or there never was one"


def test_who_may_do_what_is_told_as_it_is() -> None:
    told = (TOP / "SECURITY.md").read_text("utf-8").split("| who | while | also guests | what |\n")[1].splitlines()[1:]
    rules: dict[Rule, list[str]] = {}
    for name, rule in RULES.items():
        rules.setdefault(rule, []).append(f"`{name}`")
    rows = [f"{_who(rule)} {', '.join(names)} |" for rule, names in rules.items()]
    assert [*takewhile(lambda line: line.startswith("|"), told)] == rows, "\n".join(rows)


def _who(rule: Rule) -> str:
    who = "anyone anywhere, for themselves" if rule.anywhere else WHO[rule.role]
    who, while_ = (
        f"{text}{also if rule.begins else ''}" for text, also in ((who, BEGINNING), (WHILE[rule.needs], NONE))
    )
    return f"| {who} | {while_} | {'yes' if rule.visitors else 'no'} |"


def test_the_settings_are_those_of_the_bot() -> None:
    rows = [
        (f"`{line.variable}`", line.default if line.default == "–" else f"`{line.default}`", line.meaning)
        for line in settings_table()
    ]
    assert table("variable | if not set | what for") == rows


def test_the_formats_are_those_of_the_bot() -> None:
    words = Wording()
    rows = [
        (f"`{kind.name}`", words.say(f"exports.what.{kind.name}"), words.say(kind.loses) if kind.loses else "nothing")
        for kind in FORMATS.values()
    ]
    assert table("format | what it is | what it leaves out") == rows


def test_the_scopes_are_those_of_the_manifest() -> None:
    manifest = json.loads(Path(bot.slack.__path__[0], "manifest.json").read_text("utf-8"))
    scopes = manifest["oauth_config"]["scopes"]
    rows = table("scope | what for")
    assert {scope for scope, _ in rows} == {f"`{scope}`" for scope in scopes["bot"]}
    optional = {scope for scope, reason in rows if reason.startswith("optional")}
    assert optional == {f"`{scope}`" for scope in scopes["bot_optional"]}


def test_the_steps_are_those_of_the_workshop() -> None:
    titles = [Wording().say(f"{step}.title") for step in ("personas", "stages", "touchpoints", "moments")]
    titles += [Wording().say(f"{step}.title") for step in ("challenges", "improvements")]
    rows = table("step | what it asks | about")
    assert [step for step, _, _ in rows] == [f"{number} {title}" for number, title in enumerate(titles, start=1)]


def test_the_sets_of_stages_are_all_named() -> None:
    told = README.split("sets of stages to begin with: ")[1].split(". ")[0]
    listed = [" ".join(one.split()) for one in re.split(r",\s+(?:and )?(?:an? )?", told)]
    titles = {template.title.lower().replace(", ", "/") for template in every()}
    assert {*listed} == titles
    assert "There are seven sets" in README
    assert len(titles) == 7


def test_buttons_that_documents_name_are_there() -> None:
    back, kinds = Wording(flavour="retrospective"), ("buttons", "moments", "challenges", "improvements", "last_actions")
    labels = {*Wording().words("buttons").values(), *_seen_in_slack()}
    labels |= {label for kind in kinds for label in back.words(kind).values()} | {back.say("start.submit")}
    for name in re.findall(r"\*\*([A-Z][^*]+)\*\*", README.split("## For whoever")[0].split("### The six steps")[1]):
        if not name.endswith((".", ":", "?")):
            assert name in labels, name


def _seen_in_slack() -> set[str]:
    return {"You are", "Home"}


def _examples() -> list[str]:
    """Every command in a console block of any document."""
    texts = [document.read_text("utf-8") for document in DOCUMENTS]
    blocks = [block for text in texts for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL)]
    return [line for block in blocks for line in block.splitlines()]


EXAMPLES = _examples()


def test_there_are_examples() -> None:
    assert {line.split()[1] for line in EXAMPLES} >= {"run", "demo", "draw", "export", "schema", "doctor"}


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_works(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, command, *rest = shlex.split(line)
    assert program == "journeybot"
    monkeypatch.chdir(tmp_path)
    Path("demo").mkdir()
    Path("demo", "map.json").write_bytes(to_json(example_journey()))
    copytree(TOP / "docs/examples", "docs/examples")
    really = command in RUN_AT_ONCE
    done = CliRunner().invoke(command_line(), [command, *rest] if really else [command, *rest, "--help"])
    assert done.exit_code == 0, done.output
    if "--out" in rest and really:
        assert Path(rest[rest.index("--out") + 1]).exists()


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_has_no_option_that_is_not_there(line: str) -> None:
    _, command, *rest = shlex.split(line)
    within = rest[:1] if command == "db" else []
    helped = CliRunner().invoke(command_line(), [command, *within, "--help"], env={"COLUMNS": "200"}).output
    assert [word for word in rest if word.startswith("--") and word not in helped] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_make_target_that_is_named_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (TOP / "Makefile").read_text("utf-8"), re.MULTILINE))
    asked = re.findall(r"(?:`(?:\w+=\S+ )?|^ {4})make ([a-z-]+)", document.read_text("utf-8"), re.MULTILINE)
    assert {*asked} - targets == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_link_and_picture_is_there(document: Path) -> None:
    text = document.read_text("utf-8")
    places = [*re.findall(r"\]\(([^)\s]+)\)", text), *re.findall(r'src="([^"]+)"', text)]
    near = [place for place in places if "://" not in place]
    files = [place for place in near if not place.startswith("#")]
    assert [place for place in files if not (document.parent / place.split("#")[0]).exists()] == []
    assert [place for place in near if place.startswith("#") and place[1:] not in _anchors(text)] == []


def _anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_file_that_is_named_is_there(document: Path) -> None:
    text = document.read_text("utf-8")
    paths = re.findall(r"`((?:src|bot|storage|prompts|tests|docs)/[\w/.-]+)`", text)
    assert [path for path in paths if not (TOP / path).exists()] == []


def test_every_picture_has_words_and_is_small() -> None:
    for alt, place in re.findall(r"!\[([^]]*)\]\(([^)]+)\)", README):
        assert len(alt) > 20, place
    sizes = {path.name: path.stat().st_size for path in (TOP / "docs" / "screenshots").glob("*.png")}
    assert sizes
    assert {name for name, size in sizes.items() if size > 250_000} == set()
    assert {name for name in sizes if name not in README} == set()


def test_the_readme_and_the_env_example_name_the_same_variables() -> None:
    shown = re.findall(r"^#? ?([A-Z_]+)=", (TOP / ".env.example").read_text("utf-8"), re.MULTILINE)
    assert {*shown} <= {line.variable for line in settings_table()}
