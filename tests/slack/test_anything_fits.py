"""Whatever the workshop says or asks, Slack takes it, and every word of it arrives."""

import json
from typing import Any

from hypothesis import given

from bot.slack import blocks
from bot.slack.lint import refuse
from journeybot.forms import Form, Kind
from journeybot.replies import Card, Home, Say
from tests.examples import examples
from tests.slack import making


@examples(15)
@given(making.forms)
def test_any_form_becomes_a_dialog_that_slack_takes(form: Form) -> None:
    refuse(blocks.modal(form, channel="C1"), "modal")


@examples(15)
@given(making.says)
def test_any_words_become_messages_that_slack_takes(say: Say) -> None:
    for message in blocks.messages(say):
        refuse(message, "message")


@examples(15)
@given(making.cards)
def test_any_card_is_one_message_that_slack_takes(card: Card) -> None:
    refuse(blocks.card(card), "message")


@examples(15)
@given(making.homes)
def test_any_home_is_a_view_that_slack_takes(home: Home) -> None:
    refuse(blocks.home(home), "home")


@examples(15)
@given(making.forms)
def test_every_choice_is_offered(form: Form) -> None:
    view = blocks.modal(form, channel="C1")
    sent = {block["element"]["action_id"]: block for block in view["blocks"] if block["type"] == "input"}
    for field in form.fields:
        if field.kind in {Kind.CHOICE, Kind.CHOICES, Kind.SCALE, Kind.TICKS} and field.options:
            assert len(offered(sent[field.name]["element"])) == len({option.value for option in field.options})


@examples(15)
@given(making.says)
def test_every_word_and_every_button_is_in_one_of_the_messages(say: Say) -> None:
    sent = blocks.messages(say)
    shown = "".join(text for message in sent for text in marked_up(message))
    spoken = "".join(message["text"] for message in sent)
    for said in (say.text, *(row.text for row in say.rows)):
        assert squeezed(said) in squeezed(shown)
        assert squeezed(said) in squeezed(spoken)
    pressed = [button for message in sent for button in of_type(message, "button")]
    assert len(pressed) == len(say.buttons) + sum(len(row.buttons) for row in say.rows)


def offered(element: dict[str, Any]) -> set[str]:
    lists = [element.get("options", []), *(group["options"] for group in element.get("option_groups", []))]
    return {option["value"] for options in lists for option in options}


def marked_up(message: dict[str, Any]) -> list[str]:
    return [text["text"] for text in of_type(message, "mrkdwn")]


def of_type(part: Any, kind: str) -> list[dict[str, Any]]:
    inside = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    here = [part] if isinstance(part, dict) and part.get("type") == kind else []
    return [*here, *(found for inner in inside for found in of_type(inner, kind))]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_dialog_survives_the_wire() -> None:
    view = blocks.modal(Form(name="a", title="T", submit="S", fields=()), channel="C1")
    assert json.loads(json.dumps(view)) == view
