"""An event log at the table: what is asked, told and refused, and what stands on the map after the press."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.keeping import keep_house
from journeybot.analytics import Analysis, Uncountable, Unsound, handed_in
from journeybot.analytics.figures import Effect, Leaving, Reach
from journeybot.analytics.handed_in import is_log, log_of
from journeybot.commands.logs import Counting
from journeybot.exports.unreadable import Unreadable
from journeybot.journey import Measure
from journeybot.ports import Showable
from tests.examples import examples
from tests.team import HERE, NOON, Member, Team, gathered

MAP = "kind,stage,touchpoint\nstage,Look,\ntouchpoint,Look,<Shop> window\nstage,Buy,\ntouchpoint,Buy,=Till\n"
HEAD = "customer,time,touchpoint,channel"
ROWS = "c1,2026-03-01 10:00,<Shop> window,store\nc1,2026-03-01 10:05,=Till,store\nc2,2026-03-02,<shop> window,store\n"
LOG = f"{HEAD}\n{ROWS}"
FOUND = Analysis(
    soundness=Unsound(rows=3, kept=3),
    customers=2,
    buyers=1,
    purchases=1,
    first="2026-03-01",
    last="2026-03-02",
    by="touchpoint",
    direct=0,
    stages=(Reach(stage="Look", customers=2, fresh=2, bought=1, onward=1),),
    leaving=(Leaving(touchpoint="<Shop> window", journeys=2, left=1),),
    effects=(Effect(name="<Shop> window", first=1, last=1, linear=1, markov=1, removal=0.75, journeys=2, worth=0),),
)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        ana.asks("start", title="Groceries", template="empty")
        looks_at(ana, MAP)
        presses(ana, "Bring it in")
        yield team


def looks_at(member: Member, text: str) -> str:
    member.types("import")
    return member.hands_in(text.encode())


def presses(member: Member, label: str) -> str:
    button = next(one for one in member.offered_buttons if one.label == label)
    return member.presses(button.command, button.argument, workshop=button.workshop)


def test_a_log_that_nobody_has_counted_and_figures_that_nobody_wants_are_gone_after_two_days(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, LOG)
    assert ana.form is not None
    key, form = ana.form.subject, ana.form
    keep_house(team.store, now=NOON + timedelta(days=1, hours=23), days=0)
    assert team.store.draft("T1", team.workshop.key, key) is not None
    keep_house(team.store, now=NOON + timedelta(days=2, hours=1), days=0)
    assert team.store.draft("T1", team.workshop.key, key) is None
    ana.form = form
    assert "or two days have gone by. Type /journey import" in ana.fills(goals=("1",))


def waiting(team: Team) -> Counting:
    """What a worker would find to count."""
    found = [team.facilitator.counting(one) for one in team.store.due(NOON) if one.kind is Showable.FIGURES]
    return next((one for one in found if one.text), found[-1])


def measures(team: Team) -> tuple[Measure, ...]:
    return team.store.journey(HERE.tenant, team.workshop.key).measures


def test_what_is_the_purchase_is_asked_of_the_logs_own_touchpoints(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, LOG)
    assert ana.form is not None
    assert "an event log of 3 rows" in ana.form.intro
    assert ana.offered("goals") == ["<Shop> window", "=Till"]
    assert ana.form.fields[0].required
    assert "which touchpoint is the purchase" in ana.fills()
    assert "I am counting; you will be told here." in ana.fills(goals=(ana.choice("goals", "=Till"),))
    assert waiting(team).asked.goals == ("=Till",)


def test_a_log_with_values_says_itself_what_is_a_purchase(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, f"{HEAD},value\nc1,2026-03-01,Till,store,12.50\n")
    assert ana.form is not None
    assert not ana.form.fields[0].required
    assert "an event log of 1 row." in ana.fills()
    assert waiting(team).asked.goals == ()


def counted(ana: Member, found: Analysis | Exception | None = FOUND) -> str:
    """Somebody's log is counted, and they hear what came of it."""
    looks_at(ana, LOG)
    ana.fills(goals=("1",))
    counting = waiting(ana.team)
    heard = ana.hears([counting.told(found)])
    counting.keep(found)
    return heard


def test_the_figures_are_told_and_go_into_the_map_and_out_of_it(team: Team) -> None:
    ana = team.member("ana")
    heard = counted(ana)
    assert "3 events of 2 customers" in heard
    assert "• Look: 2 customers, 50 % went on; of 2 who had not bought before, 50 % bought then or later" in heard
    assert "• <Shop> window: 50 % of 2 journeys ended here" in heard
    assert "• <Shop> window: without it 75 % of the purchases would be lost; first for 1, last for 1" in heard
    assert measures(team) == ()
    assert "Brought in: 4 measures" in presses(ana, "Put the figures into the map")
    told = {(one.name, one.touchpoint is not None, one.series[0][1], one.better) for one in measures(team)}
    assert told == {
        ("Customers who buy", False, 50.0, "higher"),
        ("Buy from here", False, 50.0, "higher"),
        ("Leave here for good", True, 50.0, "lower"),
        ("Purchases lost without it", True, 75.0, "higher"),
    }
    assert {one.source for one in measures(team)} == {"event log of 4 May 2026, 2026-03-01 to 2026-03-02"}
    presses(ana, "Undo")
    assert measures(team) == ()


def test_a_later_log_carries_the_measures_on(team: Team) -> None:
    ana = team.member("ana")
    for found in (FOUND, replace(FOUND, buyers=2, first="2026-04-01", last="2026-04-30")):
        counted(ana, found)
        presses(ana, "Put the figures into the map")
    (buyers,) = (one for one in measures(team) if one.name == "Customers who buy")
    assert buyers.series == (("2026-03-02", 50.0), ("2026-04-30", 100.0))
    assert buyers.source.endswith("2026-04-01 to 2026-04-30")


def test_only_a_facilitator_hands_in_a_log_or_presses(team: Team) -> None:
    ana, ben = team.member("ana"), team.member("ben")
    counted(ana)
    ben.offered_buttons = ana.offered_buttons
    assert "Only who facilitates" in presses(ben, "Put the figures into the map")
    assert "Only who facilitates" in ben.types("import")
    assert measures(team) == ()


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Uncountable("nothing_left", soundness=Unsound(rows=3, kept=0)), "None of the 3 rows can be used. Nothing was"),
        (Uncountable("no_library"), "This takes an extra part"),
        (RuntimeError(), "took more time or memory than I may use here"),
        (None, "you have looked at another file since"),
    ],
)
def test_what_cannot_be_counted_is_said_and_the_log_is_not_kept(team: Team, found: Exception | None, said: str) -> None:
    ana = team.member("ana")
    assert said in counted(ana, found)
    assert not ana.offered_buttons
    assert waiting(team).text == ""


def test_who_has_looked_at_another_file_since_keeps_that_one(team: Team) -> None:
    ana = team.member("ana")
    looks_at(ana, LOG)
    ana.fills(goals=("0",))
    counting = waiting(team)
    looks_at(ana, "kind,stage,touchpoint\nstage,Use,\n")
    counting.keep(FOUND)
    assert waiting(team).text == ""
    assert "Brought in: 1 stage" in presses(ana, "Bring it in")


def test_without_the_extra_the_dialog_says_whom_to_ask(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handed_in, "can_count", lambda: False)
    assert "Ask whoever runs journeybot for journeybot[analytics]." in looks_at(team.member("ana"), LOG)


def test_a_log_that_is_too_long_is_for_the_command_line(team: Team) -> None:
    long = LOG + ROWS * 20_000
    assert "with journeybot analyse" in looks_at(team.member("ana"), long)


def test_a_german_hears_it_in_german(team: Team) -> None:
    ana = team.member("ana", locale="de-DE")
    looks_at(ana, LOG.replace("customer,time,touchpoint,channel", "Kundin;Zeit;Kontaktpunkt;Kanal").replace(",", ";"))
    assert ana.form is not None
    assert "Ereignisprotokoll mit 3 Zeilen" in ana.form.intro
    assert "Ich zähle" in ana.fills(goals=("1",))


@pytest.mark.parametrize("other", ["kind", "score", "measure"])
def test_a_table_of_another_kind_is_no_log(other: str) -> None:
    assert is_log(LOG.encode())
    assert not is_log(f"{HEAD},{other}\n{ROWS}".encode())


@given(st.text(max_size=200))
@examples(60)
def test_whatever_stands_below_the_headings_is_taken_or_refused_in_a_sentence(text: str) -> None:
    data = f"{HEAD}\n{text}".encode("utf-8", "replace")
    try:
        if not is_log(data):
            return
        found = log_of(data)
    except Unreadable:
        return
    assert len(found.touchpoints) <= found.rows
