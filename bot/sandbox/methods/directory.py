"""Who and where: auth.test, users.*, conversations.*, and the door to Socket Mode."""

from bot.sandbox import Json
from bot.sandbox.methods.call import Call
from bot.sandbox.people import BOT, Channel, user_object
from bot.sandbox.refusals import Refusal


async def auth_test(call: Call) -> Json:
    """auth.test: who the token belongs to."""
    team = call.workspace.team
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": call.workspace.bot.handle,
        "team_id": team.id,
        "user_id": BOT,
        "bot_id": team.bot_id,
        "is_enterprise_install": False,
    }


async def open_connection(call: Call) -> Json:
    """apps.connections.open: a WebSocket address for one connection."""
    ticket = call.installation.new_socket_ticket()
    address = call.base_url.replace("http", "ws", 1)
    return {"url": f"{address}/socket?ticket={ticket}&app_id={call.workspace.team.app_id}"}


async def user_info(call: Call) -> Json:
    """users.info: one person."""
    person = call.workspace.person(call.arguments.required("user"))
    return {"user": user_object(person, call.workspace.team.id, call.workspace.clock.now())}


async def list_users(call: Call) -> Json:
    """users.list: everybody, in pages."""
    everybody = [*call.workspace.people.values(), call.workspace.bot]
    ids, cursor = _page(call, [person.id for person in everybody], 200)
    now, team_id = call.workspace.clock.now(), call.workspace.team.id
    members = [user_object(person, team_id, now) for person in everybody if person.id in ids]
    return {"members": members, "cache_ts": int(now), "response_metadata": {"next_cursor": cursor}}


async def conversation_info(call: Call) -> Json:
    """conversations.info: one conversation the bot can see."""
    channel = call.readable_channel()
    shown = channel_object(channel, call.workspace.team.id)
    if call.arguments.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


async def conversation_members(call: Call) -> Json:
    """conversations.members: the ids of everybody in it, in pages."""
    ids, cursor = _page(call, call.readable_channel().members, 100)
    return {"members": ids, "response_metadata": {"next_cursor": cursor}}


async def open_conversation(call: Call) -> Json:
    """conversations.open: the direct messages with one person."""
    people = call.arguments.words("users")
    if not people and not call.arguments.has("channel"):
        raise Refusal("users_list_not_supplied")
    if len(people) > 1:
        raise Refusal("not_enough_users", "The sandbox has no group messages.")
    if not people:
        return {"channel": {"id": call.visible_channel().id}}
    return {"channel": {"id": call.workspace.direct_messages(people[0]).id}}


def channel_object(channel: Channel, team_id: str) -> Json:
    """A conversation as Slack describes it."""
    common: Json = {
        "id": channel.id,
        "created": 1_700_000_000,
        "is_archived": channel.is_archived,
        "is_im": channel.kind == "im",
        "is_org_shared": False,
        "context_team_id": team_id,
    }
    if channel.kind == "im":
        return common | {"user": channel.user, "is_open": True, "priority": 0}
    return common | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": True,
        "is_group": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_general": False,
        "is_shared": False,
        "is_ext_shared": False,
        "is_member": BOT in channel.members,
        "shared_team_ids": [team_id],
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def _page(call: Call, ids: list[str], usual: int) -> tuple[list[str], str]:
    """One page of a list and the cursor of the next; the cursor is the number of its first entry."""
    cursor = call.arguments.text("cursor") or "0"
    if not cursor.isdecimal() or int(cursor) > len(ids):
        raise Refusal("invalid_cursor")
    start, limit = int(cursor), call.arguments.number("limit", usual)
    if not 1 <= limit <= 1000:
        raise Refusal("invalid_limit")
    following = start + limit
    return ids[start:following], str(following) if following < len(ids) else ""
