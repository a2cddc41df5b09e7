"""Revisions as a team meets them: kept by hand and at the end, listed, drawn, told, brought back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeybot.ports import Showable
from tests.team import NOON, Member, Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        ana.asks("start Groceries", template="five_stages")
        ana.asks("persona", name="Maya")
        yield team


@pytest.fixture
def ana(team: Team) -> Member:
    return team.member("ana")


def test_a_revision_is_kept_by_hand_with_a_reason_and_only_once(ana: Member) -> None:
    assert "No revision of this map" in ana.types("revisions")
    assert "Kept as r1" in ana.types("keep before the *fair*")
    assert "Nothing has changed since r1" in ana.types("keep")
    listed = ana.types("revisions")
    assert "One revision of this map:" in listed
    assert listed.endswith("[Keep a revision]")
    assert "r1, 4 May 2026: before the *fair*\n1 persona, 5 stages [Draw the map] [Summary]" in listed
    assert "[Bring it back]" in listed


def test_only_who_facilitates_keeps_and_brings_back_but_everybody_sees(team: Team, ana: Member) -> None:
    ana.types("keep")
    ben = team.member("ben")
    assert "Only who facilitates" in ben.types("keep")
    assert "Only who facilitates" in ben.types("restore r1")
    listed = ben.types("revisions")
    assert "[Draw the map]" in listed
    assert "[Bring it back]" not in listed


def test_finishing_keeps_a_revision(ana: Member) -> None:
    ana.asks("close")
    assert "r1, 4 May 2026: when the workshop was finished" in ana.types("revisions")
    assert "[Compare with now]" in ana.heard
    [back] = [button for row in ana.rows for button in row.buttons if button.label == "Bring it back"]
    assert not back.confirm, "a finished map is taken up first, and the answer says how"
    told = ana.presses(back.command, back.argument, workshop=back.workshop)
    assert "take it up again" in told
    assert "[Reopen]" in told


def test_the_map_of_a_revision_says_which_it_is(team: Team, ana: Member) -> None:
    ana.types("keep")
    ana.asks("persona", name="Noor")
    assert "Kept as r2" in ana.types("keep")
    ana.types("map r1 maya")
    owed = next(one for one in team.store.due(NOON) if one.kind is Showable.MAP)
    assert owed.what["revision"] == "1"
    journey = team.facilitator.journey("T1", team.workshop.key, revision=1)
    assert (journey.kept, [persona.name for persona in journey.personas]) == (1, ["Maya"])
    assert "Noor" in ana.types("summary")
    assert "Noor" not in ana.types("summary r1")
    assert ana.heard.startswith("As it was in r1, on 4 May 2026:\nGroceries")
    assert ana.types("story r1").startswith("As it was in r1, on 4 May 2026:")
    assert "As it was" not in ana.types("summary")
    assert "There is no revision r7. There are: r2, r1." in ana.types("map r7")


def test_what_is_hidden_stays_hidden_in_a_revision_until_the_reveal(team: Team, ana: Member) -> None:
    ana.types("touchpoints")
    ana.fills(lines="Buys tea")
    ana.types("score")
    field = ana.form.fields[0].name if ana.form else ""
    ana.fills(**{field: "2"})
    ana.types("keep")
    key = team.workshop.key
    assert team.store.journey("T1", key).scores
    assert not team.facilitator.journey("T1", key, revision=1).scores
    for _ in range(3):
        ana.types("next anyway")
    ana.types("reveal")
    assert team.facilitator.journey("T1", key, revision=1).scores


def test_bringing_back_asks_once_loses_nothing_and_can_be_undone(team: Team, ana: Member) -> None:
    ana.types("keep")
    ana.asks("persona", name="Noor")
    assert "makes the map what it was in r1, on 4 May 2026" in ana.types("restore r1")
    assert [button.confirm for button in ana.offered_buttons] == [""], "the message has asked already"
    assert "Noor" in ana.types("summary")
    assert "The map is what it was in r1" in ana.presses("restore", "r1")
    assert "Noor" not in ana.types("summary")
    assert "before r1 was brought back\n2 personas" in ana.types("revisions")
    assert "Taken back: the return to an older revision." in ana.types("undo")
    assert "Noor" in ana.types("summary")


def test_one_revision_is_looked_at_by_its_number(team: Team) -> None:
    ana = team.member("ana")
    ana.types("keep before the fair")
    ana.asks("persona", name="Noor")
    ana.types("keep after it")
    for typed in ("revisions r1", "revisions 1"):
        told = ana.types(typed)
        assert "before the fair" in told
        assert "after it" not in told
        assert "[Draw the map]\n[Summary]" in told
    assert "There is no revision r7. There are: r2, r1." in ana.types("revisions 7")
    assert "makes the map what it was in r1" in ana.types("restore 1")


def test_revisions_of_one_day_are_told_apart_by_their_time(ana: Member) -> None:
    ana.types("keep")
    assert "r1, 4 May 2026: " in ana.types("revisions")
    ana.asks("persona", name="Noor")
    ana.types("keep")
    listed = ana.types("revisions")
    assert "r2, 4 May 2026, 12:00 UTC: kept by hand" in listed
    assert "r1, 4 May 2026, 12:00 UTC: kept by hand" in listed
    ana.types("compare")
    assert "r2, 4 May 2026, 12:00 UTC" in ana.offered("first")
