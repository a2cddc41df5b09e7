"""Calls from one process to another, on PostgreSQL: a job of Procrastinate that says no more than "look now".

What is to be done is in the rows of the store. So a call that gets lost, as its process died between a commit and the
call, costs a second: each worker also looks by itself.
"""

import asyncio
import logging
import time
from contextlib import suppress
from threading import Event, Thread

import psycopg
from procrastinate import App, PsycopgConnector, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException

from bot.errands.embedded import Embedded
from bot.recurring import Recurring

QUEUE = "errands"
LOOK = "look"
POLL = 1.0
"""Seconds between two looks for calls; they are also announced at once, by LISTEN and NOTIFY."""

AGAIN = 5.0
"""Seconds before we try again with a server that is away."""

PATIENCE = 5.0
"""Seconds until the library gives up waiting for a connection."""

AWAY = (ConnectorException, psycopg.OperationalError)
"""What the library raises while the server is away; of anything else we want to know where it comes from."""

ENDED = ConnectorException("its worker ended")
"""What happens when one of its helpers fails, of which only its own log, that is off, tells more."""

DUMB = "workers cannot be called just now; they look every second"
DEAF = "no calls are heard just now; what is due is looked for every second"

log = logging.getLogger("journeybot.errands")
logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # each try of its own to connect; we say it once a minute
logging.getLogger("procrastinate").setLevel(logging.CRITICAL)  # a traceback of whatever ends its work; we say that, too


class Caller:
    """The errands of a process that leaves them to workers. Who wakes them waits for nothing: a thread makes the call,
    one for all that came meanwhile, and none while one is still unheard."""

    def __init__(self, url: str) -> None:
        self._app = App(connector=SyncPsycopgConnector(conninfo=url, min_size=1, max_size=1, timeout=PATIENCE))
        self._trouble = Recurring(log)
        self._bell, self._ending = Event(), Event()
        self._thread = Thread(target=self._work, name="errands-caller", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Call a worker."""
        self._bell.set()

    def stop(self, seconds: float = 10) -> None:
        """Make the last call, within that time."""
        self._ending.set()
        self._bell.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    @property
    def alive(self) -> bool:
        """Whether calls are made. Without, workers still look by themselves."""
        return True

    def _work(self) -> None:
        while not self._ending.is_set():
            try:
                with self._app.open():
                    self._calls()
            except Exception as error:  # noqa: BLE001  it is told
                _tell(self._trouble, DUMB, error)
                self._ending.wait(AGAIN)

    def _calls(self) -> None:
        while not self._ending.is_set():
            self._bell.wait()
            self._bell.clear()
            with suppress(AlreadyEnqueued):
                self._app.configure_task(LOOK, queue=QUEUE, queueing_lock=LOOK).defer()


class Called:
    """The errands of a worker: it looks whenever it is called, and every second by itself."""

    def __init__(self, url: str, embedded: Embedded) -> None:
        self._app = App(connector=PsycopgConnector(conninfo=url, min_size=1, max_size=3, timeout=PATIENCE))
        self._app.task(name=LOOK, queue=QUEUE)(self._look)
        self._embedded = embedded
        self._trouble = Recurring(log)
        self._loop = asyncio.new_event_loop()
        self._listening = self._loop.create_task(self._listen())
        self._thread = Thread(target=self._run, name="errands-called", daemon=True)

    def start(self) -> None:
        """Begin to look, and to listen."""
        self._embedded.start()
        self._thread.start()

    def wake(self) -> None:
        """Look now."""
        self._embedded.wake()

    def stop(self, seconds: float = 10) -> None:
        """Listen no more, finish what is under way, within that time, and end."""
        until = time.monotonic() + seconds
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._listening.cancel)
        self._embedded.stop(seconds)
        if self._thread.is_alive():
            self._thread.join(max(until - time.monotonic(), 0))

    @property
    def alive(self) -> bool:
        """Whether somebody looks."""
        return self._embedded.alive

    def _run(self) -> None:
        with suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._listening)
        self._loop.close()

    async def _look(self) -> None:
        self._embedded.wake()

    async def _listen(self) -> None:
        while True:
            try:
                async with self._app.open_async():
                    await self._app.run_worker_async(
                        queues=[QUEUE],
                        fetch_job_polling_interval=POLL,
                        delete_jobs="always",
                        install_signal_handlers=False,
                        shutdown_graceful_timeout=1.0,
                    )
                _tell(self._trouble, DEAF, ENDED)
            except Exception as error:  # noqa: BLE001  it is told
                _tell(self._trouble, DEAF, error)
                await asyncio.sleep(AGAIN)


def _tell(trouble: Recurring, what: str, error: Exception) -> None:
    """A line a minute, with what the server or the library said."""
    if trouble.may_say(what):
        said = f"{error.__cause__ or error}".strip().partition("\n")[0]
        log.warning("%s: %s", what, said, exc_info=None if isinstance(error, AWAY) else error)
