"""Says in one sentence why a file cannot be read, where, and what to do."""

from collections.abc import Iterable

from journeybot.wording import Wording

LONGEST = 80
"""Characters of what a file holds that are repeated in a sentence."""


class Unreadable(Exception):
    """A file that is no journey. `why` names a sentence of prompts/<language>/reading.toml, `values` fill its gaps;
    `more` counts the other places that will not do. As text it is the English sentence."""

    def __init__(self, why: str, *, more: int = 0, **values: object) -> None:
        super().__init__(why)
        self.why = why
        self.more = more
        self.values = values

    def sentence(self, wording: Wording) -> str:
        """The whole of it in the words of a language, what the file holds made harmless."""
        told = {name: _short(value) if isinstance(value, str) else value for name, value in self.values.items()}
        if "kind" in told:
            told["expected"] = wording.say(f"reading.kinds.{told['kind']}")
        sentence = wording.say(f"reading.{self.why}", **told)
        if not self.more:
            return sentence
        others = wording.say(f"reading.and_more.{'one' if self.more == 1 else 'many'}", count=self.more)
        return f"{sentence} {others}"

    def __str__(self) -> str:
        return self.sentence(Wording())


def path(parts: Iterable[str | int]) -> str:
    """Where something lies in a file, as a JSON path: `$.personas[2].name`."""
    return "$" + "".join(map(_part, parts))


def _part(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    return f".{part}" if part.isidentifier() else f"[{part!r}]"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
