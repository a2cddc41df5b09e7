"""The manifest makes the app that the code expects, and asks for nothing that nobody needs."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.slack.shortcuts import ADD, START

TOP = Path(__file__).resolve().parents[2]
SCHEMAS = sorted((TOP.parent / "shared" / "slack" / "payloads").glob("manifest.schema.*.json"))
MANIFEST: dict[str, Any] = json.loads((TOP / "bot" / "slack" / "manifest.json").read_text("utf-8"))
FEATURES = MANIFEST["features"]

SCOPE_OF_EVENT = {
    "app_home_opened": None,
    "app_uninstalled": None,
    "team_access_granted": None,
    "team_access_revoked": None,
    "tokens_revoked": None,
    "channel_id_changed": None,
    "channel_unarchive": {"channels:read"},
    "group_unarchive": {"groups:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
}
"""What each event needs, from Slack's reference of events."""


@pytest.mark.skipif(not SCHEMAS, reason="Slack's manifest schemas are not beside the project")
@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.stem)
def test_slack_takes_it(schema: Path) -> None:
    jsonschema.validate(MANIFEST, json.loads(schema.read_text("utf-8")))


def test_texts_keep_to_slacks_limits() -> None:
    about = MANIFEST["display_information"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert 175 <= len(about["long_description"]) <= 4000
    assert re.fullmatch(r"#[0-9a-f]{6}", about["background_color"])
    [command] = FEATURES["slash_commands"]
    assert len(command["description"]) <= 2000
    assert len(command["usage_hint"]) <= 1000
    for shortcut in FEATURES["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


def test_there_is_one_command_and_people_in_it_arrive_as_ids() -> None:
    [command] = FEATURES["slash_commands"]
    assert (command["command"], command["should_escape"]) == ("/journey", True)


def test_one_shortcut_begins_a_map_and_one_takes_a_message_into_it() -> None:
    """Slack's review wants names that start with a verb."""
    told = [(one["name"], one["type"], one["callback_id"]) for one in FEATURES["shortcuts"]]
    assert told == [("Start a journey map", "global", START), ("Add to journey", "message", ADD)]


def test_buttons_and_the_home_tab_work_and_nobody_writes_to_a_bot_that_does_not_read() -> None:
    assert MANIFEST["settings"]["interactivity"]["is_enabled"]
    home = FEATURES["app_home"]
    assert (home["home_tab_enabled"], home["messages_tab_read_only_enabled"]) == (True, True)


def test_the_readme_tells_whoever_installs_it_what_each_scope_is_for() -> None:
    part = (TOP / "README.md").read_text("utf-8").partition("### What it may do")[2].partition("\n### ")[0]
    rows = re.findall(r"^\| (`[^|]+`) \| ([^|]+) \|$", part, re.MULTILINE)
    told = {scope for scopes, reason in rows if reason.strip() for scope in re.findall(r"`([a-z:.]+)`", scopes)}
    assert told == set(MANIFEST["oauth_config"]["scopes"]["bot"])


def test_hearing_of_channels_can_be_refused() -> None:
    assert set(MANIFEST["oauth_config"]["scopes"]["bot_optional"]) == {"channels:read", "groups:read", "files:read"}


def test_each_event_has_the_scope_it_needs() -> None:
    events = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    assert set(events) == set(SCOPE_OF_EVENT)
    for needed in SCOPE_OF_EVENT.values():
        assert not needed or needed <= set(MANIFEST["oauth_config"]["scopes"]["bot"])


def test_it_is_pasted_as_it_is() -> None:
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
    assert not re.search(r"https?://|TODO|example", json.dumps(MANIFEST))
