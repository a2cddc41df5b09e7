"""Reads a user journey of Mermaid: sections are stages, tasks touchpoints, with who feels there how, from 1 to 5."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html import unescape

from journeybot.exports.imports.brought import Brought, File
from journeybot.exports.mermaid import A_STATEMENT
from journeybot.exports.unreadable import Unreadable
from journeybot.forms import clean
from journeybot.journey import HIGHEST, LOWEST, About, JourneyMap, Key, Persona, Score, Stage, Touchpoint
from journeybot.paper.places import same
from journeybot.prompt_files import languages
from journeybot.wording import Wording

ONE = LOWEST - 1
"""What is added to a score of Mermaid."""

SCORED_BY = "participant 1"

_ENTITY = re.compile(r"#(\d{1,7}|[A-Za-z]\w{0,30});")
_REMARK = re.compile(r"(?<!&)#(?!\w{1,31};).*")
_SCORE = re.compile(r"[+-]?\d+(\.\d+)?")
_ABOUT = re.compile(r"(title|section|accTitle|accDescr)\b\s*:?\s*(.*)", re.IGNORECASE)

Statement = tuple[int, str]


def fits(file: File) -> bool:
    """Whether the first statement says that it is a user journey."""
    return next(_statements(file.text), (0, ""))[1].split(" ")[0] == "journey"


def read(file: File, into: JourneyMap) -> Brought:
    """The map of a diagram. A task that is there twice running, for others, is one touchpoint; a score between two of
    ours becomes the one further from the middle."""
    diagram = _Diagram(into)
    for number, statement in list(_statements(file.text))[1:]:
        diagram.take(number, statement)
    return diagram.brought()


def _statements(text: str) -> Iterator[Statement]:
    """Each statement with its line; without front matter, fences, comments, directives and long descriptions."""
    skipping = ""
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        if skipping:
            skipping = "" if bare.endswith(skipping) else skipping
        elif bare == "---":
            skipping = "---"
        elif bare.startswith("%%{") and not bare.endswith("}%%"):
            skipping = "}%%"
        elif re.match(r"accDescr\s*\{", bare, re.IGNORECASE):
            skipping = "" if bare.endswith("}") else "}"
        elif bare and not bare.startswith(("%%", "```")):
            yield number, bare


@dataclass
class _Diagram:
    """What the statements have said so far."""

    into: JourneyMap
    title: str = ""
    stages: list[Stage] = field(default_factory=list)
    touchpoints: list[Touchpoint] = field(default_factory=list)
    personas: dict[str, Persona] = field(default_factory=dict)
    scores: dict[tuple[Key, Key], Score] = field(default_factory=dict)
    troubles: list[Unreadable] = field(default_factory=list)
    rows: dict[Key, int] = field(default_factory=dict)
    nobody: int = 0

    def take(self, number: int, statement: str) -> None:
        """One statement more."""
        about = _ABOUT.match(statement)
        if about is None:
            self._task(number, statement)
        elif about[1].casefold() == "title":
            self.title = _name(about[2])
        elif about[1].casefold() == "section":
            self.stages.append(Stage(key=f"stage-{number}", name=_name(about[2])))
            self.rows[f"stage-{number}"] = number

    def brought(self) -> Brought:
        """The map that it comes to."""
        about = About(key=self.into.about.key, title=self.title) if self.title else self.into.about
        journey = JourneyMap(
            about=about,
            personas=tuple(self.personas.values()),
            stages=tuple(self.stages),
            touchpoints=tuple(self.touchpoints),
            scores=tuple(self.scores.values()),
            participants=1 if self.scores else 0,
        )
        remarks = (("import.remarks.nobody", dict[str, object](count=self.nobody)),) if self.nobody else ()
        return Brought(journey=journey, troubles=tuple(self.troubles), rows=self.rows, remarks=remarks)

    def _task(self, number: int, statement: str) -> None:
        name, score, people, *_ = (*(part.strip() for part in statement.split(":", maxsplit=2)), "", "")
        score, people = _REMARK.sub("", score).strip(), _REMARK.sub("", people).strip()
        if not score:
            self.troubles.append(Unreadable("no_task", line=number, found=statement))
        elif not _SCORE.fullmatch(score) or not 1 <= float(score) <= HIGHEST - ONE:
            self.troubles.append(Unreadable("no_score", line=number, found=score, least=1, most=HIGHEST - ONE))
        else:
            self._felt(
                number, name, value=float(score), people=[_name(one) for one in people.split(",") if one.strip()]
            )

    def _felt(self, number: int, name: str, *, value: float, people: list[str]) -> None:
        bare = name if people else _without_mark(name)
        self.nobody += not people and bare == name
        bare = _name(bare)
        keys = [self._persona(number, one) for one in people]
        point = self._touchpoint(number, bare, keys)
        for who, key in enumerate(keys, start=1):
            given = Score(
                key=f"score-{number}-{who}", author=SCORED_BY, persona=key, touchpoint=point, value=_ours(value)
            )
            self.scores[key, point] = given
            self.rows[given.key] = number

    def _persona(self, number: int, name: str) -> Key:
        key = f"persona-{number}-{len(self.personas) + 1}"
        self.rows.setdefault(self.personas.setdefault(same(name), Persona(key=key, name=name)).key, number)
        return self.personas[same(name)].key

    def _touchpoint(self, number: int, name: str, people: list[Key]) -> Key:
        if not self.stages:
            self.stages.append(Stage(key=f"stage-{number}", name=self.title or name))
        last = self.touchpoints[-1] if self.touchpoints else None
        again = last is not None and (last.name, last.stage) == (name, self.stages[-1].key)
        if last and again and people and not any((key, last.key) in self.scores for key in people):
            return last.key
        made = Touchpoint(key=f"touchpoint-{number}", stage=self.stages[-1].key, name=name)
        self.touchpoints.append(made)
        self.rows[made.key] = number
        return made.key


def _ours(score: float) -> int:
    """A score of 1 to 5 as one of -2 to 2, rounded away from the middle."""
    value = score + ONE
    return int(abs(value) + 0.5) * (1 if value > 0 else -1)


def _name(written: str) -> str:
    """A name as it was typed: entity codes as the signs that they stand for, without the quotation marks that our
    export puts around what begins like a statement."""
    typed = clean(_ENTITY.sub(_sign, _REMARK.sub("", written)))
    for before, after in _quotes():
        bare = typed.removeprefix(before).removesuffix(after)
        if before + bare + after == typed and A_STATEMENT.match(bare):
            return bare
    return typed


def _sign(found: re.Match[str]) -> str:
    code = found[1]
    return unescape(f"&#{code};" if code.isdigit() else f"&{code};")


def _without_mark(name: str) -> str:
    """The name without what our export puts behind what nobody scored."""
    return next((name.removesuffix(mark) for mark in _marks() if name.endswith(mark)), name)


@cache
def _quotes() -> tuple[tuple[str, str], ...]:
    """The quotation marks of every language, opening and closing."""
    quoted = (Wording(language).say("story.quote", text="|").partition("|") for language in languages())
    return tuple((before, after) for before, _, after in quoted)


@cache
def _marks() -> tuple[str, ...]:
    """What our export puts behind a name that nobody scored, in every language."""
    return tuple(f" ({Wording(language).say('exports.not_scored')})" for language in languages())
