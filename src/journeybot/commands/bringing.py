"""Bringing in: a file or pasted text is looked at first, and only a press writes what is in it, all at once."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from dataclasses import fields as fields_of

from journeybot.commands import beginning
from journeybot.commands.call import Call, own_form
from journeybot.commands.logs import THEIRS, fields, handed_in, is_log, to_be_counted
from journeybot.commands.looking import by_kind, looked, mended, read
from journeybot.drafts import Draft
from journeybot.exports.imports import Brought, Import
from journeybot.exports.imports.joined import Joined, Source, Vanished
from journeybot.exports.imports.joining import join
from journeybot.exports.unreadable import Unreadable
from journeybot.forms import Answers, Form, Kind, Option, Unusable
from journeybot.journey import KINDS, LISTS, About, JourneyMap, Key, Score, Stage
from journeybot.masks import fresh_veil
from journeybot.moves import answer
from journeybot.replies import Ask, Button, Reply, Say, Show
from journeybot.steps.desk import field_of
from journeybot.steps.stages import FEWEST, is_untouched
from journeybot.steps.stages import MOST as MOST_STAGES
from journeybot.workshop import Change, Notes, Refusal, Workshop

INSTEAD = "instead"
"""Behind the key of a file that waits: it comes in place of the stages of the template."""


def import_(call: Call) -> list[Reply]:
    """Ask for a file or, where a button names one that was looked at, bring it in; a channel without any map begins one
    from it."""
    if call.found is None:
        return beginning.begin(call)
    if call.pressed and call.argument:
        return _brought_in(call)
    return [Ask(form=import_form(call))]


def import_form(call: Call) -> Form:
    """The dialog that takes a file, or text."""
    own = tuple(Option(value, label) for value, label in call.plain.words("import.whose.options").items())
    fields = (
        field_of(call.plain, "import.file", Kind.FILE),
        field_of(call.plain, "import.text", Kind.LINES, longest=3000),
        field_of(call.plain, "import.whose", Kind.TICKS, options=own),
    )
    return own_form(call, "import", fields)


def both_pages(call: Call) -> Form:
    """All that the dialog asks, of a log on a second page."""
    form = import_form(call)
    return replace(form, fields=(*form.fields, *fields(call)))


def looked_at(call: Call, answers: Answers, subject: Key) -> list[Reply]:
    """Say what would be made of the file; nothing is written but the file itself, which waits for a press."""
    if call.found is None:
        return beginning.looked_at(call, answers, subject)
    if subject != call.workshop.key:
        return to_be_counted(call, answers, subject)
    file = call.files.get("file")
    data = file.data if file else str(answers.get("text") or "").encode()
    if not data:
        raise Unusable({"file": ("no_file", {})})
    draft = Draft(
        tenant=call.who.tenant,
        key=call.keys(),
        workshop=call.workshop.key,
        person=call.who.id,
        data=data,
        own=bool(answers.get("whose")),
    )
    try:
        if is_log(data):
            return handed_in(call, draft, field="file" if file else "text")
        found = _look(call, draft)
    except Unreadable as error:
        return mended(call, answers, error.each(), form=import_form(call))
    joined = found.joined
    if joined.put or joined.filled or joined.differing:
        call.store.keep_draft(draft)
        text = looked(call, found.kind, found.brought, joined, room=found.room)
        return [Say(text=text, buttons=_presses(call, draft, found))]
    return [Say(text=call.say("import.nothing_new"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """What the file comes to, beside the map as it is; `room` counts the stages of the template, which nobody has
    touched, that make room for it, and `fits` tells whether it would also fit behind them."""

    kind: Import
    brought: Brought
    joined: Joined
    room: int
    fits: bool


def _look(call: Call, draft: Draft, *, how: Collection[str] | None = None) -> _Looked:
    """What comes of it if it is brought in so or, if nothing is said of that, as suits the map best. Raises Unreadable,
    Vanished."""
    into = call.journey()
    kind, brought = read(draft.data, into)
    if not kind.whole:
        given = tuple(replace(score, review=call.workshop.round) for score in brought.journey.scores)
        brought = replace(brought, journey=replace(brought.journey, scores=given))
    way = kind.whole and len(brought.journey.stages) >= FEWEST  # less is no way of its own, but something for this one
    best = way and is_untouched(into, call.workshop.template)
    ground = _ground(into, call.workshop, instead=best if how is None else INSTEAD in how)
    joined = join(ground, brought.journey, _source(draft, call.workshop, kind=kind))
    new = sum(isinstance(note, Stage) for note in joined.new)
    if len(ground.stages) + new > max(MOST_STAGES, len(ground.stages)):
        raise Unreadable("stages_too_many", count=len(ground.stages) + new, most=MOST_STAGES)
    room = len(into.stages) - len(ground.stages)
    return _Looked(kind=kind, brought=brought, joined=joined, room=room, fits=len(into.stages) + new <= MOST_STAGES)


def _ground(into: JourneyMap, workshop: Workshop, *, instead: bool) -> JourneyMap:
    """What the file meets: the map or, where it comes in place of the template, the map without that. Raises Vanished
    if somebody has touched it."""
    if instead and not is_untouched(into, workshop.template):
        raise Vanished("template")
    return replace(into, stages=()) if instead else into


def _source(draft: Draft, workshop: Workshop, *, kind: Import, theirs: bool = False) -> Source:
    person = draft.person if draft.own else ""
    nameless = workshop.is_anonymous(workshop.feels)
    if person and nameless and not workshop.is_sealed(workshop.feels):
        person = workshop.alias(person, workshop.feels)
    return Source(
        file=hashlib.sha256(draft.data).hexdigest()[:16],
        workshop=workshop.key,
        whole=kind.whole,
        lossy=kind.lossy,
        person=person,
        author=None if nameless else person or None,
        theirs=theirs,
    )


def _presses(call: Call, draft: Draft, found: _Looked) -> tuple[Button, ...]:
    """How it can be brought in, what suits the map best first."""
    ways = {"bring_in": (), "bring_in_theirs": (THEIRS,)}
    if found.room:
        ways = {"bring_in_instead": (INSTEAD,), "bring_in_instead_theirs": (INSTEAD, THEIRS), "bring_in_behind": ()}
    offered = [
        (name, how)
        for name, how in ways.items()
        if (found.joined.differing or THEIRS not in how) and (found.fits or INSTEAD in how or not found.room)
    ]
    return tuple(
        call.button(
            "import",
            " ".join((draft.key, *how)),
            label=call.plain.say(f"buttons.{name}"),
            style="" if number else "primary",
        )
        for number, (name, how) in enumerate(offered)
    )


def _brought_in(call: Call) -> list[Reply]:
    """Write what the file holds, in one change."""
    key, *how = call.argument.split()
    draft = call.store.draft(call.who.tenant, call.workshop.key, key)
    if draft is None:
        raise Refusal("nothing_waiting")
    try:
        found = _look(call, draft, how=how)
    except (Unreadable, Vanished) as error:
        raise Refusal("looks_different") from error
    told, veil = list[tuple[list[str], list[str]]](), fresh_veil()

    def move(workshop: Workshop, notes: Notes) -> Change:
        ready = workshop.veiled(workshop.feels, veil) if _unsigned(draft, workshop) else workshop
        into = JourneyMap(about=workshop.about, **{LISTS[word]: notes.every(kind) for word, kind in KINDS.items()})  # type: ignore[arg-type]
        source = _source(draft, ready, kind=found.kind, theirs=THEIRS in how)
        try:
            ground = _ground(into, ready, instead=INSTEAD in how)
            joined = join(ground, found.brought.journey, source)
        except Vanished as error:
            raise Refusal("looks_different") from error
        told[:] = [_news(call, joined, workshop.about)]
        mine = draft.own and any(isinstance(note, Score) for note in joined.put)
        if mine and ready.is_sealed(ready.feels):
            raise Refusal("sealed")
        step, kept = ready.feels if mine else None, {stage.key for stage in ground.stages}
        drop = tuple(stage.key for stage in into.stages if stage.key not in kept)
        return answer(joined.put, by=draft.person, step=step, drop=drop)(replace(ready, about=joined.about), notes)

    now = call.change(move)
    call.store.drop_draft(call.who.tenant, call.workshop.key, draft.key)
    new, changed = told[0]
    undo = call.button("undo", str(now.about.revision))
    return [
        Show(showing=f"card.{now.key}"),
        Say(text=call.say("import.done", new=new, changed=changed), buttons=(undo,)),
    ]


def _unsigned(draft: Draft, workshop: Workshop) -> bool:
    return draft.own and workshop.is_anonymous(workshop.feels)


def _news(call: Call, joined: Joined, about: About) -> tuple[list[str], list[str]]:
    """What is new and what is changed, by kind, in words."""
    new = {note.key for note in joined.new}
    fields = [name.name for name in fields_of(About) if getattr(about, name.name) != getattr(joined.about, name.name)]
    told = by_kind(call.plain, (note for note in joined.put if note.key not in new))
    return by_kind(call.plain, joined.new), [*told, *(call.plain.say(f"import.fields.{name}") for name in fields)]
