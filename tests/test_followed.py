"""What a channel has taken on: a list over all its maps, what is late first, and how much of it was done."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

import pytest

from bot.errands.easel import Easel
from bot.errands.making import Maker
from bot.errands.port import File
from journeybot.inside import each_map
from journeybot.journey import Challenge, Improvement, JourneyMap, Note, Status
from journeybot.moves import answer
from journeybot.permissions import Standing
from journeybot.ports import Showable, ShowState
from journeybot.undertakings import Followed, followed, overdue
from journeybot.wording import Wording
from tests.team import NOON, Member, Team, gathered


@dataclass
class Day:
    """A clock that stands still until it is set."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def team(tmp_path: Path, day: Day) -> Iterator[Team]:
    with gathered(tmp_path, clock=day) as team:
        team.member("ana").asks("start Groceries")
        yield team


def take_on(team: Team, *notes: Improvement, workshop: str = "") -> None:
    put: tuple[Note, ...] = notes
    team.store.change("T1", workshop or team.workshop.key, answer(put, by="UANA", step=None))


def idea(text: str, owner: str = "", due: date | None = None, status: Status = Status.OPEN) -> Improvement:
    return Improvement(key=text, text=text, owner=owner and f"<@U{owner.upper()}>", due=due, status=status)


def ends(person: Member, **about: str) -> None:
    person.asks("close", **about)


def test_a_channel_with_nothing_taken_on_says_how_to_begin(team: Team) -> None:
    told = team.member("ben").types("improvements")
    assert told.startswith("No improvement has been written down in this channel yet. `/journey improve` writes one.")
    assert "[Add an improvement]" in told


def test_all_maps_of_the_channel_in_one_list_what_is_late_first(team: Team) -> None:
    ana = team.member("ana")
    take_on(team, idea("Call back", "ben"), idea("Sign it", "ben", date(2026, 5, 1)), idea("Sing", status=Status.DONE))
    ends(ana)
    ana.asks("start Kettles")
    take_on(team, idea("Boil less", "chi", date(2026, 5, 20), Status.DOING), idea("Drop", status=Status.DROPPED))
    assert team.member("dil").types("improvements").splitlines()[:-2] == [
        "5 improvements in this channel: 1 overdue, 1 under way, 1 not begun, 1 done, 1 dropped.",
        "Groceries, after the workshop of 4 May 2026: 0 of 2 done.",
        "Sign it",
        "Overdue since 1 May 2026, not begun. @UBEN, from Groceries",
        "Boil less",
        "Due on 20 May 2026, under way. @UCHI, from Kettles",
        "Call back",
        "No date yet, not begun. @UBEN, from Groceries",
        "Sing",
        "Done. From Groceries",
        "Drop",
        "Dropped. From Kettles",
    ]


def test_its_owner_and_who_facilitates_find_the_buttons_beside_it(team: Team) -> None:
    take_on(team, idea("Call back", "ben"), idea("Paint it", "chi"))
    rows = team.member("ben").types("improvements").splitlines()[1:-2]
    assert rows == [
        "Call back",
        "No date yet, not begun. @UBEN [Under way] [Done] [Drop it] [Edit]",
        "Paint it",
        "No date yet, not begun. @UCHI",
    ]
    assert team.member("ana").types("improvements").count("[Done]") == 2, "who facilitates"
    assert "[Done]" not in team.member("dil").types("improvements")


def test_how_many_of_the_last_times_were_done(team: Team, day: Day) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    take_on(team, idea("A", "ben"), idea("B", "ben"), idea("C", "ben"), idea("Z", status=Status.DONE))
    ends(ana, review_on="2026-08-04")
    ben.presses("done", "A", workshop=team.workshop.key)
    ben.presses("drop", "B", workshop=team.workshop.key)
    day.now = datetime(2026, 8, 4, 9, tzinfo=UTC)
    ana.types("reopen")
    take_on(team, idea("D", "ben"))
    ends(ana, review_on="2026-11-04")
    ben.presses("done", "D", workshop=team.workshop.key)
    told = ben.types("improvements").splitlines()[1:3]
    assert told == [
        "After the workshop of 4 May 2026: 1 of 3 done by 4 August 2026, 1 dropped.",
        "After the workshop of 4 August 2026: 1 of 2 done.",
    ]


def test_of_many_the_most_urgent_are_told_and_how_many_more(team: Team) -> None:
    take_on(team, *(idea(f"Idea {number}", due=date(2026, 6, number)) for number in range(1, 29)))
    lines = team.member("ben").types("improvements").splitlines()
    assert lines[1] == "Idea 1"
    assert lines[-3:] == ["… and 3 more.", "[As a table (CSV)]", "[As a list (Markdown)]"]


def test_who_is_not_in_the_channel_learns_nothing_of_it(team: Team) -> None:
    take_on(team, idea("Call back", "ben"))
    ben = team.member("ben")
    team.room.says(ben, Standing.OUTSIDE)
    assert "Call back" not in ben.types("improvements")


def saves(person: Member, text: str, **answers: str) -> str:
    """Somebody fills in what would help."""
    person.types("improve")
    return person.fills(text=text, **answers)


def test_saved_with_an_owner_and_a_day_it_says_who_is_reminded_and_what_can_become_of_it(team: Team) -> None:
    ana, ben, chi = (team.member(name) for name in ("ana", "ben", "chi"))
    mine = saves(ben, "Call back", owner="UBEN", due="2026-05-20")
    assert (
        "I remind you in private when its day is near, 20 May 2026. Once it is done or dropped there are no more "
        "reminders about it. [Under way] [Done] [Drop it]"
    ) in mine
    assert "I remind @UBEN in private" in saves(ana, "Sign it", owner="UBEN", due="2026-05-20")
    assert "[Done]" not in saves(chi, "Sing", owner="UBEN", due="2026-05-20"), "neither theirs nor led"
    assert "remind" not in saves(ben, "Boil", owner="UBEN"), "no day"
    assert "remind" not in saves(ben, "Dye", owner="UBEN", due="2026-05-03"), "nothing is left to come"
    ben.types("reminders off")
    assert "Your reminders are turned off" in saves(ben, "Fry", owner="UBEN", due="2026-05-20")


def made(team: Team, person: Member, kind: str) -> str:
    """The file that somebody asks for, as text."""
    person.presses("improvements", kind, workshop=team.workshop.key)
    (showing,) = [one for one in team.store.due(NOON) if one.kind is Showable.FILE and "list" in one.what]
    card = team.store.card_of("T1", team.workshop.key)
    assert card is not None
    team.store.settle(replace(card, message="ts1", state=ShowState.SHOWN, does=card.should))
    maker = Maker(
        team.facilitator,
        team.store,
        easel=cast(Easel, None),
        naming=lambda _, journey: each_map(journey, lambda one: replace(one, improvements=_named(one))),
        wording=Wording(),
        linking=lambda tenant, channel, message: f"https://chat.example/{tenant}/{channel}/{message}",
    )
    file = maker.make(showing)
    assert isinstance(file, File)
    assert (file.name, file.title) == (f"improvements.{kind}", "What we have taken on")
    return file.data.decode("utf-8-sig")


def _named(journey: JourneyMap) -> tuple[Improvement, ...]:
    return tuple(replace(one, owner="Ben" if one.owner else "") for one in journey.improvements)


def test_as_a_table_each_with_a_link_to_the_card_and_nothing_that_a_spreadsheet_would_run(team: Team) -> None:
    late = replace(idea("=1+1, quickly", "ben", date(2026, 5, 1)), impact=4, challenges=("c",))
    pain = Challenge(key="c", text="Too slow")
    team.store.change("T1", team.workshop.key, answer((pain, late, idea("Sing")), by="UANA", step=None))
    first, second, third = csv.reader(made(team, team.member("ben"), "csv").splitlines())
    assert first[:5] == ["Improvement", "State", "Overdue", "Owner", "Due"]
    assert first[5:] == ["Impact (1–5)", "Effort (1–5)", "Against", "What came of it", "Map", "Link"]
    link = "https://chat.example/T1/C1/ts1"
    assert second == [
        "'=1+1, quickly",
        "not begun",
        "Overdue",
        "Ben",
        "2026-05-01",
        "4",
        "",
        "Too slow",
        "",
        "Groceries",
        link,
    ]
    assert third == ["Sing", "not begun", "", "", "", "", "", "", "", "Groceries", link]


def test_as_a_list_to_paste_what_is_done_is_ticked(team: Team) -> None:
    take_on(team, idea("Sign *it*", "ben", date(2026, 5, 1)), idea("Sing", status=Status.DONE))
    where = "[Groceries](https://chat.example/T1/C1/ts1)"
    assert made(team, team.member("ben"), "md").splitlines() == [
        "# What we have taken on, as of 4 May 2026",
        "",
        f"- [ ] **Sign \\*it\\***: Ben, overdue since 1 May 2026. {where}",
        f"- [x] **Sing**: done. {where}",
    ]


def test_at_the_end_the_thread_is_told_who_has_promised_what_with_the_way_to_follow_it_through(team: Team) -> None:
    take_on(team, idea("Sign it", "ben", date(2026, 5, 20)), idea("Sing", status=Status.DONE))
    ends(team.member("ana"))
    (owed,) = [one for one in team.store.due(NOON) if one.what.get("text") == "taken on"]
    assert owed.in_thread
    first, *rest = team.facilitator.text_of("T1", team.workshop.key, owed.what).splitlines()
    assert first.startswith("What comes of it: whoever has taken something on says here what became of it")
    assert rest == ["", "Sign it", "Due on 20 May 2026, not begun. @UBEN"]
    (button,) = team.facilitator.buttons_under(owed)
    told = team.member("ben").presses(button.command, button.argument, workshop=button.workshop)
    assert "[Under way] [Done] [Drop it]" in told


def test_a_map_without_improvements_ends_without_such_a_list(team: Team) -> None:
    ends(team.member("ana"))
    assert not [one for one in team.store.due(NOON) if one.what.get("text") == "taken on"]


def test_the_list_in_german(team: Team) -> None:
    take_on(team, idea("Sign it", "ben", date(2026, 5, 1)))
    told = team.member("ben", locale="de-DE").types("verbesserungen")
    assert told.splitlines()[:3] == [
        "Eine Verbesserung in diesem Kanal: 1 überfällig.",
        "Sign it",
        "Überfällig seit 1. Mai 2026, nicht begonnen. @UBEN [In Arbeit] [Erledigt] [Verwerfen] [Bearbeiten]",
    ]


def test_overdue_is_what_is_still_to_do_after_its_day_the_longest_first() -> None:
    today = date(2026, 5, 4)
    late, later = idea("late", due=date(2026, 5, 3)), idea("later", due=date(2026, 4, 1), status=Status.DOING)
    others = idea("today", due=today), idea("never"), idea("done", due=date(2026, 1, 1), status=Status.DONE)
    assert overdue((late, *others, later), today) == (later, late)


def test_what_was_deleted_since_was_not_done() -> None:
    assert followed((idea("gone"), idea("kept")), (idea("kept", status=Status.DONE),)) == Followed(2, 1, 0)


def test_what_nobody_has_taken_on_is_taken_on_with_one_press_by_the_first(team: Team) -> None:
    ana, ben, chi = (team.member(name) for name in ("ana", "ben", "chi"))
    take_on(team, idea("Answer the phone"), idea("Show the fee", status=Status.DROPPED))
    ends(ana)
    assert "Nobody yet [I take it]" in ben.types("improvements")
    assert "“Answer the phone” is yours." in ben.presses("take", "Answer the phone", workshop=team.workshop.key)
    assert "is yours." in ben.presses("take", "Answer the phone", workshop=team.workshop.key), "a second time, too"
    told = chi.presses("take", "Answer the phone", workshop=team.workshop.key)
    assert "@UBEN has taken on “Answer the phone” already, so nothing was changed." in told
    assert "not begun. @UBEN\n" in chi.types("improvements") + "\n"
    assert "is dropped" in chi.presses("take", "Show the fee", workshop=team.workshop.key)
    assert team.store.note("T1", team.workshop.key, "Show the fee").owner == ""  # type: ignore[union-attr]
