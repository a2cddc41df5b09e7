"""The dialog of the shortcut: a shortcut knows no channel, and a workshop needs one."""

from typing import Any

from slack_sdk.models.blocks import ConversationFilter, ConversationSelectElement, InputBlock
from slack_sdk.models.views import View

from bot.slack.buttons import PREFIX
from bot.slack.limits import Most
from bot.slack.parts import plain_text
from bot.slack.words import word
from journeybot.wording import Wording

CHOOSE = f"{PREFIX}choose_channel"
"""The callback_id of the dialog."""

_INPUT = "channel"


def choose_channel(words: Wording) -> dict[str, Any]:
    """Asks for a channel; the one that the person looks at is chosen already."""
    element = ConversationSelectElement(
        action_id=_INPUT,
        default_to_current_conversation=True,
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
        focus_on_load=True,
    )
    label = plain_text(words.say("delivery.choose.channel"), Most.LABEL)
    return View(
        type="modal",
        callback_id=CHOOSE,
        title=plain_text(words.say("delivery.choose.title"), Most.VIEW_TITLE),
        submit=plain_text(words.say("delivery.choose.go_on"), Most.VIEW_TITLE),
        close=plain_text(word("cancel", words.language), Most.VIEW_TITLE),
        blocks=[InputBlock(block_id=_INPUT, label=label, element=element)],
    ).to_dict()


def chosen_channel(view: dict[str, Any]) -> str:
    """The channel that was chosen in it; empty if none was."""
    return str(view["state"]["values"][_INPUT][_INPUT].get("selected_conversation") or "")
