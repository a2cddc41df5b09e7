"""Notices that nothing is heard over the WebSocket any more, and calls Slack anew.

slack_sdk looks after that too, by pings: it gives a connection up 20 seconds after the last answer to one, often even
if it was told at once that the connection broke; that the other side has hung up it does not see at all, and reads
nothing over and over. One that never answered the first ping it trusts for ever, and a
thread of it that has ended nobody misses.
"""

import logging
import select
import socket
import time
from collections.abc import Callable

from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin.client import SocketModeClient

from bot.outage import Outage
from bot.slack.socket_mode import NOT_OPENED
from bot.slack.troubles import FOR_THE_OPERATOR, UNREACHABLE, trouble_of

PATIENCE = 90.0
"""Seconds of silence after which a connection is taken for dead: Slack pings more often than that."""

BETWEEN = 30.0
"""Seconds that a new connection gets before we try another."""

SOON = 5.0
"""The same, where we were told that it broke; each further one gets twice as long, until it is as long as that."""

MOST_DOUBLINGS = 10
MOST = 3
"""New connections that stay silent, until a new process is the better way."""

HUNG_UP = getattr(select, "POLLRDHUP", 0) | select.POLLHUP | select.POLLERR
"""Where there is no POLLRDHUP, POLLHUP says it."""

log = logging.getLogger("journeybot.socket.ear")


class Deaf(Exception):
    """Nothing is heard of Slack, and calling anew does not help; the text says what was tried."""


class Ear:
    """Listens whether anything is heard: a message, or the answer to a ping."""

    def __init__(
        self,
        client: SocketModeClient,
        *,
        clock: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE,
        between: float = BETWEEN,
    ) -> None:
        self._client, self._clock, self._patience, self._between = client, clock, patience, between
        self._heard_at = clock()
        self._again_at = 0.0
        self._mark: object = None
        self._silent = 0
        self._broken = ""
        self._tries = 0
        self._outage = Outage(log, clock=clock)
        client.on_error_listeners.append(self._note)
        client.on_message_listeners.append(lambda _message: self._hear())
        self._look_for_pongs()

    @property
    def silence(self) -> float:
        """Seconds since something was heard."""
        self._look_for_pongs()
        return self._clock() - self._heard_at

    def listen(self) -> None:
        """Call anew if nothing is heard any more; to be asked every second or so. Raises Deaf.

        While Slack cannot be reached this goes on: a new process could do no better.
        """
        now = self._clock()
        if now < self._again_at:
            return
        if self._tries or self._is_broken():
            self._replace(now)
            return
        if self.silence < self._patience:
            return
        if self._silent >= MOST:
            raise Deaf(f"Slack is silent on {MOST} new connections, one after the other")
        if not self._outage.lasts:
            log.warning("nothing heard of Slack for %d seconds: connecting anew", self.silence)
        self._again_at = now + self._between
        if self._connected():
            self._silent += 1

    def _replace(self, now: float) -> None:
        """Connect in the place of what broke, at once and then less and less often."""
        if not self._tries:
            log.warning("the connection to Slack broke: connecting anew")
        self._again_at = now + min(SOON * 2**self._tries, self._between)
        self._tries = 0 if self._connected() else min(self._tries + 1, MOST_DOUBLINGS)

    def _note(self, error: Exception) -> None:
        session = self._client.current_session
        if session is not None and isinstance(error, OSError):
            self._broken = session.session_id

    def _is_broken(self) -> bool:
        session = self._client.current_session
        if session is None:
            return False
        if _hung_up(session.sock):
            self._broken = session.session_id
        return session.session_id == self._broken

    def _connected(self) -> bool:
        why = self._tried()
        if why:
            self._client.auto_reconnect_enabled = False  # slack_sdk would try every five seconds, beside us
            self._outage.goes_on(why)
        else:
            self._outage.is_over()
        return not why

    def _tried(self) -> str:
        """Why it did not work to connect; empty if it did. Raises Deaf."""
        try:
            self._client.connect_to_new_endpoint(force=True)
        except SlackApiError as error:
            code = trouble_of(error).code
            if code in FOR_THE_OPERATOR:
                raise Deaf(f"Slack does not accept SLACK_APP_TOKEN any more ({code})") from error
            return code
        except UNREACHABLE as error:
            return trouble_of(error).code
        return "" if self._client.is_connected() else NOT_OPENED

    def _look_for_pongs(self) -> None:
        session = self._client.current_session
        mark = session and (session.session_id, session.last_ping_pong_time)
        if session is not None and session.last_ping_pong_time is not None and mark != self._mark:
            self._mark = mark
            self._hear()

    def _hear(self) -> None:
        self._heard_at, self._silent, self._again_at = self._clock(), 0, 0.0
        if self._outage.lasts and not self._client.closed:  # what we had given up speaks again
            self._client.auto_reconnect_enabled = self._client.default_auto_reconnect_enabled
            self._tries = 0
            self._outage.is_over()


def _hung_up(connection: socket.socket | None) -> bool:
    """Whether the other side has ended it. One that we have closed ourselves is no news."""
    number = -1 if connection is None else connection.fileno()
    if number < 0:
        return False
    asked = select.poll()
    asked.register(number, HUNG_UP)
    return any(state & HUNG_UP for _, state in asked.poll(0))
