"""The pages on which a workspace installs us: one with the way to Slack, and what came of it when Slack sends back."""

import logging
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from journeybot.prompt_files import languages, spoken
from journeybot.wording import PLAIN, Wording

INSTALL, BACK = "/slack/install", "/slack/oauth_redirect"
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

    async def install(request: Request) -> Response:
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
    words = Wording(_language(request.headers.get("accept-language", "")), markup=PLAIN)
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
    fingerprint = b64encode(sha256(style.encode()).digest()).decode()
    nothing_else = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    policy = f"default-src 'none'; style-src 'sha256-{fingerprint}'; {nothing_else}"
    headers = {
        "content-security-policy": policy,
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }
    return HTMLResponse(html, status_code=status, headers=headers)


@cache
def _parts() -> tuple[str, Template]:
    environment = Environment(loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined)
    return (_HERE / "install.css").read_text("utf-8"), environment.get_template("install.html.j2")


def _language(accepted: str) -> str:
    """The first language of ours that a browser asks for."""
    asked = [one.partition(";")[0].strip() for one in accepted[:200].split(",")]
    return next((spoken(tag) for tag in asked if tag.split("-")[0].lower() in languages()), spoken(""))
