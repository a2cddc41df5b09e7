"""The workspace as it is: who is where and what has been said. Everything lives in memory."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from bot.sandbox import Json
from bot.sandbox.clock import Clock
from bot.sandbox.files import Files
from bot.sandbox.ids import new_id
from bot.sandbox.messages import Message, ScheduledMessage
from bot.sandbox.modals import Modals
from bot.sandbox.news import News
from bot.sandbox.people import BOT, CAST, SLACKBOT, Channel, Person, Team, usual_channels
from bot.sandbox.refusals import Refusal
from bot.sandbox.tickets import Tickets


class Workspace:
    """Team Acme: its people, channels, messages, open dialogs and files.

    `people`, `channels`, `clock` and `team` replace the usual ones. Everything happens on one asyncio loop, and nothing
    is locked. `called_at` is when the bot last called, by `time.monotonic`.
    """

    def __init__(
        self,
        *,
        people: Sequence[Person] = CAST,
        channels: Iterable[Channel] | None = None,
        clock: Clock | None = None,
        team: Team | None = None,
    ) -> None:
        self.team = team or Team()
        self.clock = clock or Clock()
        self.news = News()
        self.files = Files(self.clock)
        self.scan_seconds = 0.3
        self.tickets = Tickets(self.clock)
        self.modals = Modals(self.team, self.clock, self.news)
        self.bot = _bot("journeybot")
        self.people = {person.id: person for person in people}
        self.channels = {channel.id: channel for channel in (usual_channels() if channels is None else channels)}
        self.messages: dict[str, list[Message]] = defaultdict(list)
        self.scheduled: list[ScheduledMessage] = []
        self.notices: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.busy: Counter[str] = Counter()
        self.choices: dict[tuple[str, str, str], dict[tuple[str, str], Json]] = defaultdict(dict)
        self.read_up_to: dict[tuple[str, str], str] = {}
        self.called_at = 0.0
        for person in people:
            self.direct_messages(person.id)

    def name_bot(self, name: str) -> None:
        """Gives the bot the name of its manifest."""
        self.bot = _bot(name)
        for channel in self.channels.values():
            if channel.kind == "im":
                channel.name = name

    def person(self, person_id: str) -> Person:
        """The member with this id, the bot and Slackbot included; else `user_not_found`."""
        if person_id in self.people:
            return self.people[person_id]
        if person_id == BOT:
            return self.bot
        if person_id == SLACKBOT:
            return _SLACKBOT
        raise Refusal("user_not_found")

    def channel(self, channel_id: str) -> Channel:
        """The channel with this id; else `channel_not_found`."""
        if channel_id not in self.channels:
            raise Refusal("channel_not_found")
        return self.channels[channel_id]

    def direct_messages(self, person_id: str) -> Channel:
        """The person's direct messages with the bot, opened when need be."""
        if person_id not in self.people:
            raise Refusal("user_not_found")
        found = next((channel for channel in self.channels.values() if channel.user == person_id), None)
        if found is None:
            both = [person_id, BOT]
            found = Channel("D" + person_id[1:], self.bot.name, "im", is_private=True, members=both, user=person_id)
            self.channels[found.id] = found
        return found

    def may_see(self, person_id: str, channel: Channel) -> bool:
        """Public channels are open to everybody; private ones and direct messages to their members."""
        return person_id in channel.members or not channel.is_private

    def post(self, message: Message) -> Message:
        """Puts a message into its channel and tells whoever watches."""
        self.messages[message.channel].append(message)
        self.changed(message)
        return message

    def changed(self, message: Message) -> None:
        """Tells the people who can see this message that it is not what it was."""
        self.news.tell(message.channel, people=message.ephemeral_to and [message.ephemeral_to])

    def find(self, channel_id: str, ts: str) -> Message | None:
        """The message with this `ts`, ephemeral ones included; None when it is not there or deleted."""
        known = self.messages.get(channel_id, [])
        return next((message for message in known if message.ts == ts and not message.gone), None)

    def public_message(self, channel_id: str, ts: str) -> Message:
        """A message that apps can address: ephemeral ones are `message_not_found`, as in Slack."""
        message = self.find(channel_id, ts)
        if message is None or message.ephemeral_to:
            raise Refusal("message_not_found")
        return message

    def replies(self, channel_id: str, ts: str) -> list[Message]:
        """The replies under a message, oldest first."""
        return [one for one in self.messages[channel_id] if one.is_reply and one.thread_ts == ts and not one.gone]

    def delete(self, message: Message) -> None:
        """Takes a message away; one with replies leaves its place behind."""
        message.gone = True
        if not self.replies(message.channel, message.ts):
            self.messages[message.channel].remove(message)
        self.changed(message)

    def notice(self, person_id: str, text: str) -> None:
        """Shows one person a warning of Slack's own."""
        self.notices[person_id].append((new_id("N"), text))
        self.news.tell(people=[person_id])


def _bot(name: str) -> Person:
    return Person(BOT, name, name, name, "Etc/UTC", "en-US", "1d3557", is_bot=True)


_SLACKBOT = Person(SLACKBOT, "slackbot", "Slackbot", "Slackbot", "Etc/UTC", "en-US", "4a154b", is_bot=True)
