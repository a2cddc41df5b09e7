"""What people type arrives as Slack hands it over: entities escaped, names and links marked up, nothing lost."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.incoming_text import as_command_text, as_message
from bot.sandbox.inputs import state_of
from bot.sandbox.player import Person
from bot.sandbox.reading import plain
from bot.sandbox.workspace import Workspace
from tests.sandbox.made import written
from tests.sandbox.quick import Quick
from tests.sandbox.running import BOT_TOKEN

WORKSPACE = Workspace()
NAMES = {one.id: one.handle for one in WORKSPACE.people.values()} | {
    one.id: one.name for one in WORKSPACE.channels.values()
}


@pytest.mark.parametrize(
    ("typed", "arrives"),
    [
        ("R&D <beta>", "R&amp;D &lt;beta&gt;"),
        ("for @ben and @Chiara.", "for <@U0BEN0002|ben> and <@U0CHIARA3|chiara>."),
        ("in #journey", "in <#C0JOURNEY|journey>"),
        ("in #secret-plans", "in <#C0SECRET0|>"),
        ("see https://example.com/?a=1&b=2", "see <https://example.com/?a=1&amp;b=2>"),
        ("@here @channel", "<!here> <!channel>"),
        ("ana@ben.example #42 @nobody", "ana@ben.example #42 @nobody"),
        ("<@U0BEN0002> <!channel>", "&lt;@U0BEN0002&gt; &lt;!channel&gt;"),
        ('“smart” $ \\ "', '“smart” $ \\ "'),
    ],
)
def test_a_command_that_wants_it_escaped(box: Quick, ana: Person, typed: str, arrives: str) -> None:
    ana.types(f"/journey {typed}")
    assert box.bot.received[-1]["text"] == arrives


def test_a_command_that_does_not_gets_names_as_typed(box: Quick, ana: Person) -> None:
    ana.types("/plain @ben & #journey")
    assert box.bot.received[-1]["text"] == "@ben &amp; #journey"


def test_a_message_marks_people_up_without_their_names(box: Quick, ana: Person) -> None:
    ana.types("hi @testbot, meet @ben & <co>")
    said, mention = (one["event"] for one in box.bot.received)
    assert said["text"] == "hi <@U0SANDBOT>, meet <@U0BEN0002> &amp; &lt;co&gt;"
    assert mention["type"] == "app_mention"
    assert ana.reads() == ["hi @testbot, meet @Ben & <co>"]


def test_the_bot_hears_nothing_where_it_is_not(box: Quick, ana: Person) -> None:
    ana.goes_to("support").types("@testbot are you there?")
    assert box.bot.received == []


def test_an_unknown_command_is_answered_by_slackbot_and_not_sent(box: Quick, ana: Person) -> None:
    ana.types("/yourney start")
    (message,) = ana.screen()["messages"]
    assert (message["name"], message["ephemeral"]) == ("Slackbot", True)
    assert "`/yourney` is not a command" in message["text"]
    assert box.bot.received == []


@given(st.text())
def test_every_text_put_into_a_field_arrives_as_it_was_typed(text: str) -> None:
    state = state_of(written(multiline=True), text)
    assert (state["value"] or "") == text.replace("\x00", "").replace("\r\n", "\n")


def test_half_a_character_breaks_no_screen(box: Quick, ana: Person) -> None:
    content = b'{"user": "U0ANA0001", "channel": "C0JOURNEY", "text": "/journey half \\ud83d end"}'
    assert box.client.post("/sandbox/act/command", content=content).status_code == 200
    assert box.bot.received[-1]["text"] == "half � end"
    content = b'{"channel": "C0JOURNEY", "text": "half \\ude00"}'
    headers = {"authorization": f"Bearer {BOT_TOKEN}", "content-type": "application/json"}
    assert box.client.post("/api/chat.postMessage", content=content, headers=headers).json()["ok"]
    assert ana.reads() == ["half �"]


pieces = st.sampled_from(
    ["@ana", "#journey", "@here", "https://e.org/?a=1&b=<2>|3", "<@U0ANA0001>", "&amp;", "<", "|", " "]
)


@given(st.lists(pieces | st.text(max_size=3)).map("".join))
def test_every_text_can_be_read_again_as_it_was_typed(text: str) -> None:
    for arrives in (as_message(text, WORKSPACE), as_command_text(text, WORKSPACE, should_escape=True)):
        assert plain(arrives, NAMES).lower() == text.lower()
    assert unescape(as_command_text(text, WORKSPACE, should_escape=False)) == text
