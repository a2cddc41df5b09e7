"""Makes the file of what a channel has taken on: of all its maps, with people's names and a link to each card."""

from datetime import date
from typing import TYPE_CHECKING

from bot.errands.port import File, Linking, Naming
from journeybot.exports.undertaken import LISTS, Linked
from journeybot.ports import Showing, Store
from journeybot.workshop import Workshop

if TYPE_CHECKING:
    from journeybot.facilitator import Facilitator
    from journeybot.wording import Wording

LIST = "list"
"""In `what` of a file: that it is the list and not the map; beside it the `format`, and the `day` on which it is so."""


class Lister:
    """Knows the maps of a channel, and where their cards are."""

    def __init__(
        self, facilitator: "Facilitator", store: Store, *, naming: Naming, wording: "Wording", linking: Linking
    ) -> None:
        self._facilitator = facilitator
        self._store = store
        self._naming = naming
        self._wording = wording
        self._linking = linking

    def file(self, showing: Showing) -> File:
        """The list, in the language of the map that it was asked for beside."""
        tenant, kind = showing.place.tenant, showing.what["format"]
        language = self._facilitator.journey(tenant, showing.workshop).about.language
        wording = self._wording.spoken_in(language)
        maps = [self._linked(line.workshop) for line in self._store.maps_in(showing.place)]
        data = LISTS[kind](maps, wording.plain, date.fromisoformat(showing.what["day"]))
        title = wording.plain.say("followed.file.name")
        return File(data=data, name=f"improvements.{kind}", title=title, words=wording.say("followed.file.said"))

    def _linked(self, workshop: Workshop) -> Linked:
        place = workshop.place
        journey = self._naming(place.tenant, self._facilitator.journey(place.tenant, workshop.key))
        card = self._store.card_of(place.tenant, workshop.key)
        link = self._linking(place.tenant, place.channel, card.message) if card and card.message else ""
        return Linked(journey=journey, link=link)
