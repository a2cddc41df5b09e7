"""What differs between two revisions or two personas, as a team reads it: the four ways in which life leaves a plan."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journeybot.deviations import deviations
from journeybot.journey import Challenge, Improvement, JourneyMap, MapState, Measure, Pain, Persona, Stage, Status
from journeybot.ports import Showable
from journeybot.story import apart_in_words, differences
from journeybot.wording import Wording
from tests.pictures.build import Builder
from tests.team import NOON, Member, Team, gathered


def way(*names: str, scores: dict[str, str] | None = None, state: MapState = MapState.CURRENT) -> JourneyMap:
    """One persona's way over these touchpoints, each called by its key."""
    b = Builder("Parcel")
    who = b.persona("Maya")
    b.stage("On the way")
    keys = {b.touchpoint(name): name for name in names}
    for key, name in keys.items():
        b.moment(who, key, "does it", scores=(scores or {}).get(name, ""))
    built = b.map()
    return replace(
        built,
        about=replace(built.about, state=state),
        touchpoints=tuple(replace(t, key=keys[t.key]) for t in built.touchpoints),
        moments=tuple(replace(m, touchpoint=keys[m.touchpoint]) for m in built.moments),
        scores=tuple(replace(s, touchpoint=keys[s.touchpoint]) for s in built.scores),
    )


PLAN = ("order", "text message", "delivery", "invoice", "thanks")
PLANNED = way(*PLAN, scores={"delivery": "1"}, state=MapState.PLANNED)
LIVED = way("order", "call the hotline", "invoice", "thanks", "delivery", scores={"delivery": "-2"})


def paragraph(text: str, heading: str) -> list[str]:
    """The lines under a heading."""
    return next(part for part in text.split("\n\n") if part.startswith(heading)).splitlines()[1:]


def test_life_leaves_a_plan_in_four_ways_each_named_rightly() -> None:
    told = differences(PLANNED, LIVED, Wording())
    assert paragraph(told, "Planned, but missing") == ["- text message"]
    assert paragraph(told, "Ad hoc: nobody had planned it") == ["- call the hotline"]
    assert paragraph(told, "In another order than planned") == ["- delivery"]
    assert paragraph(told, "Failed: it went well, and now feels bad or hurts badly") == ["- delivery"]
    assert "(as planned) to the map as it is now (as it is)" in told


@pytest.mark.parametrize(
    ("lived", "missing", "new", "moved", "failed"),
    [
        (way("a", "b", "c"), [], [], [], []),
        (way("a", "c"), ["b"], [], [], []),
        (way("a", "b", "x", "c"), [], ["x"], [], []),
        (way("c", "a", "b"), [], [], ["c"], []),
        (way("a", "b", "c", scores={"b": "-1"}), [], [], [], ["b"]),
        (way("x", scores={"x": "-2"}), ["a", "b", "c"], ["x"], [], []),
    ],
)
def test_each_kind_of_deviation_alone(
    lived: JourneyMap, missing: list[str], new: list[str], moved: list[str], failed: list[str]
) -> None:
    found = deviations(way("a", "b", "c", state=MapState.PLANNED), lived)
    assert found.planned
    kinds = (found.missing, found.new, found.moved, found.failed)
    assert [[touchpoint.key for touchpoint in kind] for kind in kinds] == [missing, new, moved, failed]


def test_what_nobody_does_any_more_is_missing_though_it_is_on_the_map() -> None:
    lived = way("a", "b")
    passed = tuple(replace(m, absent=m.touchpoint == "b") for m in lived.moments)
    found = deviations(way("a", "b", state=MapState.PLANNED), replace(lived, moments=passed))
    assert [touchpoint.key for touchpoint in found.missing] == ["b"]
    both = replace(lived, moments=passed)
    assert deviations(both, both).missing == (), "they passed it by before, too"
    another = replace(both, personas=(*both.personas, Persona(key="another", name="Noor")))
    assert deviations(lived, another).missing == (), "somebody still goes there"


def test_a_severe_pain_that_has_come_makes_a_touchpoint_fail_and_one_that_was_there_does_not() -> None:
    pain = Challenge(key="p", text="It never comes", touchpoint="b", severity=3)
    before, after = way("a", "b"), replace(way("a", "b"), challenges=(pain,))
    assert [touchpoint.key for touchpoint in deviations(before, after).failed] == ["b"]
    assert deviations(after, after).failed == ()
    mild = replace(after, challenges=(replace(pain, severity=2),))
    assert deviations(before, mild).failed == ()
    why_they_came = replace(after, challenges=(replace(pain, pain=Pain.TRIGGER),))
    assert deviations(before, why_they_came).failed == ()


@pytest.mark.parametrize(
    ("before", "now", "fails"),
    [("0", "-1", True), ("1 1 0", "-2", True), ("-1 0", "-1", False), ("-1 0", "-2", False), ("1", "-1 0", False)],
)
def test_only_what_went_well_can_fail(before: str, now: str, fails: bool) -> None:
    found = deviations(way("a", "b", scores={"b": before}), way("a", "b", scores={"b": now}))
    assert [one.key for one in found.failed] == (["b"] if fails else [])
    assert [shift.touchpoint.key for shift in found.down] == ["b"], "it feels worse either way"


def test_two_revisions_of_how_it_is_speak_of_no_plan() -> None:
    before = replace(
        way("a", "b", scores={"a": "-1", "b": "2"}),
        challenges=(Challenge(key="old", text="Long queue", touchpoint="a"),),
        improvements=(Improvement(key="i", text="Second till"),),
        kept=1,
    )
    after = replace(
        way("a", "c", scores={"a": "1"}),
        challenges=(Challenge(key="new", text="No trolley", touchpoint="a"),),
        improvements=(Improvement(key="i", text="Second till", status=Status.DONE),),
    )
    told = differences(before, after, Wording())
    assert "lanned" not in told
    assert paragraph(told, "No longer there") == ["- b"]
    assert paragraph(told, "New") == ["- c"]
    assert paragraph(told, "Feels better") == ["- a, Maya: −1 → +1 (+2)"]
    assert paragraph(told, "Pains that are gone") == ["- “Long queue”"]
    assert paragraph(told, "Pains that have come") == ["- “No trolley”"]
    assert paragraph(told, "Improvements done") == ["- “Second till”"]
    german = differences(before, after, Wording("de"))
    assert paragraph(german, "Erledigte Verbesserungen") == ["- „Second till“"]


def test_who_and_what_stages_are_new_or_gone_is_told() -> None:
    before = way("a")
    noor, home = Persona(key="n", name="Noor"), Stage(key="h", name="At home")
    after = replace(before, personas=(noor,), stages=(*before.stages, home))
    told = differences(before, after, Wording())
    assert paragraph(told, "Personas that are new") == ["- Noor"]
    assert paragraph(told, "Personas that are gone") == ["- Maya"]
    assert paragraph(told, "Stages that are new") == ["- At home"]
    assert paragraph(differences(after, before, Wording("de")), "Phasen, die weg sind") == ["- At home"]
    assert deviations(before, replace(before, personas=(*before.personas, noor))).any


def test_new_improvements_values_and_targets_are_told() -> None:
    number = Measure(key="m", name="Abandoned", unit="%", series=(("2026-04", 20.0),))
    before = replace(way("a"), measures=(number, Measure(key="same", name="Parcels", series=(("2026-04", 3.0),))))
    now = replace(number, series=(*number.series, ("2026-08", 55.0)), target=40.0)
    new = (Improvement(key="i", text="Lockers"), Improvement(key="d", text="Bells", status=Status.DONE))
    after = replace(before, measures=(now, *before.measures[1:]), improvements=new)
    told = differences(before, after, Wording())
    assert paragraph(told, "Improvements that are new") == ["- “Lockers”"]
    assert paragraph(told, "Improvements done") == ["- “Bells”"]
    dropped = replace(after, improvements=(replace(new[0], status=Status.DROPPED), new[1]))
    assert paragraph(differences(after, dropped, Wording()), "Improvements dropped") == ["- “Lockers”"]
    assert paragraph(told, "Numbers") == ["- Abandoned: 55 %, before 20 (target 40)"]
    german = differences(before, replace(after, improvements=()), Wording("de"))
    assert paragraph(german, "Zahlen") == ["- Abandoned: 55 %, vorher 20 (Ziel 40)"]
    assert "Nothing differs" in differences(after, after, Wording())


def test_what_is_called_or_worded_otherwise_is_told() -> None:
    first, *rest = PLANNED.touchpoints
    about, points = replace(PLANNED.about, title="Parcels"), (replace(first, name="Buy"), *rest)
    told = differences(PLANNED, replace(PLANNED, about=about, touchpoints=points), Wording())
    assert paragraph(told, "Called or worded otherwise") == ["- “Parcel” → “Parcels”", "- “order” → “Buy”"]


def test_two_personas_differ_in_where_they_go_what_they_feel_and_what_hurts() -> None:
    b = Builder("Parcel")
    maya, noor = b.persona("Maya"), b.persona("Noor")
    b.stage("On the way")
    home, shop = b.touchpoint("Home"), b.touchpoint("Shop")
    b.moment(maya, home, "waits", scores="2")
    b.moment(noor, home, "waits", scores="-1")
    b.moment(maya, shop)
    hurts = Challenge(key="h", text="Too heavy", personas=(noor,), touchpoint=home)
    built = b.map()
    moments = tuple(replace(m, absent=m.touchpoint == shop) for m in built.moments)
    told = apart_in_words(replace(built, moments=moments, challenges=(hurts,)), maya, noor, Wording())
    assert paragraph(told, "Only Noor goes here") == ["- Shop"]
    assert paragraph(told, "Feels better to Maya (Maya / Noor)") == ["- Home: +2 / −1 (+3)"]
    assert paragraph(told, "Hurts only Noor") == ["- “Too heavy”"]
    told = apart_in_words(built, noor, maya, Wording())
    assert paragraph(told, "Feels better to Maya (Noor / Maya)") == ["- Home: −1 / +2 (+3)"], "better is more"
    assert "Only Maya" not in told


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        team.member("ana").asks("start Groceries", template="five_stages")
        yield team


@pytest.fixture
def ana(team: Team) -> Member:
    return team.member("ana")


def drawn(team: Team) -> dict[str, str]:
    """What the last picture that is owed compares."""
    return [one.what for one in team.store.due(NOON) if one.kind is Showable.MAP][-1]


def adds(member: Member, name: str) -> None:
    member.types("touchpoints")
    member.fills(lines=name)


def test_revisions_are_compared_with_each_other_and_with_now(team: Team, ana: Member) -> None:
    adds(ana, "Buys tea")
    ana.types("keep planned")
    adds(ana, "Queues")
    told = ana.types("compare r1")
    assert "From r1 of 4 May 2026 (as it is) to the map as it is now (as it is)." in told
    assert paragraph(told, "New")[0] == "- Queues"
    assert drawn(team) == {"picture": "compare", "earlier": "1", "revision": "0"}
    ana.types("keep")
    adds(ana, "Pays")
    assert "Pays" not in ana.types("diff r2 r1")
    assert "Pays" in ana.types("diff"), "the last revision and now"
    assert "Posted in the thread" in ana.presses("diff", "post r1 r2")
    assert "There is no revision r9" in ana.types("compare r9")
    assert "one and the same" in ana.types("compare r1 r1")


def test_what_was_planned_stands_first_whenever_it_was_kept(team: Team, ana: Member) -> None:
    adds(ana, "Buys tea")
    ana.types("keep as it is")
    ana.asks("about", state="planned")
    adds(ana, "Gets tea for nothing")
    assert "Planned, but missing\n- Gets tea for nothing" in ana.types("compare r1")
    assert drawn(team) == {"picture": "compare", "earlier": "0", "revision": "1"}


@pytest.mark.parametrize("typed", ["Maya the Great, Noor", "maya the great noor", "Noor and Maya the Great", "noor"])
def test_personas_are_compared_by_name(team: Team, ana: Member, typed: str) -> None:
    ana.asks("persona", name="Maya the Great")
    assert "There is nothing to compare yet" in ana.types("compare")
    ana.asks("persona", name="Noor")
    assert "beside" in ana.types(f"compare {typed}")
    assert {"first", "second"} <= drawn(team).keys()
    assert "No persona is called “otto”" in ana.types("compare otto")


def test_with_nothing_named_a_dialog_asks_for_two_of_a_kind(team: Team, ana: Member) -> None:
    ana.asks("persona", name="Maya")
    ana.asks("persona", name="Noor")
    ana.types("keep")
    ben = team.member("ben")
    ben.types("compare")
    assert ben.offered("first") == ["The map as it is now", "r1, 4 May 2026", "Maya", "Noor"]
    told = ben.fills(first="now", second=ben.choice("second", "Maya"))
    assert "second! Choose two that differ and are of a kind" in told
    assert "Nothing differs" in ben.fills(first="r1", second="now")
