"""Bringing in: a file or pasted text is looked at first, and only a press writes what is in it, all at once."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from journeybot.commands.asking import short
from journeybot.commands.call import Call, own_form
from journeybot.exports.imports import Brought, Import, bring
from journeybot.exports.imports.joining import Difference, Joined, Source, Vanished, join
from journeybot.exports.imports.lengths import too_long
from journeybot.exports.unreadable import Unreadable, together
from journeybot.forms import Answers, Form, Kind, Option, Unusable
from journeybot.journey import KINDS, LISTS, JourneyMap, Key, Note, Score, Stage
from journeybot.masks import fresh_veil
from journeybot.moves import answer
from journeybot.ports import Draft
from journeybot.replies import Ask, Button, Reply, Say, Show
from journeybot.steps.desk import field_of
from journeybot.steps.stages import MOST as MOST_STAGES
from journeybot.workshop import Change, Notes, Refusal, Step, Workshop

MOST_TOLD = 6
"""Places that will not do, and differences, that are told at once."""
MOST_NAMED = 3
"""Names of each kind that are told."""
THEIRS = "theirs"


def import_(call: Call) -> list[Reply]:
    """Ask for a file or, where a button names one that was looked at, bring it in."""
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


def looked_at(call: Call, answers: Answers, _subject: Key) -> list[Reply]:
    """Say what would be made of the file; nothing is written but the file itself, which waits for a press."""
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
        kind, brought, joined = _look(call, draft)
    except Unreadable as error:
        told, more = _told(call, error.each())
        field = "file" if file else "text"
        raise Unusable({field: ("file_stopped", {"complaints": told, "more": more})}) from error
    if joined.put or joined.filled or joined.differing:
        call.store.keep_draft(draft)
        return [_looked(call, draft, kind, brought=brought, joined=joined)]
    return [Say(text=call.say("import.nothing_new"))]


def _look(call: Call, draft: Draft) -> tuple[Import, Brought, Joined]:
    """What the file comes to, beside the map as it is. Raises Unreadable."""
    into = call.journey()
    kind, brought = bring(draft.data, into)
    troubles = [*brought.troubles, *too_long(brought)]
    if troubles:
        raise together(troubles)
    joined = join(into, brought.journey, _source(draft, call.workshop))
    stages = len(into.stages) + sum(isinstance(note, Stage) for note in joined.new)
    if stages > max(MOST_STAGES, len(into.stages)):
        raise Unreadable("stages_too_many", count=stages, most=MOST_STAGES)
    return kind, brought, joined


def _source(draft: Draft, workshop: Workshop, *, theirs: bool = False) -> Source:
    person = draft.person if draft.own else ""
    nameless = workshop.is_anonymous(Step.MOMENTS)
    if person and nameless and Step.MOMENTS in workshop.veils:
        person = workshop.alias(person, Step.MOMENTS)
    return Source(
        file=hashlib.sha256(draft.data).hexdigest()[:16],
        workshop=workshop.key,
        person=person,
        author=None if nameless else person or None,
        theirs=theirs,
    )


def _told(call: Call, troubles: Sequence[Unreadable]) -> tuple[list[str], int]:
    told = [str(one.sentence(call.plain)) for one in troubles[:MOST_TOLD]]
    return told, len(troubles) - len(told)


def _looked(call: Call, draft: Draft, kind: Import, *, brought: Brought, joined: Joined) -> Say:
    said = [call.say("import.looked", kind=call.say(f"import.kinds.{kind.name}")), *_news(call, joined)]
    if joined.met:
        said.append(call.say("import.met", count=joined.met))
    if joined.filled:
        said.append(call.say("import.filled", count=joined.filled))
    said += [call.say(name, **values) for name, values in brought.remarks]
    said += [_differs(call, one) for one in joined.differing[:MOST_TOLD]]
    if len(joined.differing) > MOST_TOLD:
        said.append(call.say("import.more", count=len(joined.differing) - MOST_TOLD))
    said.append(call.say("import.nothing_written"))
    return Say(text="\n".join(said), buttons=_presses(call, draft, joined))


def _presses(call: Call, draft: Draft, joined: Joined) -> tuple[Button, ...]:
    bring_in = call.button("import", draft.key, label=call.plain.say("buttons.bring_in"), style="primary")
    label = call.plain.say("buttons.bring_in_theirs")
    other = (call.button("import", f"{draft.key} {THEIRS}", label=label),) if joined.differing else ()
    return (bring_in, *other)


def _news(call: Call, joined: Joined) -> list[str]:
    """What would be new, kind by kind, with some of the names."""
    said = []
    for word, kind in KINDS.items():
        notes = [note for note in joined.new if type(note) is kind]
        names = [short(label, 60) for note in notes if (label := str(_name(note)))]
        if notes:
            count = _count(call, word, len(notes))
            said.append(call.say("import.new", what=count, names=names[:MOST_NAMED], more=len(names) > MOST_NAMED))
    return said


def _name(note: Note) -> str:
    return str(getattr(note, "name", "") or getattr(note, "text", ""))


def _count(call: Call, word: str, count: int) -> str:
    if call.plain.has(f"counts.{word}"):
        return call.plain.say(f"counts.{word}", n=count)
    return call.plain.say(f"import.counts.{word}", n=count)


def _differs(call: Call, one: Difference) -> str:
    here, there = (short(_value(call, value), 80) for value in (one.here, one.there))
    fields = call.plain.words("import.fields")
    return call.say("import.differs", name=short(one.name, 60), field=fields[one.field], here=here, there=there)


def _value(call: Call, value: object) -> str:
    return call.plain.number(value) if isinstance(value, int | float) else str(value)


def _brought_in(call: Call) -> list[Reply]:
    """Write what the file holds, in one change."""
    key, _, how = call.argument.partition(" ")
    draft = call.store.draft(call.who.tenant, call.workshop.key, key)
    if draft is None:
        raise Refusal("nothing_waiting")
    try:
        _, brought, _ = _look(call, draft)
    except Unreadable as error:
        raise Refusal("looks_different") from error
    told, veil = list[Joined](), fresh_veil()

    def move(workshop: Workshop, notes: Notes) -> Change:
        ready = workshop.veiled(Step.MOMENTS, veil) if _unsigned(draft, workshop) else workshop
        into = JourneyMap(about=workshop.about, **{LISTS[word]: notes.every(kind) for word, kind in KINDS.items()})  # type: ignore[arg-type]
        try:
            joined = join(into, brought.journey, _source(draft, ready, theirs=how == THEIRS))
        except Vanished as error:
            raise Refusal("looks_different") from error
        told[:] = [joined]
        mine = draft.own and any(isinstance(note, Score) for note in joined.put)
        step = Step.MOMENTS if mine else None
        return answer(joined.put, by=draft.person, step=step)(replace(ready, about=joined.about), notes)

    now = call.change(move)
    call.store.drop_draft(call.who.tenant, call.workshop.key, draft.key)
    news = [_count(call, word, count) for word, count in _counted(told[0]).items()]
    undo = call.button("undo", str(now.about.revision))
    return [Show(showing=f"card.{now.key}"), Say(text=call.say("import.done", what=news), buttons=(undo,))]


def _unsigned(draft: Draft, workshop: Workshop) -> bool:
    return draft.own and workshop.is_anonymous(Step.MOMENTS)


def _counted(joined: Joined) -> dict[str, int]:
    found = Counter(type(note) for note in joined.new)
    return {word: found[kind] for word, kind in KINDS.items() if found[kind]}
