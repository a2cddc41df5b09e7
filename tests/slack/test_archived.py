"""A channel that is archived in the middle of a workshop: it rests, who leads hears so once, and it goes on after."""

from collections.abc import Iterator

import pytest

from bot.slack import comings
from journeybot.ports import Showing, ShowState
from journeybot.waking import ARCHIVED
from journeybot.workshop import Place
from tests.slack.at_work import AtWork, at_work

RESTS = "has been archived, so *Groceries* rests: I post nothing there and remind nobody."


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    with at_work(tmp_path_factory.mktemp("bot")) as work:
        yield work


def card(work: AtWork, channel: str) -> Showing:
    place = Place(work.running.stage.workspace.team.id, channel)
    found = work.bot.store.latest_in(place)
    card = found and work.bot.store.card_of(place.tenant, found.key)
    assert card
    return card


def told(work: AtWork) -> int:
    """How often Ana has heard of it."""
    return sum(RESTS in said for said in work.person("Ana", "direct").reads())


def archived(work: AtWork) -> str:
    """A channel in which Ana leads and Ben answered just as it was archived; Ana has heard of it."""
    before = told(work)
    room = work.room()
    ana, ben = work.begins(room), work.person("Ben", room).types("/journey persona")
    work.card_rests(ana.types("/journey persona"))
    work.player.post("act/archive", channel=ana.channel)
    ben.submits({"Name": "Maya"})
    work.player.wait_for(lambda: told(work) > before)
    assert (card(work, ana.channel).state, card(work, ana.channel).error) == (ShowState.PARKED, ARCHIVED)
    return ana.channel


@pytest.mark.parametrize("private", [False, True])
def test_it_goes_on_in_its_place_once_the_channel_is_back(work: AtWork, private: bool) -> None:
    channel = archived(work)
    work.running.stage.workspace.channels[channel].is_private = private
    heard, ben = told(work), work.person("Ben", channel)
    before = card(work, channel)
    work.player.post("act/archive", channel=channel, back=True)
    work.until(ben, "1 of 2 people have answered here")
    assert sum("Step 1 of 6" in said for said in ben.reads()) == 1, "the card is the one that was there"
    assert card(work, channel).message == before.message
    assert told(work) == heard


def test_what_is_answered_meanwhile_is_kept_and_tells_nobody_again(work: AtWork) -> None:
    channel = archived(work)
    heard = told(work)
    due = card(work, channel).should
    work.person("Ana", channel).submits({"Name": "Jo"})
    work.player.wait_for(lambda: card(work, channel).should > due)
    work.bot.errands.wake()
    assert (card(work, channel).state, told(work)) == (ShowState.PARKED, heard)


def test_where_the_event_did_not_reach_us_the_next_command_does(work: AtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = archived(work)
    work.running.stage.workspace.channels[channel].is_archived = False
    monkeypatch.setattr(comings, "A_WHILE", 0.0)
    ben = work.person("Ben", channel).types("/journey status")
    work.until(ben, "Maya")
    work.until(ben, "1 of 2 people have answered here")
