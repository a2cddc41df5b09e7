"""Each picture in one sentence or two, for those who cannot see it."""

from journeybot.calling import called
from journeybot.comparison import Comparison
from journeybot.customers import gaps
from journeybot.drawing.comparing import subject
from journeybot.drawing.lanes.emotions import unseen
from journeybot.drawing.readings import feelings
from journeybot.drawing.strip import state
from journeybot.drawing.words import Words
from journeybot.drawing.wrapping import clean, shortened
from journeybot.figures import figures
from journeybot.journey import JourneyMap, Status
from journeybot.reviews import stale
from journeybot.workshop import Workshop

NAMED = 2
"""So many of several lowest points are named before the rest is counted, if there are more."""
COUNTED = ("stages", "touchpoints", "personas", "challenges", "improvements")


def alt(journey: JourneyMap) -> str:
    """Title, how much of what there is, and the lowest points."""
    words = Words(journey.about.language, journey.about.flavour)
    counts = [(name, len(getattr(journey, name))) for name in COUNTED]
    contents = ", ".join(words.say(f"alt.{name}", number=number) for name, number in counts if number)
    contents = contents or words.say("alt.nothing")
    return words.say(
        "alt.map",
        title=_title(journey),
        contents=contents,
        lowest=_lowest(journey, words),
        hidden=unseen(journey, words),
        last=_last_actions(journey, words),
        apart=_apart(journey, words),
        stale=_stale(journey, words),
    )


def alt_of_page(journey: JourneyMap, number: int, of: int) -> str:
    """Which page of the map it is, and what the whole is."""
    words = Words(journey.about.language, journey.about.flavour)
    return f"{words.say('head.page', number=number, of=of)}. {alt(journey)}"


def alt_of_worksheet(journey: JourneyMap) -> str:
    """What stands on a sheet that is still to be written on."""
    words = Words(journey.about.language, journey.about.flavour)
    counts = [(name, len(getattr(journey, name))) for name in COUNTED[:3]]
    contents = ", ".join(words.say(f"alt.{name}", number=number) for name, number in counts if number)
    return words.say("alt.worksheet", title=_title(journey), contents=contents)


def alt_of_matrix(journey: JourneyMap) -> str:
    """How many improvements there are, and which one to begin with."""
    words = Words(journey.about.language, journey.about.flavour)
    number = len(journey.improvements)
    contents = words.say("alt.improvements", number=number) if number else words.say("alt.nothing")
    start = figures(journey).start_with
    text = next((_short(i.text) for i in journey.improvements if i.key == start), "")
    first = words.say("alt.first", text=text) if text else ""
    return words.say("alt.matrix", title=_title(journey), contents=contents, first=first)


def alt_of_comparison(comparison: Comparison) -> str:
    """What is compared, and what became of how many touchpoints."""
    journey = comparison.both
    words = Words(journey.about.language, journey.about.flavour)
    found = list(comparison.changes.values())
    told = [(change.value, found.count(change)) for change in dict.fromkeys(found)]
    told = [("missing" if change == "gone" and comparison.planned else change, number) for change, number in told]
    told += [("failed", len(comparison.failed))] if comparison.failed else []
    told += _felt_otherwise(comparison) if comparison.revisions else []
    contents = ", ".join(f"{number} {words.say(f'compare.{change}')}" for change, number in told)
    what = _short(subject(comparison, words))
    return words.say("alt.compare", title=_title(journey), subject=what, contents=contents)


def _felt_otherwise(comparison: Comparison) -> list[tuple[str, int]]:
    """At how many touchpoints it feels better than before, and at how many worse."""
    shifts = [(key, shift) for side in comparison.shifts.values() for key, shift in side.items()]
    found = {
        "better": {key for key, shift in shifts if shift > 0},
        "worse": {key for key, shift in shifts if shift < 0},
    }
    return [(word, len(keys)) for word, keys in found.items() if keys]


def alt_of_progress(workshop: Workshop) -> str:
    """Every step and how far it is."""
    words = Words(workshop.about.language, workshop.about.flavour)
    steps = [
        f"{words.say(f'progress.{step}')} ({words.say(f'progress.{state(workshop, step)}')})" for step in workshop.steps
    ]
    return words.say("alt.progress", title=_short(workshop.about.title), steps=", ".join(steps))


def _title(journey: JourneyMap) -> str:
    return _short(journey.about.title)


def _short(text: str) -> str:
    return shortened(clean(text), "…")


def _apart(journey: JourneyMap, words: Words) -> str:
    """Where customers contradict most what the team believes."""
    widest = next(iter(gaps(journey)), None)
    if widest is None:
        return ""
    name = next(_short(t.name) for t in journey.touchpoints if t.key == widest.touchpoint)
    lowest, highest, said = (
        _level(journey, level, words) for level in (widest.lowest, widest.highest, widest.said.level)
    )
    believed = words.say("alt.believed", lowest=lowest, highest=highest)
    told = {"touchpoint": words.say("alt.name", name=name), "believed": believed, "said": said}
    return words.say("alt.apart", number=widest.said.answers, **told)


def _level(journey: JourneyMap, level: float, words: Words) -> str:
    """A level as the team counts: with its sign, or of five."""
    shown = round(journey.shown(level), 1)
    return f"{'+' if shown > 0 and not journey.five_point else ''}{words.number(shown)}"


def _last_actions(journey: JourneyMap, words: Words) -> str:
    """How many of the actions of the retrospective before are done."""
    found = [one.status for one in journey.last_actions]
    return words.say("alt.last_actions", number=len(found), done=found.count(Status.DONE)) if found else ""


def _stale(journey: JourneyMap, words: Words) -> str:
    """Where the map is pale: how many touchpoints nobody has confirmed lately, and the first of them."""
    old = stale(journey)
    names = [words.say("alt.name", name=_short(t.name)) for t in journey.travelled() if t.key in old]
    return words.say("alt.stale", number=len(names), touchpoint=names[0]) if names else ""


def _lowest(journey: JourneyMap, words: Words) -> str:
    """Where it feels worst; nothing where only one touchpoint was scored, or all the same."""
    way = journey.travelled()
    felt = [(t.key, of[t.key].middle) for of in feelings(journey).values() for t in way if t.key in of]
    worst = min((level for _, level in felt), default=0.0)
    there = {key for key, level in felt if level == worst}
    called_so = called(journey)
    names = [words.say("alt.name", name=_short(called_so[t.key])) for t in way if t.key in there]
    if not names or len(names) == len({key for key, _ in felt}):
        return ""
    score = _level(journey, worst, words)
    if len(names) == 1:
        return words.say("alt.lowest", touchpoint=names[0], score=score)
    *named, last = names if len(names) <= NAMED else [*names[:NAMED], words.say("alt.more", number=len(names) - NAMED)]
    return words.say("alt.lowest_points", touchpoints=", ".join(named), last=last, score=score)
