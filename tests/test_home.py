"""A person's own page: what waits for them, what they have taken on, their maps; and what they can do there."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest

from journeybot.journey import Improvement, Note, Status
from journeybot.moves import answer
from journeybot.permissions import Standing
from journeybot.replies import Button, Row
from tests.team import NOON, Member, Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        team.member("ana").asks("start Groceries")
        yield team


def page(person: Member) -> dict[str, tuple[Row, ...]]:
    """The rows of the page by their headings."""
    return dict(person.team.facilitator.home(person.who).sections)


def texts(person: Member, heading: str) -> list[str]:
    return [row.text for row in page(person).get(heading, ())]


def on(person: Member, heading: str, label: str, *, row: int = 0) -> Button:
    """A button of the page."""
    return next(button for button in page(person)[heading][row].buttons if button.label == label)


def press(person: Member, button: Button) -> str:
    return person.presses(button.command, button.argument, workshop=button.workshop, seen=button.seen)


def take_on(team: Team, person: str, *notes: tuple[str, date | None]) -> None:
    """Write down improvements that somebody owns."""
    owner = f"<@U{person.upper()}>"
    put: tuple[Note, ...] = tuple(Improvement(key=text, text=text, owner=owner, due=due) for text, due in notes)
    team.store.change("T1", team.workshop.key, answer(put, by="UANA", step=None))


def test_who_has_no_map_is_told_how_to_begin(team: Team) -> None:
    shown = team.facilitator.home(team.member("dil").who)
    assert shown.text.startswith("You have not taken part in a map yet. Go to a channel and type `/journey start`")
    assert shown.sections == ()


def test_what_waits_stands_first_with_the_button_that_answers(team: Team) -> None:
    ana = team.member("ana")
    assert [*page(ana)] == ["Waits for you", "What you have taken on", "Maps at work"]
    (waits,) = texts(ana, "Waits for you")
    assert waits.startswith("Groceries in #C1 is at step 1 of 6, Personas.")
    press(ana, on(ana, "Waits for you", "Add a persona"))
    ana.fills(name="Maya")
    assert texts(ana, "Waits for you") == ["Nothing. When a team asks something of you, it stands here."]
    assert texts(ana, "What you have taken on") == [
        "Nothing yet. What you are chosen to look after stands here until it is done."
    ]


def test_my_improvements_of_all_maps_stand_there_the_overdue_first(team: Team) -> None:
    take_on(team, "ben", ("Cache it", date(2026, 6, 1)), ("Call back", None), ("Sign it", date(2026, 5, 1)))
    take_on(team, "chi", ("Paint it", None))
    other = team.member("ana", channel="C2")
    other.asks("start Kettles")
    other.types("improve")
    other.fills(text="Boil less", owner="UBEN", due="2026-05-20")
    ben = team.member("ben")
    assert texts(ben, "What you have taken on") == [
        "Sign it\nOverdue since 1 May 2026, not begun. From Groceries in #C1",
        "Boil less\nDue on 20 May 2026, not begun. From Kettles in #C2",
        "Cache it\nDue on 1 June 2026, not begun. From Groceries in #C1",
        "Call back\nNo date yet, not begun. From Groceries in #C1",
    ]


def test_its_owner_follows_an_improvement_through_also_after_the_end(team: Team) -> None:
    take_on(team, "ben", ("Cache it", None))
    ben, ana = team.member("ben"), team.member("ana")
    ana.asks("close")
    before = team.workshop.about.revision
    assert press(ben, on(ben, "What you have taken on", "Under way")) == "", "the page itself shows it"
    assert texts(ben, "What you have taken on") == ["Cache it\nNo date yet, under way. From Groceries in #C1"]
    assert [button.label for button in page(ben)["What you have taken on"][0].buttons] == [
        "Done",
        "Drop it",
        "Not begun",
    ]
    done = on(ben, "What you have taken on", "Done")
    assert done.confirm.startswith("“Cache it” is done? It goes from this page then;"), "a slip there leaves no trace"
    press(ben, done)
    assert "Cache it" not in str(page(ben))
    assert team.store.journey("T1", team.workshop.key).improvements[0].status is Status.DONE
    assert team.workshop.about.revision == before + 2


def test_nobody_else_but_a_facilitator_says_what_became_of_it(team: Team) -> None:
    take_on(team, "ben", ("Cache it", None))
    workshop = team.workshop.key
    said = team.member("chi").presses("done", "Cache it", workshop=workshop)
    assert said.startswith("Somebody else has taken this on")
    assert team.store.journey("T1", workshop).improvements[0].status is Status.OPEN
    told = team.member("ana").presses("doing", "Cache it", workshop=workshop)
    assert told.startswith("“Cache it” is under way.\n[Undo]\n[Done]\n[Drop it]\n[Not begun]")
    assert "no longer there" in team.member("ana").presses("done", "Made up", workshop=workshop)


def test_what_was_taken_on_in_a_channel_that_i_left_is_not_told(team: Team) -> None:
    take_on(team, "ben", ("Cache it", None))
    ben = team.member("ben")
    team.room.says(ben, Standing.OUTSIDE)
    assert "Cache it" not in str(page(ben))
    assert "Groceries" not in str(page(ben))


def test_of_many_only_the_first_are_told_and_how_many_more(team: Team) -> None:
    take_on(team, "ben", *((f"Idea {number}", date(2026, 6, number)) for number in range(1, 15)))
    told = texts(team.member("ben"), "What you have taken on")
    assert len(told) == 11
    assert told[-1] == "… and 4 more, which come up as these are done."


def test_finished_maps_are_cut_short(tmp_path: Path) -> None:
    minutes = count()
    with gathered(tmp_path, clock=lambda: NOON + timedelta(minutes=next(minutes))) as team:
        ana = team.member("ana")
        for number in range(13):
            ana.asks(f"start Map {number}")
            ana.asks("close")
        told = texts(ana, "Finished maps")
    assert len(told) == 11
    assert told[-1] == "… and 3 more: type `/journey list` in their channel."


def test_what_i_look_after_and_what_i_have_something_to_do_in_stands_there_with_its_day(tmp_path: Path) -> None:
    minutes = count()
    with gathered(tmp_path, clock=lambda: NOON + timedelta(minutes=next(minutes))) as team:
        team.member("ana").asks("start Groceries")
        take_on(team, "chi", ("Cache it", None))
        team.member("ana").asks("close", owner="UBEN", review_on="2026-05-05")
        ben, chi = team.member("ben"), team.member("chi")
        (told,) = texts(ben, "Finished maps")
        assert told.splitlines()[-1] == "You look after it; it is looked at again on 5 May 2026."
        press(ben, on(ben, "Finished maps", "Owner and review date"))
        ben.fills(review_on="2026-05-06")
        (told,) = texts(chi, "Finished maps")
        assert told.splitlines()[-1] == "To be looked at again on 6 May 2026; @UBEN looks after it."
        assert "Owner and review date" not in str(page(chi)), "it is for Ben to say"
        assert not texts(team.member("dil"), "Finished maps"), "it is nothing of hers"
