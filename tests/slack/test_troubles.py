"""What each of Slack's errors leads to: nothing is lost, nothing is tried for ever, nobody is left without a word."""

from datetime import UTC, datetime, timedelta
from http.client import RemoteDisconnected
from typing import Any
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack.troubles import MOST_TRIES, REMEDIES, Remedy, after, trouble_of
from journeybot.ports import Showable, Showing, ShowState
from journeybot.workshop import Place

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
CARD = Showing(key="k", place=Place("T", "C"), workshop="w", kind=Showable.CARD)


def refusal(code: str, *, status: int = 200, **headers: str) -> SlackApiError:
    told: dict[str, Any] = {"ok": False, "error": code}
    answer = SlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, data=told, headers=headers, status_code=status
    )
    return SlackApiError(code, answer)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (refusal("not_in_channel"), Remedy.PARK),
        (refusal("is_archived"), Remedy.PARK),
        (refusal("message_not_found"), Remedy.ANEW),
        (refusal("invalid_blocks"), Remedy.FIX),
        (refusal("an_error_of_next_year"), Remedy.FIX),
        (refusal("anything", status=503), Remedy.LATER),
        (refusal("rate_limited"), Remedy.LATER),
        (refusal("token_revoked"), Remedy.LATER),
        (URLError("no route"), Remedy.LATER),
        (TimeoutError(), Remedy.LATER),
        (ConnectionResetError(), Remedy.LATER),
        (RemoteDisconnected("hung up"), Remedy.LATER),
        (KeyError("ts"), Remedy.FIX),
    ],
)
def test_each_error_has_its_remedy(error: Exception, remedy: Remedy) -> None:
    assert trouble_of(error).remedy is remedy


@pytest.mark.parametrize(("asked", "seconds"), [("30", 30), ("", 5), ("soon", 5), ("99999", 600)])
def test_a_busy_slack_says_how_long_to_wait(asked: str, seconds: int) -> None:
    trouble = trouble_of(refusal("ratelimited", status=429, **{"Retry-After": asked}))
    assert trouble.wait == timedelta(seconds=seconds)
    assert after(CARD, trouble, NOW).wake_at == NOW + timedelta(seconds=seconds)


def test_an_outage_is_waited_out_however_long_it_is() -> None:
    showing = CARD
    for _ in range(500):
        showing = after(showing, trouble_of(URLError("away")), NOW)
        assert showing.state is ShowState.DUE
        assert showing.wake_at
        assert showing.wake_at <= NOW + timedelta(seconds=60)


@pytest.mark.parametrize("code", sorted({code for codes in REMEDIES.values() for code in codes} | {"invalid_blocks"}))
def test_no_refusal_is_repeated_quickly_or_without_end(code: str) -> None:
    showing, now = CARD, NOW
    for _ in range(MOST_TRIES + 1):
        showing = after(showing, trouble_of(refusal(code)), now)
        if showing.state is not ShowState.DUE:
            return
        assert showing.wake_at
        assert showing.wake_at - now >= timedelta(seconds=2)
        now = showing.wake_at
    assert trouble_of(refusal(code)).remedy is Remedy.LATER
