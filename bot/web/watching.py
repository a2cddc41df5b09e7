"""Pages for whoever watches over the bot: is it alive, is it ready, and, where that is wanted, its figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

Looked = Callable[[], Mapping[str, bool]]
"""What has to be right, and whether it is."""

FIGURES = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Watched:
    """How to find out: `alive` is what only a new process would mend, `ready` all that it takes to serve a team;
    `figures` gives the page of figures, if there is to be one."""

    alive: Looked
    ready: Looked
    figures: Callable[[], bytes] | None = None


def pages(watched: Watched) -> list[BaseRoute]:
    """GET /healthz and /readyz: 200 while all is right, else 503; GET /metrics, as Prometheus reads it."""
    found: list[BaseRoute] = [_looked("/healthz", watched.alive), _looked("/readyz", watched.ready)]
    if watched.figures is not None:
        found.append(_figures("/metrics", watched.figures))
    return found


def only_these(watched: Watched, besides: Sequence[BaseRoute] = ()) -> Starlette:
    """An app with these pages and no way in for Slack, for a process that Slack does not reach over HTTP: without a
    signing secret nothing that claims to come from Slack may be believed."""
    return Starlette(routes=[*pages(watched), *besides])


def _looked(path: str, look: Looked) -> Route:
    async def page(_request: Request) -> Response:
        found = dict(await run_in_threadpool(look))
        ok = all(found.values())
        return JSONResponse({"ok": ok, **found}, status_code=200 if ok else 503)

    return Route(path, page, methods=["GET"])


def _figures(path: str, figures: Callable[[], bytes]) -> Route:
    async def page(_request: Request) -> Response:
        return Response(await run_in_threadpool(figures), media_type=FIGURES)

    return Route(path, page, methods=["GET"])
