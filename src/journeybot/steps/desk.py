"""What a dialog has on its desk while it is filled in: the workshop, the words, and the notes it needs to look at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from journeybot.forms import Answers, Field, Form, Kind, Option, Unusable, Value
from journeybot.journey import MIDDLE_OF_FIVE, Key, Note, Persona, Score, Stage, Touchpoint
from journeybot.keys import is_of, score_key
from journeybot.masks import among_names
from journeybot.ports import Store
from journeybot.prompt_files import spoken
from journeybot.wording import Wording
from journeybot.workshop import Notes, Step, Workshop

N = TypeVar("N", bound=Note)
_EXTRA = ("hint", "placeholder")
UNSIGNED = "unsigned"
"""What a dialog remembers that promised to keep no name."""

HIDDEN = "hidden"
"""What a dialog remembers that said that nobody sees before the reveal what is given in it."""

LOWEST_OF_MANY = 2
"""From so many touchpoints on, a part of one's own way is more than its only touchpoint."""

ABSENT = "absent"
"""The feeling of whoever does not do a step."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One person before one dialog. `subject` is the key of what is written; `old` the note as it was, if it is edited;
    `seen` what the dialog remembers of being opened. While `asking`, choices are read from the store; when answers come
    back they are not, so that taking an answer costs the same however much there is. Inside a move it looks only into
    the move's `notes`. `today` is the day in UTC."""

    tenant: str
    workshop: Workshop
    person: str
    store: Store
    words: Wording
    subject: Key
    old: Note | None = None
    seen: Mapping[str, str] = field(default_factory=dict)
    asking: bool = True
    notes: Notes | None = None
    today: date | None = None

    @property
    def about(self) -> str:
        """What the dialog was opened at: a stage, a touchpoint, a challenge; empty if at nothing."""
        return self.seen.get("about", "")

    @property
    def language(self) -> str:
        """The language of the map: that of what a dialog puts there by itself."""
        return spoken(self.workshop.about.language)

    def every(self, kind: type[N]) -> tuple[N, ...]:
        """All notes of one kind."""
        if self.notes is not None:
            return self.notes.every(kind)
        found = self.store.notes(self.tenant, self.workshop.key, kind)
        return tuple(note for note in found if isinstance(note, kind))

    def mine(self, kind: type[N]) -> tuple[N, ...]:
        """The notes of one kind that this person wrote."""
        if self.notes is not None:
            return tuple(note for note in self.notes.every(kind) if note.author == self.person)
        found = self.store.notes_by(self.tenant, self.workshop.key, self.person)
        return tuple(note for note in found if isinstance(note, kind))

    def given(self, kind: type[N], under: str) -> tuple[N, ...]:
        """The scores or dots of this person, also where no names are kept, or were promised not to be; of scores those
        that are given now, and not the ones from before a review."""
        if not self.workshop.is_anonymous(under):
            return self._of_now((*self.mine(kind), *self.promised(kind, under)))
        known = not self.workshop.is_sealed(under)
        return self._of_now(self._behind(kind, self.workshop.alias(self.person, under))) if known else ()

    def _of_now(self, found: tuple[N, ...]) -> tuple[N, ...]:
        return tuple(one for one in found if not isinstance(one, Score) or one.review == self.workshop.round)

    def promised(self, kind: type[N], under: str) -> tuple[N, ...]:
        """Those that were promised to have no name, where names are kept."""
        here = among_names(under)
        known = self.workshop.is_anonymous(here) and not self.workshop.is_sealed(here)
        return self._behind(kind, self.workshop.alias(self.person, here)) if known else ()

    def _behind(self, kind: type[N], alias: str) -> tuple[N, ...]:
        return tuple(note for note in self.every(kind) if alias and is_of(note, self.workshop.key, person=alias))

    def alias(self, under: str) -> str:
        """Who this person is in the keys of what each may give once; empty if that cannot be told any more, while
        asking. Raises Refusal `sealed` when an answer is taken."""
        if UNSIGNED in self.seen and not self.workshop.is_anonymous(under):
            under = among_names(under)
        if self.asking and self.workshop.is_sealed(under):
            return ""
        return self.workshop.alias(self.person, under)

    def score_key(self, persona: Key, touchpoint: Key, *, alias: str) -> Key:
        """The key of this person's score at a place: that of the one they have given there, else a new one."""
        step, review = self.workshop.feels, self.workshop.round
        given = self.given(Score, step) if among_names(step) in self.workshop.veils else ()
        own = next((one.key for one in given if (one.persona, one.touchpoint) == (persona, touchpoint)), None)
        return own or score_key(self.workshop.key, persona, touchpoint, person=alias, review=review)

    def find(self, key: Value, kind: type[N]) -> N | None:
        """The note of that key, if it is of that kind."""
        if not isinstance(key, str) or not key:
            return None
        note = self.notes.find(key) if self.notes else self.store.note(self.tenant, self.workshop.key, key)
        return note if isinstance(note, kind) else None

    def must_find(self, key: Value, kind: type[N], *, at: str) -> N:
        """The same; raises Unusable at the field `at` if it is gone."""
        found = self.find(key, kind)
        if found is None:
            raise Unusable({at: ("gone", {})})
        return found

    def choices(self, kind: type[N], label: Callable[[N], Option]) -> tuple[Option, ...]:
        """One option per note of a kind; nothing while answers are taken."""
        return tuple(label(note) for note in self.every(kind)) if self.asking else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a filled dialog comes to: notes to write, keys to drop."""

    put: tuple[Note, ...] = ()
    drop: tuple[Key, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Dialog:
    """One dialog of a step: what it asks, what it makes of the answers, what it goes on with (`then` gives what to be
    opened at next, None when there is nothing left to ask) and what it must remember meanwhile. `told` fills the gaps
    of its introduction, among them whether what is given is `hidden`; `counts_for` says under what who fills it in is
    counted as having answered; `anew` what the dialog remembers when a live choice is changed. `covers`, for a dialog
    of no step, is the step whose anonymity goes for what it writes; what it says of that are the sentences `promise`.
    `tally`: what is saved is told in numbers, and can be taken back at once. `by_code`: the kind that it writes under a
    code of the person, where without a name."""

    name: str
    step: Step | None
    kind: type[Note]
    fields: Callable[[Desk], tuple[Field, ...]]
    take: Callable[[Desk, Answers], Written]
    then: Callable[[Desk, Written], str | None] = field(default=lambda _desk, _written: None)
    words: str = ""
    remember: Callable[[Desk], dict[str, str]] = field(default=lambda desk: dict(desk.seen))
    told: Callable[[Desk], dict[str, object]] = field(default=lambda _desk: {})
    counts_for: Callable[[Desk], str | None] | None = None
    anew: Callable[[Desk, Answers], dict[str, str]] | None = None
    covers: Step | None = None
    promise: tuple[str, str] = ("anonymous.promise.notes", "anonymous.who.notes")
    tally: bool = False
    by_code: type[Note] | None = None

    def under(self, desk: Desk) -> str | None:
        """Under what who fills it in is counted: a step, or a secret."""
        return self.counts_for(desk) if self.counts_for else self.step

    def is_anonymous(self, desk: Desk) -> bool:
        """Whether no name is kept with what it writes: so it is set, or so a dialog promised when it was opened, this
        one or one before about the same."""
        under = self.under(desk) or self.covers
        before = self.by_code is not None and under is not None and desk.promised(self.by_code, under)
        return UNSIGNED in desk.seen or desk.workshop.is_anonymous(under) or bool(before)

    def form(self, desk: Desk) -> Form:
        """The dialog, ready to be asked or checked."""
        words, told = desk.words, self.told(desk)
        intro = f"{self.words}.intro"
        kept = {name: value for name, value in self.remember(desk).items() if name != HIDDEN}
        form = Form(
            name=self.name,
            title=words.say(f"{self.words}.title"),
            submit=words.say("dialogs.submit"),
            intro=words.say(intro, **told) if words.has(intro) else "",
            fields=self.fields(desk),
            subject=desk.subject,
            workshop=desk.workshop.key,
            seen={**kept, HIDDEN: "yes"} if told.get("hidden") else kept,
            language=words.language,
        )
        hidden = bool(told.get("hidden", True))
        return self._promising(form, words, hidden=hidden) if desk.asking and self.is_anonymous(desk) else form

    def _promising(self, form: Form, words: Wording, *, hidden: bool) -> Form:
        """The same dialog, saying first that no name is kept or, not `hidden` any more, that it can be worked out."""
        told = words.say(self.promise[0], hidden=hidden)
        typed = next((f for f in form.fields if f.kind in {Kind.TEXT, Kind.LINES}), None)
        hint = words.say("anonymous.beside")
        return replace(
            form,
            intro="\n".join(filter(None, (form.intro, told))),
            fields=tuple(replace(f, hint=f"{f.hint} {hint}".strip()) if f is typed else f for f in form.fields),
            below=words.say(self.promise[1], hidden=hidden),
            submit=form.submit if hidden else words.say("dialogs.submit_revealed"),
            seen={**form.seen, UNSIGNED: "yes"},
        )


def asked(desk: Desk, words: str, kind: Kind = Kind.TEXT, /, **rest: Any) -> Field:
    """A field of a step's dialog; see `field_of`."""
    return field_of(desk.words, words, kind, **rest)


def field_of(wording: Wording, words: str, kind: Kind = Kind.TEXT, /, **rest: Any) -> Field:
    """A field whose label, hint and placeholder are the sentences under `words`; its name is the last part of it."""
    found: dict[str, Any] = {part: wording.say(f"{words}.{part}") for part in _EXTRA if wording.has(f"{words}.{part}")}
    return Field(name=words.rsplit(".", 1)[-1], label=wording.say(f"{words}.label"), kind=kind, **found, **rest)


def options(desk: Desk, words: str) -> tuple[Option, ...]:
    """The fixed choices named under `words` in prompts/, in the order they stand there."""
    return tuple(Option(value, label) for value, label in desk.words.words(words).items())


def feelings(desk: Desk) -> tuple[Option, ...]:
    """The feelings to choose from, on the scale of the team, and that somebody does not do the step."""
    five_point = desk.workshop.settings.five_point
    kept = desk.words.words("moments.feeling.options")
    return tuple(Option(value, feeling(desk.words, value, five_point=five_point)) for value in kept)


def feeling(words: Wording, value: str, *, five_point: bool) -> str:
    """A feeling of -2 to 2, kept as text, with its figure on the scale of the team."""
    said = words.say(f"moments.feeling.options.{value}")
    if value == ABSENT:
        return said
    figure = str(int(value) + MIDDLE_OF_FIVE) if five_point else f"{int(value):+d}".replace("+0", "0").replace("-", "−")
    return f"{figure}  {said}"


def where(desk: Desk, key: Value, *, at: str) -> dict[str, Key | None]:
    """The place that an `anywhere` choice names, as the fields `stage` and `touchpoint` of a note."""
    if key is None:
        return {"stage": None, "touchpoint": None}
    found = desk.must_find(key, Note, at=at)
    if isinstance(found, Stage):
        return {"stage": found.key, "touchpoint": None}
    if isinstance(found, Touchpoint):
        return {"stage": found.stage, "touchpoint": found.key}
    raise Unusable({at: ("gone", {})})


def at_touchpoint(desk: Desk) -> tuple[Option, ...]:
    """Every touchpoint as a choice, under its stage, in the order of the journey."""
    return tuple(option for _, options in _by_stage(desk) for option in options)


def anywhere(desk: Desk) -> tuple[Option, ...]:
    """Every stage as a whole and every touchpoint as a choice, under the stage's name."""
    whole = desk.words.say("dialogs.whole_stage")
    found = _by_stage(desk)
    if desk.workshop.looks_back and all(len(options) < LOWEST_OF_MANY for _, options in found):
        return tuple(Option(stage.key, stage.name) for stage, _ in found)
    return tuple(
        option
        for stage, options in found
        for option in (Option(stage.key, f"{stage.name} {whole}", stage.name), *options)
    )


def _by_stage(desk: Desk) -> list[tuple[Stage, list[Option]]]:
    if not desk.asking:
        return []
    found: dict[Key, list[Option]] = {}
    stages = desk.every(Stage)
    names = {stage.key: stage.name for stage in stages}
    for touchpoint in desk.every(Touchpoint):
        option = Option(touchpoint.key, touchpoint.name, names.get(touchpoint.stage, ""))
        found.setdefault(touchpoint.stage, []).append(option)
    return [(stage, found.get(stage.key, [])) for stage in stages]


def personas(desk: Desk) -> tuple[Option, ...]:
    """Every persona as a choice."""
    return desk.choices(Persona, lambda persona: Option(persona.key, persona.name))


def text(value: Value) -> str:
    """A TEXT answer, empty if there is none."""
    return value if isinstance(value, str) else ""


def number(value: Value) -> int | None:
    """A NUMBER or SCALE answer as a whole number."""
    return int(value) if isinstance(value, str) and value else None


def several(value: Value) -> tuple[str, ...]:
    """A CHOICES, TICKS or PEOPLE answer."""
    return value if isinstance(value, tuple) else ()
