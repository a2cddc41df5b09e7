"""What every slide needs to know: the map, its words, the colours of its personas, the numbers of its touchpoints."""

from functools import cached_property

from journeybot.drawing.page import colours_of
from journeybot.drawing.readings import spots
from journeybot.drawing.theme import LIGHT
from journeybot.exports.contents import Contents
from journeybot.exports.deck.board import short
from journeybot.figures import Figures, figures
from journeybot.journey import JourneyMap, Key, Stage
from journeybot.prompt_files import spoken
from journeybot.story import Phrases, story
from journeybot.wording import Wording


class Topic:
    """A map to speak about."""

    def __init__(self, journey: JourneyMap) -> None:
        self.journey = journey
        self.it = Contents(journey)
        self.words = Wording(spoken(journey.about.language), flavour=journey.about.flavour)
        self.p = Phrases(self.words, five_point=journey.five_point)
        self.headings = self.words.words("exports.page")
        self.labels = self.words.words("exports.columns")

    @cached_property
    def figures(self) -> Figures:
        """What the numbers come to."""
        return figures(self.journey)

    @cached_property
    def colours(self) -> dict[Key, str]:
        """The colour of each persona, as on the picture."""
        return colours_of(self.journey.personas, LIGHT)

    @cached_property
    def numbers(self) -> dict[Key, int]:
        """Touchpoints as they are counted, from 1."""
        return {touchpoint.key: number for number, touchpoint in enumerate(self.journey.travelled(), 1)}

    @cached_property
    def spots(self) -> dict[Key, Key]:
        """The touchpoint or stage of every note that has one."""
        return spots(self.journey)

    def short(self, text: str, most: int = 260) -> str:
        """A text as long as a slide can take; the whole of it is in the other files."""
        return short(text.strip(), self.words.say("exports.deck.rest"), most)

    def stage_colour(self, stage: Stage) -> str:
        """The colour of a stage's chevron."""
        several = len({one.phase for one in self.journey.stages}) > 1
        return LIGHT.stage[stage.phase.value if stage.phase and several else ""]

    @cached_property
    def _tales(self) -> list[tuple[str, str]]:
        return [(one.name, story(self.journey, self.words, persona=one.key)) for one in self.journey.personas]

    def tales(self) -> str:
        """The whole story, persona after persona."""
        return "\n\n\n".join(tale for _, tale in self._tales)

    def chapters(self, stages: list[Stage]) -> str:
        """What the story tells of some stages: the paragraphs under their headings, persona by persona."""
        heads = {f"{number}. {stage.name}" for number, stage in enumerate(self.journey.stages, 1) if stage in stages}
        told = [
            f"{name}\n{paragraph}"
            for name, tale in self._tales
            for paragraph in tale.split("\n\n")
            if paragraph.split("\n", 1)[0] in heads
        ]
        return "\n\n".join(told)
