"""What a team took on in a retrospective, and how the next ones open with it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from journeybot.journey import Improvement, Status
from journeybot.ports import ShowState
from journeybot.replies import Say
from journeybot.workshop import Change, Step
from tests.team import NOON, Team, gathered
from tests.test_retrospective import FIRST, SECOND, acts, begins, says


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """A team whose clock goes on a little with every look."""
    ticks = count()
    with gathered(tmp_path, clock=lambda: NOON + timedelta(milliseconds=next(ticks))) as team:
        yield team


def actions(team: Team) -> dict[str, Improvement]:
    """Those of the retrospective that was begun last, by their text."""
    found = team.store.notes("T1", team.workshop.key, Improvement)
    return {one.text: one for one in found if isinstance(one, Improvement)}


def test_the_next_one_opens_with_the_actions_of_the_last(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    begins(ana)
    acts(ana, "Pair every day", "Faster build", "Fewer meetings", "Ask support")
    before = actions(team)
    begins(ana, SECOND)
    card = team.facilitator.card("T1", team.workshop.key)
    assert card.steps[0] == "Last actions"
    assert [row.text.split("\n")[1] for row in card.rows] == ["Not begun"] * 4
    assert "4 actions from Sprint retrospective, 4 May 2026" in team.card()
    for text, became in {"Pair every day": "done", "Faster build": "carried", "Fewer meetings": "dropped"}.items():
        ben.presses("became", f"{became} {before[text].key}", workshop=team.workshop.key)
    card = team.facilitator.card("T1", team.workshop.key)
    assert card.progress == "3 of 4 settled", "anybody presses for all, so no people are counted"
    assert "4 actions from Sprint retrospective, 4 May 2026; 1 is still to be done" in card.lines[0]
    ana.presses("became", f"doing {before['Ask support'].key}", workshop=team.workshop.key)
    card = team.facilitator.card("T1", team.workshop.key)
    assert [row.text[0] for row in card.rows] == ["✔", "↪", "✖", "◐"]
    assert "1 of the last 4 actions was done." in card.lines
    assert card.progress == "4 of 4 settled"
    assert team.store.journey("T1", team.workshop.key).participants == 0, "of what it is about nobody has said anything"
    going_on = actions(team)
    assert list(going_on) == ["Faster build"]
    assert going_on["Faster build"].carried == (FIRST,)
    assert going_on["Faster build"].owner == "<@UBEN>"
    assert going_on["Faster build"].status is Status.OPEN


def test_what_is_overdue_is_marked_and_carried_over_it_is_asked_for_a_day_to_come(team: Team) -> None:
    ana, ben, chi = team.member("ana"), team.member("ben"), team.member("chi")
    begins(ana)
    acts(ana, "Faster build")
    old = actions(team)["Faster build"]
    late = replace(old, due=NOON.date() - timedelta(days=3))
    team.store.change("T1", team.workshop.key, lambda now, _: Change(workshop=now, put=(late,)))
    begins(ana, SECOND)
    assert rows(team) == ["○ Faster build  → @UBEN, overdue since 1 May 2026\nNot begun"]
    chi.presses("became", f"carried {old.key}", workshop=team.workshop.key)
    assert chi.form is not None
    assert {field.name: field.initial for field in chi.form.fields} == {"owner": "UBEN", "due": "2026-05-18"}
    assert actions(team)["Faster build"].carried, "whatever becomes of the dialog"
    chi.fills(due="2026-05-20")
    assert rows(team) == ["↪ Faster build  → @UBEN, until 20 May 2026\nCarried over to this sprint"]
    ben.presses("became", f"done {old.key}", workshop=team.workshop.key)
    assert ben.form is None


def rows(team: Team) -> list[str]:
    return [row.text for row in team.facilitator.card("T1", team.workshop.key).rows]


def test_how_far_it_is_of_the_last_five_and_not_of_what_is_agreed_just_now(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    acts(ana, *(f"Action {number}" for number in range(1, 7)))
    before = actions(team)
    begins(ana, SECOND)
    assert [button.command for button in ana.offered_buttons] == ["pace"]
    for number in range(1, 7):
        said = "done" if number in {1, 2, 6} else "dropped"
        ana.presses("became", f"{said} {before[f'Action {number}'].key}", workshop=team.workshop.key)
    ana.types("improve")
    ana.fills(text="A new one")
    assert "2 of the last 5 actions were done." in team.card()


def test_of_many_actions_those_that_are_decided_on_make_room(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    acts(ana, *(f"Action {number}" for number in range(10)))
    before = actions(team)
    begins(ana, SECOND)
    for number in (1, 4, 6):
        ana.presses("became", f"dropped {before[f'Action {number}'].key}", workshop=team.workshop.key)
    rows = [row.text.split("  ")[0] for row in team.facilitator.card("T1", team.workshop.key).rows]
    assert rows[:8] == [*(f"○ Action {number}" for number in (0, 2, 3, 5, 7, 8, 9)), "✖ Action 1"]
    assert rows[8:] == ["… and 2 more"]


def test_the_card_tells_each_time_what_became_of_one_of_them(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    acts(ana, "Faster build")
    (key,) = (one.key for one in actions(team).values())
    begins(ana, SECOND)
    for became in ("doing", "done"):
        card = team.store.card_of("T1", team.workshop.key)
        assert card
        team.store.settle(replace(card, state=ShowState.SHOWN, message="17.1"))
        ana.presses("became", f"{became} {key}", workshop=team.workshop.key)
        assert card.key in {one.key for one in team.store.due(NOON + timedelta(days=1), most=99)}


def test_cut_off_while_they_are_carried_over_nothing_is_there_twice_and_nothing_said_is_lost(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    says(ana, "Slow build", kind="met")
    ana.types("improve")
    ana.fills(text="Faster build", challenges=(ana.choice("challenges", "➖ Slow build"),))
    acts(ana)
    key, old = team.workshop.key, actions(team)["Faster build"]
    begins(ana, SECOND)
    ana.presses("became", f"carried {old.key}", workshop=team.workshop.key)
    team.store.change("T1", key, lambda workshop, _notes: Change(workshop=workshop, put=(old,)))
    assert "0 of 1 settled" in team.card()
    while team.workshop.step is not Step.IMPROVEMENTS:
        ana.types("next anyway")
    assert team.card().count("Faster build") == 1
    here = actions(team)["Faster build"]
    assert (old.challenges != (), here.challenges) == (True, ()), "what it was against is on the map before"
    better = replace(here, text="Twice as fast")
    team.store.change("T1", team.workshop.key, lambda workshop, _notes: Change(workshop=workshop, put=(better,)))
    ana.asks("close")
    assert [*actions(team)] == ["Twice as fast"]


def test_one_that_was_carried_over_and_deleted_here_is_asked_about_again(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    acts(ana, "Faster build")
    before = actions(team)["Faster build"]
    begins(ana, SECOND)
    ana.presses("became", f"carried {before.key} open", workshop=team.workshop.key)
    key = actions(team)["Faster build"].key
    team.store.change("T1", team.workshop.key, lambda workshop, _notes: Change(workshop=workshop, drop=(key,)))
    (row,) = team.facilitator.card("T1", team.workshop.key).rows
    assert row.text.startswith("○ Faster build")
    (carry_over,) = (button for button in row.buttons if button.argument.startswith("carried"))
    ana.presses("became", carry_over.argument, workshop=team.workshop.key)
    assert list(actions(team)) == ["Faster build"]


def test_an_action_tells_how_often_it_was_carried_over_and_does_not_go_on_twice(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    acts(ana, "Faster build")
    for title in (SECOND, "The third one"):
        old = actions(team)["Faster build"]
        begins(ana, title)
        for became in ("carried", "done", "carried", "carried"):
            ana.presses("became", f"{became} {old.key}", workshop=team.workshop.key)
            assert len(actions(team)) == (became == "carried")
        if title == SECOND:
            acts(ana)
    assert actions(team)["Faster build"].carried == (FIRST, SECOND)
    row = team.facilitator.card("T1", team.workshop.key).rows[0].text
    assert "Carried over to this sprint. Carried over once before, first from Sprint retrospective, 4 May 2026" in row
    assert "The last action was not done." in team.card()


def test_what_is_neither_done_nor_dropped_comes_again_whether_or_not_anybody_says_so(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    acts(ana, "Faster build", "Pair every day", "Fewer meetings")
    first = actions(team)
    begins(ana, SECOND)
    ana.presses("became", f"doing {first['Faster build'].key}", workshop=team.workshop.key)
    ana.presses("became", f"dropped {first['Fewer meetings'].key}", workshop=team.workshop.key)
    acts(ana, "Ask support")
    assert "2 actions from before are neither done nor dropped and go on with these." in ana.heard
    assert {text: one.status for text, one in actions(team).items()} == {
        "Ask support": Status.OPEN,
        "Faster build": Status.DOING,
        "Pair every day": Status.OPEN,
    }
    begins(ana, "The third one")
    rows = [row.text for row in team.facilitator.card("T1", team.workshop.key).rows]
    assert [row.split("  ")[0] for row in rows] == ["○ Ask support", "◐ Faster build", "○ Pair every day"]
    assert all(f"Carried over once before, first from {FIRST}" in row for row in rows[1:])
    acts(ana)
    assert len(actions(team)) == 3, "nobody pressed anything"
    assert ana.types("improvements").count("Faster build") == 1


def test_where_actions_are_agreed_the_card_has_those_that_go_on_from_the_last_one_once(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    acts(ana, "Faster build", "Pair every day", "Fewer meetings", "Ask support")
    first = actions(team)
    begins(ana, SECOND)
    for text, became in {"Faster build": "doing", "Pair every day": "carried", "Fewer meetings": "done"}.items():
        ana.presses("became", f"{became} {first[text].key}", workshop=team.workshop.key)
    assert "under way" not in team.card()
    while team.workshop.step is not Step.IMPROVEMENTS:
        ana.types("next anyway")
    lines = team.facilitator.card("T1", team.workshop.key).lines
    assert lines == (
        f"• Pair every day  → @UBEN  (carried over from {FIRST})",
        f"• Faster build  → @UBEN  (carried over from {FIRST}): under way",
        f"• Ask support  → @UBEN  (carried over from {FIRST})",
    )
    ana.asks("close")
    ana.types("reopen")
    assert sorted(team.facilitator.card("T1", team.workshop.key).lines) == sorted(lines)


def test_next_step_asks_once_of_which_action_nobody_has_said_what_became_of_it(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    acts(ana, "Faster build", "Pair every day")
    first = actions(team)
    begins(ana, SECOND)
    ana.presses("became", f"doing {first['Faster build'].key}", workshop=team.workshop.key)
    told = ana.presses("next", workshop=team.workshop.key, seen="last_actions")
    assert "Nobody has said what became of “Pair every day”." in told
    assert team.workshop.step is Step.LAST_ACTIONS
    assert [button.command for button in ana.offered_buttons] == ["next"]
    told = ana.presses("became", f"done {first['Pair every day'].key}", workshop=team.workshop.key, seen="aside")
    assert "✔ Pair every day" in told, "it is not the card that was pressed on"
    assert "step 2" not in team.card()
    ana.types("next")
    assert "step 2" in team.card()


def test_at_home_one_can_say_what_became_of_the_last_actions(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    acts(ana, "Faster build", "Pair every day")
    first = actions(team)
    begins(ana, SECOND)
    waits = dict(team.facilitator.home(ana.who).sections)["Waits for you"]
    (button,) = waits[0].buttons
    assert button.label == "Say what became of them"
    for told in (ana.types("add"), ana.presses(button.command, button.argument, workshop=button.workshop)):
        assert told.startswith("What became of these?")
        assert "Faster build" in told
        assert "[Carry over]" in told
    (asked,) = team.facilitator.command(ana.who, ana.place, "add")
    assert isinstance(asked, Say)
    doing = asked.rows[0].buttons[1]
    told = ana.presses(doing.command, doing.argument, workshop=doing.workshop, seen=doing.seen)
    assert "◐ Faster build" in told, "it is not the card that was pressed on"
    for status, text in (("done", "Faster build"), ("dropped", "Pair every day")):
        ana.presses("became", f"{status} {first[text].key}", workshop=team.workshop.key)
    assert ana.types("add") == "It has been said of every action what became of it."


def test_what_was_left_behind_long_ago_goes_on_once_and_not_again_after_a_reopening(team: Team) -> None:
    ana = team.member("ana")
    begins(ana)
    acts(ana, "Faster build")
    key, old = team.workshop.key, actions(team)["Faster build"]
    begins(ana, SECOND)
    acts(ana, "Ask support")
    team.store.change("T1", key, lambda workshop, _notes: Change(workshop=workshop, put=(old,)))
    begins(ana, "The third one")
    acts(ana)
    assert {*actions(team)} == {"Faster build", "Ask support"}
    ana.types("reopen")
    ana.asks("close")
    assert {text: len(one.carried) for text, one in actions(team).items()} == {"Faster build": 2, "Ask support": 1}
