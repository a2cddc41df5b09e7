"""Pages for whoever watches over the bot: is it alive, is it ready, and, where that is wanted, its figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

Looked = Callable[[], Mapping[str, bool]]
"""What has to be right, and whether it is."""

FIGURES = "text/plain; version=0.0.4; charset=utf-8"

AT_ONCE = 4
"""Who watches has threads of their own: all others may be waiting for a database that does not answer."""


@dataclass(frozen=True, slots=True)
class Watched:
    """How to find out: `alive` is what only a new process would mend, `ready` all that it takes to serve a team;
    `figures` gives the page of figures, if there is to be one."""

    alive: Looked
    ready: Looked
    figures: Callable[[], bytes] | None = None


def pages(watched: Watched) -> list[BaseRoute]:
    """GET /healthz and /readyz: 200 while all is right, else 503; GET /metrics, as Prometheus reads it."""
    own = CapacityLimiter(AT_ONCE)
    found: list[BaseRoute] = [_looked("/healthz", watched.alive, own), _looked("/readyz", watched.ready, own)]
    if watched.figures is not None:
        found.append(_figures("/metrics", watched.figures, own))
    return found


def only_these(watched: Watched, besides: Sequence[BaseRoute] = ()) -> Starlette:
    """An app with these pages and no way in for Slack, for a process that Slack does not reach over HTTP: without a
    signing secret nothing that claims to come from Slack may be believed."""
    return Starlette(routes=[*pages(watched), *besides])


def _looked(path: str, look: Looked, own: CapacityLimiter) -> Route:
    async def page(_request: Request) -> Response:
        found = dict(await to_thread.run_sync(look, limiter=own))
        ok = all(found.values())
        return JSONResponse({"ok": ok, **found}, status_code=200 if ok else 503)

    return Route(path, page, methods=["GET"])


def _figures(path: str, figures: Callable[[], bytes], own: CapacityLimiter) -> Route:
    async def page(_request: Request) -> Response:
        return Response(await to_thread.run_sync(figures, limiter=own), media_type=FIGURES)

    return Route(path, page, methods=["GET"])
