"""Who does more than a hand can is told to wait, once; nobody else notices, and what was typed is never lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import tallies
from bot.slack import flood
from bot.slack.flood import APART, AT_ONCE, MOST_KEPT, SAID_EVERY, Flood
from journeybot.workshop import Who
from tests.slack.at_work import AtWork, at_work

ANA, BEN, HER_NAMESAKE = Who("T1", "UANA"), Who("T1", "UBEN"), Who("T2", "UANA")


class Hours:
    """A clock moved by hand, in seconds."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hours() -> Hours:
    return Hours()


def test_nobody_who_uses_a_hand_ever_waits(hours: Hours) -> None:
    """A hundred as fast as they come, and nine a second for an hour after that."""
    calm = Flood(hours)
    assert all(calm.lets(ANA) for _ in range(AT_ONCE))
    for _ in range(9 * 3600):
        hours.now += 1 / 9
        assert calm.lets(ANA)


def test_who_floods_waits_alone_and_not_for_long(hours: Hours) -> None:
    calm = Flood(hours)
    assert sum(calm.lets(ANA) for _ in range(500)) == AT_ONCE
    assert calm.lets(BEN)
    assert calm.lets(HER_NAMESAKE), "of another workspace"
    hours.now += 1.0
    assert sum(calm.lets(ANA) for _ in range(500)) == pytest.approx(1 / APART, abs=1)
    hours.now += AT_ONCE * APART
    assert sum(calm.lets(ANA) for _ in range(500)) == AT_ONCE


def test_who_floods_is_told_now_and_then(hours: Hours) -> None:
    calm = Flood(hours)
    assert [calm.may_say(ANA) for _ in range(3)] == [True, False, False]
    assert calm.may_say(BEN)
    hours.now += SAID_EVERY
    assert calm.may_say(ANA)


def test_a_great_many_people_are_not_all_remembered(hours: Hours) -> None:
    calm = Flood(hours)
    for number in range(MOST_KEPT + 50):
        assert calm.lets(Who("T1", f"U{number}"))
    assert len(calm._hands) == MOST_KEPT


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AtWork]:
    """Where four are a flood, which takes an hour to ebb."""
    with at_work(tmp_path) as work:
        monkeypatch.setattr(flood, "AT_ONCE", 4)
        monkeypatch.setattr(flood, "APART", 3600.0)
        yield work


def test_in_the_channel(work: AtWork) -> None:
    """Ana floods it: a dialog that she has open is taken all the same, and Ben works on."""
    before = tallies.counted(tallies.DELIVERIES).get(("", "flooded"), 0)
    ana = work.begins(work.room())
    ben = work.person("Ben", ana.channel)
    for command in ("persona", "status", "status", "persona Jo & <Co>"):
        ana.types(f"/journey {command}")
    assert ana.reads()[-1].startswith("That was a lot at once, so I left this out: `/journey persona Jo & <Co>`.")
    ana.submits({"Name": "Maya"})
    work.until(ana, "Saved: *Maya*")
    for _ in range(3):
        ana.presses("My answers", on="Step 1 of 6")
    work.until(ana, "That was a lot at once, so I left this out. Nothing that you entered before is lost.")
    assert sum("That was a lot at once, so I left this out." in said for said in ana.reads()) == 1
    assert "a lot at once" in work.person("Ana", work.room()).types("/journey help").reads()[-1]
    ben.types("/journey persona").submits({"Name": "Jo"})
    work.until(ben, "Saved: *Jo*")
    assert tallies.counted(tallies.DELIVERIES)["", "flooded"] >= before + 5
