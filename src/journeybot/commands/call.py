"""One thing that somebody asks of us, with everything at hand to do it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from journeybot.forms import Attached, Field, Form, Unusable
from journeybot.gathering import MayRead, with_inside
from journeybot.hiding import as_shown
from journeybot.journey import JourneyMap, Key, Moment, Note, Persona, Score, Stage, Vote
from journeybot.last_actions import with_last_actions
from journeybot.masks import Tries, fresh_key, lock, opens
from journeybot.permissions import Standing, may_change, must_be_allowed
from journeybot.ports import Circle, Clock, Keys, Showable, Showing, Store
from journeybot.replies import Button
from journeybot.revisions import Kept
from journeybot.steps import DIALOGS, Desk, dialog_of
from journeybot.wording import Wording
from journeybot.workshop import Change, Move, Notes, Place, Refusal, Step, Who, Workshop

WHERE = "where"
"""What a dialog of no step remembers of the button that opened it: what stood beside that, as `Call.seen` does."""

KEY = "key"
"""What a dialog remembers that opens a note again with its one-time key, or makes one."""

_REVISION = re.compile(r"r([1-9][0-9]{0,5})", re.IGNORECASE)

NEVER_LOCKED = (Stage, Moment, Score, Vote)
"""What is everybody's, or found again by the code of its person: it needs no one-time key."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """A command or a press. `words` are in the person's language and the chat's markup, `plain` the same for dialogs
    and buttons; `pressed` tells a button from a typed command; `seen` is the step that stood beside the button;
    `found` the workshop it is about; `standing` how the person stands to `place`; `answering` whether a dialog came
    back; `people` and `channels` what is mentioned; `files` what was handed in with a dialog, by its
    field; `held` the lock to which the person has shown the one-time key; `public_url` where browsers
    find us, empty if they cannot."""

    who: Who
    place: Place
    store: Store
    words: Wording
    plain: Wording
    clock: Clock
    keys: Keys
    circle: Circle
    standing: Standing = Standing.UNKNOWN
    answering: bool = False
    people: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    command: str = ""
    argument: str = ""
    pressed: bool = False
    seen: str = ""
    found: Workshop | None = None
    files: Mapping[str, Attached] = field(default_factory=dict)
    tries: Tries = field(default_factory=Tries)
    held: Key = ""
    public_url: str = ""

    @property
    def workshop(self) -> Workshop:
        """The workshop this is about. Raises Refusal: `no_workshop`."""
        if self.found is None:
            raise Refusal("no_workshop")
        return self.found

    @property
    def step_seen(self) -> Step | None:
        """The step the person was looking at, if it was a button."""
        return Step(self.seen) if self.seen in set(Step) else None

    def now(self) -> datetime:
        """The time now, in UTC."""
        return self.clock()

    def shown(self) -> JourneyMap:
        """The map as it may be seen: without what is hidden until a reveal."""
        return as_shown(self.journey(), self.workshop)

    def edition(self, number: int, *, may_read: MayRead | None = None) -> JourneyMap:
        """The map as it may be seen, of that revision (0: as it is now), with the maps inside it that may be read
        there: if not said otherwise, by its channel or, in private, by this person. Raises Refusal: `no_such_revision`.
        """
        may_read = may_read or self.may_read
        shown = as_shown(self.kept(number).journey, self.workshop) if number else self.shown()
        whole = with_inside(self.store, self.who.tenant, shown, may_read=may_read)
        whole = replace(whole, part_of=tuple(self.part_of(may_read)))
        return whole if number else with_last_actions(self.store, self.who.tenant, whole, self.workshop)

    def part_of(self, may_read: MayRead) -> Iterator[tuple[str, str]]:
        """The maps that this one is inside of, and the touchpoints that open it; none that may not be read."""
        for holder in self.store.holders(self.who.tenant, self.workshop.key):
            if may_read(holder.workshop):
                yield holder.workshop.about.title, holder.touchpoint.name

    def may_read(self, other: Workshop) -> bool:
        """Whether another map may be read where this one is: everybody here may read those of the same channel, this
        person, if there is one, also those of other channels that they are in."""
        if other.place == self.workshop.place or not self.who.id:
            return other.place == self.workshop.place
        return self.circle.standing(self.who, other.place) is Standing.INSIDE

    def kept(self, number: int) -> Kept:
        """A revision, hidden things and all. Raises Refusal: `no_such_revision`."""
        tenant, workshop = self.who.tenant, self.workshop.key
        found = self.store.revision(tenant, workshop, number)
        if found is None:
            names = [f"r{one.number}" for one in self.store.revisions(tenant, workshop)]
            raise Refusal("no_such_revision", number=number, names=names)
        return found

    def journey(self) -> JourneyMap:
        """The whole map, hidden things and all: for counting, never for showing."""
        return self.store.journey(self.who.tenant, self.workshop.key)

    def change(self, move: Move, *, show: Sequence[Showing] = ()) -> Workshop:
        """Through the one write door. The rule is applied once more inside the lock: a role may have gone meanwhile."""

        def allowed(workshop: Workshop, notes: Notes) -> Change:
            must_be_allowed(self.command, self.who.id, workshop, standing=self.standing)
            return move(workshop, notes)

        return self.store.change(self.who.tenant, self.workshop.key, allowed, show=show, what=self.command)

    def say(self, name: str, /, **values: object) -> str:
        """A sentence in the chat's markup."""
        return self.words.say(name, **values)

    def button(
        self, command: str, argument: str = "", *, label: str = "", style: str = "", confirm: str = ""
    ) -> Button:
        """A button of this workshop, labelled `buttons.<command>` unless said otherwise."""
        return Button(
            label=label or self.plain.say(f"buttons.{command}"),
            command=command,
            argument=argument,
            workshop=self.found.key if self.found else "",
            seen=self.found.step if self.found else "",
            style=style,
            confirm=confirm,
            language=self.plain.language,
        )

    def on(self, workshop: Workshop) -> "Call":
        """This call about a workshop, in the words that suit its map."""
        flavour = workshop.about.flavour
        return replace(self, found=workshop, words=self.words.suiting(flavour), plain=self.plain.suiting(flavour))

    def for_all(self) -> "Call":
        """The same in the language of the map: for what everybody sees, or takes away."""
        words = self.words.spoken_in(self.workshop.about.language)
        return replace(self, words=words, plain=words.plain)

    def add_button(self, *, style: str = "") -> Button:
        """The button that opens the dialog of the current step, in the step's own words."""
        first = dialog_of(self.workshop) == "measure"
        label = "buttons.measure" if first else f"{self.workshop.step}.add"
        return self.button("add", label=self.plain.say(label), style=style)

    def showing(self, kind: Showable, *, what: dict[str, str] | None = None, in_thread: bool = True) -> Showing:
        """Something of this workshop that the chat shall show as the map is now."""
        workshop = self.workshop
        return Showing(
            key=self.keys(),
            place=workshop.place,
            workshop=workshop.key,
            kind=kind,
            what=what or {},
            in_thread=in_thread,
            asked_by=self.who.id,
            should=workshop.about.revision,
        )

    def dialog(
        self, name: str, *, about: str = "", old: Note | None = None, seen: Mapping[str, str] | None = None
    ) -> Form:
        """A dialog of the steps, ready to be asked; `old` is the note it edits, `seen` what it shall remember."""
        seen = {**(seen or {}), **({"about": about} if about else {}), **({"edit": "yes"} if old else {})}
        subject, dialog = old.key if old else self.keys(), DIALOGS[name]
        if old is None and dialog.kind not in NEVER_LOCKED and dialog.is_anonymous(self.desk(subject, seen=seen)):
            seen[KEY] = fresh_key()
            subject = lock(seen[KEY], self.workshop.key)
        return dialog.form(self.desk(subject, seen=seen, old=old))

    def holding(self, key: str) -> "Call":
        """This call of somebody who shows a one-time key, or none."""
        return replace(self, held=lock(key, self.workshop.key)) if key else self

    def may_change(self, note: Note) -> bool:
        """Whether this person may edit or delete a note: it is theirs, they hold its key, or they facilitate."""
        return opens(self.held, note.key) or may_change(self.who.id, note.author, self.workshop)

    def desk(self, subject: Key, *, seen: Mapping[str, str], old: Note | None = None, asking: bool = True) -> Desk:
        """The desk of a dialog that writes `subject`."""
        return Desk(
            tenant=self.who.tenant,
            workshop=self.workshop,
            person=self.who.id,
            store=self.store,
            words=self.plain,
            subject=subject,
            old=old,
            seen=seen,
            asking=asking,
            today=self.now().date(),
        )

    def allowed(self, command: str) -> "Call":
        """This call as that command, if its rule lets this person. Raises Refusal as `must_be_allowed` does."""
        must_be_allowed(command, self.who.id, self.found, standing=self.standing)
        return replace(self, command=command)

    def at(self, place: Place) -> "Call":
        """This call, knowing how the person stands to that channel. May ask the chat, so never inside a move."""
        standing = self.circle.standing(self.who, place, answering=self.answering)
        return replace(self, place=place, standing=standing)


def number_in(word: str) -> int:
    """The number of a revision as people write it, `r2`; 0 if it is none."""
    found = _REVISION.fullmatch(word.strip())
    return int(found[1]) if found else 0


def must_be_here(call: Call, person: str, *, at: str) -> None:
    """Raises Unusable at that field unless the person is of the own organisation and in the channel."""
    place = call.found.place if call.found else call.place
    standing = call.circle.standing(Who(call.who.tenant, person), place)
    if standing is Standing.UNKNOWN:
        raise Unusable({at: ("cannot_tell_who", {})})
    if standing is not Standing.INSIDE:
        raise Unusable({at: ("not_in_the_channel", {})})


def must_see(call: Call, workshop: Workshop, person: str, *, at: str) -> None:
    """Raises Unusable at that field if the person is not in the workshop's channel, and so would find nothing of it."""
    if call.circle.standing(Who(call.who.tenant, person), workshop.place) is Standing.OUTSIDE:
        raise Unusable({at: ("not_there_to_see_it", {})})


def persona_named(call: Call, name: str) -> Persona | None:
    """The persona of that name (or a part of it); None if no name is given. Raises Refusal: `no_such_persona`."""
    if not name.strip():
        return None
    personas = [p for p in call.store.notes(call.who.tenant, call.workshop.key, Persona) if isinstance(p, Persona)]
    wanted = name.strip().casefold()
    found = [p for p in personas if wanted in {p.key, p.name.casefold()}] or [
        p for p in personas if wanted in p.name.casefold()
    ]
    if not found:
        raise Refusal("no_such_persona", name=name, names=[p.name for p in personas])
    return found[0]


def own_form(call: Call, name: str, fields: tuple[Field, ...]) -> Form:
    """A dialog that is of no step: about the workshop or, before there is one, about one to come."""
    subject = call.found.key if call.found else call.keys()
    intro = call.plain.say(f"{name}.intro") if call.plain.has(f"{name}.intro") else ""
    return Form(
        name=name,
        title=call.plain.say(f"{name}.heading"),
        submit=call.plain.say(f"{name}.submit"),
        intro=intro,
        fields=fields,
        subject=subject,
        workshop=call.found.key if call.found else "",
        language=call.plain.language,
    )
