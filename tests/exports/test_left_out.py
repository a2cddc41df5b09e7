"""What a format is said to leave out is not in its file, and everything else is: the menu's table beside the files."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from journeybot.exports import FORMATS
from journeybot.journey import (
    About,
    Basis,
    Challenge,
    Evidence,
    Improvement,
    JourneyMap,
    Measure,
    Moment,
    Persona,
    Response,
    Score,
    Stage,
    Status,
    Touchpoint,
    Vote,
)
from journeybot.prompt_files import languages
from journeybot.wording import Wording

WORDS = {
    "long": "veryend",
    "evidence": "proven",
    "comments": "grumble",
    "scores": "participant 71",
    "measures": "throughput",
    "personas": "lighthouse",
    "inside": "matryoshka",
    "became": "halfway",
    "last": "yesteryear",
    "colours": "123abc",
    "moments": "tiptoes",
    "challenges": "squeaks",
    "improvements": "oiling",
}
"""A word that is on the map in one place only, by what it is part of."""

INNER = JourneyMap(
    about=About(key="inner", title="Inner"),
    stages=(Stage(key="is", name="Inner stage"),),
    touchpoints=(Touchpoint(key="it", stage="is", name=WORDS["inside"]),),
)
FULL = JourneyMap(
    about=About(key="m", title="Doors"),
    personas=(Persona(key="p", name="Maya", residence=WORDS["personas"], colour=f"#{WORDS['colours']}"),),
    stages=(Stage(key="s", name="I come"), Stage(key="s2", name="I go")),
    touchpoints=(
        Touchpoint(key="t", stage="s", name="Door", link="inner", next="t3"),
        Touchpoint(key="t2", stage="s", name="Window"),
        Touchpoint(key="t3", stage="s2", name="Gate"),
    ),
    moments=(
        Moment(
            key="m1",
            persona="p",
            touchpoint="t",
            action=WORDS["moments"],
            thought=f"{'Much ado about it. ' * 20}{WORDS['long']}",
        ),
    ),
    scores=tuple(
        Score(key=f"sc{at}", persona="p", touchpoint="t", value=value, author=f"participant {70 + at}")
        for at, value in enumerate((-2, 1, 2))
    ),
    challenges=(Challenge(key="c", text=WORDS["challenges"], touchpoint="t"),),
    evidence=(Evidence(key="e", on="c", basis=Basis.MEASURED, text=WORDS["evidence"]),),
    improvements=(
        Improvement(key="i", text=WORDS["improvements"], challenges=("c",), told=((1, "doing", WORDS["became"]),)),
    ),
    votes=(Vote(key="v", on="c"),),
    measures=(Measure(key="me", name=WORDS["measures"], touchpoint="t", series=(("2026", 1.0),)),),
    responses=tuple(
        Response(key=f"r{at}", touchpoint="t", scale="csat", value=3, comment=WORDS["comments"], given_on=date.min)
        for at in range(6)
    ),
    inside=(INNER,),
    participants=3,
    last_actions=(Improvement(key="la", text=WORDS["last"], carried=("Sprint 1",)),),
)


def text(name: str, journey: JourneyMap) -> str:
    """All that is written in a file of that format, in small letters."""
    file = FORMATS[name].make(journey)
    if not file.startswith(b"PK"):
        return file.decode("utf-8", "replace").casefold()
    with ZipFile(BytesIO(file)) as parts:
        return "\n".join(parts.read(part).decode("utf-8", "replace") for part in parts.namelist()).casefold()


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in {"png", "pdf", "pdf-a3"}])
def test_what_is_said_to_be_left_out_is_all_that_is_left_out(name: str) -> None:
    written = text(name, FULL)
    missing = {topic for topic, word in WORDS.items() if word not in written}
    assert missing == {*FORMATS[name].without} - {"votes", "flow"}


@pytest.mark.parametrize("name", ["xlsx", "csv", "json", "md", "mermaid", "ojf"])
def test_dots_and_what_comes_next_change_the_file_or_are_said_to_be_left_out(name: str) -> None:
    written = text(name, FULL)
    others = {
        "votes": replace(FULL, votes=(*FULL.votes, Vote(key="v2", on="c"))),
        "flow": replace(FULL, touchpoints=tuple(replace(one, next=None) for one in FULL.touchpoints)),
    }
    same = {topic for topic, journey in others.items() if text(name, journey) == written}
    assert same == {*FORMATS[name].without} & {"votes", "flow"}


def test_pictures_leave_out_the_same_and_only_a_pdf_shows_what_is_inside() -> None:
    assert FORMATS["png"].without == FORMATS["svg"].without == (*FORMATS["pdf"].without, "inside")
    assert FORMATS["pdf"].without == FORMATS["pdf-a3"].without


@pytest.mark.parametrize("language", languages())
def test_all_that_can_be_left_out_has_a_name(language: str) -> None:
    assert {topic for kind in FORMATS.values() for topic in kind.without} == {
        *Wording(language).words("exports.without")
    }


@pytest.mark.parametrize("name", ["md", "html", "pptx"])
def test_what_was_dropped_is_still_told_but_not_as_what_will_help(name: str) -> None:
    """Once in the list of improvements, and no more beside what hurts or on its way."""
    (oiling,) = FULL.improvements
    dropped = replace(FULL, improvements=(replace(oiling, status=Status.DROPPED, touchpoint="t"),))
    assert 1 <= text(name, dropped).count(WORDS["improvements"]) < text(name, FULL).count(WORDS["improvements"])
