"""The same person in the same channel belongs to the same installation, whatever kind of payload says so."""

from typing import Any

import pytest
from slack_bolt import BoltRequest

from bot.slack.tenants import is_channel, place_of, who_of

ORG: dict[str, Any] = {"enterprise_id": "E1", "is_enterprise_install": "true"}
COMMAND = {"command": "/journey", "team_id": "T1", "user_id": "U1", "channel_id": "C1"}
PRESS: dict[str, Any] = {
    "type": "block_actions",
    "user": {"id": "U1", "team_id": "T1"},
    "team": {"id": "T1"},
    "channel": {"id": "C1"},
}
EVENT: dict[str, Any] = {
    "type": "event_callback",
    "team_id": "T1",
    "event": {"type": "member_joined_channel", "user": "U1", "channel": "C1"},
    "authorizations": [{"enterprise_id": None, "team_id": "T1", "is_enterprise_install": False}],
}


def seen(payload: dict[str, Any]) -> tuple[str, str, str]:
    context = BoltRequest(body=payload, mode="socket_mode").context
    who, place = who_of(context), place_of(context)
    assert who.tenant == place.tenant
    return who.tenant, who.id, place.channel


@pytest.mark.parametrize(
    "payload",
    [
        COMMAND,
        {**COMMAND, "enterprise_id": "E1", "is_enterprise_install": "false"},
        PRESS,
        {**PRESS, "enterprise": {"id": "E1"}, "is_enterprise_install": False},
        {**PRESS, "user": {"id": "U1", "team_id": "T2"}},
        EVENT,
        {**EVENT, "team_id": "T2", "enterprise_id": "E2"},
    ],
    ids=["command", "in an organisation", "press", "press in an organisation", "press of a guest", "event", "shared"],
)
def test_a_workspace_is_known_by_its_id(payload: dict[str, Any]) -> None:
    assert seen(payload) == ("T1", "U1", "C1")


@pytest.mark.parametrize(
    "payload",
    [
        {**COMMAND, **ORG},
        {**PRESS, "team": None, "enterprise": {"id": "E1"}, "is_enterprise_install": True},
        {**EVENT, "authorizations": [{"enterprise_id": "E1", "team_id": None, "is_enterprise_install": True}]},
    ],
    ids=["command", "press", "event"],
)
def test_an_organisation_that_installed_us_as_a_whole_is_one(payload: dict[str, Any]) -> None:
    assert seen(payload) == ("E1", "U1", "C1")


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
