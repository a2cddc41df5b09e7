"""Finds and renders the words of prompts/: sentences by name, in a language, in the markup of whoever reads them."""

import math
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from journeybot.brevity import short
from journeybot.prompt_files import ENGLISH, prompts_folder, spoken

_MENTION = re.compile(r"<@([A-Z0-9]+)>")
_GAP = re.compile(r"\{[{%#]")
_THIN = "\u202f"
_INNER = str.maketrans("“”„", "‘’‚")


class Ready(str):
    """Text that is already in the reader's markup and must not be made harmless again."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Markup:
    """How a reader writes: `escape` makes typed text harmless, `bold`, `mention` and `channel` mark it up; `clock`
    shows a time of day, in the reader's own zone where that is known."""

    escape: Callable[[str], str]
    bold: Callable[[str], str]
    mention: Callable[[str], str]
    channel: Callable[[str], str] = "#{}".format
    clock: Callable[[datetime], str] = lambda moment: f"{moment.astimezone(UTC):%H:%M} UTC"


PLAIN = Markup(escape=str, bold=str, mention=lambda person: f"@{person}")
"""For places that show text as it is: dialogs, pictures, the terminal."""


class Wording:
    """All words of one language in one markup; where a map has a `flavour`, with the sentences that suit it better."""

    def __init__(self, language: str = ENGLISH, *, markup: Markup = PLAIN, flavour: str = "") -> None:
        self.language = language
        self.markup = markup
        self.flavour = flavour if flavour in flavours() else ""
        self._sentences = {**_sentences(language), **_flavoured(language, self.flavour)}
        self._environment, self._ready = _templates(language, markup, self.flavour)

    def spoken_in(self, language: str) -> "Wording":
        """The same in the language of a BCP 47 tag, such as `de-AT`; in English if it is none of ours."""
        return _kept(spoken(language), self.markup, self.flavour)

    def suiting(self, flavour: str) -> "Wording":
        """The same in the words that suit a map."""
        return _kept(self.language, self.markup, flavour)

    @property
    def plain(self) -> "Wording":
        """The same without any markup."""
        return _kept(self.language, PLAIN, self.flavour)

    def say(self, name: str, /, **values: Any) -> str:
        """A sentence, `section.name` of a TOML file in prompts/<language>/, its gaps filled.

        Raises KeyError if there is no such sentence, jinja2.UndefinedError if a gap has no value.
        """
        sentence = self._sentences[name]
        return Ready(self._template(name).render(values) if _GAP.search(sentence) else sentence)

    def day(self, when: date) -> str:
        """A day in words, like 31 March 2026; also the filter `day` of the templates."""
        months = self._sentences["dates.months"].split()
        return self.say("dates.day", day=when.day, month=months[when.month - 1], year=when.year)

    def number(self, value: float) -> str:
        """A number, without decimals that say nothing: 1,234.5 in English."""
        small = 0 < abs(value) < 1 / 10
        told = f"{value:,.{1 - math.floor(math.log10(abs(value))) if small else 2}f}".rstrip("0").rstrip(".")
        thousands, decimal = self._sentences["dates.thousands"] or _THIN, self._sentences["dates.decimal"]
        return told.translate({ord(","): thousands, ord("."): decimal})

    def _template(self, name: str) -> Template:
        if name not in self._ready:
            self._ready[name] = self._environment.from_string(self._sentences[name])
        return self._ready[name]

    def tell(self, template: str, /, **values: Any) -> str:
        """A longer text: prompts/<language>/messages/<template>.md.j2, rendered."""
        return Ready(self._environment.get_template(f"messages/{template}.md.j2").render(values).strip())

    def words(self, prefix: str) -> Mapping[str, str]:
        """All sentences whose name begins with `prefix.`, by the rest of their name, unrendered."""
        return _words(self.language, self.flavour, prefix)

    def has(self, name: str) -> bool:
        """Whether there is a sentence of that name."""
        return name in self._sentences


@cache
def _kept(language: str, markup: Markup, flavour: str) -> Wording:
    return Wording(language, markup=markup, flavour=flavour)


@cache
def flavours() -> frozenset[str]:
    """The kinds of map that have words of their own: prompts/<language>/flavours/<flavour>.toml."""
    return frozenset(path.stem for path in (prompts_folder() / ENGLISH / "flavours").glob("*.toml"))


@cache
def _sentences(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    folder = prompts_folder() / language
    for path in [*sorted(folder.glob("*.toml")), *sorted((folder / "steps").glob("*.toml"))]:
        _flatten(path.stem, tomllib.loads(path.read_text("utf-8")), found)
    return found


@cache
def _flavoured(language: str, flavour: str) -> dict[str, str]:
    """What is said otherwise, by the full names of the sentences it takes the place of."""
    found: dict[str, str] = {}
    path = prompts_folder() / language / "flavours" / f"{flavour}.toml"
    if flavour and path.is_file():
        for section, table in tomllib.loads(path.read_text("utf-8")).items():
            _flatten(section, table, found)
    return found


@cache
def _words(language: str, flavour: str, prefix: str) -> Mapping[str, str]:
    start = f"{prefix}."
    known = {**_sentences(language), **_flavoured(language, flavour)}
    found = {name[len(start) :]: text for name, text in known.items() if name.startswith(start)}
    return MappingProxyType(found)


def _flatten(prefix: str, table: Mapping[str, Any], into: dict[str, str]) -> None:
    for name, value in table.items():
        if isinstance(value, Mapping):
            _flatten(f"{prefix}.{name}", value, into)
        else:
            into[f"{prefix}.{name}"] = str(value).strip()


@cache
def _templates(language: str, markup: Markup, flavour: str) -> tuple[Environment, dict[str, Template]]:
    """What makes text of templates, and the sentences that it has read: to read one takes longer than to say it."""
    environment = _environment(language, markup)
    environment.filters["day"] = lambda when: _kept(language, markup, flavour).day(when)
    environment.filters["number"] = lambda value: _kept(language, markup, flavour).number(value)
    environment.globals["flavour"] = flavour
    return environment, {}


def _environment(language: str, markup: Markup) -> Environment:
    def harmless(value: object) -> object:
        ready = isinstance(value, Ready | int | float) or not str(value).strip()  # a space of the template stays one
        return value if ready else Ready(markup.escape(str(value)))

    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(prompts_folder() / language),
        undefined=StrictUndefined,
        autoescape=False,  # `finalize` makes every value harmless in the reader's own markup
        finalize=harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["bold"] = lambda text: Ready(markup.bold(str(harmless(text))))
    environment.filters["owner"] = lambda owner: _owner(str(owner), markup)
    environment.filters["flow"] = lambda text: Ready(" ".join(text.split()))
    environment.filters["channel"] = lambda channel: Ready(markup.channel(str(channel)))
    environment.filters["clock"] = lambda moment: Ready(markup.clock(moment))
    environment.filters["unquoted"] = unquoted
    environment.filters["short"] = short
    del environment.filters["truncate"]  # it would cut links
    environment.filters["person"] = lambda person: Ready(markup.mention(str(person)))
    return environment


def _owner(owner: str, markup: Markup) -> str:
    """An owner as text: a mention if it is one (`<@U123>`), else the harmless words."""
    found = _MENTION.fullmatch(owner)
    return Ready(markup.mention(found[1]) if found else markup.escape(owner))


def unquoted(typed: str) -> str:
    """Text that can stand between quotation marks: an outer pair of its own goes, inner ones become single."""
    text = typed.strip()
    if len(text) > 1 and text[0] in '“"„' and text[-1] in '”"“' and not set(text[1:-1]) & set('“”"„'):
        text = text[1:-1]
    return text.translate(_INNER)
