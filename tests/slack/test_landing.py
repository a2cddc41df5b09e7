"""Where the answer to a post got lost, the message is there once: found, or posted when somebody misses it."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.commands.sandbox import manifest
from bot.slack import posting
from bot.slack.delivery import Slack
from bot.slack.landing import there
from bot.slack.troubles import trouble_of
from bot.wiring import new_key, now
from journeybot.facilitator import Facilitator
from journeybot.journey import Key
from journeybot.moves import turn
from journeybot.ports import UNSURE, Showable, Showing, ShowState
from journeybot.replies import ANEW
from journeybot.wording import Wording
from journeybot.workshop import Place, Workshop
from storage.store import open_store
from tests.databases import kept_in
from tests.slack.at_work import AtWork, at_work
from tests.storage.workshops import PLACE, workshop

SOON = timedelta(seconds=0.2)
SURE = "Slack did not tell me whether"


@pytest.fixture(scope="module")
def reading_along(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    told = deepcopy(manifest())
    told["oauth_config"]["scopes"]["bot"] += ["channels:history", "groups:history"]
    with at_work(tmp_path_factory.mktemp("bot"), "http", manifest=told) as work:
        yield work


@pytest.fixture(scope="module")
def as_usual(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    with at_work(tmp_path_factory.mktemp("bot"), "http") as work:
        yield work


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "LANDS", SOON)
    monkeypatch.setattr(posting, "trouble_of", lambda error: replace(trouble_of(error), wait=SOON))


def losing(monkeypatch: pytest.MonkeyPatch, work: AtWork, channel: str, *, landed: bool) -> list[str]:
    """The answer to the next post there gets lost, and the post too unless it `landed`; then the list is not empty."""
    post, lost = Slack.post, list[str]()

    def once(slack: Slack, where: str, text: str, *rest: Any, **named: Any) -> str:
        if lost or where != channel or not slack._client.base_url.startswith(work.running.url):
            return post(slack, where, text, *rest, **named)
        lost.append(post(slack, where, text, *rest, **named) if landed else "never")
        raise TimeoutError

    monkeypatch.setattr(Slack, "post", once)
    return lost


@pytest.mark.parametrize("landed", [True, False])
def test_who_may_read_along_finds_it_or_posts_it(
    reading_along: AtWork, monkeypatch: pytest.MonkeyPatch, landed: bool
) -> None:
    room = reading_along.room()
    lost = losing(monkeypatch, reading_along, reading_along.person("Ana", room).channel, landed=landed)
    ana = reading_along.begins(room)
    reading_along.card_rests(ana)
    assert lost
    assert len([text for text in ana.reads() if "Step 1 of 6" in text]) == 1
    ana.types("/journey skip")
    reading_along.until(ana, "Step 2 of 6")


def test_in_a_thread_too(reading_along: AtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = reading_along.begins(reading_along.room())
    reading_along.card_rests(ana)
    lost = losing(monkeypatch, reading_along, ana.channel, landed=True)
    ana.presses("Skip this step", on="Step 1 of 6")
    reading_along.until(ana, "Step 2 of 6")
    reading_along.player.wait_for(lambda: not reading_along.bot.store.due(now() + timedelta(seconds=60)))
    assert lost
    assert len([text for text in ana.reads_thread("Groceries") if "step 2" in text.lower()]) == 1, ana.reads_thread(
        "Step 2 of 6"
    )


def test_who_may_not_asks_instead_of_posting_twice(as_usual: AtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    room = as_usual.room()
    ana = as_usual.person("Ana", room)
    lost = losing(monkeypatch, as_usual, ana.channel, landed=False)
    ana.types("/journey start Groceries").submits()
    as_usual.until(ana, SURE)
    assert lost
    assert not ana.sees("Step 1 of 6")
    ana.presses("Post it again", on=SURE)
    as_usual.until(ana, "Step 1 of 6")
    as_usual.card_rests(ana)
    assert len([text for text in ana.reads() if "Step 1 of 6" in text]) == 1


def test_a_card_that_is_pressed_is_there_and_no_second_one_comes(
    as_usual: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = as_usual.room()
    ana = as_usual.person("Ana", room)
    lost = losing(monkeypatch, as_usual, ana.channel, landed=True)
    ana.types("/journey start Groceries").submits()
    as_usual.until(ana, SURE)
    assert lost
    ana.presses("Skip this step", on="Step 1 of 6")
    as_usual.until(ana, "Step 2 of 6")
    as_usual.card_rests(ana)
    assert len([text for text in ana.reads() if "Groceries" in text and "Step" in text]) == 1


def test_whoever_answers_meanwhile_gets_no_second_card(as_usual: AtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    room = as_usual.room()
    ana, ben = as_usual.person("Ana", room), as_usual.person("Ben", room)
    lost = losing(monkeypatch, as_usual, ana.channel, landed=True)
    ana.types("/journey start Groceries").submits()
    as_usual.until(ana, SURE)
    ben.types("/journey persona").submits({"Name": "Maya"})
    as_usual.until(ben, "Maya")
    assert lost
    place = Place(as_usual.running.stage.workspace.team.id, ana.channel)
    workshop = as_usual.bot.store.latest_in(place)
    card = as_usual.bot.store.card_of(place.tenant, workshop.key) if workshop else None
    assert card
    assert card.state is ShowState.DEAD, "nothing is on its way"
    ana.presses("My answers", on="Step 1 of 6")
    as_usual.until(ana, "1 of 2 people have answered")
    assert len([text for text in ana.reads() if "Groceries" in text and "Step" in text]) == 1


def test_of_what_comes_by_itself_whoever_looks_after_the_map_is_told(
    as_usual: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = as_usual.begins(as_usual.room())
    as_usual.card_rests(ana)
    lost = losing(monkeypatch, as_usual, ana.channel, landed=False)
    calls_back(as_usual, Place(as_usual.running.stage.workspace.team.id, ana.channel), owner=f"<@{ana.id}>")
    room, told = ana.channel, "It is the day to look at *Groceries* again. Slack did not tell me whether"
    as_usual.until(ana.goes_to("direct"), told)
    assert lost
    ana.presses("Post it again", on=told)
    as_usual.until(ana.goes_to(room), "Shall we look at *Groceries* again?")
    assert len([text for text in ana.reads() if "Shall we look" in text]) == 1


def test_the_card_of_a_review_is_not_taken_for_the_one_before(
    reading_along: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = reading_along.begins(reading_along.room())
    reading_along.card_rests(ana)
    finishes(reading_along, Place(reading_along.running.stage.workspace.team.id, ana.channel), owner=f"<@{ana.id}>")
    lost = losing(monkeypatch, reading_along, ana.channel, landed=False)
    ana.types("/journey review")
    reading_along.until(ana, "Review: Groceries")
    reading_along.card_rests(ana)
    assert lost
    reading_along.until(ana, "a card of its own, further down in this channel")
    assert len([text for text in ana.reads() if "was finished on" in text]) == 1
    assert len([text for text in ana.reads() if "Step 1 of 5" in text]) == 1


@pytest.mark.parametrize(("what", "is_it"), [({}, True), ({ANEW: "review"}, False)])
def test_a_press_on_a_card_tells_that_it_is_there_unless_one_was_there_before(
    tmp_path: Path, what: dict[str, str], is_it: bool
) -> None:
    store = open_store(kept_in(tmp_path / "landing.db"))
    card = Showing(key="card", place=PLACE, workshop="w1", kind=Showable.CARD, what=what, state=ShowState.DEAD)
    store.begin(workshop(), show=[replace(card, error=UNSURE)])
    assert there(store, "T1", "w1", message="17.1") is is_it
    found = store.card_of("T1", "w1")
    store.close()
    assert found
    assert found.message == ("17.1" if is_it else "")


def calls_back(work: AtWork, place: Place, *, owner: str) -> None:
    """The map is finished, and its review date has come."""
    store, key = work.bot.store, finishes(work, place, owner=owner)
    nobody: Any = None
    facilitator = Facilitator(store, Wording(), clock=now, keys=new_key, circle=nobody)
    store.show(facilitator.call_back(place.tenant, key))
    work.bot.errands.wake()


def finishes(work: AtWork, place: Place, *, owner: str) -> Key:
    """Without the pictures that are drawn when somebody closes it."""
    found = work.bot.store.latest_in(place)
    assert found is not None

    def closed(now_: Workshop) -> Workshop:
        return now_.close(now(), replace(now_.about, owner=owner, review_on=now().date()))

    work.bot.store.change(place.tenant, found.key, turn(closed))
    return found.key
