"""Taking back what was done last, and putting it back, as people hear it: no secret slips out in the words."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journeybot.journey import JourneyMap
from tests.team import Member, Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        team.member("ana").asks("start Groceries", template="five_stages")
        yield team


@pytest.fixture
def ana(team: Team) -> Member:
    return team.member("ana")


def journey(team: Team) -> JourneyMap:
    """The map, but for its number, which never goes down."""
    found = team.store.journey("T1", team.workshop.key)
    return replace(found, about=replace(found.about, revision=0))


def hurts(member: Member, text: str) -> None:
    """Somebody adds a challenge."""
    member.types("challenge")
    place = member.offered("where")[0]
    member.fills(text=text, where=member.choice("where", place))


def test_a_facilitator_takes_back_what_somebody_else_said_and_puts_it_back(team: Team, ana: Member) -> None:
    ben = team.member("ben")
    before = journey(team)
    hurts(ben, "Long queue")
    said = journey(team)
    told = ana.types("undo")
    assert told.startswith("Taken back: @UBEN’s challenge “Long queue”.\n[Put it back]")
    assert journey(team) == before
    assert "0 of 1" in team.card() or "Nobody has answered" in team.card()
    assert "Back again: @UBEN’s challenge “Long queue”." in ana.types("redo")
    assert journey(team) == said
    assert "There is nothing to put back" in ana.types("redo")


def test_only_a_facilitator_takes_back(team: Team) -> None:
    assert "Only who facilitates" in team.member("ben").types("undo")


def test_undoing_again_walks_backwards_until_nothing_is_left(team: Team, ana: Member) -> None:
    for text in ("One", "Two"):
        hurts(ana, text)
    ana.types("next anyway")
    assert "Taken back: the turn from Personas to Stages" in ana.types("undo")
    assert "step 1" in team.card()
    assert "“Two”" in ana.types("undo")
    assert "“One”" in ana.types("undo")
    assert "There is nothing to take back" in ana.types("undo")
    for text in ("Back again: @UANA’s challenge “One”", "Back again: @UANA’s challenge “Two”"):
        assert text in ana.types("redo")
    assert "Done again: the turn from Personas to Stages." in ana.types("redo")
    assert [c.text for c in journey(team).challenges] == ["One", "Two"]
    assert "step 2" in team.card()


def test_a_deletion_is_told_as_one_when_it_is_done_again_and_a_muted_check_as_that(team: Team, ana: Member) -> None:
    hurts(ana, "One")
    ana.presses("delete", journey(team).challenges[0].key)
    assert "Taken back: the deletion of @UANA’s challenge “One”." in ana.types("undo")
    assert "Deleted again: @UANA’s challenge “One”." in ana.types("redo")
    ana.presses("mute", "assumed")
    assert "Taken back: the muting of a check." in ana.types("undo")


def test_what_was_taken_back_cannot_be_put_back_over_something_newer(team: Team, ana: Member) -> None:
    hurts(ana, "One")
    ana.types("undo")
    hurts(ana, "Two")
    assert "There is nothing to put back" in ana.types("redo")
    ana.types("undo")
    ana.types("redo")
    assert "There is nothing to put back" in ana.types("redo"), "“One” was gone before “Two” came"
    assert [c.text for c in journey(team).challenges] == ["Two"]


def test_who_deletes_a_persona_gets_back_all_that_went_with_it(team: Team, ana: Member) -> None:
    ben = team.member("ben")
    ana.asks("persona", name="Maya")
    ana.asks("touchpoints", lines="Sees an advert")
    ben.asks("moment", action="Looks up", feeling="-2")
    hurts(ben, "Too loud")
    before = journey(team)
    assert "Deleted: “Maya”" in ana.presses("delete", before.personas[0].key)
    revision = team.workshop.about.revision
    assert not journey(team).scores
    hurts(ben, "Too bright")  # others go on meanwhile
    assert "Taken back: the deletion of @UANA’s persona “Maya”." in ana.presses("undo", str(revision))
    after = journey(team)
    assert after.challenges[-1].text == "Too bright"
    assert replace(after, challenges=before.challenges) == before
    assert team.workshop.about.revision == revision + 2


def test_secrets_are_not_told(team: Team, ana: Member) -> None:
    ben = team.member("ben")
    ana.asks("persona", name="Maya")
    ana.asks("touchpoints", lines="Sees an advert")
    hurts(ben, "Too loud")
    ana.types("score")
    ana.fills(**{ana.form.fields[0].name: "-2"} if ana.form else {})
    assert "Taken back: somebody’s scores." in ana.types("undo")
    ben.types("vote")
    ben.fills(dot_1=ben.choice("dot_1", "Too loud"))
    told = ana.types("undo")
    assert "Taken back: somebody’s dots." in told
    assert "UBEN" not in told
    assert "Too loud" not in told


def test_what_others_built_on_is_not_taken_away_from_under_them(team: Team, ana: Member) -> None:
    ben = team.member("ben")
    ana.asks("persona", name="Maya")
    ana.asks("touchpoints", lines="Sees an advert")
    revision = str(team.workshop.about.revision)
    ben.asks("moment", action="Looks up")
    assert "has been changed since" in ana.presses("undo", revision)
    assert len(journey(team).moments) == 1


def test_pressing_twice_takes_back_once(team: Team, ana: Member) -> None:
    hurts(ana, "One")
    revision = str(team.workshop.about.revision)
    ana.presses("undo", revision)
    assert "nothing to take back" in ana.presses("undo", revision)


def test_a_finished_workshop_says_how_to_take_it_up_again_and_that_is_not_taken_back(team: Team, ana: Member) -> None:
    hurts(ana, "One")
    ana.asks("close")
    assert "`/journey reopen`" in ana.types("undo")
    ana.types("reopen")
    ana.types("takeover")
    assert "who looks after it, and when it is looked at again" in ana.types("undo")
    assert "“One”" in ana.types("undo")
    assert team.workshop.open


def test_stages_saved_as_they_were_are_no_change(team: Team, ana: Member) -> None:
    ana.types("stages")
    ana.fills(lines="Needs\nBuys\nEats")
    ana.presses("delete", journey(team).stages[1].key)
    revision = team.workshop.about.revision
    ana.types("stages")
    ana.fills()
    assert team.workshop.about.revision == revision
    assert "the deletion of the stage “Buys”" in ana.types("undo")
    assert [stage.name for stage in journey(team).stages] == ["Needs", "Buys", "Eats"]


def test_stages_are_put_in_any_order_also_where_some_are_gone(team: Team, ana: Member) -> None:
    ana.types("stages")
    ana.fills(lines="Needs\nBuys\nEats\nCooks")
    ana.presses("delete", journey(team).stages[1].key)
    ana.types("stages")
    ana.fills(lines="Cooks\nShops\nNeeds\nEats")
    assert [stage.name for stage in journey(team).stages] == ["Cooks", "Shops", "Needs", "Eats"]


def test_a_deletion_put_back_counts_nobody_for_what_is_gone_also_where_hands_went_with_it(
    team: Team, ana: Member
) -> None:
    ana.asks("persona", name="Maya")
    ben = team.member("ben")
    ben.asks("touchpoints", lines="Sees an advert")
    ana.asks("headcount", feels2="3")
    ana.presses("delete", journey(team).touchpoints[0].key)
    gone = dict(team.workshop.answered)
    ana.types("undo")
    assert team.workshop.answered["touchpoints"] == ("UBEN",)
    ana.types("redo")
    assert team.workshop.answered == gone
    assert "UBEN" not in team.workshop.participants


def test_a_button_takes_nothing_back_that_was_written_over_since(team: Team, ana: Member) -> None:
    hurts(ana, "Long queue")
    [queue] = journey(team).challenges

    def edited(text: str) -> str:
        ana.presses("edit", queue.key)
        ana.fills(text=text)
        return str(team.workshop.about.revision)

    first, _ = edited("Half an hour in a queue"), edited("An hour in a queue")
    assert "has been changed since" in ana.presses("undo", first)
    assert [one.text for one in journey(team).challenges] == ["An hour in a queue"]


def test_nothing_comes_back_that_hangs_on_what_is_gone(team: Team, ana: Member) -> None:
    hurts(ana, "Long queue")
    [queue] = journey(team).challenges
    ana.types("improve")
    ana.fills(text="A second till", challenges=(queue.key,))
    [till] = journey(team).improvements
    ana.presses("delete", till.key)
    deleted = str(team.workshop.about.revision)
    ana.presses("delete", queue.key)
    assert "has been changed since" in ana.presses("undo", deleted)
    assert (journey(team).challenges, journey(team).improvements) == ((), ())


def test_in_a_review_nothing_is_turned_back_to_before_it(team: Team, ana: Member) -> None:
    ana.asks("settings", votes_each="4")
    ana.asks("close", owner="UANA")
    ana.types("review")
    told = [ana.types("undo") for _ in range(9)]
    assert "There is nothing to take back" in told[-1]
    assert team.workshop.settings.votes_each == 4
    assert team.workshop.review
