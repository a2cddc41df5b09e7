"""A team that looks back on its sprint reads of its sprint, and never of maps, journeys or customers."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from journeybot.drawing import draw
from journeybot.exports import FORMATS
from tests.team import NOON, Member, Team, gathered

COMMANDED = re.compile(r"/journey( \S+)?|journeybot")
OTHERS = {
    "en": r"\b(maps?|journeys?|customers?|touchpoints?|stages?|personas?|workshops?|challenges?|improvements?)\b",
    "de": r"Karte|Reise|Kund|Kontaktpunkt|Phase|Persona\b|Workshop|Hürde|Verbesserung",
}
READ = (
    "help",
    "status",
    "story",
    "summary",
    "mine",
    "similar",
    "check",
    "revisions",
    "reviews",
    "improvements",
    "list",
)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    ticks = count()
    with gathered(tmp_path, clock=lambda: NOON + timedelta(milliseconds=next(ticks))) as team:
        yield team


def asked(member: Member) -> str:
    """All that stands on the dialog before somebody."""
    form = member.form
    if form is None:
        return ""
    labels = (f"{one.label} {one.hint} {one.placeholder}" for one in form.fields)
    return "\n".join((form.title, form.intro, *labels, form.submit))


def looked_back(ana: Member) -> Iterator[str]:
    """A retrospective with everything in it, and all that is read of it on the way."""
    ana.types("start retro")
    yield ana.fills()
    ana.types("score")
    yield asked(ana)
    assert ana.form is not None
    yield ana.fills(**{field.name: "1" for field in ana.form.fields})
    yield ana.types("reveal")
    yield ana.types("next")
    for text, kind in (("Pairing", "helped"), ("The build", "met")):
        ana.types("challenge")
        yield asked(ana)
        yield ana.fills(text=text, pain=kind, where=ana.choice("where", ana.offered("where")[1]))
    yield ana.types("next anyway")
    ana.types("improve")
    yield asked(ana)
    yield ana.fills(text="Cache it", owner="UANA")
    yield ana.team.card()
    for word in (*READ, "share", "map", "keep", "close"):
        yield ana.types(word)
        yield asked(ana)
    yield ana.fills()
    yield ana.types("diff r1")
    yield ana.types("erase")
    yield ana.team.card()


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_that_a_team_reads_there_is_of_maps_and_customers(team: Team, language: str) -> None:
    ana = team.member("ana", locale=language)
    told = [*looked_back(ana)]
    journey = team.facilitator.journey("T1", team.workshop.key)
    told += [FORMATS["md"].make(journey).decode().rpartition("\n\n")[0], draw(journey, format="svg").alt]
    lines = [COMMANDED.sub("", line) for text in told for line in text.splitlines()]
    assert len(lines) > 100
    assert [line for line in lines if re.search(OTHERS[language], line, re.IGNORECASE)] == []


def test_lines_can_be_pasted_from_its_first_part_on(team: Team) -> None:
    ana = team.member("ana")
    ana.types("start retro")
    ana.fills()
    ana.types("improve")
    ana.fills(text="Cache it")
    for _ in range(3):
        ana.types("next anyway")
    ana.asks("close")
    ana.types("start retro")
    ana.fills(title="The next one")
    assert team.facilitator.card("T1", team.workshop.key).steps[0] == "Last actions"
    assert "Paste" in ana.types("paste")
