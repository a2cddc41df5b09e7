"""R15: a session of one workspace, played again with another's ids wherever an id stands, finds and changes nothing."""

import contextlib
import copy
import json
import re
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest
from slack_bolt import BoltRequest
from sqlalchemy.engine import Connection

from bot.sandbox.delivery import Delivery
from bot.slack.flood import Flood
from bot.slack.line import Line
from journeybot.workshop import Place
from storage.writer import Work, Writer
from tests.slack.houses import ACME, GLOBEX, Houses, houses
from tests.slack.inspecting import listening

IDS = re.compile(r"\b(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b")
"""Keys are ours alone to give; people and channels have the same ids in both workspaces as it is."""
SLACKS_OWN = {
    *("team", "team_id", "app_installed_team_id", "enterprise", "api_app_id", "app_id", "bot_id", "bot_user_id"),
    *("trigger_id", "response_url", "response_urls", "token", "id", "root_view_id", "previous_view_id", "view_id"),
}
"""What Slack vouches for or is good for one call: whose installation it is, who acts, which dialog."""

T = TypeVar("T")
THEIRS = ("Rockets", "Wernher")
"""Words that stand only on the other workspace's map."""


def ids_in(value: Any) -> set[str]:
    """Every id that could be another's."""
    if isinstance(value, dict):
        return {one for name, inner in value.items() if name not in SLACKS_OWN for one in ids_in(inner)}
    if isinstance(value, list):
        return {one for inner in value for one in ids_in(inner)}
    return {*IDS.findall(value)} if isinstance(value, str) else set()


def nobodys(key: str) -> str:
    """A key of the same shape that nothing has."""
    return re.sub(r"[0-9a-f]{4,}", lambda run: uuid.uuid4().hex[: len(run[0])], key)


def with_other(payload: dict[str, Any], found: str, other: str) -> dict[str, Any]:
    """The payload with another id in the place of one, and new in what Slack never sends twice."""
    told: dict[str, Any] = json.loads(json.dumps(payload).replace(found, other))
    fresh = uuid.uuid4().hex
    for name, value in (("trigger_id", fresh), ("response_url", "")):
        if name in told:
            told[name] = value
    if "view" in told:
        told["view"] = {**told["view"], "hash": fresh}
    return told


class TakesBack(Exception):
    """So that a transaction is rolled back."""


@dataclass
class Forgetful:
    """Writes, and takes it back at once, so that each replay finds what the session left."""

    writer: Writer

    def write(self, work: Work[T]) -> T:
        done: list[T] = []

        def taken_back(connection: Connection) -> None:
            done.append(work(connection))
            raise TakesBack

        with contextlib.suppress(TakesBack):
            self.writer.write(taken_back)
        return done[0]

    def close(self) -> None:
        self.writer.close()


@dataclass
class Room:
    """The bot after a session in each workspace; `said` is what it tells Slack now."""

    house: Houses
    sent: list[dict[str, Any]]
    heard: set[str]
    theirs: list[str]
    said: list[tuple[str, str]] = field(default_factory=list)

    def answer(self, payload: dict[str, Any], found: str, *, other: str) -> tuple[str, str]:
        """What comes back with another id, and what is said to Slack meanwhile; what is made anew looks the same."""
        self.said.clear()
        bot, told = self.house.bot, with_other(payload, found, other)
        response = bot.bolt.dispatch(BoltRequest(body=told, mode="socket_mode"))
        bot._voice._mouths.submit(lambda: None).result()
        calls = sorted(f"{method} {words}" for method, words in self.said)
        body, said = (IDS.sub("ID", text.replace(other, "ID")) for text in (str(response.body), "\n".join(calls)))
        return body, said


def plays(house: Houses, team: str, title: str, persona: str) -> None:
    """Commands, presses and dialogs of several kinds."""
    ana = house.person("Ana", team)
    ana.types(f"/journey start {title}").submits({"template": "before_during_after"})
    house.until(ana, "Step 1 of 6")
    ana.presses("Add a persona").submits({"Name": persona})
    steps = "\n".join([f"{persona} looks around", *(f"{persona}'s step {number}" for number in range(24))])
    ana.types("/journey touchpoint").submits({"Your own, one on each line": steps})
    while ana.modal:
        ana.closes()
    ana.types("/journey moment").submits({"What do they do?": f"{persona} walks in", "How does it feel?": "-1"})
    while ana.modal:
        ana.closes()
    ana.types("/journey challenge").submits({"What hurts?": f"{persona} waits", "Where?": f"{persona} looks around"})
    ana.types("/journey mine")
    ana.presses("Edit").submits()


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    sent: list[dict[str, Any]] = []
    send = Delivery.send

    async def noted(self: Delivery, kind: Any, payload: Any, **more: Any) -> Any:
        if kind != "events_api":
            sent.append(copy.deepcopy(payload))
        return await send(self, kind, payload, **more)

    with pytest.MonkeyPatch.context() as patched, listening() as heard:
        patched.setattr(Delivery, "send", noted)
        patched.setattr(Flood, "lets", lambda *_: True)  # it is one person who sends all of it
        with houses(tmp_path_factory.mktemp("bot")) as house:
            for team, words in ((GLOBEX, THEIRS), (ACME, ("Groceries", "Maya"))):
                house.installs(team)
                sent.clear()
                plays(house, team, *words)
            house.bot.errands.stop()
            house.bot._voice.stop()  # the last list of the session is said
            opened = Room(house, list(sent), heard, keys_of(house))

            def say(_line: Line, method: str, *, json: dict[str, Any] | None = None, **rest: Any) -> dict[str, Any]:
                opened.said.append((method, str(json or rest)))
                return {"ok": True, "ts": "1.1", "members": ["U0ANA0001"], "user": {"team_id": ACME}, "permalink": ""}

            patched.setattr(Line, "api_call", say)
            patched.setattr(house.bot._voice, "_mouths", ThreadPoolExecutor(1))  # one after the other: `answer` waits
            patched.setattr(house.bot._voice, "_where_they_acted", lambda *_: False)  # all goes the way heard here
            patched.setattr(house.bot.store, "_writer", Forgetful(house.bot.store._writer))
            yield opened


def keys_of(house: Houses) -> list[str]:
    """Keys of every kind that the other workspace has."""
    store = house.bot.store
    workshop = store.latest_in(Place(GLOBEX, "C0JOURNEY"))
    assert workshop
    journey = store.journey(GLOBEX, workshop.key)
    card = store.card_of(GLOBEX, workshop.key)
    assert card
    lists = (journey.personas, journey.stages, journey.touchpoints, journey.moments, journey.challenges)
    return [workshop.key, workshop.about.key, card.key, *(note.key for notes in lists for note in notes)]


def test_another_workspaces_ids_are_as_good_as_none(room: Room) -> None:
    """Each is told to the bot with nobody's id first: with theirs, what comes back is the same to the letter."""
    positions = [(payload, found) for payload in room.sent for found in sorted(ids_in(payload))]
    store = room.house.bot.store
    before = store.journey(GLOBEX, room.theirs[0])
    room.heard.clear()
    tried, differing = 0, []
    for payload, found in positions:
        for theirs in room.theirs:
            nothing, answered = (room.answer(payload, found, other=one) for one in (nobodys(theirs), theirs))
            tried += 1
            if answered != nothing:
                differing.append((found, theirs, nothing, answered))
            assert not [word for word in THEIRS if word in str(answered)]
    assert differing == []
    assert tried >= 500
    assert [one for one in room.heard if f"'{ACME}'" in one], "the replays did reach the database"
    assert [one for one in room.heard if f"'{GLOBEX}'" in one] == [], "nothing of theirs was read or written"
    assert store.journey(GLOBEX, room.theirs[0]) == before
