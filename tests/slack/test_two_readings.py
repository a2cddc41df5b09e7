"""Slack's rules were read twice, for our lint and for the sandbox: here the two readings are held together."""

import pytest

from bot.sandbox.block_rules import message_complaints, view_complaints
from bot.slack.lint import Surface
from tests.slack.test_lint import BROKEN, JSON, SOUND

LEFT_TO_OTHERS = {
    "no blocks": "undocumented; the sandbox takes it",
    "a view of 250 kB": "the sandbox weighs a view where it receives it",
    "a text of 4001": "the sandbox looks at the text where it receives the message",
    "nothing to say": "the same, no_text",
    "half an emoji": "the sandbox puts a replacement there, as Slack does; we want to know",
    "a section of 1501 emoji": "undocumented; we count an emoji as two, to be safe",
    "a filter of nothing": "the sandbox takes it",
    "no person": "the sandbox takes any id",
    "a value twice": "undocumented; we could not tell the two apart",
}


def complaints(surface: Surface, payload: JSON) -> list[str]:
    if surface == "message":
        return message_complaints(payload.get("blocks"), is_image=lambda *_: True)
    return view_complaints(payload, surface=surface, is_image=lambda *_: True)


@pytest.mark.parametrize(("surface", "payload"), SOUND)
def test_both_take_what_is_sound(surface: Surface, payload: JSON) -> None:
    assert complaints(surface, payload) == []


@pytest.mark.parametrize(
    ("name", "surface", "payload"), [case[:3] for case in BROKEN], ids=[case[0] for case in BROKEN]
)
def test_both_refuse_what_is_broken(name: str, surface: Surface, payload: JSON) -> None:
    assert bool(complaints(surface, payload)) is (name not in LEFT_TO_OTHERS)
