"""A button says what it is for, asks first where it should, and is understood when it is pressed."""

import json
from typing import Any

import pytest
from hypothesis import given

from bot.slack import blocks
from bot.slack.lint import refuse
from journeybot.replies import Button, Say
from tests.slack import making
from tests.slack.test_anything_fits import of_type


def shown(*buttons: Button) -> list[dict[str, Any]]:
    [message] = blocks.messages(Say(text="Here.", buttons=buttons))
    refuse(message, "message")
    return of_type(message, "button")


@given(making.buttons)
def test_what_is_pressed_is_what_was_offered(button: Button) -> None:
    [sent] = shown(button)
    pressed = blocks.press_of({**sent, "action_ts": "1.2", "block_id": "b"})
    assert pressed == blocks.Pressed(
        command=button.command, argument=button.argument, workshop=button.workshop, seen=button.seen
    )


def test_two_buttons_for_the_same_thing_are_told_apart() -> None:
    edit, another = shown(Button(label="Edit", command="edit", argument="1"), Button(label="Edit", command="edit"))
    assert (edit["action_id"], another["action_id"]) == ("journey:edit:0", "journey:edit:1")


def test_a_dangerous_button_asks_first() -> None:
    [sent] = shown(Button(label="Delete", command="delete", style="danger", confirm="“<b> & c” goes."))
    confirm = sent["confirm"]
    assert [confirm[part]["text"] for part in ("title", "text", "confirm", "deny")] == [
        "Are you sure?",
        "“<b> & c” goes.",
        "Delete",
        "No, go back",
    ]
    assert (sent["style"], confirm["style"], confirm["text"]["type"]) == ("danger", "danger", "plain_text")


def test_an_ordinary_button_has_no_style_and_asks_nothing() -> None:
    [sent] = shown(Button(label="Map", command="map", style="green"))
    assert not {"style", "confirm"} & set(sent)


GOOD = {"action_id": "journey:next:0", "value": json.dumps({"c": "next", "a": "", "w": "w", "s": "stages"})}


@pytest.mark.parametrize(
    "change",
    [
        {"action_id": "a"},
        {"action_id": None},
        {"value": None},
        {"value": "persona:999:delete"},
        {"value": "[1, 2]"},
        {"value": '"caws"'},
        {"value": "[" * 2000},
        {"value": json.dumps({"c": "next"})},
        {"value": json.dumps({"c": 1, "a": "", "w": "", "s": ""})},
        {"value": json.dumps({"c": "", "a": "", "w": "", "s": ""})},
        {"value": json.dumps({"c": "next", "a": None, "w": "", "s": ""})},
    ],
)
def test_a_button_of_others_or_of_long_ago_is_told_apart(change: dict[str, Any]) -> None:
    assert blocks.press_of(GOOD).command == "next"
    with pytest.raises(blocks.StaleButton):
        blocks.press_of(GOOD | change)


def test_a_button_without_a_value_is_none_of_ours() -> None:
    with pytest.raises(blocks.StaleButton):
        blocks.press_of({"action_id": "journey:next:0", "type": "button"})
    with pytest.raises(blocks.StaleButton):
        blocks.press_of({})


def test_a_button_that_carries_too_much_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="the button start carries"):
        shown(Button(label="Start", command="start", argument="x" * 2000))
