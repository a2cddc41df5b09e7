"""A workshop, three months and two reviews as they were recorded: what the bot said by itself, to whom, at which hour
of theirs. The bot and the sandbox go by one clock, which leaps to whatever comes next."""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep

import pytest

from bot.errands.embedded import SLOW
from bot.sandbox.messages import Message
from bot.sandbox.people import BOT
from bot.sandbox.player import Person
from bot.sandbox.reading import plain
from journeybot.ports import Showing, ShowState
from tests.slack.calm import calm
from tests.workshops.test_slow_workshop import CAST, ZONES, Recorded, at_work

TEAM = "C0TEAM000"
NAMES = {TEAM: "team", **{person.id: person.name for person in CAST}}

SENTENCE = re.compile(r"(?<!Review:)(?<=[.?:]) ")

MOST_LOOKS, PAUSE = 60, 0.02
MOST_LEAPS = 100

TOLD = """
Thu 22 Oct 14:00 CEST  #team   *Groceries* *Maya*.
Thu 22 Oct 14:00 CEST  #team   *What comes of it*:
Thu 22 Oct 14:00 CEST  #team Groceries
Mon 14 Dec 10:00 CET   Ivo   *Show the fee* Due in 2 days, on 16 December 2026, not begun.
Wed 16 Dec 10:00 CET   Ivo   *Show the fee* *Due today*, not begun.
Mon 21 Dec 10:00 CET   Ivo   *Show the fee* *Overdue* since 16 December 2026, not begun.
Mon 28 Dec 10:00 CET   Ivo   *Show the fee* *Overdue* since 16 December 2026, not begun.
Mon 04 Jan 10:00 CET   Ivo   *Show the fee* *Overdue* since 16 December 2026, not begun.
Mon 11 Jan 10:00 CET   Ivo   *Show the fee* *Overdue* since 16 December 2026, not begun.
Mon 01 Feb 10:00 CET   #team Shall we look at *Groceries* again?
Mon 01 Feb 10:00 CET   Ivo   *Show the fee* *Overdue* since 16 December 2026, not begun.
Mon 08 Feb 10:00 CET   #team Shall we look at *Groceries* again?
Mon 08 Feb 13:00 CET   #team Review: Groceries
Mon 08 Feb 13:00 CET   Ivo   *Groceries* in #team is at step 1 of 5, *Improvements*.
Tue 09 Feb 10:00 NZDT  Tama  *Groceries* in #team is at step 1 of 5, *Improvements*.
Tue 09 Feb 10:00 CET   #team   *Groceries* From r2 of 8 February 2027 (as it is) to r3 of 9 February 2027 (as it is).
Tue 09 Feb 10:00 CET   #team   *Review 1* of Groceries What became of the improvements:
Tue 09 Feb 10:00 CET   #team   *What comes of it*:
Tue 09 Feb 10:00 CET   #team   Step 2 of 5, *Feelings*.
Tue 09 Feb 10:00 CET   #team   Step 3 of 5, *Numbers*.
Tue 09 Feb 10:00 CET   #team   Step 4 of 5, *The journey*.
Tue 09 Feb 10:00 CET   #team   Step 5 of 5, *What next*.
Mon 08 Mar 10:00 NZDT  Tama  *Call back* Due in 2 days, on 10 March 2027, not begun.
Wed 10 Mar 10:00 NZDT  Tama  *Call back* *Due today*, not begun.
Mon 15 Mar 10:00 NZDT  Tama  *Call back* *Overdue* since 10 March 2027, not begun.
Mon 22 Mar 10:00 NZDT  Tama  *Call back* *Overdue* since 10 March 2027, not begun.
Mon 29 Mar 10:00 NZDT  Tama  *Call back* *Overdue* since 10 March 2027, not begun.
Mon 05 Apr 10:00 NZST  Tama  *Call back* *Overdue* since 10 March 2027, not begun.
Mon 26 Apr 10:00 NZST  Tama  *Call back* *Overdue* since 10 March 2027, not begun.
Tue 11 May 10:00 CEST  #team Shall we look at *Groceries* again?
Tue 11 May 14:00 CEST  #team Review: Groceries
Wed 12 May 10:00 NZST  Tama  *Groceries* in #team is at step 1 of 5, *Improvements*.
Wed 12 May 10:00 CEST  #team   *Groceries* From r3 of 9 February 2027 (as it is) to r4 of 12 May 2027 (as it is).
Wed 12 May 10:00 CEST  #team   *Review 2* of Groceries What became of the improvements:
Wed 12 May 10:00 CEST  #team   *What comes of it*:
Wed 12 May 10:00 CEST  #team   Step 2 of 5, *Feelings*.
Wed 12 May 10:00 CEST  #team   Step 3 of 5, *Numbers*.
Wed 12 May 10:00 CEST  #team   Step 4 of 5, *The journey*.
Wed 12 May 10:00 CEST  #team   Step 5 of 5, *What next*.
Mon 24 May 10:00 NZST  Tama  *Call back* *Overdue* since 10 March 2027, under way.
Mon 21 Jun 10:00 NZST  Tama  *Call back* *Overdue* since 10 March 2027, under way.
"""
"""Every message that the bot sent, but for what only answers a command: when, on the clock of whoever it was for or of
Lea, to whom, its first sentence. What is in a thread is set in."""


@dataclass(kw_only=True)
class Diary:
    """Writes down each message as it comes, before anything edits it."""

    recorded: Recorded
    lines: list[tuple[int, str]] = field(default_factory=list)
    known: set[tuple[str, str]] = field(default_factory=set)

    @property
    def now(self) -> datetime:
        return self.recorded.now

    def settles(self) -> None:
        """All that is owed is shown; pictures and files are drawn in other tests."""
        store = self.recorded.bot.store
        for _ in range(MOST_LOOKS):
            for one in self.waiting():
                if one.kind in SLOW:
                    store.settle(replace(one, state=ShowState.SHOWN))
            self.recorded.looks()
            self.writes()
            if not self.waiting():
                return
            sleep(PAUSE)
            self.forward(self.now + timedelta(seconds=1))
        raise AssertionError(f"{self.waiting()} is not shown")

    def waiting(self) -> tuple[Showing, ...]:
        return self.recorded.bot.store.due(self.now + timedelta(days=1), most=50)

    def passes(self, *until: int) -> None:
        """From one thing that it is time for to the next."""
        end = datetime(*until, tzinfo=UTC)  # type: ignore[misc, arg-type]
        for _ in range(MOST_LEAPS):
            self.settles()
            coming = [one.wake_at for one in self.recorded.bot.store.wakes(end, most=50) if one.wake_at]
            if not coming:
                self.forward(end)
                return
            self.forward(max(min(coming), self.now))
        raise AssertionError(f"{coming} is never over")

    def forward(self, to: datetime) -> None:
        self.recorded.running.stage.workspace.clock.forward((to - self.now).total_seconds())

    def writes(self) -> None:
        workspace = self.recorded.running.stage.workspace
        own = {workspace.direct_messages(person.id).id: person.name for person in CAST}
        for room in (TEAM, *own):
            for one in workspace.messages[room]:
                if one.user == BOT and not one.ephemeral_to and (room, one.ts) not in self.known:
                    self.known.add((room, one.ts))
                    self.lines.append((int(float(one.ts)) // 60, _line(one, own.get(room, ""))))

    def told(self) -> list[str]:
        """Minute after minute."""
        return [line for _, line in sorted(self.lines)]


def _line(one: Message, name: str) -> str:
    local = datetime.fromtimestamp(float(one.ts), ZONES[name or "Lea"])
    blocks = one.blocks[1:] if name else one.blocks
    said = SENTENCE.split(plain(" ".join(blocks[0]["text"]["text"].split()), NAMES))[0]
    return f"{local:%a %d %b %H:%M} {local:%Z}".ljust(23) + f"{name or '#team':6}{'  ' if one.thread_ts else ''}{said}"


def holds_the_workshop(diary: Diary, lea: Person) -> None:
    lea.types("/journey start Groceries").submits()
    lea.types("/journey persona").submits({"Name": "Maya"})
    lea.types("/journey touchpoints").submits({"lines": "Pays"})
    lea.types("/journey improve").submits({"text": "Show the fee", "owner": "U0IVO0002", "due": "2026-12-16"})
    lea.types("/journey improve").submits({"text": "Call back", "owner": "U0TAMA003", "due": "2027-03-10"})
    lea.types("/journey close").submits({"review_on": "2027-01-30"})
    diary.settles()


def goes_through(diary: Diary, lea: Person) -> None:
    for _ in range(4):
        lea.types("/journey next anyway")
        diary.settles()
    lea.types("/journey close").submits()
    diary.settles()


def test_two_reviews_are_called_on_their_dates_and_owners_asked_in_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calm(monkeypatch)
    with at_work(tmp_path) as recorded:
        kept = Diary(recorded=recorded)
        lea, ivo, tama = (recorded.running.player.person(name, "team") for name in ("Lea", "Ivo", "Tama"))
        holds_the_workshop(kept, lea)
        kept.passes(2027, 2, 1, 12)
        lea.presses("In a week", on="Shall we look")
        kept.passes(2027, 2, 8, 12)
        lea.presses("Review now", on="Shall we look")
        kept.settles()
        ivo.goes_to("direct").presses("Tell of an improvement").submits({"How far is it?": "Done"})
        kept.passes(2027, 2, 9, 9)
        assert any("✔ Show the fee  → @Ivo: done" in said for said in lea.reads())
        first = next(said for said in lea.reads() if "was finished on 22 October 2026" in said)
        assert "a card of its own, further down in this channel" in first
        assert "Step" not in first
        goes_through(kept, lea)
        kept.passes(2027, 5, 11, 12)
        lea.presses("Review now", on="Shall we look")
        kept.passes(2027, 5, 12, 8)
        tama.goes_to("direct").presses("Tell of an improvement").submits({"How far is it?": "Under way"})
        goes_through(kept, lea)
        kept.passes(2027, 7, 1)
        assert "2 reviews of this map." in lea.types("/journey reviews").reads()[-1]
        assert kept.told() == TOLD.strip().splitlines()
