"""The map's own lint: what a facilitator would point at before the team goes home, the worst first."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from journeybot.customers import gaps
from journeybot.figures import Figures, figures
from journeybot.forms import cells
from journeybot.journey import Challenge, Improvement, JourneyMap, Key, Pain, Persona, Stage, Status, Touchpoint
from journeybot.measures import standing
from journeybot.passing import felt, passed_by
from journeybot.prompt_files import spoken
from journeybot.settings import Settings
from journeybot.wording import Wording

SEVERE, TOP = 3, 3
"""A challenge is heavy if it is this severe, or among so many with most dots."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: the `rule` that found it (a sentence of prompts/<language>/checks.toml, its gaps filled by
    `values`), the key of what it is about, the command that mends it and what that is to be opened at."""

    rule: str
    subject: Key
    mend: str
    at: Key = ""
    values: Mapping[str, object] = field(default_factory=dict)


def checks(journey: JourneyMap, settings: Settings, *, today: date, closed: bool = False) -> tuple[Finding, ...]:
    """All there is to look at, the worst first, each once; without the rules that the team has muted."""
    look = _Look(journey, today, closed)
    heard = [find for rule, find in RULES.items() if rule not in settings.muted]
    found = [finding for find in heard for finding in find(look)]
    return tuple({(finding.rule, finding.subject): finding for finding in found}.values())


@dataclass(frozen=True)
class _Look:
    """A map being looked over, with what several rules want to know of it."""

    journey: JourneyMap
    today: date
    closed: bool

    @cached_property
    def figures(self) -> Figures:
        return figures(self.journey)

    @cached_property
    def touchpoints(self) -> dict[Key, Touchpoint]:
        return {touchpoint.key: touchpoint for touchpoint in self.journey.travelled()}

    @cached_property
    def going(self) -> tuple[Improvement, ...]:
        """What is still to be done."""
        return tuple(i for i in self.journey.improvements if i.status in {Status.OPEN, Status.DOING})

    @cached_property
    def heavy(self) -> tuple[Challenge, ...]:
        """What hurts most, by dots and severity; all that hurts, as long as the team has weighed nothing."""
        dots = self.figures.votes
        hurts = [c for c in self.journey.challenges if c.pain is not Pain.HELPED]
        pains = sorted(hurts, key=lambda c: (-dots.get(c.key, 0), -(c.severity or 0)))
        least = max(1, min([dots.get(c.key, 0) for c in pains[:TOP]], default=1))
        weighed = [c for c in pains if dots.get(c.key, 0) >= least or c.severity == SEVERE]
        return tuple(weighed or pains)

    def answers(self, challenge: Challenge) -> tuple[Improvement, ...]:
        """What is or was done against a challenge."""
        found = (i for i in self.journey.improvements if challenge.key in i.challenges)
        return tuple(i for i in found if i.status is not Status.DROPPED)

    @cached_property
    def unowned(self) -> dict[Key, tuple[Challenge, Improvement]]:
        """Heavy challenges that something is planned against, which nobody has taken on."""
        answered = ((c, self.answers(c)) for c in self.heavy)
        idle = ((c, some) for c, some in answered if some and not any(i.owner or i.status is Status.DONE for i in some))
        return {c.key: (c, some[0]) for c, some in idle}


def _low_point(look: _Look) -> Iterator[Finding]:
    helped = {i.touchpoint for i in look.journey.improvements if i.status is not Status.DROPPED}
    helped |= {c.touchpoint for c in look.journey.challenges if look.answers(c)}
    lows: dict[Key, list[str]] = {}
    for persona in look.journey.personas:
        lowest = look.figures.felt[persona.key].lowest
        for key in lowest.touchpoints if lowest and lowest.score < 0 else ():
            lows.setdefault(key, []).append(persona.name)
    for key in (key for key in lows if key not in helped):
        told = {"touchpoint": look.touchpoints[key].name, "personas": lows[key]}
        yield Finding("low_point", key, "improve", key, told)


def _contradicted(look: _Look) -> Iterator[Finding]:
    """Where customers are less content, what hurts them is not written down; where more so, the scores are too low."""
    shown, signs = look.journey.shown, not look.journey.five_point
    for gap in gaps(look.journey):
        levels = {"lowest": shown(gap.lowest), "highest": shown(gap.highest), "said": round(shown(gap.said.level), 1)}
        told = {"touchpoint": look.touchpoints[gap.touchpoint].name, "number": gap.said.answers, "signs": signs}
        mend = "challenge" if gap.by < 0 else "score"
        yield Finding("contradicted", gap.touchpoint, mend, gap.touchpoint if gap.by < 0 else "", {**levels, **told})


def _unanswered(look: _Look) -> Iterator[Finding]:
    for challenge in look.heavy:
        if not look.answers(challenge):
            yield Finding("unanswered", challenge.key, "improve", challenge.key, {"text": challenge.text})


def _unowned_pain(look: _Look) -> Iterator[Finding]:
    for challenge, improvement in look.unowned.values():
        told = {"text": challenge.text, "improvement": improvement.text}
        yield Finding("unowned_pain", challenge.key, "edit", improvement.key, told)


def _overdue(look: _Look) -> Iterator[Finding]:
    for one in sorted(look.going, key=lambda i: i.due or look.today):
        if one.due and one.due < look.today:
            yield Finding("overdue", one.key, "plan", one.key, {"text": one.text, "day": one.due})


def _unowned(look: _Look) -> Iterator[Finding]:
    told = {improvement.key for _, improvement in look.unowned.values()}
    for one in look.going:
        if not one.owner and one.key not in told:
            yield Finding("unowned", one.key, "edit", one.key, {"text": one.text})


def _undated(look: _Look) -> Iterator[Finding]:
    for one in look.going:
        if one.owner and one.due is None:
            yield Finding("undated", one.key, "edit", one.key, {"text": one.text, "owner": one.owner})


def _assumed(look: _Look) -> Iterator[Finding]:
    share, way = look.figures.assumed, look.journey.travelled()
    if share.of and share.count == share.of and (way or look.journey.challenges):
        first = (*look.figures.moments_of_truth, *(t.key for t in way), *(c.key for c in look.journey.challenges))[0]
        yield Finding("assumed", look.journey.about.key, "evidence", first)


def _empty_stage(look: _Look) -> Iterator[Finding]:
    for stage in look.journey.stages:
        if not stage.empty and not look.journey.touchpoints_of(stage.key):
            yield Finding("empty_stage", stage.key, "touchpoints", stage.key, {"stage": stage.name})


def _no_channel(look: _Look) -> Iterator[Finding]:
    for stage in look.journey.stages:
        here = look.journey.touchpoints_of(stage.key)
        if here and not any(touchpoint.channel.strip() for touchpoint in here):
            told = {"stage": stage.name, "touchpoint": here[0].name}
            yield Finding("no_channel", stage.key, "touchpoint", here[0].key, told)


def _unscored(look: _Look) -> Iterator[Finding]:
    absent = passed_by(look.journey)
    for persona in look.journey.personas if felt(look.journey) else ():
        there = any((persona.key, key) not in absent for key in look.touchpoints)
        if there and not look.figures.felt[persona.key].scored:
            yield Finding("unscored", persona.key, "score", persona.key, {"persona": persona.name})


def _felt_in_passing(look: _Look) -> Iterator[Finding]:
    """Whoever said that a persona passes by there need not have known that somebody had felt something for it."""
    idle = {(score.persona, score.touchpoint) for score in look.journey.scores} & passed_by(look.journey)
    for persona in look.journey.personas:
        for key, touchpoint in look.touchpoints.items():
            if (persona.key, key) in idle:
                told = {"touchpoint": touchpoint.name, "persona": persona.name}
                yield Finding("felt_in_passing", f"{persona.key}/{key}", "moment", f"{persona.key}/{key}", told)


def _bare_persona(look: _Look) -> Iterator[Finding]:
    for one in look.journey.personas:
        if one == Persona(key=one.key, position=one.position, author=one.author, name=one.name, colour=one.colour):
            yield Finding("bare_persona", one.key, "edit", one.key, {"persona": one.name})


def _loop(look: _Look) -> Iterator[Finding]:
    """Where the flow goes round and round: no way leads on from there."""
    order = {key: at for at, key in enumerate(look.touchpoints)}
    following = dict(zip(order, [*order][1:], strict=False))
    following |= {t.key: t.next for t in look.touchpoints.values() if t.next in order}
    for key, then in following.items():
        if order[then] <= order[key] and key in _walk(then, following):
            told = {"touchpoint": look.touchpoints[key].name, "back": look.touchpoints[then].name}
            yield Finding("loop", key, "weigh", key, told)


def _walk(start: Key, following: dict[Key, Key]) -> dict[Key, None]:
    """Every touchpoint that is come by, from one on."""
    met: dict[Key, None] = {}
    at: Key | None = start
    while at is not None and at not in met:
        met[at] = None
        at = following.get(at)
    return met


def _company_words(look: _Look) -> Iterator[Finding]:
    words = Wording(spoken(look.journey.about.language)).words("company_words")
    for stage in look.journey.stages:
        for instead, ours in map(cells, words.values()):
            if found := _word_in(stage, ours.split(",")):
                told = {"stage": stage.name, "word": found, "instead": instead}
                yield Finding("company_words", stage.key, "stages", "", told)
                break


def _word_in(stage: Stage, words: list[str]) -> str:
    """The first of these words or phrases that stands in a stage's name."""
    name = stage.name.casefold()
    return next((w.strip() for w in words if re.search(rf"\b{re.escape(w.strip().casefold())}\b", name)), "")


def _bare_measure(look: _Look) -> Iterator[Finding]:
    for one in look.journey.measures:
        if not one.series or not all(when.strip() for when, _ in one.series):
            yield Finding("bare_measure", one.key, "edit", one.key, {"name": one.name, "values": len(one.series)})


def _old_measure(look: _Look) -> Iterator[Finding]:
    ages = ((one, standing(one, look.today)) for one in look.journey.measures)
    for one, stands in sorted(ages, key=lambda pair: -(pair[1].age or 0)):
        if stands.stale:
            yield Finding("old_measure", one.key, "value", one.key, {"name": one.name, "when": stands.when})


def _unreviewed(look: _Look) -> Iterator[Finding]:
    if look.closed and look.journey.about.review_on is None:
        yield Finding("unreviewed", look.journey.about.key, "about")


def _unkept(look: _Look) -> Iterator[Finding]:
    if look.closed and not look.journey.about.owner:
        yield Finding("unkept", look.journey.about.key, "about")


RULES: dict[str, Callable[[_Look], Iterator[Finding]]] = {
    "low_point": _low_point,
    "contradicted": _contradicted,
    "unanswered": _unanswered,
    "unowned_pain": _unowned_pain,
    "overdue": _overdue,
    "unowned": _unowned,
    "unkept": _unkept,
    "unreviewed": _unreviewed,
    "undated": _undated,
    "assumed": _assumed,
    "empty_stage": _empty_stage,
    "loop": _loop,
    "unscored": _unscored,
    "felt_in_passing": _felt_in_passing,
    "no_channel": _no_channel,
    "old_measure": _old_measure,
    "bare_measure": _bare_measure,
    "company_words": _company_words,
    "bare_persona": _bare_persona,
}
"""Every rule by its name, the worst first. A rule yields findings of its own name."""
