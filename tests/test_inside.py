"""Maps inside maps: opened at a touchpoint, seen from both ends, and told to nobody who may not read them."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from journeybot.inside import DEEPEST
from journeybot.journey import JourneyMap, Persona, Touchpoint
from journeybot.permissions import Standing
from journeybot.replies import Say
from journeybot.workshop import Place, Workshop
from tests.team import NOON, Member, Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    minutes = count()
    with gathered(tmp_path, clock=lambda: NOON + timedelta(minutes=next(minutes))) as team:
        ana = team.member("ana")
        shop(ana, "Groceries", "Call support")
        yield team


@pytest.fixture
def ana(team: Team) -> Member:
    return team.member("ana")


def shop(member: Member, title: str, *points: str) -> str:
    """A map with one stage for each template's, one persona and these touchpoints; its key."""
    member.asks(f"start {title}", template="five_stages")
    member.asks("persona", name="Maya")
    member.asks("touchpoints", lines="\n".join(points))
    found = member.team.store.open_in(member.place)
    assert found
    return found.key


def hangs_in(member: Member, point: str, chosen: str = "", **more: str) -> str:
    """Open the map that is called so (else a new one) in a touchpoint."""
    member.presses("inside", "open")
    at = member.choice("touchpoint", point)
    found = next((one for one in member.offered("map") if chosen and one.startswith(chosen)), None)
    return member.fills(touchpoint=at, **({"map": member.choice("map", found)} if found else {}), **more)


def inner(team: Team, parent: str) -> Workshop:
    """The workshop that the first touchpoint with a map opens."""
    notes = team.store.notes("T1", parent, Touchpoint)
    found = team.store.workshop("T1", next(t.link for t in notes if isinstance(t, Touchpoint) and t.link))
    assert found
    return found


def seen(team: Team, workshop: str, channel: str = "C1") -> JourneyMap:
    """The map as it is drawn and exported for a channel."""
    return team.facilitator.journey("T1", workshop, to=Place("T1", channel))


def test_a_new_one_waits_until_the_map_around_it_is_finished_and_begins_with_the_same_people(
    team: Team, ana: Member
) -> None:
    parent = team.workshop.key
    assert "so it waits until this one is finished" in hangs_in(ana, "Call support", title="The call")
    child = inner(team, parent)
    assert (child.about.title, child.open, team.workshop.key) == ("The call", False, parent)
    assert [p.name for p in team.store.notes("T1", child.key, Persona) if isinstance(p, Persona)] == ["Maya"]
    told = ana.types("inside")
    assert "Call support opens The call\nWaiting to begin [Draw the map]" in told, "the channel is busy"
    waiting = dict(team.facilitator.home(ana.who).sections)["Maps that wait to begin"]
    assert [row.text.splitlines()[0] for row in waiting] == ["The call"]
    assert "[Begin “The call”]" in ana.asks("close")
    ana.presses("reopen", workshop=child.key)
    assert team.workshop.key == child.key
    assert "Part of Groceries › Call support" in team.card()
    assert team.store.card_of("T1", child.key)


def test_after_the_end_of_the_map_around_it_a_new_one_begins_at_once(team: Team, ana: Member) -> None:
    ana.asks("close")
    assert "has begun with the same personas" in hangs_in(ana, "Call support", template="website")
    assert (team.workshop.about.title, team.workshop.open) == ("Call support", True)
    assert team.workshop.counts["stage"] > 1


def test_the_same_dialog_twice_opens_one_map(team: Team, ana: Member) -> None:
    ana.presses("inside", "open")
    form, at = ana.form, ana.choice("touchpoint", "Call support")
    for _ in range(2):
        ana.form = form
        ana.fills(touchpoint=at)
    assert len(team.store.maps_in(team.place)) == 2


def test_story_summary_list_and_picture_know_it_from_both_ends(team: Team, ana: Member) -> None:
    parent = team.workshop.key
    hangs_in(ana, "Call support", title="The call")
    assert "↳ Inside is a journey of its own, The call" in ana.types("story")
    assert "Maps inside\n- Call support: The call" in ana.types("summary")
    assert "Part of Groceries › Call support" in ana.types("list")
    assert [one.about.title for one in seen(team, parent).inside] == ["The call"]
    assert seen(team, inner(team, parent).key).part_of == (("Groceries", "Call support"),)


def elsewhere(team: Team) -> tuple[Member, str]:
    """Ana has a map in another channel and hung it into the first one's touchpoint."""
    ana = team.member("ana")
    key = shop(team.member("ana", channel="C2"), "Secret call", "Secret queue")
    assert "now opens the map Secret call" in hangs_in(ana, "Call support", "Secret call")
    return ana, key


def test_what_is_in_another_channel_is_marked_here_and_not_told(team: Team) -> None:
    elsewhere(team)
    parent = team.workshop.key
    drawn = seen(team, parent)
    assert (drawn.inside, bool(drawn.touchpoints[0].link)) == ((), True)
    posted = team.facilitator.text_of("T1", parent, {"text": "story"})
    assert "Secret" not in posted
    assert "on a map of its own, in another channel" in posted
    assert "Secret" not in team.facilitator.text_of("T1", parent, {"text": "summary"})


@pytest.mark.parametrize("standing", [Standing.OUTSIDE, Standing.VISITING, Standing.UNKNOWN])
def test_in_private_it_is_told_only_to_who_is_in_its_channel(team: Team, standing: Standing) -> None:
    ana, _ = elsewhere(team)
    ben = team.member("ben")
    team.room.says(ben, standing, "C2")
    assert "Secret call" in ana.types("story")
    for command in ("story", "summary", "inside"):
        assert "Secret" not in ben.types(command)
        assert "in another channel" in ben.heard
    ben.presses("inside", "open")
    assert not any("Secret" in one for one in ben.offered("map"))


def test_the_map_inside_says_elsewhere_only_that_it_is_part_of_something(team: Team) -> None:
    _, key = elsewhere(team)
    ben = team.member("ben", channel="C2")
    team.room.says(ben, Standing.OUTSIDE, "C1")
    assert "Part of a map in another channel" in ben.types("inside")
    card = team.facilitator.card("T1", key)
    assert "Part of a map in another channel" in card.situation
    assert "Groceries" not in ben.types("story") + card.situation + ben.types("list")


def test_nobody_hangs_in_a_map_that_they_may_not_see(team: Team, ana: Member) -> None:
    key = shop(team.member("eva", channel="C2"), "Secret call", "Secret queue")
    team.room.says(ana, Standing.OUTSIDE, "C2")
    ana.presses("inside", "open")
    at = ana.choice("touchpoint", "Call support")
    assert "map! What you chose has been deleted meanwhile" in ana.fills(touchpoint=at, map=key)
    assert ana.fills(touchpoint=at, map="of another tenant") == ana.heard
    assert "No touchpoint of Groceries opens a map" in ana.types("inside")


def test_a_map_is_never_inside_itself_by_whatever_way(team: Team, ana: Member) -> None:
    parent = team.workshop.key
    hangs_in(ana, "Call support", title="The call")
    child = inner(team, parent)
    ana.asks("close")
    ana.presses("reopen", workshop=child.key)
    ana.asks("stages", lines="One\nTwo")
    ana.asks("touchpoints", lines="Hold the line")
    assert "a map cannot be inside itself" in hangs_in(ana, "Hold the line", "Groceries")


def test_maps_lie_within_each_other_five_deep_and_no_deeper(team: Team, ana: Member) -> None:
    for number in range(2, DEEPEST + 1):
        ana.asks("close")
        assert "has begun" in hangs_in(ana, "Call support", title=f"Level {number}")
        ana.asks("stages", lines="One\nTwo")
        ana.asks("touchpoints", lines="Call support")
    ana.asks("close")
    assert "At most 5 maps" in hangs_in(ana, "Call support", title="Level 6")


def test_it_is_taken_out_and_back_and_a_deleted_one_leaves_no_mark(team: Team, ana: Member) -> None:
    parent = team.workshop.key
    hangs_in(ana, "Call support", title="The call")
    child, at = inner(team, parent), seen(team, parent).touchpoints[0].key
    assert "opens no map any more. The map itself stays." in ana.presses("unlink", at)
    assert not seen(team, parent).touchpoints[0].link
    ana.types("undo")
    assert seen(team, parent).inside
    assert "which then opens nothing" in ana.presses("erase", workshop=child.key)
    ana.presses("erase", "surely", workshop=child.key)
    assert not seen(team, parent).touchpoints[0].link
    assert "No touchpoint of Groceries opens a map" in ana.types("inside")


def test_a_refused_press_leaves_the_list_it_was_pressed_in(team: Team, ana: Member) -> None:
    at = team.store.journey("T1", team.workshop.key).touchpoints[0].key
    replies = team.facilitator.press(ana.who, ana.place, command="unlink", argument=at, workshop=team.workshop.key)
    assert replies == [Say(text="There is no map inside this touchpoint.", refused=True)]
