"""A bot that ends in the middle of a call to Slack leaves behind what the next one has to know: nothing comes twice."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.web import SlackResponse

from bot.errands.port import File, Made, Words
from bot.slack.delivery import Slack
from bot.slack.posting import Poster
from bot.slack.voice import Voice
from journeybot.ports import Showable, Showing, ShowState
from journeybot.wording import Wording
from journeybot.workshop import Place
from tests.errands.board import Day
from tests.slack.refusing import Refusing

TEXT = Showing(key="k", place=Place("T1", "C1"), workshop="w", kind=Showable.TEXT, should=3, asked_by="U1")
SHARE = "files.completeUploadExternal"
FILE = File(data=b"%PDF", name="map.pdf", title="Map")


class Cut(BaseException):
    """The process ends in the middle of a call."""


class CutOff(Refusing):
    """A Slack whose channel can be read, and that knows a file until it is shared. At that call of this method the bot
    is no more: once it `landed`, or before."""

    def __init__(self, method: str, number: int = 1, *, landed: bool = True) -> None:
        super().__init__("")
        self.posted = list[dict[str, Any]]()
        self._shared = False
        self._cut, self._landed = (method, number), landed
        for client in (self._fast, self._client):
            client.api_call = self._call  # type: ignore[method-assign]

    def _call(self, api_method: str, **given: Any) -> SlackResponse:
        if api_method == SHARE and self._shared:
            self.refusal.code, self.refusal.methods = "file_not_found", {SHARE}
        cut_off = (api_method, self.calls.count(api_method) + 1) == self._cut
        answer = self.refusal.api_call(api_method, **given)
        if cut_off and not self._landed:
            raise Cut
        self._shared = self._shared or api_method == SHARE
        if api_method == "chat.postMessage":
            self.posted.append({**given["json"], "ts": f"{len(self.posted)}.1"})
        if cut_off:
            raise Cut
        return answer if api_method != "conversations.history" else {"messages": self.posted}  # type: ignore[return-value]


def poster(slack: Slack, keep: Callable[[Showing], Showing] = lambda showing: showing) -> Poster:
    return Poster(lambda _: slack, Voice(lambda _: slack), tell_in=lambda *_: Wording(), clock=Day(), keep=keep)


def shown_by_two(slack: CutOff, showing: Showing, made: Made) -> list[str]:
    """One begins and is cut off, another goes on with what is stored; what the other calls."""
    kept = [showing]

    def keep(one: Showing) -> Showing:
        kept.append(one)
        return one

    with pytest.raises(Cut):
        poster(slack, keep).show(showing, made, thread="")
    before = len(slack.calls)
    assert poster(slack, keep).show(kept[-1], made, thread="").state is ShowState.SHOWN
    return slack.calls[before:]


@pytest.mark.parametrize("landed", [True, False])
def test_a_file_that_is_up_when_the_bot_is_cut_off_is_not_uploaded_again(landed: bool) -> None:
    again = shown_by_two(CutOff(SHARE, landed=landed), replace(TEXT, kind=Showable.FILE), FILE)
    assert again == [SHARE]


def text_of(posted: list[dict[str, Any]]) -> list[str]:
    return [one["text"] for one in posted]


@pytest.mark.parametrize("landed", [True, False])
@pytest.mark.parametrize("part", [1, 2, 3])
def test_of_a_long_text_each_part_is_posted_once_wherever_the_bot_is_cut_off(part: int, landed: bool) -> None:
    story = Words(text="\n".join(f"{number:04} {'word ' * 19}" for number in range(90)))
    whole = CutOff("nowhere")
    poster(whole).show(TEXT, story, thread="")
    assert len(whole.posted) > 3
    slack = CutOff("chat.postMessage", part, landed=landed)
    shown_by_two(slack, TEXT, story)
    assert text_of(slack.posted) == text_of(whole.posted)
