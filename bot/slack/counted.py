"""The line to Slack, which counts its calls by method and outcome."""

import re
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot import tallies
from bot.slack.breaker import Breaker
from bot.slack.line import Line
from bot.slack.troubles import UNREACHABLE, Resting, trouble_of

A_CODE = re.compile(r"\w{1,60}", re.ASCII)


class Counted(Line):
    """Counts each call, once its outcome is known: `ok`, Slack's word for an error, `unreachable`, or `rested` if it
    was not made as none gets through."""

    def __init__(self, token: str | None, **settings: Any) -> None:
        super().__init__(token, **settings)
        self.way, self.can_wait = Breaker(), False

    def api_call(self, api_method: str, **given: Any) -> SlackResponse:
        """One call. Raises Resting besides, if it can wait."""
        try:
            with self.way.trying(can_wait=self.can_wait), tallies.timing(tallies.CALLS):
                answer = super().api_call(api_method, **given)
        except UNREACHABLE as error:
            tallies.count(tallies.CALLS, _outcome(error), api_method)
            raise
        tallies.count(tallies.CALLS, "ok", api_method)
        return answer


def _outcome(error: Exception) -> str:
    if isinstance(error, Resting):
        return "rested"
    code = trouble_of(error).code if isinstance(error, SlackApiError) else "unreachable"
    return code if A_CODE.fullmatch(code) else "other"
