"""What cannot begin says why to whoever reads: people a sentence, programs an object on one line, and ends with 1."""

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError
from typer.testing import CliRunner

from bot.__main__ import command_line
from bot.settings import SECRETS
from bot.slack.delivery import Slack
from bot.slack.workspaces import One
from tests.sandbox.running import BOT_TOKEN

Told = Callable[..., str]
TOKENS = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": "0" * 32}
NOWHERE = "sqlite:////nowhere/at/all/journeybot.db"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Told]:
    """Types a command in an empty folder, with these settings; gives the last that is said."""
    monkeypatch.chdir(tmp_path)
    for name in (*SECRETS, "LOG_FORMAT"):
        monkeypatch.delenv(name, raising=False)
    root = logging.getLogger()
    before = root.handlers[:], root.level

    def type_it(*words: str, **settings: str) -> str:
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        ended = CliRunner().invoke(command_line(), words)
        assert ended.exit_code == 1, ended.output
        return ended.output

    yield type_it
    root.handlers[:], level = before
    root.setLevel(level)


def _a_token_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_given: object) -> None:
        raise SlackApiError("", {"ok": False, "error": "invalid_auth"})  # type: ignore[no-untyped-call]

    monkeypatch.setattr(One, "learn", refused)
    monkeypatch.setattr(Slack, "whoami", refused)


REASONS = [
    (["run"], {}, "SLACK_BOT_TOKEN is not set"),
    (["worker"], {}, "SLACK_BOT_TOKEN is not set"),
    (["run"], TOKENS | {"RETENTION_DAYS": "a week"}, "RETENTION_DAYS must be a whole number"),
    (["run"], TOKENS | {"DATABASE_URL": NOWHERE}, "there is no folder /nowhere/at/all"),
    (["worker"], TOKENS | {"DATABASE_URL": NOWHERE}, "there is no folder /nowhere/at/all"),
    (["serve"], {"DATABASE_URL": NOWHERE}, "there is no folder /nowhere/at/all"),
    (["serve"], {"PORT": "none"}, "PORT must be a whole number"),
    (["db", "upgrade"], {"DATABASE_URL": NOWHERE}, "there is no folder /nowhere/at/all"),
    (["db", "upgrade"], {"PORT": "none"}, "PORT must be a whole number"),
    (["keys", "rotate"], {"TOKEN_KEYS": "A" * 43 + "=", "DATABASE_URL": NOWHERE}, "there is no folder /nowhere/at/all"),
    (["run"], TOKENS, "Slack does not accept SLACK_BOT_TOKEN (invalid_auth): copy it anew"),
]


@pytest.mark.parametrize(("words", "settings", "why"), REASONS)
def test_programs_get_an_object(
    told: Told, monkeypatch: pytest.MonkeyPatch, words: list[str], settings: dict[str, str], why: str
) -> None:
    _a_token_is_refused(monkeypatch)
    lines = told(*words, **settings, LOG_FORMAT="json").splitlines()
    last = [json.loads(line) for line in lines][-1]
    assert last["level"] == "CRITICAL"
    assert why in last["message"]


@pytest.mark.parametrize(("words", "settings", "why"), REASONS[-2:])
def test_people_get_a_sentence(
    told: Told, monkeypatch: pytest.MonkeyPatch, words: list[str], settings: dict[str, str], why: str
) -> None:
    _a_token_is_refused(monkeypatch)
    last = told(*words, **settings).splitlines()[-1]
    assert last.startswith(("Slack", "DATABASE_URL", "/nowhere"))
    assert why in last


def test_a_wrong_token_leaves_no_new_database_behind(
    told: Told, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _a_token_is_refused(monkeypatch)
    assert "Slack does not accept SLACK_BOT_TOKEN (invalid_auth)" in told("run", **TOKENS)
    assert list(tmp_path.iterdir()) == []


def test_how_to_log_is_read_from_the_file_too_whatever_else_is_in_it(told: Told, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LOG_FORMAT=json\nPORT=none\n")
    assert "PORT must be a whole number" in json.loads(told("serve"))["message"]
