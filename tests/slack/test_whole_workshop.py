"""Three people, six steps, from the first command to the picture in the channel, over both ways in."""

from collections.abc import Iterator
from threading import local
from typing import Any

import pytest
from slack_bolt import BoltRequest, BoltResponse
from slack_sdk.web import SlackResponse

from bot.sandbox.player import Person
from bot.slack.app import Numbered
from bot.slack.line import Line
from tests.slack.at_work import WAYS, AtWork, at_work
from tests.slack.inspecting import listening, must_name_their_tenants, nameless


@pytest.fixture
def heard() -> Iterator[set[str]]:
    """Every statement that the database of the bot is given."""
    with listening() as statements:
        yield statements


@pytest.fixture
def awaited(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every method of Slack's that is called before an acknowledgement, which is the last thing in a dispatch."""
    called, here = set[str](), local()
    dispatch, call = Numbered.dispatch, Line.api_call

    def dispatched(self: Numbered, req: BoltRequest) -> BoltResponse:
        here.dispatching = True
        try:
            return dispatch(self, req)
        finally:
            here.dispatching = False

    def noted(self: Line, api_method: str, **given: Any) -> SlackResponse:
        if getattr(here, "dispatching", False):
            called.add(api_method)
        return call(self, api_method, **given)

    monkeypatch.setattr(Numbered, "dispatch", dispatched)
    monkeypatch.setattr(Line, "api_call", noted)
    return called


@pytest.fixture(params=WAYS)
def work(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest, heard: set[str], awaited: set[str]
) -> Iterator[AtWork]:
    with at_work(tmp_path_factory.mktemp("bot"), request.param) as work:
        heard.clear()  # a new database is brought up to date for all tenants at once
        yield work


def goes_on(work: AtWork, leader: Person, number: int) -> None:
    """Press Next on the card, and see the card follow."""
    work.card_rests(leader)
    leader.presses("Next step", on=f"Step {number} of 6")
    work.until(leader, f"Step {number + 1} of 6")


def describes(person: Person) -> None:
    """Tell every moment that is asked for, one after the other."""
    person.types("/journey moment")
    while person.modal:
        person.submits({"What do they do?": "looks for a bag", "How does it feel?": "-1"})


def plays(work: AtWork) -> tuple[Person, Person, Person]:
    """From the first command to the end; who played it."""
    room = work.room()
    ana, ben, chiara = (work.person(name, room) for name in ("Ana", "Ben", "Chiara"))
    ana.types("/journey start Groceries at home").submits({"template": "before_during_after"})
    work.until(ben, "Step 1 of 6")

    ben.presses("Add a persona").submits({"Name": "Maya", "Goals": "save time\neat well"})
    goes_on(work, ana, 1)
    ana.types("/journey add").submits({"Stages": "I plan | before\nI order | during\nI cook | after"})
    goes_on(work, ana, 2)
    chiara.types("/journey add")
    for own in ("Writes a list | kitchen wall", "Orders | app | phone", "Unpacks"):
        chiara.submits({"Your own, one on each line": own})
    goes_on(work, ana, 3)
    describes(ben)
    ana.types("/journey reveal anyway")
    goes_on(work, ana, 4)
    ben.types("/journey add").submits({"What hurts?": "The fee comes last", "Where?": "Orders"})
    goes_on(work, ana, 5)
    chiara.types("/journey add").submits(
        {"What would help?": "Tell it first", "Which challenges does it answer?": ["The fee comes last"]}
    )
    ana.types("/journey close").submits()

    work.until(chiara, "Finished")
    work.player.wait_for(lambda: len(chiara.files()) == 3)
    return ana, ben, chiara


def test_a_whole_workshop(work: AtWork, heard: set[str], awaited: set[str]) -> None:
    ana, ben, chiara = plays(work)
    told = chiara.screen()
    (picture,) = [file for message in told["messages"] for file in message["files"]]
    assert picture["mimetype"] == "image/png", "the map is in the channel, for everybody"
    assert picture["name"] == "journey-groceries-at-home.png"
    below = [file["name"] for replies in told["threads"].values() for one in replies for file in one["files"]]
    assert sorted(below) == ["journey-groceries-at-home.json", "journey-groceries-at-home.md"]
    story = work.player.download(next(f["url"] for f in chiara.files() if f["name"].endswith(".md"))).decode()
    for words in ("Maya", "Writes a list", "Unpacks", "The fee comes last", "Tell it first"):
        assert words in story
    assert len([text for text in chiara.reads() if "Groceries at home" in text and "Step" in text]) <= 1, "one card"
    assert not [person.notices for person in (ana, ben, chiara) if person.notices]
    must_name_their_tenants(heard)
    assert awaited == {"views.open"}


def test_a_statement_that_names_no_tenant_for_one_of_its_tables_is_noticed() -> None:
    assert nameless("SELECT key FROM stage WHERE stage.map = 'm'") == {"stage"}
    joined = "SELECT 1 FROM workshop JOIN map ON map.key = workshop.map WHERE workshop.tenant = 'T1'"
    assert nameless(joined) == {"map"}
    assert nameless("UPDATE workshop SET step='x' WHERE workshop.key = 'w'") == {"workshop"}
    assert nameless("INSERT INTO inbox (key) VALUES ('x')") == {"inbox"}
    assert nameless("DELETE FROM done WHERE done.tenant = 'T1' AND done.revision < 3") == set()
