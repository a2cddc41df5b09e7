"""The pages on which a workspace installs us: one with the way to Slack, and what came of it when Slack sends back."""

import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import tallies
from bot.web.crowd import PAGES, Crowd
from bot.web.paper import language_of, sent
from journeybot.wording import PLAIN, Wording

INSTALL, BACK = "/slack/install", "/slack/oauth_redirect"
CROWDED = "crowded"
COOKIE = "journeybot_install"
MINUTES = 10
STATUS = {"installed": 200, "again": 400, "denied": 200, "refused": 502, "busy": 503, "failed": 500}

log = logging.getLogger("journeybot.web")

_HERE = Path(__file__).parent


class Reception(Protocol):
    """Who sends people to Slack and takes them back."""

    def begin(self) -> tuple[str, str]:
        """Slack's address for somebody, and what their browser is to remember meanwhile."""

    def end(self, browser: str, *, state: str, code: str, error: str) -> tuple[str, str]:
        """What came of it (a key of STATUS), and the workspace's name, or why not."""


def routes(reception: Reception, wake: Callable[[], None], *, secure: bool) -> list[Route]:
    """Both pages. `secure`: browsers reach us over HTTPS. `wake` is called when a workspace has come (back)."""

    crowd = Crowd()

    async def install(request: Request) -> Response:
        if request.method == "HEAD":  # a preview of the link, that goes nowhere
            return _page(request, "begin")
        if not crowd.lets(PAGES, request.client.host if request.client else ""):
            tallies.count(tallies.REFUSED, CROWDED)
            return _page(request, "crowded", status=429)
        address, browser = await run_in_threadpool(reception.begin)
        response = _page(request, "begin", address=address)
        response.set_cookie(
            COOKIE, browser, max_age=60 * MINUTES, path="/slack", secure=secure, httponly=True, samesite="lax"
        )
        return response

    async def back(request: Request) -> Response:
        asked, browser = request.query_params, request.cookies.get(COOKIE, "")
        given = {name: asked.get(name, "") for name in ("state", "code", "error")}
        try:
            outcome, told = await run_in_threadpool(lambda: reception.end(browser, **given))
        except Exception:  # whoever stands there is told, whatever it was
            log.exception("somebody could not install us")
            outcome, told = "failed", ""
        if outcome == "installed":
            wake()
        response = _page(request, outcome, told=told, status=STATUS[outcome])
        if outcome != "again":
            response.delete_cookie(COOKIE, path="/slack", secure=secure, httponly=True, samesite="lax")
        return response

    return [Route(INSTALL, install, methods=["GET"]), Route(BACK, back, methods=["GET"])]


def _page(request: Request, which: str, *, address: str = "", told: str = "", status: int = 200) -> Response:
    words = Wording(language_of(request.headers.get("accept-language", "")), markup=PLAIN)
    style, template = _parts()
    html = template.render(
        heading=words.say(f"install.{which}.heading", told=told),
        text=words.say(f"install.{which}.text", told=told),
        go=words.say("install.begin.go") if address else words.say("install.once_more"),
        may=words.say("install.begin.may") if address else "",
        address=address or ("" if which == "installed" else INSTALL),
        language=words.language,
        style=style,
    )
    return sent(html, style, status=status)


@cache
def _parts() -> tuple[str, Template]:
    environment = Environment(loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined)
    return (_HERE / "install.css").read_text("utf-8"), environment.get_template("install.html.j2")
