"""What the channel has taken on, over all its maps: what is late first, with what can be said of each; and how much of
the last times' was done."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from journeybot.brevity import short
from journeybot.commands.call import Call
from journeybot.commands.following import IN_LIST, buttons_for, may_follow
from journeybot.exports.undertaken import LISTS
from journeybot.journey import Improvement, Status
from journeybot.ports import Showable
from journeybot.replies import Button, Reply, Row, Say, Show, staying
from journeybot.reviews import came_of_it
from journeybot.revisions import Kept, Revision, Why
from journeybot.undertakings import PENDING, SITTINGS, by_urgency, followed, is_overdue

MOST, MOST_SETTLED = 25, 5
"""Rows of what is still to be done, and of what is not any more."""

TAKEN_ON = "taken on"
"""The text that tells the thread, at the end, who has promised what."""

MOST_TIMES = 3
"""Earlier sessions of each map of which it is told how much was done."""


@dataclass(frozen=True, slots=True)
class Taken:
    """An improvement, and a call about its map."""

    call: Call
    one: Improvement


def improvements(call: Call) -> list[Reply]:
    """All improvements of the channel's maps, with what their owners, or who facilitates, can say of them."""
    if call.argument.casefold() in LISTS and call.found:
        return _as_file(call, call.argument.casefold())
    return [listed(call)]


def listed(call: Call) -> Say:
    """The list as it is now."""
    maps = [replace(call, found=line.workshop) for line in call.store.maps_in(call.place)]
    found = sorted(_all(maps), key=lambda taken: by_urgency(taken.one, call.now().date()))
    if not found:
        add = (call.button("improve"),) if call.found and call.found.open else ()
        return Say(text=call.say("followed.nothing"), buttons=add)
    pending = [taken for taken in found if taken.one.status in PENDING]
    settled = [taken for taken in found if taken.one.status not in PENDING]
    shown = (*pending[:MOST], *settled[:MOST_SETTLED])
    rows = tuple(_row(taken, several=len(maps) > 1) for taken in shown)
    more = len(found) - len(shown)
    last = (Row(text=call.say("followed.more", count=more)),) if more else ()
    return Say(text="\n".join([_heading(call, found), *_trend(maps)]), rows=(*rows, *last), buttons=_files(call))


def _as_file(call: Call, kind: str) -> list[Reply]:
    """The list as a file, in the thread of the channel's card."""
    showing = call.showing(Showable.FILE, what={"list": "improvements", "format": kind, "day": f"{call.now().date()}"})
    call.store.show(showing)
    return [Show(showing=showing.key), Say(text=call.say("showing.file", format=kind.upper(), held=()))]


def _files(call: Call) -> tuple[Button, ...]:
    labels = call.plain.words("followed.as")
    return staying(*(call.button("improvements", kind, label=labels[kind]) for kind in LISTS))


def _all(maps: list[Call]) -> Iterator[Taken]:
    for at in maps:
        for note in at.store.notes(at.who.tenant, at.workshop.key, Improvement):
            if isinstance(note, Improvement) and note.status is not Status.CARRIED:  # it goes on on the next map
                yield Taken(at, note)


def _heading(call: Call, found: list[Taken]) -> str:
    today = call.now().date()
    count = Counter("overdue" if is_overdue(taken.one, today) else str(taken.one.status) for taken in found)
    known = ("overdue", "doing", "open", "done", "dropped")
    told = [call.plain.say(f"followed.counts.{name}", n=count[name]) for name in known if count[name]]
    return call.say("followed.heading", count=len(found), told=", ".join(told))


def _row(taken: Taken, *, several: bool) -> Row:
    buttons = (*buttons_for(taken.call, taken.one), *_edit(taken.call, taken.one))
    here = (replace(button, seen=IN_LIST) for button in buttons)
    return Row(text=told(taken.call, taken.one, title=several), buttons=tuple(here))


def _edit(call: Call, one: Improvement) -> tuple[Button, ...]:
    """Whose it is and until when, for who may say so."""
    if one.status not in PENDING or not may_follow(call, one, call.workshop):
        return ()
    return (call.button("assign", one.key, label=call.plain.say("buttons.edit")),)


def told(call: Call, one: Improvement, *, title: bool, channel: bool = False) -> str:
    """An improvement in two lines: what, how it stands, who and, where there are several, of which map and channel."""
    return call.say(
        "followed.row",
        text=short(one.text, 140),
        status=one.status,
        overdue=is_overdue(one, call.now().date()),
        due=one.due,
        owner=short(one.owner, 60),
        came=short(came_of_it(one), 200),
        title=call.workshop.about.title if title else "",
        channel=call.workshop.place.channel if channel else "",
    )


def taken_on(call: Call, _what: dict[str, str]) -> str:
    """What the map has still to do, the most urgent first, as everybody reads it."""
    today = call.now().date()
    pending = [one for one in call.shown().improvements if one.status in PENDING]
    ordered = sorted(pending, key=lambda one: by_urgency(one, today))
    more = [call.say("followed.more", count=len(ordered) - MOST)] if len(ordered) > MOST else []
    lines = [told(call, one, title=False) for one in ordered[:MOST]]
    return "\n\n".join([call.say("followed.taken_on", count=len(ordered)), *lines, *more])


def _trend(maps: list[Call]) -> list[str]:
    """How much was done of what was still to be done when the team sat together, in the order of the sessions."""
    several = len(maps) > 1
    return [line for at in maps for line in reversed([*islice(_times(at, several=several), MOST_TIMES)])]


def _times(call: Call, *, several: bool) -> Iterator[str]:
    """The last time first; of each what became of it by the next one or, of the last, until now."""
    known = call.store.revisions(call.who.tenant, call.workshop.key)
    later, until = call.journey(), None
    for revision in (one for one in known if one.why in SITTINGS):
        kept = call.kept(revision.number)
        became = followed(kept.journey.improvements, later.improvements)
        if became.of:
            title = call.workshop.about.title if several else ""
            told = {"title": title, "sitting": _sitting(call, revision), "day": _day(kept), "until": until}
            yield call.say("followed.trend", became=became, **told)
        later, until = kept.journey, _day(kept)


def _sitting(call: Call, revision: Revision) -> str:
    if revision.why is Why.REVIEWED:
        return "review"
    return "retrospective" if call.workshop.looks_back else "workshop"


def _day(kept: Kept) -> object:
    return kept.revision.at.date()
