"""Bringing in: a file or pasted text is looked at first, and only a press writes what is in it, all at once."""

import hashlib
from collections.abc import Sequence
from dataclasses import fields as fields_of
from dataclasses import replace

from journeybot.commands.call import Call, own_form
from journeybot.commands.logs import THEIRS, fields, handed_in, is_log, to_be_counted
from journeybot.commands.looking import by_kind, looked, unreadable
from journeybot.exports.imports import Brought, Import, bring
from journeybot.exports.imports.joined import Joined, Source, Vanished
from journeybot.exports.imports.joining import join
from journeybot.exports.imports.lengths import too_long
from journeybot.exports.unreadable import Unreadable, together
from journeybot.forms import Answers, Form, Kind, Option, Unusable
from journeybot.journey import KINDS, LISTS, About, JourneyMap, Key, Score, Stage
from journeybot.masks import fresh_veil
from journeybot.moves import answer
from journeybot.ports import Draft
from journeybot.replies import Ask, Button, Reply, Say, Show
from journeybot.steps.desk import field_of
from journeybot.steps.stages import MOST as MOST_STAGES
from journeybot.workshop import Change, Notes, Refusal, Workshop


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


def both_pages(call: Call) -> Form:
    """All that the dialog asks, of a log on a second page."""
    form = import_form(call)
    return replace(form, fields=(*form.fields, *fields(call)))


def looked_at(call: Call, answers: Answers, subject: Key) -> list[Reply]:
    """Say what would be made of the file; nothing is written but the file itself, which waits for a press."""
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
        kind, brought, joined = _look(call, draft)
    except Unreadable as error:
        return _to_mend(call, answers, error.each())
    if joined.put or joined.filled or joined.differing:
        call.store.keep_draft(draft)
        return [Say(text=looked(call, kind, brought, joined), buttons=_presses(call, draft, joined))]
    return [Say(text=call.say("import.nothing_new"))]


def _look(call: Call, draft: Draft) -> tuple[Import, Brought, Joined]:
    """What the file comes to, beside the map as it is. Raises Unreadable."""
    into = call.journey()
    kind, brought = bring(draft.data, into)
    if not kind.whole:
        given = tuple(replace(score, review=call.workshop.round) for score in brought.journey.scores)
        brought = replace(brought, journey=replace(brought.journey, scores=given))
    troubles = [*brought.troubles, *too_long(brought)]
    if troubles:
        raise together(troubles)
    joined = join(into, brought.journey, _source(draft, call.workshop, kind=kind))
    stages = len(into.stages) + sum(isinstance(note, Stage) for note in joined.new)
    if stages > max(MOST_STAGES, len(into.stages)):
        raise Unreadable("stages_too_many", count=stages, most=MOST_STAGES)
    return kind, brought, joined


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


def _presses(call: Call, draft: Draft, joined: Joined) -> tuple[Button, ...]:
    bring_in = call.button("import", draft.key, label=call.plain.say("buttons.bring_in"), style="primary")
    label = call.plain.say("buttons.bring_in_theirs")
    other = (call.button("import", f"{draft.key} {THEIRS}", label=label),) if joined.differing else ()
    return (bring_in, *other)


def _to_mend(call: Call, answers: Answers, troubles: Sequence[Unreadable]) -> list[Reply]:
    """The dialog once more, with every place that will not do; what was pasted is in it. Raises Unusable where it is
    one place only, which is said at its field."""
    file = "file" in call.files
    if len(troubles) == 1:
        complaint = troubles[0].sentence(call.plain)
        raise Unusable({"file" if file else "text": ("file_stopped", {"complaint": complaint})})
    form = import_form(call)
    kept = [one for one in form.fields if file or one.kind is not Kind.FILE]  # a Slack without file fields stays so
    fields = tuple(replace(one, initial=answers.get(one.name)) for one in kept)
    return [Ask(form=replace(form, intro=unreadable(call, troubles), fields=fields))]


def _brought_in(call: Call) -> list[Reply]:
    """Write what the file holds, in one change."""
    key, _, how = call.argument.partition(" ")
    draft = call.store.draft(call.who.tenant, call.workshop.key, key)
    if draft is None:
        raise Refusal("nothing_waiting")
    try:
        kind, brought, _ = _look(call, draft)
    except Unreadable as error:
        raise Refusal("looks_different") from error
    told, veil = list[tuple[list[str], list[str]]](), fresh_veil()

    def move(workshop: Workshop, notes: Notes) -> Change:
        ready = workshop.veiled(workshop.feels, veil) if _unsigned(draft, workshop) else workshop
        into = JourneyMap(about=workshop.about, **{LISTS[word]: notes.every(kind) for word, kind in KINDS.items()})  # type: ignore[arg-type]
        try:
            joined = join(into, brought.journey, _source(draft, ready, kind=kind, theirs=how == THEIRS))
        except Vanished as error:
            raise Refusal("looks_different") from error
        told[:] = [_news(call, joined, workshop.about)]
        mine = draft.own and any(isinstance(note, Score) for note in joined.put)
        if mine and ready.is_sealed(ready.feels):
            raise Refusal("sealed")
        step = ready.feels if mine else None
        return answer(joined.put, by=draft.person, step=step)(replace(ready, about=joined.about), notes)

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
