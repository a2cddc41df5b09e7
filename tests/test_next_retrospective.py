"""In which language the next retrospective speaks, and what is posted of it is called."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import cast

import pytest

from bot.errands.easel import Easel
from bot.errands.making import Maker
from bot.errands.port import File
from journeybot.ports import Showable
from journeybot.replies import Button
from journeybot.wording import Wording
from tests.team import NOON, Team, gathered
from tests.test_retrospective import SECOND, acts, begins


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    ticks = count()
    with gathered(tmp_path, clock=lambda: NOON + timedelta(milliseconds=next(ticks))) as team:
        yield team


def test_whoever_begins_the_next_one_it_keeps_the_language_of_the_team(team: Team) -> None:
    ana, dilan = team.member("ana"), team.member("dilan", locale="de-DE")
    begins(ana)
    acts(ana, "Look together")
    dilan.types("retro")
    assert dilan.form is not None
    assert dilan.form.title == "Zurück auf den Sprint", "the dialog is in his own"
    dilan.fills()
    assert "Sprint retrospective, 4 May 2026 (2)" in team.card()
    journey = team.store.journey("T1", team.workshop.key)
    assert (journey.stages[0].name, journey.personas[0].name) == ("Planning", "Our team")
    acts(dilan)
    dilan.types("retro")
    dilan.fills(language="de")
    assert "Sprint-Retrospektive, 4. Mai 2026" in team.card()
    assert team.store.journey("T1", team.workshop.key).stages[0].name == "Planung"


class Blank:
    """An easel with nothing on it."""

    def do(self, *_: object) -> tuple[bytes, str]:
        return b"png", "a picture"


@pytest.mark.parametrize(("language", "picture"), [("en", "the picture."), ("de", "das Bild.")])
def test_what_is_posted_of_it_is_called_a_picture_as_on_its_buttons(team: Team, language: str, picture: str) -> None:
    ana = team.member("ana")
    ana.types("start retro")
    ana.fills(language=language, title="Sprint 42")
    ana.types("map")
    [owed] = [one for one in team.store.due(NOON) if one.kind is Showable.MAP]
    easel = cast("Easel", Blank())
    maker = Maker(team.facilitator, team.store, easel=easel, naming=lambda _, journey: journey, wording=Wording())
    made = maker.make(owed)
    assert isinstance(made, File)
    assert made.words == f"Sprint 42: {picture}"


def test_the_next_one_is_a_press_away_at_home_and_named_in_the_help(team: Team) -> None:
    ana = team.member("ana")
    assert "`/journey retro`" in team.facilitator.home(ana.who).text
    begins(ana)
    acts(ana, "Faster build")
    assert "begin the next one with `/journey retro`" in ana.types("help")
    [start] = at_home(team)
    ana.presses(start.command, start.argument, workshop=start.workshop)
    assert ana.form is not None
    assert ana.form.name == "retrospective"
    ana.fills(title=SECOND)
    assert not at_home(team), "it is at work"


def at_home(team: Team) -> list[Button]:
    """The buttons on Ana's Home tab that begin the next retrospective."""
    rows = [row for _, rows in team.facilitator.home(team.member("ana").who).sections for row in rows]
    return [button for row in rows for button in row.buttons if button.label == "Start the next retrospective"]
