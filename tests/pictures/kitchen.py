"""A journey of our own invention: two people with water in the kitchen and a claim to make."""

from datetime import date
from typing import Any

from journeybot.journey import JourneyMap, Pain, Status
from tests.pictures.build import Builder

ABOUT = {
    "scenario": "A pipe bursts at night: from the first puddle to the money from the household insurance.",
    "destination": "The kitchen is dry and paid for",
    "revision": 41,
}


def kitchen() -> JourneyMap:
    """Two personas, eleven touchpoints on six channels, a loop in the flow."""
    b = Builder("I claim for my flooded kitchen", about=ABOUT, participants=5)
    lena, arno = _people(b)
    t: dict[str, str] = {}
    _accident(b, lena, arno, t)
    _claim(b, lena, arno, t)
    _money(b, lena, arno, t)
    _notes(b, t)
    return b.map()


def _people(b: Builder) -> tuple[str, str]:
    lena = b.persona(
        "Lena Baptiste",
        age=34,
        occupation="teacher, rents",
        goals=("back to a working kitchen before term starts",),
        needs=("one person who knows her case",),
        quote="Just tell me what happens next.",
    )
    arno = b.persona(
        "Arno Fischl",
        age=71,
        occupation="owner of three flats",
        goals=("no quarrel with the tenants",),
        needs=("paper in his hand",),
        quote="I have paid in for forty years.",
    )
    return lena, arno


def _accident(b: Builder, lena: str, arno: str, t: dict[str, str]) -> None:
    b.stage("Water!")
    t["stop"] = b.touchpoint("Stop the water", context="2 a.m., bare feet, the lights are out")
    b.moment(
        lena, t["stop"], "Looks for the stopcock with a torch", thought="Where is the thing?", scores="-2 -2 -2 -1"
    )
    b.moment(arno, t["stop"], "Is woken by the tenant's call", scores="-1 -2 -1 -1")
    t["night"] = b.touchpoint("Night number", "phone", importance=5, moment_of_truth=True)
    b.moment(lena, t["night"], "Waits 20 minutes in the line", thought="Are they asleep, too?", scores="-2 -1 -2 -1")
    b.moment(arno, t["night"], "Hands it over to the caretaker", scores="0 0 -1 0")
    b.stage("Report it", milestone="Claim number")
    t["app"] = b.touchpoint("Report in the app", "app", device="phone", importance=4, next="touchpoint-5")
    b.moment(lena, t["app"], "Takes nine photos, sends them in two minutes", thought="That was easy!", scores="2 1 2 2")
    b.absent(arno, t["app"])
    t["letter"] = b.touchpoint("Report by letter", "post", device="form 12b", next="touchpoint-5")
    b.absent(lena, t["letter"])
    b.moment(arno, t["letter"], "Fills it in by hand, copies it, registers it", scores="0 1 0 0")


def _claim(b: Builder, lena: str, arno: str, t: dict[str, str]) -> None:
    b.stage("Have it looked at")
    t["date"] = b.touchpoint("Find a date", "e-mail")
    b.moment(lena, t["date"], "Gets three mails, each with another number", scores="-1 -1 0 -1")
    b.moment(arno, t["date"], "Asks for a letter instead", scores="-1 0 -1 -1")
    t["expert"] = b.touchpoint("The expert comes", "person", importance=5, moment_of_truth=True)
    b.moment(
        lena,
        t["expert"],
        "Shows floor and wall, asks what to throw away",
        thought="At last somebody looks.",
        scores="1 1 0 2",
    )
    b.moment(arno, t["expert"], "Walks along and takes notes", thought="A proper man.", scores="1 2 1 1")
    t["more"] = b.touchpoint("Send what is missing", "app", device="phone", next="touchpoint-5")
    b.moment(
        lena, t["more"], "Uploads receipts again and again", thought="You have these already!", scores="-2 -2 -1 -2"
    )
    b.moment(arno, t["more"], "His tenant does it for him", scores="0 -1 0 0")
    b.stage("Repair")
    t["dry"] = b.touchpoint("Drying machines", "person", context="Three weeks of noise")
    b.moment(lena, t["dry"], "Sleeps at a friend's", scores="-1 -2 -1 -1")
    b.moment(arno, t["dry"], "Calms the neighbours", scores="-1 -1 0 -1")
    t["floor"] = b.touchpoint("New floor", "person", importance=3)
    b.moment(lena, t["floor"], "Chooses oak", scores="1 1 2 1")
    b.moment(arno, t["floor"], "Chooses what is cheapest", scores="0 1 0 0")


def _money(b: Builder, lena: str, arno: str, t: dict[str, str]) -> None:
    b.stage("Be paid", milestone="Money is there")
    t["offer"] = b.touchpoint("Read the decision", "post", importance=4)
    b.moment(lena, t["offer"], "Does not understand one line", thought="So do I get it or not?", scores="-1 -1 -2 0")
    b.moment(arno, t["offer"], "Reads it twice, files it", scores="1 0 1 1")
    t["paid"] = b.touchpoint("Money arrives", "bank", importance=5)
    b.moment(lena, t["paid"], "Pays her friend's mother back", thought="All of it. Wow.", scores="2 2 1 2")
    b.moment(arno, t["paid"], "Sees it on the statement", scores="1 1 1 2")


PAINS: dict[str, tuple[str, dict[str, Any]]] = {
    "Nobody knows where the stopcock is": ("stop", {"pain": Pain.TRIGGER, "severity": 3, "votes": 6, "basis": "heard"}),
    "Twenty minutes in the line while water runs": (
        "night",
        {"severity": 3, "votes": 11, "basis": "measured", "need": "one calm voice, now"},
    ),
    "App and letter end in two files": ("letter", {"severity": 2, "votes": 2, "basis": "assumed"}),
    "Three departments look for a date each": ("date", {"severity": 2, "votes": 4, "basis": "heard"}),
    "Asked for the same receipts three times": (
        "more",
        {"severity": 3, "votes": 9, "basis": "measured", "need": "to send things once"},
    ),
    "Nobody says how long the machines stay": ("dry", {"severity": 2, "votes": 3, "basis": "heard"}),
    "The decision is written for lawyers": ("offer", {"severity": 2, "votes": 5, "basis": "heard"}),
}
HELPS: dict[str, tuple[tuple[int, ...], dict[str, Any]]] = {
    "Sticker with a map of the stopcock in every welcome letter": (
        (1,),
        {"strategy": "support", "impact": 4, "effort": 1, "owner": "Priya", "due": date(2026, 6, 12), "votes": 7}
        | {"status": Status.DOING},
    ),
    "Burst pipe goes to the front of the line": (
        (2,),
        {"strategy": "simplify", "impact": 5, "effort": 3, "owner": "Night desk", "due": date(2026, 8, 1), "votes": 10},
    ),
    "One file for one claim, whatever way it came": (
        (3, 5),
        {"strategy": "simplify", "impact": 5, "effort": 5, "owner": "IT", "votes": 6},
    ),
    "The expert brings a calendar": (
        (4, 6),
        {"strategy": "personalise", "impact": 3, "effort": 2, "owner": "Tariq"},
    ),
    "First sentence says: you get this much, on this day": (
        (7,),
        {"strategy": "simplify", "impact": 4, "effort": 1, "owner": "Legal", "due": date(2026, 6, 30), "votes": 5},
    ),
}


def _notes(b: Builder, t: dict[str, str]) -> None:
    for text, (where, told) in PAINS.items():
        b.challenge(text, t[where], **told)
    for text, (answers, told) in HELPS.items():
        b.improvement(text, *(f"challenge-{number}" for number in answers), **told)
    line = {"2025-12": 14, "2026-02": 17, "2026-04": 21}
    b.measure("Line at night", line, unit="minutes", touchpoint=t["night"], target=3, better="lower")
    days = {"2025-Q2": 47, "2025-Q3": 45, "2025-Q4": 39, "2026-Q1": 36}
    b.measure("From report to money", days, unit="days", touchpoint=t["paid"], target=21, better="lower")
