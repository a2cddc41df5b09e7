"""Reads a table of scores: a row for each, with the touchpoint, the persona if there are several, and how it feels."""

from journeybot.exports.imports.brought import Brought, File
from journeybot.exports.imports.cells import Cells
from journeybot.exports.imports.columns import columns_of, meant
from journeybot.exports.imports.known import Known, with_map
from journeybot.exports.unreadable import Unreadable
from journeybot.journey import HIGHEST, LOWEST, MIDDLE_OF_FIVE, JourneyMap, Key, Score

KIND = "scores"


def fits(file: File) -> bool:
    """Whether the headings are those of scores."""
    found = meant(file.headings, KIND)
    return {"touchpoint", "score"} <= found


def read(file: File, into: JourneyMap) -> Brought:
    """The scores, each of a participant by a label, or of nobody. They are -2 to +2 or, where the map's team counts so
    or one of them is above 2 and none below 1, 1 to 5."""
    columns, known, troubles = columns_of(file.headings, KIND), with_map(into), list[Unreadable]()
    rows = [Cells(line, columns, troubles) for line in file.table.lines]
    five = into.five_point or _counts_to_five(file, columns)
    people: dict[str, str] = {}
    scores = [score for cells in rows if (score := _score(cells, known, people, five=five))]
    remarks = (("import.remarks.five", dict[str, object]()),) if five and not into.five_point else ()
    return Brought(journey=_part(into, scores), troubles=tuple(troubles), remarks=remarks)


def _part(into: JourneyMap, scores: list[Score]) -> JourneyMap:
    people = {score.author for score in scores} - {None}
    return JourneyMap(about=into.about, scores=tuple(scores), participants=len(people))


def _counts_to_five(file: File, columns: dict[str, str]) -> bool:
    values = [line.cells.get(columns["score"], "") for line in file.table.lines]
    digits = {int(value) for value in values if value.isascii() and value.isdigit()}
    return bool(digits) and max(digits) > HIGHEST and min(digits) >= 1 and not any("-" in one for one in values)


def _score(cells: Cells, known: Known, people: dict[str, str], *, five: bool) -> Score | None:
    _, touchpoint = known.place(cells, must=True)
    persona, value = _persona(cells, known), _value(cells, five=five)
    if touchpoint is None or persona is None or value is None:
        return None
    person = cells.text("participant")
    label = people.setdefault(person, f"participant {len(people) + 1}") if person else None
    return Score(key=f"score-{cells.row}", author=label, persona=persona, touchpoint=touchpoint, value=value)


def _value(cells: Cells, *, five: bool) -> int | None:
    if not cells.text("score"):
        cells.wrong("cell_empty", "score")
        return None
    middle = MIDDLE_OF_FIVE if five else 0
    found = cells.whole("score", least=LOWEST + middle, most=HIGHEST + middle)
    return None if found is None else found - middle


def _persona(cells: Cells, known: Known) -> Key | None:
    """The persona that a row names; the only one there is, if it names none."""
    only = known.into.personas
    if not cells.text("persona") and len(only) == 1:
        return known.find("persona", only[0].name)
    return known.must_find(cells, "persona", must=True)
