"""What a payload of Slack says beside what was done: who listens where, and what kind of action it was."""

from typing import Any

from slack_bolt import BoltContext

from bot.slack import blocks
from bot.slack.buttons import stays
from bot.slack.inputs import ABOUT
from bot.slack.tenants import Payload, tenant_of
from bot.slack.voice import Listener


def listener_of(body: Payload, context: BoltContext) -> Listener:
    """Who did something, and how they can be answered."""
    message = body.get("message") or {}
    thread = message.get("thread_ts") or ""
    private = bool((body.get("container") or {}).get("is_ephemeral"))
    return Listener(
        tenant_of(context),
        context.user_id or "",
        context.channel_id or "",
        body.get("response_url") or "",
        "" if thread == message.get("ts") else thread,
        private=private and not any(map(stays, body.get("actions") or ())),
    )


def channel_of(view: Payload) -> str:
    """The channel that a dialog was opened in; the payload of a press in it names none."""
    try:
        return blocks.about_view(view).channel
    except blocks.StaleDialog:
        return ""


def is_choice(body: Payload) -> bool:
    """Whether an input of a dialog was changed, rather than a button pressed."""
    modal = (body.get("view") or {}).get("type") == "modal"
    return modal and ABOUT in str(body["actions"][0].get("block_id") or "")


def card_pressed(body: Payload) -> str:
    """The ts of the card that a button was pressed on; empty if it was pressed elsewhere."""
    container = body.get("container") or {}
    on_it = blocks.is_of_card(body["actions"][0]) and not container.get("is_ephemeral")
    return str(container.get("message_ts") or "") if on_it else ""


def does_something(action: dict[str, Any]) -> bool:
    """Whether the person expects something of it: a button that is no link."""
    return action.get("type") in {"button", "overflow"} and not action.get("url")
