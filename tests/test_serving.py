"""Without a way to Slack we wait, or say that there will never be one."""

from http.client import IncompleteRead

import pytest
from slack_sdk.errors import SlackApiError

from bot.serving import HOPELESS, NoWay, serve_socket_mode


def refused(code: str) -> None:
    raise SlackApiError(code, {"ok": False, "error": code})  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("code", sorted(HOPELESS))
def test_a_token_that_will_never_do_ends_it_with_where_to_find_another(code: str) -> None:
    with pytest.raises(NoWay, match=f"SLACK_APP_TOKEN .{code}.*Basic Information"):
        serve_socket_mode(lambda: refused(code), lambda: None, wait=lambda _: True)


def test_while_slack_is_busy_we_try_again_until_told_to_stop() -> None:
    tries, waits = list[str](), iter([False, False, True])

    def connect() -> None:
        tries.append("once")
        refused("ratelimited")

    serve_socket_mode(connect, lambda: None, wait=lambda _: next(waits))
    assert len(tries) == 3


def test_what_went_wrong_once_is_tried_again_soon_and_what_goes_on_going_wrong_ever_later() -> None:
    waited = list[float | None]()

    def wait(seconds: float | None) -> bool:
        waited.append(seconds)
        return len(waited) == 6

    serve_socket_mode(lambda: refused("internal_error"), lambda: None, wait=wait)
    assert waited == [0.5, 1.0, 2.0, 4.0, 5.0, 5.0]


def test_an_answer_that_breaks_off_is_no_reason_to_end() -> None:
    tries, waits = list[str](), iter([False, True])

    def connect() -> None:
        tries.append("once")
        if len(tries) == 1:
            raise IncompleteRead(b"")

    serve_socket_mode(connect, lambda: None, wait=lambda _: next(waits))
    assert len(tries) == 2
