"""The card: where the team is, what is asked, what is in, what can be done."""

import dataclasses
from typing import Any

from bot.slack import blocks
from bot.slack.lint import refuse
from journeybot.replies import Button, Card
from tests.slack.test_anything_fits import of_type

STEPS = ("Personas", "Stages", "Touchpoints", "Moments", "Challenges", "Improvements")
CARD = Card(
    title="Buying <shoes> & *socks*",
    question="Which stages does Maria pass?",
    number=2,
    steps=STEPS,
    lines=("• *Maria*, 34", "• Tom &amp; Ann"),
    progress="3 of 5 people have answered here",
    buttons=(Button(label="Add stages", command="add", style="primary"), Button(label="Next", command="next")),
)


def texts(card: Card) -> list[str]:
    message = blocks.card(card)
    refuse(message, "message")
    found: list[str] = [part["text"] for part in [*of_type(message, "plain_text"), *of_type(message, "mrkdwn")]]
    return found


def of(card: Card, kind: str) -> list[dict[str, Any]]:
    return [block for block in blocks.card(card)["blocks"] if block["type"] == kind]


def test_the_title_stands_at_the_top_as_it_was_typed() -> None:
    assert blocks.card(CARD)["blocks"][0]["text"]["text"] == "Buying <shoes> & *socks*"


def test_the_steps_show_what_is_done_where_we_are_and_what_is_to_come() -> None:
    [strip, _] = of(CARD, "context")
    assert [element["text"] for element in strip["elements"]] == [
        "*Step 2 of 6*",
        "● Personas",
        "◉ *Stages*",
        "○ Touchpoints",
        "○ Moments",
        "○ Challenges",
        "○ Improvements",
    ]


def test_the_question_stands_out_and_what_was_typed_in_it_is_harmless() -> None:
    asked = dataclasses.replace(CARD, question="Where does <!channel> meet *us*?")
    assert "*Where does &lt;!channel&gt; meet ∗us∗?*" in texts(asked)


def test_only_the_question_is_bold_and_not_what_helps_to_answer_it() -> None:
    asked = dataclasses.replace(CARD, question="Who travels? A name is enough.")
    assert "*Who travels?* A name is enough." in texts(asked)


def test_what_is_in_so_far_is_shown_as_it_comes() -> None:
    assert "• *Maria*, 34\n• Tom &amp; Ann" in texts(CARD)
    assert "3 of 5 people have answered here" in texts(CARD)


def test_a_long_list_says_how_much_more_there_is() -> None:
    many = dataclasses.replace(CARD, lines=tuple(f"• {n} " + "x" * 90 for n in range(100)))
    shown = next(text for text in texts(many) if text.startswith("• 0"))
    *lines, last = shown.split("\n")
    assert last == f"… and {100 - len(lines)} more"


def test_a_screen_reader_hears_the_whole_card() -> None:
    assert blocks.card(CARD)["text"].split("\n") == [
        "Buying &lt;shoes&gt; &amp; ∗socks∗",
        "Step 2 of 6: Stages",
        "Which stages does Maria pass?",
        "• *Maria*, 34",
        "• Tom &amp; Ann",
        "3 of 5 people have answered here",
    ]


def test_a_closed_card_looks_closed() -> None:
    closed = dataclasses.replace(CARD, open=False, number=5, question="Ann looks after it.", progress="")
    [strip] = of(closed, "context")
    where, *steps = [element["text"] for element in strip["elements"]]
    assert where == "*Finished*"
    assert steps == [*(f"● {name}" for name in STEPS[:5]), "○ Improvements"]
    assert not [button for button in of_type(blocks.card(closed), "button") if "style" in button]
    assert "Step" not in blocks.card(closed)["text"]
