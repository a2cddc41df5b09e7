"""What every act of a person needs: the workspace, the way to the bot, and what was asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.sandbox import Json
from bot.sandbox.delivery import Answer, Delivery, Kind
from bot.sandbox.methods.call import Installation
from bot.sandbox.payloads import event
from bot.sandbox.people import Channel, Person
from bot.sandbox.refusals import Mistake
from bot.sandbox.tickets import ResponseTicket
from bot.sandbox.workspace import Workspace

_WARNINGS = {
    "timeout": "operation_timeout: {what} got no answer within three seconds.",
    "refused": "dispatch_failed: {what} was answered with an error.",
    "absent": "The bot is not running yet.",
}


class Given:
    """The JSON body of an act; reading what is missing raises a Mistake."""

    def __init__(self, body: Any) -> None:
        if not isinstance(body, dict):
            raise Mistake("An act is a JSON object.")
        self._body: Json = body

    def text(self, name: str) -> str:
        """A text that must be there."""
        value = self._body.get(name)
        if not isinstance(value, str) or not value:
            raise Mistake(f"This act needs {name!r}.")
        return value

    def get(self, name: str, default: Any = None) -> Any:
        """Anything, or `default` when it was not given."""
        value = self._body.get(name)
        return default if value is None else value

    def table(self, name: str) -> Json:
        """An object, empty when it was not given."""
        value = self.get(name, {})
        if not isinstance(value, dict):
            raise Mistake(f"{name!r} must be a JSON object.")
        return value


@dataclass
class Stage:
    """The running sandbox. `base_url` is the address under which it was last reached; `words` complete commands;
    `follow` tells the bot, if it goes by the workspace's clock, how many seconds that is ahead of everybody else's."""

    installation: Installation
    delivery: Delivery
    words: Sequence[dict[str, str]] = ()
    base_url: str = ""
    follow: Callable[[float], None] | None = None

    def wait_as_long_as(self, seconds: float) -> None:
        """Wait so long for the bot where Slack waits three seconds: how fast it is is not what a play is about."""
        self.delivery.ack_seconds = self.workspace.tickets.trigger_seconds = seconds

    @property
    def workspace(self) -> Workspace:
        """Where everything happens."""
        return self.installation.workspace

    @property
    def features(self) -> Json:
        """The manifest's commands, shortcuts and app home; none where the app is not installed."""
        installed = self.installation.grants.installed
        return dict(self.installation.manifest.get("features", {})) if installed else {}

    def person(self, given: Given) -> Person:
        """Who acts."""
        who = self.workspace.people.get(given.text("user"))
        if who is None:
            raise Mistake("Nobody here has that id.", 404)
        return who

    def channel(self, given: Given) -> Channel:
        """Where it happens."""
        channel = self.workspace.channels.get(given.text("channel"))
        if channel is None:
            raise Mistake("There is no such channel.", 404)
        return channel

    def joined_channel(self, given: Given, who: Person) -> Channel:
        """Where it happens, if the person is in there."""
        channel = self.channel(given)
        if who.id not in channel.members:
            raise Mistake(f"{who.name} is not in #{channel.name}.", 403)
        return channel

    def response_url(self, ticket: ResponseTicket) -> str:
        """The address for answers to what a person just did."""
        return f"{self.base_url}{self.installation.prefix}/respond/{ticket.id}"

    def subscribed(self, *events: str) -> bool:
        """Whether the manifest asks for one of these events."""
        settings = self.installation.manifest.get("settings", {}).get("event_subscriptions", {})
        return bool(set(events) & set(settings.get("bot_events", [])))

    async def deliver(self, who: Person, kind: Kind, payload: Json, *, what: str) -> Answer:
        """Delivers what a person did; they see a warning unless the bot acknowledged it."""
        self._busy(who, 1)
        try:
            answer = await self.delivery.send(kind, payload)
        finally:
            self._busy(who, -1)
        if answer.outcome != "ok":
            self.workspace.notice(who.id, _WARNINGS[answer.outcome].format(what=what))
        return answer

    async def tell(self, body: Json, *names: str) -> Answer | None:
        """Delivers an event if the bot subscribed to it under one of these names."""
        about_us = body["type"] in {"app_uninstalled", "tokens_revoked"}
        if not self.subscribed(*(names or (body["type"],))) or not (about_us or self.installation.grants.installed):
            return None
        return await self.delivery.send_event(event(self.workspace, body))

    def _busy(self, who: Person, change: int) -> None:
        self.workspace.busy[who.id] += change
        self.workspace.news.tell(people=[who.id])
