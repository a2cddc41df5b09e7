"""Handing a workshop over, and letting others in."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from journeybot.moves import turn
from journeybot.permissions import Standing
from journeybot.ports import Showable, Showing
from journeybot.workshop import Move, Step, Workshop
from storage.store import SqlStore
from tests.team import NOON, Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        team.member("ana").asks("start Groceries", template="five_stages")
        yield team


def told(team: Team) -> list[str]:
    """What the thread is told."""
    texts: list[Showing] = [one for one in team.store.due(NOON) if one.kind is Showable.TEXT]
    return [team.facilitator.text_of("T1", one.workshop, one.what) for one in texts]


def test_the_lead_is_handed_over(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    assert "UBEN facilitates now" in ana.asks("handover", person="UBEN")
    assert team.workshop.facilitators == ("UBEN",)
    assert told(team) == ["@UANA has handed the workshop over: @UBEN facilitates now."]
    assert "Only who facilitates" in ana.types("next")
    assert "no persona yet" in ben.types("next").lower()


def test_whoever_hands_over_can_stay(team: Team) -> None:
    assert "beside you" in team.member("ana").asks("handover", person="UBEN", stay=("stays",))
    assert {*team.workshop.facilitators} == {"UANA", "UBEN"}
    assert told(team) == ["@UBEN now facilitates this workshop beside @UANA."]


def test_the_other_facilitators_stay_what_they_are(team: Team) -> None:
    team.member("chiara").types("takeover")
    team.member("ana").asks("handover", person="UBEN")
    assert {*team.workshop.facilitators} == {"UBEN", "UCHIARA"}
    team.member("ben").asks("handover", person="UCHIARA")
    assert team.workshop.facilitators == ("UCHIARA",)


@pytest.mark.parametrize(
    ("standing", "sentence"),
    [
        (Standing.OUTSIDE, "person! They are not in this channel"),
        (Standing.VISITING, "person! They are not in this channel, or not of your organisation"),
        (Standing.UNKNOWN, "person! I cannot see just now who is in this channel"),
    ],
)
def test_nobody_gets_the_lead_who_could_not_use_it(team: Team, standing: Standing, sentence: str) -> None:
    ana = team.member("ana")
    team.room.says(team.member("ben"), standing)
    assert sentence in ana.asks("handover", person="UBEN")
    assert team.workshop.facilitators == ("UANA",)
    assert ana.form is not None, "the dialog stays open"


def test_nobody_can_leave_a_workshop_without_a_facilitator(team: Team) -> None:
    assert "person! That is you" in team.member("ana").asks("handover", person="UANA")
    assert "person!" in team.member("ana").asks("handover", person=None)
    assert team.workshop.facilitators == ("UANA",)


def test_who_lost_the_lead_meanwhile_cannot_hand_it_over(team: Team) -> None:
    ana = team.member("ana")
    ana.types("handover")
    team.member("ben").types("takeover")
    form = ana.form
    team.member("ben").hears([])
    ana.fills(person="UBEN")
    ana.form = form
    assert "Only who facilitates can do this: @UBEN" in ana.fills(person="UCHIARA")
    assert team.workshop.facilitators == ("UBEN",)


def test_who_loses_the_lead_in_the_moment_of_their_press_turns_nothing(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at the rule and the lock: it is applied once more inside."""
    ana, change = team.member("ana"), SqlStore.change

    def after_ben_took_over(store: SqlStore, tenant: str, workshop: str, move: Move, **given: Any) -> Workshop:
        monkeypatch.setattr(SqlStore, "change", change)
        store.change(tenant, workshop, turn(lambda now: replace(now, facilitators=("UBEN",))))
        return store.change(tenant, workshop, move, **given)

    monkeypatch.setattr(SqlStore, "change", after_ben_took_over)
    assert "Only who facilitates can do this: @UBEN" in ana.types("skip")
    assert team.workshop.step is Step.PERSONAS


def test_whoever_the_command_mentions_is_chosen_already(team: Team) -> None:
    ana = team.member("ana")
    ana.hears(team.facilitator.command(ana.who, ana.place, "handover @Ben", people=["UBEN"]))
    assert ana.form is not None
    assert ana.form.fields[0].initial == "UBEN"


def test_people_of_other_organisations_answer_once_they_are_let(team: Team) -> None:
    rex = team.member("rex")
    team.room.says(rex, Standing.VISITING)
    key = team.workshop.key
    assert "A facilitator can let you answer" in rex.presses("add", workshop=key)
    assert "can now answer" in team.member("ana").types("visitors")
    rex.presses("add", workshop=key)
    assert "Saved" in rex.fills(name="Maya")
    assert "Only people of the organisation" in rex.presses("map", workshop=key)
    rex.presses("add", workshop=key)
    assert "Only people of this organisation can answer now" in team.member("ana").types("visitors")
    assert "A facilitator can let you answer" in rex.fills(name="Noor")
    assert team.workshop.counts["persona"] == 1


def test_a_dialog_of_who_has_left_the_channel_is_not_taken_and_keeps_what_was_typed(team: Team) -> None:
    ben = team.member("ben")
    ben.types("persona")
    team.room.says(ben, Standing.OUTSIDE)
    assert "name! I only show and change a map for who is in its channel now" in ben.fills(name="Maya")
    assert ben.form is not None
    assert team.workshop.counts["persona"] == 0
    team.room.says(ben, Standing.INSIDE)
    assert "Saved" in ben.fills(name="Maya")


def test_a_dialog_opened_in_a_direct_message_is_taken_where_its_workshop_is(team: Team) -> None:
    ben = team.member("ben", channel="D7")
    team.room.says(ben, Standing.OUTSIDE, "D7")
    ben.presses("persona", workshop=team.workshop.key)
    assert "Saved" in ben.fills(name="Maya")
    team.room.says(ben, Standing.OUTSIDE)
    assert "in its channel now" in ben.presses("mine", workshop=team.workshop.key)


def test_only_who_is_in_the_channel_can_be_named_as_facilitator_at_the_start(team: Team) -> None:
    ana, ben, zoe = team.member("ana"), team.member("ben"), team.member("zoe")
    team.room.says(zoe, Standing.OUTSIDE, "C7")
    elsewhere = team.member("ana", channel="C7")
    elsewhere.types("start Secret plans")
    told = elsewhere.fills(facilitators=(ana.who.id, zoe.who.id))
    assert told.startswith("facilitators! They are not in this channel")
    assert elsewhere.form is not None, "it stays open with what was typed"
    assert "has begun" in elsewhere.fills(facilitators=(ana.who.id, ben.who.id))
