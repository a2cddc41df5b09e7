"""Where it hurts across maps, and in which order it is told."""

from dataclasses import replace
from datetime import date

from journeybot.hotspots import Hotspots, hotspots
from journeybot.journey import About, Challenge, Improvement, JourneyMap, Persona, Score, Stage, Touchpoint, Vote

TODAY = date(2026, 5, 21)


def a_map(title: str, **lists: object) -> JourneyMap:
    people, stages = (Persona(key=f"{title} maya", name="Maya"),), (Stage(key=f"{title} pay", name="Pay"),)
    about = About(key=title, title=title)
    return replace(JourneyMap(about=about, personas=people, stages=stages), **lists)  # type: ignore[arg-type]


def found(*journeys: JourneyMap) -> Hotspots:
    return hotspots(journeys, TODAY)


def test_the_lowest_stand_first_among_equals_what_decides_then_what_matters_and_nothing_that_feels_neutral() -> None:
    felt = {"fine": 0, "low": -1, "matters": -1, "decides": -1, "lowest": -2}
    more = {"matters": {"importance": 3}, "decides": {"moment_of_truth": True}}
    journey = a_map(
        "Groceries",
        touchpoints=tuple(
            Touchpoint(key=key, name=key, stage="Groceries pay", **more.get(key, {}))  # type: ignore[arg-type]
            for key in felt
        ),
        scores=tuple(
            Score(key=key, persona="Groceries maya", touchpoint=key, value=value) for key, value in felt.items()
        ),
    )
    assert [one.touchpoint.name for one in found(journey).low] == ["lowest", "decides", "matters", "low"]


def pain(key: str, text: str, severity: int | None = None) -> Challenge:
    return Challenge(key=key, text=text, severity=severity)


def test_a_pain_of_several_maps_is_told_in_the_words_that_weigh_most_and_as_bad_as_where_it_is_worst() -> None:
    queue, others = "The queue is much too long", "Much too long is the queue!"
    one = a_map("Groceries", challenges=(pain("z", queue, 1), pain("alone", "Too dear by far", 3)))
    other = a_map("Kettles", challenges=(pain("a", others, 3), pain("p", "Nobody answers the phone")))
    third = a_map("Loans", challenges=(pain("q", "The phone: nobody answers"),))
    queued, phone = found(one, other, third).repeated
    assert [journey.about.title for journey in queued.journeys] == ["Groceries", "Kettles"], "as they were given"
    assert (queued.challenge.text, queued.severity, queued.dots) == (others, 3, 0)
    assert (phone.challenge.text, phone.severity) == ("Nobody answers the phone", None)
    dotted = replace(one, votes=tuple(Vote(key=f"{n}", author=f"U{n}", on="z") for n in range(2)))
    (queued, _) = found(dotted, other, third).repeated
    assert (queued.challenge.text, queued.severity, queued.dots) == (queue, 3, 2)


def test_among_equals_what_comes_up_on_more_maps_stands_first() -> None:
    maps = [
        a_map("Groceries", challenges=(pain("g", "Too dear by far"), pain("g2", "Nobody answers the phone"))),
        a_map("Kettles", challenges=(pain("k", "Too dear by far"), pain("k2", "Nobody answers the phone"))),
        a_map("Loans", challenges=(pain("l2", "Nobody answers the phone"),)),
    ]
    assert [len(one.journeys) for one in found(*maps).repeated] == [3, 2]


def test_the_longest_overdue_of_all_maps_stands_first() -> None:
    days = {"Groceries": date(2026, 5, 2), "Kettles": date(2026, 5, 1), "Loans": TODAY}
    maps = (a_map(key, improvements=(Improvement(key=key, text=key, due=day),)) for key, day in days.items())
    assert [one.improvement.text for one in found(*maps).late] == ["Kettles", "Groceries"]
