"""The pages for customers by themselves: a web app over the database, with nothing of Slack in it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import partial

from starlette.applications import Starlette

from bot.settings import Settings
from bot.watch import TO_ANSWER, must_have_its_file
from bot.web.questionnaire import routes
from bot.web.watching import Watched, only_these
from bot.wiring import now
from journeybot.patience import within
from storage.moving_in import move_in
from storage.store import SqlStore
from storage.tenancy import Wait, not_now
from storage.trouble import UnusableDatabase


@contextmanager
def open_stall(settings: Settings, wait: Wait = not_now) -> Iterator[tuple[Starlette, Callable[[], None]]]:
    """The app while inside, with `/healthz` and `/readyz`, and a look that raises SystemExit once there is nothing left
    to go on with. Raises UnusableDatabase."""
    database = settings.database_url.get_secret_value()
    with closing(move_in(database, clock=now, wait=wait)) as store:
        yield stall(store), partial(must_have_its_file, store)


def stall(store: SqlStore) -> Starlette:
    """The app over a store."""

    def ready() -> Mapping[str, bool]:
        try:
            store.must_be_there()
            with within(TO_ANSWER):
                store.due(now(), most=1)
        except UnusableDatabase:
            return {"database": False}
        return {"database": bool(store.has_room)}

    return only_these(Watched(dict, ready), routes(store, now))
