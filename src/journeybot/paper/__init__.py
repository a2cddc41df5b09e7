"""What a team wrote down away from the screen: the sheet as text, and its lines read back.

A line is `Stage > Touchpoint: text`, `Stage: text`, `Touchpoint: text` where only one has that name, or a text alone,
for the place that is chosen beside it. `[hurts]` on a line of its own says what the lines below it are (`Section`);
`[does] Maya` also whose. A line that begins with `#` is for the reader. Bullets and numbers in front do not matter, and
a `\\` before a sign takes its meaning away. A place with nothing behind its colon has been left empty.
"""

from journeybot.paper.noting import note_of
from journeybot.paper.places import Places, Spot
from journeybot.paper.reading import Complaint, Entry, Read, Start, example, read
from journeybot.paper.sections import Section
from journeybot.paper.sheet import as_text

SHEET_AS_TEXT = "text"
"""The format of a sheet that is no picture."""

__all__ = [
    "SHEET_AS_TEXT",
    "Complaint",
    "Entry",
    "Places",
    "Read",
    "Section",
    "Spot",
    "Start",
    "as_text",
    "example",
    "note_of",
    "read",
]
