"""What the bot's answer to a submitted dialog does: close it, show errors, or show another view."""

from typing import Any

from bot.sandbox import Json
from bot.sandbox.methods.call import checked_view
from bot.sandbox.modals import OpenView
from bot.sandbox.refusals import Refusal
from bot.sandbox.workspace import Workspace

_TROUBLE = "We had some trouble connecting. Try again? ({why})"


def receive(workspace: Workspace, view: OpenView, answer: Any) -> None:
    """Carries out the acknowledgement of a view_submission; one that Slack cannot use leaves a warning."""
    try:
        _carry_out(workspace, view, answer or {})
    except Refusal as refusal:
        why = " ".join([refusal.error, *refusal.messages])
        workspace.notice(view.person, _TROUBLE.format(why=why))


def _carry_out(workspace: Workspace, view: OpenView, answer: Any) -> None:
    if not isinstance(answer, dict):
        raise Refusal("the answer is no JSON object")
    action = answer.get("response_action")
    if not answer:
        workspace.modals.close(view)
    elif action == "clear":
        workspace.modals.clear(view.person)
    elif action == "errors":
        _show_errors(workspace, view, answer.get("errors"))
    elif action == "update":
        workspace.modals.update(view, checked_view(workspace, answer.get("view"), "modal"))
    elif action == "push":
        workspace.modals.push(view.person, checked_view(workspace, answer.get("view"), "modal"))
    else:
        raise Refusal("unknown response_action", str(action))


def _show_errors(workspace: Workspace, view: OpenView, errors: Any) -> None:
    inputs = [block["block_id"] for block in view.sent["blocks"] if block["type"] == "input"]
    if not isinstance(errors, dict) or not errors:
        raise Refusal("errors names no field")
    _check(errors, inputs)
    view.errors = dict(errors)
    workspace.news.tell(people=[view.person])


def _check(errors: Json, inputs: list[str]) -> None:
    for block_id, text in errors.items():
        if block_id not in inputs:
            raise Refusal("errors names a block that is no input block of this dialog:", block_id)
        if not isinstance(text, str) or not text:
            raise Refusal("an error must be a text:", block_id)
