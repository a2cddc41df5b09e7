"""What can be seen of a workshop, of the real one and of the one on paper, told by texts and never by keys."""

from typing import Any

from journeybot.journey import JourneyMap
from journeybot.workshop import Workshop
from tests.soak.machine.paper import Paper
from tests.soak.machine.wall import STEPS

NOTES = ("persona", "stage", "touchpoint", "challenge", "improvement")


def text_of(note: Any) -> str:
    return str(note.name if hasattr(note, "name") else note.text)


def workshop_seen(workshop: Workshop) -> dict[str, object]:
    now = workshop.settings
    return {
        "step": workshop.step.value,
        "open": workshop.open,
        "revision": workshop.about.revision,
        "owner": workshop.about.owner,
        "facilitators": workshop.facilitators,
        "watching": sorted(workshop.watching),
        "skipped": sorted(workshop.skipped),
        "revealed": sorted(workshop.revealed),
        "dots each": (now.votes_each, now.votes_on_one),
        "no names at": [step for step in STEPS if workshop.is_anonymous(step)],
        "answered": {under: sorted(people) for under, people in workshop.answered.items() if people},
        "counts": {kind: number for kind, number in workshop.counts.items() if number and kind in NOTES},
    }


def map_seen(journey: JourneyMap) -> dict[str, object]:
    names = {note.key: text_of(note) for kind in NOTES for note in getattr(journey, f"{kind}s")}
    return {
        "personas": [(one.name, one.author or "") for one in journey.personas],
        "stages": [one.name for one in journey.stages],
        "touchpoints": [(one.name, one.author or "", names[one.stage]) for one in journey.touchpoints],
        "challenges": [
            (one.text, one.author or "", names[one.touchpoint or str(one.stage)]) for one in journey.challenges
        ],
        "improvements": [
            (one.text, one.author or "", [names[key] for key in one.challenges]) for one in journey.improvements
        ],
        "moments": sorted((names[one.persona], names[one.touchpoint], one.action) for one in journey.moments),
        **secrets_seen("", journey),
    }


def secrets_seen(name: str, journey: JourneyMap) -> dict[str, object]:
    names = {note.key: text_of(note) for kind in NOTES for note in getattr(journey, f"{kind}s")}
    return {
        f"{name}scores": sorted(
            (names[one.persona], names[one.touchpoint], one.value, one.author or "") for one in journey.scores
        ),
        f"{name}dots": sorted((names[one.on], one.author or "") for one in journey.votes),
    }


def _is_shown(score: tuple[str, str, int, str], scores: list[tuple[str, str, int, str]], paper: Paper) -> bool:
    """What one person alone felt without a name is shown to nobody."""
    return bool(score[3]) or not paper.is_nameless("moments") or sum(one[:2] == score[:2] for one in scores) > 1


def on_paper(paper: Paper) -> dict[str, object]:
    """The same of the workshop on paper."""
    wall = paper.wall
    slips = {kind: [wall.slips[number] for number in wall.of(kind)] for kind in NOTES}
    scores = [(wall.text(p), wall.text(t), value, name) for (_, p, t), (value, name) in wall.scores.items()]
    scores += [(wall.text(p), wall.text(t), value, "") for (p, t), hands in wall.hands.items() for value in hands]
    dots = [(on, (wall.text(on), name)) for (_, on), (number, name) in wall.dots.items() for _ in range(number)]
    ballots = {"challenge": "challenge votes", "improvement": "improvement votes"}
    return {
        "step": wall.at_step,
        "open": paper.open,
        "revision": paper.revision,
        "owner": f"<@{wall.owner}>" if wall.owner else "",
        "facilitators": paper.leaders,
        "watching": sorted(paper.watching),
        "skipped": sorted(wall.skipped),
        "revealed": sorted(wall.revealed),
        "dots each": (wall.each, wall.most),
        "no names at": [step for step in STEPS if paper.is_nameless(step)],
        "answered": {under: sorted(people) for under, people in paper.answered.items() if people},
        "counts": {kind: len(found) for kind, found in slips.items() if found},
        "personas": [(one.text, one.author) for one in slips["persona"]],
        "stages": [one.text for one in slips["stage"]],
        "touchpoints": [(one.text, one.author, wall.text(one.at)) for one in slips["touchpoint"]],
        "challenges": [(one.text, one.author, wall.text(one.at)) for one in slips["challenge"]],
        "improvements": [(one.text, one.author, [wall.text(on) for on in one.against]) for one in slips["improvement"]],
        "moments": sorted((wall.text(p), wall.text(t), text) for (p, t), text in wall.told.items()),
        "scores": sorted(scores),
        "dots": sorted(dot for _, dot in dots),
        "shown scores": []
        if paper.hides("scores")
        else sorted(score for score in scores if _is_shown(score, scores, paper)),
        "shown dots": sorted(dot for on, dot in dots if not paper.hides(ballots[wall.slips[on].kind])),
        "progress": paper.progress(),
        "offers the reveal": paper.can_reveal() if paper.open else False,
    }
