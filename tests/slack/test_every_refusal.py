"""Every word that Slack has for no, at every call that we make: nothing raises, nothing is tried for ever, and whoever
waits for something is told."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import cast

import pytest
from slack_bolt import BoltContext

from bot.errands.port import File, Made, Words
from bot.slack.buttons import Pressed
from bot.slack.circle import Circle
from bot.slack.delivery import IN_TIME, View
from bot.slack.landing import POSTING
from bot.slack.letters import Letters
from bot.slack.names import Names
from bot.slack.posting import Poster
from bot.slack.replying import ALREADY_OPEN, NO_FILES, Occasion, Replier
from bot.slack.troubles import FOR_THE_OPERATOR, HALF_DONE, MOST_TRIES, NOT_THERE, REMEDIES, Remedy
from bot.slack.voice import Listener, Voice
from bot.slack.workspaces import One
from journeybot.forms import Field, Form, Kind
from journeybot.installations import Installations
from journeybot.permissions import Standing
from journeybot.ports import UNSURE, Letter, Profile, Showable, Showing, ShowState, Store
from journeybot.replies import Ask, Card, Say
from journeybot.waking import ARCHIVED
from journeybot.wording import Wording
from journeybot.workshop import Place, Who
from tests.errands.board import Day
from tests.slack.refusing import CODES, Refusing

HERE, ANA = Place("T1", "C1"), Who("T1", "U1")
LISTENER = Listener("T1", "U1", "C1")
CARD = Card(title="Groceries", question="Who travels?", number=1, steps=("Personas", "Stages"))
FILE = File(data=b"%PDF", name="map.pdf", title="Map")
NEW = Showing(key="k", place=HERE, workshop="w", kind=Showable.TEXT, should=3, asked_by="U1")
OLD = replace(NEW, kind=Showable.CARD, message="1.0")
GONE = replace(NEW, kind=Showable.NOTHING, workshop="", asked_by="")
LONG = 12
"""Tries after which what is still tried is tried for as long as it takes."""

WAYS: dict[str, tuple[Showing, Made]] = {
    "chat.postMessage": (NEW, Words(text="Once upon a time")),
    "chat.update": (OLD, CARD),
    "files.getUploadURLExternal": (replace(NEW, kind=Showable.FILE), FILE),
    "files.completeUploadExternal": (replace(NEW, kind=Showable.FILE), FILE),
    "chat.delete": (replace(GONE, message="1.0"), Words(text="")),
    "files.delete": (replace(GONE, file="F1"), Words(text="")),
}


@dataclass
class Try:
    """One showing, tried as errands would: at its time, until it rests or has been tried long enough."""

    slack: Refusing
    day: Day = field(default_factory=Day)
    waits: list[timedelta] = field(default_factory=list)

    def until_it_rests(self, showing: Showing, made: Made) -> Showing:
        voice, wording = Voice(lambda _: self.slack), Wording()
        poster = Poster(
            lambda _: self.slack, voice, tell_in=lambda *_: wording, clock=self.day, keep=lambda showing: showing
        )
        for _ in range(LONG):
            showing = poster.show(showing, made, thread="")
            if showing.state is not ShowState.DUE:
                break
            assert showing.wake_at
            self.waits.append(showing.wake_at - self.day.now)
            self.day.now = showing.wake_at
        if showing.state is not ShowState.SHOWN:
            poster.tell(showing)
        voice.stop()
        return showing


def remedy_of(code: str) -> Remedy:
    return next((remedy for remedy, codes in REMEDIES.items() if code in codes), Remedy.FIX)


def rest_of(method: str, code: str) -> set[ShowState]:
    """How a showing may end whose method is always refused so."""
    remedy = remedy_of(code)
    if method in {"chat.delete", "files.delete"} and code in NOT_THERE:
        return {ShowState.SHOWN}
    if remedy is Remedy.PARK:
        return {ShowState.PARKED}
    if method == "chat.postMessage" and code in HALF_DONE:
        return {ShowState.SHOWN, ShowState.DUE}  # it may be there: looked for each time, and posted again
    if method == "chat.update" and remedy is Remedy.ANEW:
        return {ShowState.SHOWN}
    return {ShowState.DUE} if remedy is Remedy.LATER else {ShowState.DEAD}


def test_there_are_many_words_for_no() -> None:
    assert len(CODES) >= 45


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("method", WAYS)
def test_what_is_shown_parks_waits_or_is_given_up(method: str, code: str) -> None:
    slack = Refusing(code, method)
    tried = Try(slack)
    showing = tried.until_it_rests(*WAYS[method])
    tries = slack.calls.count(method)
    assert showing.state in rest_of(method, code)
    assert all(wait >= timedelta(seconds=2) for wait in tried.waits)
    assert tries <= (LONG if remedy_of(code) is Remedy.LATER else MOST_TRIES)
    by = "chat.postMessage" if showing.error == ARCHIVED else "chat.postEphemeral"  # nobody looks into an archive
    told = by in slack.calls[-1:]
    quiet = not showing.asked_by or showing.error == "not_installed"
    assert told or showing.state in {ShowState.SHOWN, ShowState.DUE} or quiet
    if code in FOR_THE_OPERATOR and code not in HALF_DONE:
        assert min(tried.waits) == timedelta(minutes=1)


def test_what_several_things_wait_for_is_said_once() -> None:
    slack = Refusing("not_in_channel", "chat.postMessage")
    voice, wording = Voice(lambda _: slack), Wording()
    poster = Poster(lambda _: slack, voice, tell_in=lambda *_: wording, clock=Day(), keep=lambda showing: showing)
    for key in ("card", "map", "story"):
        poster.tell(poster.show(replace(NEW, key=key), Words(text="Once upon a time"), thread=""))
    voice.stop()
    assert slack.calls.count("chat.postEphemeral") == 1


@pytest.mark.parametrize(
    ("code", "status"),
    [("internal_error", 200), ("fatal_error", 200), ("request_timeout", 200), ("service_unavailable", 200), ("", 503)],
)
def test_what_may_have_been_posted_is_looked_for_once_it_must_have_landed(code: str, status: int) -> None:
    slack = Refusing(code, "chat.postMessage")
    slack.refusal.status = status
    tried = Try(slack)
    tried.until_it_rests(*WAYS["chat.postMessage"])
    assert slack.calls[:4] == ["chat.postMessage", "conversations.history"] * 2
    assert min(tried.waits) >= timedelta(seconds=IN_TIME + 10), "Slack may work on it for longer than we listen"


@pytest.mark.parametrize("code", ["ratelimited", "invalid_blocks", "token_expired"])
def test_what_was_surely_not_posted_is_not_looked_for(code: str) -> None:
    slack = Refusing(code, "chat.postMessage")
    Try(slack).until_it_rests(*WAYS["chat.postMessage"])
    assert slack.calls.count("chat.postMessage") > 1
    assert "conversations.history" not in slack.calls


def test_what_may_be_there_is_not_posted_again_where_we_may_not_look() -> None:
    slack = Refusing("missing_scope", "conversations.history")
    showing = Try(slack).until_it_rests(replace(NEW, error=POSTING), Words(text="Once upon a time"))
    assert (showing.state, showing.error) == (ShowState.DEAD, UNSURE)
    assert "chat.postMessage" not in slack.calls


def replier(slack: Refusing, voice: Voice) -> Replier:
    return Replier(lambda _: slack, voice, store=cast(Store, None), wake=lambda: None, keys=lambda: "k")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("in_dialog", [False, True])
def test_who_gets_no_dialog_is_told_and_offered_it_again(code: str, in_dialog: bool) -> None:
    slack = Refusing(code, "views.open", "views.push")
    again = Pressed(command="persona")
    occasion = Occasion(place=HERE, listener=LISTENER, wording=Wording, trigger="1.2", in_dialog=in_dialog, again=again)
    ask = Ask(form=Form(name="persona", title="Somebody", submit="Save", fields=()))
    voice = Voice(lambda _: slack)
    answer = replier(slack, voice).to_command([ask], occasion)
    voice.stop()
    assert slack.calls == ["views.push" if in_dialog else "views.open"]
    assert (answer is None) == (code == ALREADY_OPEN)
    assert answer is None or answer["blocks"][-1]["type"] == "actions"


class Strict(Refusing):
    """A Slack that opens no dialog which asks for a file and, if `wastes`, takes the trigger for its refusal."""

    def __init__(self, code: str, *, wastes: bool) -> None:
        super().__init__(code)
        self.opened, self._wastes, self._used = list[View](), wastes, set[str]()

    def open(self, trigger: str, view: View) -> None:
        asks = "file_input" in str(view)
        self.refusal.code = ALREADY_OPEN if trigger in self._used else self.refusal.code
        self.refusal.methods = {"views.open"} if asks or trigger in self._used else set()
        self._used |= {trigger} if self._wastes or not asks else set()
        super().open(trigger, view)
        self.opened.append(view)


@pytest.mark.parametrize("wastes", [False, True])
@pytest.mark.parametrize("code", sorted(NO_FILES))
def test_a_dialog_that_may_not_ask_for_a_file_opens_without_or_at_the_next_press(code: str, *, wastes: bool) -> None:
    slack = Strict(code, wastes=wastes)
    voice = Voice(lambda _: slack)
    fields = (Field(name="file", label="File", kind=Kind.FILE), Field(name="text", label="Text"))
    ask = Ask(form=Form(name="import", title="Bring in", submit="Look", fields=fields))
    said = []
    for trigger in ("1.1", "1.2"):
        occasion = Occasion(place=HERE, listener=LISTENER, wording=Wording, trigger=trigger)
        said.append(replier(slack, voice).to_command([ask], occasion))
    voice.stop()
    assert [answer is None for answer in said] == [not wastes, True]
    assert len(slack.opened) == (1 if wastes else 2)
    assert slack.calls.count("views.open") == 3  # the second one does without from the beginning


@pytest.mark.parametrize("code", CODES)
def test_words_for_one_person_take_another_way_and_end_where_there_is_none(code: str) -> None:
    slack = Refusing(code, "chat.postEphemeral")
    voice = Voice(lambda _: slack)
    assert voice.tell(LISTENER, [{"text": "hello"}])
    slack.refusal.methods = {"chat.postEphemeral", "chat.postMessage"}
    assert not voice.tell(LISTENER, [{"text": "hello"}])
    assert slack.calls == ["chat.postEphemeral", "chat.postMessage"] * 2


@pytest.mark.parametrize("code", CODES)
def test_what_nobody_waits_for_is_left_with_a_line_in_the_log(code: str, caplog: pytest.LogCaptureFixture) -> None:
    slack = Refusing(code, "views.publish", "views.update")
    voice = Voice(lambda _: slack)
    voice.do(lambda: slack.publish("U1", {"type": "home", "blocks": []}))
    voice.do_first(lambda: slack.update_view("V1", {"type": "modal", "blocks": []}, state=""))
    voice.stop()
    assert sorted(slack.calls) == ["views.publish", "views.update"]
    assert [(line.levelname, line.getMessage(), line.exc_info) for line in caplog.records] == [
        ("WARNING", f"Slack: {'ratelimited' if code == 'rate_limited' else code}", None)
    ] * 2


@pytest.mark.parametrize("code", CODES)
def test_what_slack_does_not_tell_is_done_without(code: str) -> None:
    slack = Refusing(code, "users.info", "conversations.members", "chat.getPermalink")
    names, circle = Names(lambda _: slack), Circle(lambda _: slack)
    for _ in range(3):
        assert names.profile("T1", "U1") == Profile()
        assert circle.standing(ANA, HERE) is Standing.UNKNOWN
    assert slack.permalink("C1", "1.0") == ""
    assert sorted(slack.calls) == ["chat.getPermalink", "conversations.members", "users.info"]


@pytest.mark.parametrize("code", CODES)
def test_who_is_not_known_to_be_of_ours_is_a_visitor(code: str) -> None:
    circle = Circle(lambda _: Refusing(code, "users.info"))
    body = {"user": {"id": "U1", "team_id": "T2"}, "channel": {"id": "C1"}}
    circle.hear(body, BoltContext(team_id="T1", user_id="U1", channel_id="C1"))
    assert circle.standing(ANA, HERE) is Standing.VISITING


@pytest.mark.parametrize("code", CODES)
def test_a_letter_is_sent_again_looked_for_or_given_up(code: str) -> None:
    slack = Refusing(code, "chat.postMessage", "conversations.open")
    letters = Letters(lambda _: slack, Names(lambda _: slack))
    sent = letters.send(Letter(key="k", tenant="T1", to="U1", say=Say(text="Time is up")))
    assert slack.calls == ["chat.postMessage"]
    assert not sent.message
    if code in HALF_DONE:
        assert sent.unsure
    elif remedy_of(code) is Remedy.LATER:
        assert sent.again
        assert sent.again >= timedelta(seconds=2)
    else:
        assert sent.error == code
    with suppress(ConnectionError):  # asked again later, as errands do
        assert letters.arrived("T1", "U1", key="k") is None


@pytest.mark.parametrize("code", CODES)
def test_as_long_as_slack_does_not_say_whose_token_it_is_whoever_comes_is_served(code: str) -> None:
    slack = Refusing(code, "auth.test")
    voice, one = Voice(lambda _: slack), One(slack, cast(Installations, None))
    voice.do(one.learn)
    voice.stop()
    assert one.serves("T1")
    assert slack.calls == ["auth.test"]
