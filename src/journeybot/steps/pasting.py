"""A dialog for who enters what others said: many lines at once, from a sheet of paper or from anywhere."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from journeybot.forms import Answers, Field, Kind, Option, Unusable
from journeybot.journey import Challenge, Improvement, Key, Moment, Note, Persona, Score, Stage, Touchpoint
from journeybot.keys import moment_key
from journeybot.paper import Complaint, Entry, Places, Section, Spot, Start, example, note_of, read
from journeybot.steps.desk import Desk, Dialog, Written, anywhere, asked, options, personas, text
from journeybot.steps.hands import counted
from journeybot.steps.stages import MOST as MOST_STAGES
from journeybot.workshop import Step

MOST_TOLD = 6
"""Lines that are complained about at once."""

USUAL = {
    Step.PERSONAS: Section.PERSONAS,
    Step.STAGES: Section.STAGES,
    Step.TOUCHPOINTS: Section.TOUCHPOINTS,
    Step.MOMENTS: Section.DOES,
    Step.CHALLENGES: Section.HURTS,
    Step.IMPROVEMENTS: Section.HELPS,
    Step.LAST_ACTIONS: Section.HELPS,
    Step.OUTCOMES: Section.HELPS,
    Step.FEELINGS: Section.FEELS,
    Step.NUMBERS: Section.HURTS,
    Step.CHANGES: Section.TOUCHPOINTS,
    Step.PLANS: Section.HELPS,
}
"""What lines usually are at each step, and in each part of a review."""

AS_THEY_STAND = "yes"


def _fields(desk: Desk) -> tuple[Field, ...]:
    sections = tuple(_section(desk, option) for option in options(desk, "pasting.section.options"))
    unclear = options(desk, "pasting.unclear.options")
    return (
        asked(desk, "pasting.lines", Kind.LINES, required=True, longest=3000),
        asked(desk, "pasting.section", Kind.CHOICE, required=True, options=sections, initial=USUAL[desk.workshop.step]),
        asked(desk, "pasting.where", Kind.CHOICE, refers=True, options=anywhere(desk)),
        asked(desk, "pasting.persona", Kind.CHOICE, refers=True, options=personas(desk)),
        asked(desk, "pasting.unclear", Kind.TICKS, options=unclear),
    )


def _section(desk: Desk, option: Option) -> Option:
    """Feelings show how they are typed."""
    if option.value != Section.FEELS:
        return option
    return replace(option, label=f"{option.label}: {example(five_point=desk.workshop.settings.five_point)}")


def _take(desk: Desk, answers: Answers) -> Written:
    people, places = desk.every(Persona), Places(desk.every(Stage), desk.every(Touchpoint))
    start = Start(
        section=Section(text(answers["section"])),
        spot=_spot(places, answers["where"]),
        persona=desk.must_find(answers["persona"], Persona, at="persona").key if answers["persona"] else None,
        literal=bool(answers["unclear"]),
        five_point=desk.workshop.settings.five_point,
        subject=desk.subject,
    )
    found = read(text(answers["lines"]), places, people, start)
    complaints = [*found.complaints, *_too_many_stages(desk, found.entries)]
    if complaints:
        told, more = _told(desk, complaints[:MOST_TOLD]), max(0, len(complaints) - MOST_TOLD)
        made = _would_make(desk, found.entries)
        raise Unusable({"lines": ("paste_stopped", {"complaints": told, "more": more, "made": made})})
    written = _written(desk, found.entries)
    if not written.put and not written.drop:
        raise Unusable({"lines": ("nothing_to_paste", {})})
    return written


def _spot(places: Places, value: object) -> Spot | None:
    """The place that was chosen for lines that name none."""
    if value is None:
        return None
    chosen = next((spot for spot in places.spots if (spot.touchpoint or spot.stage) == value), None)
    if chosen is None:
        raise Unusable({"where": ("gone", {})})
    return chosen


def _too_many_stages(desk: Desk, entries: Iterable[Entry]) -> Iterator[Complaint]:
    new = [entry for entry in entries if entry.section is Section.STAGES]
    count = len(new) + len(desk.every(Stage))
    if new and count > MOST_STAGES:
        yield Complaint(new[-1].number, "paper.too_many_stages", {"count": count, "most": MOST_STAGES})


def _told(desk: Desk, complaints: Iterable[Complaint]) -> list[str]:
    return [desk.words.say(one.why, number=one.number, beside=True, **one.values) for one in complaints]


def _would_make(desk: Desk, entries: Iterable[Entry]) -> list[str]:
    made = Counter(entry.section for entry in entries)
    return [desk.words.say(f"pasting.made.{section}", n=made[section]) for section in Section if made[section]]


def _written(desk: Desk, entries: Iterable[Entry]) -> Written:
    """The notes. They have no author: who enters them is not who said it."""
    put: dict[Key, Note] = {}
    felt: dict[tuple[Key, Key], list[int]] = defaultdict(list)
    for entry in entries:
        if entry.section is Section.FEELS:
            felt[_at(entry)] += entry.feelings
        elif entry.section in {Section.DOES, Section.THINKS}:
            moment = _moment(desk, entry, put)
            put[moment.key] = moment
        elif not _is_there(desk, note := note_of(entry)):
            put[note.key] = note
    scores = desk.every(Score) if felt else ()
    review = desk.workshop.round
    hands = [
        counted(desk.workshop.key, *at, hands=Counter(values), scores=scores, review=review)
        for at, values in felt.items()
    ]
    return Written(
        put=(*put.values(), *(note for one in hands for note in one.put)),
        drop=tuple(key for one in hands for key in one.drop),
    )


def _is_there(desk: Desk, note: Note) -> bool:
    """Whether the same is said there already: a sheet may be pasted twice, or in parts that overlap."""
    if not isinstance(note, Challenge | Improvement):
        return False
    here = (note.text, note.stage, note.touchpoint)
    return any((one.text, one.stage, one.touchpoint) == here for one in desk.every(type(note)) if one.key != note.key)


def _at(entry: Entry) -> tuple[Key, Key]:
    if entry.persona is None or entry.spot is None or entry.spot.touchpoint is None:
        raise ValueError(f"line {entry.number} says of nobody or nowhere what happens there")
    return entry.persona, entry.spot.touchpoint


def _moment(desk: Desk, entry: Entry, put: dict[Key, Note]) -> Moment:
    """What is told there already, and this beside it."""
    persona, touchpoint = _at(entry)
    key = moment_key(desk.workshop.key, persona, touchpoint)
    known = put.get(key) or desk.find(key, Moment)
    now = known if isinstance(known, Moment) else Moment(key=key, persona=persona, touchpoint=touchpoint)
    name = "action" if entry.section is Section.DOES else "thought"
    said = str(getattr(now, name)).splitlines()
    lines = "\n".join(said if entry.text in said else [*said, entry.text])
    return replace(now, action=lines) if name == "action" else replace(now, thought=lines)


DIALOGS = (Dialog(name="paste", step=None, kind=Note, fields=_fields, take=_take, words="pasting.paste", tally=True),)
