"""Every language says everything that English says: the same sentences, with the same gaps, short enough for a chat."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from jinja2 import meta

from bot.slack.limits import Most, length
from journeybot.commands import ALIASES, COMMANDS, ONLY_PRESSED
from journeybot.drawing.words import Words
from journeybot.prompt_files import ENGLISH, languages, prompts_folder, spoken
from journeybot.stage_templates import every
from journeybot.typed import meanings
from journeybot.wording import Wording, _sentences

OTHERS = [language for language in languages() if language != ENGLISH]
SAME_IN = {
    "de": (
        r"exports\.label\..*|exports\.columns\.(link|persona|text)|exports\.sheets\.persona|kinds\.(moment|persona)"
        r"|personas\.title|personas\.name\.label|picture\.progress\.personas|slack\.notice_title|story\.feel\.4"
        r"|buttons\.pause|analytics\.heads\.(count|linear|median)|analytics\.measures\.minutes_unit"
    )
}
"""Sentences that are the same in a language as in English, and rightly so: names of formats, words of both."""

NO_WORDS = re.compile(r"\{[{%].*?[%}]\}|[^\w]|\d", re.DOTALL)
COMMAND = re.compile(r"`/journey (\w+)")


def _files(language: str) -> dict[str, str]:
    folder = prompts_folder() / language
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.*")}


def _gaps(text: str) -> set[str]:
    return meta.find_undeclared_variables(Wording()._environment.parse(text))


@pytest.fixture(params=OTHERS)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_language_is_a_folder_and_a_locale_finds_it() -> None:
    assert "de" in languages()
    tags = {"de": "de", "de-AT": "de", "de_DE": "de", "DE": "de", "en-GB": "en", "pt-BR": "en", "": "en", "der": "en"}
    assert {tag: spoken(tag) for tag in tags} == tags


def test_choices_stand_in_the_same_order(language: str) -> None:
    def order(sentences: dict[str, str]) -> list[str]:
        return [name for name in sentences if ".options." in name]

    assert order(_sentences(language)) == order(_sentences(ENGLISH))


def test_a_sentence_has_the_gaps_of_the_english_one(language: str) -> None:
    mine, english = _sentences(language), _sentences(ENGLISH)
    differ = {name: (_gaps(mine[name]), _gaps(english[name])) for name in mine.keys() & english.keys()}
    assert {name: pair for name, pair in differ.items() if pair[0] != pair[1]} == {}, f"gaps in {language}, in English"


def test_a_long_text_has_the_gaps_of_the_english_one(language: str) -> None:
    mine, english = _files(language), _files(ENGLISH)
    told = [name for name in english if name.startswith("messages/") and name in mine]
    assert {name for name in told if _gaps(mine[name]) != _gaps(english[name])} == set()


def test_nothing_was_left_in_english(language: str) -> None:
    mine, english = _sentences(language), _sentences(ENGLISH)
    same = {name for name in mine if mine[name] == english.get(name) and NO_WORDS.sub("", mine[name])}
    left = {name for name in same if not re.fullmatch(SAME_IN.get(language, ""), name)}
    assert not left, f"in prompts/{language}/ these are still English: {sorted(left)}"


def test_sets_of_stages_are_built_alike(language: str) -> None:
    def built(of: str) -> list[Any]:
        signs = Words(of)
        return [
            (t.name, t.order, [(s.phase, bool(s.milestone), [signs.channel(p.channel) for p in s.touchpoints])
                               for s in t.stages])
            for t in every(of)
        ]  # fmt: skip

    assert built(language) == built(ENGLISH)


def _too_long(language: str) -> Iterator[str]:
    known = _sentences(language)
    for name, text in known.items():
        before, _, part = name.rpartition(".")
        limit = Most.BUTTON if before == "buttons" else LIMITS.get(part)
        if part == "heading" and f"{before}.submit" not in known:
            limit = Most.HEADER
        if "{" not in text and limit and length(text) > limit:
            yield f"{name} has {length(text)} characters, {limit} is the most"


LIMITS = {
    "heading": Most.VIEW_TITLE,
    "submit": Most.VIEW_TITLE,
    "placeholder": Most.PLACEHOLDER,
    "label": Most.LABEL,
    "hint": Most.LABEL,
}


@pytest.mark.parametrize("spoken_here", languages())
def test_words_fit_where_a_chat_shows_them(spoken_here: str) -> None:
    assert [*_too_long(spoken_here)] == []
    titles = {name: text for name, text in _sentences(spoken_here).items() if name.endswith(".title")}
    dialogs = {name: text for name, text in titles.items() if name.count(".") == 2 and name[:6] != "schema"}
    assert {name: text for name, text in dialogs.items() if length(text) > Most.VIEW_TITLE} == {}
    options = {name: text for name, text in _sentences(spoken_here).items() if ".options." in name}
    assert {name: text for name, text in options.items() if length(text) > Most.OPTION} == {}


@pytest.mark.parametrize("spoken_here", languages())
def test_every_command_that_is_mentioned_can_be_typed(spoken_here: str) -> None:
    known = {*COMMANDS, *ALIASES} - ONLY_PRESSED
    mentioned = {word.casefold() for text in _files(spoken_here).values() for word in COMMAND.findall(text)}
    assert len(mentioned) > 5
    assert mentioned - known == set()


@pytest.mark.parametrize("kind", ["arguments", "commands", "lines"])
def test_a_typed_word_means_one_thing_in_every_language(kind: str) -> None:
    said: dict[str, set[str]] = {}
    for path in prompts_folder().glob(f"*/typed/{kind}.toml"):
        for meaning, words in tomllib.loads(path.read_text("utf-8")).items():
            for word in words.split(","):
                said.setdefault(word.strip().casefold(), set()).add(meaning)
    assert {word: of for word, of in said.items() if len(of) > 1} == {}
    assert kind != "commands" or {of for found in said.values() for of in found} <= COMMANDS.keys()
    own = {word for word in said.keys() & COMMANDS.keys() if meanings(kind)[word] != word}
    assert own <= {"touchpoint", "delete"}, "a word that is a command of its own keeps its meaning"
