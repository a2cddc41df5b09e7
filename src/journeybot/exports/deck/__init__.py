"""The map as slides of PowerPoint: every shape, table and chart can be edited, and the story is in the notes."""

from journeybot.drawing.shapes import Box
from journeybot.drawing.theme import LIGHT
from journeybot.exports.deck.board import BOTTOM, MARGIN, TOP, WIDE, Para
from journeybot.exports.deck.curve import curve
from journeybot.exports.deck.lists import improvements, last_actions, listed, pains
from journeybot.exports.deck.opening import chevrons, cover, people
from journeybot.exports.deck.presentation import Deck
from journeybot.exports.deck.topic import Topic
from journeybot.exports.deck.watched import watched
from journeybot.exports.deck.way import way
from journeybot.exports.deck.weighed import weighed
from journeybot.exports.guarding import harmless
from journeybot.exports.references import tied
from journeybot.journey import JourneyMap

CHEVRONS = 40.0
LEGEND = 62.0


def to_pptx(journey: JourneyMap) -> bytes:
    """The map as a deck, 16 to 9: cover, personas, the curve, the way part by part, pains, the matrix, improvements,
    measures. What is too long for a slide is shortened on it; nothing is smaller than ten points."""
    topic = Topic(tied(harmless(journey)))
    deck = Deck(topic.journey.about.title)
    cover(deck, topic)
    people(deck, topic)
    _feelings(deck, topic)
    way(deck, topic)
    listed(deck, pains(topic))
    listed(deck, last_actions(topic))
    weighed(deck, topic)
    listed(deck, improvements(topic))
    watched(deck, topic)
    return deck.data()


def _feelings(deck: Deck, topic: Topic) -> None:
    """The curves over the whole journey, and what they come to in words."""
    travelled, journey = topic.journey.travelled(), topic.journey
    if not any(topic.it.felt(persona).typical for persona in journey.personas):
        return
    board = deck.slide(topic.words.say("exports.deck.feelings"), notes=topic.tales())
    stages = [(stage, float(len(journey.touchpoints_of(stage.key)))) for stage in journey.stages]
    shown = [(stage, share) for stage, share in stages if share]
    width = WIDE - 2 * MARGIN
    chevrons(board, topic, shown, Box(MARGIN, TOP - 4, width, CHEVRONS))
    top, bottom = TOP + CHEVRONS + 4, BOTTOM - LEGEND
    curve(board, topic, travelled, box=Box(MARGIN, top, width, bottom - top), named=True)
    board.write(Box(MARGIN, bottom + 6, width, LEGEND), _moods(topic))


def _moods(topic: Topic) -> list[Para]:
    """Where it feels worst, for the first few personas."""
    paras = []
    for persona in topic.journey.personas[:3]:
        felt = topic.it.felt(persona)
        if felt.mean is not None and felt.lowest:
            where = topic.short(str(topic.p.series(topic.it.called(felt.lowest.touchpoints))), 90)
            told = {"mean": topic.p.score(felt.mean), "lowest": topic.p.score(felt.lowest.score), "where": where}
            mood = topic.words.say("exports.mood", **told)
            paras.append(Para(f"{topic.short(persona.name, 40)}: {mood}", 12, topic.colours[persona.key]))
    return paras or [Para("", 12, LIGHT.muted)]
