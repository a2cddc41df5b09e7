"""Whoever watches over the bot learns whether it is well and what waits, and nothing about anybody."""

import logging
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.errands.elsewhere import Elsewhere
from bot.sandbox.certificates import trusted
from bot.sandbox.player import PATIENCE
from bot.serving import NoWay, answering_http
from bot.settings import Settings
from bot.stall import stall
from bot.watch import Watch
from bot.web.app import web_app
from bot.web.guard import signed_with
from bot.web.watching import Watched, only_these
from bot.wiring import build
from storage import room
from storage.store import SqlStore, open_store, utc_now
from storage.trouble import UnusableDatabase
from tests.sandbox.running import APP_TOKEN, BOT_TOKEN, CALLER, SECRET, free_port, web_bot
from tests.slack.at_work import AtWork, at_work, settings_for
from tests.web.test_guard import dispatched


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    with at_work(tmp_path_factory.mktemp("bot")) as work:
        yield work


@pytest.fixture(scope="module")
def watched(work: AtWork) -> Iterator[httpx.Client]:
    """The pages of a bot in Socket Mode."""
    with (
        web_bot(only_these(work.bot.watch.watched())) as address,
        httpx.Client(base_url=address.removesuffix("/slack/events"), verify=trusted(), timeout=PATIENCE) as client,
    ):
        yield client


@pytest.mark.parametrize(("well", "status"), [(True, 200), (False, 503)])
def test_each_page_says_what_is_wrong(well: bool, status: int) -> None:
    watched = Watched(lambda: {"errands": True}, lambda: {"errands": True, "database": well})
    with web_bot(web_app(dispatched, watched, signed=signed_with("secret"))) as address:
        assert CALLER.get(address.replace("/slack/events", "/healthz")).status_code == 200
        ready = CALLER.get(address.replace("/slack/events", "/readyz"))
        assert (ready.status_code, ready.json()) == (status, {"ok": well, "errands": True, "database": well})
        assert CALLER.get(address.replace("/slack/events", "/metrics")).status_code == 404


def test_a_bot_that_hears_slack_is_ready(watched: httpx.Client) -> None:
    assert watched.get("/healthz").json() == {"ok": True, "errands": True}
    assert watched.get("/readyz").json() == {"ok": True, "errands": True, "database": True, "slack": True}


def test_without_its_database_it_is_alive_but_not_ready(
    work: AtWork, watched: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_given: object, **_named: object) -> None:
        raise UnusableDatabase("away")

    monkeypatch.setattr(work.bot.store, "due", away)
    assert watched.get("/healthz").status_code == 200
    assert watched.get("/readyz").json()["database"] is False


def test_it_is_not_ready_from_the_first_answer_for_which_the_disk_has_no_room_until_one_is_stored(
    tmp_path: Path,
) -> None:
    with closing(open_store(f"sqlite:///{tmp_path / 'journeybot.db'}")) as store, customers_pages(store) as ready:
        watch = Watch(store, Elsewhere(), part="web", clock=utc_now, settings=Settings())

        def found() -> tuple[bool, int]:
            return watch.ready()["database"], CALLER.get(ready).status_code

        assert found() == (True, 200)
        assert (watch.ready(), watch.alive()) == ({"database": True}, {}), "errands are others' to do"
        with pytest.raises(UnusableDatabase, match="The disk is full"), small(store):
            store.speak("T1", "x" * 200_000)
        assert found() == (False, 503)
        store.forget(datetime.now(UTC))
        assert found() == (False, 503), "that there was nothing to write says nothing"
        store.speak("T1", "de")
        assert found() == (True, 200)


def test_who_is_passed_over_for_a_full_disk_and_has_nothing_to_write_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_store(f"sqlite:///{tmp_path / 'journeybot.db'}")) as store, customers_pages(store) as ready:
        with pytest.raises(UnusableDatabase, match="The disk is full"), small(store):
            store.speak("T1", "x" * 200_000)
        monkeypatch.setattr(room, "NOT_TRIED_SINCE", 0.0)
        assert CALLER.get(ready).status_code == 200


@contextmanager
def customers_pages(store: SqlStore) -> Iterator[str]:
    """Where they say whether they are ready."""
    with web_bot(stall(store)) as address:
        yield address.replace("/slack/events", "/readyz")


@contextmanager
def small(store: SqlStore) -> Iterator[None]:
    """A disk that is nearly full, as far as SQLite can tell."""
    store._writer.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=1"))
    try:
        yield
    finally:
        store._writer.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=1000000"))


def test_before_slack_was_heard_and_after_a_long_silence_it_is_not_ready(
    work: AtWork, watched: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work.bot.watch, "silence", lambda: 91.0)
    assert watched.get("/readyz").status_code == 503
    monkeypatch.setattr(work.bot.watch, "silence", lambda: None)
    assert watched.get("/readyz").json()["slack"] is False


def test_in_socket_mode_nobody_can_pretend_to_be_slack(watched: httpx.Client) -> None:
    """There is no signing secret, so a signature would prove nothing."""
    assert watched.post("/slack/events", content="{}").status_code == 404


def test_figures_count_what_was_done_and_what_waits_and_name_nobody(
    work: AtWork, watched: httpx.Client, tmp_path: Path
) -> None:
    assert watched.get("/metrics").status_code == 404
    ana = work.begins(work.room(), "canary-title")
    ana.types("/journey persona").submits({"Name": "canary-name"})
    work.until(ana, "Saved: *canary-name*")
    work.card_rests(ana)
    work.bot.watch._figures = True
    figures = work.bot.watch.watched().figures
    assert figures
    page = figures().decode()
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }
    assert found["journeybot_showings", "shown"] >= 1
    assert (found["journeybot_showings", "due"], found["journeybot_oldest_due_seconds",]) == (0, 0)
    assert found["journeybot_deliveries_total", "taken"] >= 3
    assert found["journeybot_calls_total", "chat.postMessage", "ok"] >= 1
    assert found["journeybot_slack_silence_seconds",] < 90
    assert found["journeybot_database_up",] == 1
    assert (found["journeybot_processes", "worker"], found["journeybot_processes", "web"]) == (0, 0)
    for what in ("deliveries", "calls"):
        number, seconds = found[f"journeybot_{what}_seconds_count",], found[f"journeybot_{what}_seconds_sum",]
        assert number >= 3
        assert 0 < seconds < 60 * number
    assert found["process_start_time_seconds",] <= time.time()
    workspace = work.running.stage.workspace
    secrets = (BOT_TOKEN, APP_TOKEN, SECRET, "canary", ana.channel, workspace.team.id, *workspace.people)
    assert [one for one in secrets if one in page] == []


def test_figures_say_that_the_database_is_away(work: AtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise UnusableDatabase("away")

    monkeypatch.setattr(work.bot.store.wellbeing, "backlog", away)
    work.bot.watch._figures = True
    figures = work.bot.watch.watched().figures
    assert figures
    assert b"journeybot_database_up 0.0" in figures()


def test_a_port_that_is_taken_and_an_address_that_is_not_ours_are_said_at_once_and_by_us_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    port = free_port()
    app = only_these(Watched(dict, dict))
    with answering_http(app, "127.0.0.1", port=port) as answers:
        assert answers()
        with pytest.raises(NoWay, match=f"port {port}"), answering_http(app, "127.0.0.1", port=port):
            pytest.fail("somebody else is there")
    with pytest.raises(NoWay, match=r"HOST is 192\.0\.2\.1"), answering_http(app, "192.0.2.1", port=port):
        pytest.fail("that is no address of any machine")
    assert [one.name for one in caplog.records if one.levelno >= logging.WARNING] == []


@pytest.mark.parametrize(("port", "watched"), [({}, False), ({"port": 3000}, True)])
def test_in_socket_mode_the_pages_are_there_if_a_port_is_set(port: dict[str, int], watched: bool) -> None:
    assert Settings.model_validate({"slack_app_token": "xapp-1", **port}).watched is watched
    assert not Settings.model_validate({"slack_signing_secret": "s", **port}).watched


def test_a_bot_that_runs_is_noted_and_says_goodbye(tmp_path: Path, work: AtWork) -> None:
    bot = build(settings_for(tmp_path, work.running.url, "http"))
    bot.start()
    try:
        work.player.wait_for(lambda: bool(bot.store.wellbeing.pulses()))
        (pulse,) = bot.store.wellbeing.pulses()
        assert (pulse.part, pulse.heard_at) == ("all", None)
        bot.watch.heart.stop()
        assert bot.store.wellbeing.pulses() == ()
    finally:
        bot.stop()
