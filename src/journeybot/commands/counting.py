"""Counting what is on a map, in words."""

from collections.abc import Mapping

from journeybot.commands.call import Call


def counted(call: Call, counts: Mapping[str, int] | None = None) -> list[str]:
    """How many there are of what a team cares to count, each with its word: "2 personas"."""
    counts = call.workshop.counts if counts is None else counts
    return [call.plain.say(f"counts.{kind}", n=counts[kind]) for kind in call.plain.words("counts") if counts.get(kind)]
