"""Dialogs: triggers that die, stacks of three, hashes, what stays typed, and every answer to a submission."""

from typing import Any

import httpx
import pytest

from bot.sandbox import Json
from bot.sandbox.player import Person
from tests.sandbox.made import actions, asked, button, dialog, section, select, words, written
from tests.sandbox.quick import Bot, Quick

TITLE = asked("title", "Title", written("t"))
MOOD = asked("mood", "Mood", select("good", "bad"), optional=True)


def answering(answer: Any) -> Any:
    async def reply(_bot: Bot, payload: Json) -> Any:
        return answer if payload.get("type") == "view_submission" else None

    return reply


def test_a_trigger_opens_one_dialog_within_three_seconds(box: Quick, ana: Person) -> None:
    trigger, late = box.trigger(), box.trigger()
    assert box.api("views.open", trigger_id=trigger, view=dialog(section()))["ok"]
    assert box.api("views.open", trigger_id=trigger, view=dialog(section()))["error"] == "exchanged_trigger_id"
    box.player.forward(3.1)
    assert box.api("views.open", trigger_id=late, view=dialog(section()))["error"] == "expired_trigger_id"


def test_a_refused_dialog_leaves_its_trigger_alive(box: Quick) -> None:
    trigger = box.trigger()
    assert box.api("views.open", trigger_id=trigger, view=dialog(section("")))["error"] == "invalid_arguments"
    assert box.api("views.open", trigger_id=trigger, view=dialog(section()))["ok"]


def test_a_fourth_dialog_on_top_is_one_too_many(box: Quick, ana: Person) -> None:
    box.opens(dialog(actions(button("More", "more"))))
    errors = []

    async def push(bot: Bot, payload: Json) -> None:
        answer = await bot.api(
            "views.push", trigger_id=payload["trigger_id"], view=dialog(actions(button("More", "more")))
        )
        errors.append(answer.get("error"))

    box.bot.reply = push
    for _ in range(3):
        ana.presses("More")
    assert errors == [None, None, "push_limit_reached"]
    assert ana.screen()["modal_depth"] == 3


def test_a_dialog_cannot_be_pushed_from_a_command(box: Quick, ana: Person) -> None:
    assert box.api("views.push", trigger_id=box.trigger(), view=dialog(section()))["error"] == "not_found"
    box.opens(dialog(section("alone")))
    assert box.api("views.push", trigger_id=box.trigger(), view=dialog(section("on top")))["error"] == "not_found"
    assert ana.sees("alone")


def test_an_outdated_hash_is_refused(box: Quick, ana: Person) -> None:
    opened = box.opens(dialog(section("one")))
    again = {"view_id": opened["id"], "hash": opened["hash"]}
    assert box.api("views.update", **again, view=dialog(section("two")))["ok"]
    assert box.api("views.update", **again, view=dialog(section("three")))["error"] == "hash_conflict"
    assert ana.sees("two")


def test_an_external_id_names_a_dialog_and_only_one(box: Quick) -> None:
    box.opens(dialog(section("one"), external_id="mine"))
    assert box.api("views.update", external_id="mine", view=dialog(section("two")))["ok"]
    ben = box.player.person("Ben").types("/journey")
    trigger = box.bot.received[-1]["trigger_id"]
    box.opens(dialog(section(), external_id="mine"))
    assert ben.modal is None
    taken = box.api("views.open", trigger_id=trigger, view=dialog(section(), external_id="mine"))
    assert taken["error"] == "duplicate_external_id"


def test_a_dialog_above_250_kilobytes_is_too_large(box: Quick) -> None:
    many = [section("x" * 3000) for _ in range(90)]
    assert box.api("views.open", trigger_id=box.trigger(), view=dialog(*many))["error"] == "view_too_large"


def test_what_was_typed_stays_only_where_both_ids_stay(box: Quick, ana: Person) -> None:
    opened = box.opens(dialog(TITLE, asked("note", "Note", written("n"))))
    ana.fills({"Title": "kept", "Note": "lost"})
    box.api("views.update", view_id=opened["id"], view=dialog(TITLE, asked("note", "Note", written("other"))))
    assert ana.looks().dialog()["values"]["title"]["t"]["value"] == "kept"
    assert ana.looks().dialog()["values"]["note"]["other"]["value"] is None


@pytest.mark.parametrize("now", [select("c", "d"), written("chosen")], ids=["another offer", "another kind"])
def test_a_choice_that_is_no_longer_on_offer_does_not_stay(box: Quick, ana: Person, now: Json) -> None:
    opened = box.opens(dialog(asked("field", "Field", select("a", "b"))))
    ana.fills({"Field": "a"})
    box.api("views.update", view_id=opened["id"], view=dialog(asked("field", "Field", now, optional=True)))
    ana.submits()
    (state,) = box.bot.received[-1]["view"]["state"]["values"]["field"].values()
    assert (state["type"], state.get("value"), state.get("selected_option")) == (now["type"], None, None)


def test_a_new_initial_value_shows_only_under_a_new_id(box: Quick, ana: Person) -> None:
    opened = box.opens(dialog(asked("title", "Title", written("t", initial_value="old"))))
    for action_id, shown in [("t", "old"), ("u", "new")]:
        view = dialog(asked("title", "Title", written(action_id, initial_value="new")))
        box.api("views.update", view_id=opened["id"], view=view)
        assert ana.looks().dialog()["values"]["title"][action_id]["value"] == shown


def test_an_empty_answer_closes_the_dialog_and_shows_the_one_below(box: Quick, ana: Person) -> None:
    box.opens(dialog(TITLE, actions(button("More", "more"))))

    async def push(bot: Bot, payload: Json) -> None:
        if payload["type"] == "block_actions":
            await bot.api(
                "views.push", trigger_id=payload["trigger_id"], view=dialog(section("on top"), submit=words("Ok"))
            )

    box.bot.reply = push
    ana.presses("More")
    assert ana.sees("on top")
    ana.submits()
    assert not ana.sees("on top")
    assert ana.sees("Title")
    ana.submits({"Title": "x"})
    assert ana.modal is None


def test_errors_show_beside_their_field_until_it_is_filled_again(box: Quick, ana: Person) -> None:
    box.opens(dialog(TITLE, MOOD))
    box.bot.reply = answering({"response_action": "errors", "errors": {"title": "Too short"}})
    assert ana.is_refused({"title": "x"}) == {"Title": "Too short"}
    assert ana.looks().dialog()["errors"] == {"title": "Too short"}
    ana.fills({"title": "longer"})
    assert ana.looks().dialog()["errors"] == {}


@pytest.mark.parametrize(
    ("answer", "reads"),
    [
        ({"response_action": "update", "view": dialog(section("the next page"))}, "the next page"),
        ({"response_action": "push", "view": dialog(section("a page on top"))}, "a page on top"),
    ],
)
def test_an_answer_may_show_another_view(box: Quick, ana: Person, answer: Json, reads: str) -> None:
    opened = box.opens(dialog(TITLE))
    box.bot.reply = answering(answer)
    ana.submits({"Title": "x"})
    assert ana.sees(reads)
    assert (ana.looks().dialog()["id"] == opened["id"]) == (answer["response_action"] == "update")


def test_clear_closes_everything(box: Quick, ana: Person) -> None:
    box.opens(dialog(TITLE))
    box.bot.reply = answering({"response_action": "push", "view": dialog(section(), submit=words("Done"))})
    ana.submits({"Title": "x"})
    box.bot.reply = answering({"response_action": "clear"})
    ana.submits()
    assert ana.screen()["modal_depth"] == 0


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"response_action": "errors", "errors": {"nothing": "x"}}, "nothing"),
        ({"response_action": "errors", "errors": {}}, "no field"),
        ({"response_action": "errors", "errors": {"title": 5}}, "must be a text"),
        ({"response_action": "update", "view": dialog(section(""))}, "must be more than 0 characters"),
        ({"response_action": "update"}, "must provide an object"),
        ({"response_action": "explode"}, "explode"),
        (httpx.Response(200, text="thanks"), "no JSON object"),
    ],
)
def test_an_answer_slack_cannot_use_is_trouble_connecting(box: Quick, ana: Person, answer: Any, why: str) -> None:
    box.opens(dialog(TITLE))
    box.bot.reply = answering(answer)
    ana.submits({"Title": "typed"})
    assert "trouble connecting" in ana.notices[0]
    assert why in ana.notices[0]
    assert ana.looks().dialog()["values"]["title"]["t"]["value"] == "typed"


def test_an_opened_dialog_during_a_submission_is_never_seen(box: Quick, ana: Person) -> None:
    box.opens(dialog(TITLE))

    async def open_another(bot: Bot, payload: Json) -> None:
        opened = await bot.api("views.open", trigger_id=payload["trigger_id"], view=dialog(section("another")))
        assert opened["ok"]

    box.bot.reply = open_another
    ana.submits({"Title": "x"})
    assert ana.modal is None
    assert "response_action" in ana.notices[0]


def test_cancel_is_told_only_where_it_was_asked_for(box: Quick, ana: Person) -> None:
    box.opens(dialog(section()))
    ana.closes()
    assert [one.get("type") for one in box.bot.received] == [None]
    box.opens(dialog(section(), notify_on_close=True))
    ana.closes()
    assert box.bot.received[-1]["type"] == "view_closed"
    assert box.bot.received[-1]["is_cleared"] is False


def test_the_cross_closes_the_stack_and_tells_of_its_root(box: Quick, ana: Person) -> None:
    root = box.opens(dialog(TITLE, notify_on_close=True))
    box.bot.reply = answering({"response_action": "push", "view": dialog(section("top"))})
    ana.submits({"Title": "x"}).closes(everything=True)
    told = box.bot.received[-1]
    assert (told["type"], told["view"]["id"], told["is_cleared"]) == ("view_closed", root["id"], True)
    assert ana.modal is None


def test_a_dialog_on_its_way_cannot_be_sent_twice(box: Quick, ana: Person) -> None:
    opened = box.opens(dialog(TITLE))
    seconds = []

    async def press_again(bot: Bot, _payload: Json) -> None:
        seconds.append(await bot.act("submit", user=ana.id, view_id=opened["id"]))

    box.bot.reply = press_again
    ana.submits({"Title": "once"})
    assert seconds == [{"error": "That dialog is being sent already."}]


def test_a_dialog_that_is_gone_cannot_be_used(box: Quick, ana: Person) -> None:
    opened = box.opens(dialog(TITLE))
    ana.closes()
    for act in ("fill", "submit", "close"):
        assert box.act(act, user=ana.id, view_id=opened["id"], values={}).status_code == 409


def test_everybody_has_a_stack_of_their_own(box: Quick, ana: Person) -> None:
    box.opens(dialog(section("for Ana")))
    ben = box.player.person("Ben")
    assert ben.modal is None
    assert ana.sees("for Ana")
