"""Every call to Slack, one small method each; nothing else in journeybot knows Slack's client."""

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from bot.slack.breaker import Ways
from bot.slack.counted import Counted
from bot.slack.troubles import UNREACHABLE
from journeybot.ports import Profile

if TYPE_CHECKING:
    from bot.slack.lint import Surface

Block = dict[str, Any]
View = dict[str, Any]

AT_ONCE = 2
"""Seconds for a call that somebody's click waits for: Slack gives us three in all."""

IN_TIME = 5
"""Seconds for a call that nobody waits for."""

UPLOAD = 30
"""Seconds for the bytes of a file."""


POSTED = "journeybot_posted"
"""What our messages say of themselves in their metadata."""

LOOK_BACK = 200
"""Messages among which one of ours is looked for."""

CALLS = logging.getLogger("journeybot.slack.calls")
CALLS.setLevel(logging.CRITICAL)  # whoever calls hears of every error, and texts of people belong in no log


def client_for(token: str | None, base_url: str, timeout: int = IN_TIME) -> Counted:
    """A client that never repeats a call by itself: what was lost on the way back may have been done all the same."""
    client = Counted(token, base_url=base_url, timeout=timeout, retry_handlers=[], logger=CALLS)
    if is_here(base_url):
        client.proxy = None
    return client


def is_here(address: str) -> bool:
    """Whether an address is on this machine, where no proxy of the environment can reach it."""
    return urlsplit(address).hostname in {"127.0.0.1", "localhost", "::1"}


class Slack:
    """Slack, as far as journeybot uses it. Methods raise what slack_sdk raises; `troubles` knows what that means."""

    def __init__(
        self, token: str, base_url: str, *, revoked: Callable[[], None] = lambda: None, ways: Ways | None = None
    ) -> None:
        """`revoked` is told when Slack says of the token that it is good no more. `takes_files`: as far as we know,
        this token may open dialogs that ask for a file. `ways` is what is known of how calls of this team get
        through."""
        self.takes_files = True
        self._fast = client_for(token, base_url, AT_ONCE)
        self._client = client_for(token, base_url, IN_TIME)
        self._fast.revoked = self._client.revoked = revoked
        self._ways = ways or Ways()
        self._fast.way = self._client.way = self._ways.calls
        self._client.can_wait = True
        self._rehearses = is_here(base_url)
        self.base_url = base_url

    def rests(self, *, file: bool) -> float:
        """Seconds for which nothing need be begun for this team, with a file or without; 0 if it may be."""
        return self._ways.calls.rests() or (self._ways.files.rests() if file else 0.0)

    def look_over(self, payload: Mapping[str, Any], surface: "Surface") -> None:
        """Raise SlackWouldRefuse for what Slack would refuse, before a Slack on this machine is sent it: in development
        a breach shall be seen at once."""
        if self._rehearses:
            from bot.slack.lint import refuse  # noqa: PLC0415  what is deployed does without

            refuse(payload, surface)

    def whoami(self) -> dict[str, Any]:
        """auth.test, with the token's scopes and Slack's own time: keys of the answer, and `scopes`, `date`."""
        answer = self._client.auth_test()
        headers = {name.lower(): value for name, value in answer.headers.items()}
        scopes = headers.get("x-oauth-scopes", "")
        return {**cast(dict[str, Any], answer.data), "scopes": scopes, "date": headers.get("date", "")}

    @cached_property
    def me(self) -> str:
        """Our own id in this workspace."""
        return str(self._fast.auth_test()["user_id"])

    def open(self, trigger: str, view: View) -> None:
        """Open a dialog. `trigger` lives 3 seconds and works once."""
        self.look_over(view, "modal")
        self._fast.views_open(trigger_id=trigger, view=view)

    def push(self, trigger: str, view: View) -> None:
        """Lay a dialog over the one in which the person just pressed something."""
        self.look_over(view, "modal")
        self._fast.views_push(trigger_id=trigger, view=view)

    def publish(self, person: str, view: View) -> None:
        """Put a person's Home tab up."""
        self.look_over(view, "home")
        self._client.views_publish(user_id=person, view=view)

    def update_view(self, view_id: str, view: View, *, state: str) -> None:
        """Change a dialog that is open, if it still is in the `state` (Slack's hash) that is known of it."""
        self.look_over(view, "modal")
        self._client.views_update(view_id=view_id, view=view, hash=state or None)

    def post(self, channel: str, text: str, blocks: Sequence[Block], *, thread: str = "", key: str = "") -> str:
        """Post a message, to a channel or (given a person's id) to that person; returns its ts. By its `key` it can be
        found again."""
        self.look_over({"text": text, "blocks": blocks}, "message")
        answer = self._client.chat_postMessage(
            channel=channel,
            text=text,
            blocks=blocks or None,
            thread_ts=thread or None,
            unfurl_links=False,
            metadata={"event_type": POSTED, "event_payload": {"key": key}} if key else None,
        )
        return str(answer["ts"])

    def find(self, channel: str, key: str, *, thread: str = "") -> str:
        """The ts of the message of ours that was posted with this key, among the last there; empty if there is none.
        Slack answers `missing_scope` to an app that may not read along, as ours usually may not."""
        asked: dict[str, Any] = {"channel": channel, "limit": LOOK_BACK, "include_all_metadata": True}
        if thread:
            found = self._client.conversations_replies(ts=thread, **asked)
        else:
            found = self._client.conversations_history(**asked)
        return next((str(message["ts"]) for message in found["messages"] if _key_of(message) == key), "")

    def direct_messages(self, person: str) -> str:
        """The channel of what we tell a person directly. Needs a scope that ours usually has not."""
        return str(self._client.conversations_open(users=person)["channel"]["id"])

    def update(self, channel: str, ts: str, text: str, *, blocks: Sequence[Block]) -> None:
        """Bring a message up to date."""
        self.look_over({"text": text, "blocks": blocks}, "message")
        self._client.chat_update(channel=channel, ts=ts, text=text, blocks=blocks)

    def take_down(self, channel: str, message: str, file: str) -> None:
        """Delete a message and a file of ours, where they are still there."""
        if message:
            self._client.chat_delete(channel=channel, ts=message)
        if file:
            self._client.files_delete(file=file)

    def whisper(self, channel: str, person: str, text: str, *, blocks: Sequence[Block], thread: str = "") -> None:
        """Say something in a channel that only one person sees."""
        self.look_over({"text": text, "blocks": blocks}, "message")
        self._client.chat_postEphemeral(
            channel=channel, user=person, text=text, blocks=blocks or None, thread_ts=thread or None
        )

    def reply(
        self, address: str, text: str, blocks: Sequence[Block], *, thread: str = "", replace: bool = False
    ) -> bool:
        """Answer at a response_url, seen by one person, in place of the message acted on if `replace`; False once Slack
        no longer takes answers there."""
        self.look_over({"text": text, "blocks": blocks}, "message")
        body = {"text": text, "blocks": list(blocks), "thread_ts": thread}
        given = {name: value for name, value in body.items() if value}
        with self._ways.answers.trying():
            told = self._client.respond(address, {"response_type": "ephemeral", "replace_original": replace, **given})
        return told == HTTPStatus.OK

    def permalink(self, channel: str, message: str) -> str:
        """The address of a message; empty where Slack does not give one."""
        try:
            return str(self._client.chat_getPermalink(channel=channel, message_ts=message)["permalink"])
        except UNREACHABLE:
            return ""

    def profile(self, person: str) -> Profile:
        """Who somebody is: the display name, else the real name; the time zone and the language they have set."""
        user = self._client.users_info(user=person, include_locale=True)["user"]
        shown = user.get("profile") or {}
        name = shown.get("display_name") or user.get("real_name") or shown.get("real_name") or ""
        return Profile(
            name=str(name),
            zone=str(user.get("tz") or ""),
            locale=str(user.get("locale") or ""),
            gone=bool(user.get("deleted") or user.get("is_bot")),
        )

    def members(self, channel: str, page: str = "") -> tuple[list[str], str]:
        """A thousand of the people in a channel, and where the next page begins; empty after the last."""
        answer = self._fast.conversations_members(channel=channel, cursor=page or None, limit=1000)
        more = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        return [str(person) for person in answer["members"]], str(more)

    def teams(self, person: str) -> frozenset[str]:
        """The ids of the workspaces and of the organisation that somebody belongs to."""
        user = self._fast.users_info(user=person)["user"]
        grid = user.get("enterprise_user") or {}
        belongs = (user.get("team_id"), grid.get("enterprise_id"), *grid.get("teams", ()))
        return frozenset(str(team) for team in belongs if team)

    def upload_ticket(self, filename: str, size: int, alt: str) -> tuple[str, str]:
        """Announce a file: (file id, address for its bytes)."""
        answer = self._client.files_getUploadURLExternal(filename=filename, length=size, alt_txt=alt or None)
        return str(answer["file_id"]), str(answer["upload_url"])

    def upload(self, address: str, data: bytes) -> None:
        """Send the bytes of an announced file. Raises OSError."""
        if urlsplit(address).scheme not in {"http", "https"}:
            raise OSError(f"no address for a file: {address!r}")
        opener = build_opener(ProxyHandler({})) if is_here(address) else build_opener()
        parcel = Request(address, data, {"Content-Type": "application/octet-stream"}, method="POST")  # noqa: S310
        with self._ways.files.trying():
            opener.open(parcel, timeout=UPLOAD).close()

    @property
    def token(self) -> str:
        """What files of this workspace are fetched with."""
        return str(self._client.token)

    def share(self, file: str, title: str, channel: str, *, thread: str, words: str) -> None:
        """Put an uploaded file into a channel."""
        self._client.files_completeUploadExternal(
            files=[{"id": file, "title": title}],
            channel_id=channel,
            thread_ts=thread or None,
            initial_comment=words or None,
        )


SlackOf = Callable[[str], Slack]
"""The Slack of a tenant, spoken to with that tenant's own token."""


def _key_of(message: Mapping[str, Any]) -> str:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    return str(payload.get("key") or "")
