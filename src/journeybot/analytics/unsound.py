"""What is wrong with an event log: so much that it cannot be used, or single rows that are left out."""

from dataclasses import dataclass


class Uncountable(Exception):
    """The log cannot be read. `why` names a sentence of prompts/<language>/analytics.toml, `values` its gaps."""

    def __init__(self, why: str, **values: object) -> None:
        super().__init__(why)
        self.why = why
        self.values = values

    @property
    def soundness(self) -> "Unsound | None":
        """What was wrong with the rows, where none is left."""
        found = self.values.get("soundness")
        return found if isinstance(found, Unsound) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """A time that cannot be read: in which row of the file (1 is its first line), and what stands there."""

    row: int
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsound:
    """Of `rows` rows, how many were `kept`, and why the others were not: without customer or touchpoint, with a time
    that is none (`bad` shows some), in the future or before 1990, or there already (`doubled`). `cut` could not even be
    taken apart. Kept, but told: values that are no numbers, and rows that stand before an earlier one of the same
    customer (`disordered`: they are put in order). `latin` is 1 where the file was not UTF-8 and read as Latin-1."""

    rows: int
    kept: int
    nobody: int = 0
    nowhere: int = 0
    times: int = 0
    beyond: int = 0
    doubled: int = 0
    cut: int = 0
    values: int = 0
    disordered: int = 0
    latin: int = 0
    bad: tuple[Bad, ...] = ()
