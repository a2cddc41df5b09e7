"""Beginning a map from a file that holds a whole one: it is looked at first, and a press begins it as it is there."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from journeybot.commands.call import Call, own_form
from journeybot.commands.inside import card_for
from journeybot.commands.logs import is_log
from journeybot.commands.looking import groups, mended, read
from journeybot.commands.looking_back import OF_CUSTOMERS, UNNAMED
from journeybot.commands.reviewing import looking_again
from journeybot.drafts import Beginning
from journeybot.exports.imports import NOTHING, Brought, File, Import, kind_of
from journeybot.exports.imports.joined import Source, with_joined
from journeybot.exports.imports.joining import join
from journeybot.exports.unreadable import Unreadable
from journeybot.forms import Answers, Form, Kind, Unusable
from journeybot.journey import Challenge, Improvement, JourneyMap, Key, Note
from journeybot.prompt_files import languages
from journeybot.replies import Ask, Button, Reply, Say, Show
from journeybot.settings import Settings
from journeybot.steps import GUIDES
from journeybot.steps.desk import field_of
from journeybot.steps.stages import MOST as MOST_STAGES
from journeybot.workshop import Refusal, Secret, Step, Workshop

OURS = "json"
"""The kind of file that says in which language its map is."""


def begin(call: Call) -> list[Reply]:
    """Ask for a file or, where a button names one that was looked at, begin its map."""
    if call.pressed and call.argument:
        return _begun(call)
    _must_be_free(call)
    return [Ask(form=begin_form(call))]


def begin_form(call: Call) -> Form:
    """The dialog that takes a file, or text, and what its map shall be called."""
    fields = (
        field_of(call.plain, "import.file", Kind.FILE),
        field_of(call.plain, "import.text", Kind.LINES, longest=3000),
        field_of(call.plain, "begin.title", longest=120),
    )
    return own_form(replace(call, found=None), "begin", fields)


def looked_at(call: Call, answers: Answers, subject: Key) -> list[Reply]:
    """Say which map the file would begin; nothing is written but the file itself, which waits for a press."""
    _must_be_free(call)
    file = call.files.get("file")
    data, field = (file.data, "file") if file else (str(answers.get("text") or "").encode(), "text")
    if not data:
        raise Unusable({"file": ("no_file", {})})
    it = Beginning(place=call.place, key=subject, person=call.who.id, data=data, title=str(answers.get("title") or ""))
    try:
        found = _look(call, it, field=field)
    except Unreadable as error:
        return mended(call, answers, error.each(), form=begin_form(call))
    if not found.workshop.about.title:
        raise Unusable({"title": ("file_without_title", {})})
    call.store.beginnings.keep(it)
    label = call.plain.say("buttons.begin_from")
    press = replace(call, found=None).button("begin", it.key, label=label, style="primary")
    return [Say(text=_told(call.on(found.workshop), found), buttons=(press,))]


def instead(call: Call, why: str) -> tuple[Button, ...]:
    """What can be done where there is no map, or none that is open, or no step is left."""
    leads = call.found is not None and call.who.id in call.found.facilitators
    if why == "last_step":
        return (call.button("close"),)
    begin = replace(call, found=None).button("begin")
    if why == "no_workshop":
        return (call.button("start"), call.button("retrospective"), begin)
    if why == "looks_back":
        return (looking_again(call),)
    if why == "overtaken":
        asked = call.workshop.open and call.workshop.step is Step.LAST_ACTIONS
        return (call.add_button() if asked else call.button("improvements"),)
    if why != "closed":
        return ()
    return (*((begin,) if call.command == "import" else ()), *((call.button("reopen"),) if leads else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What a file would begin."""

    kind: Import
    brought: Brought
    workshop: Workshop
    journey: JourneyMap
    notes: tuple[Note, ...]


def _must_be_free(call: Call) -> None:
    """Raises Refusal `taken` while the channel works on a map."""
    taken = call.store.open_in(call.place)
    if taken is not None:
        raise Refusal("taken", title=taken.about.title)


def _look(call: Call, it: Beginning, *, field: str) -> _Found:
    """The map that a file holds, as it would begin. Raises Unreadable, Unusable at the `field`."""
    if is_log(it.data):
        raise Unusable({field: ("log_needs_a_map", {})})
    kind = kind_of(File(it.data))
    if not kind.whole:
        raise Unusable({field: ("needs_a_map", {"kind": call.plain.say(f"import.kinds.{kind.name}")})})
    _, brought = read(it.data, NOTHING)
    if len(brought.journey.stages) > MOST_STAGES:
        raise Unreadable("stages_too_many", count=len(brought.journey.stages), most=MOST_STAGES)
    return _made(call, it, kind=kind, brought=brought)


def _made(call: Call, it: Beginning, *, kind: Import, brought: Brought) -> _Found:
    theirs = brought.journey.about
    known = kind.name == OURS and theirs.language in languages()
    language = theirs.language if known else call.plain.language
    about = replace(theirs, key=it.key, title=it.title or theirs.title, language=language, revision=0)
    source = Source(file=hashlib.sha256(it.data).hexdigest()[:16], workshop=it.key, lossy=kind.lossy)
    empty = JourneyMap(about=about, five_point=brought.journey.five_point)
    joined = join(empty, brought.journey, source)
    journey = with_joined(empty, joined, brought.journey)
    begun = Workshop(
        key=it.key,
        place=it.place,
        about=about,
        facilitators=(it.person,),
        revealed=_open_secrets(journey),
        settings=Settings(five_point=journey.five_point),
        template="empty",
        started_at=call.now(),
    )
    notes = tuple(_in_order(joined.put))
    return _Found(kind=kind, brought=brought, workshop=_at_its_step(begun, journey), journey=journey, notes=notes)


def _open_secrets(journey: JourneyMap) -> tuple[Secret, ...]:
    """What the file tells already cannot be hidden from anybody."""
    on = {vote.on for vote in journey.votes}
    held = {
        Secret.SCORES: bool(journey.scores),
        Secret.CHALLENGE_VOTES: _any_of(on, journey.challenges),
        Secret.IMPROVEMENT_VOTES: _any_of(on, journey.improvements),
    }
    return tuple(secret for secret, there in held.items() if there)


def _any_of(on: set[Key], notes: tuple[Challenge, ...] | tuple[Improvement, ...]) -> bool:
    return any(note.key in on for note in notes)


def _at_its_step(workshop: Workshop, journey: JourneyMap) -> Workshop:
    """At the first step for which the file lacks something, else at the last."""
    if workshop.looks_back:
        settings = replace(workshop.settings, anonymous=UNNAMED, muted=OF_CUSTOMERS)
        workshop = replace(workshop, settings=settings)
    lacking = (step for step in workshop.steps if GUIDES[step].missing(journey))
    return replace(workshop, step=next(lacking, workshop.steps[-1]))


def _in_order(notes: tuple[Note, ...]) -> Iterator[Note]:
    """The notes as they stand in the file, each kind counted from 1."""
    ends: Counter[type[Note]] = Counter()
    for note in notes:
        ends[type(note)] += 1
        yield replace(note, position=ends[type(note)])


def _told(call: Call, found: _Found) -> str:
    return call.words.tell(
        "beginning",
        kind=call.say(f"import.kinds.{found.kind.name}"),
        it=found,
        about=found.workshop.about,
        groups=[*groups(call.plain, found.notes)],
        remarks=[call.say(name, **values) for name, values in found.brought.remarks],
        **_where(call, found.workshop),
    )


def _where(call: Call, workshop: Workshop) -> dict[str, object]:
    """At which step it begins, in the words that suit the map."""
    first = workshop.step is workshop.steps[0]
    title = call.say(f"{workshop.step}.title")
    return {"number": workshop.number, "of": len(workshop.steps), "step": title, "first": first}


def _begun(call: Call) -> list[Reply]:
    """Begin the map of a file that was looked at. Pressed twice, it begins once."""
    it = call.store.beginnings.find(call.place, call.argument)
    if it is None:
        _must_be_free(call)
        raise Refusal("no_file_waiting")
    try:
        found = _look(call, it, field="file")
    except (Unreadable, Unusable) as error:
        raise Refusal("no_file_waiting") from error
    on = call.on(found.workshop)
    card = card_for(on, found.workshop)
    call.store.begin(found.workshop, notes=found.notes, show=(card,))
    call.store.beginnings.drop(it.place, it.key)
    said = on.say("begin.done", title=found.workshop.about.title, **_where(on, found.workshop))
    return [Show(showing=card.key), Say(text=said, buttons=(on.button("map"), on.button("erase")))]
