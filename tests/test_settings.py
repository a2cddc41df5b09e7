"""A bot that cannot work says at the start which variable is wrong and where its value is found."""

import os
from pathlib import Path

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from bot.__main__ import command_line
from bot.commands import doctor
from bot.settings import (
    SECRETS,
    NotConfigured,
    Settings,
    keep_secrets_from_children,
    read_settings,
    settings_table,
    warnings_of,
)

MANY = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "3"}
FINE = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing set, and no .env beside us."""
    monkeypatch.chdir(tmp_path)
    for line in (*settings_table(),):
        monkeypatch.delenv(line.variable, raising=False)
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        monkeypatch.delenv(name, raising=False)


def put(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def test_with_an_app_token_it_is_socket_mode_and_with_a_signing_secret_http(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, SLACK_BOT_TOKEN=" xoxb-1\n", SLACK_APP_TOKEN="xapp-1")
    assert read_settings().socket_mode
    assert read_settings().slack_bot_token.get_secret_value() == "xoxb-1", "copied with blanks around it"
    put(monkeypatch, SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET="s3cret")
    assert not read_settings().socket_mode


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (
            {},
            ["SLACK_BOT_TOKEN is not set", "OAuth & Permissions", "SLACK_APP_TOKEN is not set", "Signing Secret"],
        ),
        ({**FINE, "SLACK_BOT_TOKEN": "xoxb-"}, ["SLACK_BOT_TOKEN is not set"]),
        ({**FINE, "SLACK_BOT_TOKEN": "xapp-1"}, ["SLACK_BOT_TOKEN is not a bot's token", "xoxb-"]),
        ({**FINE, "SLACK_BOT_TOKEN": "xoxp-1"}, ["SLACK_BOT_TOKEN is not a bot's token"]),
        ({**FINE, "SLACK_APP_TOKEN": "xoxb-1"}, ["SLACK_APP_TOKEN is not an app-level token"]),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-"}, ["SLACK_APP_TOKEN is not set"]),
        ({**FINE, "PORT": "eighty"}, ["PORT must be a whole number."]),
        ({**FINE, "PORT": "99999"}, ["PORT must be 65535 or less."]),
        ({**FINE, "RETENTION_DAYS": "99999999999"}, ["RETENTION_DAYS must be 36500 or less."]),
        ({**FINE, "SLACK_API_URL": "http://[x"}, ["SLACK_API_URL must begin with https://"]),
        ({**FINE, "METRICS": "perhaps"}, ["METRICS must be 1 or 0."]),
        ({**FINE, "FORWARDED_ALLOW_IPS": "10.0.0.1, proxy"}, ["FORWARDED_ALLOW_IPS must be addresses or networks"]),
        ({**FINE, "LOG_FORMAT": "xml"}, ["LOG_FORMAT must be 'text' or 'json'."]),
        ({**FINE, "SLACK_API_URL": "127.0.0.1:3000"}, ["SLACK_API_URL must begin with https://"]),
        (
            {"SLACK_CLIENT_ID": "1.2", "PUBLIC_URL": "https://your.host"},
            ["SLACK_CLIENT_ID is set: for many workspaces", "SLACK_CLIENT_SECRET is not set", "TOKEN_KEYS is not set"],
        ),
        ({**FINE, "PUBLIC_URL": "foo"}, ["PUBLIC_URL cannot be 'foo'", "such as `https://your.host`"]),
        ({**FINE, "PUBLIC_URL": "https://your.host/x"}, ["nothing may stand behind the host"]),
        ({**FINE, "LOG_LEVEL": "LOUD"}, ["LOG_LEVEL cannot be 'LOUD'"]),
        (
            MANY,
            ["SLACK_SIGNING_SECRET is not set", "PUBLIC_URL is not set", "TOKEN_KEYS is not set", "keys new"],
        ),
        ({**MANY, "PUBLIC_URL": "http://your.host"}, ["PUBLIC_URL must begin with https://"]),
        ({**MANY, "TOKEN_KEYS": "secret"}, ["TOKEN_KEYS holds what is no key"]),
        ({**MANY, "SLACK_APP_TOKEN": "xapp-1"}, ["many workspaces are served over HTTP"]),
    ],
)
def test_what_is_missing_or_wrong_is_named_with_where_to_find_it(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], told: list[str]
) -> None:
    put(monkeypatch, **values)
    with pytest.raises(NotConfigured) as refused:
        read_settings()
    for words in told:
        assert words in str(refused.value)


def test_a_secret_is_not_shown_when_something_else_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, SLACK_BOT_TOKEN="xoxp-canary", SLACK_APP_TOKEN="xapp-canary", PORT="0")
    with pytest.raises(NotConfigured) as refused:
        read_settings()
    assert "canary" not in str(refused.value)
    put(monkeypatch, PORT="3000", SLACK_BOT_TOKEN="xoxb-canary")
    assert "canary" not in repr(read_settings())


def test_a_file_beside_us_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("SLACK_BOT_TOKEN=xoxb-file\nSLACK_SIGNING_SECRET=secret\nPORT=4000\nSOMETHING_ELSE=1\n")
    put(monkeypatch, PORT="5000")
    settings = read_settings()
    assert (settings.slack_bot_token.get_secret_value(), settings.port) == ("xoxb-file", 5000)


def test_what_is_set_to_nothing_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, **FINE, PORT="", METRICS=" ", DATABASE_URL="", LOG_LEVEL="")
    settings = read_settings()
    assert (settings.port, settings.metrics, settings.log_level, settings.watched) == (3000, False, "INFO", False)


def test_a_worker_needs_no_way_for_slack_to_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, SLACK_BOT_TOKEN="xoxb-1")
    assert read_settings(heard=False).bot_token == "xoxb-1"
    with pytest.raises(NotConfigured):
        read_settings()
    put(monkeypatch, SLACK_BOT_TOKEN="", **MANY)
    with pytest.raises(NotConfigured) as refused:
        read_settings(heard=False)
    assert "TOKEN_KEYS is not set" in str(refused.value)
    assert "SLACK_SIGNING_SECRET" not in str(refused.value)


def test_a_line_that_says_nothing_is_named_once(caplog: pytest.LogCaptureFixture) -> None:
    Path(".env").write_text("SLACK_APP_TOKEN=xapp-1\nSLACK_BOT_TOKEN xoxb-canary\n")
    with pytest.raises(NotConfigured) as refused:
        read_settings()
    assert str(refused.value).count("Line 2 of .env is not used: write NAME=value") == 1
    assert "canary" not in str(refused.value)
    assert caplog.text == ""
    Path(".env").write_text("SLACK_APP_TOKEN=xapp-1\nSLACK_BOT_TOKEN=xoxb-1\nso much\n")
    assert warnings_of(read_settings()) == ("Line 3 of .env is not used: write NAME=value, or # before a remark.",)


def test_settings_that_have_no_effect_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, **FINE, SLACK_SIGNING_SECRET="s", SLACK_CLIENT_ID="1", SLACK_CLIENT_SECRET="2")
    told = " ".join(warnings_of(read_settings()))
    assert "SLACK_CLIENT_ID" in told
    assert "SLACK_SIGNING_SECRET is not used" in told


def test_a_signing_secret_that_is_none_of_slacks_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="short")
    assert "SLACK_SIGNING_SECRET is not like one of Slack's" in " ".join(warnings_of(read_settings()))
    put(monkeypatch, SLACK_SIGNING_SECRET=f" {'0123456789abcdef' * 2} ")
    assert warnings_of(read_settings()) == ()
    put(monkeypatch, SLACK_SIGNING_SECRET="short", SLACK_API_URL="http://127.0.0.1:3000/api/")
    assert warnings_of(read_settings()) == (), "a stand-in has its own"


def test_children_find_no_secret_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, **FINE, DATABASE_URL="postgresql://u:canary@h/d", SLACK_CLIENT_SECRET="canary")
    keep_secrets_from_children()
    assert not [name for name, value in os.environ.items() if "canary" in value or name in FINE]
    hidden = {name.upper() for name, field in Settings.model_fields.items() if field.annotation is SecretStr}
    assert hidden <= {*SECRETS}


def test_every_setting_says_what_it_is_for() -> None:
    assert all(len(line.meaning) > 15 and line.variable.isupper() for line in settings_table())


@pytest.mark.parametrize("command", [["doctor"], ["run"], ["worker"], ["db", "upgrade"], ["keys", "rotate"]])
def test_a_file_of_settings_that_is_no_text_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setattr(doctor, "_drawing", lambda: "drawn")
    Path(".env").write_bytes("LOG_LEVEL=größer".encode("latin-1"))
    told = CliRunner().invoke(command_line(), command)
    assert (told.exit_code, type(told.exception)) == (1, SystemExit)
    assert ".env is no text in UTF-8" in told.output
