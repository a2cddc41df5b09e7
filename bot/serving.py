"""Keeps a process going until it is told to stop, and ends it in good order: within ten seconds, with exit code 0."""

import logging
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from math import inf
from threading import Event, Thread
from types import FrameType
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError
from starlette.applications import Starlette

from bot.listening import try_to_listen
from bot.outage import Outage

SOON = 0.5
"""Seconds until the second attempt to connect: one that fails alone is chance, and people wait. Each further pause is
twice as long."""

BETWEEN_TRIES = 5.0
"""The longest of them, while Slack cannot be reached."""

LOOK = 1.0
"""Seconds between two looks whether all is well."""

TO_FINISH = 8
"""Seconds that requests under way get when we stop."""

AT_ONCE = 128
"""Calls that may wait to be taken. So many are taken before the first is heard; with no file left for one of them,
Python says so for each."""

AT_THE_LATEST = 9.5
"""Seconds after which we are gone, whatever is still under way."""

HOPELESS = {
    "invalid_auth",
    "not_authed",
    "not_allowed_token_type",
    "missing_scope",
    "token_revoked",
    "account_inactive",
}
WHERE = "Copy it anew from Basic Information, App-Level Tokens; it needs the scope connections:write."

Wait = Callable[[float | None], bool]
"""Waits so many seconds, or for ever, and says whether we have been told to stop."""


class NoWay(Exception):
    """Slack and we cannot reach each other like this; the text says what to do."""


log = logging.getLogger("journeybot")


@contextmanager
def until_told_to_stop(
    *, lifeline: int | None = None, hear: Callable[[bytes], object] = bool, at_the_latest: float = AT_THE_LATEST
) -> Iterator[Wait]:
    """Gives a function that waits (so many seconds, or for ever) and says whether SIGTERM, SIGINT or, from a terminal
    that is closed, SIGHUP came, or whether the pipe that ends at the descriptor `lifeline` is held by nobody any more;
    what comes through it is given to `hear`, line by line.
    While inside, none of the signals ends the process by itself; but so many seconds after one of them it is gone."""
    told, by = Event(), list[str]()
    if lifeline is not None:
        Thread(target=_hold, args=(lifeline, hear, told), name="lifeline", daemon=True).start()

    def stop(number: int, _frame: FrameType | None) -> None:
        by.append(signal.Signals(number).name)
        told.set()

    Thread(target=_be_gone, args=(told, at_the_latest), name="ending", daemon=True).start()
    before = {number: signal.signal(number, stop) for number in _ending()}
    try:
        yield told.wait
    finally:
        if told.is_set():
            log.info("journeybot ends, as it was told to (%s)", by[0] if by else "whoever started it is gone")
        for number, handler in before.items():
            signal.signal(number, handler)


def attentive(wait: Wait, look: Callable[[], None]) -> Wait:
    """The same, looking each second whether there is something left to go on with; what that look raises goes on."""

    def waits(seconds: float | None) -> bool:
        until = inf if seconds is None else time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if wait(min(left, LOOK)):
                return True
            look()
        return wait(0)

    return waits


def _hold(lifeline: int, hear: Callable[[bytes], object], told: Event) -> None:
    """The system closes the other end with whoever holds it, however they end: nothing needs to be said."""
    with suppress(OSError), os.fdopen(lifeline, "rb", closefd=False) as lines:
        for line in lines:
            hear(line)
    told.set()


def _be_gone(told: Event, seconds: float) -> None:
    """A thread that waits for what will not come cannot be ended in any other way. Nothing is lost with it: what was
    acknowledged is stored, and what is owed is found again at the next start."""
    told.wait()
    time.sleep(seconds)
    log.warning("something that was under way would not end in time, and is cut off: at the next start it goes on")
    os._exit(0)


def _ending() -> Iterator[signal.Signals]:
    """What tells a process to end; started with nohup, it is not to hear of SIGHUP, and Windows knows none."""
    yield from (signal.SIGTERM, signal.SIGINT)
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        yield signal.SIGHUP


def serve_http(app: Starlette, host: str, *, port: int, proxies: str, wait: Wait) -> None:
    """Listen for Slack's requests until told to stop. Raises NoWay if nobody can listen there."""
    with answering_http(app, host, port=port, proxies=proxies) as answers:
        while answers() and not wait(LOOK):
            pass


@contextmanager
def answering_http(app: Starlette, host: str, *, port: int, proxies: str = "") -> Iterator[Callable[[], bool]]:
    """Listens in a thread of its own while inside; gives a function that says whether it still does. `proxies`: the
    addresses that may say for whom they call. Raises NoWay if nobody can listen there."""
    import uvicorn  # noqa: PLC0415  Socket Mode does without

    from bot.web.wire import Impatient, with_one_end  # noqa: PLC0415

    _must_be_free(host, port)
    options: dict[str, Any] = {"log_config": None, "access_log": False, "timeout_graceful_shutdown": TO_FINISH}
    options |= {"http": Impatient, "ws": "none", "backlog": AT_ONCE, "forwarded_allow_ips": proxies}
    options |= {"server_header": False}
    server = uvicorn.Server(uvicorn.Config(with_one_end(app), host=host, port=port, **options))
    thread = Thread(target=server.run, name="http", daemon=True)
    thread.start()
    while thread.is_alive() and not server.started:
        thread.join(0.02)
    if not server.started:
        _must_be_free(host, port)
        raise NoWay(f"journeybot cannot listen on {host}, port {port} just now: try again.")
    log.info("journeybot listens on port %d", port)
    try:
        yield thread.is_alive
    finally:
        server.should_exit = True
        thread.join(TO_FINISH + 1)


def _must_be_free(host: str, port: int) -> None:
    """Asked before the server tries, which would say so in its own way, too."""
    try:
        try_to_listen(host, port)
    except OSError as error:
        raise NoWay(f"journeybot cannot listen on {host}, port {port}: {error}") from error


def serve_socket_mode(connect: Callable[[], None], listen: Callable[[], None], *, wait: Wait) -> None:
    """Connect, however long it takes, and be there until told to stop; `listen` looks each second whether Slack is
    still heard. Raises NoWay if Slack will never let us, or is heard no more."""
    pause, outage = SOON, Outage(log, first="no connection to Slack yet")
    while not _connected(connect, outage):
        if wait(pause):
            return
        pause = min(2 * pause, BETWEEN_TRIES)
    outage.is_over()
    log.info("journeybot is connected")
    while not wait(LOOK):
        listen()


def _connected(connect: Callable[[], None], outage: Outage) -> bool:
    try:
        connect()
    except SlackApiError as error:
        code = error.response["error"]
        if code in HOPELESS:
            raise NoWay(f"Slack does not accept SLACK_APP_TOKEN ({code}). {WHERE}") from error
        outage.goes_on(code)
        return False
    except (OSError, HTTPException, SlackClientError) as error:
        outage.goes_on(error)
        return False
    return True
