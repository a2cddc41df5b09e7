"""Says in the map's language what is kept as a code: for files that people read. Programs get the codes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from journeybot.exports.shape import LABEL
from journeybot.exports.tables import Cell
from journeybot.forms import cells
from journeybot.journey import JourneyMap, Phase
from journeybot.story import Phrases
from journeybot.wording import Wording

_YES = ("moment_of_truth", "absent", "empty")
_SCALES = {"csat": "CSAT", "nps": "NPS", "ces": "CES"}


@dataclass(frozen=True, slots=True)
class Codes:
    """The words of one language, by the column of a table in which the codes stand."""

    words: Wording
    known: Mapping[str, Mapping[str, str]]

    def said(self, column: str, cell: Cell) -> Cell:
        """What a cell of that column says to a person."""
        if not isinstance(cell, str):
            return cell
        if column == "participant" and re.fullmatch(LABEL, cell):
            return self.words.say("exports.participant", number=cell.split()[-1])
        if column == "became":
            return "\n".join(map(self._became, cell.splitlines()))
        return self.known.get(column, {}).get(cell, cell)

    def _became(self, line: str) -> str:
        number, status, *said = cells(line)
        told = {"number": number, "status": self.known["status"].get(status, status), "words": " ".join(said)}
        return self.words.say("exports.became", **told)


def codes(words: Wording) -> Codes:
    """Every code there is, in words."""
    phrases = Phrases(words)
    known: dict[str, Mapping[str, str]] = {
        "pain": words.words("challenges.pain.options"),
        "basis": words.words("exports.bases"),
        "strategy": words.words("exports.strategies"),
        "status": words.words("improvements.status.options"),
        "better": words.words("measures.better.options"),
        "phase": {phase.value: phrases.phase(phase) for phase in Phase},
        "scale": _SCALES,
    }
    return Codes(words, known | {column: {"yes": words.say("exports.yes")} for column in _YES})


def edition(journey: JourneyMap) -> tuple[str, str]:
    """The name of a column and what stands there: the number of a frozen copy or, of the map as it is now, how often
    it has been changed."""
    if journey.kept:
        return "revision", str(journey.kept)
    return "changes", str(journey.about.revision or "")
