"""What one person sees: messages, dialogs, the Home tab and Slack's own warnings, as plain JSON for page and player."""

from typing import Any

from bot.sandbox import Json
from bot.sandbox.calendar import DAYS_ON, morning_on
from bot.sandbox.files import File
from bot.sandbox.messages import Message
from bot.sandbox.modals import OpenView
from bot.sandbox.news import Change
from bot.sandbox.people import BOT, Channel, Person
from bot.sandbox.stage import Stage
from bot.sandbox.workspace import Workspace


def people(stage: Stage) -> Json:
    """Who is here, where they talk, and what the bot offers."""
    workspace = stage.workspace
    return {
        "team": {"id": workspace.team.id, "name": workspace.team.name, "domain": workspace.team.domain},
        "people": [_person(one, workspace.clock.now()) for one in workspace.people.values()],
        "channels": [_channel(one) for one in workspace.channels.values()],
        "commands": [
            {"command": one["command"], "usage_hint": one.get("usage_hint", ""), "words": list(stage.words)}
            for one in stage.features.get("slash_commands", [])
        ],
        "shortcuts": stage.features.get("shortcuts", []),
        "bot": {"id": workspace.bot.id, "name": workspace.bot.name, "home_tab": stage.installation.home_tab},
        "now": workspace.clock.now(),
        "may_leap": stage.follow is not None,
    }


def screen(workspace: Workspace, who: Person, channel: Channel, *, looking: bool = True) -> Json:
    """Everything this person sees in this channel; `looking` at it, and not at the Home tab, marks it as read."""
    seen = [one for one in workspace.messages[channel.id] if one.visible_to(who.id) and _still_there(workspace, one)]
    if seen and looking:
        workspace.read_up_to[who.id, channel.id] = seen[-1].ts
    modals = workspace.modals
    modal, home = modals.top(who.id), modals.homes.get(who.id)
    return {
        "version": workspace.news.version,
        "messages": [_message(workspace, who, one) for one in seen if one.in_channel_view],
        "threads": _threads(workspace, who, seen),
        "modal": _view(workspace, modal) if modal else None,
        "modal_depth": len(modals.stacks[who.id]),
        "home": _view(workspace, home) if home else None,
        "notices": [{"id": ident, "text": text} for ident, text in workspace.notices[who.id]],
        "busy": workspace.busy[who.id] > 0,
        "is_member": who.id in channel.members,
        "unread": _unread(workspace, who),
    }


def concerns(workspace: Workspace, who: Person, change: Change) -> bool:
    """Whether a change could be seen by this person."""
    if change.people is not None:
        return who.id in change.people
    known = [workspace.channels[one] for one in change.channels if one in workspace.channels]
    return any(workspace.may_see(who.id, channel) for channel in known)


def _person(who: Person, now: float) -> Json:
    local = who.local_time(now)
    return {
        "id": who.id,
        "name": who.name,
        "real_name": who.real_name,
        "initials": who.initials,
        "colour": f"#{who.colour}",
        "tz": who.tz,
        "locale": who.locale,
        "days_on": {days: morning_on(local, days).date().isoformat() for days in DAYS_ON},
    }


def _channel(channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "is_private": channel.is_private,
        "is_member_bot": BOT in channel.members,
        "kind": channel.kind,
        "user": channel.user,
        "members": channel.members,
    }


def _still_there(workspace: Workspace, message: Message) -> bool:
    return not message.gone or bool(workspace.replies(message.channel, message.ts))


def _threads(workspace: Workspace, who: Person, seen: list[Message]) -> dict[str, list[Json]]:
    threads: dict[str, list[Json]] = {}
    for message in seen:
        if message.is_reply and message.thread_ts and not message.gone:
            threads.setdefault(message.thread_ts, []).append(_message(workspace, who, message))
    return threads


def _message(workspace: Workspace, who: Person, message: Message) -> Json:
    author = workspace.person(message.user)
    return {
        "ts": message.ts,
        "user": author.id,
        "bot": author.is_bot,
        "name": author.name,
        "colour": f"#{author.colour}",
        "initials": author.initials,
        "text": "This message was deleted." if message.gone else message.text,
        "blocks": [] if message.gone else message.blocks,
        "ephemeral": message.ephemeral_to is not None,
        "edited": message.edited_ts is not None,
        "gone": message.gone,
        "thread_ts": message.thread_ts,
        "reply_count": len(workspace.replies(message.channel, message.ts)),
        "files": [] if message.gone else [_file(one) for one in workspace.files.known(message.files)],
        "reactions": [{"name": name, "people": ids} for name, ids in message.reactions.items() if ids],
        "time": who.local_time(float(message.ts)).strftime("%H:%M"),
        "command": message.command,
        "choices": _choices(workspace, who, message),
    }


def _choices(workspace: Workspace, who: Person, message: Message) -> Json:
    """What this person has chosen in the message's selects, by block_id and action_id."""
    held: dict[str, dict[str, Any]] = {}
    for (block_id, action_id), state in workspace.choices.get((who.id, message.channel, message.ts), {}).items():
        held.setdefault(block_id, {})[action_id] = state
    return held


def _file(file: File) -> Json:
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "url": file.path,
        "alt_txt": file.alt_txt,
        "size": file.length,
    }


def _view(workspace: Workspace, view: OpenView) -> Json:
    shown = workspace.modals.view_object(view)
    how = {"errors": view.errors, "sending": view.sending, "answered": view.answered}
    return {**shown, **how, "values": shown["state"]["values"]}


def _unread(workspace: Workspace, who: Person) -> dict[str, int]:
    unread = {}
    for channel in workspace.channels.values():
        if who.id in channel.members:
            since = workspace.read_up_to.get((who.id, channel.id), "")
            new = [one for one in workspace.messages[channel.id] if one.ts > since and _counts(one, who)]
            if new:
                unread[channel.id] = len(new)
    return unread


def _counts(message: Message, who: Person) -> bool:
    return message.user != who.id and message.in_channel_view and message.visible_to(who.id) and not message.gone
