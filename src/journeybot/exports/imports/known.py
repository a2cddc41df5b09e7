"""Finds what a name in a file means: something of the same file, else something that is on the map already."""

from dataclasses import dataclass, field, replace

from journeybot.exports.imports.brought import HERE
from journeybot.exports.imports.cells import Cells
from journeybot.journey import KINDS, LISTS, JourneyMap, Key, Moment, Note, Touchpoint
from journeybot.paper.places import same

NEAR_ENOUGH = 70
"""Of 100 (rapidfuzz's ratio): how alike a name must be to be asked about."""


@dataclass
class Names:
    """What notes of one kind are called, each with its key; the first of a name is meant."""

    keys: dict[str, Key] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)

    def add(self, name: str, key: Key) -> None:
        """One more, if nothing is called so yet."""
        if same(name) and self.keys.setdefault(same(name), key) == key:
            self.shown.append(" ".join(name.split()))

    def near(self, name: str) -> str:
        """The name that is most like this one; empty if none is."""
        from rapidfuzz import process  # noqa: PLC0415  3 MB that only a slip of the pen needs

        found = process.extractOne(name, self.shown, score_cutoff=NEAR_ENOUGH)
        return found[0] if found else ""


class Known:
    """Everything that a row may name. Kind after kind, the notes of the file are added first, then those of the map:
    their keys begin with HERE, unless the file has something of the same name. `makes`: a row can make
    what is missing."""

    def __init__(self, into: JourneyMap, *, makes: bool = False) -> None:
        self.into = into
        self._makes = makes
        self._names: dict[str, Names] = {word: Names() for word in KINDS}
        self._steps: dict[tuple[Key, str], Key] = {}
        self._moments: dict[tuple[Key, Key], Key] = {}
        self._of_map: dict[Key, Key] = {}

    def add(self, word: str, note: Note, *, key: Key) -> Key:
        """One more note; the key by which it is known: its own, or that of another of the same name and place."""
        if isinstance(note, Moment):
            return self._moments.setdefault((note.persona, note.touchpoint), key)
        name = str(getattr(note, "name", "") or getattr(note, "text", ""))
        self._names[word].add(name, key)
        if isinstance(note, Touchpoint):
            return self._steps.setdefault((note.stage, same(name)), key)
        return self._names[word].keys.get(same(name), key)

    def add_map(self, word: str) -> None:
        """All of a kind that is on the map, after all of it that is in the file."""
        for note in getattr(self.into, LISTS[word]):
            self._of_map[note.key] = self.add(word, self._as_named(note), key=f"{HERE}{note.key}")

    def _as_named(self, note: Note) -> Note:
        """A note of the map that hangs on what the file may have, too."""
        if isinstance(note, Touchpoint):
            return replace(note, stage=self._of_map.get(note.stage, note.stage))
        if isinstance(note, Moment):
            persona, touchpoint = (self._of_map.get(key, key) for key in (note.persona, note.touchpoint))
            return replace(note, persona=persona, touchpoint=touchpoint)
        return note

    def find(self, word: str, name: str) -> Key | None:
        """The note of that name."""
        return self._names[word].keys.get(same(name))

    def step(self, stage: Key | None, name: str) -> Key | None:
        """The touchpoint of that name in a stage, or in any if none is given."""
        return self._steps.get((stage, same(name))) if stage else self.find("touchpoint", name)

    def moment(self, persona: Key, touchpoint: Key) -> Key | None:
        """The moment of a persona at a touchpoint."""
        return self._moments.get((persona, touchpoint))

    def must_find(self, cells: Cells, word: str, *, must: bool = False) -> Key | None:
        """The note that a cell names; noted where there is none, or nothing in a cell that `must` have something."""
        name = cells.text(word)
        if not name:
            if must:
                cells.wrong("cell_empty", word)
            return None
        return self.named(cells, word, name, column=word)

    def named(self, cells: Cells, word: str, name: str, *, column: str) -> Key | None:
        """The note of a name that stands in a cell; noted where there is none."""
        found = self.find(word, name)
        if found is None:
            self.nothing(cells, word, name, column=column)
        return found

    def nothing(self, cells: Cells, word: str, name: str, *, column: str) -> None:
        """Note that a name means nothing, and what may be meant."""
        cells.wrong(
            "cell_names_nothing",
            column,
            found=name,
            meant=self._names[word].near(name),
            makes=self._makes and word == "stage",
        )

    def place(self, cells: Cells, *, must: bool = False) -> tuple[Key | None, Key | None]:
        """The stage and the touchpoint that a row names; `must`: a touchpoint is wanted."""
        stage, name = self.must_find(cells, "stage"), cells.text("touchpoint")
        if not name and must:
            cells.wrong("cell_empty", "touchpoint")
        if not name or (stage is None and cells.text("stage")):
            return stage, None
        found = self.step(stage, name)
        if found is None:
            self.nothing(cells, "touchpoint", name, column="touchpoint")
        return stage, found


def with_map(into: JourneyMap) -> Known:
    """Everything that is on the map, for a file that only names it."""
    known = Known(into)
    for word in KINDS:
        known.add_map(word)
    return known
