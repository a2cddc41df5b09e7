"""A journey of our own invention: three people adopt a dog from a shelter."""

from datetime import date
from typing import Any

from journeybot.journey import JourneyMap, Pain, Status
from tests.pictures.build import Builder


def shelter() -> JourneyMap:
    """Three personas, phases, gaps, disagreement, questionnaire, votes and measures."""
    b = Builder(
        "I adopt a dog from the shelter",
        about={
            "scenario": "Somebody wants a dog, finds one at our shelter, takes it home and settles in with it.",
            "destination": "Dog and owner are settled",
            "revision": 84,
        },
        participants=7,
    )
    people = _people(b)
    stops = _way(b, people)
    _notes(b, stops)
    _numbers(b, stops)
    return b.map()


def _people(b: Builder) -> tuple[str, str, str]:
    mira = b.persona(
        "Mira Solberg",
        age=27,
        occupation="nurse on shifts",
        goals=("a companion for long walks",),
        needs=("to know what daily life with this dog is like",),
        quote="I have wanted one since I was six.",
    )
    okoye = b.persona(
        "The Okoye family",
        age=39,
        occupation="two jobs, two children",
        goals=("a dog the children can grow up with",),
        needs=("certainty that it is safe with a toddler",),
        quote="It has to work for all five of us.",
    )
    henrik = b.persona(
        "Henrik Vos",
        age=68,
        occupation="retired postman",
        goals=("an older dog that nobody else takes",),
        needs=("somebody to call when he is ill",),
        quote="My last one came from you, too.",
    )
    return mira, okoye, henrik


def _way(b: Builder, people: tuple[str, str, str]) -> dict[str, str]:
    mira, okoye, henrik = people
    t: dict[str, str] = {}
    b.stage("I dream of a dog", "before")
    t["posts"] = b.touchpoint(
        "See a dog in a post", "social media", device="phone", context="On the sofa, late at night"
    )
    b.moment(mira, t["posts"], "Scrolls, falls for a grey muzzle, shares it", thought="That face!", scores="2 2 1 2 2")
    b.moment(okoye, t["posts"], "Shows it to the children", scores="1 1 0 1 2")
    b.absent(henrik, t["posts"])
    b.stage("I look for the right one", "before", milestone="Visit agreed")
    t["list"] = b.touchpoint("Read the dogs' pages", "website", device="phone", importance=4)
    b.moment(mira, t["list"], "Reads every page, twice", scores="1 0 1 1 0")
    b.moment(okoye, t["list"], "Filters for “good with children”, finds no such filter", scores="-1 -1 0 -2 -1")
    b.absent(henrik, t["list"])
    t["call"] = b.touchpoint("Call the shelter", "phone", context="Lunch break, noisy corridor")
    b.moment(
        mira, t["call"], "Tries three times between shifts", thought="Does nobody pick up?", scores="-2 -1 -2 -1 0"
    )
    b.moment(okoye, t["call"], "Leaves a message", scores="-1 0 -1 -1 -1")
    b.moment(henrik, t["call"], "Asks for Ana, whom he knows", thought="She remembered my Bella.", scores="2 1 2 1 2")
    b.stage("I meet them", "during")
    t["visit"] = b.touchpoint(
        "First visit", "person", moment_of_truth=True, importance=5, context="Barking, wet floor, Saturday crowd"
    )
    b.moment(
        mira, t["visit"], "Sits down on the floor and waits", thought="He put his head on my knee.", scores="2 2 2 1 2"
    )
    b.moment(
        okoye, t["visit"], "Keeps the toddler on the arm", thought="Too loud for the little one.", scores="0 -1 -2 0 1"
    )
    b.moment(henrik, t["visit"], "Walks past the young dogs to the last kennel", scores="1 1 1 2 1")
    t["walk"] = b.touchpoint("Walk with the dog", "person", importance=3)
    b.moment(mira, t["walk"], "Walks an hour in the rain", scores="1 2 1 1 1")
    b.moment(okoye, t["walk"], "Takes turns with the leash", scores="1 1 2 0 1")
    b.moment(henrik, t["walk"], "Sits on the bench with him", scores="1 1 2 1 1")
    _taking_home(b, people, t)
    return t


def _taking_home(b: Builder, people: tuple[str, str, str], t: dict[str, str]) -> None:
    mira, okoye, henrik = people
    b.stage("I prove that I can", "during", milestone="Contract signed")
    t["form"] = b.touchpoint("Fill in the form", "paper", device="pen", importance=3)
    b.moment(
        mira, t["form"], "Eleven pages, on her knees", thought="Why do you need my salary?", scores="-2 -2 -1 -2 -1"
    )
    b.moment(okoye, t["form"], "Fills it in twice, one page was missing", scores="-1 -2 -1 -1 -2")
    b.moment(henrik, t["form"], "Has the volunteer write for him", scores="0 -1 0 0 -1")
    t["home"] = b.touchpoint("Home visit", "person", moment_of_truth=True, importance=4)
    b.moment(mira, t["home"], "Cleans for two days", scores="-1 0 0 -1 0")
    b.moment(okoye, t["home"], "Shows garden and fence", thought="We feel examined.", scores="-1 -1 -2 -1 -2")
    b.moment(henrik, t["home"], "Puts the kettle on", scores="1 1 0 1 1")
    b.stage("We come home", "after", milestone="First night")
    t["fetch"] = b.touchpoint("Fetch the dog", "person", importance=5)
    b.moment(mira, t["fetch"], "Takes the tram with a shaking dog", thought="We are a team now.", scores="2 1 2 2 2")
    b.moment(okoye, t["fetch"], "All four come along", thought="Best day of the year!", scores="2 2 2 2 1")
    b.moment(henrik, t["fetch"], "Brings the old blanket", scores="2 2 1 2 2")
    t["shop"] = b.touchpoint("Buy what is missing", "store")
    b.moment(mira, t["shop"], "Buys the wrong food", scores="0 0 -1 0 0")
    b.moment(okoye, t["shop"], "Spends more than planned", scores="0 -1 0 -1 0")
    b.absent(henrik, t["shop"])
    b.stage("We get used to each other", "after")
    t["night"] = b.touchpoint("Ask at night", "chat", device="phone", next=t["call"])
    b.moment(mira, t["night"], "Writes at 3 a.m.: he howls", thought="No answer until Monday.", scores="-2 -2 -1 -2 -2")
    b.moment(okoye, t["night"], "Searches the web instead", scores="-1 -1 0 -1 -1")
    b.absent(henrik, t["night"])
    t["meet"] = b.touchpoint("Owners' Sunday", "person")
    b.moment(mira, t["meet"], "Meets others with the same worries", scores="2 1 1 2 1")
    b.moment(okoye, t["meet"], "The children show tricks", scores="2 2 1 2 2")
    b.moment(henrik, t["meet"], "Bakes for everyone", scores="2 2 2 1 2")
    for name, answers in {
        "list": [3, 4, 3, 4, 3, 4, 4, 3],
        "visit": [4, 4, 5, 5, 3, 4, 5],
        "form": [1, 2, 2, 1, 3, 2, 2, 1, 2, 1, 3, 2],
        "fetch": [5, 5, 4, 5, 5, 4],
        "night": [1, 2, 1, 1, 3, 2, 1, 2, 2],
    }.items():
        b.responses(t[name], answers)


MIRA, OKOYE, HENRIK = "persona-1", "persona-2", "persona-3"
PAINS: dict[str, tuple[str, dict[str, Any]]] = {
    "Comes home to an empty flat": (
        "posts",
        {"pain": Pain.TRIGGER, "personas": (MIRA, HENRIK), "severity": 2, "basis": "heard"},
    ),
    "Cannot tell which dogs suit children": (
        "list",
        {"personas": (OKOYE,), "severity": 2, "votes": 4, "basis": "heard"},
    ),
    "Phone is staffed two hours a day": (
        "call",
        {"severity": 3, "votes": 9, "basis": "measured", "need": "an answer on the same day"},
    ),
    "The kennels frighten small children": (
        "visit",
        {"personas": (OKOYE,), "severity": 2, "votes": 3, "basis": "heard"},
    ),
    "Eleven pages, half of them asked twice": ("form", {"severity": 3, "votes": 12, "basis": "measured"}),
    "Feels like an exam, not like help": (
        "home",
        {"severity": 2, "votes": 5, "basis": "assumed", "need": "to be trusted"},
    ),
    "No list of what to buy": ("shop", {"severity": 1}),
    "Alone with a howling dog at night": (
        "night",
        {"severity": 3, "votes": 8, "basis": "heard", "need": "somebody to ask, now"},
    ),
}
HELPS: dict[str, tuple[tuple[int, ...], dict[str, Any]]] = {
    "Invite to a walk before anything is decided": (
        (1,),
        {"strategy": "personalise", "impact": 3, "effort": 1, "owner": "Ana"},
    ),
    "Filter and icons: children, cats, stairs": (
        (2,),
        {"strategy": "simplify", "impact": 4, "effort": 2, "owner": "Tom", "due": date(2026, 7, 1)}
        | {"status": Status.DOING},
    ),
    "Volunteers call back until eight in the evening": (
        (3,),
        {"strategy": "support", "impact": 5, "effort": 3, "owner": "Ana", "votes": 6, "due": date(2026, 6, 15)},
    ),
    "Quiet room for families": ((4,), {"strategy": "support", "impact": 3, "effort": 4}),
    "Two-page form, the rest in talk": (
        (5, 6),
        {"strategy": "simplify", "impact": 5, "effort": 2, "owner": "Board", "votes": 9, "due": date(2026, 6, 1)}
        | {"status": Status.DONE},
    ),
    "Night line shared with the vets of the town": (
        (8,),
        {"strategy": "support", "impact": 5, "effort": 5, "owner": "Dr. Lind", "votes": 4},
    ),
}


def _notes(b: Builder, t: dict[str, str]) -> None:
    for text, (where, told) in PAINS.items():
        b.challenge(text, t[where], **told)
    for text, (answers, told) in HELPS.items():
        b.improvement(text, *(f"challenge-{number}" for number in answers), **told)


def _numbers(b: Builder, t: dict[str, str]) -> None:
    b.measure(
        "Calls answered",
        {"2025-11": 31, "2026-01": 38, "2026-03": 35, "2026-05": 44},
        unit="%",
        touchpoint=t["call"],
        target=80,
    )
    b.measure(
        "From visit to contract",
        {"2025-Q3": 34, "2025-Q4": 31, "2026-Q1": 26},
        unit="days",
        touchpoint=t["form"],
        target=14,
        better="lower",
    )
    b.measure(
        "Dogs brought back",
        {"2022": 12.5, "2023": 11.1},
        unit="% in half a year",
        touchpoint=t["night"],
        target=6,
        better="lower",
    )
