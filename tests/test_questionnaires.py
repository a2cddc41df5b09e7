"""Questionnaires at the core: when they are open, and what becomes of an answer on the map."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from journeybot import questionnaires
from journeybot.questionnaires import Opening, fresh_link
from journeybot.workshop import Change, Refusal
from tests.customers import BLANK, ask, begin, responses, say
from tests.storage.workshops import puts
from tests.team import NOON, Member, Team, gathered

TODAY = NOON.date()


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as found:
        begin(found)
        yield found


@pytest.fixture
def ana(team: Team) -> Member:
    return team.member("ana")


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        ("2026-05-03T09:59+00:00", Opening.NOT_YET),
        ("2026-05-03T10:00+00:00", Opening.OPEN),  # on Kiritimati the 4th has begun
        ("2026-05-07T11:59+00:00", Opening.OPEN),  # on Baker Island it is still the 6th
        ("2026-05-07T12:00+00:00", Opening.CLOSED),
    ],
)
def test_it_is_open_as_long_as_it_is_one_of_its_days_anywhere(now: str, is_open: Opening) -> None:
    some_days = replace(BLANK, opens_on=date(2026, 5, 4), closes_on=date(2026, 5, 6))
    assert some_days.at(datetime.fromisoformat(now)) is is_open
    assert BLANK.at(datetime(2099, 1, 1, tzinfo=UTC)) is Opening.OPEN


def test_a_link_cannot_be_guessed_and_is_found_by_its_digest(team: Team) -> None:
    kept, other = ask(team), fresh_link()
    assert len(kept.link) == 24
    assert kept.link != other
    assert team.store.questionnaires.linked(kept.link) == kept
    assert team.store.questionnaires.linked(other) is None
    assert team.store.questionnaires.linked(kept.key) is None


def test_asking_again_at_the_same_place_keeps_the_link_that_hangs_in_the_shop(team: Team) -> None:
    first = ask(team)
    again = team.store.questionnaires.keep(
        replace(first, key="new", link="new", question="Was it warm?", closes_on=TODAY)
    )
    assert (again.link, again.question) == (first.link, "Was it warm?")
    assert team.store.questionnaires.of("T1", first.workshop) == (again,)
    assert team.store.questionnaires.of("T2", first.workshop) == ()


def test_a_workspace_that_took_us_out_collects_nothing(team: Team) -> None:
    about = ask(team)
    team.store.installations.forget("T1")
    assert team.store.questionnaires.linked(about.link) is None


def test_an_answer_sent_again_from_the_same_page_takes_the_place_of_the_first(team: Team) -> None:
    about = ask(team)
    say(team, about, "one", 2, " Cold\x00 bread ")
    say(team, about, "two", 5)
    say(team, about, "one", 3, "Warm in the end")
    found = [(one.position, one.value, one.comment, one.given_on, one.author) for one in responses(team, about)]
    assert found == [(1, 3, "Warm in the end", TODAY, None), (2, 5, "", TODAY, None)]
    assert all(about.link not in one.key and "one" not in one.key for one in responses(team, about))


def test_what_customers_say_is_not_what_the_team_did(team: Team, ana: Member) -> None:
    about = ask(team)
    ana.types("challenge")
    ana.fills(text="Long queue", where=ana.choice("where", ana.offered("where")[0]))
    card = team.store.card_of("T1", team.workshop.key)
    say(team, about, "one")
    assert team.store.card_of("T1", team.workshop.key) == card
    assert "“Long queue”" in ana.types("undo")
    assert len(responses(team, about)) == 1


def test_customers_still_answer_when_the_workshop_is_finished(team: Team, ana: Member) -> None:
    about = ask(team)
    ana.types("close")
    ana.fills()
    assert not team.workshop.open
    say(team, about, "one")
    assert len(responses(team, about)) == 1


def test_where_the_touchpoint_is_gone_nothing_is_taken_until_it_is_back(team: Team) -> None:
    about = ask(team)
    store = team.store
    till = store.note("T1", about.workshop, "till")
    assert till is not None
    store.change("T1", about.workshop, lambda w, _: Change(workshop=w, drop=("till",)))
    with pytest.raises(Refusal, match="gone"):
        say(team, about, "one")
    store.change("T1", about.workshop, puts(till))
    say(team, about, "one")
    assert len(responses(team, about)) == 1


def test_a_flood_ends_somewhere(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    about = ask(team)
    monkeypatch.setattr(questionnaires, "MOST_ANSWERS", 2)
    for page in ("one", "two"):
        say(team, about, page)
    with pytest.raises(Refusal, match="enough"):
        say(team, about, "three")
    say(team, about, "two", 1)
    assert [one.value for one in responses(team, about)] == [4, 1]


def test_a_revision_that_is_brought_back_takes_no_answer_away(team: Team, ana: Member) -> None:
    about = ask(team)
    say(team, about, "before")
    ana.types("keep as it was")
    say(team, about, "after", 5)
    say(team, about, "before", 3)
    ana.types("challenge")
    ana.fills(text="Long queue", where=ana.choice("where", ana.offered("where")[0]))
    ana.types("restore r1")
    ana.presses("restore", "r1")
    assert team.store.journey("T1", about.workshop).challenges == ()
    assert [one.value for one in responses(team, about)] == [3, 5], "nor takes one back that was given anew"


def test_four_answers_are_in_no_picture_and_in_no_file_and_five_are(team: Team, ana: Member) -> None:
    about = ask(team)
    for page in range(4):
        say(team, about, f"{page}", comment="Too loud")
    shown = team.facilitator.journey("T1", about.workshop)
    assert shown.responses == ()
    ana.types("keep four of them")
    assert team.facilitator.journey("T1", about.workshop, revision=1).responses == ()
    say(team, about, "fifth")
    assert len(team.facilitator.journey("T1", about.workshop).responses) == 5
    assert team.facilitator.journey("T1", about.workshop, revision=1).responses == ()
