"""News of the workspace itself: we were taken out of it, or one of its channels has another id."""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_bolt import BoltContext

from bot.slack.flood import Heard
from bot.slack.replying import Answer
from bot.slack.tenants import Payload, place_of, tenant_of
from bot.slack.troubles import NO_ACCESS
from bot.slack.workspaces import Workspaces
from journeybot.installations import Installations
from journeybot.ports import Store
from journeybot.waking import ARCHIVED
from journeybot.workshop import Place

CLOCKS_DIFFER = timedelta(seconds=2)
"""Slack's times of events are whole seconds, and its clock is not ours."""

MOST = 20
"""Characters of an id in the log; Slack's have eleven."""

A_WHILE = 60.0
"""Seconds."""

log = logging.getLogger("journeybot.slack")


class Comings:
    """Each takes the whole envelope of an event: when it happened stands there."""

    def __init__(
        self, workspaces: Workspaces, installations: Installations, *, store: Store, wake: Callable[[], None]
    ) -> None:
        self._workspaces = workspaces
        self._installations = installations
        self._store = store
        self._wake = wake
        self._heard: dict[Place, float] = {}

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

    def before(self, heard: Heard) -> Heard:
        """Who types in a channel has it out of the archive: what had waited for that goes on, also where the event did
        not reach us. It is looked for at most once in a while."""

        def listen(body: Payload, context: BoltContext) -> Answer:
            place, now = place_of(context), time.monotonic()
            if now - self._heard.get(place, float("-inf")) > A_WHILE:
                self._heard = {one: at for one, at in tuple(self._heard.items()) if now - at < A_WHILE} | {place: now}
                self._back(place)
            return heard(body, context)

        return listen

    def _back(self, place: Place) -> None:
        found = self._store.latest_in(place)
        card = found and self._store.card_of(place.tenant, found.key)
        if card and card.error == ARCHIVED and self._store.unpark(place, ARCHIVED):
            self._wake()

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
