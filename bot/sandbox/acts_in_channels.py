"""What a person does in a channel: commands, messages, shortcuts, and letting people and the bot in or out."""

from bot.sandbox import Json, payloads
from bot.sandbox.ids import new_id
from bot.sandbox.incoming_text import as_command_text, as_message
from bot.sandbox.messages import Message
from bot.sandbox.people import BOT, SLACKBOT, Channel, Person
from bot.sandbox.refusals import Mistake, Refusal
from bot.sandbox.responses import answer
from bot.sandbox.stage import Given, Stage


async def command(stage: Stage, given: Given) -> Json:
    """`/sandbox/act/command {user, channel, text}`; an unknown command is answered by Slackbot."""
    who = stage.person(given)
    channel = stage.joined_channel(given, who)
    name, _, rest = given.text("text").strip().partition(" ")
    known = {one["command"]: one for one in stage.features.get("slash_commands", [])}
    if name not in known:
        _say_unknown(stage, who, channel, name)
        return {}
    escape = bool(known[name].get("should_escape"))
    text = as_command_text(rest.strip(), stage.workspace, should_escape=escape)
    trigger = stage.workspace.tickets.trigger(who.id)
    ticket = stage.workspace.tickets.response(who.id, channel.id, command=f"{name} {rest}".strip())
    form = payloads.command(who, channel, (name, text), stage.workspace)
    form |= {"response_url": stage.response_url(ticket), "trigger_id": trigger.id}
    got = await stage.deliver(who, "slash_commands", form, what=name)
    if got.outcome == "ok" and got.body:
        try:
            answer(stage.workspace, ticket, got.body)
        except Refusal as refusal:
            stage.workspace.notice(who.id, f"{name} failed: {refusal.error}. {' '.join(refusal.messages)}".strip())
    return {"trigger": trigger.id, "response_url": stage.response_url(ticket)}


def _say_unknown(stage: Stage, who: Person, channel: Channel, name: str) -> None:
    text = (
        f"`{name}` is not a command in this workspace. Whatever begins with a slash is read as a command: "
        "to send it as a message, put a space before it."
    )
    ts = stage.workspace.clock.next_ts()
    stage.workspace.post(Message(ts, channel.id, SLACKBOT, text, ephemeral_to=who.id))


async def say(stage: Stage, given: Given) -> Json:
    """`/sandbox/act/say {user, channel, text, thread_ts?}`."""
    who = stage.person(given)
    channel = stage.joined_channel(given, who)
    if not given.text("text").strip():
        raise Mistake("An empty message cannot be sent.")
    message = Message(
        stage.workspace.clock.next_ts(), channel.id, who.id, as_message(given.text("text"), stage.workspace)
    )
    message.thread_ts = _thread(stage, channel, given.get("thread_ts"))
    stage.workspace.post(message)
    if BOT in channel.members:
        family = {"im": "message.im", "group": "message.groups", "channel": "message.channels"}
        body = payloads.said(stage.workspace, message)
        await stage.tell(body, family[channel.type_in_events])
        if f"<@{BOT}>" in message.text and channel.kind == "channel":
            await stage.tell({**body, "type": "app_mention"})
    return {"ts": message.ts}


def _thread(stage: Stage, channel: Channel, ts: str | None) -> str | None:
    if ts is None:
        return None
    root = stage.workspace.find(channel.id, ts)
    if root is None or root.ephemeral_to:
        raise Mistake("There is no such message to reply to.", 404)
    return root.thread_ts or root.ts


async def shortcut(stage: Stage, given: Given) -> Json:
    """`/sandbox/act/shortcut {user, callback_id}`."""
    who, name = stage.person(given), _shortcut(stage, given, "global")
    trigger = stage.workspace.tickets.trigger(who.id)
    payload = payloads.shortcut(stage.workspace, who, given.text("callback_id"), trigger)
    await stage.deliver(who, "interactive", payload, what=name)
    return {"trigger": trigger.id}


async def message_shortcut(stage: Stage, given: Given) -> Json:
    """`/sandbox/act/message_shortcut {user, channel, ts, callback_id}`."""
    who, name = stage.person(given), _shortcut(stage, given, "message")
    message = _message(stage, given, who)
    trigger = stage.workspace.tickets.trigger(who.id)
    ticket = stage.workspace.tickets.response(who.id, message.channel)
    payload = payloads.message_shortcut(stage.workspace, who, given.text("callback_id"), trigger, on=message)
    payload["response_url"] = stage.response_url(ticket)
    await stage.deliver(who, "interactive", payload, what=name)
    return {"trigger": trigger.id, "response_url": stage.response_url(ticket)}


def _shortcut(stage: Stage, given: Given, kind: str) -> str:
    for one in stage.features.get("shortcuts", []):
        if one["type"] == kind and one["callback_id"] == given.text("callback_id"):
            return str(one["name"])
    raise Mistake("The manifest has no such shortcut.", 404)


def _message(stage: Stage, given: Given, who: Person) -> Message:
    channel = stage.channel(given)
    message = stage.workspace.find(channel.id, given.text("ts"))
    if message is None or not message.visible_to(who.id) or not stage.workspace.may_see(who.id, channel):
        raise Mistake("That message is not on the screen (any more).", 404)
    return message


async def invite(stage: Stage, given: Given) -> Json:
    """`/sandbox/act/invite {channel, user? | bot: true}`."""
    channel, member = stage.channel(given), _member(stage, given)
    if channel.kind == "im":
        raise Mistake("Nobody can be invited into direct messages.")
    if member not in channel.members:
        channel.members.append(member)
        stage.workspace.news.tell(channel.id)
        if BOT in channel.members:
            inviter = next((one for one in channel.members if one not in (member, BOT)), None)
            body = payloads.membership(stage.workspace, "member_joined_channel", channel, member, inviter)
            await stage.tell(body)
    return {}


async def kick(stage: Stage, given: Given) -> Json:
    """`/sandbox/act/kick {channel, user? | bot: true}`; the bot learns of its own end by channel_left."""
    channel, member = stage.channel(given), _member(stage, given)
    if channel.kind == "im":
        raise Mistake("Nobody can be put out of direct messages.")
    if member in channel.members:
        channel.members.remove(member)
        stage.workspace.news.tell(channel.id)
        if member == BOT:
            kind = "group_left" if channel.is_private else "channel_left"
            await stage.tell({"type": kind, "channel": channel.id})
        elif BOT in channel.members:
            await stage.tell(payloads.membership(stage.workspace, "member_left_channel", channel, member))
    return {}


def _member(stage: Stage, given: Given) -> str:
    return BOT if given.get("bot") else stage.person(given).id


async def delete_message(stage: Stage, given: Given) -> Json:
    """`/sandbox/act/delete_message {channel, ts}`: anybody's, as an administrator may."""
    channel = stage.channel(given)
    message = stage.workspace.find(channel.id, given.text("ts"))
    if message is None:
        raise Mistake("That message is not there (any more).", 404)
    stage.workspace.delete(message)
    return {}


async def uninstall(stage: Stage, _given: Given) -> Json:
    """`/sandbox/act/uninstall {}`: somebody takes the app out of the workspace; its tokens are good no more, and then
    it is told."""
    stage.installation.grants.end()
    await stage.tell({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT]}})
    await stage.tell({"type": "app_uninstalled"})
    return {}


async def share_channel(stage: Stage, given: Given) -> Json:
    """`/sandbox/act/share_channel {channel}`: a channel is shared with another organisation, and so gets another id."""
    channel, workspace = stage.channel(given), stage.workspace
    before, after = channel.id, new_id("C")
    channel.id = after
    workspace.channels[after] = workspace.channels.pop(before)
    workspace.messages[after] = workspace.messages.pop(before, [])
    for message in workspace.messages[after]:
        message.channel = after
    workspace.news.tell()
    if BOT in channel.members:
        await stage.tell({"type": "channel_id_changed", "old_channel_id": before, "new_channel_id": after})
    return {"channel": after}


async def archive(stage: Stage, given: Given) -> Json:
    """`/sandbox/act/archive {channel, back?: true}`: nobody posts there any more, or, with `back`, people do again."""
    channel = stage.channel(given)
    channel.is_archived = not given.get("back")
    stage.workspace.news.tell(channel.id)
    kind = f"{'group' if channel.is_private else 'channel'}_{'archive' if channel.is_archived else 'unarchive'}"
    await stage.tell({"type": kind, "channel": channel.id, "user": next(iter(stage.workspace.people))})
    return {}
