"""Opening a database to go to work with it: its file is this machine's before anything of it is touched."""

from journeybot.ports import Clock
from storage.engine import file_of, make_engine
from storage.store import SqlStore, open_store, utc_now
from storage.tenancy import Tenancy, Wait, not_now
from storage.upgrading import upgrade


def move_in(url: str, *, clock: Clock = utc_now, wait: Wait = not_now) -> SqlStore:
    """The store in a database, made or brought up to date first. A SQLite file is this machine's until the store is
    closed; another machine that may have fallen over is waited for, and so are processes that have a file of an earlier
    schema open. Raises UnusableDatabase, and then the file is as it was."""
    file = file_of(url)
    if file is None:
        return open_store(url, clock=clock)
    tenancy = Tenancy(file, clock=utc_now)
    tenancy.wait_out(wait)
    engine = make_engine(url)
    try:
        tenancy.begin()
        upgrade(engine, wait)
        return SqlStore(engine, clock=clock, tenancy=tenancy)
    except BaseException:
        engine.dispose()
        tenancy.end()
        raise
