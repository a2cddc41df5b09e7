"""Messages written now and posted later, and the moment when they are due."""

from bot.sandbox import Json
from bot.sandbox.ids import new_id
from bot.sandbox.messages import Message, ScheduledMessage
from bot.sandbox.methods.call import Call
from bot.sandbox.methods.chat import thread_of, written
from bot.sandbox.people import BOT
from bot.sandbox.refusals import Refusal
from bot.sandbox.workspace import Workspace

MOST_AHEAD = 120 * 24 * 3600
MOST_TOGETHER = 30
TOGETHER = 5 * 60


async def schedule(call: Call) -> Json:
    """chat.scheduleMessage: at most 120 days ahead, and 30 in a channel within five minutes."""
    channel, now = call.writable_channel(), call.workspace.clock.now()
    post_at = call.arguments.number("post_at", 0)
    if not post_at:
        raise Refusal("invalid_arguments", "[ERROR] missing required field: post_at")
    message = written(call)
    if post_at <= now:
        raise Refusal("time_in_past")
    if post_at > now + MOST_AHEAD:
        raise Refusal("time_too_far")
    waiting = [one for one in call.workspace.scheduled if one.channel == channel.id]
    if sum(abs(one.post_at - post_at) < TOGETHER for one in waiting) >= MOST_TOGETHER:
        raise Refusal("restricted_too_many")
    planned = ScheduledMessage(new_id("Q"), channel.id, post_at, int(now), message.text, message.blocks)
    planned.thread_ts = thread_of(call.workspace, channel.id, call.arguments.text("thread_ts"))
    planned.metadata = message.metadata
    call.workspace.scheduled.append(planned)
    return _answer(call, planned)


def _answer(call: Call, planned: ScheduledMessage) -> Json:
    shown = {"text": planned.text, "bot_id": call.workspace.team.bot_id, "type": "delayed_message"}
    return {
        "channel": planned.channel,
        "scheduled_message_id": planned.id,
        "post_at": planned.post_at,
        "message": {**shown, "subtype": "bot_message"},
    }


async def delete_scheduled(call: Call) -> Json:
    """chat.deleteScheduledMessage: before it is posted."""
    channel, ident = call.visible_channel(), call.arguments.required("scheduled_message_id")
    kept = [one for one in call.workspace.scheduled if (one.channel, one.id) != (channel.id, ident)]
    if len(kept) == len(call.workspace.scheduled):
        raise Refusal("invalid_scheduled_message_id")
    call.workspace.scheduled[:] = kept
    return {}


async def list_scheduled(call: Call) -> Json:
    """chat.scheduledMessages.list: everything still waiting, or one channel's."""
    wanted = call.arguments.text("channel")
    if wanted and wanted not in call.workspace.channels:
        raise Refusal("invalid_channel")
    waiting = [one for one in call.workspace.scheduled if wanted in ("", one.channel)]
    shown = [
        {"id": one.id, "channel_id": one.channel, "post_at": one.post_at, "date_created": one.created, "text": one.text}
        for one in sorted(waiting, key=lambda one: one.post_at)
    ]
    return {"scheduled_messages": shown, "response_metadata": {"next_cursor": ""}}


def post_due(workspace: Workspace) -> None:
    """Posts what is due. With metadata a scheduled message never posts: Slack's documented bug, kept."""
    now = workspace.clock.now()
    due = [one for one in workspace.scheduled if one.post_at <= now]
    workspace.scheduled[:] = [one for one in workspace.scheduled if one.post_at > now]
    for one in sorted(due, key=lambda one: one.post_at):
        if not one.metadata and BOT in workspace.channel(one.channel).members:
            ts = workspace.clock.next_ts()
            workspace.post(Message(ts, one.channel, BOT, one.text, one.blocks, thread_ts=one.thread_ts))
