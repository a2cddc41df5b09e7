"""Keys can be made, and one put in the place of another while tokens are stored."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.commands import doctor
from bot.settings import SECRETS
from bot.slack.vault import Locked, Token, Vault
from storage.store import open_store
from storage.wellbeing import Pulse

TOKEN = Token(text="xoxb-1", refresh="xoxe-1")


def typed(*words: str) -> Result:
    return CliRunner().invoke(command_line(), ["keys", *words])


@pytest.fixture
def old(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A host with two workspaces, one of which has taken the bot out."""
    monkeypatch.chdir(tmp_path)
    for name in SECRETS:
        monkeypatch.delenv(name, raising=False)
    key = typed("new").output.strip()
    given = {"SLACK_CLIENT_ID": "1", "SLACK_CLIENT_SECRET": "2", "SLACK_SIGNING_SECRET": "3", "TOKEN_KEYS": key}
    given |= {"PUBLIC_URL": "https://your.host", "SLACK_API_URL": "http://127.0.0.1:9/api/"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    store = open_store("sqlite:///journeybot.db")
    for tenant in ("T1", "T2"):
        store.installations.store(tenant, name=tenant, sealed=Vault([key]).seal(tenant, TOKEN))
    store.installations.forget("T2")
    store.close()
    return key


def stored() -> str:
    store = open_store("sqlite:///journeybot.db")
    found = store.installations.of("T1")
    store.close()
    assert found
    return found.sealed


def test_a_new_key_takes_the_place_of_the_old_one(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    new = typed("new").output.strip()
    monkeypatch.setenv("TOKEN_KEYS", f"{new}, {old}")
    told = typed("rotate")
    assert (told.exit_code, "1 encrypted with the newest key" in told.output) == (0, True)
    assert Vault([new]).open("T1", stored()) == TOKEN
    with pytest.raises(Locked):
        Vault([old]).open("T1", stored())


def test_nothing_is_needed_but_the_keys_and_the_database(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET", "PUBLIC_URL"):
        monkeypatch.delenv(name)
    assert typed("rotate").exit_code == 0
    monkeypatch.setenv("TOKEN_KEYS", "much")
    assert "TOKEN_KEYS holds what is no key" in typed("rotate").output
    monkeypatch.delenv("TOKEN_KEYS")
    told = typed("rotate")
    assert (told.exit_code, "TOKEN_KEYS is not set" in told.output, "SLACK_APP_TOKEN" in told.output) == (
        1,
        True,
        False,
    )


def test_who_is_up_is_named_as_they_may_not_have_the_new_key(old: str) -> None:
    assert "up since" not in typed("rotate").output
    store, now = open_store("sqlite:///journeybot.db"), datetime.now(UTC)
    store.wellbeing.beat(Pulse(key="a", part="web", version="1", since=now, at=now))
    store.close()
    told = typed("rotate").output
    assert f"web, up since {now:%Y-%m-%d %H:%M} UTC: did it begin with that key?" in told
    assert "Start those anew that did not" in told


def test_of_a_workspace_that_never_had_us_nothing_is_counted(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_drawing", lambda: "drawn")
    store = open_store("sqlite:///journeybot.db")
    store.installations.forget("T1")
    store.close()
    told = CliRunner().invoke(command_line(), ["doctor"]).output
    assert "left out  tokens: no workspace has it installed" in told
    assert "ok        settings: HTTP on port 3000, for many workspaces" in told


def test_tokens_that_anybody_on_the_machine_can_read_are_told_of(
    old: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_drawing", lambda: "drawn")
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=")
    said = "left out  settings: others on this machine can read .env, and so the tokens in it: chmod 600 .env"
    for mode, told in ((0o644, True), (0o600, False)):
        (tmp_path / ".env").chmod(mode)
        assert (said in CliRunner().invoke(command_line(), ["doctor"]).output) is told


def test_without_the_old_key_it_says_whose_token_is_locked_and_changes_nothing(
    old: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN_KEYS", typed("new").output.strip())
    told = typed("rotate")
    assert (told.exit_code, "opens the tokens of T1: put the old key back" in told.output) == (1, True)
    assert Vault([old]).open("T1", stored()) == TOKEN


def test_the_doctor_says_whose_tokens_no_key_opens(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_drawing", lambda: "drawn")
    asked = partial(CliRunner().invoke, command_line(), ["doctor"])
    assert "ok        tokens: TOKEN_KEYS opens all 1 that workspaces gave" in asked().output
    monkeypatch.setenv("TOKEN_KEYS", typed("new").output.strip())
    told = asked()
    said = "wrong     tokens: no key of TOKEN_KEYS opens those of 1 of 1 workspaces (T1): put back the key that did"
    assert said in told.output
    assert told.exit_code == 1


def test_a_token_of_one_workspace_is_of_no_use_to_another(old: str) -> None:
    sealed = stored()
    with pytest.raises(Locked):
        Vault([old]).open("T2", sealed)
    assert "xoxb" not in sealed
    assert "xox" not in repr(TOKEN)
