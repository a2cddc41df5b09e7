"""The first slides: what this is about, and who travels."""

from collections.abc import Sequence
from dataclasses import replace

from pptx.enum.shapes import MSO_SHAPE

from journeybot.drawing.shapes import Box
from journeybot.drawing.theme import LIGHT
from journeybot.exports.codes import edition
from journeybot.exports.deck.board import BOTTOM, HIGH, MARGIN, TOP, WIDE, Board, Para, height_of
from journeybot.exports.deck.presentation import Deck
from journeybot.exports.deck.topic import Topic
from journeybot.journey import Persona, Stage

CARD = 300.0
"""Width of a persona's card on the cover."""
ACROSS = 3
ON_COVER = 2
CHEVRONS = 46.0
ENDS = HIGH - 100
"""Where on the cover the stages begin."""


def cover(deck: Deck, topic: Topic) -> None:
    """Title, situation, the personas, and the stages along the foot."""
    about, journey = topic.journey.about, topic.journey
    room = WIDE - 2 * MARGIN - (CARD + 30 if journey.personas else 0.0)
    title = topic.short(about.title, 100) or topic.headings["untitled"]
    size = next((size for size in (36.0, 32.0, 28.0) if Para(title, size, bold=True).height(room) < 1.5 * size), 27.0)
    high = height_of([Para(title, size, bold=True)], room)
    notes = f"{topic.words.say('exports.loses.pptx')}\n\n{topic.tales()}"
    board = deck.slide(title, notes=notes, size=size, box=Box(MARGIN, 92, room, high))
    board.panel(Box(0, 0, WIDE, 14), fill=LIGHT.stage[""])
    board.write(Box(MARGIN, 60, room, 20), [Para(topic.headings["untitled"], 13, LIGHT.muted)])
    told = _told(topic, Box(MARGIN, 104 + high, room, ENDS - 104 - high))
    board.write(Box(MARGIN, 104 + high, room, height_of(told, room)), told)
    _cards(board, topic, journey.personas[:ON_COVER], Box(WIDE - MARGIN - CARD, 60, CARD, ENDS - 60))
    stages = [(stage, 1.0) for stage in journey.stages]
    chevrons(board, topic, stages, Box(MARGIN, HIGH - 84, WIDE - 2 * MARGIN, CHEVRONS))


def _told(topic: Topic, box: Box) -> list[Para]:
    """The situation and the facts, as much of them as there is room for."""
    scenario = topic.journey.about.scenario
    for most in (320, 200, 120, 60):
        lead = [Para(topic.short(scenario, most), 15)] if scenario else []
        state, *facts = _facts(topic)
        told = [*lead, replace(state, before=12), *facts]
        if height_of(told, box.width) <= box.height:
            return told
    while told and height_of(told, box.width) > box.height:
        told.pop()
    return told


def _facts(topic: Topic) -> list[Para]:
    about, journey, labels = topic.journey.about, topic.journey, topic.labels
    told = [
        ("destination", topic.short(about.destination, 120)),
        ("owner", about.owner),
        ("review_on", topic.p.day(about.review_on) if about.review_on else ""),
        ("participants", str(journey.participants or "")),
        ("as_of", topic.p.day(journey.as_of) if journey.as_of else ""),
        edition(journey),
    ]
    state = Para(topic.words.say(f"exports.states.{about.state}"), 12, LIGHT.stage["during"], bold=True)
    return [state, *(Para(f"{labels[name]}: {value}", 12, LIGHT.muted) for name, value in told if value)]


def _cards(board: Board, topic: Topic, personas: Sequence[Persona], box: Box) -> None:
    room = box.width - 18
    for most in (120, 70, 40, 20):
        briefs = [_brief(topic, persona, most) for persona in personas]
        heights = [height_of(paras, room) + 20 for paras in briefs]
        if sum(heights) + 14 * len(heights) <= box.height:
            break
    y = box.y
    for persona, paras, high in zip(personas, briefs, heights, strict=True):
        board.card(Box(box.x, y, box.width, high), paras, fill=LIGHT.panel, edge=topic.colours[persona.key])
        y += high + 14


def _brief(topic: Topic, persona: Persona, most: int) -> list[Para]:
    told = [str(persona.age or ""), persona.occupation]
    facts = topic.short(", ".join(filter(None, told)), most)
    paras = [Para(topic.short(persona.name, 60), 16, topic.colours[persona.key], bold=True)]
    paras += [Para(facts, 11, LIGHT.muted)] if facts else []
    paras += (
        [Para(str(topic.p.said(topic.short(persona.quote, most))), 12, italic=True, before=5)] if persona.quote else []
    )
    for name, wanted in (("goals", persona.goals), ("needs", persona.needs)):
        paras += [Para(f"{topic.labels[name]}: {topic.short('; '.join(wanted), most)}", 11, before=4)] if wanted else []
    return paras


def people(deck: Deck, topic: Topic) -> None:
    """Everybody who travels, with all that is known of them, three to a slide."""
    personas = topic.journey.personas
    if len(personas) <= ON_COVER and all(map(_is_on_the_cover, personas)):
        return
    for at in range(0, len(personas), ACROSS):
        some = personas[at : at + ACROSS]
        board = deck.slide(topic.headings["personas"])
        across = min(ACROSS, max(2, len(personas)))
        width = (WIDE - 2 * MARGIN - 18 * (across - 1)) / across
        for number, persona in enumerate(some):
            paras = _fitting(topic, persona, width - 18)
            high = min(BOTTOM - TOP, height_of(paras, width - 18) + 18)
            board.card(
                Box(MARGIN + number * (width + 18), TOP, width, high),
                paras,
                fill=LIGHT.panel,
                edge=topic.colours[persona.key],
            )


def _is_on_the_cover(persona: Persona) -> bool:
    """Whether the cover tells already all that is known."""
    known = {"name": persona.name, "age": persona.age, "occupation": persona.occupation, "colour": persona.colour}
    return persona == Persona(key=persona.key, position=persona.position, author=persona.author, **known)  # type: ignore[arg-type]


def _fitting(topic: Topic, persona: Persona, width: float) -> list[Para]:
    """As much of a persona as a card can hold, the longest texts shortened first."""
    for most in (260, 160, 90, 50, 30):
        paras = _in_full(topic, persona, most)
        if height_of(paras, width) + 18 <= BOTTOM - TOP:
            break
    return paras


def _in_full(topic: Topic, persona: Persona, most: int) -> list[Para]:
    facts = [
        str(persona.age or ""),
        persona.occupation,
        persona.status,
        persona.gender,
        persona.residence,
        persona.category,
    ]
    paras = [Para(topic.short(persona.name, 60), 16, topic.colours[persona.key], bold=True)]
    paras.append(Para(topic.short(", ".join(filter(None, facts)), most), 11, LIGHT.muted))
    if persona.quote:
        paras.append(Para(str(topic.p.said(topic.short(persona.quote, most))), 12, italic=True, before=5))
    for name in ("goals", "desires", "expectations", "needs", "behaviour"):
        wanted = getattr(persona, name)
        if wanted:
            paras.append(Para(topic.labels[name], 10, LIGHT.muted, bold=True, before=7))
            paras.append(Para(topic.short("; ".join(wanted), most), 11))
    return paras


def chevrons(board: Board, topic: Topic, stages: Sequence[tuple[Stage, float]], box: Box) -> None:
    """Draw stages as arrows, each as wide as its share."""
    whole, x = sum(share for _, share in stages) or 1.0, box.x
    for number, (stage, share) in enumerate(stages):
        width = box.width * share / whole
        kind = MSO_SHAPE.PENTAGON if number == 0 else MSO_SHAPE.CHEVRON
        name = _name(topic, stage, width - 44)
        shape = board.panel(
            Box(x, box.y, width - 2, box.height), [name], fill=topic.stage_colour(stage), kind=kind, centre=True, pad=2,
        )  # fmt: skip
        shape.adjustments[0] = min(0.45, 14 / box.height)
        x += width


def _name(topic: Topic, stage: Stage, width: float) -> Para:
    """A stage's name as large as it may be in two lines, or shortened."""
    for size in (13.0, 12.0, 11.0, 10.0):
        para = Para(" ".join(stage.name.split()), size, LIGHT.on_stage, bold=True)
        if para.height(max(width, 20)) <= 2.1 * size * 1.28:
            return para
    most = max(6, int(width / 4))
    return Para(topic.short(" ".join(stage.name.split()), min(most, 60)), 10.0, LIGHT.on_stage, bold=True)
