"""Which language is spoken: the map's to everybody in the channel, a person's own in what only that person sees."""

from collections.abc import Callable

from journeybot.ports import Store
from journeybot.wording import Wording
from journeybot.workshop import Who, Workshop

LocaleOf = Callable[[Who], str]
"""The language that somebody has set in the chat (BCP 47); empty where it is not known, or not known in time."""


def nobody_says(_who: Who) -> str:
    """Where there is no chat to ask."""
    return ""


class Tongues:
    """Finds the words for whoever reads them. A workspace can have one language for everybody; else each has their own,
    and a map that of whoever began it."""

    def __init__(self, store: Store, wording: Wording, *, locale_of: LocaleOf) -> None:
        self._store = store
        self._wording = wording
        self._locale_of = locale_of

    def of_all(self, workshop: Workshop | None) -> Wording:
        """For what the whole channel sees, and for whatever is taken out of it."""
        return self._wording.spoken_in(workshop.about.language) if workshop else self._wording

    def of(self, who: Who, workshop: Callable[[], Workshop | None]) -> Wording:
        """For what only this person sees; in the language of the map if nothing says theirs."""
        language = self._store.language(who.tenant) or self._locale_of(who)
        return self._wording.spoken_in(language) if language else self.of_all(workshop())

    def alone(self, who: Who) -> Wording:
        """The same, as far as it is known without the store."""
        language = self._locale_of(who)
        return self._wording.spoken_in(language) if language else self._wording
