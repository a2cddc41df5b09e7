"""Socket Mode, over which an acknowledgement can come too late: the connection it was meant for has gone."""

import logging

from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackClientNotConnectedError
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

log = logging.getLogger("journeybot.socket")


TOLD_BY_US = (
    "Failed to check the current session or reconnect",
    "Failed to check the state of sock",
    "Failed to establish a connection",
    "Failed to retrieve WSS URL",
    "Failed to disconnect",
    "Failed to start or stop the current session",
    "Got an OSError while receiving data",
    "on_error invoked",
)
"""How lines of slack_sdk begin that tell, as errors and every five seconds, of a connection that broke or does not come
about: nothing is lost by it, and we say it once (`bot/outage.py`)."""

NOT_OPENED = "the WebSocket at the address that Slack gave could not be opened"


def in_our_words(record: logging.LogRecord) -> bool:
    """A filter for slack_sdk's lines: of what we tell ourselves only whoever wants to see everything hears."""
    if not record.getMessage().startswith(TOLD_BY_US):
        return True
    record.levelno, record.levelname = logging.DEBUG, "DEBUG"
    return log.parent is not None and log.parent.isEnabledFor(logging.DEBUG)


def call(client: BaseSocketModeClient) -> None:
    """Call Slack at a new address, as each is good once. Raises what slack_sdk raises, and SlackClientNotConnectedError
    where it does not: a WebSocket that could not be opened is a line in its log, and it looks again much later."""
    client.connect_to_new_endpoint()
    if not client.is_connected():
        raise SlackClientNotConnectedError(NOT_OPENED)


class Acknowledging(SocketModeHandler):
    """What was stored stays stored, and whoever sends it again gets the same answer: so that is one line of the log."""

    def handle(self, client: BaseSocketModeClient, req: SocketModeRequest) -> None:
        """Work on one envelope and acknowledge it."""
        try:
            super().handle(client, req)  # type: ignore[arg-type]  # it is typed more narrowly than what calls it
        except SlackClientNotConnectedError:
            log.warning("the connection broke before something (%s) could be acknowledged", req.type)
