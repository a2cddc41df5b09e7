"""The chat.* methods that write, change and take away messages."""

from bot.sandbox import Json
from bot.sandbox.files import file_object
from bot.sandbox.messages import Message, message_object
from bot.sandbox.methods.call import Call
from bot.sandbox.normal_form import blocks_filled_in
from bot.sandbox.people import BOT
from bot.sandbox.refusals import Refusal
from bot.sandbox.workspace import Workspace

MOST_TEXT = 40_000
MOST_UPDATED_TEXT = 4_000
MOST_MARKDOWN = 12_000


def written(call: Call) -> Message:
    """A message as the arguments describe it, checked but not posted; its channel is left open."""
    blocks = call.message_blocks()
    text = _words(call, blocks)
    if not text and not blocks:
        raise Refusal("no_text")
    metadata = call.arguments.structure("metadata", "invalid_metadata_format")
    return Message("", "", BOT, text[:MOST_TEXT], blocks_filled_in(blocks or []), metadata=metadata)


def _words(call: Call, blocks: list[Json] | None) -> str:
    """The argument `text`, or `markdown_text`, which stands alone."""
    text, markdown = call.arguments.text("text"), call.arguments.text("markdown_text")
    if markdown and (text or blocks):
        raise Refusal("markdown_text_conflict")
    if len(markdown) > MOST_MARKDOWN:
        raise Refusal("msg_too_long")
    return text or markdown


def thread_of(workspace: Workspace, channel_id: str, thread_ts: str) -> str | None:
    """The root of the thread to answer in: a reply's own root, or None for the channel itself."""
    if not thread_ts:
        return None
    root = workspace.find(channel_id, thread_ts)
    if root is not None and root.ephemeral_to:
        raise Refusal("cannot_reply_to_message")
    return (root.thread_ts if root else None) or thread_ts


async def post_message(call: Call) -> Json:
    """chat.postMessage: into a channel the bot is in, or to a person by their id."""
    channel = call.writable_channel()
    app_home = call.installation.manifest.get("features", {}).get("app_home", {})
    if channel.kind == "im" and not app_home.get("messages_tab_enabled", True):
        raise Refusal("messages_tab_disabled")
    message = written(call)
    message.channel, message.ts = channel.id, call.workspace.clock.next_ts()
    message.thread_ts = thread_of(call.workspace, channel.id, call.arguments.text("thread_ts"))
    message.broadcast = call.arguments.flag("reply_broadcast")
    call.workspace.post(message)
    answer: Json = {"channel": channel.id, "ts": message.ts, "message": _shown(call, message)}
    if len(call.arguments.text("text")) > MOST_TEXT:
        answer |= {"warning": "message_truncated", "response_metadata": {"warnings": ["message_truncated"]}}
    return answer


async def post_ephemeral(call: Call) -> Json:
    """chat.postEphemeral: for one person in the channel, who alone will see it."""
    channel = call.writable_channel()
    reader = call.workspace.person(call.arguments.required("user"))
    if reader.id not in channel.members:
        raise Refusal("user_not_in_channel")
    message = written(call)
    message.channel, message.ts, message.ephemeral_to = channel.id, call.workspace.clock.next_ts(), reader.id
    message.thread_ts = thread_of(call.workspace, channel.id, call.arguments.text("thread_ts"))
    call.workspace.post(message)
    return {"message_ts": message.ts}


async def update(call: Call) -> Json:
    """chat.update: a message of the bot's own; blocks that are not given stay."""
    message = _own(call, "cant_update_message")
    if call.workspace.channel(message.channel).is_archived:
        raise Refusal("is_inactive")
    if len(call.arguments.text("text")) > MOST_UPDATED_TEXT:
        raise Refusal("msg_too_long")
    files, blocks = call.arguments.structure("file_ids") or [], call.message_blocks()
    text = _words(call, blocks)
    if not (text or blocks or files):
        raise Refusal("no_text")
    for file_id in files:
        call.workspace.files.finished(str(file_id))
    message.text = text or ("" if blocks else message.text)
    message.blocks = message.blocks if blocks is None else blocks_filled_in(blocks)
    message.files = [str(file_id) for file_id in files] or message.files
    message.edited_ts = call.workspace.clock.next_ts()
    message.broadcast = message.broadcast or call.arguments.flag("reply_broadcast")
    call.workspace.changed(message)
    shown = _shown(call, message)
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": shown}


async def delete(call: Call) -> Json:
    """chat.delete: a message of the bot's own."""
    message = _own(call, "cant_delete_message")
    call.workspace.delete(message)
    return {"channel": message.channel, "ts": message.ts}


async def get_permalink(call: Call) -> Json:
    """chat.getPermalink: an address in this sandbox at which the message stands."""
    channel = call.visible_channel()
    message = call.workspace.public_message(channel.id, call.arguments.required("message_ts"))
    link = f"{call.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


async def add_reaction(call: Call) -> Json:
    """reactions.add: one emoji, once per message."""
    channel = call.visible_channel()
    message = call.workspace.public_message(channel.id, call.arguments.required("timestamp"))
    people = message.reactions.setdefault(call.arguments.required("name").strip(":"), [])
    if BOT in people:
        raise Refusal("already_reacted")
    people.append(BOT)
    call.workspace.changed(message)
    return {}


async def remove_reaction(call: Call) -> Json:
    """reactions.remove: an emoji the bot had added."""
    channel = call.visible_channel()
    message = call.workspace.public_message(channel.id, call.arguments.required("timestamp"))
    name = call.arguments.required("name").strip(":")
    if BOT not in message.reactions.get(name, []):
        raise Refusal("no_reaction")
    message.reactions[name].remove(BOT)
    call.workspace.changed(message)
    return {}


def _own(call: Call, otherwise: str) -> Message:
    channel = call.visible_channel()
    message = call.workspace.public_message(channel.id, call.arguments.required("ts"))
    if message.user != BOT:
        raise Refusal(otherwise)
    return message


def _shown(call: Call, message: Message) -> Json:
    files = call.workspace.files.known(message.files)
    return message_object(
        message, call.workspace.team, [file_object(one, [message.channel], call.base_url) for one in files]
    )
