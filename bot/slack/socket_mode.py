"""Socket Mode, over which an acknowledgement can come too late: the connection it was meant for has gone."""

import logging

from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackClientNotConnectedError
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

log = logging.getLogger("journeybot.socket")


NOT_OPENED = "the WebSocket at the address that Slack gave could not be opened"


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
