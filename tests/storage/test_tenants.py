"""Another tenant's keys find nothing and change nothing, on every call there is."""

import inspect
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from journeybot.drafts import Beginning, Draft
from journeybot.journey import Challenge, Stage
from journeybot.moves import turn
from journeybot.ports import Delivery, Showable, Showing, ShowState, Store
from journeybot.questionnaires import Questionnaire, key_of
from journeybot.reminding import Wishes
from journeybot.timer import Timer
from journeybot.undoing import turn_back
from journeybot.waking import owed
from journeybot.workshop import Place, Refusal, Workshop
from storage import history
from storage.store import SqlStore, utc_now
from tests.storage import watching
from tests.storage.test_showings import NOW
from tests.storage.workshops import PLACE, drops, hurts, keeps, notes, puts, workshop

THEIRS = Place("T2", "C1")
MINE = Showing(key="card", place=PLACE, workshop="w1", kind=Showable.CARD)

TIMED = replace(workshop(), timer=Timer(until=NOW))
(RING,) = owed(TIMED, NOW)

ASKED = Questionnaire(
    key=key_of("link"), tenant="T1", workshop="w1", touchpoint="t", scale="csat", link="link", moment="order"
)

Call = Callable[[SqlStore], object]
READS: dict[str, tuple[Call, object]] = {
    "open_in": (lambda store: store.open_in(THEIRS), None),
    "latest_in": (lambda store: store.latest_in(THEIRS), None),
    "workshop": (lambda store: store.workshop("T2", "w1"), None),
    "note": (lambda store: store.note("T2", "w1", "buy"), None),
    "notes": (lambda store: store.notes("T2", "w1", Stage), ()),
    "notes_by": (lambda store: store.notes_by("T2", "w1", "U1"), ()),
    "maps_in": (lambda store: store.maps_in(THEIRS), ()),
    "maps_of": (lambda store: store.maps_of("T2", "U1"), ()),
    "revisions": (lambda store: store.revisions("T2", "w1"), ()),
    "revision": (lambda store: store.revision("T2", "w1", 1), None),
    "maps_across": (lambda store: store.maps_across("T2", most=9), ()),
    "taken_on": (lambda store: store.taken_on("T2", "<@U1>", most=9), ()),
    "holders": (lambda store: store.holders("T2", "w1"), ()),
    "card_of": (lambda store: store.card_of("T2", "w1"), None),
    "showing": (lambda store: store.showing("T2", "w1", "card"), None),
    "language": (lambda store: store.language("T2"), ""),
    "draft": (lambda store: store.draft("T2", "w1", "file"), None),
    "drop_draft": (lambda store: store.drop_draft("T2", "w1", "file"), None),
    "unpark": (lambda store: store.unpark(THEIRS), 0),
    "claim": (lambda store: store.claim([replace(RING, tenant="T2")], until=NOW), ()),
    "settle_wakes": (lambda store: store.settle_wakes([replace(RING, tenant="T2", message="x")]), None),
    "wished": (lambda store: store.wished("T2", "U1"), Wishes()),
    "settle": (lambda store: store.settle(replace(MINE, place=THEIRS)), replace(MINE, place=THEIRS)),
    "keep": (lambda store: store.keep(replace(MINE, place=THEIRS)), replace(MINE, place=THEIRS)),
    "take": (lambda store: store.take(replace(MINE, place=THEIRS), until=NOW), None),
}
REFUSED: dict[str, Call] = {
    "erase": lambda store: store.erase("T2", "w1"),
    "change": lambda store: store.change("T2", "w1", hurts("theirs")),
    "journey": lambda store: store.journey("T2", "w1"),
    "show": lambda store: store.show(replace(MINE, place=THEIRS)),
    "keep_draft": lambda store: store.keep_draft(Draft(tenant="T2", key="file", workshop="w1", person="U1", data=b"x")),
}
APART = {"outdated", "begin", "due", "speak", "wish", "wakes"}
"""`begin`, `speak`, `wish` have tests of their own; `due` and `wakes` serve all tenants and name each one's place."""


@pytest.fixture
def mine(store: SqlStore) -> SqlStore:
    return begun(store)


def begun(store: SqlStore) -> SqlStore:
    store.speak("T1", "de")
    store.begin(TIMED, notes=notes(), show=[replace(MINE, state=ShowState.PARKED)])
    store.wish("T1", "U1", Wishes(hour=7))
    store.change("T1", "w1", keeps())
    return store


def everything(store: SqlStore) -> object:
    of_mine = (
        store.revision("T1", "w1", 1),
        store.revisions("T1", "w1"),
        store.journey("T1", "w1"),
        store.wished("T1", "U1"),
        [one for one in store.wakes(NOW) if one.tenant == "T1"],
    )
    return of_mine, store.workshop("T1", "w1"), store.card_of("T1", "w1"), store.due(NOW), store.maps_of("T1", "U1")


def test_no_call_is_forgotten_here() -> None:
    calls = {name for name, _ in inspect.getmembers(Store, inspect.isfunction) if not name.startswith("_")}
    assert calls == set(READS) | set(REFUSED) | APART


def test_another_tenant_finds_nothing(mine: SqlStore) -> None:
    before = everything(mine)
    for call, (ask, nothing) in READS.items():
        assert (call, ask(mine)) == (call, nothing)
        assert (call, everything(mine)) == (call, before)


def test_another_tenant_is_refused_as_if_nothing_were_there(mine: SqlStore) -> None:
    before = everything(mine)
    for call, ask in REFUSED.items():
        with pytest.raises(Refusal) as refused:
            ask(mine)
        assert (call, refused.value.why, refused.value.values) == (call, "gone", {})
        assert (call, everything(mine)) == (call, before)


def test_a_file_from_which_a_map_may_be_begun_is_of_its_channel_and_one_for_each_person(mine: SqlStore) -> None:
    file = Beginning(place=Place("T1", "C1"), key="new", person="U1", data=b"x", title="Moving")
    mine.beginnings.keep(replace(file, key="old"))
    mine.beginnings.keep(replace(file, key="bens", person="U2"))
    mine.beginnings.keep(file)
    assert mine.beginnings.find(file.place, "new") == file
    assert mine.beginnings.find(file.place, "bens")
    for place, key in ((Place("T2", "C1"), "new"), (Place("T1", "C2"), "new"), (file.place, "old")):
        assert mine.beginnings.find(place, key) is None
    mine.beginnings.drop(Place("T2", "C1"), "new")
    assert mine.beginnings.find(file.place, "new") == file
    mine.forget(utc_now() + timedelta(days=1))
    assert mine.beginnings.find(file.place, "new") is None


def test_another_tenant_has_no_questionnaires_of_mine_and_asks_nobody_in_my_name(mine: SqlStore) -> None:
    kept = mine.questionnaires.keep(ASKED)
    assert mine.questionnaires.of("T2", "w1") == ()
    with pytest.raises(Refusal, match="gone"):
        mine.questionnaires.keep(replace(ASKED, tenant="T2", key="x", link="y"))
    assert mine.questionnaires.of("T1", "w1") == (kept,)


def test_two_tenants_may_use_the_same_keys(mine: SqlStore) -> None:
    before = everything(mine)
    theirs: Workshop = replace(workshop(title="Theirs"), place=THEIRS)
    mine.begin(theirs, notes=notes())
    mine.change("T2", "w1", puts(Challenge(key="c", text="Theirs")))
    mine.change("T2", "w1", drops("buy"))
    mine.wish("T2", "U1", Wishes(reminders=False))
    with mine.taking(Delivery("T2", "one")):
        mine.change("T2", "w1", hurts("theirs"))
    mine.answered(Delivery("T2", "one"), {"text": "theirs"})
    assert mine.answer_to(Delivery("T1", "one")) is None
    mine.erase("T2", "w1")
    assert everything(mine) == before
    with pytest.raises(Refusal, match="gone"):
        mine.change("T1", "w1", puts(Challenge(key="c", text="x")), show=[replace(MINE, workshop="w9")])


def test_a_token_is_renewed_and_a_link_led_nowhere_in_one_workspace_alone(mine: SqlStore) -> None:
    houses = mine.installations
    for tenant in ("T1", "T2"):
        houses.store(tenant, name="Acme", sealed=f"of {tenant}")
    first = houses.of("T1")
    assert first
    assert houses.renewing(first, until=NOW)
    assert houses.reseal(first, "anew")
    theirs = houses.of("T2")
    assert theirs
    assert (theirs.sealed, theirs.renewing_until) == ("of T2", None)
    kept = mine.questionnaires.keep(ASKED)
    houses.forget("T2")
    assert mine.questionnaires.linked(ASKED.link) == kept
    houses.forget("T1")
    assert mine.questionnaires.linked(ASKED.link) is None


def test_what_is_taken_down_there_is_not_yet_here(mine: SqlStore) -> None:
    for place in (PLACE, THEIRS):
        mine.show(Showing(key="post", place=place, workshop="", kind=Showable.NOTHING, message="17.1"))
    (theirs,) = (one for one in mine.due(NOW) if one.place == THEIRS)
    mine.settle(replace(theirs, state=ShowState.SHOWN))
    assert [one.place for one in mine.due(NOW)] == [PLACE]


def test_what_they_finish_or_leave_is_finished_and_left_there_alone(mine: SqlStore) -> None:
    """Theirs has the same keys; of mine there are two with the same people."""
    mine.begin(replace(workshop("w2"), place=Place("T1", "C2")))
    mine.begin(replace(workshop(), place=THEIRS))
    for tenant, left in (("T2", ["w1", "w2"]), ("T1", ["w2"])):
        mine.change(tenant, "w1", turn(lambda one: replace(one, facilitators=("U2",))))
        assert sorted(line.workshop.key for line in mine.maps_of("T1", "U1")) == left
    assert mine.maps_of("T2", "U1") == ()
    before = utc_now()
    mine.change("T1", "w1", turn(lambda one: replace(one, open=False, closed_at=NOW)))
    assert mine.outdated(before) == (), "theirs has been left alone for longer"
    assert mine.outdated(utc_now() + timedelta(days=1)) == (("T1", "w1"),)


@pytest.fixture
def asked(in_file: SqlStore) -> set[str]:
    """Every statement about rows that SQLite is given, with its values in it; PostgreSQL is given the same ones."""
    mine = begun(in_file)
    with watching.statements(mine) as seen:
        for ask, _ in READS.values():
            ask(mine)
        everything(mine)
        mine.settle_wakes(mine.claim(mine.wakes(NOW), until=NOW, wishes=Wishes()))
        mine.wish("T1", "U1", Wishes())
        mine.questionnaires.keep(mine.questionnaires.keep(replace(ASKED, opens_on=NOW.date())))
        mine.questionnaires.of("T1", "w1")
        mine.questionnaires.linked(ASKED.link)
        mine.change("T1", "w1", puts(Challenge(key="c", text="x"), Stage(key="buy", name="other")))
        mine.change("T1", "w1", drops("c", "buy"))
        mine.change("T1", "w1", turn_back(None, [], undone=False))
        for number in range(history.EVERY):
            mine.change("T1", "w1", hurts(f"{number}"))
        mine.begin(workshop("w2", place=Place("T1", "C2")), notes=notes())
    return {one for one in seen if re.match(r"SELECT|INSERT|UPDATE|DELETE", one)}


def test_every_statement_names_the_tenant(asked: set[str]) -> None:
    without = {one for one in asked if not re.search(r"tenant = '|INSERT INTO \w+ \(.*tenant", one)}
    assert len(asked) > 60
    everybodys = ("showing.state = 'due'", "wake.wake_at <=", 'questionnaire."key" = ')
    assert [one for one in without if not any(where in one for where in everybodys)] == []


def test_no_statement_looks_at_rows_it_does_not_want(in_file: SqlStore, asked: set[str]) -> None:
    """Each finds its way by a key or an index, however many tenants and workshops there are; what is due has one."""
    with in_file._engine.connect() as connection:
        plans = [line[-1] for one in asked for line in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}")]
    assert len([plan for plan in plans if plan.startswith("SEARCH")]) > 100
    scans = {plan for plan in plans if plan.startswith("SCAN")}
    assert scans <= {"SCAN showing USING INDEX showing_due", "SCAN CONSTANT ROW"}


def test_a_workspace_has_a_language_of_its_own_and_the_last_word_counts(store: SqlStore) -> None:
    for language in ("de", "en"):
        store.speak("T1", language)
    store.speak("T2", "de")
    assert (store.language("T1"), store.language("T2"), store.language("T3")) == ("en", "de", "")
    store.speak("T2", "")
    assert store.language("T2") == ""
