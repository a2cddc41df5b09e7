"""Makes what is to be shown: the card and texts here, pictures and files on the easel."""

import logging
from typing import TYPE_CHECKING

from bot.errands.easel import Easel, Stuck
from bot.errands.listing import LIST, Lister
from bot.errands.port import File, Linking, Made, Naming, Told, Words
from bot.errands.workbench import Beside, code, document, figures, picture
from journeybot.commands.customers import CODE
from journeybot.exports import FORMATS, file_stem
from journeybot.journey import JourneyMap, Key
from journeybot.paper import SHEET_AS_TEXT, as_text
from journeybot.ports import Showable, Showing, Store
from journeybot.workshop import Refusal

if TYPE_CHECKING:
    from journeybot.analytics import Analysis
    from journeybot.facilitator import Facilitator
    from journeybot.wording import Wording

SAID = "said"
"""In `what` of a text: the words themselves, where they were said and not to be made."""

INSTEAD = {"matrix": "summary", "compare": "differences"}
"""What is told in words where a picture cannot be drawn, if not the story."""

LONGEST_ALT = 1000
"""Characters of a file's text alternative: https://docs.slack.dev/reference/methods/files.getUploadURLExternal"""

log = logging.getLogger("journeybot.errands")


class Maker:
    """Knows for each kind of showing how it comes about."""

    def __init__(
        self,
        facilitator: "Facilitator",
        store: Store,
        *,
        easel: Easel,
        naming: Naming,
        wording: "Wording",
        linking: Linking = lambda *_: "",
    ) -> None:
        self._lister = Lister(facilitator, store, naming=naming, wording=wording, linking=linking)
        self._facilitator = facilitator
        self._store = store
        self._easel = easel
        self._naming = naming
        self._wording = wording

    def make(self, showing: Showing) -> Made:
        """What this showing shows, as of now. Raises Refusal `gone` if there is no such workshop any more, or
        it may not be shown there."""
        tenant = showing.place.tenant
        if showing.kind is Showable.NOTHING:
            return Words(text="")
        if not self._facilitator.may_be_shown(showing):
            raise Refusal("gone")
        if showing.kind is Showable.CARD:
            return self._facilitator.card(tenant, showing.workshop)
        if showing.kind is Showable.TEXT:
            return self._text(showing)
        if showing.kind is Showable.FIGURES:
            return self._figures(showing)
        if showing.what.get("format") == CODE:
            return self._code(showing)
        if LIST in showing.what:
            return self._lister.file(showing)
        journey = self._journey(showing, showing.what.get("revision"))
        if showing.kind is Showable.FILE:
            return self._file(showing, journey)
        return self._picture(showing, journey, "png")

    def _text(self, showing: Showing) -> Words:
        said = showing.what.get(SAID)
        if said:
            return Words(text=said)
        text = self._facilitator.text_of(showing.place.tenant, showing.workshop, showing.what)
        return Words(text=text, buttons=self._facilitator.buttons_under(showing))

    def _journey(self, showing: Showing, revision: str | None) -> JourneyMap:
        """The map, of a revision if one is given, with people's names."""
        tenant = showing.place.tenant
        number = int(revision or 0)
        journey = self._facilitator.journey(tenant, showing.workshop, revision=number, to=showing.place)
        return self._naming(tenant, journey)

    def _beside(self, showing: Showing) -> Beside:
        """What a comparison holds the map against: an earlier revision, or two of its personas with each other."""
        if "first" in showing.what:
            return showing.what["first"], showing.what["second"]
        return self._journey(showing, showing.what["earlier"]) if "earlier" in showing.what else None

    def _picture(self, showing: Showing, journey: JourneyMap, kind: str) -> Made:
        """The picture drawn; where drawing is too slow or breaks, the same in words, so that nobody is left without."""
        which = showing.what.get("picture", "map")
        try:
            data, alt = self._easel.do(
                picture, journey, kind, showing.what.get("persona") or None, which, self._beside(showing)
            )
        except Stuck as error:
            return self._in_words(showing, journey, which=which, why=error)
        whose = showing.what.get("persona", "") if showing.kind is Showable.FILE else ""
        title = self._title(journey, whose)
        stem = file_stem(title if journey.kept or whose else journey.about.title)
        name = FORMATS[kind].named(stem if which == "map" else f"{stem}-{which}")
        what = self._what(journey, kind if which == "map" and showing.kind is Showable.FILE else which)
        what = self._two(showing, journey) if which == "compare" else what
        words = self._said(journey, "posted" if showing.kind is Showable.MAP else "file", title=title, what=what)
        return File(data=data, name=name, title=_titled(title, what), alt=_short(alt), words=words)

    def _file(self, showing: Showing, journey: JourneyMap) -> Made:
        kind, title = showing.what["format"], self._title(journey, showing.what.get("persona", ""))
        if kind == SHEET_AS_TEXT:
            return self._sheet_as_text(showing, journey)
        if kind in {"png", "svg"} or "picture" in showing.what:
            return self._picture(showing, journey, kind)
        try:
            data = self._easel.do(document, journey, kind, showing.what.get("persona"))
        except Stuck as error:
            return self._in_words(showing, journey, which=kind, why=error)
        what = self._what(journey, kind)
        words = self._said(journey, "file", title=title, what=what)
        return File(data=data, name=FORMATS[kind].named(file_stem(title)), title=_titled(title, what), words=words)

    def _code(self, showing: Showing) -> Made:
        """The code that leads customers to a questionnaire; its address says as much where it cannot be drawn."""
        found = self._facilitator.code(showing.place.tenant, showing.workshop, showing.what["questionnaire"])
        try:
            data = self._easel.do(code, found.address, found.question, found.place, found.language)
        except Stuck as error:
            log.warning("the code of workshop %s is told in words: making it %s", showing.workshop, error)
            return Words(text=found.words)
        return File(data=data, name=f"{file_stem(found.what)}.png", title=found.what, alt=found.alt, words=found.words)

    def _figures(self, showing: Showing) -> Told:
        """What an event log comes to, or in a sentence why that cannot be said."""
        counting = self._facilitator.counting(showing)
        found: Analysis | Exception | None = None
        try:
            if counting.text:
                found = self._easel.do(figures, counting.text, counting.asked, counting.journey)
        except Stuck as error:
            log.warning("an event log of workshop %s is not counted: that %s", showing.workshop, error)
            found = error
        return Told(whisper=counting.told(found), then=lambda: counting.keep(found))

    def _sheet_as_text(self, showing: Showing, journey: JourneyMap) -> File:
        """The lines of a sheet, to be filled in and pasted."""
        wording, title = self._wording.spoken_in(journey.about.language), journey.about.title
        text = as_text(journey, wording, persona=showing.what.get("persona") or None)
        what = self._what(journey, "sheet_as_text")
        words = self._said(journey, "file", title=title, what=what)
        return File(data=text.encode(), name=f"{file_stem(title)}-sheet.txt", title=_titled(title, what), words=words)

    def _in_words(self, showing: Showing, journey: JourneyMap, *, which: str, why: Stuck) -> Words:
        """The same in words, so that nobody is left without."""
        log.warning("the %s of workshop %s is told in words: making it %s", which, showing.workshop, why)
        told = {**showing.what, "text": INSTEAD.get(which, "story")}
        text = self._facilitator.text_of(showing.place.tenant, showing.workshop, told)
        return Words(text=f"{self._said(journey, 'too_slow')}\n\n{text}")

    def _title(self, journey: JourneyMap, persona: Key = "") -> str:
        """What it is called; a revision says which it is, and one persona's way whose."""
        whose = [one.name for one in journey.personas if one.key == persona]
        told = ", ".join((journey.about.title, *whose))
        if not journey.kept or journey.as_of is None:
            return told
        day = self._wording.spoken_in(journey.about.language).day(journey.as_of)
        return f"{told}, r{journey.kept}, {day}"

    def _what(self, journey: JourneyMap, which: str) -> str:
        """What it is that is posted: several of one map stand below each other."""
        known = self._of(journey).words("delivery.what")
        return known.get(which, known["map"])

    def _two(self, showing: Showing, journey: JourneyMap) -> str:
        """Which two are side by side."""
        names = {one.key: one.name for one in journey.personas}
        two = [names.get(showing.what.get(side, ""), "") for side in ("first", "second")]
        if "earlier" in showing.what:
            now = self._said(journey, "now")
            numbers = [int(showing.what[side] or 0) for side in ("earlier", "revision")]
            kept = self._store.revisions(showing.place.tenant, showing.workshop)
            day = self._wording.spoken_in(journey.about.language).day
            days = {one.number: day(one.at.date()) for one in kept}
            two = [f"{days[n]} (r{n})" if n in days else now for n in numbers]
        return self._said(journey, "beside", one=two[0], other=two[1])

    def _said(self, journey: JourneyMap, name: str, **values: str) -> str:
        """A sentence beside what is made, in the language of the map."""
        return self._of(journey).say(f"delivery.{name}", **values)

    def _of(self, journey: JourneyMap) -> "Wording":
        """The words in the language of the map, and such as suit it."""
        return self._wording.spoken_in(journey.about.language).suiting(journey.about.flavour)


def _titled(title: str, what: str) -> str:
    return f"{title}: {what}"


def _short(alt: str) -> str:
    return alt if len(alt) <= LONGEST_ALT else f"{alt[: LONGEST_ALT - 1]}…"
