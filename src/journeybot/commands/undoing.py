"""Taking back the last change to the map, and putting it back: what that was, in words that give no secret away."""

from collections import Counter
from collections.abc import Iterable

from journeybot.brevity import short
from journeybot.commands.call import Call
from journeybot.commands.looking import by_kind
from journeybot.commands.saving import label
from journeybot.journey import KINDS, Key, Note, Response, Score, Vote
from journeybot.replies import Reply, Say, Show
from journeybot.undoing import CLOSING, Turned, turn_back

RESTORE = "restore"
"""The command that brings an older revision back: it is told as one, whatever it changed."""

BRINGING = "import"
"""The command that brings a file in: it is told by all the kinds that it has."""

REVIEW = "review"
"""The command that sets the same once it is finished."""

SECRET = (Score, Vote, Response)
"""Kinds of notes of which nobody is told whose they are."""


def undo(call: Call) -> list[Reply]:
    """Take back the change of the revision that the button carries, or the last one."""
    return _turn(call, undone=False)


def redo(call: Call) -> list[Reply]:
    """Put back what was taken back."""
    return _turn(call, undone=True)


def _turn(call: Call, *, undone: bool) -> list[Reply]:
    told: list[Turned] = []
    revision = int(call.argument) if call.argument.isascii() and call.argument.isdigit() else None
    now = call.change(turn_back(revision, told, undone=undone))
    turned, revision = told[0], now.about.revision
    text = _told(call, turned, undone=undone)
    back = call.button("undo", str(revision)) if undone else call.button("redo", str(revision))
    further = call.button("undo", str(turned.next), label=call.plain.say("buttons.undo_more"))
    buttons = (back, further) if turned.next and not undone else (back,)
    return [Show(showing=f"card.{now.key}"), Say(text=text, buttons=buttons)]


def _told(call: Call, turned: Turned, *, undone: bool) -> str:
    """What was taken back or, if it had been `undone`, done again."""
    if turned.done.what == BRINGING:
        return call.say("undoing.put_back" if undone else "undoing.taken_back", what=_brought(call, turned))
    how, notes = ("", []) if turned.done.what == RESTORE else _what(turned)
    if not notes:
        other = _field(call, turned) or call.say(f"undoing.{_secret(_was(turned).values())}")
        return call.say("undoing.put_back" if undone else "undoing.taken_back", what=other)
    named = _named(call, notes)
    if undone:
        return call.say(f"undoing.again.{how}", what=named)
    return call.say("undoing.taken_back", what=call.say(f"undoing.{how}", what=named))


def _brought(call: Call, turned: Turned) -> str:
    """A file that was brought in: everything that was new and that it changed, by kind."""
    was = _was(turned).values()
    new = by_kind(call.plain, (after for before, after in was if after and not before))
    changed = by_kind(call.plain, (after for before, after in was if after and before))
    fields = [call.plain.say(f"import.fields.{name}") for name in turned.done.about]
    return call.say("undoing.brought", new=new, changed=[*changed, *fields])


def _was(turned: Turned) -> dict[Key, tuple[Note | None, Note | None]]:
    """Each note that it touched, before and after it, as it was made the first time."""
    was = {key: (note, turned.notes[key]) for key, note in turned.done.notes.items()}
    return {key: (after, before) for key, (before, after) in was.items()} if turned.done.undone else was


def _what(turned: Turned) -> tuple[str, list[Note]]:
    """What a change was, as it was made the first time: what it took away, else what it added, else what it changed."""
    was = _was(turned)
    gone = _telling(before for before, after in was.values() if before and not after)
    new = _telling(after for before, after in was.values() if after and not before)
    changed = _telling(after for before, after in was.values() if before and after)
    went = "merged" if turned.done.what == "merge" else "gone"
    found = ((how, notes) for how, notes in ((went, gone), ("new", new), ("changed", changed)) if notes)
    return next(found, ("", []))


def _telling(notes: Iterable[Note | None]) -> list[Note]:
    """The notes of the first kind among them; what they are about comes before what hangs on it."""
    open_ = [note for note in notes if note and not isinstance(note, SECRET)]
    kinds = [kind for kind in KINDS.values() if any(type(note) is kind for note in open_)]
    return [note for note in open_ if type(note) is kinds[0]]


def _named(call: Call, notes: list[Note]) -> str:
    word, first = type(notes[0]).__name__.lower(), notes[0]
    if len(notes) > 1 and call.words.has(f"counts.{word}"):
        return call.say(f"counts.{word}", n=len(notes))
    kind = call.plain.say(f"kinds.{word}")
    return call.say("undoing.note", kind=kind, text=short(label(call, first)), author=first.author or "")


def _field(call: Call, turned: Turned) -> str:
    """A change that is of the workshop itself."""
    done, now = turned.done, turned.workshop
    if done.what == RESTORE:
        return call.say("undoing.restored")
    if "step" in done.workshop:
        ends = (done.workshop["step"], now.step)
        before, after = reversed(ends) if done.undone else ends
        return call.say("undoing.step", before=call.say(f"{before}.title"), after=call.say(f"{after}.title"))
    if "revealed" in done.workshop:
        return call.say("undoing.reveal")
    if done.what == CLOSING:
        return call.say("undoing.close")
    if done.workshop:
        return call.say(f"undoing.{done.what}" if done.what in {"mute", "unmute"} else "undoing.settings")
    if done.what == REVIEW:
        return call.say("undoing.review")
    return call.say("undoing.about") if done.about else ""


def _secret(was: Iterable[tuple[Note | None, Note | None]]) -> str:
    kinds = Counter(type(note).__name__.lower() for pair in was for note in pair if note)
    return kinds.most_common(1)[0][0] if kinds else "people"
