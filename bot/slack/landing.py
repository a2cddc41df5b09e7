"""A message that may be there though we did not hear so: marked before it is posted, looked for after."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.slack.delivery import Block, Slack, SlackOf
from bot.slack.troubles import UNREACHABLE, may_have_landed
from journeybot.journey import Key
from journeybot.ports import UNSURE, Overtaken, Showing, ShowState, Store
from journeybot.replies import ANEW

POSTING = "posting"
"""In `error` of a showing: a post of it is under way, or was when we last heard of it."""

LANDS = timedelta(seconds=15)
"""By then a post whose answer we did not get has landed, or never will: our own time limit, and ten seconds."""


class Unsure(Exception):
    """Whether a message is there cannot be told: we are not allowed to read the channel."""


@dataclass
class Attempt:
    """One attempt at showing something: `showing` is as far as it has come, stored by `keep` at every turn."""

    slack_of: SlackOf
    showing: Showing
    keep: Callable[[Showing], Showing]
    thread: str = ""

    @property
    def slack(self) -> Slack:
        """Where it is shown."""
        return self.slack_of(self.showing.place.tenant)

    def post(self, text: str, layout: list[Block], *, part: int = 0) -> None:
        """Post what is not there yet: the message itself, or one part of several. Raises Unsure, or what the call to
        Slack raises."""
        if part < self._posted:
            return
        key = ".".join(filter(None, (self.showing.key, self.showing.what.get(ANEW), f"{part}")))
        ts = self._there(key) if self.showing.error == POSTING else ""
        if not ts:
            self.showing = self.keep(replace(self.showing, error=POSTING))
            channel = self.showing.place.channel
            ts = self._post(channel, text, layout, key=key)
        what = self.showing.what
        if part:
            what = {**what, "posted": str(part + 1), "parts": f"{what.get('parts', '')} {ts}".strip()}
        self.showing = replace(self.showing, message=self.showing.message or ts, what=what, error="")

    def _post(self, channel: str, text: str, layout: list[Block], *, key: str) -> str:
        """Its ts. What certainly has not landed need not be looked for."""
        try:
            return self.slack.post(channel, text, layout, thread=self.thread, key=key)
        except UNREACHABLE as error:
            if not may_have_landed(error):
                self.showing = replace(self.showing, error="")
            raise

    @property
    def _posted(self) -> int:
        return int(self.showing.what.get("posted", "1" if self.showing.message else "0"))

    def _there(self, key: str) -> str:
        """The ts of the message of that key; empty if it is not there."""
        try:
            return self.slack.find(self.showing.place.channel, key, thread=self.thread)
        except UNREACHABLE as error:
            if slack_refuses(error):
                raise Unsure from error
            raise


def there(store: Store, tenant: str, workshop: Key, *, message: str) -> bool:
    """Somebody pressed a button of this card (or of none): if we could not be sure of it, we are now, and True. Not of
    the card of a review, as that of the workshop before is there as well."""
    card = store.card_of(tenant, workshop) if message and workshop else None
    if card is None or card.message or ANEW in card.what or card.error not in {POSTING, UNSURE}:
        return False
    found = replace(card, message=message, state=ShowState.DUE, attempts=0, error="", wake_at=None)
    with suppress(Overtaken):
        store.settle(found, held=card.wake_at)
    return True


def slack_refuses(error: Exception) -> bool:
    """Whether Slack does not let us read there, now or ever."""
    code = getattr(error, "response", None)
    return code is not None and code["error"] in {"missing_scope", "not_in_channel", "channel_not_found"}
