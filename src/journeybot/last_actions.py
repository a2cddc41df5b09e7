"""What was taken on in the retrospective before this one, as it stands now: for the picture, words and files."""

from collections.abc import Collection
from dataclasses import replace
from uuid import NAMESPACE_OID, uuid5

from journeybot.journey import Improvement, JourneyMap, Key, Status
from journeybot.ports import Store
from journeybot.workshop import Workshop

AFTERWARDS = (Status.DONE, Status.DROPPED, Status.CARRIED, Status.DOING, Status.OPEN)
"""In which order it is told what became of them."""


def key_here(workshop: Key, action: Key) -> Key:
    """Under which key an action goes on in this retrospective, so that it does so once."""
    return str(uuid5(NAMESPACE_OID, f"{workshop}/goes on/{action}"))


def as_it_is(one: Improvement, workshop: Key, here: Collection[Key]) -> Improvement:
    """An action of the last one; what was carried over and taken away here since is to be decided on again."""
    lost = one.status is Status.CARRIED and key_here(workshop, one.key) not in here
    return replace(one, status=Status.OPEN) if lost else one


def with_last_actions(store: Store, tenant: str, journey: JourneyMap, workshop: Workshop) -> JourneyMap:
    """The map with what became of the last retrospective's actions, each with the titles of all that it comes from;
    what it was about lies on that map and is left out."""
    before = store.workshop(tenant, workshop.follows) if workshop.follows else None
    if before is None:
        return journey
    here = {one.key for one in journey.improvements}
    found = [note for note in store.notes(tenant, before.key, Improvement) if isinstance(note, Improvement)]
    now = [_from(before.about.title, as_it_is(one, workshop.key, here)) for one in found]
    return replace(journey, last_actions=tuple(sorted(now, key=lambda one: AFTERWARDS.index(one.status))))


def _from(title: str, one: Improvement) -> Improvement:
    return replace(one, challenges=(), stage=None, touchpoint=None, carried=(*one.carried, title))
