"""Step 4, moments: per persona and touchpoint, what they do, what they think, and how it feels."""

from collections import Counter
from dataclasses import replace
from typing import Any

from journeybot.calling import called
from journeybot.figures import disputes, held_back
from journeybot.forms import Answers, Field, Kind, Unusable, digest
from journeybot.journey import JourneyMap, Key, Moment, Note, Persona, Score, Touchpoint
from journeybot.keys import moment_key
from journeybot.passing import felt, passed_by
from journeybot.steps.desk import ABSENT, Desk, Dialog, Written, asked, at_touchpoint, feelings, personas, text
from journeybot.workshop import Secret, Step

TEXTS = ("action", "thought")


def pair(persona: Key, touchpoint: Key) -> str:
    """A persona at a touchpoint, as what a dialog is about."""
    return f"{persona}/{touchpoint}"


def _fields(desk: Desk) -> tuple[Field, ...]:
    persona, touchpoint = _aim(desk) if desk.asking else ("", "")
    moment = desk.find(moment_key(desk.workshop.key, persona, touchpoint), Moment)
    score = _own_score(desk, persona, touchpoint) if desk.asking else None
    feeling = ABSENT if moment and moment.absent else str(score.value) if score else None
    choice: dict[str, Any] = {"required": True, "refers": True, "live": True}
    texts = (
        asked(
            desk,
            f"moments.{name}",
            Kind.LINES,
            longest=1000,
            initial=desk.seen.get(f"typed_{name}") or _text(moment, name),
        )
        for name in TEXTS
    )
    return (
        asked(
            desk, "moments.touchpoint", Kind.CHOICE, options=at_touchpoint(desk), initial=touchpoint or None, **choice
        ),
        asked(desk, "moments.persona", Kind.CHOICE, options=personas(desk), initial=persona or None, **choice),
        *texts,
        asked(desk, "moments.feeling", Kind.SCALE, options=feelings(desk), initial=feeling),
    )


def _own_score(desk: Desk, persona: Key, touchpoint: Key) -> Score | None:
    given = desk.given(Score, desk.workshop.feels)
    return next((one for one in given if (one.persona, one.touchpoint) == (persona, touchpoint)), None)


def _text(moment: Moment | None, name: str) -> str | None:
    return (getattr(moment, name) or None) if moment else None


def _anew(desk: Desk, answers: Answers) -> dict[str, str]:
    """Another touchpoint or persona was chosen: the dialog shows what is said there, except where this person has
    already typed something of their own, which goes along."""
    typed = {name: text(answers.get(name)) for name in TEXTS}
    own = {f"typed_{name}": told for name, told in typed.items() if digest(told) != desk.seen.get(name, "")}
    return {"about": pair(text(answers.get("persona")), text(answers.get("touchpoint"))), **own}


def _aim(desk: Desk) -> tuple[Key, Key]:
    """The persona and touchpoint the dialog opens at: asked for, those of the moment edited, or the first pair that
    is left for this person."""
    if isinstance(desk.old, Moment | Score):
        return desk.old.persona, desk.old.touchpoint
    persona, _, touchpoint = desk.about.partition("/")
    if desk.find(persona, Persona) and desk.find(touchpoint, Touchpoint):
        return persona, touchpoint
    return next(iter([*_open(desk), *_pairs(desk)]), ("", ""))


def _open(desk: Desk) -> list[tuple[Key, Key]]:
    """What is left for this person: first what nobody has told yet, so that a team shares the work, then what they have
    not scored."""
    moments = {(m.persona, m.touchpoint): m for m in desk.every(Moment)}
    scored = {(s.persona, s.touchpoint) for s in desk.given(Score, desk.workshop.feels)}
    left = [one for one in _pairs(desk) if one not in moments or not moments[one].absent]
    told = {one for one, moment in moments.items() if moment.action or moment.thought}
    return [one for one in left if one not in told and one not in scored] + [
        one for one in left if one in told and one not in scored
    ]


def _pairs(desk: Desk) -> list[tuple[Key, Key]]:
    points = at_touchpoint(replace(desk, asking=True))
    return [(persona.key, point.value) for persona in desk.every(Persona) for point in points]


def _remember(desk: Desk) -> dict[str, str]:
    """Where the dialog was opened, and which texts it showed there, shortened to a digest: see `_kept`."""
    aim = _aim(desk)
    shown = desk.find(moment_key(desk.workshop.key, *aim), Moment)
    digests = {name: digest(_text(shown, name) or "") for name in TEXTS if not desk.seen.get(f"typed_{name}")}
    kept = {name: value for name, value in desk.seen.items() if not name.startswith("typed_") and name not in TEXTS}
    return {**kept, "about": pair(*aim), **digests}


def _take(desk: Desk, answers: Answers) -> Written:
    persona = desk.must_find(answers["persona"], Persona, at="persona").key
    touchpoint = desk.must_find(answers["touchpoint"], Touchpoint, at="touchpoint").key
    feeling = text(answers.get("feeling"))
    key = moment_key(desk.workshop.key, persona, touchpoint)
    known = desk.find(key, Moment) or Moment(key=key, author=desk.person, persona=persona, touchpoint=touchpoint)
    absent = feeling == ABSENT or (known.absent and not feeling)
    if not any(answers[name] for name in (*TEXTS, "feeling")):
        raise Unusable({"action": ("nothing_told", {})})  # the last field may be out of sight
    action, thought = (_kept(desk, known, name, text(answers[name])) for name in TEXTS)
    written: list[Note] = [replace(known, action=action, thought=thought, absent=absent)]
    if feeling and feeling != ABSENT:
        own, given = desk.score_key(persona, touchpoint, alias=desk.alias(desk.workshop.feels)), int(feeling)
        score = Score(key=own, author=desk.person, persona=persona, touchpoint=touchpoint, value=given)
        written.append(replace(score, review=desk.workshop.round))
    return Written(put=tuple(written))


def _kept(desk: Desk, known: Moment, name: str, typed: str) -> str:
    """The text that a shared moment has after an answer. What this person left as the dialog showed it stays as it is
    now; what they wrote takes the place of what they saw; and what they could not see, because somebody else wrote it
    meanwhile or because they chose another touchpoint, is kept beside theirs."""
    now, shown = str(getattr(known, name)), desk.seen.get(name, "")
    if digest(typed) == shown or typed == now:
        return now
    here = pair(known.persona, known.touchpoint) == desk.about
    if not now or (here and digest(now) == shown):
        return typed
    return "\n".join(filter(None, (now, typed)))


def _then(desk: Desk, written: Written) -> str | None:
    """On with the next that is left for this person: the next on the way, else from the beginning."""
    just = next(((n.persona, n.touchpoint) for n in written.put if isinstance(n, Moment)), ("", ""))
    left = [one for one in _open(desk) if one != just]
    order = _pairs(desk)
    after = order.index(just) if just in order else -1
    following = [one for one in left if order.index(one) > after]
    return next((pair(*one) for one in following), None)


def _left(desk: Desk) -> dict[str, object]:
    return {"left": len(_open(desk)), "hidden": desk.workshop.hides(Secret.SCORES)}


def missing(journey: JourneyMap) -> list[tuple[str, dict[str, object]]]:
    """What the step still lacks: a score or a gap for every persona at every touchpoint."""
    known = {(s.persona, s.touchpoint) for s in journey.scores}
    known |= passed_by(journey)
    pairs = [(p, t) for p in journey.personas for t in journey.travelled()]
    names = called(journey)
    left = [(p.name, names[t.key]) for p, t in pairs if (p.key, t.key) not in known]
    return [("moments.missing", {"count": len(left), "first": left[0][1], "persona": left[0][0]})] if left else []


def so_far(journey: JourneyMap, shown: JourneyMap) -> list[tuple[str, dict[str, object]]]:
    """What is in so far: per persona, how many touchpoints are told and scored. Never who felt what."""
    steps = len(journey.touchpoints)
    lines = []
    for persona in journey.personas:
        told = sum(bool(m.action or m.thought or m.absent) for m in journey.moments if m.persona == persona.key)
        scores = [score for score in felt(journey) if score.persona == persona.key]
        at, people = len({score.touchpoint for score in scores}), _people(scores)
        said = {"name": persona.name, "told": told, "felt": at, "steps": steps, "people": people}
        lines.append(("moments.line", said))
    return [*lines, *_contested(shown)]


def _people(scores: list[Score]) -> int:
    """How many people feelings are from: those with a name, or at least as many as have scored at one touchpoint."""
    at_one = Counter(score.touchpoint for score in scores)
    return max(len({score.author for score in scores if score.author}), *at_one.values(), 0)


def _contested(shown: JourneyMap) -> list[tuple[str, dict[str, object]]]:
    """After the reveal: the touchpoints that the team sees most differently, as the agenda for talking."""
    names = {one.key: one.name for one in shown.personas} | called(shown)
    whose = len(shown.personas) > 1
    found = [names[one.touchpoint] + (f" ({names[one.persona]})" if whose else "") for one in disputes(shown)]
    if found:
        return [("moments.contested", {"names": found})]
    return [("moments.few", {})] if held_back(shown) else []


DIALOGS = (
    Dialog(
        name="moment",
        step=Step.MOMENTS,
        kind=Moment,
        fields=_fields,
        take=_take,
        then=_then,
        remember=_remember,
        anew=_anew,
        told=_left,
        counts_for=lambda desk: desk.workshop.feels,
        words="moments.moment",
        promise=("anonymous.promise.feelings", "anonymous.who.feelings"),
        by_code=Score,
    ),
)
