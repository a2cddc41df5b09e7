"""The views.* methods: dialogs and the Home tab."""

from bot.sandbox import Json
from bot.sandbox.methods.call import Call
from bot.sandbox.modals import OpenView
from bot.sandbox.refusals import Refusal

_NOT_SHOWN = (
    "views.open was answered with ok while a dialog of yours was being sent. Slack's desktop client does not show "
    "such a dialog: answer the submission with response_action instead."
)


async def open_view(call: Call) -> Json:
    """views.open: the first dialog after an act; its trigger lives three seconds."""
    trigger_id, view = call.arguments.required("trigger_id"), call.view("modal")
    trigger = call.workspace.tickets.redeem(trigger_id)
    modals = call.workspace.modals
    if trigger.from_submission and modals.top(trigger.person):
        call.workspace.notice(trigger.person, _NOT_SHOWN)
        return _answer(call, modals.unseen(trigger.person, view))
    return _answer(call, modals.open(trigger.person, view))


async def push_view(call: Call) -> Json:
    """views.push: on top of the dialog in which the act happened."""
    trigger_id, view = call.arguments.required("trigger_id"), call.view("modal")
    trigger = call.workspace.tickets.redeem(trigger_id)
    if trigger.view_id is None:
        raise Refusal("not_found")
    return _answer(call, call.workspace.modals.push(trigger.person, view))


async def update_view(call: Call) -> Json:
    """views.update: by view_id or external_id; with a stale hash `hash_conflict`."""
    view_id, external_id = call.arguments.text("view_id"), call.arguments.text("external_id")
    if not view_id and not external_id:
        raise Refusal("invalid_arguments", "[ERROR] missing required field: view_id or external_id")
    view = call.view("modal")
    shown = call.workspace.modals.find(view_id, external_id)
    return _answer(call, call.workspace.modals.update(shown, view, call.arguments.text("hash") or None))


async def publish_view(call: Call) -> Json:
    """views.publish: somebody's Home tab."""
    person_id, view = call.arguments.required("user_id"), call.view("home")
    if not call.installation.home_tab:
        raise Refusal("not_enabled")
    if person_id not in call.workspace.people:
        raise Refusal("invalid_arguments", "[ERROR] invalid `user_id`")
    expected = call.arguments.text("hash") or None
    return _answer(call, call.workspace.modals.publish(person_id, view, expected))


def _answer(call: Call, shown: OpenView) -> Json:
    return {"view": call.workspace.modals.view_object(shown, with_state=False)}
