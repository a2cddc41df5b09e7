"""Everything that is sent to the bot has the keys that Slack's own samples have.

The sets below were written down from Slack's published samples; a key that is missing here is missing in real life.
"""

import re
from typing import Any

import pytest

from bot.sandbox import Json
from bot.sandbox.player import Person
from tests.sandbox.made import actions, asked, button, dialog, option, section, select, written
from tests.sandbox.quick import Bot, Quick

WHO = "type user api_app_id token team enterprise is_enterprise_install"
SHAPES = {
    "command": "token team_id team_domain channel_id channel_name user_id user_name command text api_app_id "
    "is_enterprise_install response_url trigger_id",
    "message press": f"{WHO} container trigger_id channel message state response_url actions",
    "ephemeral press": f"{WHO} container trigger_id channel state response_url actions",
    "view press": f"{WHO} container trigger_id view actions",
    "view_submission": f"{WHO} trigger_id view response_urls",
    "view_closed": f"{WHO} view is_cleared",
    "shortcut": f"{WHO} action_ts callback_id trigger_id",
    "message_action": f"{WHO} action_ts callback_id trigger_id channel message_ts message response_url",
    "event_callback": "token team_id api_app_id event type event_id event_time authorizations is_ext_shared_channel "
    "event_context",
    "view": "id team_id type blocks private_metadata callback_id state hash title clear_on_close notify_on_close close "
    "submit previous_view_id root_view_id app_id external_id app_installed_team_id bot_id",
    "message": "bot_id type text user ts app_id blocks team",
    "button": "type action_id block_id text value action_ts",
    "select": "type action_id block_id selected_option action_ts",
    "message event": "client_msg_id type text user ts team channel event_ts channel_type",
    "home event": "type user channel tab event_ts",
    "joined event": "type user channel channel_type team inviter event_ts",
}


def keys(value: Json) -> set[str]:
    return set(value)


def shape(name: str) -> set[str]:
    return set(SHAPES[name].split())


@pytest.fixture
def posted(box: Quick, ana: Person) -> Json:
    """A message with a button and a select."""
    blocks = [section("choose"), actions(button("Press", value="v"), select("a", "b"), block_id="row")]
    answer = box.api("chat.postMessage", channel="C0JOURNEY", text="choose", blocks=blocks)
    assert answer["ok"]
    return answer


def test_a_command(box: Quick, ana: Person) -> None:
    ana.types("/journey start  My map ")
    (form,) = box.bot.received
    assert keys(form) == shape("command")
    assert (form["command"], form["text"], form["is_enterprise_install"]) == ("/journey", "start  My map", "false")
    assert re.fullmatch(r"\d+\.\d+\.[0-9a-f]+", form["trigger_id"])


@pytest.mark.parametrize(
    ("channel", "name"), [("journey", "journey"), ("secret-plans", "privategroup"), ("direct", "directmessage")]
)
def test_a_command_hides_the_names_of_private_places(box: Quick, ana: Person, channel: str, name: str) -> None:
    ana.goes_to(channel).types("/journey")
    assert box.bot.received[-1]["channel_name"] == name


def test_a_press_in_a_message(box: Quick, ana: Person, posted: Json) -> None:
    ana.presses("Press")
    payload = box.bot.received[-1]
    assert keys(payload) == shape("message press")
    assert keys(payload["message"]) == shape("message")
    assert keys(payload["actions"][0]) == shape("button")
    assert payload["container"] == {
        "type": "message",
        "message_ts": posted["ts"],
        "channel_id": "C0JOURNEY",
        "is_ephemeral": False,
    }
    assert payload["state"]["values"] == {"row": {"chosen": {"type": "static_select", "selected_option": None}}}


def test_a_choice_in_a_message_is_remembered_for_the_next_press(box: Quick, ana: Person, posted: Json) -> None:
    ana.chooses("B", among="chosen")
    action = box.bot.received[-1]["actions"][0]
    assert keys(action) == shape("select")
    assert action["selected_option"]["value"] == "b"
    ana.presses("Press")
    state = box.bot.received[-1]["state"]["values"]["row"]["chosen"]
    assert state["selected_option"]["value"] == "b"


def test_a_press_in_what_only_one_person_sees(box: Quick, ana: Person) -> None:
    box.api("chat.postEphemeral", channel="C0JOURNEY", user=ana.id, text="x", blocks=[actions(button())])
    ana.presses("Press")
    assert keys(box.bot.received[-1]) == shape("ephemeral press")
    assert box.bot.received[-1]["container"]["is_ephemeral"] is True


def test_an_overflow_menu(box: Quick, ana: Person) -> None:
    menu = {"type": "overflow", "action_id": "more", "options": [option("edit"), option("drop")]}
    box.api("chat.postMessage", channel="C0JOURNEY", text="x", blocks=[section(accessory=menu)])
    ana.chooses("DROP", among="more")
    assert box.bot.received[-1]["actions"][0]["selected_option"]["value"] == "drop"


def test_a_press_in_a_dialog(box: Quick, ana: Person) -> None:
    opened = box.opens(dialog(asked("t", "Title", written("x")), actions(button()), private_metadata="{}"))
    ana.fills({"Title": "so far"}).presses("Press")
    payload = box.bot.received[-1]
    assert keys(payload) == shape("view press")
    assert keys(payload["view"]) == shape("view")
    assert payload["container"] == {"type": "view", "view_id": opened["id"]}
    assert payload["view"]["hash"] == opened["hash"]
    assert payload["view"]["state"]["values"]["t"]["x"]["value"] == "so far"


def test_an_input_that_dispatches_tells_at_once_and_others_wait(box: Quick, ana: Person) -> None:
    box.opens(
        dialog(asked("a", "First", select("a", "b"), dispatch_action=True), asked("b", "Second", select("c", "d")))
    )
    before = len(box.bot.received)
    ana.fills({"First": "A", "Second": "D"})
    (payload,) = box.bot.received[before:]
    assert payload["actions"][0]["selected_option"]["value"] == "a"
    assert payload["view"]["state"]["values"]["b"]["chosen"]["selected_option"]["value"] == "d"


def test_a_submission(box: Quick, ana: Person) -> None:
    opened = box.opens(dialog(asked("t", "Title", written("x")), private_metadata="kept"))
    ana.submits({"Title": "done"})
    payload = box.bot.received[-1]
    assert keys(payload) == shape("view_submission")
    assert keys(payload["view"]) == shape("view")
    assert (payload["view"]["id"], payload["view"]["private_metadata"]) == (opened["id"], "kept")
    assert payload["response_urls"] == []


def test_a_submission_that_may_be_answered_elsewhere(box: Quick, ana: Person) -> None:
    where = {"type": "conversations_select", "action_id": "c", "response_url_enabled": True}
    box.opens(dialog(asked("where", "Where?", where)))
    ana.submits({"Where?": "random"})
    (url,) = box.bot.received[-1]["response_urls"]
    assert keys(url) == {"block_id", "action_id", "channel_id", "response_url"}
    box.client.post(url["response_url"], json={"text": "Hello here", "response_type": "in_channel"})
    assert ana.goes_to("random").reads() == ["Hello here"]


def test_closing(box: Quick, ana: Person) -> None:
    box.opens(dialog(section(), notify_on_close=True))
    ana.closes()
    assert keys(box.bot.received[-1]) == shape("view_closed")


def test_shortcuts(box: Quick, ana: Person) -> None:
    ana.uses_shortcut("start")
    assert keys(box.bot.received[-1]) == shape("shortcut")
    ana.types("Worth keeping").uses_shortcut("keep", on="Worth")
    payload = box.bot.received[-1]
    assert keys(payload) == shape("message_action")
    assert payload["message"]["text"] == "Worth keeping"


def test_events(box: Quick, ana: Person) -> None:
    ana.opens_home().types("hello")
    box.act("kick", channel="C0JOURNEY", bot=True)
    box.act("invite", channel="C0JOURNEY", bot=True)
    home, said, joined = box.bot.received
    for event in (home, said, joined):
        assert keys(event) == shape("event_callback")
    assert keys(home["event"]) == shape("home event")
    assert keys(said["event"]) == shape("message event")
    assert keys(joined["event"]) == shape("joined event")
    assert len({home["event_id"], said["event_id"], joined["event_id"]}) == 3


def test_the_home_tab_comes_with_what_was_published_before(box: Quick, ana: Person) -> None:
    home = {"type": "home", "blocks": [section("Welcome"), actions(button("Begin", "begin"))]}

    async def publish(bot: Bot, payload: Json) -> None:
        if payload["type"] == "event_callback":
            await bot.api("views.publish", user_id=payload["event"]["user"], view=home)

    box.bot.reply = publish
    assert ana.opens_home().reads_home() == ["Welcome"]
    ana.opens_home()
    assert keys(box.bot.received[-1]["event"]) == shape("home event") | {"view"}
    ana.presses("Begin")
    payload = box.bot.received[-1]
    assert keys(payload) == shape("view press")
    assert (payload["view"]["type"], payload["view"]["submit"]) == ("home", None)


def test_missing_ids_and_texts_are_filled_in_as_slack_does(box: Quick, ana: Person) -> None:
    bare: dict[str, Any] = {
        "type": "input",
        "label": {"type": "plain_text", "text": "L"},
        "element": {"type": "plain_text_input"},
    }
    opened = box.opens(dialog(bare))
    (block,) = opened["blocks"]
    assert block["optional"] is False
    assert block["label"]["emoji"] is True
    assert block["block_id"]
    assert block["element"]["action_id"]
