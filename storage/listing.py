"""Lists over several maps: those of a channel, of a person, of a tenant, and what somebody has taken on in them."""

from journeybot.people import mention
from journeybot.ports import MapLine
from journeybot.undertakings import Undertaking
from journeybot.workshop import Place
from storage import undertakings, workshops
from storage.readers import Readers


class Lists:
    """The part of the store that looks over several maps at once."""

    _readers: Readers

    def maps_in(self, place: Place) -> tuple[MapLine, ...]:
        """Every map of a channel, the one changed last first."""
        with self._readers.glance() as connection:
            return workshops.lines(connection, workshops.IN_CHANNEL, tenant=place.tenant, channel=place.channel)

    def maps_of(self, tenant: str, person: str) -> tuple[MapLine, ...]:
        """Every map that somebody facilitates, took part in, is invited to, looks after or has taken something on in,
        the one changed last first."""
        with self._readers.glance() as connection:
            at = {"tenant": tenant, "person": person, "owner": mention(person)}
            return workshops.lines(connection, workshops.OF_PERSON, **at)

    def maps_across(self, tenant: str, *, most: int) -> tuple[MapLine, ...]:
        """The maps of a tenant, whoever may see them, the one changed last first."""
        with self._readers.glance() as connection:
            return workshops.lines(connection, workshops.ACROSS, tenant=tenant, most=most)

    def taken_on(self, tenant: str, owner: str, *, most: int) -> tuple[Undertaking, ...]:
        """What an owner has taken on and not done yet, over all maps, the earliest date first."""
        with self._readers.glance() as connection:
            return undertakings.of_owner(connection, tenant, owner, most=most)
