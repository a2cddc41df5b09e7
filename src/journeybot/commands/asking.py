"""Asking: the dialogs of the steps, and what is said once they are saved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from journeybot.brevity import short
from journeybot.commands.call import KEY, WHERE, Call, must_see, persona_named
from journeybot.commands.following import promise
from journeybot.commands.onward import onward
from journeybot.commands.overtaken import Overtaken, asked_once_more, must_not_be
from journeybot.commands.saving import BEFORE, remembered, saved
from journeybot.forms import Answers, Unusable, checked
from journeybot.journey import (
    Improvement,
    Key,
    Measure,
    Moment,
    Note,
    Persona,
    Score,
    Stage,
    Touchpoint,
    Vote,
)
from journeybot.masks import among_names, fresh_veil, lock
from journeybot.moves import answer
from journeybot.people import person_in
from journeybot.replies import Ask, Button, Reply, Say
from journeybot.steps import DIALOGS, Desk, Dialog, Written, dialog_of
from journeybot.steps.desk import UNSIGNED
from journeybot.steps.evidencing import LONGEST_QUOTE
from journeybot.steps.voting import CHALLENGES, IMPROVEMENTS
from journeybot.workshop import Change, Notes, Place, Refusal, Step, Workshop

ABOUT_A_NOTE = frozenset({"background", "outlook", "touchpoint", "weigh", "plan", "value"})
"""Dialogs that only make sense for a note that is there."""

NOT_AGAIN = frozenset({"background", "outlook", "weigh", "plan", "stages", "touchpoint"})
"""Dialogs that are not offered once more when they are saved."""

OF_PERSONAS = frozenset({"moment", "score", "headcount"})
"""Dialogs about a persona at a touchpoint."""

AT = "/"
"""Stands between a persona and a touchpoint, in a button."""

WITH_KEY = "#"
"""Stands between a note and the one-time key that opens it, in a button."""


def add(call: Call) -> list[Reply]:
    """The dialog of the current step, or the one that the argument names."""
    return ask(call, dialog_of(call.workshop))


def ask(call: Call, name: str = "") -> list[Reply]:
    """Open a dialog; the argument says what it is about (a stage, a touchpoint, a note of its kind)."""
    dialog = DIALOGS[name or call.command]
    _must_be_possible(call, dialog.name)
    about, _, key = call.argument.partition(WITH_KEY)
    given = call.store.note(call.who.tenant, call.workshop.key, about) if about else None
    if given is None and dialog.name in ABOUT_A_NOTE:
        raise Refusal("gone")
    old = given if isinstance(given, dialog.kind) and dialog.name not in {"touchpoints", "stages"} else None
    if old is not None and not may_write(call.holding(key), old):
        raise Refusal("not_yours")
    return [Ask(form=call.dialog(dialog.name, about=about, old=old, seen={KEY: key} if key else None))]


def score(call: Call) -> list[Reply]:
    """Score one stage after another, for the persona that is named or for all."""
    _must_be_possible(call, "score")
    if call.pressed and AT in call.argument:
        return [Ask(form=call.dialog("score", about=call.argument))]
    persona = persona_named(call, call.argument)
    return [Ask(form=call.dialog("score", about=persona.key if persona else ""))]


def quote(call: Call, *, text: str, said_by: str, link: str) -> list[Reply]:
    """A message of the channel, brought into the map: ask what it is and where it belongs."""
    _must_be_possible(call, "quote")
    seen = {"quote": short(text, LONGEST_QUOTE, beyond=0), "said_by": said_by, "link": link}
    return [Ask(form=call.dialog("quote", seen=seen))]


def _must_be_possible(call: Call, name: str) -> None:
    """A dialog that would have nothing to choose from is refused with what to do first."""
    have = call.workshop.counts
    if name in {"touchpoints", "challenge", "quote"} and not have.get("stage"):
        raise Refusal("stages_first")
    if name in OF_PERSONAS and not have.get("touchpoint"):
        raise Refusal("touchpoints_first")
    if name in OF_PERSONAS and not have.get("persona"):
        raise Refusal("personas_first")
    later = call.argument == IMPROVEMENTS or (
        call.workshop.step in {Step.IMPROVEMENTS, Step.PLANS} and call.argument != CHALLENGES
    )
    if name == "vote" and not have.get("improvement" if later else "challenge"):
        raise Refusal("nothing_to_vote_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A dialog that came back: which one, of what, what it remembers of being opened, and what was typed."""

    form: str
    workshop: Key
    subject: Key
    seen: Mapping[str, str]
    answers: Answers

    @property
    def where(self) -> str:
        """What stood beside the button that opened it, if it remembers that."""
        return self.seen.get(WHERE, "")


class Elsewhere(Exception):
    """The workshop of a dialog is in another channel than the one it was opened in, such as a direct message."""

    def __init__(self, place: Place) -> None:
        super().__init__(place.channel)
        self.place = place


def taken(call: Call, filled: Filled) -> list[Reply]:
    """Check what was typed, save it, and go on with the next thing to ask, if the dialog has one. Raises Unusable."""
    if filled.form not in DIALOGS:
        raise Refusal("not_for_you")
    _owner_must_see(call, filled)
    try:
        return _taken(call, filled)
    except Elsewhere as elsewhere:
        return taken(call.at(elsewhere.place), filled)
    except Overtaken as by:
        return [asked_once_more(DIALOGS[filled.form], by.desk, seen=filled.seen, answers=filled.answers)]


def _owner_must_see(call: Call, filled: Filled) -> None:
    """Raises Unusable, if somebody shall take on what they would not find."""
    owner = filled.answers.get("owner")
    about = call.store.workshop(call.who.tenant, filled.workshop) if owner and owner != call.who.id else None
    if about is None or not isinstance(owner, str):
        return
    old = call.store.note(call.who.tenant, filled.workshop, filled.subject)
    if not (isinstance(old, Improvement) and person_in(old.owner) == owner):
        must_see(call, about, owner, at="owner")


def _taken(call: Call, filled: Filled) -> list[Reply]:
    dialog = DIALOGS[filled.form]
    done: list[tuple[Desk, Written]] = []
    held, veil = lock(filled.seen.get(KEY, ""), filled.workshop), fresh_veil()

    def move(workshop: Workshop, notes: Notes) -> Change:
        """Checked inside the lock, where nothing that the answers name can go away any more."""
        if workshop.place != call.place:
            raise Elsewhere(workshop.place)
        desk = _desk_of(replace(call.on(workshop), held=held).allowed(filled.form), filled, notes)
        under, unsigned = dialog.under(desk), dialog.is_anonymous(desk)
        desk = _without_name(desk, dialog, veil) if unsigned else desk
        form = dialog.form(desk)
        written = dialog.take(desk, checked(form, filled.answers))
        must_not_be(desk, form, seen=filled.seen, put=written.put)
        put = tuple(replace(note, author=None) for note in written.put) if unsigned else written.put
        done[:] = [(replace(desk, notes=None), written)]
        now = desk.workshop if written.put or written.drop else workshop
        counts = under if written.put or dialog.kind is Vote else None  # what else they gave at the step still counts
        if unsigned and not now.is_anonymous(under):
            counts = None  # among names, whoever is counted and has signed nothing would be its author
        return answer(put, by=call.who.id, step=counts, drop=written.drop)(now, notes)

    now = call.store.change(call.who.tenant, filled.workshop, move, what=filled.form)
    return _gone_on(call.on(now), filled, *done[0])


def _without_name(desk: Desk, dialog: Dialog, veil: str) -> Desk:
    """Ready to take an answer without a name; what is given under a code has one of its own where the others sign."""
    under = dialog.under(desk)
    ready = desk.workshop.veiled(under, veil)
    if under and dialog.by_code and not ready.is_anonymous(under):
        ready = ready.veiled(among_names(under), veil)
    return replace(desk, workshop=ready, seen={**desk.seen, UNSIGNED: "yes"})


def _desk_of(call: Call, filled: Filled, notes: Notes) -> Desk:
    """The desk of a dialog that came back, inside a move. Raises Refusal `not_yours`."""
    old = notes.find(filled.subject)
    kept = old if isinstance(old, DIALOGS[filled.form].kind) else None
    if kept is not None and not may_write(call, kept):
        raise Refusal("not_yours")
    return replace(call.desk(filled.subject, seen=filled.seen, old=kept, asking=False), notes=notes)


def _gone_on(call: Call, filled: Filled, desk: Desk, written: Written) -> list[Reply]:
    """The next thing to ask or, at the end, what was saved."""
    dialog = DIALOGS[filled.form]
    key = filled.seen.get(KEY, "") if written.put else ""
    about = None if filled.seen.get("edit") or key else dialog.then(desk, written)  # a key must be seen to be kept
    before = "" if about else filled.seen.get(BEFORE, "")
    if dialog.kind is Score and not (about or before or written.put or written.drop):
        raise Unusable({next(iter(filled.answers), ""): ("nothing_felt", {})})  # it would close as if it were saved
    told = saved(call, call.plain if about else call.words, written, tally=dialog.tally, before=before)
    if not about:
        said = "\n".join([told, *_late(call, written), *([call.say("anonymous.key", key=key)] if key else [])])
        buttons = (*_after(call, filled.form, written.put, key=key), *onward(call, written.put))
        buttons = tuple(replace(button, stays=bool(key)) for button in buttons)  # the key is in no other message
        return [Say(text=said, rows=promise(call, written.put), buttons=buttons)]
    so_far = remembered(call, written, before=filled.seen.get(BEFORE, ""), unsigned=UNSIGNED in desk.seen)
    following = call.dialog(dialog.name, about=about, seen=so_far)
    return [Ask(form=replace(following, above=told))]


def _late(call: Call, written: Written) -> list[str]:
    """A day that has gone by already: it may be meant, so it is taken, but it is said."""
    due = next((note.due for note in written.put if isinstance(note, Improvement)), None)
    return [call.say("saved.late", day=due)] if due and due < call.now().date() else []


def asked_anew(call: Call, filled: Filled) -> list[Reply]:
    """A live choice of an open dialog was changed: the dialog for what is chosen now."""
    dialog = DIALOGS.get(filled.form)
    if dialog is None or dialog.anew is None:
        return []
    desk = call.desk(filled.subject, seen=filled.seen, asking=False)
    return [Ask(form=call.dialog(dialog.name, seen=dialog.anew(desk, filled.answers)))]


def may_write(call: Call, old: Note) -> bool:
    """Shared things (who travels, where they meet us, what happens, what is measured) anyone may improve; the rest is
    its author's."""
    return isinstance(old, Persona | Stage | Touchpoint | Moment | Measure) or call.may_change(old)


def _after(call: Call, form: str, put: tuple[Note, ...], *, key: str) -> tuple[Button, ...]:
    if DIALOGS[form].tally:
        return (call.button(form), call.button("undo", str(call.workshop.about.revision)))
    more = {"persona": "background", "background": "outlook", "touchpoint": "weigh", "improve": "plan"}.get(form)
    more = None if call.workshop.looks_back else more
    extra = (call.button(more, with_key(put[0].key, key)),) if more and put else ()
    if form in {"touchpoint", "weigh"} and put:
        extra = (*extra, call.button("inside", put[0].key, label=call.plain.say("buttons.inside_here")))
    again = () if form in NOT_AGAIN else (_once_more(call, form),)
    return (*_not_felt_yet(call, put), *again, *extra, call.button("key", key) if key else call.button("mine"))


def _not_felt_yet(call: Call, put: tuple[Note, ...]) -> tuple[Button, ...]:
    """In a review what has come to the map comes after the feelings: how it feels can be said beside it."""
    added = [one.key for one in put if isinstance(one, Touchpoint)]
    if call.workshop.step is not Step.CHANGES or not added:
        return ()
    journey = call.journey()
    felt = {score.touchpoint for score in journey.scores}
    new = [one for one in (*added, *(one.key for one in journey.touchpoints)) if one not in felt]  # or added before it
    pairs = [f"{persona.key}{AT}{key}" for key in new for persona in journey.personas]
    return tuple(call.button("score", pair, label=call.plain.say("buttons.feel_new")) for pair in pairs[:1])


def _once_more(call: Call, form: str) -> Button:
    """The button that opens the same dialog anew; after a measure, the one that shows them all."""
    if form == "value" and call.workshop.review:
        return call.button("value", label=call.plain.say("numbers.add"))
    if form in {"measure", "value"}:
        return call.button("measure", label=call.plain.say("buttons.measures"))
    return call.button(form)


def with_key(note: Key, key: str) -> str:
    """A note as what a button is about, with the one-time key that opens it."""
    return f"{note}{WITH_KEY}{key}" if key else note
