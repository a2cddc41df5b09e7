"""A Slack that refuses what it is told to refuse, with whichever word, and takes the rest."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack.delivery import Slack
from bot.slack.troubles import REMEDIES

OTHERS = frozenset({
    "invalid_blocks", "msg_too_long", "no_text", "invalid_arguments", "metadata_too_large", "cannot_reply_to_message",
    "method_deprecated", "no_permission", "access_denied", "user_not_in_channel", "cant_delete_message",
    "file_not_found", "file_deleted", "expired_trigger_id", "invalid_trigger_id", "exchanged_trigger_id",
    "view_too_large", "push_limit_reached", "hash_conflict", "not_found", "fetch_members_failed",
    "an_error_of_next_year",
})  # fmt: skip
"""What the pages of the methods name besides; https://docs.slack.dev/reference/methods."""

CODES = sorted(OTHERS.union(*REMEDIES.values()))

TAKEN: dict[str, dict[str, Any]] = {
    "chat.postMessage": {"ts": "1.1"},
    "conversations.open": {"channel": {"id": "D1"}},
    "conversations.history": {"messages": []},
    "conversations.replies": {"messages": []},
    "files.getUploadURLExternal": {"file_id": "F1", "upload_url": "https://files.example/1"},
}


@dataclass
class Refusal:
    """What is refused, and what has been called since."""

    code: str
    methods: Collection[str]
    calls: list[str] = field(default_factory=list)
    status: int = 200

    def api_call(self, api_method: str, **_given: Any) -> SlackResponse:
        """In place of slack_sdk's."""
        self.calls.append(api_method)
        refused = api_method in self.methods
        status = self.status if refused else 200
        told = {"ok": False, "error": self.code} if refused else {"ok": True, **TAKEN.get(api_method, {})}
        answer = SlackResponse(
            client=None, http_verb="POST", api_url="", req_args={}, data=told, headers={}, status_code=status
        )
        if refused:
            raise SlackApiError(self.code, answer)  # type: ignore[no-untyped-call]
        return answer


class Refusing(Slack):
    """Everything of ours up to the client, and no network."""

    def __init__(self, code: str, *methods: str) -> None:
        super().__init__("xoxb-1", "https://slack.example/api/")
        self.refusal = Refusal(code, methods)
        for client in (self._fast, self._client):
            client.api_call = self.refusal.api_call  # type: ignore[method-assign]

    @property
    def calls(self) -> list[str]:
        """The methods that were called."""
        return self.refusal.calls

    def upload(self, address: str, data: bytes) -> None:
        """Take the bytes."""
