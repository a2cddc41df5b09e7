"""The same person in the same channel belongs to the same installation, whatever kind of payload says so."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import BoltRequest

from bot.slack.tenants import is_channel, place_of, who_of

Made = Callable[..., dict[str, Any]]


def command(team: str | None, org: str | None, *, whole: bool) -> dict[str, Any]:
    """A slash command: a flat form, in which everything is a text; it always names the workspace it was typed in."""
    form = {"command": "/journey", "team_id": team or "T1", "user_id": "U1", "channel_id": "C1"}
    return {**form, "enterprise_id": org, "is_enterprise_install": str(whole).lower()} if org else form


def press(team: str | None, org: str | None, *, whole: bool) -> dict[str, Any]:
    """A button; somebody of another organisation may press it."""
    return {
        "type": "block_actions",
        "user": {"id": "U1", "team_id": "T9"},
        "team": {"id": team} if team else None,
        "channel": {"id": "C1"},
        "enterprise": {"id": org} if org else None,
        "is_enterprise_install": whole,
    }


def submission(team: str | None, org: str | None, *, whole: bool) -> dict[str, Any]:
    """A dialog that was sent: it remembers its channel, and Slack whose app opened it."""
    view = {"id": "V1", "app_installed_team_id": team or org, "private_metadata": "C1"}
    return {**press(team, org, whole=whole), "type": "view_submission", "view": view}


def event(team: str | None, org: str | None, *, whole: bool) -> dict[str, Any]:
    """An event in a channel shared with another organisation, which is named first; who it is meant for comes last."""
    return {
        "type": "event_callback",
        "team_id": "T9",
        "enterprise_id": "E9",
        "event": {"type": "member_joined_channel", "user": "U1", "channel": "C1"},
        "authorizations": [{"enterprise_id": org, "team_id": team, "is_enterprise_install": whole}],
    }


COMMAND = command("T1", None, whole=False)


def seen(payload: dict[str, Any]) -> tuple[str, str, str]:
    context = BoltRequest(body=payload, mode="socket_mode").context
    who, place = who_of(context), place_of(context, str((payload.get("view") or {}).get("private_metadata") or ""))
    assert who.tenant == place.tenant
    return who.tenant, who.id, place.channel


@pytest.mark.parametrize("payload", [command, press, submission, event])
@pytest.mark.parametrize(
    ("team", "org", "whole", "tenant"),
    [("T1", None, False, "T1"), ("T1", "E1", False, "T1"), (None, "E1", True, "E1"), ("T1", "E1", True, "E1")],
    ids=["a workspace", "a workspace of an organisation", "a whole organisation", "the same, naming a workspace"],
)
def test_whoever_installed_us_is_known_whatever_happens_there(
    payload: Made, team: str | None, org: str | None, whole: bool, tenant: str
) -> None:
    assert seen(payload(team, org, whole=whole)) == (tenant, "U1", "C1")


@pytest.mark.parametrize(
    ("payload", "here"),
    [
        (COMMAND, True),
        ({**COMMAND, "channel_id": "G1", "channel_name": "privategroup"}, True),
        ({**COMMAND, "channel_id": "D1", "channel_name": "directmessage"}, False),
        ({**COMMAND, "channel_id": "D1"}, False),
        ({**COMMAND, "channel_id": ""}, False),
    ],
)
def test_teams_meet_in_channels(payload: dict[str, Any], here: bool) -> None:
    context = BoltRequest(body=payload, mode="socket_mode").context
    assert is_channel(place_of(context), payload) is here
