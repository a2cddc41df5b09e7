"""What an error of Slack means for something that must be shown: try again, wait for something to change, give up."""

import http.client
import socket
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from http import HTTPStatus
from urllib.error import HTTPError

from slack_sdk.errors import SlackApiError, SlackClientError

from journeybot.ports import Showing, ShowState
from journeybot.waking import ARCHIVED

MOST_TRIES = 5
PATIENCE = timedelta(seconds=5)
"""Between two tries while Slack cannot be reached or is not well."""


NOT_INSTALLED = "not_installed"
"""Our word for it, where a workspace has not installed us, or not any more."""

NO_KEY = "no_key"
"""Our word for it, where a workspace has installed us and we have lost the key to its token."""

NO_ACCESS = "team_access_not_granted"
"""Slack's word for a workspace of an organisation that has us, which has kept this one from us."""

TAKEN_OUT = frozenset({"account_inactive", "token_revoked"})
"""Slack's words for the same, said to a token that was good once."""


class NotInstalled(SlackClientError):
    """This tenant has not installed us, or no longer: there is no token to speak with."""


class NoKey(SlackClientError):
    """This tenant has installed us, and none of our keys opens the token that it gave us."""


class Resting(ConnectionRefusedError):
    """Nothing gets through for this team, so this call was not made; it is worth it in `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__("nothing gets through to Slack just now")
        self.wait = timedelta(seconds=seconds)


class Remedy(StrEnum):
    """`later`: the same again, however often; `park`: not before something changes in the channel; `anew`: the message
    is gone, post another; `fix`: Slack refuses what we send, which few more tries will not change."""

    LATER = "later"
    PARK = "park"
    ANEW = "anew"
    FIX = "fix"


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error in Slack's word for it, what to do, and how long to wait first."""

    code: str
    remedy: Remedy
    wait: timedelta = PATIENCE


UNREACHABLE = (OSError, http.client.HTTPException, SlackClientError)

REMEDIES: dict[Remedy, frozenset[str]] = {
    Remedy.PARK: frozenset({
        NOT_INSTALLED,
        "not_in_channel", "channel_not_found", ARCHIVED, NO_ACCESS,
        "restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel",
        "restricted_action_non_threadable_channel", "posting_to_channel_denied", "channel_is_limited_access",
        "messages_tab_disabled", "cannot_dm_bot", "user_disabled", "user_is_bot", "user_not_found",
    }),
    Remedy.ANEW: frozenset({
        "message_not_found", "cant_update_message", "edit_window_closed", "block_mismatch",
    }),
    Remedy.LATER: frozenset({
        "ratelimited", "rate_limited", "message_limit_exceeded", "internal_error", "fatal_error", "service_unavailable",
        "request_timeout", "team_added_to_org", "accesslimited", "org_login_required", "ekm_access_denied",
        "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope",
        "storage_limit_reached", "file_uploads_disabled", "unreadable_answer",
    }),
}  # fmt: skip
"""https://docs.slack.dev/reference/methods lists the errors of each method."""

IN_AN_ARCHIVE = frozenset({"is_archived", "channel_is_archived", "is_inactive"})
"""Slack's words for a channel that was archived; the last is that of `chat.update`."""

INVITE = frozenset({"not_in_channel", "channel_not_found"})
"""Errors that `/invite` cures."""

NOT_THERE = frozenset({"message_not_found", "file_not_found", "file_deleted", "channel_not_found", ARCHIVED})
"""Where something is to be taken down, it is there no more, or for ever out of our reach."""

FOR_THE_OPERATOR = frozenset({
    "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope",
})  # fmt: skip
"""Errors that nobody in the channel can cure; tried again once a minute."""


HALF_DONE = frozenset({"internal_error", "fatal_error", "request_timeout", "service_unavailable", "unreadable_answer"})
"""Errors after which part of it may have been done, as Slack says of them."""


def trouble_of(error: Exception) -> Trouble:
    """What an exception of a call to Slack means. Anything that is no answer of Slack's comes out as `fix`."""
    if isinstance(error, SlackApiError):
        return _answered(error)
    if isinstance(error, NotInstalled):
        return Trouble(NOT_INSTALLED, Remedy.PARK)
    if isinstance(error, NoKey):
        return Trouble(NO_KEY, Remedy.LATER, timedelta(minutes=1))
    if isinstance(error, Resting):
        return Trouble("unreachable", Remedy.LATER, error.wait)
    if isinstance(error, UNREACHABLE):
        return Trouble("unreachable", Remedy.LATER)
    return Trouble(type(error).__name__, Remedy.FIX)


def may_have_landed(error: Exception) -> bool:
    """Whether what was sent may have been done all the same: the connection was made, but no answer of Slack's came
    back, or one that leaves it open."""
    if isinstance(error, SlackApiError):
        return is_away(error)
    return not isinstance(error, ConnectionRefusedError | socket.gaierror | NotInstalled | NoKey)


def is_away(error: Exception) -> bool:
    """Whether Slack, or the way to it, is not there or not well; a refusal says that it is."""
    if isinstance(error, SlackApiError):
        status = int(getattr(error.response, "status_code", 200))
        return status >= HTTPStatus.INTERNAL_SERVER_ERROR or error.response["error"] in HALF_DONE
    if isinstance(error, HTTPError):
        return error.code >= HTTPStatus.INTERNAL_SERVER_ERROR
    return not isinstance(error, NotInstalled | NoKey)


def _answered(error: SlackApiError) -> Trouble:
    code, status = str(error.response["error"]), int(getattr(error.response, "status_code", 200))
    if status == HTTPStatus.TOO_MANY_REQUESTS or code in {"ratelimited", "rate_limited"}:
        return Trouble("ratelimited", Remedy.LATER, _asked_to_wait(error))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Trouble("unreachable", Remedy.LATER)
    if code in FOR_THE_OPERATOR:
        return Trouble(code, Remedy.LATER, timedelta(minutes=1))
    code = ARCHIVED if code in IN_AN_ARCHIVE else code
    remedy = next((remedy for remedy, codes in REMEDIES.items() if code in codes), Remedy.FIX)
    return Trouble(code[:80], remedy)


def _asked_to_wait(error: SlackApiError) -> timedelta:
    headers = {str(name).lower(): value for name, value in dict(error.response.headers).items()}
    asked = str(headers.get("retry-after", ""))
    return timedelta(seconds=min(int(asked), 600)) if asked.isdecimal() else PATIENCE


def after(showing: Showing, trouble: Trouble, now: datetime) -> Showing:
    """What becomes of a showing whose attempt ended in trouble."""
    if trouble.remedy is Remedy.PARK:
        return replace(showing, state=ShowState.PARKED, error=trouble.code, wake_at=None)
    if trouble.remedy is Remedy.LATER:
        return replace(showing, state=ShowState.DUE, error=trouble.code, wake_at=now + trouble.wait)
    tries = showing.attempts + 1
    state = ShowState.DEAD if tries >= MOST_TRIES else ShowState.DUE
    return replace(showing, state=state, attempts=tries, error=trouble.code, wake_at=now + timedelta(seconds=2**tries))
