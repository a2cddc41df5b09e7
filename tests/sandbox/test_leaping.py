"""Time that a person lets pass: to the morning of a working day on their own clock, and the bot goes by it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.sandbox.player import Person
from tests.sandbox.quick import Quick


def led(box: Quick) -> list[float]:
    """How far ahead the bot was told to be."""
    heard: list[float] = []
    box.stage.follow = heard.append
    return heard


def arrives(box: Quick, who: str, **given: Any) -> datetime:
    """When it is for this person after the leap."""
    answer = box.act("leap", user=who, **given).json()
    when: datetime = box.workspace.people[who].local_time(answer["now"])
    return when


def refused(box: Quick, who: Person, **given: Any) -> str:
    answer = box.act("leap", user=who.id, **given)
    assert 400 <= answer.status_code < 500
    sentence: str = answer.json()["error"]
    return sentence


@pytest.mark.parametrize("days", range(1, 8))
def test_one_comes_to_the_morning_of_a_working_day_wherever_one_is(box: Quick, days: int) -> None:
    led(box)
    before = box.workspace.people["U0EMI0005"].local_time(box.workspace.clock.now())
    after = arrives(box, "U0EMI0005", days=days)
    assert (after.hour, after.minute) == (10, 5)
    assert after.weekday() < 5
    assert days <= (after.date() - before.date()).days <= days + 2


def test_the_bot_is_told_how_far_ahead_it_is_all_in_all(box: Quick, ana: Person) -> None:
    heard = led(box)
    box.act("leap", user=ana.id, hours=1)
    box.act("leap", user=ana.id, hours=2)
    assert heard == pytest.approx([3600, 3 * 3600], abs=5)
    box.act("say", user=ana.id, channel="C0JOURNEY", text="Hello")
    messages = ana.looks().screen["messages"]
    assert float(messages[-1]["ts"]) - datetime.now(UTC).timestamp() == pytest.approx(3 * 3600, abs=60)


@pytest.mark.parametrize("given", [{"hours": "soon"}, {"days": 1e9}, {"days": "inf"}, {"days": []}])
def test_what_is_no_time_is_refused(box: Quick, ana: Person, given: dict[str, Any]) -> None:
    heard = led(box)
    assert "must be a number" in refused(box, ana, **given)
    assert not heard


def test_time_does_not_go_back(box: Quick, ana: Person) -> None:
    heard = led(box)
    box.act("leap", user=ana.id, hours=-5)
    assert heard == [0.0]


def test_beside_a_bot_with_a_time_of_its_own_it_cannot_be_moved(box: Quick, ana: Person) -> None:
    assert "does not go by this clock" in refused(box, ana, days=1)
