"""The same delivery, again at once, to another process or after a restart, changes nothing and is answered the same."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Event
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from slack_bolt import BoltContext

from bot.sandbox.delivery import ACK_SECONDS
from bot.slack import inbox as inboxes
from bot.slack.inbox import Inbox, StillAtWork, delivery_of
from bot.slack.replying import Answer
from bot.wiring import now
from journeybot.journey import Challenge
from journeybot.ports import Delivery
from journeybot.workshop import Change, Notes, Place, Refusal, Workshop
from storage.store import SqlStore, open_store
from tests.databases import kept_in
from tests.sandbox.running import CALLER
from tests.slack.at_work import at_work
from tests.slack.test_replay import signed
from tests.storage.workshops import hurts, workshop

ONE, OTHER = Delivery("T1", "one"), Delivery("T1", "other")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store(kept_in(tmp_path / "journeybot.db"))
    opened.begin(workshop())
    yield opened
    opened.close()


def inbox(store: SqlStore) -> Inbox:
    return Inbox(store, later=lambda do: do())


def adding(store: SqlStore) -> Callable[[], Answer]:
    """Writes down something new each time it is called, twice, and answers with what it was."""

    def act() -> Answer:
        text = uuid4().hex
        store.change("T1", "w1", hurts(text))
        store.change("T1", "w1", hurts(f"{text} too"))
        time.sleep(0.01)
        return {"response_action": "update", "view": text}

    return act


def kept(store: SqlStore) -> list[str]:
    return [note.key for note in store.notes("T1", "w1", Challenge)]


def test_twice_is_once_and_another_is_another(store: SqlStore) -> None:
    taken = inbox(store)
    first = taken.answer(ONE, adding(store))
    assert taken.answer(ONE, adding(store)) == first
    assert taken.answer(OTHER, adding(store)) != first
    assert len(kept(store)) == 4
    assert first is not None
    assert kept(store)[:2] == [first["view"], f"{first['view']} too"]


def test_after_a_restart_it_still_is(store: SqlStore) -> None:
    first = inbox(store).answer(ONE, adding(store))
    assert inbox(store).answer(ONE, adding(store)) == first
    assert len(kept(store)) == 2


@pytest.mark.parametrize("processes", [1, 2])
def test_at_the_same_moment_too(store: SqlStore, processes: int) -> None:
    inboxes = [inbox(store) for _ in range(processes)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda n: inboxes[n % processes].answer(ONE, adding(store)), range(8)))
    assert len(kept(store)) == 2
    known = [answer for answer in answers if answer is not None]
    assert known
    assert all(answer == known[0] for answer in known)
    assert processes > 1 or len(known) == 8, "whoever comes second waits, or the dialog would close without the next"


def test_what_changes_nothing_is_done_once_too(store: SqlStore) -> None:
    taken, done = inbox(store), list[str]()

    def tells() -> Answer:
        done.append("told")
        return {"text": "Step 1 of 6"}

    assert taken.answer(ONE, tells) == taken.answer(ONE, tells) == {"text": "Step 1 of 6"}
    assert done == ["told"]


def test_who_comes_second_hears_in_time_that_the_first_is_not_done(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert inboxes.IN_TIME < ACK_SECONDS
    monkeypatch.setattr(inboxes, "IN_TIME", 0.01)
    taken, begun, end = inbox(store), Event(), Event()

    def slow() -> Answer:
        begun.set()
        end.wait()
        return {"text": "done"}

    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(taken.answer, ONE, slow)
        begun.wait()
        try:
            with pytest.raises(StillAtWork):
                taken.answer(ONE, adding(store))
        finally:
            end.set()
        assert first.result() == {"text": "done"}
    assert taken.answer(ONE, adding(store)) == {"text": "done"}, "whoever asks once more hears it"
    assert kept(store) == []


def test_what_was_refused_first_uses_no_mark_up(store: SqlStore) -> None:
    """Such as a dialog whose workshop turns out to be in another channel: it is written at the second try."""

    def refused(_workshop: Workshop, _notes: Notes) -> Change:
        raise Refusal("closed")

    def act() -> Answer:
        with pytest.raises(Refusal):
            store.change("T1", "w1", refused)
        return adding(store)()

    first = inbox(store).answer(ONE, act)
    assert inbox(store).answer(ONE, act) == first
    assert len(kept(store)) == 2


def test_what_went_wrong_before_it_was_stored_may_come_again(store: SqlStore) -> None:
    taken = inbox(store)

    def breaks() -> Answer:
        store.change("T1", "w1", hurts("half"))
        raise OSError

    def fails() -> Answer:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        taken.answer(ONE, fails)
    assert taken.answer(ONE, adding(store)) is not None
    with pytest.raises(OSError):  # noqa: PT011
        taken.answer(OTHER, breaks)
    assert taken.answer(OTHER, adding(store)) is None, "it is there, so it is not taken again"
    assert kept(store)[2:] == ["half"]


def test_a_dialog_sent_back_to_be_mended_is_asked_again(store: SqlStore) -> None:
    taken = inbox(store)
    mend: Answer = {"response_action": "errors", "errors": {}}
    assert taken.answer(ONE, lambda: mend) == mend
    assert taken.answer(ONE, adding(store)) != mend


def test_marks_are_forgotten_after_some_days(store: SqlStore) -> None:
    inbox(store).answer(ONE, adding(store))
    assert store.forget(now() - timedelta(days=7)) == 0
    assert store.forget(now() + timedelta(seconds=1)) == 1
    assert store.answer_to(ONE) is None


def test_what_was_answered_is_forgotten_sooner_but_not_that_it_was(store: SqlStore) -> None:
    inbox(store).answer(ONE, adding(store))
    store.unlearn(now() - timedelta(hours=1))
    assert store.answer_to(ONE) is not None
    store.unlearn(now() + timedelta(seconds=1))
    assert store.answer_to(ONE) is None
    assert inbox(store).answer(ONE, adding(store)) is None
    assert len(kept(store)) == 2, "it is not taken twice"


def test_a_deleted_map_leaves_nothing_in_the_answers_of_its_workspace(store: SqlStore) -> None:
    theirs = Delivery("T2", "one")
    inbox(store).answer(ONE, adding(store))
    with store.taking(theirs):
        store.begin(workshop(place=Place("T2", "C1")))
    store.answered(theirs, {"text": "theirs"})
    store.erase("T1", "w1")
    assert store.answer_to(ONE) is None
    assert store.answer_to(theirs) == {"text": "theirs"}


@pytest.mark.parametrize(("body", "key"), [({"event_id": "Ev1"}, "Ev1"), ({"trigger_id": "1.2"}, "1.2"), ({}, "")])
def test_what_is_no_dialog_is_known_by_what_slack_calls_it(body: dict[str, str], key: str) -> None:
    assert delivery_of(body, BoltContext({"team_id": "T1"})) == (Delivery("T1", key) if key else None)


def test_a_dialog_is_the_same_while_its_state_and_what_is_typed_are() -> None:
    def dialog(trigger: str, state: str, text: str, *, person: str = "U1", team: str = "T1") -> Delivery | None:
        view = {"id": "V1", "hash": state, "state": {"values": {"text": text}}}
        body = {"type": "view_submission", "trigger_id": trigger, "view": view, "user": {"id": person}}
        return delivery_of(body, BoltContext({"team_id": team}))

    assert dialog("1", "h", "a") == dialog("2", "h", "a")
    other_people = dialog("1", "h", "a", person="U2"), dialog("1", "h", "a", team="T2")
    assert len({dialog("1", "h", "a"), dialog("1", "h", "b"), dialog("1", "h2", "a"), *other_people}) == 5


def test_a_command_that_slack_sends_twice_turns_one_step(tmp_path: Path) -> None:
    with at_work(tmp_path, "http") as work:
        room = work.room()
        ana = work.begins(room)
        form = {
            "command": "/journey", "text": "skip", "trigger_id": "1.2.same", "user_id": ana.id,
            "team_id": work.running.stage.workspace.team.id, "channel_id": ana.channel, "channel_name": room,
        }  # fmt: skip
        body, kind = urlencode(form).encode(), "application/x-www-form-urlencoded"
        url = work.running.stage.delivery.http.url
        assert url
        answers = [CALLER.post(url, content=body, headers=signed(body, kind)).text for _ in range(3)]
        assert len(set(answers)) == 1
        work.until(ana, "Step 2 of 6")
        work.card_rests(ana)
        assert ana.sees("Step 2 of 6")
