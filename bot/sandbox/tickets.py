"""What a person's act entitles the bot to for a while: a trigger for one dialog, a response_url for five answers."""

from dataclasses import dataclass

from bot.sandbox.clock import Clock
from bot.sandbox.ids import new_secret
from bot.sandbox.refusals import Refusal

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60
RESPONSE_USES = 5


@dataclass
class Trigger:
    """The right to open one dialog for one person; `view_id` is the dialog in which the act happened."""

    id: str
    person: str
    born: float
    view_id: str | None = None
    from_submission: bool = False
    used: bool = False


@dataclass
class ResponseTicket:
    """Where the answers through a response_url go; `message_ts` is the message whose button was pressed."""

    id: str
    person: str
    channel: str
    born: float
    message_ts: str | None = None
    command: str | None = None
    uses: int = 0


class Tickets:
    """All triggers and response_urls that were handed out."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.trigger_seconds = TRIGGER_SECONDS
        self._triggers: dict[str, Trigger] = {}
        self._responses: dict[str, ResponseTicket] = {}

    def trigger(self, person_id: str, view_id: str | None = None, *, from_submission: bool = False) -> Trigger:
        """A trigger for this person, good for three seconds and one use."""
        stamp = self._clock.next_ts().replace(".", "")
        ident = f"{stamp}.{len(self._triggers) + 1}.{new_secret()}"
        self._triggers[ident] = Trigger(ident, person_id, self._clock.now(), view_id, from_submission)
        return self._triggers[ident]

    def redeem(self, ident: str) -> Trigger:
        """Uses a trigger up; else `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`."""
        trigger = self._triggers.get(ident)
        if trigger is None:
            raise Refusal("invalid_trigger_id")
        if trigger.used:
            raise Refusal("exchanged_trigger_id")
        if self._clock.now() - trigger.born > self.trigger_seconds:
            raise Refusal("expired_trigger_id")
        trigger.used = True
        return trigger

    def response(
        self, person_id: str, channel_id: str, *, message_ts: str | None = None, command: str | None = None
    ) -> ResponseTicket:
        """A response_url for what this person just did here."""
        ticket = ResponseTicket(new_secret(), person_id, channel_id, self._clock.now(), message_ts, command)
        self._responses[ticket.id] = ticket
        return ticket

    def use_response(self, ident: str) -> ResponseTicket:
        """Counts one use of a response_url; else `expired_url` or `used_url`."""
        ticket = self._responses.get(ident)
        if ticket is None or self._clock.now() - ticket.born > RESPONSE_SECONDS:
            raise Refusal("expired_url")
        if ticket.uses >= RESPONSE_USES:
            raise Refusal("used_url")
        ticket.uses += 1
        return ticket
