"""The sandbox as a web application on this machine: Slack's side for the bot, a page for people, JSON for players."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from bot.sandbox import Json, acting, file_routes, responses
from bot.sandbox.delivery import Delivery
from bot.sandbox.guard import LOOPBACK, Guard
from bot.sandbox.methods.call import Installation
from bot.sandbox.methods.scheduling import post_due
from bot.sandbox.oauth import Client, OAuth
from bot.sandbox.refusals import Mistake, Refusal
from bot.sandbox.screen import people
from bot.sandbox.signed_http import SignedHttp
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.stage import Stage
from bot.sandbox.watching import Watching
from bot.sandbox.web_api import WebApi
from bot.sandbox.workspace import Workspace

PAGE = Path(__file__).parent / "page"
DUE_SECONDS = 0.5


def create_app(
    *,
    manifest: Json,
    signing_secret: str,
    bot_token: str,
    app_token: str,
    events_url: str | None = None,
    latency: float = 0.03,
    words: Sequence[dict[str, str]] = (),
    workspaces: Sequence[Workspace] = (),
) -> Starlette:
    """A sandbox for one bot.

    The first of `workspaces` is the page's, and knows the `bot_token`; the others, and the first without a token, have
    to install the app, as `app.state.oauth` allows. Each of the others has all its own below `/<team id>`, and its
    stage in `app.state.stages`.

    Without `events_url` the bot is reached over Socket Mode. `latency` (seconds) delays every Web API call, and ten
    times as long passes until a file is scanned. `words` completes commands: `[{"word": "start", "hint": "..."}]`.
    The running parts are at `app.state.stage`, a test's way in; `stage.delivery.faults` says what goes wrong.
    """
    stages: list[Stage] = []
    for space in workspaces or [Workspace()]:
        space.name_bot(_bot_name(manifest))
        space.scan_seconds = 10 * latency
        token, prefix = ("", f"/{space.team.id}") if stages else (bot_token, "")
        installation = Installation(space, token, app_token, manifest, prefix=prefix)
        delivery = Delivery(SignedHttp(events_url, signing_secret), SocketMode(installation))
        stages.append(Stage(installation, delivery, words))
    return _app(stages, latency)


def _app(stages: list[Stage], latency: float) -> Starlette:
    first, houses = stages[0], [stage.installation for stage in stages]
    watching = [Watching(stage) for stage in stages]
    oauth = OAuth(Client("", ""), houses, Jinja2Templates(PAGE))
    api = WebApi(oauth, houses, latency=latency, faults=lambda: first.delivery.faults)
    own = [_own_routes(stage, looking) for stage, looking in zip(stages, watching, strict=True)]
    further = [
        Mount(stage.installation.prefix, routes=routes) for stage, routes in zip(stages[1:], own[1:], strict=True)
    ]
    page = [Route("/", _index(first)), Mount("/static", StaticFiles(directory=PAGE / "static", check_dir=False))]

    def reached(address: str) -> None:
        for stage in stages:
            stage.base_url = address

    app = Starlette(
        routes=[*api.routes(), *oauth.routes(), *further, *own[0], *page],
        middleware=[Middleware(Guard, reached=reached)],
        exception_handlers={Mistake: _told_no, Refusal: _told_no},
        lifespan=lambda _app: _alive(stages, watching),
    )
    app.state.stage, app.state.stages, app.state.watching, app.state.oauth = first, stages, watching, oauth
    return app


async def _told_no(_request: Request, error: Exception) -> Response:
    """What the control interface answers when a person asks for what cannot be done."""
    match error:
        case Mistake():
            return JSONResponse({"error": error.sentence}, error.status)
        case Refusal():
            return JSONResponse({"error": f"Slack would refuse this: {error.error}."}, 400)
        case _:
            raise error


def serve(app: Starlette, *, host: str = "127.0.0.1", port: int = 3000, log_level: str = "warning") -> None:
    """Serves until interrupted. Raises ValueError for a host that others could reach."""
    Server(app, host=host, port=port, log_level=log_level).run()


class Server(uvicorn.Server):
    """The sandbox's server, for `serve` and for threads: it ends its streams before it waits for them."""

    def __init__(
        self, app: Starlette, *, host: str = "127.0.0.1", port: int = 3000, log_level: str = "warning"
    ) -> None:
        if host not in LOOPBACK:
            raise ValueError(f"The sandbox listens only on this machine (127.0.0.1), not on {host}.")
        options: dict[str, Any] = {"log_level": log_level, "timeout_graceful_shutdown": 2, "ws": "websockets-sansio"}
        super().__init__(uvicorn.Config(app, host=host, port=port, **options))
        self._watching: list[Watching] = app.state.watching
        self.stage: Stage = app.state.stage
        self.stages: list[Stage] = app.state.stages

    async def shutdown(self, sockets: list[Any] | None = None) -> None:
        """Tells every stream that it is over, then shuts down."""
        for watching, stage in zip(self._watching, self.stages, strict=True):
            watching.closing.set()
            stage.workspace.news.tell()
            await stage.delivery.sockets.close()
        await super().shutdown(sockets)


def _own_routes(stage: Stage, watching: Watching) -> list[BaseRoute]:
    async def message(request: Request) -> Response:
        """A permalink: back to the page, at that message."""
        digits = request.path_params["ts"].lstrip("p")
        return RedirectResponse(f"/?channel={request.path_params['channel']}&ts={digits[:-6]}.{digits[-6:]}")

    return [
        *responses.routes(stage.workspace),
        *file_routes.routes(stage.workspace.files, stage.installation),
        *acting.routes(stage),
        *watching.routes(),
        WebSocketRoute("/socket", stage.delivery.sockets.endpoint),
        Route("/archives/{channel}/{ts}", message),
    ]


def _index(stage: Stage) -> Callable[[Request], Awaitable[Response]]:
    templates = Jinja2Templates(PAGE)

    async def index(request: Request) -> Response:
        if not (PAGE / "index.html").exists():
            return PlainTextResponse("The page is missing.", 404)
        return templates.TemplateResponse(request, "index.html", people(stage))

    return index


def _bot_name(manifest: Json) -> str:
    name = manifest.get("features", {}).get("bot_user", {}).get("display_name")
    return str(name or manifest.get("display_information", {}).get("name") or "bot")


@contextlib.asynccontextmanager
async def _alive(stages: list[Stage], watching: list[Watching]) -> AsyncIterator[None]:
    """Posts scheduled messages while the server runs, and lets go of everything when it stops."""
    posting = [asyncio.create_task(_post_when_due(stage.workspace)) for stage in stages]
    try:
        yield
    finally:
        for task, looking, stage in zip(posting, watching, stages, strict=True):
            task.cancel()
            looking.closing.set()
            await stage.delivery.stop()


async def _post_when_due(workspace: Workspace) -> None:
    while True:
        post_due(workspace)
        await asyncio.sleep(DUE_SECONDS)
