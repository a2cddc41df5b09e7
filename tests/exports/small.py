"""A journey of a few lines with something of every kind in it, and texts that programs mistake for orders."""

from dataclasses import replace
from datetime import date
from typing import Any

from journeybot.journey import (
    LISTS,
    About,
    Basis,
    Challenge,
    Evidence,
    Improvement,
    JourneyMap,
    Measure,
    Moment,
    Note,
    Pain,
    Persona,
    Phase,
    Response,
    Score,
    Stage,
    Strategy,
    Touchpoint,
    Vote,
)

ORDERS = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2",
    "@SUM(1)",
    "\t=1+1",
    "'=1+1",
    "''quoted",
    " =1+1",
    "first\n=1+1",
    "a;=1+1;b",
    "＝1+1",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "]]><!-- & &amp; &#x41;",
    "{{ 7 * 7 }}{% raw %}",
    "Pay: now; #5 %%{init}%% %% gone",
    "Title page",
    "section 2",
    "journey planner",
    "a, b",
    "_x0041_ \x0b\x1b[31m \ufffe",
    "\u202ecod.exe\u202c",
    "javascript:alert(1)",
    "\ud800 half",
    "../../etc/passwd",
    "one\ttab",
)
"""Texts that would do harm in a file that did not guard against them."""

SMALL = JourneyMap(
    about=About(key="m", title="My washing machine", scenario="It is Sunday", destination="It runs", owner="Priya"),
    personas=(
        Persona(key="p", name="Marta, a nurse", age=38, quote="One uniform left.", goals=("wash", "sleep")),
        Persona(key="q", name="Henrik", age=71),
    ),
    stages=(Stage(key="s", name="It stops", phase=Phase.BEFORE, milestone="Help comes"), Stage(key="u", name="Wait")),
    touchpoints=(
        Touchpoint(key="t", stage="s", name="Error code", channel="product", moment_of_truth=True, importance=4),
        Touchpoint(key="w", stage="u", name="Title: the queue; #1", channel="phone", context="at night"),
    ),
    moments=(
        Moment(key="mt", persona="p", touchpoint="t", action="Reads it", thought="What is E18?"),
        Moment(key="mw", persona="q", touchpoint="w", absent=True),
    ),
    scores=(
        Score(key="s1", author="U1", persona="p", touchpoint="t", value=-2),
        Score(key="s2", author="U2", persona="p", touchpoint="t", value=-1),
        Score(key="s3", author="U1", persona="q", touchpoint="t", value=1),
    ),
    challenges=(Challenge(key="c", text="Nobody says why", touchpoint="t", severity=3, pain=Pain.TRIGGER, need="Why"),),
    evidence=(Evidence(key="e", on="mt", basis=Basis.HEARD, text="“E18, and then?”", link="https://example.org/1"),),
    improvements=(
        Improvement(
            key="i", text="Say it in words", challenges=("c",), strategy=Strategy.SIMPLIFY, impact=5, effort=2,
            owner="Jo", due=date(2027, 3, 1),
        ),
    ),
    votes=(Vote(key="v", author="U1", on="c"),),
    measures=(Measure(key="k", name="Calls", unit="a day", stage="s", series=(("2026", 12.5), ("2027", 8)), target=5),),
    responses=(Response(key="r", touchpoint="t", scale="csat", value=2, comment="Rude", given_on=date(2026, 5, 2)),),
    participants=2,
    as_of=date(2026, 11, 20),
)  # fmt: skip


def saying(text: str) -> JourneyMap:
    """The small journey with one text in every place where somebody may type one."""
    lists: dict[str, Any] = {
        name: tuple(_saying(note, text) for note in getattr(SMALL, name)) for name in LISTS.values()
    }
    about = replace(SMALL.about, title=text, scenario=text, destination=text, owner=text)
    return replace(SMALL, about=about, **lists)


TYPED = (
    *("name", "text", "quote", "milestone", "channel", "device", "context", "action", "thought", "need", "owner"),
    *("comment", "unit", "source", "link", "said_by", "residence", "occupation", "gender", "status", "category"),
)


def _saying(note: Note, text: str) -> Note:
    own: dict[str, Any] = {name: text for name in TYPED if isinstance(getattr(note, name, None), str)}
    if isinstance(note, Improvement | Touchpoint):
        own = {name: value for name, value in own.items() if name not in {"status", "link"}}
    if isinstance(note, Persona):
        own |= {"goals": (text, text), "needs": (text,)}
    if isinstance(note, Measure):
        own["series"] = tuple((text, value) for _, value in note.series)
    return replace(note, **own)
