"""A workshop, and what comes of it in the half year after: everything that wakes the bot, and what people then do."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.sandbox.messages import Message
from bot.sandbox.people import BOT
from journeybot.journey import Improvement, Note, Persona, Score, Status
from journeybot.sequence import PARTS
from journeybot.workshop import Place, Workshop
from tests.soak.leaping import CAST, Leaping, put_away, submits

WEEK = timedelta(weeks=1)
MONDAY_NOON = 12
AGAIN = "Post it again"
LETTERS = ("timer", "prompt", "soon", "due", "overdue", "asked")
WHO = "Who is asked to answer, too?"

Act = Callable[[], object]


@dataclass(frozen=True)
class Stage:
    """What happens, and the sorts of messages that then stand on a screen and did not before."""

    name: str
    act: Act
    brings: list[str] = field(default_factory=list)


@dataclass
class Quarter:
    """One team with its map in a room of its own; `seen` are the messages of each sort that anybody ever saw."""

    at: Leaping
    number: int
    seen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    awaited: list[str] = field(default_factory=list)
    unsaid: int = 0
    anew: int = 0

    def __post_init__(self) -> None:
        self.room = self.at.room(self.number)
        self.lea, self.ivo = (self.at.player.person(one.name, self.room) for one in CAST)
        self.place = Place(self.at.workspace.team.id, self.lea.channel)
        self.title, self.idea = f"Map {self.number:03}", f"Show the fee {self.number:03}"

    @property
    def workshop(self) -> Workshop | None:
        """As it is stored."""
        return self.at.store.latest_in(self.place)

    def notes(self, kind: type[Note]) -> tuple[Note, ...]:
        """What is stored of one kind."""
        now = self.workshop
        return self.at.store.notes(self.place.tenant, now.key, kind) if now else ()

    @property
    def improvement(self) -> Improvement | None:
        """The one that Ivo takes on."""
        return next((one for one in self.notes(Improvement) if isinstance(one, Improvement)), None)

    def begins(self) -> None:
        """On a Monday at noon, slowly, with a timer; what Lea has answered herself she is not asked."""
        self.at.leaps_to(_monday_after(self.at.now.date()), MONDAY_NOON)
        lea = self.lea
        self.does(lambda: self.workshop, lambda: submits(lea, f"/journey start {self.title}"))
        self.does(lambda: self._is("slow"), lambda: lea.types("/journey pace slow"))
        self.does(lambda: self._invited, lambda: submits(lea, "/journey invite", **{WHO: [self.ivo.id]}))
        self.does(lambda: self.notes(Persona), lambda: submits(lea, "/journey persona", Name="Maya"))
        self.does(lambda: self.workshop and self.workshop.timer.until, lambda: lea.types("/journey timer 30"))
        self.at.rests()

    def closes(self) -> None:
        """With something for Ivo to do by Thursday of next week, and a date for the review in three months."""
        lea, monday = self.lea, _monday_after(self.at.now.date())
        told = {"text": self.idea, "owner": self.ivo.id, "due": f"{monday + timedelta(days=3)}"}
        again = f"{monday + 13 * WEEK}"
        self.does(lambda: self._is("live"), lambda: lea.types("/journey pace live"))
        self.does(lambda: self._has("touchpoint"), lambda: submits(lea, "/journey touchpoints", lines="Pays"))
        self.does(lambda: self.improvement, lambda: submits(lea, "/journey improve", **told))
        self.does(lambda: not self._open, lambda: submits(lea, "/journey close", owner=lea.id, review_on=again))
        self.at.rests()

    def stages(self) -> Iterator[Stage]:
        """One after the other; what comes in between is not tried."""
        yield Stage("the time is up", lambda: self.at.forward(timedelta(minutes=31)), ["timer"])
        yield Stage("asked in private", lambda: self.at.leaps_to(self._today + timedelta(days=1)), ["prompt"])
        self.closes()
        due = _monday_after(self._today) + timedelta(days=3)
        yield Stage("soon due", lambda: self.at.leaps_to(due - timedelta(days=2)), ["soon"])
        yield Stage("due", lambda: self.at.leaps_to(due), ["due"])
        yield Stage("called", self.leaps_to_the_review, ["call", "overdue"])
        yield Stage("begun", self.begins_the_review, ["card", "asked"])
        yield Stage("told", self.tells)
        yield Stage("part 2", lambda: self.goes_on(2))
        yield Stage("felt", self.feels)
        yield Stage("part 3", lambda: self.goes_on(3))
        yield Stage("part 4", lambda: self.goes_on(4))
        yield Stage("part 5", lambda: self.goes_on(5))
        yield Stage("reviewed", self.ends_the_review, ["reviewed", "compared"])
        yield Stage("called again", self.leaps_to_the_review, ["call"])
        yield Stage("never again", self.wants_no_more)

    def plays(self, stage: Stage) -> list[str]:
        """One stage, until all has come of it that should; what is wrong then, and was not before."""
        before = {*self.wrongs}
        self.awaited += stage.brings
        try:
            stage.act()
        except AssertionError as error:
            return [str(error)]
        rested = self.at.rests()
        self.looks()
        if self.wrongs:
            self.helps_itself()
        return [*([] if rested else ["it never rests"]), *(one for one in self.wrongs if one not in before)]

    def helps_itself(self) -> None:
        """What is missing is posted again by whoever is asked whether to."""
        self.at.wait(lambda: not self._missing or self._offered)
        if self._missing and self._offered:
            self.lea.presses(AGAIN, on=self.title if self.lea.channel != self.place.channel else "")
            self.at.rests()
            self.looks()
        if not self.at.may_look:
            self._takes_as_it_is()
        self.lea.goes_to(self.room)

    def _takes_as_it_is(self) -> None:
        """A bot that may not look says no letter twice; and a card of which it asked whether it is there is posted anew
        with the next change, so that nobody is left with one that stands still."""
        given_up = [sort for sort in self._missing if sort in LETTERS]
        self.unsaid += len(given_up)
        self.awaited = [sort for sort in self.awaited if sort not in given_up]
        if self._offered and len(self.seen["card"]) > self.awaited.count("card"):
            self.anew += 1
            self.awaited.append("card")

    @property
    def _missing(self) -> list[str]:
        return [sort for sort in self._sorts() if len(self.seen[sort]) < self.awaited.count(sort)]

    def leaps_to_the_review(self) -> None:
        """Three months or so."""
        day = self.workshop.about.review_on if self.workshop else None
        assert day is not None, "no date for a review is stored"
        self.at.leaps_to(day)

    def begins_the_review(self) -> None:
        """By the button of the call."""
        self.does(lambda: self._open, lambda: self.lea.presses("Review now", on=self.title))

    def tells(self) -> None:
        """Ivo, by the button of what he was sent, where that came."""
        ivo = self.ivo.goes_to("direct" if self.seen["asked"] else self.room)
        way = "Tell of an improvement" if self.seen["asked"] else "/journey add"
        said = {"How far is it?": "Done"}
        self.does(lambda: self._is_done, lambda: submits(ivo, way, **said))
        self.ivo.goes_to(self.room)

    def goes_on(self, part: int) -> None:
        """To the next part; whoever types it looks at the card first."""
        self.does(lambda: self._part == part, lambda: self.lea.types("/journey next anyway"))

    def feels(self) -> None:
        """How the one touchpoint is now."""
        self.does(lambda: self.notes(Score), lambda: submits(self.lea, "/journey add", Pays="2"))

    def ends_the_review(self) -> None:
        """With the date that is offered."""
        self.does(lambda: not self._open, lambda: submits(self.lea, "/journey close"))

    def wants_no_more(self) -> None:
        """So that nothing comes into the quarters of others."""

        def never() -> bool:
            return bool(self.workshop and self.workshop.about.review_on is None)

        self.does(never, lambda: self.lea.presses("Not at all", on=self.title))

    def does(self, done: Act, how: Act) -> None:
        """Somebody does something, until it is done."""
        self.at.until(done, how)
        for one in (self.lea, self.ivo):
            put_away(one)

    def looks(self) -> None:
        """Notes what stands on the screens now."""
        sorts = self._sorts()
        for room, one in self._messages():
            words = f"{one.text} {one.blocks} {self._files(one)}"
            for sort, (where, marks) in sorts.items():
                if room == where and all(mark in words for mark in marks):
                    self.seen[sort].add(one.ts)

    def _sorts(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        own = self.at.workspace.direct_messages(self.ivo.id).id
        return {
            "timer": (self.place.channel, ("Time is up. Go on",)),
            "prompt": (own, (self.title, "is at step 1 of 6")),
            "soon": (own, (self.idea, "Due in 2 days")),
            "due": (own, (self.idea, "Due today")),
            "overdue": (own, (self.idea, "*Overdue* since")),
            "call": (self.place.channel, ("Shall we look",)),
            "card": (self.place.channel, (f"Review: {self.title}", "of 5")),
            "asked": (own, (self.title, "is at step 1 of 5")),
            "reviewed": (self.place.channel, ("*Review 1* of",)),
            "compared": (self.place.channel, ("-compare.png",)),
        }

    def _messages(self) -> Iterator[tuple[str, Message]]:
        for room in (self.place.channel, self.at.workspace.direct_messages(self.ivo.id).id):
            for one in self.at.workspace.messages[room]:
                if one.user == BOT and not one.ephemeral_to and not one.gone:
                    yield room, one

    def _files(self, one: Message) -> list[str]:
        return [file.name for file in self.at.workspace.files.known(one.files)]

    @property
    def wrongs(self) -> list[str]:
        """What stands there too often, or not often enough."""
        return [
            f"{sort} {len(self.seen[sort])} times, not {self.awaited.count(sort)}"
            for sort in self._sorts()
            if len(self.seen[sort]) != self.awaited.count(sort)
        ]

    @property
    def lost(self) -> list[str]:
        """What somebody entered that is not there once."""
        kept = {kind.__name__: len(self.notes(kind)) for kind in (Persona, Improvement, Score)}
        return [f"{name} {times} times" for name, times in kept.items() if times != 1]

    @property
    def _offered(self) -> bool:
        """Whether Lea is asked, where she now looks, to look for something and to have it posted again."""
        return any(self._stands(AGAIN, room, on=on) for room, on in ((self.room, ""), ("direct", self.title)))

    def _stands(self, button: str, room: str, *, on: str) -> bool:
        with suppress(AssertionError):
            self.lea.goes_to(room).looks().button(button, on=on, at_home=False)
            return True
        return False

    @property
    def _today(self) -> date:
        return self.at.now.date()

    @property
    def _open(self) -> bool:
        return bool(self.workshop and self.workshop.open)

    @property
    def _is_done(self) -> bool:
        return bool(self.improvement and self.improvement.status is Status.DONE)

    @property
    def _invited(self) -> bool:
        return bool(self.workshop and self.ivo.id in self.workshop.counted)

    @property
    def _part(self) -> int:
        return PARTS.index(self.workshop.step) + 1 if self.workshop else 0

    def _is(self, pace: str) -> bool:
        return bool(self.workshop and self.workshop.pace == pace)

    def _has(self, kind: str) -> bool:
        return bool(self.workshop and self.workshop.counts.get(kind))


def _monday_after(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())
