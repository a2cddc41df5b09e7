"""The two ways in which the sandbox says no: to the bot in Slack's codes, to a person in plain words."""

from typing import Any

from bot.sandbox import Json


class Refusal(Exception):
    """A Web API call that Slack would refuse.

    `error` is Slack's own code, `messages` go to `response_metadata.messages`, `more` are further keys of the body
    (such as `needed` and `provided` of `missing_scope`).
    """

    def __init__(self, error: str, *messages: str, **more: Any) -> None:
        super().__init__(error, *messages)
        self.error = error
        self.messages = list(messages)
        self.more = more

    def body(self) -> Json:
        """The answer as Slack words it: `{"ok": false, "error": ..., "response_metadata": {"messages": [...]}}`."""
        body: Json = {"ok": False, "error": self.error, **self.more}
        if self.messages:
            body["response_metadata"] = {"messages": self.messages}
        return body


class Mistake(Exception):
    """Something a person cannot do on the screen: one plain sentence and an HTTP status for the control interface."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status
