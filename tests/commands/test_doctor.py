"""The doctor says of each thing whether it is right, wrong or was left out, and leaves nothing behind."""

import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot import examining
from bot.__main__ import command_line
from bot.commands import doctor
from bot.commands.sandbox import manifest
from bot.settings import SECRETS
from journeybot.ports import Showable, Showing, ShowState
from journeybot.workshop import Place
from storage.migrations import KNOWN
from storage.store import SqlStore, open_store
from storage.tenancy import Tenancy
from storage.wellbeing import Pulse
from tests.sandbox.running import APP_TOKEN, BOT_TOKEN, free_port, sandbox
from tests.storage.damaged import damage
from tests.storage.released import filled, left_by

Asked = Callable[..., Result]


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Asks the doctor in an empty folder, with these settings and no others."""
    monkeypatch.chdir(tmp_path)
    for name in SECRETS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(doctor, "_drawing", lambda: "drawn")

    def asked(**settings: str) -> Result:
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        return CliRunner().invoke(command_line(), ["doctor"])

    return asked


def marks(told: Result) -> dict[str, str]:
    """What stands before the colon, by the mark of its line."""
    lines = [line for line in told.output.splitlines() if not line.startswith(" ")]
    return {line[10:].partition(":")[0]: line[:10].strip() for line in lines}


OURS = {"customers": "left out", "disk": "ok", "database": "ok", "versions": "ok", "drawing": "ok"}
NOT_ASKED = {"Slack": "left out", "scopes": "left out", "clock": "left out"}


HALF = [
    {},
    {"SLACK_BOT_TOKEN": "xoxb-1", "PORT": "many"},
    {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"},
    {"SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xoxb-1"},
]


@pytest.mark.parametrize("settings", HALF)
def test_with_settings_wrong_it_says_what_it_leaves_out(asked: Asked, settings: dict[str, str]) -> None:
    told = asked(**settings)
    assert told.exit_code == 1
    assert marks(told) == {"settings": "wrong", **NOT_ASKED, **OURS}


def test_without_an_answer_of_slack_the_rest_is_looked_at(asked: Asked) -> None:
    nobody, port = "http://127.0.0.1:9/api/", f"{free_port()}"
    told = asked(SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="s", SLACK_API_URL=nobody, PORT=port)
    others = {"scopes": "left out", "clock": "left out", "address": "ok", **OURS}
    assert marks(told) == {"settings": "ok", "Slack": "wrong", **others}
    assert "see that this machine reaches 127.0.0.1:9" in told.output


def test_both_tokens_are_tried(asked: Asked) -> None:
    with sandbox(manifest()) as running:
        api = {"SLACK_API_URL": f"{running.url}/api/", "SLACK_BOT_TOKEN": BOT_TOKEN}
        assert marks(asked(**api, SLACK_APP_TOKEN=APP_TOKEN))["Socket Mode"] == "ok"
        told = asked(**api, SLACK_APP_TOKEN="xapp-wrong")
        assert (marks(told)["Socket Mode"], marks(told)["Slack"], told.exit_code) == ("wrong", "ok", 1)
        assert "invalid_auth: Slack does not accept SLACK_APP_TOKEN. Copy it anew from Basic Information" in told.output
        elsewhere = asked(**api | {"SLACK_API_URL": running.url})
    assert f"what answers at {running.url} is not Slack's API: see that SLACK_API_URL is right" in elsewhere.output
    assert "copy SLACK_BOT_TOKEN" not in elsewhere.output


@pytest.mark.parametrize(
    ("settings", "about", "said"),
    [
        ({"HOST": "999.1.1.1"}, "address", "HOST is 999.1.1.1, which is no address of this machine"),
        ({"HOST": "192.0.2.1"}, "address", "HOST is 192.0.2.1, which is no address of this machine"),
        ({"DATABASE_URL": "sqlite:///:memory:"}, "database", "is gone with the process: name a file"),
    ],
)
def test_it_sees_what_would_end_the_bot(asked: Asked, settings: dict[str, str], about: str, said: str) -> None:
    told = asked(SLACK_SIGNING_SECRET="s", **{"PORT": f"{free_port()}", **settings})
    assert marks(told)[about] == "wrong"
    assert said in told.output


def test_a_port_that_is_taken_is_wrong_unless_it_is_ours(asked: Asked, store: SqlStore) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = {"HOST": "127.0.0.1", "PORT": f"{taken.getsockname()[1]}", "SLACK_SIGNING_SECRET": "s"}
        told = asked(**address)
        assert marks(told)["address"] == "wrong"
        assert "is taken by another program: end that, or choose another with PORT" in told.output
        key = f"{socket.gethostname()}/1/now"
        store.wellbeing.beat(Pulse(key=key, part="web", version="1", since=NOW, at=datetime.now(UTC)))
        assert marks(asked(**address))["address"] == "ok"
        unknown = asked(**address, DATABASE_URL=f"postgresql://nobody@127.0.0.1:{free_port()}/none")
        assert marks(unknown)["address"] == "left out", "that it is somebody else would be made up"


@pytest.mark.parametrize(
    ("address", "mark", "said"),
    [
        ("foo", "wrong", "PUBLIC_URL is foo, which is no address: write https:// and the name of your host"),
        ("http://bread.example", "wrong", "must begin with https://"),
        ("https://bread.example/journey", "wrong", "nothing may stand behind"),
        ("https://bread.example/", "ok", "answer at https://bread.example"),
    ],
)
def test_it_says_whether_customers_can_answer(asked: Asked, address: str, mark: str, said: str) -> None:
    told = asked(PUBLIC_URL=address)
    assert marks(told)["customers"] == mark
    assert said in told.output


def test_it_says_which_proxies_are_believed(asked: Asked) -> None:
    address = "https://bread.example"
    assert (
        "only 10.0.0.1, 10.0.0.2 are believed"
        in asked(PUBLIC_URL=address, FORWARDED_ALLOW_IPS="10.0.0.1,10.0.0.2").output
    )
    assert "whoever reaches PORT is believed" in asked(PUBLIC_URL=address, FORWARDED_ALLOW_IPS="*").output


def test_it_makes_no_database(asked: Asked, tmp_path: Path) -> None:
    assert "journeybot.db will be made at the first start" in asked().output
    assert list(tmp_path.iterdir()) == []
    open_store("sqlite:///journeybot.db").close()
    assert "opens and is up to date" in asked().output


def test_an_empty_file_is_called_empty_and_stays_so(asked: Asked, tmp_path: Path) -> None:
    (tmp_path / "journeybot.db").touch()
    told = asked()
    assert "ok        database: opens and is empty: its tables are made at the start" in told.output
    assert [path.stat().st_size for path in tmp_path.iterdir()] == [0]


def test_a_damaged_file_is_wrong(asked: Asked, tmp_path: Path) -> None:
    open_store("sqlite:///journeybot.db").close()
    damage(tmp_path / "journeybot.db")
    told = asked()
    assert (marks(told)["database"], told.exit_code) == ("wrong", 1)
    assert "damaged (NULL value in extra.x): restore a backup of it" in told.output


def test_what_the_start_will_do_to_an_earlier_database_is_said_and_not_done(asked: Asked, tmp_path: Path) -> None:
    filled("sqlite:///full.db")
    left_by("0011", "sqlite:///journeybot.db", full="sqlite:///full.db")
    before = (tmp_path / "journeybot.db").read_bytes()
    told = asked()
    assert "ok        database: opens, whole, with schema 0011" in told.output
    assert f"the next start brings it to {KNOWN[-1]} after a backup, which it makes beside it" in told.output
    assert (marks(told)["running"], marks(told)["waiting"]) == ("left out", "left out")
    assert (tmp_path / "journeybot.db").read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"journeybot.db", "full.db"}


def test_a_database_taken_away_from_a_bot_at_work_is_wrong_and_not_touched(
    asked: Asked, store: SqlStore, tmp_path: Path
) -> None:
    tenancy = Tenancy(tmp_path / "journeybot.db", clock=lambda: datetime.now(UTC))
    tenancy.begin()
    try:
        assert marks(asked())["database"] == "ok"
        (tmp_path / "journeybot.db").unlink()
        with socket.create_server(("127.0.0.1", 0)) as taken:
            address = {"HOST": "127.0.0.1", "PORT": f"{taken.getsockname()[1]}", "SLACK_SIGNING_SECRET": "s"}
            for there in (False, True):
                told = asked(**address)
                assert marks(told)["database"] == "wrong"
                assert "journeybot.db is not the file that journeybot has open, or had a minute ago" in told.output
                assert marks(told)["address"] == "ok", "it is journeybot that has the port"
                made = CliRunner().invoke(command_line(), ["db", "backup", "after.backup"])
                assert (made.exit_code, (tmp_path / "after.backup").exists()) == (1, False)
                assert (tmp_path / "journeybot.db").exists() is there
                (tmp_path / "journeybot.db").touch()
        assert (tmp_path / "journeybot.db").stat().st_size == 0
    finally:
        tenancy.end()


def test_a_database_that_cannot_be_made_is_wrong(asked: Asked, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    told = asked(DATABASE_URL="sqlite:///file/journeybot.db")
    assert marks(told)["database"] == "wrong"
    assert "file/journeybot.db cannot be made" in told.output


NOW = datetime.now(UTC)
CARD = Showing(key="card", place=Place("T", "C"), workshop="", kind=Showable.CARD)


@pytest.fixture
def store(asked: Asked) -> Iterator[SqlStore]:
    """The database that the doctor will look at."""
    store = open_store("sqlite:///journeybot.db")
    yield store
    store.close()


def test_it_tells_who_is_up_and_what_waits(asked: Asked, store: SqlStore) -> None:
    pulse = Pulse(key="a", part="all", version="1.2", since=NOW, at=datetime.now(UTC), heard_at=datetime.now(UTC))
    store.wellbeing.beat(pulse)
    store.show(CARD)
    told = asked().output
    assert "1 up: all 1.2, heard 0 seconds ago" in told
    assert "1 to post, no timers and reminders ahead" in told
    assert "ok        parked: nothing" in told
    assert "ok        dead: nothing" in told
    assert "journeybot 0." in told
    assert "SQLite 3." in told


def test_what_cannot_be_posted_is_told_with_what_helps(asked: Asked, store: SqlStore) -> None:
    for state, error in ((ShowState.PARKED, "not_in_channel"), (ShowState.DEAD, "invalid_blocks")):
        store.show(replace(CARD, key=state.value, state=state, error=error))
    told = asked()
    assert "1 for not_in_channel (type /invite @journeybot in their channels)" in told.output
    assert "1 for invalid_blocks (press its button to post it again" in told.output
    assert (marks(told)["parked"], marks(told)["dead"], told.exit_code) == ("ok", "wrong", 1)


@pytest.mark.parametrize(
    ("ago", "silent", "words"),
    [(600, 0, "the last sign of life is 10 minutes old"), (0, 600, "Slack has not been heard for 10 minutes")],
)
def test_a_bot_that_died_or_hears_nothing_is_wrong(
    asked: Asked, store: SqlStore, ago: int, silent: int, words: str
) -> None:
    at = datetime.now(UTC) - timedelta(seconds=ago)
    heard = at - timedelta(seconds=silent)
    store.wellbeing.beat(Pulse(key="a", part="all", version="1", since=NOW, at=at, heard_at=heard))
    told = asked()
    assert marks(told)["running"] == "wrong"
    assert words in told.output


def test_what_waits_too_long_is_wrong(asked: Asked, store: SqlStore) -> None:
    store._clock = lambda: datetime.now(UTC) - timedelta(minutes=6)
    store.show(CARD)
    told = asked()
    assert marks(told)["waiting"] == "wrong"
    assert "the oldest 6 minutes late" in told.output


def test_a_full_disk_is_wrong(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "LITTLE_ROOM", 10**18)
    told = asked()
    assert marks(told)["disk"] == "wrong"
    assert "make room" in told.output


def test_a_folder_that_may_only_be_read_is_not_called_full(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # whoever has all rights could not be kept out
    monkeypatch.setattr(examining, "LITTLE_ROOM", 10**18)
    assert "wrong     disk: nothing can be written in " in asked().output


@pytest.mark.parametrize(
    ("off", "said"),
    [
        (timedelta(minutes=-10), "600 seconds behind"),
        (timedelta(minutes=10), "600 seconds ahead of"),
        (timedelta(days=-1), "86400 seconds behind"),
        (timedelta(days=1), "86400 seconds ahead of"),
    ],
)
def test_a_clock_that_is_off_is_wrong_and_told_by_how_much(off: timedelta, said: str) -> None:
    slack = datetime.now(UTC) - off
    finding = doctor._clock({"date": format_datetime(slack.replace(microsecond=0), usegmt=True)})
    assert finding.fine is False
    assert "set this machine's clock by NTP" in finding.said
    number, _, rest = finding.said.partition(" ")
    wanted, _, how = said.partition(" ")
    assert abs(int(number) - int(wanted)) < 5
    assert rest.startswith(f"{how} Slack")
