"""No sentence is missing, none is left over, and none speaks the language of one chat."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import Environment

from journeybot.commands import ALIASES, COMMANDS, ONLY_PRESSED, OWN_FORMS
from journeybot.forms import Form
from journeybot.journey import HIGHEST, LISTS, LOWEST, MapState, Pain, Status, Strategy
from journeybot.prompt_files import ENGLISH, languages, prompts_folder
from journeybot.steps import DIALOGS, EDITED_WITH
from journeybot.wording import Wording, _flavoured, _sentences, flavours
from journeybot.workshop import STEPS
from tests.sentences import Code
from tests.team import Member, gathered

pytestmark = pytest.mark.xdist_group("words")  # what all of them search is read once
SENTENCES = frozenset(_sentences("en"))
MESSAGES = prompts_folder() / "en" / "messages"
TYPED = {*COMMANDS} - ONLY_PRESSED - {*ALIASES}
PARTS_OF_A_FIELD = ("label", "hint", "placeholder")
SEVERAL_ARE_NEEDED = ["Maya", "Noor"]
"""A dialog asks for whom only where there is more than one persona."""
FURTHER = (
    *("persona", "score", "headcount", "paste", "import", "vote", "quiet", "about", "invite", "language", "handover"),
    *("compare", "ask", "inside", "share"),
)
"""Dialogs that are opened on a map with something in it."""


@pytest.fixture(scope="module")
def code() -> Code:
    return Code()


@dataclass
class Dialogs:
    """Every dialog, opened, and every sentence that was said on the way."""

    opened: dict[str, Form]
    said: set[str]


@pytest.fixture(scope="module")
def dialogs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dialogs]:
    said: set[str] = set()
    say, words = Wording.say, Wording.words

    def noted(self: Wording, name: str, /, **values: object) -> str:
        said.add(name)
        return say(self, name, **values)

    def noted_all(self: Wording, prefix: str) -> Mapping[str, str]:
        found = words(self, prefix)
        said.update(f"{prefix}.{name}" for name in found if prefix.endswith(".options"))
        return found

    with pytest.MonkeyPatch.context() as patch, gathered(tmp_path_factory.mktemp("team")) as team:
        patch.setattr(Wording, "say", noted)
        patch.setattr(Wording, "words", noted_all)
        yield Dialogs({form.name: form for form in _every_dialog(team.member("ana"))}, said)


def test_every_sentence_that_is_asked_for_by_name_is_there(code: Code) -> None:
    known = SENTENCES | {f"messages/{path.name}" for path in MESSAGES.glob("*")}
    assert len(code.asked) > 100, "the search finds what the code says"
    assert code.asked - known == set()


def test_no_sentence_is_left_over(code: Code, dialogs: Dialogs) -> None:
    others = {name for name in SENTENCES - dialogs.said if name.rpartition(".")[2] not in PARTS_OF_A_FIELD}
    assert {name for name in others if not code.can_say(name)} == set()


def test_no_word_of_a_field_is_left_over(dialogs: Dialogs) -> None:
    words = {name for name in SENTENCES if name.rpartition(".")[2] in PARTS_OF_A_FIELD}
    assert words - dialogs.said == set()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("flavour", sorted(flavours()))
def test_what_a_flavour_says_otherwise_is_a_sentence_there_is(language: str, flavour: str) -> None:
    said, english = _flavoured(language, flavour), _flavoured(ENGLISH, flavour)
    assert said
    assert said.keys() == english.keys()
    assert said.keys() - _sentences(language).keys() == set()


def test_every_dialog_says_what_it_is_and_asks(dialogs: Dialogs) -> None:
    assert dialogs.opened.keys() == DIALOGS.keys() | OWN_FORMS.keys()
    for form in dialogs.opened.values():
        assert form.title, form.name
        assert form.submit, form.name
        assert all(field.label for field in form.fields), form.name
        assert form.fields, form.name


@pytest.mark.parametrize("made_up", ["refusals.because", "picture.legend.nothing", "card.nothing", "buttons.dance"])
def test_the_search_would_find_what_is_left_over(code: Code, made_up: str) -> None:
    assert not code.can_say(made_up)


def test_no_long_text_is_left_over(code: Code) -> None:
    files = {path.name: path.read_text("utf-8") for path in MESSAGES.glob("*")}
    included = {f"{name}.md.j2" for name in re.findall(r'include "messages/(\w+)', "".join(files.values()))}
    told = {name.removeprefix("messages/") for name in code.asked}
    assert files.keys() - told - included == set()


def test_every_refusal_says_why(code: Code) -> None:
    whys = code.raised
    assert len(whys) > 10
    assert {
        why for why in whys if not {f"refusals.{why}", f"reading.{why}", f"analytics.refused.{why}"} & SENTENCES
    } == set()


def test_every_problem_is_said_at_its_field(code: Code) -> None:
    problems = {f"problems.{why}" for why in code.with_gaps if "." not in why}
    assert len(problems) > 10
    assert problems - SENTENCES == set()


def test_everything_that_a_step_says_is_there(code: Code) -> None:
    said = {name for name in code.with_gaps if "." in name}
    assert len(said) > len(STEPS)
    assert said - SENTENCES == set()


@pytest.mark.parametrize("step", STEPS)
def test_a_step_has_its_words(step: str) -> None:
    words = Wording().words(step)
    assert {"title", "question", "add", "missing", "line"} <= words.keys()


def test_a_sentence_is_read_once_whoever_says_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file that is made has a wording of its own, and to read its sentences took twenty times as long."""
    said = Wording().say("dates.day", day=1, month="May", year=2027)
    monkeypatch.setattr(Environment, "compile", None)
    assert Wording().say("dates.day", day=1, month="May", year=2027) == said


def test_every_command_has_a_button() -> None:
    assert not COMMANDS.keys() - Wording().words("buttons").keys()


def test_every_typed_command_has_a_hint_and_no_other_does() -> None:
    assert {*Wording().words("commands")} == TYPED


def test_every_kind_of_note_has_a_name() -> None:
    assert {*Wording().words("kinds")} == {*EDITED_WITH}
    assert {*Wording().words("counts")} <= {*LISTS}


CHOICES = {
    "moments.feeling.options": {*map(str, range(LOWEST, HIGHEST + 1)), "absent"},
    "challenges.pain.options": {*Pain},
    "improvements.strategy.options": {*Strategy},
    "improvements.status.options": {*Status},
    "about.state.options": {*MapState},
    "story.feel": {*map(str, range(2 * (HIGHEST - LOWEST) + 1))},
}


@pytest.mark.parametrize("prefix", CHOICES)
def test_every_choice_there_is_has_a_word(prefix: str) -> None:
    assert {*Wording().words(prefix)} == CHOICES[prefix]


def _every_dialog(member: Member) -> Iterator[Form]:
    """Begin, fill every dialog once so that there is something to edit, and open every dialog on that."""
    yield from (_opened(member, begins) for begins in ("start retro", "import", "start"))
    member.fills(title="Moving house")
    yield _opened(member, "settings")
    member.fills(votes_each="6")
    yield _opened(member, "stages")  # of a map with stages, and of one without any below
    for name in SEVERAL_ARE_NEEDED:
        member.asks("persona", name=name)
    yield _opened(member, "touchpoints")
    member.fills(lines="Looks for boxes")
    for dialog, answers in {
        "moment": {"action": "Asks the neighbours"},
        "challenge": {"text": "No boxes", "where": ""},
        "improve": {"text": "Lend boxes"},
        "measure": {"name": "Boxes", "values": "2026 4"},
        "evidence": {"on": "", "text": "Everybody asks for boxes"},
    }.items():
        form = _opened(member, dialog)
        yield form
        for place in {"where", "on"} & answers.keys():
            answers[place] = next(field.options[1].value for field in form.fields if field.name == place)
        member.fills(**answers)
    member.types("keep")
    yield from (_opened(member, name) for name in FURTHER)
    _opened(member, "import")
    member.fills(text="customer,time,touchpoint,channel\nc1,2026-03-31,Looks for boxes,store")
    yield member.form or _opened(member, "import")
    yield _opened(member, "close")
    yield from _about_a_note(member)
    member.hears(member.team.facilitator.quote(member.who, member.place, text="No boxes", said_by="", link=""))
    assert member.form is not None
    yield member.form
    member.asks("close")
    yield _opened(member, "review owner")
    member.types("review")
    yield _opened(member, "outcome")
    without = member.team.member("ben", channel="C2")
    without.asks("start", title="Empty", template="empty")
    yield _opened(without, "stages")


def _about_a_note(member: Member) -> Iterator[Form]:
    member.types("improve")
    member.fills(text="Sell boxes")
    yield _opened(member, "merge")
    notes = member.team.store.journey("T1", member.team.workshop.key)
    about = {
        "value": notes.measures[0].key,
        "background": notes.personas[0].key,
        "outlook": notes.personas[0].key,
        "touchpoint": notes.touchpoints[0].key,
        "weigh": notes.touchpoints[0].key,
        "plan": notes.improvements[0].key,
        "assign": notes.improvements[0].key,
    }
    for command, key in about.items():
        member.presses(command, key)
        assert member.form is not None, f"{command}: {member.heard}"
        yield member.form


def _opened(member: Member, command: str) -> Form:
    member.types(command)
    if command == "inside":
        member.presses("inside", "open")
    assert member.form is not None, f"{command}: {member.heard}"
    return member.form


FILES = sorted(path for path in prompts_folder().rglob("*") if path.is_file())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_words_belong_to_no_chat(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.findall(r"<[@!#][^>]*>?", text), "a mention is made by the filter `person`"
    assert not re.findall(r"(?<![\w`]):[a-z][a-z0-9_+-]*:(?!\w)", text), "emoji are characters, not :shortcodes:"


def test_every_template_can_be_read() -> None:
    parsing: Environment = Wording()._environment
    for path in MESSAGES.glob("*.md.j2"):
        parsing.parse(path.read_text("utf-8"))
    for text in _sentences("en").values():
        parsing.parse(text)


@pytest.mark.parametrize("language", sorted({*languages()} - {ENGLISH}))
def test_no_file_is_missing_in_a_language_and_none_is_left_over(language: str) -> None:
    def files(of: str) -> set[str]:
        return {path.relative_to(prompts_folder() / of).as_posix() for path in (prompts_folder() / of).rglob("*.*")}

    mine, english = files(language), files(ENGLISH)
    assert not english - mine, f"prompts/{language}/ lacks: {sorted(english - mine)}"
    assert not mine - english, f"prompts/{language}/ has what English has not: {sorted(mine - english)}"


@pytest.mark.parametrize("language", sorted({*languages()} - {ENGLISH}))
def test_no_sentence_is_missing_in_a_language_and_none_is_left_over(language: str) -> None:
    mine, english = _sentences(language), _sentences(ENGLISH)
    missing = [f"{name} = {english[name]!r}" for name in english if name not in mine]
    assert not missing, f"prompts/{language}/ lacks these sentences; please translate them:\n" + "\n".join(missing)
    left = [name for name in mine if name not in english]
    assert not left, f"prompts/{language}/ has sentences that English has not: {left}"
