"""Looking a file over before it is brought in: what it would add, what differs, what cannot be read, in words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from journeybot.brevity import short
from journeybot.commands.call import Call
from journeybot.exports.imports import Brought, Import, bring
from journeybot.exports.imports.joined import Difference, Joined
from journeybot.exports.imports.lengths import too_long
from journeybot.exports.unreadable import Unreadable, together
from journeybot.forms import Answers, Form, Kind, Unusable
from journeybot.journey import KINDS, JourneyMap, Note
from journeybot.replies import Ask, Reply
from journeybot.wording import Wording

MOST_TOLD = 8
"""Differences that are told one by one; the rest is counted."""
MOST_COMPLAINTS = 12
"""Places that cannot be read that are told one by one."""
MOST_NAMED = 3
"""Names of each kind that are told."""


def read(data: bytes, into: JourneyMap) -> tuple[Import, Brought]:
    """What a file holds, for a map that it may name things of. Raises Unreadable, with every place that will not do."""
    kind, brought = bring(data, into)
    troubles = [*brought.troubles, *too_long(brought)]
    if troubles:
        raise together(troubles)
    return kind, brought


@dataclass(frozen=True, slots=True)
class Group:
    """Notes of a kind: how many, in words, the names of the first ones, and whether there are more."""

    count: str
    names: tuple[str, ...]
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """A line of what differs, ready to be read."""

    name: str
    field: str
    here: str
    there: str


def looked(call: Call, kind: Import, brought: Brought, joined: Joined, *, room: int = 0) -> str:
    """What would come of a file, the figures first, in groups: new, filled in, differing, on the map alone. `room`
    counts the stages of the template that make room for it."""
    alone = [note for note in joined.alone if _name(note)] if kind.whole and joined.met else []
    return call.words.tell(
        "looked",
        kind=call.say(f"import.kinds.{kind.name}"),
        it=joined,
        room=room,
        new=[*groups(call.plain, joined.new)],
        differing=[_differing(call, one) for one in joined.differing[:MOST_TOLD]],
        more=max(0, len(joined.differing) - MOST_TOLD),
        alone=[*groups(call.plain, alone)],
        remarks=[call.say(name, **values) for name, values in (*brought.remarks, *_passed(joined))],
    )


def _passed(joined: Joined) -> Iterator[tuple[str, dict[str, object]]]:
    """What was left out because the map tells it better."""
    if joined.passed:
        yield "import.remarks.means", {"count": joined.passed}


def news_of(joined: Joined, words: Wording) -> str:
    """What is new, each kind with the names of the first ones, in one line."""
    told = (
        f"{one.count} ({', '.join(one.names)}{', …' * one.more})" if one.names else one.count
        for one in groups(words, joined.new)
    )
    return ", ".join(told)


def mended(call: Call, answers: Answers, troubles: Sequence[Unreadable], *, form: Form) -> list[Reply]:
    """The dialog once more, with every place that will not do; what was pasted is in it. Raises Unusable where it is
    one place only, which is said at its field."""
    file = "file" in call.files
    if len(troubles) == 1:
        complaint = troubles[0].sentence(call.plain)
        raise Unusable({"file" if file else "text": ("file_stopped", {"complaint": complaint})})
    kept = [one for one in form.fields if file or one.kind is not Kind.FILE]  # a Slack without file fields stays so
    fields = tuple(replace(one, initial=answers.get(one.name)) for one in kept)
    return [Ask(form=replace(form, intro=unreadable(call, troubles), fields=fields))]


def unreadable(call: Call, troubles: Sequence[Unreadable]) -> str:
    """Every place of a file that will not do, a line each, as plain text."""
    return call.plain.tell(
        "unreadable",
        count=len(troubles),
        complaints=[one.sentence(call.plain) for one in troubles[:MOST_COMPLAINTS]],
        more=max(0, len(troubles) - MOST_COMPLAINTS),
    )


def counted(words: Wording, word: str, count: int) -> str:
    """So many notes of a kind, in words."""
    return words.say(f"counts.{word}" if words.has(f"counts.{word}") else f"import.counts.{word}", n=count)


def by_kind(words: Wording, notes: Iterable[Note]) -> list[str]:
    """How many notes of each kind, in words."""
    found = Counter(type(note) for note in notes)
    return [counted(words, word, found[kind]) for word, kind in KINDS.items() if found[kind]]


def groups(words: Wording, notes: Iterable[Note]) -> Iterator[Group]:
    """Notes by their kind, in the order of reading."""
    found = [*notes]
    for word, kind in KINDS.items():
        names = [_name(note) for note in found if type(note) is kind]
        if names:
            told = [short(name, 60) for name in names[:MOST_NAMED] if name]
            yield Group(counted(words, word, len(names)), tuple(told), len(names) > len(told) > 0)


def _name(note: Note) -> str:
    return str(getattr(note, "name", "") or getattr(note, "text", ""))


def _differing(call: Call, one: Difference) -> Differing:
    here, there = (short(_value(call, value), 80) for value in (one.here, one.there))
    fields = call.plain.words("import.fields")
    return Differing(name=short(one.name, 60), field=fields[one.field], here=here, there=there)


def _value(call: Call, value: Any) -> str:
    return call.plain.number(value) if isinstance(value, int | float) else str(value)
