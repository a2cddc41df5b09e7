"""A team for which nothing gets through to Slack rests: nobody else waits for it, and it goes on soon after."""

from collections import Counter
from collections.abc import Callable, Iterator
from http.client import RemoteDisconnected
from pathlib import Path
from typing import Any, cast
from urllib.error import HTTPError

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.errands.embedded import Embedded
from bot.slack.breaker import FOR_NOW, IN_A_ROW, Breaker, Ways
from bot.slack.delivery import Slack
from bot.slack.line import Line
from bot.slack.posting import Poster
from bot.slack.troubles import Remedy, Resting, trouble_of
from journeybot.journey import About
from journeybot.ports import Showable, Showing, ShowState
from journeybot.workshop import Place, Workshop
from storage.store import SqlStore, open_store
from tests.errands.board import Day, errands_over
from tests.slack.test_voice import Hours

OWED = 30
"""More than are looked at in one go."""


def refusal(code: str, status: int = 200) -> SlackApiError:
    answer = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="",
        req_args={},
        data={"ok": False, "error": code},
        headers={},
        status_code=status,
    )
    return SlackApiError(code, answer)  # type: ignore[no-untyped-call]


def gone_wrong(status: int) -> HTTPError:
    return HTTPError("http://127.0.0.1:9", status, "", {}, None)  # type: ignore[arg-type]


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def way(hours: Hours) -> Breaker:
    return Breaker(hours)


def fails(way: Breaker, times: int = 1, error: Exception | None = None, *, can_wait: bool = True) -> None:
    for _ in range(times):
        with pytest.raises(type(error or TimeoutError())), way.trying(can_wait=can_wait):
            raise error or TimeoutError


@pytest.mark.parametrize(
    "error", [TimeoutError(), RemoteDisconnected(""), refusal("x", 503), refusal("internal_error"), gone_wrong(502)]
)
def test_five_failures_in_a_row_and_it_rests(way: Breaker, error: Exception) -> None:
    fails(way, IN_A_ROW - 1, error)
    assert way.rests() == 0
    fails(way, 1, error)
    assert way.rests() == FOR_NOW
    with pytest.raises(Resting) as caught, way.trying():
        raise AssertionError("it was tried")
    assert (trouble_of(caught.value).remedy, trouble_of(caught.value).wait.total_seconds()) == (Remedy.LATER, FOR_NOW)


@pytest.mark.parametrize("error", [refusal("ratelimited", 429), refusal("is_archived"), gone_wrong(404)])
def test_who_is_refused_has_been_heard(way: Breaker, error: Exception) -> None:
    fails(way, IN_A_ROW - 1)
    fails(way, 1, error)
    fails(way, IN_A_ROW - 1)
    assert way.rests() == 0


def test_one_is_tried_now_and_then(way: Breaker, hours: Hours) -> None:
    fails(way, IN_A_ROW)
    for _ in range(3):
        hours.now += FOR_NOW
        assert [way.rests() > 0 for _ in range(3)] == [False, True, True]
        fails(way)
        with pytest.raises(Resting), way.trying():
            raise AssertionError("another was tried")


def test_whatever_gets_through_lets_all_go_on(way: Breaker, caplog: pytest.LogCaptureFixture) -> None:
    """Also what somebody's click waits for, which never rests."""
    way.whose = "T1"
    fails(way, 2 * IN_A_ROW, can_wait=False)
    assert way.rests() == 0, "it has less time"
    fails(way, IN_A_ROW)
    fails(way, can_wait=False)
    assert way.rests() > 0
    with way.trying(can_wait=False):
        pass
    assert way.rests() == 0
    with way.trying():
        pass
    assert [record.getMessage() for record in caplog.records] == [
        "nothing gets through to Slack for T1: what can wait rests, and one is tried every 30 seconds",
        "Slack answers for T1 again",
    ]


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def store(tmp_path: Path, day: Day) -> Iterator[SqlStore]:
    """Many texts are owed to one team, each in its channel, and later one to another team."""
    store = open_store(f"sqlite:///{tmp_path / 'bot.db'}", clock=day)
    for number in range(OWED):
        _owe(store, Place("T1", f"C{number}"))
    day.passes(1)
    _owe(store, Place("T2", "C1"))
    yield store
    store.close()


def _owe(store: SqlStore, place: Place) -> None:
    key = f"{place.tenant}{place.channel}"
    store.begin(Workshop(key=key, place=place, about=About(key=f"m{key}", title="Groceries")))
    store.show(Showing(key=key, place=place, workshop=key, kind=Showable.TEXT, what={"said": "hello"}, in_thread=False))


class Wires:
    """Slack, as far as it is called here. It gets all that is said, but the teams that are `cut_off` never hear so."""

    def __init__(self) -> None:
        self.cut_off, self.called, self.posts = {"xoxb-T1"}, Counter[str](), list[dict[str, Any]]()

    def call(self, line: Line, method: str, **given: Any) -> dict[str, Any]:
        token = str(line.token)
        self.called[token] += 1
        if method == "chat.postMessage":
            self.posts.append({"token": token, "ts": f"{len(self.posts)}.0", **given["json"]})
        if token in self.cut_off:
            raise TimeoutError
        return {"ok": True, "ts": f"{len(self.posts) - 1}.0", "messages": self.posts}


@pytest.fixture
def wires(monkeypatch: pytest.MonkeyPatch) -> Wires:
    wires = Wires()

    def api_call(line: Line, method: str, **given: Any) -> dict[str, Any]:
        return wires.call(line, method, **given)

    monkeypatch.setattr(Line, "api_call", api_call)
    return wires


@pytest.fixture
def errands(store: SqlStore, day: Day, wires: Wires) -> Embedded:
    ticks: Callable[[], float] = lambda: day().timestamp()  # noqa: E731
    slacks = {
        team: Slack(
            f"xoxb-{team}", "https://slack.test/api/", ways=Ways(Breaker(ticks), Breaker(ticks), Breaker(ticks))
        )
        for team in ("T1", "T2")
    }
    poster = Poster(slacks.__getitem__, cast(Any, None), tell_in=cast(Any, None), clock=day, keep=store.settle)
    return errands_over(store, poster, day)


def _shown(store: SqlStore, team: str) -> int:
    found = [store.showing(team, f"{team}C{number}", f"{team}C{number}") for number in range(OWED)]
    return sum(one is not None and one.state is ShowState.SHOWN for one in found)


def test_a_team_that_is_cut_off_keeps_nobody_else_waiting(
    store: SqlStore, errands: Embedded, wires: Wires, day: Day
) -> None:
    for _ in range(4):
        errands.round()
    assert (_shown(store, "T2"), wires.called["xoxb-T1"]) == (1, IN_A_ROW), "each of them takes five seconds"
    for _ in range(12):
        day.passes(5)
        errands.round()
    assert wires.called["xoxb-T1"] == IN_A_ROW + 60 / FOR_NOW


def test_all_is_shown_once_and_soon_when_slack_is_back(
    store: SqlStore, errands: Embedded, wires: Wires, day: Day
) -> None:
    """What had arrived all the same is looked for, and not posted twice."""
    for _ in range(8):
        errands.round()
        day.passes(5)
    assert _shown(store, "T1") == 0
    wires.cut_off.clear()
    for _ in range(8):
        errands.round()
        day.passes(5)
    assert (_shown(store, "T1"), sum(post["token"] == "xoxb-T1" for post in wires.posts)) == (OWED, OWED)
