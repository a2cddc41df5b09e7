"""The sandbox fails on purpose, the same way for the same seed, and writes down what it did."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from bot.__main__ import command_line
from bot.sandbox.delivery import ACK_SECONDS
from bot.sandbox.faults import USUAL_RATE, Faults, OnCall, OnDelivery, read_faults
from tests.sandbox.quick import Quick
from tests.sandbox.running import BOT_TOKEN, CALLER, Running, sandbox


def only(kind: str, **more: Any) -> Faults:
    return Faults(rate=1.0, kinds=frozenset({kind}), late=0.05, held_back=0.05, **more)


def posts(running: Running) -> list[str]:
    return [message.text for message in running.stage.workspace.messages["C0JOURNEY"]]


def post(running: Running) -> httpx.Response:
    headers = {"authorization": f"Bearer {BOT_TOKEN}"}
    return CALLER.post(
        f"{running.url}/api/chat.postMessage", json={"channel": "C0JOURNEY", "text": "hello"}, headers=headers
    )


@pytest.mark.parametrize(
    ("kind", "status", "posted"),
    [("429", 429, 0), ("500", 503, 0), ("error", 200, 0), ("garbage", 200, 1), ("late", 200, 1)],
)
def test_a_call_goes_wrong_as_planned(kind: str, status: int, posted: int) -> None:
    with sandbox() as running:
        running.stage.delivery.faults = only(kind)
        answer = post(running)
        assert answer.status_code == status
        assert len(posts(running)) == posted
        if kind == "429":
            assert answer.headers["retry-after"] == "1"
        if kind == "late":
            assert answer.json()["ok"]


@pytest.mark.parametrize(("kind", "posted"), [("drop_before", 0), ("drop_after", 1)])
def test_a_dropped_call_has_or_has_not_been_carried_out_and_nobody_says(kind: str, posted: int) -> None:
    with sandbox() as running:
        running.stage.delivery.faults = only(kind)
        with pytest.raises(httpx.TransportError):
            post(running)
        assert len(posts(running)) == posted


def test_everything_is_written_down(tmp_path: Path) -> None:
    with sandbox() as running:
        running.stage.delivery.faults = only("error", record=tmp_path / "record.jsonl")
        post(running)
    line = json.loads((tmp_path / "record.jsonl").read_text())
    assert (line["what"], line["name"], line["fault"]) == ("call", "chat.postMessage", "error")
    assert (line["ok"], line["got"]) == (None, "internal_error"), "it was not carried out, and the bot was told this"


def test_a_delivery_is_written_down_with_what_it_was_and_who_did_it(box: Quick, tmp_path: Path) -> None:
    box.stage.delivery.faults = Faults(record=tmp_path / "record.jsonl")
    box.trigger()
    line = json.loads((tmp_path / "record.jsonl").read_text())
    assert (line["what"], line["outcome"], line["of"]) == ("delivery", "ok", "/journey")
    assert line["person"] in box.stage.workspace.people
    assert line["key"]


def test_the_same_seed_draws_the_same_faults_and_about_as_many_as_it_should() -> None:
    one, other = (Faults(seed=42, rate=0.1) for _ in range(2))
    drawn = [one.on_call() for _ in range(2000)]
    assert drawn == [other.on_call() for _ in range(2000)]
    counts = Counter(drawn)
    assert set(counts) == {None, *OnCall}
    assert 140 < 2000 - counts[None] < 260


def test_without_a_plan_nothing_goes_wrong() -> None:
    assert not any(Faults().on_call() or Faults().on_delivery() for _ in range(100))


def test_a_plan_is_read_from_the_command_line() -> None:
    plan = read_faults("seed=7,rate=0.5,kinds=429+lost_ack")
    assert (plan.seed, plan.rate) == (7, 0.5)
    assert plan.kinds == frozenset([str(OnCall.BUSY), str(OnDelivery.LOST_ACK)])
    assert read_faults("").rate == 0
    assert read_faults("seed=42").rate == read_faults("kinds=429").rate == USUAL_RATE > 0
    for wrong in ("rate=much", "rate=5", "kinds=fire", "speed=3", "seed=1.5"):
        with pytest.raises(ValueError, match=r"Faults are like|seed is a whole"):
            read_faults(wrong)


def test_help_names_every_kind_on_a_narrow_terminal() -> None:
    told = CliRunner().invoke(command_line(), ["sandbox", "--help"], env={"COLUMNS": "80"}).output
    assert [kind for kind in (*OnCall, *OnDelivery) if kind not in told] == []
    assert "…" not in told


def test_a_delivery_comes_twice_as_it_was(box: Quick) -> None:
    box.stage.delivery.faults = only("twice")
    box.trigger()
    box.player.wait_for(lambda: len(box.bot.received) == 2)
    assert box.bot.received[0] == box.bot.received[1]


def test_an_acknowledgement_gets_lost_and_the_person_is_told_what_slack_would_say(box: Quick) -> None:
    box.stage.delivery.faults = only("lost_ack")
    given = box.act("command", user="U0ANA0001", channel="C0JOURNEY", text="/journey").json()
    assert len(box.bot.received) == 1
    assert "operation_timeout" in given["notices"][0]


def test_a_delivery_that_is_held_back_arrives_all_the_same(box: Quick) -> None:
    box.stage.delivery.faults = only("held_back")
    box.trigger()
    assert len(box.bot.received) == 1


def test_what_is_late_or_held_back_comes_some_time_after_and_never_later_than_planned(
    box: Quick, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Late enough that whoever asked has given up, held back for less than an acknowledgement may take."""
    plan = read_faults("seed=1")
    drawn = {plan.delay(plan.late) for _ in range(100)}
    assert 0 < plan.held_back < ACK_SECONDS < max(drawn) <= plan.late
    assert len(drawn) == 100
    waited: list[float] = []

    def delay(_plan: Faults, most: float) -> float:
        waited.append(most)
        return 0.0

    monkeypatch.setattr(Faults, "delay", delay)
    for kind in ("held_back", "twice"):
        box.stage.delivery.faults = replace(plan, rate=1.0, kinds=frozenset({kind}))
        box.trigger()
    with sandbox() as running:
        running.stage.delivery.faults = replace(plan, rate=1.0, kinds=frozenset({"late"}))
        post(running)
    assert waited == [plan.held_back, plan.held_back, plan.late]


def test_a_record_that_cannot_be_written_is_refused_before_anything_begins(tmp_path: Path) -> None:
    told = CliRunner().invoke(command_line(), ["sandbox", "--record", str(tmp_path / "no" / "x.jsonl")])
    assert told.exit_code == 1
    assert told.output.endswith(
        "x.jsonl cannot be written: No such file or directory. Name another file with --record.\n"
    )
    assert "Starting" not in told.output
