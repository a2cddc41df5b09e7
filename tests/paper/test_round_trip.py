"""A sheet of any map, filled in and read back, says what was written on it, where it was written."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from journeybot.forms import clean
from journeybot.journey import About, JourneyMap, Persona, Stage, Touchpoint
from journeybot.paper import Places, Section, Start, as_text, read
from journeybot.paper.reading import MOST_LINES
from journeybot.wording import Wording

AWKWARD = ["Search", "search", "1. Pay", "- x", "a: b", "a > b", "\\", "[does]", "# 1", "Search #2", "a\\: b", "c)"]
NAMES = st.sampled_from(AWKWARD) | st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20).map(lambda text: " ".join(clean(text).split()))
FEELINGS = st.lists(st.integers(-2, 2), min_size=1, max_size=3)


def map_of(stages: list[list[str]], personas: list[str]) -> JourneyMap:
    """A map of the names of its stages, each followed by those of its touchpoints, and of its personas."""
    return JourneyMap(
        about=About(key="m", title="Any\nmap"),
        personas=tuple(Persona(key=f"p{at}", name=name) for at, name in enumerate(personas)),
        stages=tuple(Stage(key=f"s{at}", name=names[0]) for at, names in enumerate(stages)),
        touchpoints=tuple(
            Touchpoint(key=f"s{at}t{number}", stage=f"s{at}", name=name)
            for at, names in enumerate(stages)
            for number, name in enumerate(names[1:])
        ),
    )


MAPS = st.builds(
    map_of,
    st.lists(st.lists(NAMES, min_size=1, max_size=3), max_size=3),
    st.lists(NAMES, min_size=1, max_size=2),
)


def asked(journey: JourneyMap) -> list[tuple[Section, str | None, tuple[str, str | None]]]:
    """What a sheet asks for, in its order: what, whose, where."""
    spots = [(spot.stage, spot.touchpoint) for spot in Places(journey.stages, journey.touchpoints).spots]
    points = [spot for spot in spots if spot[1]]
    of_personas = (Section.DOES, Section.THINKS, Section.FEELS)
    return [(section, one.key, at) for section in of_personas for one in journey.personas for at in points] + [
        (section, None, at) for section in (Section.HURTS, Section.HELPS) for at in spots
    ]


def open_lines(lines: list[str]) -> list[int]:
    """The lines to be written on, but for those that name new touchpoints."""
    headings = [at for at, line in enumerate(lines) if line.startswith("[")]
    named = [at for at in headings if lines[at] == "[touchpoints]"]
    after = next((at for at in headings if named and at > named[0]), 0)
    return [at for at, line in enumerate(lines) if line.endswith(":") and line[0] not in "#[" and at > after]


@settings(max_examples=60)
@example(map_of([AWKWARD[:4], ["Search", "Search", "search"]], ["Maya", "maya"]), ["x: y", "> z"], [1])
@example(map_of([AWKWARD[4:8], AWKWARD[8:]], ["[Maya] #2"]), ["- x", "[does]", "# 1"], [-2, 2])
@given(MAPS, st.lists(TEXTS, min_size=1, max_size=4), FEELINGS)
def test_what_is_written_on_a_sheet_is_read_back(journey: JourneyMap, texts: list[str], felt: list[int]) -> None:
    lines, wanted = as_text(journey, Wording()).splitlines(), asked(journey)
    places = open_lines(lines)
    assert len(places) == len(wanted)
    expected: list[tuple[Section, str | None, tuple[str, str | None], str]] = []
    for number, (at, (section, whose, where)) in enumerate(zip(places, wanted, strict=True)):
        said = " ".join(map(str, felt)) if section is Section.FEELS else texts[number % len(texts)]
        if said and len(expected) < MOST_LINES:
            lines[at] += f" {said}"
            expected.append((section, whose, where, said))
    found = read(
        clean("\n".join(lines)),
        Places(journey.stages, journey.touchpoints),
        journey.personas,
        Start(section=Section.HELPS),
    )
    assert found.complaints == ()
    read_back = [(e.section, e.persona, (e.spot.stage, e.spot.touchpoint), e.text) for e in found.entries if e.spot]
    assert read_back == expected
    assert all(e.feelings == tuple(felt) for e in found.entries if e.section is Section.FEELS)


@settings(max_examples=60)
@given(MAPS, st.lists(st.text(st.characters(codec="utf-8"), max_size=30), max_size=8))
def test_every_line_of_junk_is_taken_left_empty_or_named(journey: JourneyMap, junk: list[str]) -> None:
    typed = clean("\n".join(junk))
    found = read(typed, Places(journey.stages, journey.touchpoints), journey.personas, Start(section=Section.HURTS))
    numbers = {e.number for e in found.entries} | {c.number for c in found.complaints}
    for number, line in enumerate(typed.splitlines(), start=1):
        silent = not line.strip() or line.strip().startswith(("#", "[")) or line.rstrip().endswith(":")
        assert number in numbers or silent, line
