"""Reading along: conversations.history and conversations.replies, for apps that were granted a `:history` scope."""

from bot.sandbox import Json
from bot.sandbox.messages import Message, message_object
from bot.sandbox.methods.call import Call
from bot.sandbox.people import BOT, Channel
from bot.sandbox.refusals import Refusal

USUAL, MOST = 100, 999


async def history(call: Call) -> Json:
    """conversations.history: the channel's own messages, newest first, in pages."""
    channel = _read_along(call)
    shown = [one for one in call.workspace.messages[channel.id] if one.in_channel_view and _public(one)]
    return _page(call, shown[::-1])


async def replies(call: Call) -> Json:
    """conversations.replies: a message and what stands under it, oldest first, in pages."""
    channel = _read_along(call)
    root = call.workspace.public_message(channel.id, call.arguments.required("ts"))
    return _page(call, [root, *filter(_public, call.workspace.replies(channel.id, root.ts))])


def _read_along(call: Call) -> Channel:
    channel = call.visible_channel()
    call.installation.check_scope(f"{channel.scope_family}:history")
    if BOT not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def _public(message: Message) -> bool:
    return not message.ephemeral_to and not message.gone


def _page(call: Call, found: list[Message]) -> Json:
    """One page; the cursor is the number of its first message."""
    cursor, limit = call.arguments.text("cursor") or "0", call.arguments.number("limit", USUAL)
    if not cursor.isdecimal():
        raise Refusal("invalid_cursor")
    if not 1 <= limit <= MOST:
        raise Refusal("invalid_limit")
    following = int(cursor) + limit
    page = [_shown(call, message) for message in found[int(cursor) : following]]
    more = following < len(found)
    return {
        "messages": page,
        "has_more": more,
        "response_metadata": {"next_cursor": str(following) if more else ""},
    }


def _shown(call: Call, message: Message) -> Json:
    shown = message_object(message, call.workspace.team)
    if not call.arguments.flag("include_all_metadata"):
        shown.pop("metadata", None)
    return shown
