"""What people see in Slack while they work with the bot, over signed HTTP; most other tests use Socket Mode."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.sandbox.people import Team
from bot.sandbox.player import PATIENCE
from journeybot.workshop import Place
from tests.slack.at_work import AtWork, at_work


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    with at_work(tmp_path_factory.mktemp("bot"), "http") as work:
        yield work


@pytest.fixture
def room(work: AtWork) -> str:
    return work.room()


def test_a_workshop_begins_with_a_dialog_and_a_card_that_follows_every_answer(work: AtWork, room: str) -> None:
    ana, ben = work.begins(room), work.person("Ben", room)
    assert ben.sees("Groceries")
    assert not ben.sees("Groceries has begun"), "only who began it is told"
    ben.types("/journey add").submits({"Name": "Maya"})
    work.until(ben, "Saved: *Maya*")
    work.until(ana, "1 of 2 people have answered here")
    cards = [text for text in ana.reads() if "Step 1 of 6" in text]
    assert len(cards) == 1, "the card is edited in place"


def test_private_answers_take_the_place_of_the_one_that_was_acted_on(work: AtWork, room: str) -> None:
    work.begins(room)
    ben = work.person("Ben", room).types("/journey persona").submits({"Name": "Maya"})
    work.until(ben, "Saved: *Maya*")
    ben.presses("Add a persona", on="Saved").submits({"Name": "Henrik"})
    work.until(ben, "Saved: *Henrik*")
    assert not ben.sees("Saved: *Maya*")
    ben.presses("My answers", on="Saved")
    work.until(ben, "2 answers")
    assert len([message for message in ben.screen()["messages"] if message["ephemeral"]]) == 1


def test_a_dialog_that_will_not_do_stays_open_and_says_why_at_the_field(work: AtWork, room: str) -> None:
    work.begins(room)
    ben = work.person("Ben", room).types("/journey add")
    refused = ben.is_refused({"Name": "Maya", "Age": "140"})
    assert list(refused) == ["Age"]
    ben.submits({"Age": "41"})
    work.until(ben, "Saved: *Maya*")


def test_people_of_two_languages_each_read_their_own(work: AtWork, room: str) -> None:
    ana = work.begins(room)
    dilan = work.person("Dilan", room).types("/journey antworten")
    assert dilan.modal is not None
    texts = [dilan.modal[part]["text"] for part in ("title", "submit", "close")]
    assert texts == ["Eine Persona", "Speichern", "Abbrechen"]
    dilan.submits({"Name": "Maya"})
    work.until(dilan, "Gespeichert: *Maya*")
    work.until(ana, "1 of 2 people have answered here")
    assert dilan.sees("Who travels?"), "the card has the language of the map, for all"
    ana.types("/journey add").submits({"Name": "Noor"})
    work.until(ana, "Saved: *Noor*")


def test_a_map_that_a_german_begins_is_german_for_all(work: AtWork, room: str) -> None:
    dilan, ana = work.person("Dilan", room), work.person("Ana", room)
    dilan.types("/journey start Umzug").submits()
    work.until(ana, "Schritt 1 von 6")
    assert ana.sees("Wer reist?")
    ana.presses("Persona hinzufügen", on="Umzug")
    assert ana.modal is not None
    assert ana.modal["title"]["text"] == "A persona"


def test_the_map_is_drawn_into_the_thread_with_a_text_alternative(work: AtWork, room: str) -> None:
    ana = work.begins(room)
    ana.types("/journey persona").submits({"Name": "Maya"})
    ana.types("/journey map")
    work.player.wait_for(ana.files)
    (picture,) = ana.files()
    assert picture["name"] == "journey-groceries.png"
    assert "Maya" in picture["alt_txt"] or "1 persona" in picture["alt_txt"]
    assert work.player.download(picture["url"]).startswith(b"\x89PNG")
    assert not [message for message in ana.screen()["messages"] if message["files"]], "it is in the card's thread"


def test_a_command_in_a_direct_message_is_answered_with_where_to_go(work: AtWork) -> None:
    farid = work.person("Farid", "direct").types("/journey start")
    assert farid.modal is None
    assert farid.sees("in a channel")
    assert not farid.notices


def test_where_the_bot_is_not_a_member_the_workshop_waits_for_the_invitation(work: AtWork) -> None:
    ana = work.person("Ana", work.room(bot=False, private=True)).types("/journey start Plans")
    ana.submits()
    work.until(ana, "/invite @journeybot")
    work.player.post("act/invite", channel=ana.channel, bot=True)
    work.until(ana, "Step 1 of 6")
    assert ana.sees("Plans"), "nothing that was typed is lost"


def test_the_shortcut_asks_for_the_channel_and_goes_on_to_the_first_dialog(work: AtWork, room: str) -> None:
    ana = work.person("Ana", room).uses_shortcut("start_map")
    ana.submits({"In which channel does your team meet?": room})
    ana.submits({"What is the map called?": "Groceries"})
    work.until(ana, "Step 1 of 6")


def test_the_home_tab_has_my_maps_and_a_press_there_is_answered(work: AtWork, room: str) -> None:
    ana = work.begins(room)
    ana.opens_home()
    work.player.wait_for(ana.reads_home)
    assert any("Groceries" in text for text in ana.reads_home())


def test_what_waits_is_answered_at_the_home_tab_which_then_shows_it(work: AtWork, room: str) -> None:
    emi = work.person("Emi", room)
    emi.types("/journey start Kettles").submits()
    emi.opens_home()
    work.player.wait_for(lambda: any("is at step 1 of 6" in text for text in emi.reads_home()))
    emi.presses("Add a persona").submits({"Name": "Maya"})
    work.player.wait_for(lambda: "Nothing. When a team asks something of you, it stands here." in emi.reads_home())


def late(work: AtWork) -> Callable[[str, dict[str, Any]], None]:
    """Opening a dialog, after longer than Slack waits for it."""
    in_time = work.slack.open

    def open_late(trigger: str, view: dict[str, Any]) -> None:
        work.player.forward(2 * PATIENCE)
        in_time(trigger, view)

    return open_late


def test_a_dialog_that_comes_too_late_is_offered_again(
    work: AtWork, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = work.begins(room)
    with monkeypatch.context() as patched:
        patched.setattr(work.slack, "open", late(work))
        ana.types("/journey persona")
    assert ana.modal is None
    work.until(ana, "Press here and it opens")
    ana.presses("Open again").submits({"Name": "Maya"})
    work.until(ana, "Saved: *Maya*")


def test_a_card_that_somebody_deleted_is_posted_anew(work: AtWork, room: str) -> None:
    ana = work.begins(room)
    ts = ana.looks().message_with("Step 1 of 6")["ts"]
    work.player.post("act/delete_message", channel=ana.channel, ts=ts)
    assert not ana.sees("Step 1 of 6")
    ana.types("/journey persona").submits({"Name": "Maya"})
    work.until(ana, "Step 1 of 6")


def test_a_stale_button_and_an_unknown_word_are_answered(work: AtWork, room: str) -> None:
    ana = work.begins(room)
    ana.types("/journey frobnicate")
    assert ana.sees("frobnicate")
    assert not ana.notices


def test_a_message_of_the_channel_is_added_to_the_journey_with_the_way_back_to_it(work: AtWork, room: str) -> None:
    ana, ben = work.begins(room), work.person("Ben", room)
    ana.types("/journey touchpoints").submits({"Your own, one on each line": "Help line"})
    ben.types("I waited for *twenty* minutes &amp; gave up")
    ana.closes()
    ana.uses_shortcut("add_to_journey", on="I waited")
    ana.submits({"Where does it belong?": "Help line"})
    work.until(ana, "Saved")
    workshop = work.bot.store.latest_in(Place(Team().id, ana.channel))
    assert workshop is not None
    journey = work.bot.store.journey(workshop.place.tenant, workshop.key)
    (heard,) = journey.evidence
    assert heard.said_by == f"<@{ben.id}>"
    assert "/archives/" in heard.link
    assert journey.challenges[0].text == heard.text


def test_choosing_another_touchpoint_shows_what_was_said_there(work: AtWork, room: str) -> None:
    ana, ben = work.begins(room), work.person("Ben", room)
    ana.types("/journey persona").submits({"Name": "Maya"})
    ana.types("/journey touchpoints").submits({"Your own, one on each line": "Sees it\nHears of it"})
    ana.closes()
    ben.types("/journey moment")
    ben.fills({"At": "Hears of it"}).submits({"What do they do?": "Asks a friend"})
    ana.types("/journey moment").fills({"What do they think or say?": "Oh", "At": "Hears of it"})
    assert "Asks a friend" in str(ana.modal), "before she can type into what is about to be replaced"
    assert "'initial_value': 'Oh'" in str(ana.modal)


def test_a_facilitator_takes_back_a_step_and_an_answer_and_the_card_follows(work: AtWork, room: str) -> None:
    ana, ben = work.begins(room), work.person("Ben", room)
    ben.types("/journey persona").submits({"Name": "Maya"})
    work.until(ana, "1 of 2 people have answered here")
    ana.types("/journey next anyway")
    work.until(ana, "Step 2 of 6")
    ana.types("/journey undo")
    work.until(ana, "Taken back: the turn from Personas to Stages.")
    work.until(ana, "Step 1 of 6")
    ana.presses("Undo one more", on="Taken back")
    work.until(ana, "Taken back: @Ben’s persona “Maya”.")
    work.until(ben, "Nobody has answered here yet")
    ana.presses("Put it back", on="Taken back")
    work.until(ben, "1 of 2 people have answered here")


def test_a_touchpoint_opens_a_map_that_begins_when_the_one_around_it_is_finished(work: AtWork, room: str) -> None:
    ana = work.begins(room)
    ana.types("/journey touchpoints").submits({"Your own, one on each line": "Calls us"}).closes()
    ana.types("/journey inside")
    work.until(ana, "No touchpoint of *Groceries* opens a map of its own yet")
    ana.presses("Open a map in a touchpoint").submits({"Which touchpoint?": "Calls us"})
    work.until(ana, "it waits until this one is finished")
    ana.types("/journey inside")
    work.until(ana, "Waiting to begin")
    ana.types("/journey close").submits({})
    work.until(ana, "The map is being drawn")
    ana.presses("Begin “Calls us”", on="The map is being drawn")
    work.until(ana, "Part of *Groceries* › Calls us")
