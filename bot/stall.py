"""The pages for customers by themselves: a web app over the database, with nothing of Slack in it."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager

from starlette.applications import Starlette

from bot.settings import Settings
from bot.watch import TO_ANSWER
from bot.web.questionnaire import routes
from bot.web.watching import Watched, only_these
from bot.wiring import now, tenancy_of
from journeybot.patience import within
from storage.store import SqlStore, open_store
from storage.trouble import UnusableDatabase


@contextmanager
def open_stall(settings: Settings) -> Iterator[Starlette]:
    """The app while inside, with `/healthz` and `/readyz`. Raises UnusableDatabase."""
    database = settings.database_url.get_secret_value()
    with closing(open_store(database, clock=now)) as store:
        tenancy = tenancy_of(database)
        if tenancy is not None:
            tenancy.begin()
        try:
            yield stall(store)
        finally:
            if tenancy is not None:
                tenancy.end()


def stall(store: SqlStore) -> Starlette:
    """The app over a store."""

    def ready() -> Mapping[str, bool]:
        try:
            with within(TO_ANSWER):
                store.due(now(), most=1)
        except UnusableDatabase:
            return {"database": False}
        return {"database": True}

    return only_these(Watched(dict, ready), routes(store, now))
