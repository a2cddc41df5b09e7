"""The acting half of the sandbox's own HTTP interface: every POST under /sandbox/."""

import logging
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox import Json, acts_in_channels, acts_in_views, leaping
from bot.sandbox.refusals import Mistake
from bot.sandbox.stage import Given, Stage
from bot.sandbox.well_formed import read_json

log = logging.getLogger(__name__)
Act = Callable[[Stage, Given], Awaitable[Json]]

ACTS: Mapping[str, Act] = {
    "command": acts_in_channels.command,
    "say": acts_in_channels.say,
    "shortcut": acts_in_channels.shortcut,
    "message_shortcut": acts_in_channels.message_shortcut,
    "invite": acts_in_channels.invite,
    "kick": acts_in_channels.kick,
    "delete_message": acts_in_channels.delete_message,
    "press": acts_in_views.press,
    "fill": acts_in_views.fill,
    "submit": acts_in_views.submit,
    "close": acts_in_views.close,
    "home": acts_in_views.home,
    "uninstall": acts_in_channels.uninstall,
    "share_channel": acts_in_channels.share_channel,
    "leap": leaping.leap,
    "archive": acts_in_channels.archive,
}


def routes(stage: Stage) -> list[Route]:
    """Every act, and what only the sandbox can do: move the clock, cut the line, change the bot's address."""
    acts = [_route(stage, f"/sandbox/act/{name}", act) for name, act in ACTS.items()]
    return [
        *acts,
        _route(stage, "/sandbox/clock", leaping.clock),
        _route(stage, "/sandbox/disconnect", _disconnect),
        _route(stage, "/sandbox/events_url", _events_url),
    ]


def _route(stage: Stage, path: str, act: Act) -> Route:
    async def answer(request: Request) -> Response:
        given = await _given(request)
        who = str(given.get("user", ""))
        stage.workspace.notices.pop(who, None)
        more = await act(stage, given)
        notices = [text for _, text in stage.workspace.notices.get(who, [])]
        return JSONResponse({"ok": True, "version": stage.workspace.news.version, "notices": notices, **more})

    return Route(path, answer, methods=["POST"])


async def _given(request: Request) -> Given:
    try:
        body = read_json(await request.body())
    except ValueError:
        raise Mistake("An act is a JSON object.") from None
    return Given(body)


async def _disconnect(stage: Stage, given: Given) -> Json:
    """`/sandbox/disconnect {reason?}`: Slack's disconnect frame to every Socket Mode connection."""
    await stage.delivery.sockets.disconnect(str(given.get("reason", "refresh_requested")))
    return {}


async def _events_url(stage: Stage, given: Given) -> Json:
    """`/sandbox/events_url {url | null}`: where to deliver by signed HTTP; null goes back to Socket Mode."""
    stage.delivery.http.url = given.get("url")
    return {"ready": await stage.delivery.is_ready()}
