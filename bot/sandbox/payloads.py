"""What Slack sends to an app: commands, presses, submissions, shortcuts and events, in Slack's own shapes."""

import time
from typing import Any

from bot.sandbox import Json
from bot.sandbox.files import file_object
from bot.sandbox.ids import new_id
from bot.sandbox.inputs import Place
from bot.sandbox.messages import Message, message_object
from bot.sandbox.modals import OpenView
from bot.sandbox.people import BOT, Channel, Person
from bot.sandbox.tickets import Trigger
from bot.sandbox.workspace import Workspace

VERIFICATION_TOKEN = "sandbox-verification-token"  # noqa: S105 - deprecated by Slack, still in every payload

# What a pressed element carries besides its ids, its kind and what was chosen.
_TOLD = ("text", "value", "style", "url", "placeholder", "initial_option", "initial_options", "initial_date")


def command(person: Person, channel: Channel, words: tuple[str, str], workspace: Workspace) -> dict[str, str]:
    """A slash command's form, still without trigger_id and response_url; `words` are the command and its text."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.team.id,
        "team_domain": workspace.team.domain,
        "channel_id": channel.id,
        "channel_name": channel.name_in_payloads,
        "user_id": person.id,
        "user_name": person.handle,
        "command": words[0],
        "text": words[1],
        "api_app_id": workspace.team.app_id,
        "is_enterprise_install": "false",
    }


def message_press(workspace: Workspace, message: Message, who: Person, trigger: Trigger, *, action: Json) -> Json:
    """block_actions from a message; the caller adds response_url and state."""
    channel = workspace.channel(message.channel)
    container: Json = {"type": "message", "message_ts": message.ts, "channel_id": channel.id}
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    container["is_ephemeral"] = message.ephemeral_to is not None
    payload = {
        "type": "block_actions",
        **_who(workspace, who),
        "container": container,
        "trigger_id": trigger.id,
        "channel": {"id": channel.id, "name": channel.name_in_payloads},
        "actions": [action],
    }
    return payload if message.ephemeral_to else payload | {"message": _message(workspace, message)}


def view_press(workspace: Workspace, view: OpenView, who: Person, trigger: Trigger, *, action: Json) -> Json:
    """block_actions from a dialog or the Home tab."""
    return {
        "type": "block_actions",
        **_who(workspace, who),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": trigger.id,
        "view": workspace.modals.view_object(view),
        "actions": [action],
    }


def action(place: Place, chosen: Json, ts: str) -> Json:
    """One entry of `actions`: the element that was used and what it now holds."""
    element = place.element
    told = {key: element[key] for key in _TOLD if key in element}
    ids = {"type": element["type"], "action_id": place.action_id, "block_id": place.block_id}
    return {**ids, **told, **chosen, "action_ts": ts}


def submission(workspace: Workspace, view: OpenView, who: Person, trigger: Trigger, *, urls: list[Json]) -> Json:
    """view_submission; `urls` are its response_urls."""
    return {
        "type": "view_submission",
        **_who(workspace, who),
        "trigger_id": trigger.id,
        "view": workspace.modals.view_object(view),
        "response_urls": urls,
    }


def closed(workspace: Workspace, view: OpenView, who: Person, *, is_cleared: bool) -> Json:
    """view_closed; `is_cleared` when the whole stack was closed at once."""
    shown = workspace.modals.view_object(view)
    return {"type": "view_closed", **_who(workspace, who), "view": shown, "is_cleared": is_cleared}


def shortcut(workspace: Workspace, who: Person, callback_id: str, trigger: Trigger) -> Json:
    """A global shortcut."""
    return {
        "type": "shortcut",
        **_who(workspace, who),
        "action_ts": workspace.clock.next_ts(),
        "callback_id": callback_id,
        "trigger_id": trigger.id,
    }


def message_shortcut(workspace: Workspace, who: Person, callback_id: str, trigger: Trigger, *, on: Message) -> Json:
    """A shortcut on a message; the caller adds the response_url."""
    channel = workspace.channel(on.channel)
    return {
        **shortcut(workspace, who, callback_id, trigger),
        "type": "message_action",
        "channel": {"id": channel.id, "name": channel.name_in_payloads},
        "message_ts": on.ts,
        "message": _message(workspace, on),
    }


def event(workspace: Workspace, body: Json) -> Json:
    """An event in its envelope (event_callback), with an id that is the same on every retry."""
    where = body.get("channel", "")
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.team.id,
        "api_app_id": workspace.team.app_id,
        "event": {**body, "event_ts": body.get("ts") or workspace.clock.next_ts()},
        "type": "event_callback",
        "event_id": new_id("Ev"),
        "event_time": int(workspace.clock.now()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team.id,
                "user_id": BOT,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{body['type']}-{workspace.team.id}-{where}",
    }


def url_verification() -> Json:
    """What Slack posts to a new event address: the challenge is to come back."""
    return {"token": VERIFICATION_TOKEN, "challenge": new_id("C") + str(int(time.time())), "type": "url_verification"}


def home_opened(workspace: Workspace, who: Person) -> Json:
    """app_home_opened; it carries the view that was published before, if any."""
    body: dict[str, Any] = {
        "type": "app_home_opened",
        "user": who.id,
        "channel": workspace.direct_messages(who.id).id,
        "tab": "home",
    }
    shown = workspace.modals.homes.get(who.id)
    return body | {"view": workspace.modals.view_object(shown)} if shown else body


def said(workspace: Workspace, message: Message) -> Json:
    """The `message` event of what a person wrote."""
    channel = workspace.channel(message.channel)
    shown = _message(workspace, message)
    return {"client_msg_id": new_id("M"), **shown, "channel": channel.id, "channel_type": channel.type_in_events}


def membership(workspace: Workspace, kind: str, channel: Channel, member: str, inviter: str | None = None) -> Json:
    """member_joined_channel or member_left_channel."""
    letter = "G" if channel.is_private else "C"
    team = workspace.team.id
    body = {"type": kind, "user": member, "channel": channel.id, "channel_type": letter, "team": team}
    return body | {"inviter": inviter} if inviter else body


def _who(workspace: Workspace, who: Person) -> Json:
    return {
        "user": {"id": who.id, "username": who.handle, "name": who.handle, "team_id": workspace.team.id},
        "api_app_id": workspace.team.app_id,
        "token": VERIFICATION_TOKEN,
        "team": {"id": workspace.team.id, "domain": workspace.team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _message(workspace: Workspace, message: Message) -> Json:
    files = [file_object(one, [message.channel], "") for one in workspace.files.known(message.files)]
    return message_object(message, workspace.team, files)
