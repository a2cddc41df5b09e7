"""From one retrospective to the next: what is offered when one is over, and what becomes of its actions."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from journeybot.commands.carrying import marked
from journeybot.journey import Improvement, Status
from journeybot.ports import Showing, ShowState
from journeybot.workshop import Refusal, Step
from tests.team import NOON, Member, Team, gathered
from tests.test_last_actions import actions
from tests.test_retrospective import FIRST, SECOND, acts, begins, says


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """A team whose clock goes on a little with every look."""
    ticks = count()
    with gathered(tmp_path, clock=lambda: NOON + timedelta(milliseconds=next(ticks))) as team:
        yield team


def test_a_finished_one_is_not_looked_at_again_but_leads_to_the_next(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    begins(ana)
    ana.types("about")
    assert ana.form is not None
    assert "review_on" not in [field.name for field in ana.form.fields]
    says(ana, "Pairing", kind="helped")
    acts(ana, "Look together")
    assert "[Look at it again]" not in team.card()
    assert "[Start the next retrospective]" in team.card()
    assert "review" not in ana.types("help")
    told = ana.types("review")
    assert "the next one in this channel begins with what became of its actions" in told
    assert "[Start the next retrospective]" in told
    assert not team.workshop.open
    button = next(one for one in team.facilitator.card("T1", team.workshop.key).buttons if one.command == "start")
    ben.presses(button.command, button.argument, workshop=button.workshop)
    ben.fills(title=SECOND)
    assert "[Done]" in "".join(
        f"[{b.label}]" for row in team.facilitator.card("T1", team.workshop.key).rows for b in row.buttons
    )


def test_an_old_list_does_not_bring_back_what_was_dropped_since(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    begins(ana)
    acts(ana, "Faster build", "Pair every day")
    old, first = team.workshop.key, actions(team)
    begins(ana, SECOND)
    for status, text, said in (("dropped", "Faster build", "dropped by now"), ("carried", "Pair every day", "carried")):
        ana.presses("became", f"{status} {first[text].key}", workshop=team.workshop.key)
        told = ben.presses("doing", first[text].key, workshop=old)
        assert said in told
        assert "Nothing was changed." in told
        assert "[What we have taken on]" in told
    assert "Faster build\nDropped" in ben.types("improvements")


def test_two_who_press_at_once_on_the_last_actions_do_not_overrule_each_other_unawares(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    begins(ana)
    acts(ana, "Faster build", "Pair every day")
    ben.presses("done", actions(team)["Pair every day"].key, workshop=team.workshop.key)
    begins(ana, SECOND)
    assert "2 actions from Sprint retrospective, 4 May 2026; 1 is still to be done" in team.card()
    row = next(one for one in team.facilitator.card("T1", team.workshop.key).rows if "Faster" in one.text)
    carry, drop = (next(b for b in row.buttons if b.label == label) for label in ("Carry over", "Dropped"))
    ana.presses(carry.command, carry.argument, workshop=carry.workshop)
    told = ben.presses(drop.command, drop.argument, workshop=drop.workshop)
    assert "“Faster build” is carried over" in told
    assert "[Say what became of them]" in told
    assert "1 of the last 2 actions was done." in team.card()
    assert [*actions(team)] == ["Faster build"]
    dropped = marked(drop.argument.split()[1], Status.DROPPED, was=Status.OPEN)
    with pytest.raises(Refusal, match="overtaken"):  # and in the very same moment
        team.store.change("T1", team.workshop.follows, dropped)


def test_a_first_one_and_one_after_none_with_actions_begin_with_feelings(team: Team) -> None:
    ana = team.member("ana")
    ana.asks("start Groceries", template="five_stages")
    acts(ana, "Show the fee")
    for title in (FIRST, SECOND):
        begins(ana, title)
        assert team.workshop.step is Step.MOMENTS, "what was taken on for customers has its review"
        acts(ana)
    begins(ana, "The third one")
    assert team.workshop.step is Step.MOMENTS
    assert "first step" in ana.types("back")


def test_one_that_is_opened_again_takes_nothing_from_those_that_came_after(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    acts(ana, "Faster build")
    first = team.workshop.key
    begins(ana, SECOND)
    acts(ana, "Ask support")
    ana.presses("reopen", workshop=first)
    ana.asks("close")
    assert [note.text for note in team.store.notes("T1", first, Improvement)] == ["Faster build"]  # type: ignore[attr-defined]


def test_undo_takes_nothing_back_of_what_became_of_the_last_actions(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    acts(ana, "Faster build")
    first = actions(team)["Faster build"].key
    begins(ana, SECOND)
    ana.presses("became", f"dropped {first}", workshop=team.workshop.key)
    assert "There is nothing to take back." in ana.types("undo"), "its buttons turn it back, on the card"
    acts(ana)
    ana.types("reopen")
    assert "Taken back: what was set when it was finished: who keeps an eye on the actions." in ana.types("undo")


def test_what_became_of_the_last_actions_is_told_when_it_is_over(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    acts(ana, "Faster build", "Pair every day", "Fewer meetings", "Ask support")
    first = actions(team)
    begins(ana, SECOND)
    for status, text in (("dropped", "Faster build"), ("dropped", "Fewer meetings"), ("done", "Pair every day")):
        ana.presses("became", f"{status} {first[text].key}", workshop=team.workshop.key)
    acts(ana, "Ship on Mondays")
    said = "What became of the 4 actions from Sprint retrospective, 4 May 2026: 1 done, 2 dropped, 1 carried over."
    assert said in team.card()
    told = ana.types("story")
    assert (
        "What became of the actions from Sprint retrospective, 4 May 2026\n- Pair every day: done, by @UBEN.\n" in told
    )
    assert "• Ship on Mondays  → @UBEN" in team.card(), "and what was taken on this time is named"
    assert "• Ask support  → @UBEN  (carried over from" in team.card()


def test_the_card_tells_what_became_of_an_action_wherever_that_is_said(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    begins(ana)
    acts(ana, "Faster build", "Pair every day")
    begins(ana, SECOND)
    arrives(team, *owed(team))
    assert not owed(team)
    says_at_home(ben, "done", "Faster build")
    under_way = next(one for one in owed(team) if one.key == f"card.{team.workshop.key}")
    assert "✔ Faster build" in rows(team)
    says_at_home(ben, "drop", "Pair every day")
    arrives(team, under_way)
    assert under_way.key in {one.key for one in owed(team)}, "it was on its way without the second"
    assert "✖ Pair every day" in rows(team)


def says_at_home(member: Member, command: str, text: str) -> None:
    taken_on = dict(member.team.facilitator.home(member.who).sections)["What you have taken on"]
    press = next(b for row in taken_on if row.text.startswith(text) for b in row.buttons if b.command == command)
    member.presses(command, press.argument, workshop=press.workshop, seen=press.seen)


def rows(team: Team) -> str:
    return "\n".join(row.text for row in team.facilitator.card("T1", team.workshop.key).rows)


def owed(team: Team) -> tuple[Showing, ...]:
    """What the chat does not show yet, or not any more as it is."""
    return team.store.due(NOON + timedelta(days=1), most=100)


def arrives(team: Team, *shown: Showing) -> None:
    for one in shown:
        team.store.settle(replace(one, state=ShowState.SHOWN, message="1.1", does=one.should))


def test_my_answers_say_of_each_whether_it_helped_or_hurt(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    ana.types("anonymous challenges")
    helped, hurt = (says(ana, "Pairing", kind="helped"), says(ana, "The build", kind="met"))
    told = "".join(ana.types(f"key {key}") for key in re.findall(r"[A-Z0-9]{5}-[A-Z0-9]{5}", helped + hurt))
    assert "Helped  Pairing" in told
    assert "Hurt  The build" in told
