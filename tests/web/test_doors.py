"""Whatever a browser or a program can open has a line in SECURITY.md."""

from collections.abc import Iterable
from pathlib import Path
from typing import cast

from starlette.routing import BaseRoute, Route

from bot.web import install, questionnaire
from bot.web.app import web_app
from bot.web.guard import signed_with
from bot.web.watching import Watched
from journeybot.ports import Store
from tests.team import NOON
from tests.web.test_guard import dispatched

HEAD = "| address | who may | what it gives |\n"
SECURITY = (Path(__file__).parents[2] / "SECURITY.md").read_text("utf-8")


def opened(routes: Iterable[BaseRoute]) -> set[str]:
    return {
        f"`{method} {route.path}`"
        for route in routes
        if isinstance(route, Route)
        for method in (route.methods or set()) - {"HEAD"}
    }


def test_every_address_has_its_line() -> None:
    watched = Watched(dict, dict, lambda: b"")
    pages = [
        *install.routes(cast(install.Reception, None), lambda: None, secure=True),
        *questionnaire.routes(cast(Store, None), lambda: NOON),
    ]
    app = web_app(dispatched, watched, signed=signed_with("secret"), pages=pages)
    rows = SECURITY.split(HEAD)[1].split("\n\n")[0].splitlines()[1:]
    assert opened(app.routes) == {row.split(" | ")[0].removeprefix("| ") for row in rows}
    assert all(isinstance(route, Route) for route in app.routes)
