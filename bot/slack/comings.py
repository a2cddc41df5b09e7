"""News of the workspace itself: we were taken out of it, or one of its channels has another id."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_bolt import BoltContext

from bot.slack.replying import Answer
from bot.slack.tenants import Payload, place_of, tenant_of
from bot.slack.troubles import NO_ACCESS
from bot.slack.workspaces import Workspaces
from journeybot.installations import Installations

CLOCKS_DIFFER = timedelta(seconds=2)
"""Slack's times of events are whole seconds, and its clock is not ours."""

MOST = 20
"""Characters of an id in the log; Slack's have eleven."""

log = logging.getLogger("journeybot.slack")


class Comings:
    """Each takes the whole envelope of an event: when it happened stands there."""

    def __init__(self, workspaces: Workspaces, installations: Installations, *, wake: Callable[[], None]) -> None:
        self._workspaces = workspaces
        self._installations = installations
        self._wake = wake

    def uninstalled(self, body: Payload, context: BoltContext) -> Answer:
        """We were taken out. Of an organisation as a whole? That cannot be told by the event, so Slack is asked."""
        self._workspaces.taken_out(tenant_of(context), at=_when(body))
        if context.enterprise_id:
            self._workspaces.doubt(context.enterprise_id)
        return None

    def revoked(self, body: Payload, context: BoltContext) -> Answer:
        """Tokens are good no more: ours, or some person's, of which we have none."""
        tokens: dict[str, Any] = body["event"].get("tokens") or {}
        return self.uninstalled(body, context) if tokens.get("bot") else None

    def let_in(self, body: Payload, context: BoltContext) -> Answer:
        """An organisation that has us gives us some of its workspaces: what waited for that goes on."""
        waited = self._installations.go_on(tenant_of(context), waiting_for=(NO_ACCESS,))
        log.info("%s lets us into %s", tenant_of(context), _teams(body))
        if waited:
            self._wake()
        return None

    def shut_out(self, body: Payload, context: BoltContext) -> Answer:
        """It takes some of them away. Its token stays good for the others; what is owed in these waits, since Slack
        refuses it from now on."""
        log.warning("%s shuts us out of %s", tenant_of(context), _teams(body))
        return None

    def channel_changed(self, body: Payload, context: BoltContext) -> Answer:
        """A channel was shared with another organisation, or is no longer: the team goes on where it was."""
        event = body["event"]
        before, after = str(event.get("old_channel_id") or ""), str(event.get("new_channel_id") or "")
        if before and after and self._installations.move(place_of(context, before), after):
            log.info("channel %s is %s from now on", before, after)
            self._wake()
        return None


def _teams(body: Payload) -> str:
    return ", ".join(str(team)[:MOST] for team in body["event"].get("team_ids") or ()) or "nothing"


def _when(body: Payload) -> datetime | None:
    at = body.get("event_time")
    return datetime.fromtimestamp(at, UTC) + CLOCKS_DIFFER if isinstance(at, int) else None
