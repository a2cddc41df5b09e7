"""Numbers that are watched: written down, carried on by somebody else, listed with how they stand."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeybot.exports import FORMATS, read_journey
from journeybot.journey import About, JourneyMap, Measure
from journeybot.measures import WHEN, day_of, due, in_order, standing, written_like
from journeybot.wording import Wording
from tests.team import Member, Team, gathered

TODAY = date(2026, 5, 4)


@pytest.fixture
def ana(tmp_path: Path) -> Iterator[Member]:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        ana.asks("start", title="Calling", template="seven_stages")
        yield ana


def only(team: Team) -> Measure:
    (found,) = team.store.journey("T1", team.workshop.key).measures
    return found


def watched(*values: tuple[str, float], **told: object) -> Measure:
    return Measure(key="m", name="Calls", series=values, **told)  # type: ignore[arg-type]


def test_a_measure_is_listed_once_there_is_one_and_dialogs_are_a_press_away(ana: Member) -> None:
    assert ana.types("measure") == "<A measure>"
    ana.fills(name="Calls", unit="a day", better="lower", values="2026-03 12\n2026-04 9.5\ntarget 10")
    told = ana.types("measure")
    assert "Calls: 9.5 a day, 2026-04, better than before · target 10: met" in told
    assert all(f"[{label}]" in told for label in ("New value", "Edit", "Delete", "Add a measure"))
    assert ana.presses("measure", "new") == "<A measure>"


def test_a_name_that_was_typed_and_a_unit_beside_the_values_are_kept(ana: Member) -> None:
    ana.types("measure hotline wait")
    assert ana.form is not None
    assert ana.form.fields[0].initial == "hotline wait"
    ana.fills(values="2026-03 38,5 min\n2026-04 47 Min.\ntarget 10")
    assert "hotline wait: 47 Min, 2026-04 · target 10" in ana.types("measure")
    ana.presses("measure", "new")
    assert [field.initial for field in ana.form.fields[:1]] == [None]
    ana.fills(name="Price", values="2026-03 € 3.20\n2026-04 9 %")
    price = ana.team.store.journey("T1", ana.team.workshop.key).measures[-1]
    assert price.unit == "", "two units are none"


def test_a_unit_beside_a_later_value_is_kept_where_there_was_none(ana: Member) -> None:
    ana.asks("measure", name="Calls", values="2026-02 12")
    ana.asks("measure calls", when="2026-03", value="9.5 a day")
    assert only(ana.team).unit == "a day"
    ana.asks("measure calls", when="2026-04", value="9 %")
    assert only(ana.team).unit == "a day"


def test_somebody_else_adds_the_next_value_and_is_asked_from_then_on(ana: Member) -> None:
    ana.asks("measure", name="Calls", values="2026-02 12\n2026-03 11")
    ben = ana.team.member("ben")
    ben.types("measure calls")
    assert ben.form is not None
    assert "last: 11 (2026-03)" in ben.form.intro
    assert ben.form.fields[0].initial == "2026-05", "written as the values before it"
    ben.fills(when="2026-04", value="8,5 %", knows="UBEN")
    found = only(ana.team)
    assert found.series == (("2026-02", 12.0), ("2026-03", 11.0), ("2026-04", 8.5))
    assert (found.author, found.owner) == (ana.who.id, "<@UBEN>")
    ana.types("undo")
    assert only(ana.team).series[-1] == ("2026-03", 11.0)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"value": "many"}, "value! Please write one number"),
        ({"value": "1,234.5"}, "value! Please write one number"),
        ({"value": "3", "when": "yesterday"}, "when! “yesterday” is no year"),
        ({"value": "3", "when": "2099"}, "when! “2099” is still to come"),
        ({"value": "3", "when": "2026-05-06"}, "when! “2026-05-06” is still to come"),
    ],
)
def test_what_is_no_value_is_said_at_its_field(ana: Member, typed: dict[str, str], told: str) -> None:
    ana.asks("measure", name="Calls", values="2026 1")
    ana.types("measure calls")
    assert told in ana.fills(**typed)


def test_values_are_taken_as_people_copy_them(ana: Member) -> None:
    ana.asks("measure", name="Calls", values="31.03.2026 12,5%\n2026-04: € 9.5\n5.2026 8 a day\n2026 -3 %\ntarget 10 %")
    found = only(ana.team)
    assert dict(found.series) == {"2026-03-31": 12.5, "2026-04": 9.5, "2026-05": 8.0, "2026": -3.0}
    assert found.target == 10
    ana.types("measure calls")
    ana.fills(when="04.05.2026", value="7")
    assert dict(only(ana.team).series)["2026-05-04"] == 7


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2026-04 1\n2099 5", "values! Line 2: “2099” is still to come, so nothing can have been measured then."),
        ("31.02.2026 5", "values! Line 1: “31.02.2026” is no year"),
        ("2026-02-30 5", "values! Line 1: “2026-02-30” is no year"),
    ],
)
def test_a_time_that_cannot_be_is_said_with_its_line(ana: Member, typed: str, told: str) -> None:
    ana.types("measure")
    assert told in ana.fills(name="Calls", values=typed)
    assert ana.team.store.journey("T1", ana.team.workshop.key).measures == ()


def test_while_nobody_said_which_way_is_better_nothing_is_called_better_or_worse(ana: Member) -> None:
    ana.types("measure")
    assert ana.form is not None
    assert next(field.initial for field in ana.form.fields if field.name == "better") is None
    ana.fills(name="Calls", unit="%", values="2026-03 12.5\n2026-04 5\ntarget 4")
    kept = ana.team.store.journey("T1", ana.team.workshop.key)
    told = ana.types("measure") + ana.types("summary") + FORMATS["md"].make(kept).decode()
    assert "down from 12.5" in told
    assert not any(word in told for word in ("worse", " better than", "which is better", "not met"))
    assert "Not said which way is better" in told
    brought = read_journey(FORMATS["json"].make(kept))
    assert [one.better for one in brought.measures] == ["unknown"]


def test_editing_loses_no_value_that_the_dialog_did_not_show(ana: Member) -> None:
    days = [f"{year}-{month:02}-{day:02}" for year in (2024, 2025) for month in range(1, 13) for day in range(1, 29, 4)]
    ana.asks("measure", name="Calls", values="\n".join(f"{day} 0.25" for day in days))
    ana.presses("edit", only(ana.team).key)
    assert ana.form is not None
    shown = next(str(field.initial) for field in ana.form.fields if field.name == "values").splitlines()
    assert 10 < len(shown) < len(days)
    ben = ana.team.member("ben")
    ben.types("measure calls")
    ben.fills(when="2026-05-01", value="7")
    ana.fills(values="\n".join(shown[:-1]))
    kept = dict(only(ana.team).series)
    assert kept.keys() == {*days, "2026-05-01"} - {days[-1]}, (
        "that of somebody else and the early ones, not the deleted"
    )


@pytest.mark.parametrize(
    ("when", "last"),
    [
        ("2026-02-03", date(2026, 2, 3)),
        ("2026-02", date(2026, 2, 28)),
        ("2024-02", date(2024, 2, 29)),
        ("2026-Q1", date(2026, 3, 31)),
        ("2026h2", date(2026, 12, 31)),
        ("2026", date(2026, 12, 31)),
        ("9999-12", date(9999, 12, 31)),
        ("2026-02-31", None),
        ("0000", None),
        ("", None),
        ("spring", None),
    ],
)
def test_a_time_means_its_last_day(when: str, last: date | None) -> None:
    assert day_of(when) == last


@given(
    st.dates(date(1000, 1, 1), date(9998, 12, 31)),
    st.sampled_from(["2020-01-31", "2020-05", "2020-Q3", "2020-h1", "2020", ""]),
)
def test_a_day_is_written_as_it_was_written_before(day: date, like: str) -> None:
    written = written_like(like, day)
    assert WHEN.fullmatch(written)
    assert (day_of(written) or date.min) >= day


def test_values_stand_in_the_order_of_their_times() -> None:
    mixed = [("2026-Q1", 3.0), ("2026-12-31", 5.0), ("", 0.0), ("2026-04", 4.0), ("2025", 1.0)]
    assert [value for _, value in in_order(mixed)] == [0.0, 1.0, 3.0, 4.0, 5.0]


@pytest.mark.parametrize(
    ("values", "due_", "stale"),
    [
        ([("2026-04-20", 1.0)], False, False),
        ([("2026-04-01", 1.0)], True, False),
        ([("2026-01-31", 1.0)], True, True),
        ([("2023", 1.0), ("2024", 1.0), ("2025", 1.0)], False, False),
        ([("2022", 1.0), ("2023", 1.0), ("2024", 1.0)], True, False),
        ([("2021", 1.0), ("2022", 1.0), ("2023", 1.0)], True, True),
        ([("2026-04-06", 1.0), ("2026-04-13", 1.0), ("2026-04-20", 1.0)], True, False),
        ([("2026-04-04", 1.0), ("2026-04-11", 1.0), ("2026-04-18", 1.0)], True, True),
        ([("2025-Q4", 1.0)], True, False),
        ([("2025-Q3", 1.0)], True, True),
        ([("2025", 1.0)], False, False),
        ([("2025-12", 1.0)], True, True),
        ([("", 1.0)], True, False),
        ([], True, False),
    ],
)
def test_a_value_grows_old_by_the_rhythm_of_its_measure(
    values: list[tuple[str, float]], due_: bool, stale: bool
) -> None:
    found = standing(watched(*values), TODAY)
    assert (found.due, found.stale) == (due_, stale)


def test_a_target_is_met_from_the_side_that_is_better() -> None:
    assert standing(watched(("2026", 3.0), target=3.0), TODAY).met is True
    assert standing(watched(("2026", 4.0), target=3.0, better="lower"), TODAY).met is False
    falling = standing(watched(("2025", 4.0), ("2026", 3.0), better="lower"), TODAY)
    assert (falling.rises, falling.improves) == (False, True)
    assert standing(watched(("2025", 4.0), ("2026", 4.0)), TODAY).improves is None


def test_who_is_asked_for_the_next_value() -> None:
    measures = (
        Measure(key="fresh", name="A", series=(("2026-05-03", 1.0),)),
        Measure(key="named", name="B", series=(("2026-01", 1.0),), owner="Rosa", author="UANA"),
        Measure(key="signed", name="C", series=(("2025-01", 1.0),), author="UANA"),
        Measure(key="nobody", name="D"),
    )
    about = About(key="j", title="T", owner="<@UMIA>")
    waiting = due(JourneyMap(about=about, measures=measures), TODAY)
    assert [(one.measure.key, one.owner) for one in waiting] == [
        ("nobody", "<@UMIA>"),
        ("signed", "<@UANA>"),
        ("named", "Rosa"),
    ]


@pytest.mark.parametrize(
    ("value", "told"), [(0.0042, "0.0042"), (-0.05, "-0.05"), (1234.5, "1,234.5"), (0.0, "0"), (1e-9, "0.000000001")]
)
def test_a_small_number_keeps_its_figures(value: float, told: str) -> None:
    assert Wording().number(value) == told
