"""Gathers what is inside a map: the maps that may be read where it is shown, and of the others that they are there."""

from collections.abc import Callable
from dataclasses import replace

from journeybot.hiding import as_shown
from journeybot.inside import DEEPEST, MOST
from journeybot.journey import JourneyMap, Key, Touchpoint
from journeybot.ports import Store
from journeybot.workshop import Workshop

MayRead = Callable[[Workshop], bool]
"""Whether whoever shall see a map may read that one, too."""


def with_inside(store: Store, tenant: str, journey: JourneyMap, *, may_read: MayRead) -> JourneyMap:
    """The map with those inside it that may be read there. A touchpoint whose map may not keeps its mark and no more;
    where a map has been deleted since, nothing is left of it."""
    gathering = _Gathering(store, tenant, may_read)
    whole = gathering.linked(journey, above=(journey.about.key,))
    return replace(whole, inside=tuple(gathering.found.values()))


class _Gathering:
    """The way down through one map."""

    def __init__(self, store: Store, tenant: str, may_read: MayRead) -> None:
        self._store, self._tenant, self._may_read = store, tenant, may_read
        self.found: dict[Key, JourneyMap] = {}

    def linked(self, journey: JourneyMap, *, above: tuple[Key, ...]) -> JourneyMap:
        """The map with the links that lead anywhere; never back to where we come from."""
        points = tuple(self._followed(t, above=above) if t.link else t for t in journey.touchpoints)
        return replace(journey, touchpoints=points)

    def _followed(self, touchpoint: Touchpoint, *, above: tuple[Key, ...]) -> Touchpoint:
        key = touchpoint.link or ""
        workshop = self._store.workshop(self._tenant, key) if key not in above else None
        if workshop is None:
            return replace(touchpoint, link=None)
        if key not in self.found and len(self.found) < MOST and len(above) < DEEPEST and self._may_read(workshop):
            self.found[key] = JourneyMap(about=workshop.about)  # its place among the others
            shown = as_shown(self._store.journey(self._tenant, key), workshop)
            named = replace(shown, about=replace(shown.about, key=key))
            self.found[key] = self.linked(named, above=(*above, key))
        return touchpoint


def levels_above(store: Store, tenant: str, workshop: Key) -> dict[Key, int]:
    """Every map that this one is inside of, itself included, by how many levels up it is at most."""
    return _levels(workshop, lambda key: {holder.workshop.key for holder in store.holders(tenant, key)})


def levels_below(store: Store, tenant: str, workshop: Key) -> dict[Key, int]:
    """Every map inside this one, itself included, by how many levels down it is at most."""

    def links(key: Key) -> set[Key]:
        return {
            note.link for note in store.notes(tenant, key, Touchpoint) if isinstance(note, Touchpoint) and note.link
        }

    return _levels(workshop, links)


def _levels(start: Key, neighbours: Callable[[Key], set[Key]]) -> dict[Key, int]:
    """No level is told that is too deep anyway, so that a circle comes to an end."""
    levels, edge = {start: 0}, [start]
    while edge:
        at = edge.pop(0)
        for key in sorted(neighbours(at)):
            if levels.get(key, -1) <= levels[at] < DEEPEST:
                levels[key] = levels[at] + 1
                edge.append(key)
    return levels
