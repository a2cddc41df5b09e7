"""A client of Slack that speaks over connections which stay open, also where Slack gave an address to answer at."""

import json as to_json
from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from bot.slack.troubles import TAKEN_OUT
from bot.slack.wires import Wires

JSON = {"Content-Type": "application/json;charset=utf-8"}


class Line(WebClient):
    """slack_sdk's client, with a way of its own for calls that carry JSON; through a proxy all go the SDK's way. What
    failed is not sent again: it may have arrived."""

    revoked: Callable[[], None]
    """Told when Slack says of the token that it is good no more."""

    def __init__(self, token: str | None, **settings: Any) -> None:
        super().__init__(token, **settings)
        self.revoked = lambda: None
        self._wires = Wires(self.timeout)

    def api_call(
        self, api_method: str, *, http_verb: str = "POST", json: dict[str, Any] | None = None, **rest: Any
    ) -> SlackResponse:
        """One call. Raises SlackApiError for an answer that is no success, OSError and HTTPException where there is
        none."""
        try:
            if json is None or self.proxy or any(rest.values()):
                return super().api_call(api_method, http_verb=http_verb, json=json, **rest)
            return self._call(api_method, json)
        except SlackApiError as error:
            if error.response["error"] in TAKEN_OUT:
                self.revoked()
            raise

    def respond(self, address: str, body: Mapping[str, Any]) -> int:
        """Answer at a response_url, which needs no token: the status. Raises OSError and HTTPException where there is
        none."""
        if self.proxy:
            webhook = WebhookClient(
                address, timeout=self.timeout, proxy=self.proxy, retry_handlers=[], logger=self._logger
            )
            return webhook.send_dict(dict(body)).status_code
        answer, _ = self._wires.post(address, to_json.dumps(body).encode(), {**JSON, **self.headers})
        return answer.status

    def _call(self, api_method: str, json: dict[str, Any]) -> SlackResponse:
        address = f"{self.base_url}{api_method}"
        body = {name: value for name, value in json.items() if value is not None}
        headers = {**JSON, "Authorization": f"Bearer {self.token}", **self.headers}
        answer, said = self._wires.post(address, to_json.dumps(body).encode(), headers)
        response = SlackResponse(
            client=self,
            http_verb="POST",
            api_url=address,
            req_args={},
            data=_read(said),
            headers=dict(answer.getheaders()),
            status_code=answer.status,
        )
        response.validate()  # type: ignore[no-untyped-call]
        return response


def _read(said: bytes) -> dict[str, Any]:
    try:
        data = to_json.loads(said)
    except ValueError:
        data = None
    return data if isinstance(data, dict) else {"ok": False, "error": "unreadable_answer"}
