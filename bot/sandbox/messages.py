"""One message, and how Slack shows it to apps."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox import Json
from bot.sandbox.people import BOT, Team


@dataclass
class Message:
    """A message in a channel.

    `ephemeral_to` names the only person who sees it; `command` is the command whose public answer this is;
    `gone` keeps the place of a deleted message that has replies.
    """

    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    broadcast: bool = False
    ephemeral_to: str | None = None
    edited_ts: str | None = None
    files: list[str] = field(default_factory=list)
    command: str | None = None
    metadata: Any = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    gone: bool = False

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread under another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def in_channel_view(self) -> bool:
        """Whether it shows in the channel itself and not only in a thread."""
        return self.broadcast or not self.is_reply

    def visible_to(self, person_id: str) -> bool:
        """Whether this person may see it, if they see the channel at all."""
        return self.ephemeral_to in (None, person_id)


@dataclass
class ScheduledMessage:
    """A message that waits for its time."""

    id: str
    channel: str
    post_at: int
    created: int
    text: str
    blocks: list[Json]
    thread_ts: str | None = None
    metadata: Any = None


def message_object(message: Message, team: Team, files: list[Json] | None = None) -> Json:
    """A message as Slack shows it to apps; `files` are the file objects that hang on it."""
    shown: Json = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts, "team": team.id}
    if message.user == BOT:
        shown |= {"bot_id": team.bot_id, "app_id": team.app_id}
    if message.blocks:
        shown["blocks"] = message.blocks
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.edited_ts:
        shown["edited"] = {"user": team.bot_id, "ts": message.edited_ts}
    if message.metadata:
        shown["metadata"] = message.metadata
    return shown | {"files": files} if files else shown
