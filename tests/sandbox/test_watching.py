"""Whoever watches a screen hears of what they could see, at once, and of nothing else."""

import json
import threading
from collections.abc import Iterator

import httpx
import pytest

from bot.sandbox import Json
from bot.sandbox.player import PATIENCE
from tests.sandbox.quick import Quick
from tests.sandbox.running import Running, sandbox


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with sandbox() as served:
        yield served


class Stream:
    """A person's event stream, read line by line."""

    def __init__(self, response: httpx.Response) -> None:
        self.kind = response.headers["content-type"]
        self._lines = response.iter_lines()

    def next(self) -> Json:
        for line in self._lines:
            if line.startswith("data: "):
                told: Json = json.loads(line.removeprefix("data: "))
                return told
        raise AssertionError("the stream ended")


def watch(running: Running, user: str, play: list[threading.Thread]) -> list[list[str]]:
    """The channels of two changes that this person hears of while the others play."""
    with httpx.stream("GET", f"{running.url}/sandbox/events", params={"user": user}, timeout=PATIENCE) as response:
        stream = Stream(response)
        assert stream.kind.startswith("text/event-stream")
        assert stream.next()["channels"] == []
        for thread in play:
            thread.start()
        return [stream.next()["channels"], stream.next()["channels"]]


def test_changes_arrive_as_they_happen_and_only_where_they_can_be_seen(running: Running) -> None:
    def play() -> None:
        running.api("chat.postEphemeral", channel="C0JOURNEY", user="U0BEN0002", text="for Ben")
        running.player.person("Ana").goes_to("secret-plans").types("hush")
        running.api("chat.postMessage", channel="C0RANDOM0", text="for all")
        running.api("chat.postEphemeral", channel="C0JOURNEY", user="U0EMI0005", text="for Emi")

    assert watch(running, "U0EMI0005", [threading.Thread(target=play)]) == [["C0RANDOM0"], ["C0JOURNEY"]]


def test_a_wait_ends_with_the_change_it_waits_for(running: Running) -> None:
    version = running.player.get("wait", version=-1)["version"]
    timer = threading.Timer(0.05, lambda: running.api("chat.postMessage", channel="C0JOURNEY", text="now"))
    timer.start()
    assert running.player.get("wait", version=version, seconds=PATIENCE)["version"] > version


def test_a_wait_for_nothing_ends_too(box: Quick) -> None:
    version = box.player.get("wait", version=-1)["version"]
    assert box.player.get("wait", version=version, seconds=0.01) == {"version": version}


def test_a_scheduled_message_comes_by_itself(running: Running) -> None:
    emi = running.player.person("Emi", "random")
    at = int(running.stage.workspace.clock.now()) + 1
    running.api("chat.scheduleMessage", channel="C0RANDOM0", text="by itself", post_at=at)
    running.player.wait_for(lambda: emi.sees("by itself"))


def test_people_are_told_with_what_the_bot_offers() -> None:
    box = Quick(words=[{"word": "start", "hint": "begin"}])
    known = box.player.get("people")
    assert [one["name"] for one in known["people"]] == ["Ana", "Ben", "Chiara", "Dilan", "Emi", "Farid"]
    assert known["commands"][0] == {
        "command": "/journey",
        "usage_hint": "[start]",
        "words": [{"word": "start", "hint": "begin"}],
    }
    assert [one["callback_id"] for one in known["shortcuts"]] == ["start", "keep"]
    assert known["bot"]["name"] == "testbot"
    names = [one["name"] for one in known["channels"] if one["kind"] == "channel"]
    assert names == ["journey", "random", "support", "secret-plans"]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("screen", {"user": "U0NOBODY00", "channel": "C0JOURNEY"}),
        ("screen", {"user": "U0ANA0001", "channel": "C0NOWHERE"}),
        ("screen", {"user": "U0CHIARA3", "channel": "C0SECRET0"}),
        ("screen", {"user": "U0ANA0001", "channel": "D0BEN0002"}),
        ("screen", {"user": "U0ANA0001"}),
        ("events", {"user": "U0NOBODY00"}),
        ("wait", {"version": "x"}),
    ],
)
def test_what_cannot_be_seen_is_refused_in_a_sentence(box: Quick, path: str, query: dict[str, str]) -> None:
    answer = box.client.get(f"/sandbox/{path}", params=query)
    assert answer.status_code in (400, 404)
    assert answer.json()["error"].endswith(".")
