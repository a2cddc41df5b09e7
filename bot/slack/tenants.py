"""Whose installation a payload belongs to, who acts in it, and where."""

from typing import Any

from slack_bolt import BoltContext

from journeybot.workshop import Place, Who

Payload = dict[str, Any]


def tenant_of(context: BoltContext) -> str:
    """The installation: the organisation if the whole of it installed us, else the workspace.

    An organisation's payloads name now one of its workspaces, now none, so only its own id is always the same one; a
    workspace's id stays what it is when the workspace joins an organisation. Bolt has read `authorizations[0]` and
    `view.app_installed_team_id` by then, so in a channel shared with others this is our side of it.
    https://docs.slack.dev/enterprise/developing-for-enterprise-orgs
    """
    if context.is_enterprise_install and context.enterprise_id:
        return context.enterprise_id
    return context.team_id or context.enterprise_id or ""


def who_of(context: BoltContext) -> Who:
    """The person who acts."""
    return Who(tenant_of(context), context.user_id or "")


def place_of(context: BoltContext, channel: str = "") -> Place:
    """Where it happens; `channel` wins over what the payload says (a dialog remembers where it was opened)."""
    return Place(tenant_of(context), channel or context.channel_id or "")


def is_channel(place: Place, payload: Payload) -> bool:
    """Whether a team can meet there: in channels, not in direct messages and not on the Home tab."""
    name = payload.get("channel_name") or ""
    return bool(place.channel) and not place.channel.startswith("D") and name != "directmessage"
