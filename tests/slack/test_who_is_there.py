"""A map is told only to who is in its channel: the real bot, asking the sandbox who that is."""

from collections.abc import Iterator

import pytest

from bot.sandbox.player import Person
from bot.slack import circle
from journeybot.workshop import Place
from tests.slack.at_work import AtWork, at_work

OUT = "in its channel now"


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    with at_work(tmp_path_factory.mktemp("bot")) as work:
        yield work


@pytest.fixture(params=[False, True], ids=["public", "private"])
def ben(work: AtWork, request: pytest.FixtureRequest) -> Person:
    """Ben has answered on Ana's map, has a dialog open and looks at his Home tab; then he is put out of the channel."""
    room = work.room(private=request.param)
    work.begins(room, "Groceries")
    ben = work.person("Ben", room)
    ben.types("/journey persona").submits({"Name": "Maya"})
    ben.types("/journey persona")
    channel = ben.channel
    ben.goes_to("direct").opens_home()
    work.player.wait_for(lambda: any("Groceries" in text for text in ben.reads_home()))
    work.player.post("act/kick", channel=channel, user=ben.id)
    return ben


def test_who_was_put_out_of_a_channel_finds_nothing_of_its_map(work: AtWork, ben: Person) -> None:
    [problem] = ben.is_refused({"Name": "Noor"}).values()
    assert OUT in problem
    ben.closes().presses("Summary")
    work.until(ben, OUT)
    assert not ben.sees("Maya")
    work.player.wait_for(lambda: any("not shown" in text for text in ben.reads_home()))
    assert not any("Groceries" in text for text in ben.reads_home())


def test_the_shortcut_begins_no_map_where_one_is_not(work: AtWork) -> None:
    room = work.room()
    ben = work.person("Ben", room)
    work.player.post("act/kick", channel=ben.channel, user=ben.id)
    ben.goes_to("direct").uses_shortcut("start_map").submits({"In which channel does your team meet?": room})
    work.until(ben, OUT)
    assert ben.modal is None


def test_a_workshop_is_handed_over_to_whom_the_command_mentions(work: AtWork) -> None:
    room = work.room()
    ana, chiara = work.begins(room), work.person("Chiara", room)
    ana.types("/journey handover @chiara").submits({"And you?": ["I stay a facilitator, too"]})
    work.until(chiara, "now facilitates this workshop beside")
    chiara.types("/journey next")
    work.until(chiara, "There is no persona yet")


def test_where_slack_does_not_say_who_is_there_a_dialog_is_taken_but_nothing_told(
    work: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bot is not in a private channel, so Slack tells it nothing of that; but it has seen Ana there before."""
    ana = work.person("Ana", work.room(bot=False, private=True))
    place = Place(work.running.stage.workspace.team.id, ana.channel)
    ana.opens_home().uses_shortcut("start_map")
    ana.submits({"In which channel does your team meet?": ana.channel})
    ana.goes_to("direct")
    work.until(ana, "Slack cannot tell me just now")
    ana.goes_to(place.channel).types("/journey start Plans")
    monkeypatch.setattr(circle, "GOOD_FOR", 0.0)
    ana.submits()
    workshop = work.bot.store.latest_in(place)
    assert workshop is not None
    assert workshop.about.title == "Plans"
