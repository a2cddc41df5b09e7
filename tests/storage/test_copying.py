"""Everything arrives in the other database as it was, or nothing does."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given

from journeybot.journey import Note
from journeybot.ports import Delivery, Showable, Showing
from journeybot.reminding import Wishes
from journeybot.workshop import Change, Place
from storage import copying
from storage.copying import copy
from storage.looking import look
from storage.store import SqlStore, open_store, utc_now
from storage.trouble import UnusableDatabase
from storage.wellbeing import Pulse
from tests import databases
from tests.examples import examples
from tests.storage.every_noun import maps
from tests.storage.workshops import PLACE, hurts, notes, workshop

NUMBER = count()
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CARD = Showing(key="card", place=PLACE, workshop="w1", kind=Showable.CARD, in_thread=False)


def fill(store: SqlStore, drawn: tuple[Note, ...] = ()) -> None:
    """Something in every corner: two maps of two tenants, what is on show, what was taken, what people wish."""
    store.begin(workshop(), notes=notes(), show=[CARD])
    store.begin(workshop("w2", place=Place("T2", "C9"), title="Ein Kessel 👩🏽‍🚀"), notes=drawn)
    with store.taking(Delivery("T1", "d1")):
        store.change("T1", "w1", hurts("queue"), what="add")
    store.answered(Delivery("T1", "d1"), {"response_action": "clear"})
    with store.taking(Delivery("T1", "d2")):
        store.wish("T1", "U1", Wishes(hour=7))
    store.change("T1", "w1", lambda w, _: Change(workshop=replace(w, pace=type(w.pace)("slow"))))
    store.speak("T2", "de")


@given(drawn=maps().filter(lambda drawn: "\\x00" not in repr(drawn)))  # which no text of ours has
@examples(4)
def test_there_and_back_all_is_as_it_was(tmp_path_factory: pytest.TempPathFactory, drawn: tuple[Note, ...]) -> None:
    folder = tmp_path_factory.mktemp("copying")
    here, back = f"sqlite:///{folder / 'here.db'}", f"sqlite:///{folder / 'back.db'}"
    store = open_store(here)
    fill(store, drawn)
    store.wellbeing.beat(Pulse(key="gone", part="all", version="1", since=NOON, at=NOON))
    store.close()
    with databases.postgresql(empty=True) as there:
        counts = copy(here, there)
        assert counts == copy(there, back)
        store = open_store(here)
        assert counts["map"] == counts["workshop"] == counts["inbox"] == 2
        for url in (there, back):
            other = open_store(url)
            assert other.wellbeing.pulses() == (), "who was up there is not up here"
            for tenant, key in (("T1", "w1"), ("T2", "w2")):
                assert other.journey(tenant, key) == store.journey(tenant, key)
                assert other.workshop(tenant, key) == store.workshop(tenant, key)
            assert other.card_of("T1", "w1") == store.card_of("T1", "w1")
            assert other.answer_to(Delivery("T1", "d1")) == {"response_action": "clear"}
            assert (other.wished("T1", "U1").hour, other.language("T2")) == (7, "de")
            assert other.change("T1", "w1", hurts("later")).about.revision == 3, "it is a database to go on with"
            other.close()
    store.close()


def test_what_is_there_already_is_never_written_over(in_file: SqlStore, database: str, on_server: SqlStore) -> None:
    fill(in_file)
    in_file.close()
    on_server.speak("T1", "de")
    into = on_server._engine.url.render_as_string(hide_password=False)
    with pytest.raises(UnusableDatabase, match=r"has something in it already \(workspace\): name an empty database"):
        copy(database, into)
    assert on_server.maps_in(PLACE) == ()


def test_what_would_not_be_the_same_is_not_kept(
    in_file: SqlStore, database: str, on_server: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(in_file)
    in_file.close()
    real = copying._copy

    def forgetful(*given: object) -> int:
        return 0 if str(given[-1]) == "wishes" else real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(copying, "_copy", forgetful)
    into = on_server._engine.url.render_as_string(hide_password=False)
    with pytest.raises(UnusableDatabase, match=r"would not be the same \(wishes\): nothing was copied"):
        copy(database, into)
    assert on_server.maps_in(PLACE) == ()


def test_what_a_server_cannot_hold_is_named(in_file: SqlStore, database: str, on_server: SqlStore) -> None:
    in_file.begin(workshop(title="a NUL \0 in it"))
    in_file.close()
    into = on_server._engine.url.render_as_string(hide_password=False)
    with pytest.raises(UnusableDatabase, match="cannot hold something that is in map"):
        copy(database, into)
    assert on_server.maps_in(PLACE) == ()


def test_a_database_at_work_is_not_copied(
    in_file: SqlStore, database: str, on_server: SqlStore, tmp_path: Path
) -> None:
    now, there = datetime.now(UTC), f"sqlite:///{tmp_path / 'other.db'}"
    on_server.wellbeing.beat(Pulse(key="up", part="all", version="1", since=now, at=now))
    for source in (database, on_server._engine.url.render_as_string(hide_password=False)):
        with pytest.raises(UnusableDatabase, match="is in use: stop journeybot first"):
            copy(source, there)
    assert not (tmp_path / "other.db").exists(), "nothing is left of what was refused"


def test_where_nothing_is_copied_no_tables_are_left(database: str, tmp_path: Path) -> None:
    with databases.postgresql(empty=True) as there:
        store = open_store(database)
        store.begin(workshop("w9", place=Place("T9", "C9"), title="a NUL \0 in it"))
        store.close()
        with pytest.raises(UnusableDatabase, match="cannot hold something"):
            copy(database, there)
        with closing(look(there, clock=utc_now)) as seen:
            assert seen.schema is None


def test_a_database_is_not_copied_into_itself(in_file: SqlStore, database: str, tmp_path: Path) -> None:
    in_file.close()
    (tmp_path / "other").symlink_to(tmp_path / "journeybot.db")
    for same in (database, f"sqlite:///{tmp_path / 'other'}"):
        with pytest.raises(UnusableDatabase, match="FROM and TO are the same database"):
            copy(database, same)


def test_what_is_not_there_cannot_be_copied(tmp_path: Path) -> None:
    with pytest.raises(UnusableDatabase, match="nothing to copy"):
        copy(f"sqlite:///{tmp_path / 'none.db'}", f"sqlite:///{tmp_path / 'other.db'}")
    assert list(tmp_path.iterdir()) == []
