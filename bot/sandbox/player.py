"""Plays people in a running sandbox, for tests and the demo: they type, press, fill in and read, over HTTP."""

import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import httpx

from bot.sandbox import Json
from bot.sandbox.certificates import trusted
from bot.sandbox.reading import buttons
from bot.sandbox.seen import Seen, container, element_of, label_beside, picked

T = TypeVar("T")
PATIENCE = 45.0
"""Seconds that a play waits for what must come: a busy machine is slow, and a calm one does not need them."""

READY_SECONDS = 0.05


class Sandbox:
    """A running sandbox at `url`, such as `http://127.0.0.1:3000`; `transport` is for one in the same process."""

    def __init__(self, url: str, *, transport: httpx.BaseTransport | None = None) -> None:
        self.url = url.rstrip("/")
        self._client = httpx.Client(
            base_url=self.url, timeout=2 * PATIENCE, trust_env=False, verify=trusted(), transport=transport
        )

    def person(self, name: str, channel: str = "journey") -> "Person":
        """The person of this name (Ana, Ben, Chiara, Dilan, Emi, Farid), looking at a channel."""
        return Person(self, name, channel)

    def get(self, path: str, **query: Any) -> Json:
        """Reads the control interface; AssertionError with its sentence when it refuses."""
        return _answered(self._client.get(f"/sandbox/{path}", params=query))

    def post(self, path: str, **given: Any) -> Json:
        """Acts through the control interface; AssertionError with its sentence when it refuses."""
        return _answered(self._client.post(f"/sandbox/{path}", json=given))

    def download(self, path: str) -> bytes:
        """The bytes of a file by its `url`."""
        answer = self._client.get(path)
        if not answer.is_success:
            raise AssertionError(f"{path} was answered with {answer.status_code}.")
        return answer.content

    def wait_for(self, condition: Callable[[], T], seconds: float = PATIENCE) -> T:
        """What `condition` returns, once that is true; it is asked again whenever something changes on a screen."""
        deadline = time.monotonic() + seconds
        while True:
            version = self.get("wait", version=-1)["version"]
            found = condition()
            if found:
                return found
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError(f"It did not come true within {seconds:g} seconds.")
            self.get("wait", version=version, seconds=min(left, 1.0))

    def wait_until_ready(self, seconds: float = PATIENCE) -> None:
        """Waits for the bot, whose coming changes nothing on any screen."""
        deadline = time.monotonic() + seconds
        while not self.get("ready")["ready"]:
            if time.monotonic() > deadline:
                raise AssertionError(f"The bot was not there within {seconds:g} seconds.")
            time.sleep(READY_SECONDS)

    def forward(self, seconds: float) -> None:
        """Lets time pass in the workspace: triggers expire, reminders come."""
        self.post("clock", forward=seconds)

    def close(self) -> None:
        """Hangs up."""
        self._client.close()

    def ids(self) -> dict[str, str]:
        """The ids of people and channels by name."""
        known = self.get("people")
        return {one["name"]: one["id"] for one in [known["bot"], *known["channels"], *known["people"]]}

    def names(self) -> dict[str, str]:
        """The names of people and channels by id."""
        known = self.get("people")
        return {one["id"]: one["name"] for one in [*known["people"], *known["channels"], known["bot"]]}

    def id_of(self, name: str) -> str:
        """The id of a person or channel; an id stays as it is."""
        known = self.ids()
        if name in known:
            return known[name]
        if name in self.names():
            return name
        raise AssertionError(f"There is no {name!r} among {', '.join(known)}.")


class Person:
    """Somebody in front of a screen. What cannot be done raises AssertionError and tells what was on the screen."""

    def __init__(self, sandbox: Sandbox, name: str, channel: str) -> None:
        self.sandbox = sandbox
        self.name = name
        self.id = sandbox.id_of(name)
        self.goes_to(channel)

    def goes_to(self, channel: str) -> "Person":
        """Looks at another channel, by name or id; `direct` is the conversation with the bot."""
        if channel == "direct":
            own = [one for one in self.sandbox.get("people")["channels"] if one["user"] == self.id]
            channel = own[0]["id"]
        self.channel = self.sandbox.id_of(channel)
        self._at_home = False
        return self

    @property
    def locale(self) -> str:
        """The language that this person has set."""
        people = self.sandbox.get("people")["people"]
        return next(str(one["locale"]) for one in people if one["id"] == self.id)

    def screen(self) -> Json:
        """Everything this person sees, as the control interface tells it."""
        return self.sandbox.get("screen", user=self.id, channel=self.channel)

    def looks(self) -> Seen:
        """One look at the screen; as a text it is the whole screen in a few lines."""
        return Seen(self.screen(), self.sandbox.names())

    def reads(self) -> list[str]:
        """The words of every message in the channel, oldest first."""
        seen = self.looks()
        return [seen.words(one) for one in seen.screen["messages"]]

    def reads_thread(self, words: str) -> list[str]:
        """The words of the replies under the newest message with these words in it."""
        seen = self.looks()
        return [seen.words(one) for one in seen.screen["threads"].get(seen.message_with(words)["ts"], [])]

    def reads_home(self) -> list[str]:
        """The words of the Home tab."""
        return self.looks().home_texts()

    def sees(self, words: str) -> bool:
        """Whether these words stand in a message, a reply, the dialog or a warning."""
        return any(words in text for text in self.looks().texts())

    def files(self) -> list[Json]:
        """The files in channel and threads: `{id, name, title, mimetype, url, alt_txt, size}`, oldest first."""
        return [file for message in self.looks().messages() for file in message["files"]]

    @property
    def modal(self) -> Json | None:
        """The open dialog, or None."""
        modal: Json | None = self.screen()["modal"]
        return modal

    @property
    def notices(self) -> list[str]:
        """Slack's own warnings after the last act."""
        return [one["text"] for one in self.screen()["notices"]]

    def types(self, text: str) -> "Person":
        """Sends a command (`/journey start`) or a message."""
        act = "act/command" if text.startswith("/") else "act/say"
        return self._does(act, channel=self.channel, text=text)

    def replies(self, words: str, text: str) -> "Person":
        """Answers in the thread of the newest message with these words in it."""
        ts = self.looks().message_with(words)["ts"]
        return self._does("act/say", channel=self.channel, text=text, thread_ts=ts)

    def presses(self, button: str, *, on: str = "") -> "Person":
        """Presses a button by its label or action_id: in the dialog if one is open, else in the newest message.

        `on` keeps to messages with these words.
        """
        return self._press(*self.looks().button(button, on=on, at_home=self._at_home))

    def chooses(self, value: str | list[str], *, among: str, on: str = "") -> "Person":
        """Chooses in a select, menu or picker that stands outside inputs, named by placeholder, action_id or label."""
        return self._press(*self.looks().button(among, on=on, at_home=self._at_home), value=value)

    def fills(self, values: Mapping[str, Any]) -> "Person":
        """Puts values into the dialog's fields, named by label, block_id or action_id; choices by text or value."""
        seen = self.looks()
        view, given = seen.dialog(), self._by_block(seen, values)
        self._does("act/fill", view_id=view["id"], values=given)
        for block, element in buttons(view["blocks"]):
            if block["type"] == "input" and block["block_id"] in given:
                self._press(view, block, element, value=given[block["block_id"]])
        return self

    def submits(self, values: Mapping[str, Any] | None = None) -> "Person":
        """Sends the dialog; AssertionError with the reasons when it is refused."""
        errors = self._submit(values or {})
        if errors:
            raise AssertionError(f"The dialog was refused: {errors}. On the screen:\n{self.looks()}")
        return self

    def is_refused(self, values: Mapping[str, Any] | None = None) -> dict[str, str]:
        """Sends the dialog and gives the errors by the labels of their fields; AssertionError when it is accepted."""
        errors = self._submit(values or {})
        if not errors:
            raise AssertionError(f"The dialog was accepted. On the screen:\n{self.looks()}")
        return errors

    def closes(self, *, everything: bool = False) -> "Person":
        """Cancels the dialog, or closes all of them."""
        return self._does("act/close", view_id=self.looks().dialog()["id"], all=everything)

    def opens_home(self) -> "Person":
        """Opens the bot's Home tab; presses then go there until this person goes to a channel."""
        self._at_home = True
        return self._does("act/home")

    def uses_shortcut(self, callback_id: str, *, on: str = "") -> "Person":
        """Uses a global shortcut, or with `on` a shortcut of the newest message with these words."""
        if not on:
            return self._does("act/shortcut", callback_id=callback_id)
        ts = self.looks().message_with(on)["ts"]
        return self._does("act/message_shortcut", callback_id=callback_id, channel=self.channel, ts=ts)

    def _does(self, act: str, **given: Any) -> "Person":
        self.sandbox.post(act, user=self.id, **given)
        return self

    def _press(self, surface: Json, block: Json, element: Json, *, value: Any = None) -> "Person":
        ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
        chosen = {} if value is None else {"selected": picked(element, value, self.sandbox.ids())}
        return self._does("act/press", channel=self.channel, container=container(surface), **ids, **chosen)

    def _submit(self, values: Mapping[str, Any]) -> dict[str, str]:
        seen = self.looks()
        view = seen.dialog()
        given = self._by_block(seen, values)
        answer = self.sandbox.post("act/submit", user=self.id, view_id=view["id"], values=given)
        labels = {block["block_id"]: label_beside(block) or block["block_id"] for block in view["blocks"]}
        return {labels[block_id]: text for block_id, text in answer.get("errors", {}).items()}

    def _by_block(self, seen: Seen, values: Mapping[str, Any]) -> Json:
        fields = {name: seen.field(name) for name in values}
        ids = {called: ident for ident, called in seen.names.items()}
        return {fields[name]["block_id"]: picked(element_of(fields[name]), one, ids) for name, one in values.items()}


def parcel(name: str, content: bytes) -> Json:
    """A file as it is put into a dialog's field."""
    return {"name": name, "data": b64encode(content).decode()}


def _answered(answer: httpx.Response) -> Json:
    body: Json = answer.json()
    if not answer.is_success:
        raise AssertionError(body.get("error", f"HTTP {answer.status_code}"))
    return body
