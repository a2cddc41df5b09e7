"""What every lane needs: the map and the part of it on this page, the grid, the theme, the words, a way to set text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from journeybot import reviews
from journeybot.comparison import EARLIER, LATER, Change
from journeybot.drawing import readings
from journeybot.drawing.bidi import begins_right
from journeybot.drawing.blocks import Align, Paragraph
from journeybot.drawing.columns import LEAST_SHEET, Grid, grid
from journeybot.drawing.markers import MARKERS, Marker
from journeybot.drawing.once import Once
from journeybot.drawing.parts import Part
from journeybot.drawing.shapes import Style
from journeybot.drawing.theme import Theme, contrast, legible, mixed
from journeybot.drawing.words import Words
from journeybot.drawing.wrapping import MOST, WIDOW, Measure, clean, settled, shortened
from journeybot.journey import Basis, Challenge, JourneyMap, Key, Pain, Persona, Touchpoint

LINE_CAN_BE = 1_000_000.0
FADES = 0.55
"""How far what nobody has confirmed lately goes towards the ground."""


@dataclass(frozen=True)
class Page:
    """One page in the making: `number` of `of`, with that part of the journey, on a sheet so many points wide."""

    journey: JourneyMap
    theme: Theme
    words: Words
    measure: Measure
    part: Part
    sheet: float = LEAST_SHEET
    number: int = 1
    of: int = 1
    changes: Mapping[Key, Change] = field(default_factory=dict)
    """Where revisions are compared: what became of touchpoints."""
    whole: tuple[Persona, ...] = ()
    """Where only some personas are drawn: all of the map, among whom they have their colours and markers."""

    @Once
    def grid(self) -> Grid:
        """Where stages and touchpoints stand."""
        return grid(self.part, self.sheet)

    @Once
    def touchpoints(self) -> tuple[Touchpoint, ...]:
        """Those on this page, in the order of the journey."""
        return tuple(touchpoint for leg in self.part for touchpoint in leg.touchpoints)

    @Once
    def _here(self) -> frozenset[Key]:
        """What the notes of this page hang on; those of the whole journey stand on the first."""
        stages = {leg.stage.key for leg in self.part if leg.first}
        return frozenset({t.key for t in self.touchpoints} | stages | ({""} if self.number == 1 else set()))

    def holds(self, note: Key) -> bool:
        """Whether a challenge, an improvement or a measure belongs on this page."""
        return self.spots.get(note, "") in self._here

    @Once
    def spots(self) -> dict[Key, Key]:
        """The touchpoint or stage of every note that has one."""
        return readings.spots(self.journey)

    @Once
    def colours(self) -> dict[Key, str]:
        """The colour of each persona, dark or light enough to be read on the ground."""
        seats = seated(self.whole or self.journey.personas)
        return _coloured(self.journey.personas, seats, self.theme)

    @Once
    def shapes(self) -> dict[Key, Marker]:
        """The marker of each persona, the same wherever it is told apart from others."""
        return {key: MARKERS[at % len(MARKERS)] for key, at in seated(self.whole or self.journey.personas).items()}

    @Once
    def feelings(self) -> dict[Key, readings.Feelings]:
        """By persona and touchpoint."""
        return readings.feelings(self.journey)

    @Once
    def answers(self) -> readings.Feelings:
        """What customers say, by touchpoint."""
        return readings.said_by_customers(self.journey)

    @Once
    def quoted(self) -> dict[tuple[Key, Key], bool]:
        """Thoughts written at a curve, by persona and touchpoint: above it (True) or below."""
        return readings.quoted(self.journey, self.feelings)

    @Once
    def places(self) -> dict[Key, Key]:
        """The stage of every note that has one."""
        return readings.whereabouts(self.journey)

    @Once
    def bases(self) -> dict[Key, list[Basis]]:
        """What each note stands on."""
        return readings.bases(self.journey)

    @Once
    def absent(self) -> frozenset[Key]:
        """The touchpoints that none of the personas comes to."""
        ways = [{m.touchpoint for m in self.journey.moments if m.absent and m.persona == who} for who in self.colours]
        return frozenset(set[Key].intersection(*ways) if ways else ())

    @Once
    def stale(self) -> frozenset[Key]:
        """The touchpoints that nobody has confirmed in the last reviews; two revisions beside each other are of their
        days."""
        return frozenset() if self.changes else reviews.stale(self.journey)

    def faded(self, colour: str, touchpoint: Key) -> str:
        """The colour or, at a touchpoint that nobody has confirmed, a paler one."""
        return mixed(colour, self.theme.ground, FADES) if touchpoint in self.stale else colour

    @Once
    def votes(self) -> dict[Key, int]:
        """Dots by note."""
        return readings.votes(self.journey)

    @Once
    def numbers(self) -> dict[Key, int]:
        """Touchpoints as they are counted on the picture, from 1; those that are gone are not counted."""
        return {touchpoint.key: at for at, touchpoint in enumerate(self._without(Change.GONE), 1)}

    def way_of(self, persona: Key) -> tuple[Touchpoint, ...]:
        """The journey as a persona of one revision knows it: a touchpoint of the other revision is no gap in it."""
        lacking = {LATER: Change.GONE, EARLIER: Change.NEW}
        return self._without(next((change for end, change in lacking.items() if persona.endswith(end)), None))

    def _without(self, change: Change | None) -> tuple[Touchpoint, ...]:
        way = self.journey.travelled()
        return tuple(t for t in way if self.changes.get(t.key) is not change) if change else way

    @Once
    def challenges(self) -> tuple[Challenge, ...]:
        """In the order they are drawn: those of the whole journey first, and everywhere what starts the journey."""
        order = {stage.key: at for at, stage in enumerate(self.journey.stages)}

        def place(challenge: Challenge) -> tuple[int, bool, int]:
            number = self.numbers.get(challenge.touchpoint or "", 0)
            return order.get(self.places.get(challenge.key, ""), -1), challenge.pain is not Pain.TRIGGER, number

        return tuple(sorted(self.journey.challenges, key=place))

    @Once
    def tags(self) -> dict[Key, str]:
        """What challenges are called on the picture."""
        return {challenge.key: self.words.say("tag", number=at) for at, challenge in enumerate(self.challenges, 1)}

    def text(
        self, text: str, width: float, style: Style, *, colour: str = "", align: Align = "left", most: int = MOST
    ) -> Paragraph:
        """Text set in lines no wider than `width`; shortened, with a word on where the rest is."""
        wanted = text, width, style, colour, align, most
        if wanted not in self._set_before:  # what stands on every card need not be set for every card
            self._set_before[wanted] = self._set(text, width, style, colour=colour, align=align, most=most)
        return self._set_before[wanted]

    @Once
    def _set_before(self) -> dict[tuple[object, ...], Paragraph]:
        return {}

    def _set(self, text: str, width: float, style: Style, *, colour: str, align: Align, most: int) -> Paragraph:
        short = shortened(clean(text), f" {self.words.say('rest')}", most)
        fill = 1.0 if align == "centre" else WIDOW
        lines = settled(short, width, style, measure=self.measure, fill=fill)
        if align == "left" and begins_right(short):
            align = "right"
        with_widths = tuple((line, self.measure.width(line, style)) for line in lines)
        return Paragraph(with_widths, width, style, colour or self.theme.ink, align)

    def label(
        self, text: str, style: Style, colour: str = "", *, widest: float = LINE_CAN_BE, most: int = MOST
    ) -> Paragraph:
        """Text as wide as it is, in one line where `widest` allows."""
        set_text = self.text(text, widest, style, colour=colour, most=most)
        width = max((width for _, width in set_text.lines), default=0.0)
        return Paragraph(set_text.lines, width, style, set_text.colour, set_text.align)

    def over(self, colour: str) -> str:
        """Black or white, whichever is read better over a colour."""
        return max(("#ffffff", "#10151f"), key=lambda ink: contrast(ink, colour))


def colours_of(personas: Sequence[Persona], look: Theme) -> dict[Key, str]:
    """The colour of each persona, the same in every file: the team's own or that of its place, fit to be read."""
    return _coloured(personas, seated(personas), look)


def _coloured(personas: Sequence[Persona], seats: Mapping[Key, int], look: Theme) -> dict[Key, str]:
    chosen = {one.key: _own(one) or look.personas[seats[one.key] % len(look.personas)] for one in personas}
    return {key: legible(colour, look.panel, look.ink) for key, colour in chosen.items()}


def seated(personas: Sequence[Persona]) -> dict[Key, int]:
    """A number for each persona, which gives it its colour and its marker: its place on the map, where these differ.
    As it was in another revision it has the same."""
    people: dict[Key, int] = {}
    for persona in personas:
        people.setdefault(person(persona.key), persona.position)
    own = len({place % len(MARKERS) for place in people.values()}) == len(people)
    seats = people if own else {key: at for at, key in enumerate(people)}
    return {persona.key: seats[person(persona.key)] for persona in personas}


def person(persona: Key) -> Key:
    """Whose key it is, of whichever revision."""
    return persona.removesuffix(LATER).removesuffix(EARLIER)


def _own(persona: Persona) -> str:
    """The colour the team chose, if it is one."""
    colour = persona.colour
    hexadecimal = len(colour) == 7 and colour[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in colour[1:])
    return colour.lower() if hexadecimal else ""
