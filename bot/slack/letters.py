"""Tells a person, or a thread, what nobody asked for just now; and finds out whether it had arrived."""

import logging

from bot.slack import blocks
from bot.slack.delivery import SlackOf
from bot.slack.landing import slack_refuses
from bot.slack.names import Names
from bot.slack.troubles import UNREACHABLE, Remedy, may_have_landed, trouble_of
from journeybot.ports import Letter, Profile, Sent

log = logging.getLogger("journeybot.slack")


class Letters:
    """The `Messenger` of errands."""

    def __init__(self, slack_of: SlackOf, names: Names) -> None:
        self._slack_of = slack_of
        self._names = names

    def send(self, letter: Letter) -> Sent:
        """Post it, once."""
        message = blocks.messages(letter.say)[0]
        try:
            slack = self._slack_of(letter.tenant)
            ts = slack.post(letter.to, message["text"], message["blocks"], thread=letter.thread, key=letter.key)
        except UNREACHABLE as error:
            return _not_sent(letter, error)
        return Sent(message=ts)

    def arrived(self, tenant: str, to: str, *, key: str, thread: str = "") -> bool | None:
        """Whether a letter is there; None without the scopes to look. Raises ConnectionError."""
        try:
            slack = self._slack_of(tenant)
            channel = to if thread else slack.direct_messages(to)
            return bool(slack.find(channel, key, thread=thread))
        except UNREACHABLE as error:
            if slack_refuses(error):
                return None
            raise ConnectionError(trouble_of(error).code) from error

    def profile(self, tenant: str, person: str) -> Profile:
        """Who somebody is; empty if Slack does not say just now."""
        return self._names.profile(tenant, person)


def _not_sent(letter: Letter, error: Exception) -> Sent:
    trouble = trouble_of(error)
    log.warning("a letter to %s was not sent: %s", letter.to, trouble.code)
    if may_have_landed(error):
        return Sent(unsure=True)
    return Sent(again=trouble.wait) if trouble.remedy is Remedy.LATER else Sent(error=trouble.code)
