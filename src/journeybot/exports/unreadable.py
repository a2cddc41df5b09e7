"""Says in one sentence why a file cannot be read, where, and what to do."""

from collections.abc import Iterable, Sequence

from journeybot.wording import Wording

LONGEST = 80
"""Characters of what a file holds that are repeated in a sentence."""


class Unreadable(Exception):
    """A file that is no journey. `why` names a sentence of prompts/<language>/reading.toml, `values` fill its gaps;
    `others` are the other places that will not do. As text it is the English sentence."""

    def __init__(self, why: str, **values: object) -> None:
        super().__init__(why)
        self.why = why
        self.values = values
        self.others: tuple[Unreadable, ...] = ()

    def each(self) -> tuple["Unreadable", ...]:
        """Every place that will not do, this one first, each by itself."""
        return (Unreadable(self.why, **self.values), *self.others)

    def sentence(self, wording: Wording) -> str:
        """The whole of it in the words of a language, what the file holds made harmless, what we expect whole."""
        told = {
            name: _short(value) if isinstance(value, str) and name != "expected" else value
            for name, value in self.values.items()
        }
        if "kind" in told:
            told["expected"] = wording.say(f"reading.kinds.{told['kind']}")
        if "part" in told:
            told["expected"] = wording.say(f"reading.parts.{told['part']}")
        sentence = wording.say(self.why if "." in self.why else f"reading.{self.why}", **told)
        if not self.others:
            return sentence
        count = len(self.others)
        return f"{sentence} {wording.say(f'reading.and_more.{_number(count)}', count=count)}"

    def __str__(self) -> str:
        return self.sentence(Wording())


def together(places: Sequence[Unreadable]) -> Unreadable:
    """The first of several places that will not do, with the others."""
    first = Unreadable(places[0].why, **places[0].values)
    first.others = tuple(places[1:])
    return first


def _number(count: int) -> str:
    return "one" if count == 1 else "many"


def path(parts: Iterable[str | int]) -> str:
    """Where something lies in a file, as a JSON path: `$.personas[2].name`."""
    return "$" + "".join(map(_part, parts))


def _part(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    return f".{part}" if part.isidentifier() else f"[{part!r}]"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
