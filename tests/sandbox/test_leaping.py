"""Time that a person lets pass: to the morning of a working day on their own clock, and the bot lives through it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.sandbox import leaping
from bot.sandbox.calendar import DAYS_ON, mornings
from bot.sandbox.people import CAST
from bot.sandbox.player import Person
from tests.sandbox.quick import Quick

A_SECOND = 1.0
"""More than a test takes from one look at the clock to the next."""


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


@pytest.fixture(autouse=True)
def _short_mornings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaping, "A_LOOK", 0.0)


@pytest.mark.parametrize("days", range(1, 8))
def test_one_comes_to_the_morning_of_a_working_day_wherever_one_is(box: Quick, days: int) -> None:
    led(box)
    before = box.workspace.people["U0EMI0005"].local_time(box.workspace.clock.now())
    after = arrives(box, "U0EMI0005", days=days)
    assert (after.hour, after.minute) == (10, 5)
    assert after.weekday() < 5
    assert days <= (after.date() - before.date()).days <= days + 2


def test_whom_one_can_be_and_which_days_one_comes_to_is_told(box: Quick, ana: Person) -> None:
    led(box)
    told = box.player.get("people")["people"][0]["days_on"]
    assert list(told) == [f"{days}" for days in DAYS_ON]
    assert arrives(box, ana.id, days=30).date().isoformat() == told["30"]


def test_everybodys_working_morning_comes_on_the_way(box: Quick, ana: Person) -> None:
    begun, heard = box.workspace.clock.now(), led(box)
    arrives(box, ana.id, days=7)
    lived = [begun + seconds + A_SECOND for seconds in heard]
    for person in box.workspace.people.values():
        met = [time for one in lived if f"{(time := person.local_time(one)):%H:%M}" == "10:05"]
        assert len({time.date() for time in met if time.weekday() < 5}) >= 5, person.name


def test_mornings_come_once_and_in_order_whatever_the_clocks_do() -> None:
    since = datetime(2026, 10, 23, 12, tzinfo=UTC)  # a Friday; that Sunday the clocks of Europe go back
    found = mornings(CAST[:3], since, since + timedelta(days=3))
    assert [f"{one:%a %H:%M}" for one in found] == ["Fri 14:05", "Mon 09:05", "Mon 10:05"]


def test_the_bot_is_told_how_far_ahead_it_is_all_in_all(box: Quick, ana: Person) -> None:
    heard = led(box)
    box.act("leap", user=ana.id, hours=1)
    first = heard[-1]
    box.act("leap", user=ana.id, hours=2)
    assert [first, heard[-1]] == pytest.approx([3600, 3 * 3600], abs=5)
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
