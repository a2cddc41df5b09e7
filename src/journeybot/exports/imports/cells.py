"""One row of a table, read cell by cell; what will not do is noted with its row and column, and reading goes on."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from journeybot.exports.imports.table import Line
from journeybot.exports.unreadable import Unreadable
from journeybot.forms import lines

T = TypeVar("T")
YES = {"yes", "true", "1", "x", "ja", "wahr"}
NO = {"no", "false", "0", "", "nein", "falsch"}


def _day(written: str) -> date:
    """A day as 2026-11-01 or, as Germans write it, 01.11.2026. Raises ValueError."""
    return datetime.strptime(written, "%d.%m.%Y").date() if "." in written else date.fromisoformat(written)  # noqa: DTZ007


class Cells:
    """The cells of a row. `columns` says which heading a column stands under; troubles are added to a list of all."""

    def __init__(self, line: Line, columns: Mapping[str, str], troubles: list[Unreadable]) -> None:
        self._line = line
        self._columns = columns
        self._troubles = troubles

    @property
    def row(self) -> int:
        """Its number in the sheet."""
        return self._line.number

    def text(self, column: str) -> str:
        """A cell as text, empty where there is none."""
        return self._line.cells.get(self._columns.get(column, column), "")

    def texts(self, column: str) -> tuple[str, ...]:
        """The lines of a cell."""
        return lines(self.text(column))

    def number(self, column: str) -> float | None:
        """A cell as a number, with a point or a comma."""
        found = self.text(column)
        try:
            value = float(found.replace(",", ".").replace("−", "-")) if found else None
        except ValueError:
            value = float("nan")
        if value is not None and not abs(value) < float("inf"):
            self.wrong("cell_wrong", column, kind="number", found=found)
            return None
        return value

    def whole(self, column: str, *, least: int | None = None, most: int | None = None) -> int | None:
        """A cell as a whole number between two others."""
        found = self.number(column)
        if found is None:
            return None
        if not found.is_integer():
            self.wrong("cell_wrong", column, kind="whole_number", found=self.text(column))
            return None
        value = int(found)
        if (least is not None and value < least) or (most is not None and value > most):
            self.wrong("cell_out_of_range", column, found=self.text(column), least=least, most=most)
            return None
        return value

    def truth(self, column: str) -> bool:
        """A cell as yes or no."""
        found = self.text(column).casefold()
        if found not in YES | NO:
            self.wrong("cell_not_offered", column, found=found, expected="yes, no")
        return found in YES

    def day(self, column: str) -> date | None:
        """A cell as a day."""
        found = self.text(column)
        try:
            return _day(found) if found else None
        except ValueError:
            self.wrong("cell_not_a_date", column, found=found)
            return None

    def word(self, column: str, known: Mapping[str, T]) -> T | None:
        """A cell as one of a few words."""
        found = self.text(column).casefold()
        if found and found not in known:
            self.wrong("cell_not_offered", column, found=found, expected=", ".join(known))
        return known.get(found)

    def wrong(self, why: str, column: str, /, **values: object) -> None:
        """Note what is wrong with a cell."""
        heading = self._columns.get(column, column)
        self._troubles.append(Unreadable(why, row=self.row, column=heading, **values))
