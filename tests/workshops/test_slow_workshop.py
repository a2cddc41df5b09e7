"""A slow workshop as it was recorded: eleven days, three time zones, a weekend on which Europe's clocks go back, quiet
hours, and somebody who turns reminders off. The bot and the sandbox go by one clock, which is moved by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.commands.sandbox import manifest
from bot.errands.embedded import Embedded
from bot.sandbox.clock import Clock
from bot.sandbox.people import BOT, Channel, Person
from bot.sandbox.reading import of_message, plain
from bot.sandbox.workspace import Workspace
from bot.wiring import Bot, build
from journeybot.workshop import Place
from tests.sandbox.running import Running, sandbox, web_bot
from tests.slack.at_work import settings_for

CAST = (
    Person("U0LEA0001", "lea", "Lea", "Lea Brandt", "Europe/Berlin", "en-GB", "2d6a8a"),
    Person("U0IVO0002", "ivo", "Ivo", "Ivo Novak", "Europe/Berlin", "en-GB", "8a4b2d"),
    Person("U0TAMA003", "tama", "Tama", "Tama Rewi", "Pacific/Auckland", "en-NZ", "6b3fa0"),
    Person("U0SAM0004", "sam", "Sam", "Sam Ortiz", "America/Los_Angeles", "en-US", "2f7d4f"),
)
ZONES = {person.name: ZoneInfo(person.tz) for person in CAST}

DONE = """
Thu 22 Oct 14:00  Lea   types /journey start Groceries and submits
Thu 22 Oct 14:00  Lea   types /journey pace slow
Thu 22 Oct 14:00  Lea   invites Ivo, Tama, Sam
Thu 22 Oct 15:00  Lea   adds Maya
Thu 22 Oct 16:00  Ivo   types /journey reminders off
Fri 23 Oct 15:00  Lea   types /journey next
Mon 26 Oct 12:00  Lea   is quiet from 18 until 11
Mon 26 Oct 12:00  Lea   types /journey next anyway
Mon 26 Oct 20:00  Sam   presses No more reminders
Tue 27 Oct 01:00  Tama  answers Browses the shop
Tue 27 Oct 16:00  Lea   types /journey next anyway
Wed 28 Oct 17:00  Sam   types /journey reminders on
Fri 30 Oct 20:00  Lea   types /journey close and submits
"""
"""When in Berlin, who, what. On Sunday the 25th its clocks go back; California's follow a week later."""

TOLD = """
Thu 22 Oct 10:00 PDT   Sam   *Groceries* in #team is at step 1 of 6, *Personas*
Fri 23 Oct 10:00 NZDT  Tama  *Groceries* in #team is at step 1 of 6, *Personas*
Fri 23 Oct 10:00 PDT   Sam   *Groceries* in #team is at step 2 of 6, *Stages*
Mon 26 Oct 10:00 NZDT  Tama  *Groceries* in #team is at step 2 of 6, *Stages*
Mon 26 Oct 10:00 CET   Lea   *Groceries* in #team is at step 2 of 6, *Stages*
Mon 26 Oct 11:00 PDT   Sam   *Groceries* in #team is at step 3 of 6, *Touchpoints*
Tue 27 Oct 11:00 NZDT  Tama  *Groceries* in #team is at step 3 of 6, *Touchpoints*
Tue 27 Oct 11:00 CET   Lea   *Groceries* in #team is at step 3 of 6, *Touchpoints*
Wed 28 Oct 11:00 NZDT  Tama  *Groceries* in #team is at step 4 of 6, *Moments*
Wed 28 Oct 11:00 CET   Lea   *Groceries* in #team is at step 4 of 6, *Moments*
Wed 28 Oct 11:00 PDT   Sam   *Groceries* in #team is at step 4 of 6, *Moments*
"""
"""Every direct message that anybody got: when, on their own clock, and the line about the workshop."""

BEGINS, ENDS = datetime(2026, 10, 22, 12, tzinfo=UTC), datetime(2026, 11, 2, 22, tzinfo=UTC)


PLACE = Place("T0SANDBOX", "C0TEAM000")


class Still(Clock):
    """A clock that stands until it is moved."""

    def now(self) -> float:
        return BEGINS.timestamp() + self._ahead


@dataclass
class Recorded:
    """The bot at work among these people, one look at a time."""

    bot: Bot
    running: Running

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.running.stage.workspace.clock.now(), UTC)

    def does(self, name: str, what: str) -> None:
        """One line of what was done."""
        person = self.running.player.person(name, "team")
        verb, _, rest = what.partition(" ")
        if verb == "types":
            typed, submits, _ = rest.partition(" and submits")
            person.types(typed)
            if submits:
                person.submits()
        elif verb == "presses":
            person.goes_to("direct").presses(rest)
        elif verb == "answers":
            person.goes_to("direct").presses("Add touchpoints").submits({"lines": rest})
        elif verb == "invites":
            people = [self.running.player.id_of(one) for one in rest.split(", ")]
            person.types("/journey invite").submits({"Who is asked to answer, too?": people})
        elif verb == "adds":
            person.types("/journey persona").submits({"Name": rest})
        else:
            *_, start, _, end = rest.split()
            person.types("/journey quiet").submits({"Quiet from": f"{start}:00", "Until": f"{end}:00"})

    def looks(self) -> None:
        """What the bot does by itself, once a second."""
        assert isinstance(self.bot.errands, Embedded)
        self.bot.errands.round()

    def told(self) -> list[str]:
        """The direct messages, in the order they came."""
        workspace = self.running.stage.workspace
        rooms = {workspace.direct_messages(person.id).id: person.name for person in CAST}
        got = [message for room in rooms for message in workspace.messages[room] if message.user == BOT]
        letters = sorted((one for one in got if not one.ephemeral_to), key=lambda one: float(one.ts))
        return [self._line(rooms[one.channel], float(one.ts), one.blocks[1]["text"]["text"]) for one in letters]

    def _line(self, name: str, ts: float, marked: str) -> str:
        local = datetime.fromtimestamp(ts, ZONES[name])
        said = plain(marked.split(". ", maxsplit=1)[0], {"C0TEAM000": "team"})
        return f"{local:%a %d %b %H:%M} {local:%Z}".ljust(23) + f"{name:6}{said}"


@contextmanager
def at_work(folder: Path) -> Iterator[Recorded]:
    """A bot whose errands go only when they are told to, in a workspace of these four people."""
    team = Channel("C0TEAM000", "team", members=[*(person.id for person in CAST), BOT])
    workspace = Workspace(people=CAST, channels=[team], clock=Still())

    def clock() -> datetime:
        return datetime.fromtimestamp(workspace.clock.now(), UTC)

    with sandbox(manifest(), workspaces=[workspace]) as running:
        bot = build(settings_for(folder, running.url, "http"), clock=clock)
        try:
            with web_bot(bot.web) as address:
                running.player.post("events_url", url=address)
                yield Recorded(bot, running)
        finally:
            bot.stop()


def _planned() -> dict[datetime, list[tuple[str, str]]]:
    plan: dict[datetime, list[tuple[str, str]]] = {}
    for line in DONE.strip().splitlines():
        at = datetime.strptime(f"2026 {line[:16]}", "%Y %a %d %b %H:%M").replace(tzinfo=ZONES["Lea"])
        name, what = line[16:].split(maxsplit=1)
        plan.setdefault(at.astimezone(UTC), []).append((name, what))
    return plan


def test_everybody_is_asked_at_their_own_hour_and_nobody_twice(tmp_path: Path) -> None:
    plan = _planned()
    with at_work(tmp_path) as recorded:
        while recorded.now < ENDS:
            for name, what in plan.pop(recorded.now, []):
                recorded.does(name, what)
            recorded.looks()
            recorded.running.stage.workspace.clock.forward(timedelta(hours=1).total_seconds())
        assert plan == {}
        assert recorded.told() == TOLD.strip().splitlines()
        workshop = recorded.bot.store.latest_in(PLACE)
        assert workshop is not None
        assert workshop.answered["touchpoints"] == ("U0TAMA003",), "she answered out of her message"
        said = [of_message(one, {}) for one in _in_the_channel(recorded)]
        assert said, "there is a card"
        assert not [words for words in said for person in CAST[1:] if person.id in words or person.name in words]


def _in_the_channel(recorded: Recorded) -> list[dict[str, object]]:
    posted = recorded.running.stage.workspace.messages["C0TEAM000"]
    return [{"blocks": one.blocks, "text": one.text} for one in posted if not one.ephemeral_to]
