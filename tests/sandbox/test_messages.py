"""Messages: who sees them, what changes and what stays, threads, links, reactions and time passing."""

from typing import Any

import pytest

from bot.sandbox import Json
from bot.sandbox.player import Person
from tests.sandbox.made import actions, button, section
from tests.sandbox.quick import Quick

JOURNEY = "C0JOURNEY"


def post(box: Quick, text: str, **more: Any) -> Json:
    answer = box.api("chat.postMessage", channel=JOURNEY, text=text, **more)
    assert answer["ok"], answer
    return answer


def test_everybody_in_the_channel_reads_a_message(box: Quick, ana: Person) -> None:
    post(box, "for all")
    assert ana.reads() == box.player.person("Ben").reads() == ["for all"]


def test_only_its_reader_sees_an_ephemeral_message(box: Quick, ana: Person) -> None:
    box.api("chat.postEphemeral", channel=JOURNEY, user=ana.id, text="only you")
    assert ana.reads() == ["only you"]
    assert box.player.person("Ben").reads() == []


def test_an_update_keeps_the_blocks_it_does_not_name(box: Quick, ana: Person) -> None:
    ts = post(box, "old", blocks=[section("block")])["ts"]
    box.api("chat.update", channel=JOURNEY, ts=ts, text="new")
    assert ana.reads() == ["block"]
    box.api("chat.update", channel=JOURNEY, ts=ts, text="new", blocks=[])
    assert ana.reads() == ["new"]
    assert ana.screen()["messages"][0]["edited"]


def test_replies_stand_in_their_thread_and_may_show_in_the_channel(box: Quick, ana: Person) -> None:
    ts = post(box, "root")["ts"]
    post(box, "hidden", thread_ts=ts)
    shown = post(box, "shown", thread_ts=ts, reply_broadcast=True)["ts"]
    post(box, "a reply to a reply", thread_ts=shown)
    ana.replies("root", "mine")
    assert ana.reads() == ["root", "shown"]
    assert ana.reads_thread("root") == ["hidden", "shown", "a reply to a reply", "mine"]
    assert ana.screen()["messages"][0]["reply_count"] == 4


def test_a_deleted_message_leaves_its_place_to_its_replies(box: Quick, ana: Person) -> None:
    ts = post(box, "root", blocks=[actions(button())])["ts"]
    post(box, "reply", thread_ts=ts)
    lonely = post(box, "lonely")["ts"]
    for one in (ts, lonely):
        assert box.api("chat.delete", channel=JOURNEY, ts=one)["ok"]
    assert ana.reads() == ["This message was deleted."]
    assert box.api("chat.update", channel=JOURNEY, ts=ts, text="x")["error"] == "message_not_found"
    with pytest.raises(AssertionError, match="There is no 'Press' to press"):
        ana.presses("Press")


def test_somebody_may_take_a_message_away(box: Quick, ana: Person) -> None:
    ts = post(box, "gone soon")["ts"]
    assert box.act("delete_message", channel=JOURNEY, ts=ts).json()["ok"]
    assert ana.reads() == []
    assert box.api("chat.update", channel=JOURNEY, ts=ts, text="x")["error"] == "message_not_found"


def test_a_message_to_a_person_opens_their_direct_messages(box: Quick, ana: Person) -> None:
    answer = box.api("chat.postMessage", channel=ana.id, text="between us")
    assert answer["channel"] == "D0ANA0001"
    assert ana.screen()["unread"] == {"D0ANA0001": 1}
    assert ana.goes_to("direct").reads() == ["between us"]
    assert ana.screen()["unread"] == {}


def test_a_permalink_leads_back_to_the_message(box: Quick) -> None:
    ts = post(box, "here")["ts"]
    link = box.api("chat.getPermalink", channel=JOURNEY, message_ts=ts)["permalink"]
    assert link.endswith(f"/archives/{JOURNEY}/p{ts.replace('.', '')}")
    assert box.client.get(link).headers["location"] == f"/?channel={JOURNEY}&ts={ts}"


def test_a_reaction_counts_once(box: Quick, ana: Person) -> None:
    named = {"channel": JOURNEY, "timestamp": post(box, "x")["ts"], "name": "tada"}
    assert box.api("reactions.add", **named)["ok"]
    assert box.api("reactions.add", **named)["error"] == "already_reacted"
    assert ana.screen()["messages"][0]["reactions"] == [{"name": "tada", "people": ["U0SANDBOT"]}]
    assert box.api("reactions.remove", **named)["ok"]
    assert box.api("reactions.remove", **named)["error"] == "no_reaction"


def test_a_scheduled_message_comes_when_its_time_has_come(box: Quick, ana: Person) -> None:
    at = int(box.workspace.clock.now()) + 3600
    planned = box.api("chat.scheduleMessage", channel=JOURNEY, text="look back", post_at=at)
    assert [one["text"] for one in box.api("chat.scheduledMessages.list")["scheduled_messages"]] == ["look back"]
    box.player.forward(3590)
    assert ana.reads() == []
    box.player.forward(20)
    assert ana.reads() == ["look back"]
    gone = {"channel": JOURNEY, "scheduled_message_id": planned["scheduled_message_id"]}
    assert box.api("chat.deleteScheduledMessage", **gone)["error"] == "invalid_scheduled_message_id"


def test_a_scheduled_message_can_be_called_off(box: Quick, ana: Person) -> None:
    at = int(box.workspace.clock.now()) + 60
    planned = box.api("chat.scheduleMessage", channel=JOURNEY, text="never", post_at=at)
    gone = {"channel": JOURNEY, "scheduled_message_id": planned["scheduled_message_id"]}
    assert box.api("chat.deleteScheduledMessage", **gone)["ok"]
    box.player.forward(120)
    assert ana.reads() == []


def test_a_scheduled_message_with_metadata_never_comes(box: Quick, ana: Person) -> None:
    at = int(box.workspace.clock.now()) + 60
    box.api("chat.scheduleMessage", channel=JOURNEY, text="x", post_at=at, metadata={"event_type": "x"})
    box.player.forward(120)
    assert ana.reads() == []


def test_people_only_act_where_they_are(box: Quick) -> None:
    chiara = box.player.person("Chiara")
    with pytest.raises(AssertionError, match="no such channel"):
        chiara.goes_to("secret-plans").screen()
    box.act("kick", channel=JOURNEY, user=chiara.id)
    with pytest.raises(AssertionError, match="not in #journey"):
        chiara.goes_to("journey").types("/journey")
    assert chiara.screen()["is_member"] is False
    box.act("invite", channel=JOURNEY, user=chiara.id)
    assert chiara.types("hello").reads() == ["hello"]


def test_the_clock_of_a_message_is_the_readers(box: Quick, ana: Person) -> None:
    post(box, "when?")
    lisbon, tokyo = (one.screen()["messages"][0]["time"] for one in (ana, box.player.person("Emi")))
    hours = (int(tokyo[:2]) - int(lisbon[:2])) % 24
    assert hours in (8, 9)
    assert tokyo[2:] == lisbon[2:]


def test_people_and_channels_are_told_to_the_bot(box: Quick) -> None:
    ana = box.api("users.info", user="U0ANA0001")["user"]
    assert (ana["real_name"], ana["tz"], ana["locale"], ana["is_bot"]) == (
        "Ana Ferreira",
        "Europe/Lisbon",
        "pt-PT",
        False,
    )
    channel = box.api("conversations.info", channel=JOURNEY, include_num_members=True)["channel"]
    assert (channel["name"], channel["is_member"], channel["num_members"]) == ("journey", True, 7)
    assert box.api("conversations.info", channel="C0SUPPORT")["channel"]["is_member"] is False
    assert "U0SANDBOT" in box.api("conversations.members", channel=JOURNEY)["members"]
    assert box.api("auth.test")["user_id"] == "U0SANDBOT"
