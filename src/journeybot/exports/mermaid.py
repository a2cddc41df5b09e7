"""The way through the map as a Mermaid user journey: text that draws itself in Markdown, wikis and pull requests."""

import re
from collections.abc import Iterator

from journeybot.exports.contents import Contents
from journeybot.exports.guarding import one_line
from journeybot.exports.references import tied
from journeybot.journey import LOWEST, JourneyMap, Key, Stage, Touchpoint
from journeybot.prompt_files import spoken
from journeybot.wording import Wording

LOSES = "exports.loses.mermaid"
NEUTRAL = 0.0

_ENTITIES = {"#": "#35;", ";": "#59;", ":": "#58;", "<": "#lt;", ">": "#gt;", "&": "#amp;", '"': "#quot;"}
_MEANS_SOMETHING = re.compile(r"""[#;:<>&"]|%(?=%)|(?<=%)%|[{}]""")
A_STATEMENT = re.compile(r"(title|section|journey|acctitle|accdescr|end|click)\b|-{3}", re.IGNORECASE)


def to_mermaid(journey: JourneyMap) -> bytes:
    """The map as a `journey` diagram: a section for each stage, a task for each touchpoint with its typical score (from
    1 to 5, as Mermaid has it) and who feels so; a touchpoint that two personas feel differently is there twice."""
    return "\n".join([*_lines(tied(journey)), ""]).encode("utf-8", "replace")


def _lines(journey: JourneyMap) -> Iterator[str]:
    it, words = Contents(journey), Wording(spoken(journey.about.language), flavour=journey.about.flavour)
    yield "journey"
    yield f"    %% {one_line(words.say(LOSES))}"
    yield f"    title {_name(journey.about.title, words)}"
    for stage in journey.stages:
        yield f"    section {_name(stage.name, words)}"
        yield from (f"      {task}" for task in _tasks(it, stage, words))


def _tasks(it: Contents, stage: Stage, words: Wording) -> Iterator[str]:
    for touchpoint in it.journey.touchpoints_of(stage.key):
        name, felt = _name(touchpoint.name, words), _felt(it, touchpoint)
        for score, people in felt.items():
            who = ", ".join(_name(it.names[persona], words).replace(",", "#44;") for persona in people)
            yield f"{name}: {_of_five(score)}: {who}"
        if not felt:
            yield f"{name} ({_name(words.say('exports.not_scored'), words)}): {_of_five(NEUTRAL)}"


def _of_five(score: float) -> str:
    return f"{score - LOWEST + 1:g}"


def _felt(it: Contents, touchpoint: Touchpoint) -> dict[float, list[Key]]:
    """Who feels how at a touchpoint, the score that came first first."""
    felt: dict[float, list[Key]] = {}
    for persona in it.journey.personas:
        typical = it.felt(persona).typical
        if touchpoint.key in typical:
            felt.setdefault(typical[touchpoint.key], []).append(persona.key)
    return felt


def _name(typed: str, words: Wording) -> str:
    """Typed text that Mermaid reads as a name; one that begins like a statement of its own is put in quotation marks.

    What Mermaid reads is in the grammar of its user journeys and in its page on entity codes.
    """
    line = one_line(typed) or words.say("exports.no_name")
    safe = _MEANS_SOMETHING.sub(lambda found: _ENTITIES.get(found[0], f"#{ord(found[0])};"), line)
    return words.say("story.quote", text=safe) if A_STATEMENT.match(safe) else safe
