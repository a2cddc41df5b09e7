"""Forms as Slack's modals, the answer to a submission that will not do, and a modal that only says something."""

import json
from collections.abc import Mapping
from typing import Any

from bot.slack.buttons import PREFIX
from bot.slack.fitting import shorten
from bot.slack.inputs import block, field_of
from bot.slack.limits import Most, length
from bot.slack.parts import plain_sections, plain_text, small_plain
from bot.slack.words import word
from journeybot.forms import Form
from journeybot.prompt_files import ENGLISH

VERSION = 1
"""Of what a dialog remembers. A dialog can stay open across a deploy: raise it when the shape changes."""


def modal(form: Form, *, channel: str, at_home: bool = False) -> dict[str, Any]:
    """The form as a view for views.open, views.push or a response_action. `at_home`: it was opened from the Home tab.

    Raises ValueError if what it must remember does not fit into Slack's 3,000 characters.
    """
    blocks = [*([small_plain(form.above)] if form.above else []), *plain_sections(form.intro)]
    for field in form.fields:
        blocks.append(
            block(field, form.subject, focus=all(one["type"] != "input" for one in blocks), language=form.language)
        )
    blocks += plain_sections(form.below)
    return {
        "type": "modal",
        "callback_id": f"{PREFIX}{form.name}",
        "title": plain_text(form.title, Most.VIEW_TITLE),
        "submit": plain_text(form.submit, Most.VIEW_TITLE),
        "close": plain_text(word("cancel", form.language), Most.VIEW_TITLE),
        "private_metadata": _memory(form, channel, at_home=at_home),
        "blocks": blocks or plain_sections("…"),
    }


def notice(sentence: str, *, title: str = "", language: str = ENGLISH) -> dict[str, Any]:
    """A modal that says one plain thing and can only be closed."""
    return {
        "type": "modal",
        "title": plain_text(title or word("notice_title", language), Most.VIEW_TITLE),
        "close": plain_text(word("close", language), Most.VIEW_TITLE),
        "blocks": plain_sections(sentence) or plain_sections("…"),
    }


def errors(problems: Mapping[str, str], view: Mapping[str, Any], *, language: str = ENGLISH) -> dict[str, Any]:
    """The answer to a submission that keeps the dialog open, each sentence at its field.

    Slack takes errors only at input blocks of the view: a problem elsewhere is shown at the first of them and,
    where there is none, in a modal on top.
    """
    ids = [one["block_id"] for one in view.get("blocks", ()) if one.get("type") == "input" and one.get("block_id")]
    inputs = {field_of(block_id): block_id for block_id in ids}
    if not inputs:
        return {"response_action": "push", "view": notice("\n".join(problems.values()), language=language)}
    first = next(iter(inputs.values()))
    at: dict[str, list[str]] = {}
    for name, sentence in problems.items():
        at.setdefault(inputs.get(name, first), []).append(sentence)
    return {"response_action": "errors", "errors": {block_id: _sentence(said) for block_id, said in at.items()}}


def without_files(view: Mapping[str, Any]) -> dict[str, Any]:
    """The dialog without its fields for files; the same where it has none, or nothing else to fill in."""
    kept = [one for one in view["blocks"] if one.get("element", {}).get("type") != "file_input"]
    return {**view, "blocks": kept if any(one["type"] == "input" for one in kept) else view["blocks"]}


def _sentence(said: list[str]) -> str:
    return shorten(" ".join(said), Most.LABEL) or word("notice_title")


def _memory(form: Form, channel: str, *, at_home: bool) -> str:
    told: dict[str, Any] = {
        "v": VERSION,
        "workshop": form.workshop,
        "subject": form.subject,
        "seen": form.seen,
        "channel": channel,
        **({"home": True} if at_home else {}),
    }
    memory = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    if length(memory) > Most.METADATA:
        raise ValueError(f"the form {form.name} remembers {length(memory)} characters; Slack takes 3000")
    return memory
