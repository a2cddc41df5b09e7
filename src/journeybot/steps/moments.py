"""Step 4, moments: per persona and touchpoint, what they do, what they think, and how it feels."""

from dataclasses import replace

from journeybot.figures import disputes
from journeybot.forms import Answers, Field, Kind
from journeybot.journey import JourneyMap, Key, Moment, Note, Persona, Score, Touchpoint
from journeybot.steps.desk import Desk, Dialog, Written, asked, at_touchpoint, options, personas, text
from journeybot.steps.keys import moment_key, score_key
from journeybot.workshop import Step

ABSENT = "absent"
TEXTS = ("action", "thought")


def pair(persona: Key, touchpoint: Key) -> str:
    """A persona at a touchpoint, as what a dialog is about."""
    return f"{persona}/{touchpoint}"


def _fields(desk: Desk) -> tuple[Field, ...]:
    persona, touchpoint = _aim(desk) if desk.asking else ("", "")
    moment = desk.find(moment_key(desk.workshop.key, persona, touchpoint), Moment)
    score = desk.find(score_key(desk.workshop.key, persona, touchpoint, person=desk.person), Score)
    feeling = ABSENT if moment and moment.absent else str(score.value) if score else None
    return (
        asked(
            desk,
            "moments.touchpoint",
            Kind.CHOICE,
            required=True,
            refers=True,
            options=at_touchpoint(desk),
            initial=touchpoint or None,
        ),
        asked(
            desk,
            "moments.persona",
            Kind.CHOICE,
            required=True,
            refers=True,
            options=personas(desk),
            initial=persona or None,
        ),
        asked(desk, "moments.action", Kind.LINES, longest=1000, initial=moment.action or None if moment else None),
        asked(desk, "moments.thought", Kind.LINES, longest=1000, initial=moment.thought or None if moment else None),
        asked(desk, "moments.feeling", Kind.SCALE, options=options(desk, "moments.feeling.options"), initial=feeling),
    )


def _aim(desk: Desk) -> tuple[Key, Key]:
    """The persona and touchpoint the dialog opens at: asked for, those of the moment edited, or the first pair that
    this person has not scored."""
    if isinstance(desk.old, Moment | Score):
        return desk.old.persona, desk.old.touchpoint
    persona, _, touchpoint = desk.about.partition("/")
    if desk.find(persona, Persona) and desk.find(touchpoint, Touchpoint):
        return persona, touchpoint
    return next(iter([*_unscored(desk), *_pairs(desk)]), ("", ""))


def _unscored(desk: Desk) -> list[tuple[Key, Key]]:
    scored = {(s.persona, s.touchpoint) for s in desk.mine(Score)}
    gaps = {(m.persona, m.touchpoint) for m in desk.every(Moment) if m.absent}
    return [one for one in _pairs(desk) if one not in scored and one not in gaps]


def _pairs(desk: Desk) -> list[tuple[Key, Key]]:
    points = at_touchpoint(replace(desk, asking=True))
    return [(persona.key, point.value) for persona in desk.every(Persona) for point in points]


def _remember(desk: Desk) -> dict[str, str]:
    """Where the dialog was opened and which texts it showed there: see `_kept`."""
    aim = _aim(desk)
    shown = desk.find(moment_key(desk.workshop.key, *aim), Moment)
    texts = [name for name in TEXTS if shown and getattr(shown, name)]
    return {**desk.seen, "about": pair(*aim), "shown": " ".join(texts)}


def _take(desk: Desk, answers: Answers) -> Written:
    persona = desk.must_find(answers["persona"], Persona, at="persona").key
    touchpoint = desk.must_find(answers["touchpoint"], Touchpoint, at="touchpoint").key
    feeling = text(answers.get("feeling"))
    key = moment_key(desk.workshop.key, persona, touchpoint)
    known = desk.find(key, Moment) or Moment(key=key, author=desk.person, persona=persona, touchpoint=touchpoint)
    absent = feeling == ABSENT or (known.absent and not feeling)
    action, thought = (_kept(desk, known, name, text(answers[name])) for name in TEXTS)
    written: list[Note] = [replace(known, action=action, thought=thought, absent=absent)]
    if feeling and feeling != ABSENT:
        own = score_key(desk.workshop.key, persona, touchpoint, person=desk.person)
        written.append(Score(key=own, author=desk.person, persona=persona, touchpoint=touchpoint, value=int(feeling)))
    return Written(put=tuple(written))


def _kept(desk: Desk, known: Moment, name: str, typed: str) -> str:
    """The text that a shared moment has after an answer. An empty field takes away only what the dialog had shown
    there; and a text shown for one touchpoint is not carried to another that the person then chose."""
    here = pair(known.persona, known.touchpoint) == desk.about
    shown = name in desk.seen.get("shown", "").split()
    if not typed:
        return "" if here and shown else str(getattr(known, name))
    if here or not shown:
        return typed
    other = desk.find(moment_key(desk.workshop.key, *desk.about.split("/", 1)), Moment)
    return str(getattr(known, name)) if other and getattr(other, name) == typed else typed


def _then(desk: Desk, written: Written) -> str | None:
    """On with the next pair that this person has not scored, after the one just written."""
    just = next(((n.persona, n.touchpoint) for n in written.put if isinstance(n, Moment)), ("", ""))
    order, left = _pairs(desk), set(_unscored(desk))
    after = order.index(just) + 1 if just in order else 0
    return next((pair(*one) for one in order[after:] if one in left), None)


def missing(journey: JourneyMap) -> list[tuple[str, dict[str, object]]]:
    """What the step still lacks: a score or a gap for every persona at every touchpoint."""
    known = {(s.persona, s.touchpoint) for s in journey.scores}
    known |= {(m.persona, m.touchpoint) for m in journey.moments if m.absent}
    pairs = [(p, t) for p in journey.personas for t in journey.travelled()]
    left = [(p.name, t.name) for p, t in pairs if (p.key, t.key) not in known]
    return [("moments.missing", {"count": len(left), "first": left[0][1], "persona": left[0][0]})] if left else []


def so_far(journey: JourneyMap, shown: JourneyMap) -> list[tuple[str, dict[str, object]]]:
    """What is in so far: per persona, how many touchpoints are told and scored. Never who felt what."""
    steps = len(journey.touchpoints)
    lines = []
    for persona in journey.personas:
        told = sum(bool(m.action or m.thought or m.absent) for m in journey.moments if m.persona == persona.key)
        felt = len({s.touchpoint for s in journey.scores if s.persona == persona.key})
        lines.append(("moments.line", {"name": persona.name, "told": told, "felt": felt, "steps": steps}))
    return [*lines, *_contested(shown)]


def _contested(shown: JourneyMap) -> list[tuple[str, dict[str, object]]]:
    """After the reveal: the touchpoints that the team sees most differently, as the agenda for talking."""
    names = {one.key: one.name for one in shown.touchpoints}
    found = list(dict.fromkeys(names[one.touchpoint] for one in disputes(shown)))
    return [("moments.contested", {"names": found})] if found else []


DIALOGS = (
    Dialog(
        name="moment",
        step=Step.MOMENTS,
        kind=Moment,
        fields=_fields,
        take=_take,
        then=_then,
        remember=_remember,
        words="moments.moment",
    ),
)
