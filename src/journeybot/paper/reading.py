"""Reads the lines of a sheet, or any that somebody pastes: what each says, where it belongs, what is unclear in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from journeybot.journey import HIGHEST, LOWEST, MIDDLE_OF_FIVE, Key, Persona
from journeybot.paper.places import IN_FRONT, Places, Spot, same, split, unlike
from journeybot.paper.sections import OF_A_PERSONA, Section
from journeybot.typed import meanings

MOST_LINES = 50
"""Lines with something in them that are read at once."""

MOST_HANDS = 200
"""People who feel the same at one place."""

LONGEST = {Section.PERSONAS: 120, Section.STAGES: 80, Section.TOUCHPOINTS: 200}
"""Characters of a name; of any other text, `LONGEST_TEXT`."""
LONGEST_TEXT = 1000

_HEADING = re.compile(r"\[([^\[\]]*)\]\s*(.*)")
_FEELING = re.compile(r"([+−-]?\d)(?:\s*[x×*]\s*(\d{1,3}))?")
_BETWEEN = re.compile(r"[\s,;]+(?![x×*])")

NOBODY = "?"
"""Whose the lines are under a heading that names nobody we know; it is complained about once."""

Problem = tuple[str, dict[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line that says something. `key` is that of the note it may become; `feelings` are -2 to 2, one for each
    person."""

    number: int
    key: Key
    section: Section
    text: str
    spot: Spot | None = None
    persona: Key | None = None
    feelings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Complaint:
    """A line that cannot be taken: its number, and the sentence that says why, with the values of its gaps."""

    number: int
    why: str
    values: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How reading begins: what the lines are until a heading says otherwise, where those belong that name no place and
    whose they are; `literal` takes an unclear line as it stands; keys of notes begin with `subject`; at most `most`
    lines may say something."""

    section: Section
    spot: Spot | None = None
    persona: Key | None = None
    literal: bool = False
    five_point: bool = False
    subject: Key = "line"
    most: int = MOST_LINES


@dataclass(frozen=True, slots=True)
class Read:
    """What a sheet came to."""

    entries: tuple[Entry, ...]
    complaints: tuple[Complaint, ...]


class Unclear(Exception):
    """A line that cannot be taken. Its arguments are a sentence's name and the values of its gaps."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def read(typed: str, places: Places, personas: Iterable[Persona], start: Start) -> Read:
    """Read every line; stages, touchpoints and personas that one names are known to those after it."""
    reader = Reader(places, personas, start)
    entries, complaints = [], []
    for number, line in enumerate(typed.splitlines(), start=1):
        try:
            entry = reader.entry(number, line.strip())
        except Unclear as unclear:
            complaints.append(Complaint(number, *unclear.problem))
            continue
        if entry is not None:
            entries.append(entry)
    if len(entries) > start.most:
        complaints.insert(0, Complaint(0, "paper.too_many", {"most": start.most, "count": len(entries)}))
    return Read(tuple(entries), tuple(complaints))


class Reader:
    """Goes from line to line and knows under which heading it is."""

    def __init__(self, places: Places, personas: Iterable[Persona], start: Start) -> None:
        self._places = places
        self._start = start
        self._section = start.section
        self._personas = {same(name): persona.key for name, persona in named(personas)}
        self._persona = start.persona

    def entry(self, number: int, line: str) -> Entry | None:
        """What a line says; None if nothing. Raises Unclear."""
        if not line or line.startswith("#"):
            return None
        heading = _HEADING.fullmatch(line)
        if heading:
            self._turn(heading[1], heading[2])
            return None
        bullet = IN_FRONT.match(line)
        line = line[bullet.end() :] if bullet else line
        key = f"{self._start.subject}.{number}"
        if self._section in {Section.PERSONAS, Section.STAGES}:
            return self._named(number, key, _plain(line))
        return self._placed(number, key, line)

    def _turn(self, word: str, whose: str) -> None:
        meant = meanings("sections").get(same(word))
        section = Section(meant) if meant else None
        if section is None or (whose and section not in OF_A_PERSONA):
            raise Unclear(("paper.no_heading", {"heading": " ".join([f"[{word}]", whose]).strip()[:40]}))
        self._section, self._persona = section, self._start.persona
        if whose:
            self._persona = self._known(same(whose))
            if self._persona == NOBODY:
                raise Unclear(("paper.no_such_persona", {"name": whose[:40]}))

    def _known(self, whose: str) -> Key:
        """The persona of that name, or the only one whose first word it is: “Marta” for “Marta, 34, nurse”."""
        if whose in self._personas:
            return self._personas[whose]
        words = {key: [word.strip(",;:") for word in name.split()] for name, key in self._personas.items()}
        first = [key for key, called in words.items() if called[:1] == [whose]]
        return first[0] if len(first) == 1 else NOBODY

    def _named(self, number: int, key: Key, name: str) -> Entry | None:
        """A persona or a stage; one that is there already is not made again."""
        _must_fit(name, self._section)
        if self._section is Section.PERSONAS:
            if same(name) in self._personas:
                return None
            self._personas[same(name)] = key
        elif self._places.find((name,)):
            return None
        else:
            self._places.add_stage(key, name)
        return Entry(number=number, key=key, section=self._section, text=name)

    def _placed(self, number: int, key: Key, line: str) -> Entry | None:
        spot, text = self._where(line)
        if not text:
            return None
        _must_fit(text, self._section)
        if self._section is Section.TOUCHPOINTS:
            return self._touchpoint(number, key, text, spot=spot)
        if spot is None and self._section is not Section.HELPS:
            raise Unclear(("paper.no_place", {"line": line[:40]}))
        persona = None
        if self._section in OF_A_PERSONA:
            if spot is None or spot.touchpoint is None:
                raise Unclear(("paper.touchpoint_wanted", {"line": line[:40]}))
            persona = self._whose()
        felt = _felt(text, five_point=self._start.five_point) if self._section is Section.FEELS else ()
        return Entry(
            number=number, key=key, section=self._section, text=text, spot=spot, persona=persona, feelings=felt
        )

    def _touchpoint(self, number: int, key: Key, text: str, *, spot: Spot | None) -> Entry | None:
        if spot is None or spot.touchpoint is not None:
            raise Unclear(("paper.stage_wanted", {"line": text[:40]}))
        name = text.split("|", maxsplit=1)[0].strip()
        if not name:
            raise Unclear(("paper.no_name", {"line": text[:40]}))
        if self._places.find((*spot.called, name)):
            return None
        self._places.add_touchpoint(key, name, at=spot)
        return Entry(number=number, key=key, section=self._section, text=text, spot=spot)

    def _where(self, line: str) -> tuple[Spot | None, str]:
        """The place that a line names and the rest of it; or the place that goes for all, and the whole line."""
        parts = split(line)
        if parts is None:
            return self._start.spot, _plain(line)
        spot = self._places.find(parts[0])
        if spot is not None:
            return spot, parts[1]
        near, clear = self._places.like(parts[0])
        if near is not None and clear:
            return near, parts[1]
        if (near is not None or len(parts[0]) > 1) and not self._start.literal:
            meant = near.written() if near else ""
            raise Unclear(("paper.unclear_place", {"name": " > ".join(parts[0])[:60], "meant": meant}))
        return self._start.spot, _plain(line)

    def _whose(self) -> Key:
        if self._persona is not None:
            return self._persona
        if len(set(self._personas.values())) == 1:
            return next(iter(self._personas.values()))
        raise Unclear(("paper.whose", {"names": list(self._personas)}))


def named(personas: Iterable[Persona]) -> list[tuple[str, Persona]]:
    """What each persona is called on paper, no two alike."""
    known: set[str] = set()
    found = []
    for persona in personas:
        found.append((unlike(persona.name, lambda one: same(one) in known), persona))
        known.add(same(found[-1][0]))
    return found


def example(*, five_point: bool) -> str:
    """Three feelings as they are typed, on the scale of the team: what `read` takes."""
    return " ".join(str(value + (MIDDLE_OF_FIVE if five_point else 0)) for value in (1, 1, LOWEST))


def _plain(line: str) -> str:
    """A text without the sign that says that its beginning means nothing else."""
    return line.removeprefix("\\")


def _must_fit(text: str, section: Section) -> None:
    longest = LONGEST.get(section, LONGEST_TEXT)
    if len(text) > longest:
        raise Unclear(("paper.too_long", {"line": text[:40], "longest": longest, "length": len(text)}))


def _felt(text: str, *, five_point: bool) -> tuple[int, ...]:
    """Feelings, several for several people: `1 1 -2`, `+1 x3`."""
    found: list[int] = []
    for part in filter(None, _BETWEEN.split(text)):
        read_ = _FEELING.fullmatch(part.strip())
        value = int(read_[1].replace("−", "-")) - (MIDDLE_OF_FIVE if five_point else 0) if read_ else None
        if read_ is None or value is None or not LOWEST <= value <= HIGHEST:
            ends = (LOWEST + MIDDLE_OF_FIVE, HIGHEST + MIDDLE_OF_FIVE) if five_point else (LOWEST, HIGHEST)
            raise Unclear(("paper.no_feeling", {"text": part[:20], "least": ends[0], "most": ends[1]}))
        found += [value] * min(int(read_[2] or 1), MOST_HANDS)
    return tuple(found)
