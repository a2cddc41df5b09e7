"""Help says in a few lines what can be done now, and everything there is under headings; nothing is missing there."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from journeybot.commands.helping import GROUPS
from journeybot.wording import Wording
from tests.team import Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        yield team


def offered(told: str) -> list[str]:
    return [line.split("`")[1].removeprefix("/journey ") for line in told.splitlines() if line.startswith("`/journey")]


def test_every_command_stands_under_one_heading() -> None:
    counts = Counter(name for names in GROUPS.values() for name in names)
    assert set(Wording().words("commands")) <= set(counts)
    assert {name for name, times in counts.items() if times > 1} == set()


def test_help_is_short_and_names_what_is_next(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    assert offered(ana.types("help")) == ["start", "retro", "import", "list"]
    ana.asks("start Groceries")
    assert offered(ben.types("help")) == ["add", "mine", "map", "status"]
    told = ana.types("help")
    assert offered(told) == ["add", "mine", "next", "undo", "timer", "map", "status"]
    assert "[Everything I can do]" in told


def test_help_names_the_reveal_once_there_is_something_to_reveal(team: Team) -> None:
    ana = team.member("ana")
    ana.asks("start Groceries", template="five_stages")
    ana.asks("persona", name="Maya")
    ana.asks("touchpoints", lines="Hears of it")
    for _ in range(3):
        ana.types("next anyway")
    assert "reveal" not in offered(ana.types("help"))
    ana.asks("moment", feeling="1")
    assert "reveal" in offered(ana.types("help"))
    ana.types("reveal")
    assert "reveal" not in offered(ana.types("help"))


def test_everything_is_told_under_headings_to_whom_it_is_of_use(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    ana.asks("start Groceries")
    told = ana.types("help all")
    for heading in ("Answer", "Look at it", "Lead the workshop"):
        assert heading in told.splitlines()
    assert {"next", "handover", "settings", "export"} <= set(offered(told))
    assert "`timer 10`" in told, "what is ours may be marked up"
    assert not {"next", "settings"} & set(offered(ben.types("help all")))
    assert set(offered(ana.presses("help", "all", workshop=team.workshop.key))) == set(offered(told))


def test_a_finished_map_offers_what_is_left_to_do(team: Team) -> None:
    ana = team.member("ana")
    ana.asks("start Groceries")
    ana.asks("persona", name="Maya")
    ana.asks("close")
    assert offered(ana.types("help")) == ["map", "story", "summary", "export", "review", "reopen", "start", "retro"]
