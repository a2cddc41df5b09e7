"""Who holds a map: the touchpoint that opens it, seen from the inside."""

from dataclasses import dataclass

from journeybot.journey import Touchpoint
from journeybot.workshop import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A touchpoint that opens a map, and the workshop of the map that it is on itself."""

    workshop: Workshop
    touchpoint: Touchpoint
