"""The map in another channel: only by somebody who is in both, asked once, and brought up to date there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from bot.errands.easel import Easel
from bot.errands.making import Maker
from journeybot.permissions import Standing
from journeybot.ports import Showable, Showing, ShowState
from journeybot.replies import TakeDown
from journeybot.wording import Wording
from journeybot.workshop import Place, Refusal
from tests.team import NOON, Member, Team, gathered

SALES = "C2"


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


def shares(member: Member, channel: str = SALES) -> str:
    """What is said to `/journey share #channel`."""
    replies = member.team.facilitator.command(member.who, member.place, f"share #{channel}", channels=[channel])
    return member.hears(replies)


def copies(team: Team) -> list[Showing]:
    """What is owed to the other channel."""
    owed = (one for one in team.store.due(NOON) if one.place == Place("T1", SALES))
    return sorted(owed, key=lambda one: one.kind is Showable.TEXT)


def test_it_is_asked_once_and_then_posted_as_a_revision_with_story_and_way_back(team: Team, ana: Member) -> None:
    assert "posts the map Groceries and its story in #C2" in shares(ana)
    assert "[Share it]" in ana.heard
    assert copies(team) == []
    assert "Shared in #C2" in ana.presses("share", SALES)
    picture, words = copies(team)
    assert (picture.kind, picture.what["revision"], words.kind) == (Showable.MAP, "1", Showable.TEXT)
    text = team.facilitator.text_of("T1", team.workshop.key, words.what)
    assert text.startswith("Groceries, a journey map of #C1, shared by @UANA. This is revision r1 of 4 May 2026.")
    assert "Maya" in text
    assert "The map lives in #C1" in text
    assert [button.label for button in team.facilitator.buttons_under(words)] == ["Bring up to date"]
    assert all(team.facilitator.may_be_shown(one) for one in (picture, words))


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Standing.OUTSIDE, "You are not in that channel"),
        (Standing.VISITING, "Only people of the organisation"),
        (Standing.UNKNOWN, "Slack cannot tell me just now"),
    ],
)
def test_only_who_is_in_both_channels_shares_and_never_a_visitor(
    team: Team, ana: Member, standing: Standing, said: str
) -> None:
    team.room.says(ana, standing, SALES)
    assert said in shares(ana)
    assert said in ana.presses("share", SALES)
    team.room.says(ana, Standing.INSIDE, SALES)
    team.room.says(ana, standing)
    ana.presses("share", SALES)
    assert copies(team) == []


@pytest.mark.parametrize("left", [SALES, "C1"])
def test_who_has_left_one_of_them_before_it_is_posted_posts_nothing(team: Team, ana: Member, left: str) -> None:
    no_easel, wording = cast(Easel, None), Wording()
    maker = Maker(team.facilitator, team.store, easel=no_easel, naming=lambda _, journey: journey, wording=wording)
    ana.presses("share", SALES)
    assert len(copies(team)) == 2
    team.room.says(ana, Standing.OUTSIDE, left)
    for one in copies(team):
        with pytest.raises(Refusal, match="gone"):
            maker.make(one)


def test_where_no_channel_is_named_or_none_that_is_known_it_can_be_chosen(team: Team, ana: Member) -> None:
    assert ana.types("share #sales") == "<Share the map>"
    assert ana.form is not None
    assert ana.form.above.startswith("I know no channel “#sales”.")
    ana.types("share")
    assert ana.form.above == ""
    assert "the map “Groceries” and its story" in ana.form.intro
    assert "Shared in #C2" in ana.fills(channel=SALES)
    assert len(copies(team)) == 2


def test_a_channel_that_will_not_do_is_said_in_the_dialog_which_stays_and_another_can_be_chosen(
    team: Team, ana: Member
) -> None:
    team.room.without_us.add(SALES)
    ana.types("share")
    assert ana.fills(channel=SALES).startswith("channel! I am not in #C2")
    assert "channel! This is the map’s own channel" in ana.fills(channel="C1")
    assert copies(team) == []
    assert "Shared in #C3" in ana.fills(channel="C3")


def test_a_typed_channel_that_will_not_do_is_answered_with_why_and_with_a_choice(ana: Member) -> None:
    assert "the map’s own channel" in shares(ana, "C1")
    assert ana.heard.endswith("[Choose the channel]")
    assert ana.presses("share") == "<Share the map>"


def test_where_the_bot_is_not_itself_nothing_is_shared_and_the_exact_invitation_is_said(
    team: Team, ana: Member
) -> None:
    team.room.without_us.add(SALES)
    for heard in (shares(ana), ana.presses("share", SALES)):
        assert heard.startswith("I am not in #C2, so I cannot post there, and nothing is shared yet.")
        assert "Go to #C2, type `/invite @journeybot` there" in heard
    assert copies(team) == []


def test_a_copy_is_brought_up_to_date_by_somebody_of_both_channels_and_only_if_something_changed(
    team: Team, ana: Member
) -> None:
    ana.presses("share", SALES)
    picture, words = copies(team)
    for one in (picture, words):
        team.store.settle(_shown(one))
    ben = team.member("ben", channel=SALES)
    key = team.workshop.key
    assert "nothing has changed since r1" in ben.presses("refresh", words.key, workshop=key)
    ana.asks("persona", name="Noor")
    team.room.says(ben, Standing.OUTSIDE)
    assert "only show and change a map" in ben.presses("refresh", words.key, workshop=key)
    team.room.says(ben, Standing.INSIDE)
    replies = team.facilitator.press(ben.who, ben.place, command="refresh", argument=words.key, workshop=key)
    assert "r2 takes its place" in ben.hears(replies)
    down = [reply for reply in replies if isinstance(reply, TakeDown)]
    assert [(one.place.channel, one.message, one.file) for one in down] == [
        (SALES, "1.1", ""),
        (SALES, "1.2", ""),
        (SALES, "", "F1"),
    ]
    assert [one.what["revision"] for one in copies(team)] == ["2", "2"]
    assert "nothing has changed since r2" in ben.presses("refresh", words.key, workshop=key), (
        "an old copy posts nothing"
    )
    assert len(copies(team)) == 2


def _shown(one: Showing) -> Showing:
    """It as it is once the chat shows it; a text in two messages."""
    if one.kind is Showable.MAP:
        return replace(one, state=ShowState.SHOWN, file="F1")
    return replace(one, state=ShowState.SHOWN, message="1.1", what={**one.what, "parts": "1.2"})
