"""The files.* methods: announce, upload elsewhere, complete; the message comes a moment later, as in Slack."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot.sandbox import Json
from bot.sandbox.files import File, file_object
from bot.sandbox.messages import Message
from bot.sandbox.methods.call import Call
from bot.sandbox.methods.chat import thread_of
from bot.sandbox.normal_form import blocks_filled_in
from bot.sandbox.people import BOT
from bot.sandbox.refusals import Refusal
from bot.sandbox.workspace import Workspace

MOST_ALT_TEXT = 1000
MOST_CHANNELS = 100
_scans: set[asyncio.Task[None]] = set()


async def get_upload_url(call: Call) -> Json:
    """files.getUploadURLExternal: an address for so many bytes."""
    name, length = call.arguments.required("filename"), call.arguments.number("length", 0)
    if length <= 0:
        raise Refusal("missing_argument")
    alt_txt = call.arguments.text("alt_txt")
    if len(alt_txt) > MOST_ALT_TEXT:
        raise Refusal("alt_txt_too_large")
    file = call.workspace.files.expect(name, length, alt_txt)
    return {"upload_url": f"{call.base_url}/upload/{file.ticket}", "file_id": file.id}


async def complete_upload(call: Call) -> Json:
    """files.completeUploadExternal: shares uploaded files, in channels the bot is in."""
    files = _named(call)
    channels = [_shareable(call, ident) for ident in _channel_ids(call)]
    blocks = call.message_blocks() or []
    comment = call.arguments.text("initial_comment")
    for file in files:
        file.completed = True
    messages = [
        Message("", channel, BOT, comment, [] if comment else blocks_filled_in(blocks), files=[one.id for one in files])
        for channel in channels
    ]
    for message in messages:
        message.thread_ts = thread_of(call.workspace, message.channel, call.arguments.text("thread_ts"))
    _later(_scan(call.workspace, files, messages))
    return {"files": [file_object(file, [], call.base_url) for file in files]}


async def file_info(call: Call) -> Json:
    """files.info: a completed file."""
    file = call.workspace.files.finished(call.arguments.required("file"))
    return {"file": file_object(file, _shared_in(call.workspace, file), call.base_url), "comments": []}


async def delete_file(call: Call) -> Json:
    """files.delete: takes a file away, wherever it was shared."""
    file = call.workspace.files.finished(call.arguments.required("file"))
    channels = _shared_in(call.workspace, file)
    call.workspace.files.delete(file.id)
    call.workspace.news.tell(*channels)
    return {}


def _named(call: Call) -> list[File]:
    given = call.arguments.structure("files")
    if not isinstance(given, list) or not given or not all(isinstance(one, dict) and "id" in one for one in given):
        raise Refusal("invalid_arguments", "[ERROR] missing required field: files")
    files = [call.workspace.files.uploaded(str(one["id"])) for one in given]
    for file, one in zip(files, given, strict=True):
        file.title = str(one.get("title") or file.name)
    return files


def _channel_ids(call: Call) -> list[str]:
    named = call.arguments.words("channels")
    if len(named) > MOST_CHANNELS:
        raise Refusal("channels_limit_exceeded")
    single = call.arguments.text("channel_id")
    return [single] if single else named


def _shareable(call: Call, channel_id: str) -> str:
    channel = call.workspace.channel(channel_id)
    if not call.workspace.may_see(BOT, channel):
        raise Refusal("channel_not_found")
    if channel.is_archived:
        raise Refusal("is_archived")
    if BOT not in channel.members:
        raise Refusal("not_in_channel")
    return channel.id


async def _scan(workspace: Workspace, files: list[File], messages: list[Message]) -> None:
    """Slack looks at a file after it has answered: only then its kind is known and its message appears."""
    await asyncio.sleep(workspace.scan_seconds)
    for file in files:
        file.scanned = True
    for message in messages:
        message.ts = workspace.clock.next_ts()
        workspace.post(message)


def _later(work: Coroutine[Any, Any, None]) -> None:
    task = asyncio.create_task(work)
    _scans.add(task)
    task.add_done_callback(_scans.discard)


def _shared_in(workspace: Workspace, file: File) -> list[str]:
    return [
        ident
        for ident, known in workspace.messages.items()
        if any(file.id in one.files for one in known if not one.gone)
    ]
