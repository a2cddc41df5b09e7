"""The way as a Mermaid diagram: read back by rules of its grammar, and by Mermaid itself where that is there."""

import json
import os
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from journeybot.exports.guarding import one_line
from journeybot.exports.mermaid import to_mermaid
from journeybot.journey import JourneyMap
from tests.exports.small import ORDERS, SMALL, saying

GOLDEN = Path(__file__).parent / "golden" / "small.mmd"
MERMAID = os.environ.get("MERMAID_MODULES", "")
"""Where node finds mermaid and jsdom (a folder `node_modules`), for whoever has them."""

PARSER = """
import { createRequire } from 'module';
const { JSDOM } = createRequire(process.argv[2] + '/')('jsdom');
globalThis.window = new JSDOM('').window; globalThis.document = window.document;
const mermaid = (await import(process.argv[2] + '/mermaid/dist/mermaid.core.mjs')).default;
await mermaid.parse('journey\\n  title warm');
const found = [];
for (const text of JSON.parse(process.argv[3])) {
  try {
    const db = (await mermaid.mermaidAPI.getDiagramFromText(text)).db;
    found.push({ title: db.getDiagramTitle(), sections: db.getSections(), tasks: db.getTasks() });
  } catch (error) { found.push(String(error)); }
}
console.log(JSON.stringify(found));
"""


def statements(journey: JourneyMap) -> list[str]:
    """The lines without comments, as the grammar tells them apart."""
    lines = [line.strip() for line in to_mermaid(journey).decode().splitlines()]
    return [line for line in lines if not line.startswith("%%")]


def typed_again(name: str) -> str:
    """What a reader sees of a name with entity codes."""
    return unescape(name.replace("&", "&amp;").replace("#lt;", "&lt;").replace("#gt;", "&gt;").replace("#amp;", "&amp;")
                    .replace("#quot;", "&quot;").replace("#", "&#"))  # fmt: skip


def test_the_file_is_as_agreed() -> None:
    assert to_mermaid(SMALL).decode() == GOLDEN.read_text("utf-8")


def test_what_is_lost_is_said_in_the_file() -> None:
    assert "%% Only the way itself is in it" in to_mermaid(SMALL).decode()


def test_two_personas_who_feel_differently_have_a_line_each() -> None:
    assert statements(SMALL)[3:5] == ["Error code: 1.5: Marta#44; a nurse", "Error code: 4: Henrik"]


@pytest.mark.parametrize("typed", ORDERS)
def test_nothing_that_was_typed_is_a_statement(typed: str) -> None:
    found = statements(saying(typed))
    assert len(found) == len(statements(SMALL))
    assert [line.split(" ")[0] for line in (found[1], found[2], found[5])] == ["title", "section", "section"]
    name, score, who = found[3].split(": ")
    assert typed_again(name).strip("“”") == one_line(typed).strip("“”")
    assert score == "1.5"
    assert "," not in who.removesuffix(f", {who.split(', ')[-1]}")
    assert not [line for line in found if "%%" in line or "\u202e" in line]


@pytest.mark.skipif(not (MERMAID and shutil.which("node")), reason="MERMAID_MODULES names no node_modules with mermaid")
def test_mermaid_itself_reads_it(tmp_path: Path) -> None:
    program = tmp_path / "parse.mjs"
    program.write_text(PARSER, "utf-8")
    texts = [to_mermaid(saying(typed)).decode() for typed in ORDERS]
    done = subprocess.run(
        ["node", str(program), MERMAID, json.dumps(texts)], capture_output=True, text=True, check=False, timeout=60
    )
    found = json.loads(done.stdout or "[]")
    assert len(found) == len(ORDERS), done.stderr
    for typed, read in zip(ORDERS, found, strict=True):
        assert isinstance(read, dict), (typed, read)
        assert len(read["sections"]) == 2, typed
        assert len(read["tasks"]) == 3, typed
