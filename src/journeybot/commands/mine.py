"""What people do with their own answers: the list of them, each to be edited or deleted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from journeybot.brevity import short
from journeybot.commands import asking
from journeybot.commands.asking import AT, WITH_KEY, Filled, may_write, with_key
from journeybot.commands.call import KEY, Call
from journeybot.commands.saving import label
from journeybot.journey import (
    Challenge,
    Improvement,
    JourneyMap,
    Key,
    Note,
    Pain,
    Persona,
    Score,
    Stage,
    Touchpoint,
    Vote,
)
from journeybot.moves import delete as deletion
from journeybot.replies import Ask, Button, Mend, Reply, Row, Say
from journeybot.steps import EDITED_WITH
from journeybot.steps.desk import feeling
from journeybot.steps.voting import CHALLENGES, IMPROVEMENTS
from journeybot.workshop import Refusal, Secret

EVERYTHING = "all"

IN_LIST = "list"
"""What stands beside a button in the list, which stays there after a press."""

LISTED = "listed"
"""In what a dialog remembers: the list that it was opened in."""

SECRETS = {CHALLENGES: Secret.CHALLENGE_VOTES, IMPROVEMENTS: Secret.IMPROVEMENT_VOTES}


def mine(call: Call) -> list[Reply]:
    """What the person wrote (or, for a facilitator who asks, everything), each with edit and delete."""
    everything = call.argument == EVERYTHING and call.who.id in call.workshop.facilitators
    notes = _all_notes(call) if everything else call.store.notes_by(call.who.tenant, call.workshop.key, call.who.id)
    rows = (*rows_of(call, [note for note in notes if not isinstance(note, Score)]), *_given(call, notes))
    rows = tuple(_in_list(row, everything=everything) for row in rows)
    rows = rows if everything else (*rows, *_given_unsigned(call))
    more = (call.button("mine", EVERYTHING, label=call.plain.say("buttons.everything")),) if not everything else ()
    buttons = (*(more if call.who.id in call.workshop.facilitators else ()), call.add_button())
    unsigned = call.workshop.settings.anonymous and not everything
    nothing = call.say("mine.nothing_signed" if unsigned else "mine.nothing")
    heading = call.say("mine.heading", count=len(rows)) if rows else nothing
    text = "\n".join([heading, *([call.say("anonymous.not_listed")] if unsigned else [])])
    return [Say(text=text, rows=rows, buttons=buttons if call.workshop.open or not rows else ())]


def _in_list(row: Row, *, everything: bool) -> Row:
    """After one of them is edited or deleted in it, the list is shown as it is then."""
    where = f"{IN_LIST} {EVERYTHING}" if everything else IN_LIST
    here = (replace(one, seen=where) if one.command in {"edit", "delete"} else one for one in row.buttons)
    return replace(row, buttons=tuple(here))


def rows_of(call: Call, notes: Iterable[Note], *, key: str = "") -> tuple[Row, ...]:
    """Notes in a list, each with what can be done with it; `key` is the one-time key that opens them."""
    return tuple(_row(call, note, key) for note in notes if type(note).__name__.lower() in EDITED_WITH)


def _given(call: Call, notes: Iterable[Note]) -> Iterator[Row]:
    """What somebody gave in passing and in numbers: their feelings, a row for each stage, and their dots."""
    felt: dict[tuple[Key, Key], list[Score]] = defaultdict(list)
    journey = call.journey()
    for touchpoint in journey.travelled():
        for score in (note for note in notes if isinstance(note, Score) and note.touchpoint == touchpoint.key):
            felt[score.persona, touchpoint.stage].append(score)
    yield from (_felt(call, journey, at=at, scores=here) for at, here in felt.items())
    for about, votable in ((CHALLENGES, journey.challenges), (IMPROVEMENTS, journey.improvements)):
        on = {one.key for one in votable}
        count = sum(isinstance(note, Vote) and note.on in on for note in notes)
        if count:
            text = call.say(f"mine.dots_on_{about}", count=count)
            yield Row(text=text, buttons=_reopened(call, "vote", about))


def _given_unsigned(call: Call) -> Iterator[Row]:
    """How many feelings and dots somebody gave without a name, as long as their code tells it; nobody else is told."""
    desk, journey, at = call.desk("", seen={}), call.journey(), call.workshop
    felt = sum(score.author is None for score in desk.given(Score, at.feels))
    if felt:
        yield Row(text=call.say("mine.felt_unsigned", count=felt), buttons=_reopened(call, "score", ""))
    for about, votable in ((CHALLENGES, journey.challenges), (IMPROVEMENTS, journey.improvements)):
        on = {one.key for one in votable}
        dots = sum(vote.author is None and vote.on in on for vote in desk.given(Vote, SECRETS[about]))
        if dots:
            text = call.say(f"mine.dots_on_{about}", count=dots)
            yield Row(text=text, buttons=_reopened(call, "vote", about))


def _reopened(call: Call, command: str, about: str) -> tuple[Button, ...]:
    """The button that opens again the dialog in which something was given."""
    return (call.button(command, about, label=call.plain.say("buttons.edit")),) if call.workshop.open else ()


def _felt(call: Call, journey: JourneyMap, *, at: tuple[Key, Key], scores: list[Score]) -> Row:
    """The feelings of one persona at one stage, in the order of the way; the dialog that gave them opens again."""
    named: tuple[Persona | Stage | Touchpoint, ...] = (*journey.personas, *journey.stages, *journey.touchpoints)
    names = {note.key: note.name for note in named}
    five_point = call.workshop.settings.five_point
    said = {value: feeling(call.plain, str(value), five_point=five_point) for value in {s.value for s in scores}}
    now = call.workshop.round
    anew = {s.touchpoint for s in scores if s.review == now}
    hold = [s for s in scores if s.review == now or s.touchpoint not in anew]
    in_review = call.workshop.review is not None
    told = [(names[s.touchpoint], short(said[s.value]), in_review and s.review < now) for s in hold]
    persona = names[at[0]] if len(journey.personas) > 1 else ""
    text = call.say("mine.felt", persona=persona, stage=names[at[1]], told=told)
    return Row(text=text, buttons=_reopened(call, "score", AT.join((at[0], scores[0].touchpoint))))


def _all_notes(call: Call) -> tuple[Note, ...]:
    return tuple(note for note in call.journey().notes() if not isinstance(note, Score))


def _row(call: Call, note: Note, key: str = "") -> Row:
    word = _kind(call, note)
    text = call.say("mine.row", kind=word, text=short(label(call, note), 140))
    if not call.workshop.open:
        return Row(text=text)
    asks = _confirm(call, note)
    about = with_key(note.key, key)
    gone = call.button("delete", about, style="danger", confirm=asks)
    return Row(
        text=text,
        buttons=(call.button("edit", about), *_details(call, note, about=about), gone, *_with_another(call, note)),
    )


def _with_another(call: Call, note: Note) -> tuple[Button, ...]:
    """Where everything is listed for who facilitates: two notes that say the same can be made one."""
    if call.argument != EVERYTHING or not isinstance(note, Challenge | Improvement):
        return ()
    return (call.button("merge", note.key, label=call.plain.say("buttons.merge_with")),)


def _kind(call: Call, note: Note) -> str:
    """Looking back, it is said of a thing whether it helped or hurt, and not that it is either."""
    if isinstance(note, Challenge) and call.workshop.looks_back:
        return call.plain.say(f"mine.looking_back.{'helped' if note.pain is Pain.HELPED else 'hurt'}")
    return call.plain.say(f"kinds.{type(note).__name__.lower()}")


def _confirm(call: Call, note: Note) -> str:
    """What is asked before a note is deleted: also what goes along with it, which is another thing for each kind."""
    also = call.plain.words("mine.goes").get(type(note).__name__.lower(), "")
    return call.plain.say("mine.confirm", text=short(label(call, note)), also=also)


def _details(call: Call, note: Note, *, about: str) -> tuple[Button, ...]:
    names = {
        "Persona": ("background", "outlook"),
        "Touchpoint": ("weigh",),
        "Improvement": ("plan",),
        "Measure": ("value",),
    }
    return tuple(call.button(name, about) for name in names.get(type(note).__name__, ()))


def edit(call: Call) -> list[Reply]:
    """Open the dialog that a note was written with, filled in."""
    note, key = _opened(call)
    if not may_write(call.holding(key), note):
        raise Refusal("not_yours")
    name = EDITED_WITH[type(note).__name__.lower()]
    seen = {name: value for name, value in ((KEY, key), (LISTED, _list_seen(call))) if value}
    return [Ask(form=call.dialog(name, old=note, seen=seen) if name != "stages" else call.dialog(name))]


def delete(call: Call) -> list[Reply]:
    """Take a note away, with what cannot be without it."""
    note, key = _opened(call)
    what = label(call, note)
    now = call.change(deletion(note.key, by=call.who.id, held=call.holding(key).held))
    back = (call.button("undo", str(now.about.revision)),) if call.who.id in now.facilitators else ()
    said = Say(text=call.say("mine.deleted", what=short(what)), buttons=(*back, call.button("mine")))
    return [_listed(call.on(now), said)] if _list_seen(call) else [said]


def _list_seen(call: Call) -> str:
    return call.seen if call.seen.startswith(IN_LIST) else ""


def taken(call: Call, filled: Filled) -> list[Reply]:
    """What asking.taken does with a dialog; one that was opened in the list leads back to it."""
    replies, seen = asking.taken(call, filled), filled.seen.get(LISTED, "")
    about = call.store.workshop(call.who.tenant, filled.workshop) if seen else None
    if about is None or any(isinstance(reply, Ask | Mend) for reply in replies):
        return replies
    at = replace(call.at(about.place).on(about), seen=seen)
    return [_listed(at, replace(one, buttons=())) if isinstance(one, Say) and not one.whom else one for one in replies]


def _listed(call: Call, said: Say) -> Say:
    """The list as it is after something was edited or deleted in it, which is said above the rest."""
    _, _, which = call.seen.partition(" ")
    (whole,) = (reply for reply in mine(replace(call, argument=which)) if isinstance(reply, Say))
    buttons = tuple(one for one in said.buttons if one.command != "mine")
    return replace(whole, rows=(Row(text=said.text, buttons=buttons), *said.rows, *whole.rows))


def _opened(call: Call) -> tuple[Note, str]:
    """The note that a button is about, and the one-time key that came with it."""
    about, _, key = call.argument.partition(WITH_KEY)
    note = call.store.note(call.who.tenant, call.workshop.key, about)
    if note is None:
        raise Refusal("gone")
    return note, key
