"""The shortcuts of the manifest: one begins a map, and has to ask where; the other takes a message of the channel."""

from dataclasses import replace

from bot.slack.choosing import choose_channel
from bot.slack.delivery import SlackOf
from bot.slack.reopening import Quoted, of_message, of_shortcut
from bot.slack.replying import Answer, Occasion, Replier
from bot.slack.tenants import Payload
from bot.slack.text import plain
from bot.slack.voice import Voice
from journeybot.facilitator import Facilitator
from journeybot.replies import Reply
from journeybot.workshop import Place, Who

START = "start_map"
"""The global shortcut of the manifest."""

ADD = "add_to_journey"
"""Its message shortcut."""


class Shortcuts:
    """What each of them does, when it is used and when its dialog has to be opened again."""

    def __init__(self, facilitator: Facilitator, replier: Replier, *, slack_of: SlackOf, voice: Voice) -> None:
        self._facilitator = facilitator
        self._replier = replier
        self._slack_of = slack_of
        self._voice = voice

    def start(self, occasion: Occasion) -> Answer:
        """Ask for a channel."""
        again = replace(occasion, again=of_shortcut())
        self._voice.later(again.listener, self._replier.open(choose_channel(again.wording()), again))
        return None

    def add(self, message: Payload, who: Who, occasion: Occasion) -> Answer:
        """Ask where on the map a message belongs."""
        place = occasion.place
        quoted = Quoted(
            plain(message.get("text") or ""),
            f"<@{message['user']}>" if message.get("user") else "",
            self._slack_of(place.tenant).permalink(place.channel, str(message.get("ts") or "")),
        )
        return self._replier.to_press(self.quote(quoted, who, place), replace(occasion, again=of_message(quoted)))

    def quote(self, message: Quoted, who: Who, place: Place) -> list[Reply]:
        """The dialog for a message."""
        return self._facilitator.quote(who, place, text=message.text, said_by=message.said_by, link=message.link)
