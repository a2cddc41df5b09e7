"""The doctor says of each thing whether it is right, wrong or was left out, and leaves nothing behind."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.commands import doctor
from bot.settings import SECRETS
from storage.store import open_store

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


NOT_ASKED = {"Slack": "left out", "scopes": "left out", "clock": "left out"}


@pytest.mark.parametrize("settings", [{}, {"SLACK_BOT_TOKEN": "xoxb-1", "PORT": "many"}])
def test_with_settings_wrong_it_says_what_it_leaves_out(asked: Asked, settings: dict[str, str]) -> None:
    told = asked(**settings)
    assert told.exit_code == 1
    assert marks(told) == {"settings": "wrong", **NOT_ASKED, "database": "ok", "drawing": "ok"}


def test_without_an_answer_of_slack_the_rest_is_looked_at(asked: Asked) -> None:
    nobody = "http://127.0.0.1:9/api/"
    told = asked(SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="s", SLACK_API_URL=nobody)
    others = {"scopes": "left out", "clock": "left out", "database": "ok", "drawing": "ok"}
    assert marks(told) == {"settings": "ok", "Slack": "wrong", **others}


def test_it_makes_no_database(asked: Asked, tmp_path: Path) -> None:
    assert "journeybot.db will be made at the first start" in asked().output
    assert list(tmp_path.iterdir()) == []
    open_store("sqlite:///journeybot.db").close()
    assert "opens and is up to date" in asked().output


def test_a_database_that_cannot_be_made_is_wrong(asked: Asked, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    told = asked(DATABASE_URL="sqlite:///file/journeybot.db")
    assert marks(told)["database"] == "wrong"
    assert "file/journeybot.db cannot be made" in told.output
