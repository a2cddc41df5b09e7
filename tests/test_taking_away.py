"""Taking a map away: what is offered, what a press owes the thread, and how the files are called."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.errands.easel import Easel
from bot.errands.making import Maker
from bot.errands.port import File
from bot.slack.blocks import messages
from bot.slack.lint import refuse
from journeybot.exports import FORMATS
from journeybot.ports import Showable, Showing
from journeybot.replies import Say
from journeybot.wording import Wording
from tests.team import HERE, NOON, Team, gathered


class AtOnce(Easel):
    """An easel in this very process."""

    def __init__(self) -> None:
        pass

    def do(self, work: Any, *args: Any) -> Any:
        """Do it."""
        return work(*args)


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        team.member("ana").asks("start ../../Groceries & Co", template="five_stages")
        yield team


def test_every_format_is_offered_with_what_it_is(started: Team) -> None:
    heard = started.member("ben").types("export")
    assert "Which format would you like?" in heard
    for name in FORMATS:
        assert Wording().say(f"exports.what.{name}") in heard
    assert "[PowerPoint]" in heard
    assert "“docx” is not a format I know" in started.member("ben").types("export docx")


def test_slack_takes_what_is_offered(started: Team) -> None:
    ana = started.member("ana")
    replies = started.facilitator.command(ana.who, ana.place, "export")
    said = [message for reply in replies if isinstance(reply, Say) for message in messages(reply)]
    for message in said:
        refuse(message, "message")
    assert len(said) == 1


def test_a_press_owes_the_thread_the_file(started: Team) -> None:
    started.member("ben").presses("export", "pdf-a3")
    owed = [showing.what for showing in started.store.due(NOON) if showing.kind is Showable.FILE]
    assert owed == [{"format": "pdf-a3"}]


@pytest.mark.parametrize(
    ("format", "name"),
    [
        ("pdf-a3", "journey-groceries-co-a3.pdf"),
        ("mermaid", "journey-groceries-co.mmd"),
        ("csv", "journey-groceries-co.csv"),
    ],
)
def test_a_file_is_named_after_the_map(started: Team, format: str, name: str) -> None:  # noqa: A002
    maker = Maker(
        started.facilitator, started.store, easel=AtOnce(), naming=lambda _tenant, journey: journey, wording=Wording()
    )
    what = {"format": format}
    made = maker.make(Showing(key="k", place=HERE, workshop=started.workshop.key, kind=Showable.FILE, what=what))
    assert isinstance(made, File)
    assert made.name == name


def test_a_revision_is_taken_away_as_it_was(started: Team) -> None:
    ana = started.member("ana")
    ana.types("keep")
    ana.asks("persona", name="Noor")
    for said in ("pdf r1", "R1 .pdf"):
        ana.types(f"export {said}")
    owed = [one for one in started.store.due(NOON) if one.kind is Showable.FILE]
    assert [one.what for one in owed] == [{"format": "pdf", "revision": "1"}] * 2
    naming = Maker(
        started.facilitator, started.store, easel=AtOnce(), naming=lambda _tenant, journey: journey, wording=Wording()
    )
    made = naming.make(replace(owed[0], what={"format": "md", "revision": "1"}))
    assert isinstance(made, File)
    assert made.name.startswith("journey-groceries-co-r1-")
    assert "Groceries & Co, r1, " in str(made.words)
    assert "Revision 1." in made.data.decode()
    assert "Noor" not in made.data.decode()


def test_a_picture_can_be_of_one_persona_alone(started: Team) -> None:
    ana = started.member("ana")
    for name in ("Maya", "Noor de Vries"):
        ana.asks("persona", name=name)
    for said in ("svg noor de", "pdf a3", "pdf-a3 Maya"):
        assert "in a moment" in ana.types(f"export {said}")
    assert "XLSX is always the whole map" in ana.types("export xlsx Maya")
    assert "No persona is called “Ola”" in ana.types("export pdf Ola")
    owed = [one for one in started.store.due(NOON) if one.kind is Showable.FILE]
    assert sorted(one.what["format"] for one in owed) == ["pdf-a3", "pdf-a3", "svg"]
    maker = Maker(
        started.facilitator, started.store, easel=AtOnce(), naming=lambda _tenant, journey: journey, wording=Wording()
    )
    made = maker.make(next(one for one in owed if one.what["format"] == "svg"))
    assert isinstance(made, File)
    assert made.name == "journey-groceries-co-noor-de-vries.svg"
    assert "Noor de Vries" in made.data.decode()
    assert "Maya" not in made.data.decode()


def test_every_format_of_a_revision_is_offered_and_one_that_is_not_there_is_said(started: Team) -> None:
    ana = started.member("ana")
    ana.types("keep")
    replies = started.facilitator.command(ana.who, ana.place, "export r1")
    assert isinstance(replies[0], Say)
    assert [row.buttons[0].argument for row in replies[0].rows] == [f"{name} r1" for name in FORMATS]
    assert "There is no revision r7" in ana.types("export pdf r7")


def test_the_end_offers_the_files_that_most_people_want(started: Team) -> None:
    heard = started.member("ana").asks("close")
    for label in ("PowerPoint", "PDF", "Excel", "Web page"):
        assert f"[{label}]" in heard
