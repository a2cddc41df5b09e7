"""The map's own lint: every rule speaks up where there is a fault, and keeps quiet where there is none."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as examples

from journeybot.checks import RULES, Finding, checks
from journeybot.journey import JourneyMap, Key, Note, Response, Status
from journeybot.prompt_files import languages
from journeybot.settings import Settings
from journeybot.stage_templates import every
from journeybot.wording import Wording
from tests.exports.maps import maps
from tests.pictures.build import TODAY, Builder

LATER = date(2026, 9, 1)


def sound() -> JourneyMap:
    """A map that nobody could find fault with."""
    b = Builder("Groceries", about={"owner": "Ana", "review_on": LATER})
    maya, noor = b.persona("Maya", goals=("Eat well",)), b.persona("Noor", age=40)
    b.stage("I compare offers")
    searches, waits = b.touchpoint("Searches", "website"), b.touchpoint("Waits")
    b.stage("I buy")
    pays = b.touchpoint("Pays", "store")
    b.moment(maya, searches, "Types", scores="-2 -1")
    b.moment(maya, pays, "Taps", scores="1")
    b.moment(noor, waits, "Sits", scores="1")
    slow = b.challenge("Too slow", searches, severity=3, basis="heard")
    b.challenge("Too dear", pays)
    b.improvement("Cache it", slow, owner="<@U1>", due=LATER)
    b.measure("Seconds", {"2026-04": 3.0})
    return b.map()


def changed(key: Key, **values: Any) -> Callable[[JourneyMap], JourneyMap]:
    """The map with one note changed."""

    def change(journey: JourneyMap) -> JourneyMap:
        def now(notes: tuple[Note, ...]) -> tuple[Note, ...]:
            return tuple(replace(note, **values) if note.key == key else note for note in notes)

        lists = ("personas", "stages", "touchpoints", "challenges", "improvements", "measures", "scores")
        spoiled: dict[str, Any] = {name: now(getattr(journey, name)) for name in lists}
        return replace(journey, **spoiled)

    return change


def with_stage(journey: JourneyMap) -> JourneyMap:
    return replace(journey, stages=(*journey.stages, replace(journey.stages[0], key="s", name="I come back")))


def answered(*values: int) -> Callable[[JourneyMap], JourneyMap]:
    """The map with so many answers of customers where they pay."""
    given = tuple(
        Response(key=f"r{at}", touchpoint="touchpoint-3", scale="csat", value=value) for at, value in enumerate(values)
    )
    return lambda journey: replace(journey, responses=given)


def without(*lists: str) -> Callable[[JourneyMap], JourneyMap]:
    nothing: dict[str, Any] = dict.fromkeys(lists, ())
    return lambda journey: replace(journey, **nothing)


def told_otherwise(**values: Any) -> Callable[[JourneyMap], JourneyMap]:
    return lambda journey: replace(journey, about=replace(journey.about, **values))


def without_scores_of(persona: Key) -> Callable[[JourneyMap], JourneyMap]:
    return lambda journey: replace(journey, scores=tuple(s for s in journey.scores if s.persona != persona))


FAULTS: dict[str, tuple[Callable[[JourneyMap], JourneyMap], str]] = {
    "low_point": (
        changed("challenge-1", touchpoint="touchpoint-2"),
        "“Searches” is the lowest point for Maya, and nothing is planned there.",
    ),
    "unanswered": (changed("challenge-2", severity=3), "Nothing is planned against “Too dear”."),
    "unowned_pain": (
        changed("improvement-1", owner=""),
        "Nobody has taken on “Cache it”, which is to help against “Too slow”.",
    ),
    "overdue": (
        changed("improvement-1", due=date(2026, 5, 1)),
        "“Cache it” was due on 1 May 2026 and is not done.",
    ),
    "contradicted": (
        answered(1, *(1, 2) * 15),
        "We think “Pays” is at +1; 31 customers say −1.5.",
    ),
    "old_measure": (changed("measure-1", series=(("2025-04", 3.0),)), "Seconds was last measured in 2025-04."),
    "unowned": (
        lambda journey: replace(
            journey, improvements=(*journey.improvements, replace(journey.improvements[0], key="i", owner=""))
        ),
        "Nobody has taken on “Cache it”.",
    ),
    "unkept": (told_otherwise(owner=""), "Nobody looks after this map."),
    "unreviewed": (
        told_otherwise(review_on=None),
        "This map has no day on which the team looks at it again.",
    ),
    "undated": (changed("improvement-1", due=None), "“Cache it” is in the hands of @U1, but has no date."),
    "assumed": (
        without("evidence", "measures"),
        "Everything on the map is assumed: nothing a customer said and no number stands behind it yet.",
    ),
    "empty_stage": (
        with_stage,
        "I come back has no touchpoint, and nobody says that nothing happens there.",
    ),
    "loop": (
        changed("touchpoint-3", next="touchpoint-2"),
        "The way never ends: from “Pays” it always goes back to “Waits”.",
    ),
    "unscored": (without_scores_of("persona-2"), "Nobody has said how it feels to Noor."),
    "felt_in_passing": (
        lambda journey: replace(
            journey, moments=tuple(replace(m, absent=m.key == "moment-2") for m in journey.moments)
        ),
        "Maya is said to skip “Pays”, so what was felt there counts nowhere. Does Maya come there after all?",
    ),
    "no_channel": (
        changed("touchpoint-3", channel=" "),
        "I buy has no channel: where do they meet us there, for instance at “Pays”?",
    ),
    "bare_measure": (changed("measure-1", series=(("", 3.0),)), "Seconds has values without a date."),
    "company_words": (
        changed("stage-2", name="The Onboarding process"),
        "The Onboarding process is how we talk. Would a customer say “I start using it”?",
    ),
    "bare_persona": (changed("persona-2", age=None), "Of Noor we know only the name."),
}


def looked_at(journey: JourneyMap, *, closed: bool = True, muted: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    return checks(journey, Settings(muted=muted), today=TODAY, closed=closed)


def test_a_sound_map_is_let_be() -> None:
    assert looked_at(sound()) == ()


def test_every_rule_is_tried() -> None:
    assert FAULTS.keys() == RULES.keys()


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_speaks_up_where_there_is_its_fault_and_nowhere_else(rule: str) -> None:
    spoil, sentence = FAULTS[rule]
    (found,) = looked_at(spoil(sound()))
    assert found.rule == rule
    assert Wording().say(f"checks.{found.rule}", **found.values) == sentence
    assert looked_at(spoil(sound()), muted=(rule,)) == ()


def test_the_worst_comes_first() -> None:
    journey = sound()
    for spoil, _ in FAULTS.values():
        journey = spoil(journey)
    found = [finding.rule for finding in looked_at(journey)]
    assert found == sorted(found, key=[*RULES].index)
    assert found[0] == "low_point"


def test_as_long_as_the_team_has_weighed_nothing_all_that_hurts_counts() -> None:
    journey = changed("challenge-1", severity=None)(sound())
    assert [finding.subject for finding in looked_at(journey)] == ["challenge-2"]


def test_what_is_done_or_dropped_is_not_asked_about() -> None:
    done = changed("improvement-1", status=Status.DONE, owner="", due=date(2026, 5, 1))(sound())
    assert looked_at(done) == ()
    dropped = changed("improvement-1", status=Status.DROPPED)(sound())
    assert [finding.rule for finding in looked_at(dropped)] == ["low_point", "unanswered"]


def test_the_lowest_point_of_two_is_told_once_with_both() -> None:
    b = Builder("Two")
    marta, noor = b.persona("Marta", age=41), b.persona("Noor", age=40)
    b.stage("It breaks")
    here = b.touchpoint("Drum stops", "home")
    b.moment(marta, here, scores="-2")
    b.moment(noor, here, scores="-1")
    (found,) = (one for one in looked_at(b.map()) if one.rule == "low_point")
    told = Wording().say("checks.low_point", **found.values)
    assert told == "“Drum stops” is the lowest point for Marta and Noor, and nothing is planned there."


def test_a_running_workshop_is_not_asked_for_what_its_end_asks() -> None:
    assert looked_at(told_otherwise(owner="", review_on=None)(sound()), closed=False) == ()


def test_going_back_is_no_loop_if_a_way_leads_on() -> None:
    journey = changed("touchpoint-2", next="touchpoint-3")(changed("touchpoint-1", next="touchpoint-3")(sound()))
    assert looked_at(journey) == ()


@pytest.mark.parametrize("language", languages())
def test_our_own_sets_of_stages_are_said_as_a_customer_may_say_them(language: str) -> None:
    journey = told_otherwise(language=language)(sound())
    for template in every(language):
        for name in [word for stage in template.stages for word in (stage.name, stage.customer_words)]:
            assert looked_at(changed("stage-1", name=name)(journey)) == (), name


@given(maps())
@examples(max_examples=60)
def test_any_map_can_be_looked_over_and_nothing_is_found_twice(journey: JourneyMap) -> None:
    found = looked_at(journey)
    assert len({(finding.rule, finding.subject) for finding in found}) == len(found)
    for finding in found:
        assert Wording().say(f"checks.{finding.rule}", **finding.values)
