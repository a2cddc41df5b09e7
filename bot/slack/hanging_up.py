"""Ends a connection of Socket Mode at once, where slack_sdk's own close may wait three seconds, or for ever."""

import contextlib
import logging
import socket
import time
from threading import Thread

from slack_sdk.socket_mode import SocketModeClient

UNHEARD = logging.getLogger("journeybot.socket.hung-up")
"""Where slack_sdk tells of its errors once we have hung up: that a connection broke which we were breaking is no
news."""
UNHEARD.setLevel(logging.CRITICAL + 1)


def hang_up(client: SocketModeClient, *, seconds: float) -> None:
    """Receive nothing more, and finish what is being worked on; gives up waiting for that after so many seconds.

    slack_sdk joins the thread that receives, but only the end of a connection or three seconds of silence wake it, and
    the one that hands messages on, which looks up once a second or at a message, be it none; and a thread that was just
    about to begin takes back that it is to end, so it is told again.
    """
    client.auto_reconnect_enabled = False
    client.logger = UNHEARD
    if client.current_session is not None and client.current_session.sock is not None:
        with contextlib.suppress(OSError):
            client.current_session.sock.shutdown(socket.SHUT_RDWR)
    closing = Thread(target=client.close, name="hanging-up", daemon=True)
    closing.start()
    until = time.monotonic() + seconds
    while closing.is_alive() and time.monotonic() < until:
        client.current_session_state.terminated = True
        client.message_queue.put(None)
        closing.join(0.05)
