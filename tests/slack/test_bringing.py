"""A file handed in at a dialog, and the same as pasted text, through the real bot and a strict Slack."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.commands.sandbox import manifest as ours
from bot.sandbox.player import parcel
from bot.slack.delivery import Slack
from bot.slack.fetching import is_slacks
from journeybot.exports import to_json
from tests.exports.small import SMALL
from tests.slack.at_work import AtWork, at_work


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    with at_work(tmp_path_factory.mktemp("bringing")) as work:
        yield work


def test_a_file_is_looked_at_brought_in_and_taken_back(work: AtWork) -> None:
    ana = work.begins(work.room())
    ana.types("/journey import").submits({"The file": [parcel("map.json", to_json(SMALL))]})
    work.until(ana, "Nothing is written yet.")
    ana.presses("In place of the template")
    work.until(ana, "Brought in: 2 personas")
    ana.presses("Undo")
    work.until(ana, "Taken back: what was brought in (2 personas")


def test_its_text_can_be_pasted_instead(work: AtWork) -> None:
    ana = work.begins(work.room())
    table = "kind,stage,touchpoint\nstage,Buy,\ntouchpoint,Buy,Till\n"
    ana.types("/journey import").submits({"Or its text": table})
    work.until(ana, "1 touchpoint: Till")
    ana.presses("Bring it in")
    work.until(ana, "Brought in: 1 stage, 1 touchpoint")


def test_a_file_that_will_not_do_keeps_the_dialog_open(work: AtWork) -> None:
    ana = work.begins(work.room())
    errors = ana.types("/journey import").is_refused({"The file": [parcel("map.zip", b"PK\x03\x04 and more")]})
    assert "This is an archive" in errors["The file"]


def test_who_may_not_read_files_is_told_to_paste(tmp_path: Path) -> None:
    manifest = ours()
    manifest["oauth_config"]["scopes"]["bot"].remove("files:read")
    with at_work(tmp_path, manifest=manifest) as work:
        ana = work.begins(work.room())
        errors = ana.types("/journey import").is_refused({"The file": [parcel("map.json", to_json(SMALL))]})
        assert "I may not read files in this workspace." in errors["The file"]


def refuses_files(monkeypatch: pytest.MonkeyPatch, error: str) -> None:
    """From here on Slack opens no dialog that asks for a file."""
    opened = Slack.open

    def opens(slack: Slack, trigger: str, view: dict[str, Any]) -> None:
        if "file_input" in str(view):
            raise SlackApiError(error, {"ok": False, "error": error})  # type: ignore[no-untyped-call]
        opened(slack, trigger, view)

    monkeypatch.setattr(Slack, "open", opens)


def test_where_slack_refuses_files_in_dialogs_text_can_be_pasted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at_work(tmp_path) as work:
        ana = work.begins(work.room())
        refuses_files(monkeypatch, "missing_scope")
        ana.types("/journey import")
        assert "The file" not in str(ana.looks())
        assert "paste its text" in " ".join(ana.is_refused({}).values())
        ana.submits({"Or its text": "kind,stage,touchpoint\nstage,Buy,\ntouchpoint,Buy,Till\n"})
        work.until(ana, "1 touchpoint: Till")


@pytest.mark.parametrize(
    ("address", "fine"),
    [
        ("https://files.slack.com/files-pri/T1-F1/map.json", True),
        ("http://files.slack.com/files-pri/T1-F1/map.json", False),
        ("https://slack.com.example.org/map.json", False),
        ("https://evilslack.com/map.json", False),
        ("https://user@example.org/#slack.com", False),
        ("file:///etc/passwd", False),
        ("http://127.0.0.1:8000/map.json", False),
    ],
)
def test_the_token_is_shown_to_slack_alone(address: str, fine: bool) -> None:
    assert is_slacks(address, "https://slack.com/api/") is fine


def test_on_this_machine_only_to_the_sandbox() -> None:
    assert is_slacks("http://127.0.0.1:3000/files/F1/a", "http://127.0.0.1:3000/api/")
    assert not is_slacks("http://127.0.0.1:3001/files/F1/a", "http://127.0.0.1:3000/api/")
