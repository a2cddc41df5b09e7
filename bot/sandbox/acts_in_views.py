"""What a person does with dialogs, buttons and the Home tab."""

from base64 import b64decode

from bot.sandbox import Json, payloads
from bot.sandbox.client_checks import complaint
from bot.sandbox.files import file_object
from bot.sandbox.inputs import Place, options_of, places, state_of, values
from bot.sandbox.messages import Message
from bot.sandbox.modals import OpenView
from bot.sandbox.people import Person
from bot.sandbox.refusals import Mistake
from bot.sandbox.stage import Given, Stage
from bot.sandbox.submissions import receive


async def press(stage: Stage, given: Given) -> Json:
    """`/sandbox/act/press`: a button, select, overflow, picker or tick, in a message, a dialog or the Home tab."""
    who = stage.person(given)
    container = given.table("container")
    if container.get("type") == "message":
        return await _press_in_message(stage, given, who)
    view = _home(stage, who) if container.get("type") == "home" else _open(stage, who, container.get("view_id"))
    _put_in(stage, view, given.table("values"))
    place = _place(view.places, given)
    chosen = _chosen(place, given)
    if place.kind:
        view.typed[place.block_id, place.action_id] = {"type": place.element["type"], **chosen}
    trigger = stage.workspace.tickets.trigger(who.id, view.id if view.id == view_on_top(stage, who) else None)
    used = payloads.action(place, chosen, stage.workspace.clock.next_ts())
    payload = payloads.view_press(stage.workspace, view, who, trigger, action=used)
    await stage.deliver(who, "interactive", payload, what=_label(place))
    return {"trigger": trigger.id}


def view_on_top(stage: Stage, who: Person) -> str | None:
    """The id of the dialog a person has before them."""
    top = stage.workspace.modals.top(who.id)
    return top.id if top else None


async def _press_in_message(stage: Stage, given: Given, who: Person) -> Json:
    channel = stage.joined_channel(given, who)
    message = stage.workspace.find(channel.id, str(given.table("container").get("ts", "")))
    if message is None or not message.visible_to(who.id):
        raise Mistake("That message is not on the screen (any more).", 404)
    place = _place(list(places(message.blocks)), given)
    chosen = _chosen(place, given)
    state = _state(stage, message, who, place, chosen)
    trigger = stage.workspace.tickets.trigger(who.id)
    ticket = stage.workspace.tickets.response(who.id, channel.id, message_ts=message.ts)
    used = payloads.action(place, chosen, stage.workspace.clock.next_ts())
    payload = payloads.message_press(stage.workspace, message, who, trigger, action=used)
    payload |= {"state": {"values": state}, "response_url": stage.response_url(ticket)}
    await stage.deliver(who, "interactive", payload, what=_label(place))
    return {"trigger": trigger.id, "response_url": stage.response_url(ticket)}


async def fill(stage: Stage, given: Given) -> Json:
    """`/sandbox/act/fill {user, view_id, values}`: typing; it is kept but not sent, and says what would be refused."""
    view = _open(stage, stage.person(given), given.text("view_id"))
    touched = _put_in(stage, view, given.table("values"))
    errors = {one.block_id: text for one in touched if (text := complaint(one, view.state(one)))}
    return {"errors": errors}


async def submit(stage: Stage, given: Given) -> Json:
    """`/sandbox/act/submit {user, view_id, values?}`: `{"ok": false, "errors": {block_id: text}}` when refused."""
    who = stage.person(given)
    view = _open(stage, who, given.text("view_id"))
    if view.sending:
        raise Mistake("That dialog is being sent already.", 409)
    if not view.sent.get("submit"):
        raise Mistake("That dialog has no button to send it.")
    _put_in(stage, view, given.table("values"))
    stateful = [place for place in view.places if place.kind]
    view.errors = {one.block_id: text for one in stateful if (text := complaint(one, view.state(one)))}
    if not view.errors:
        await _send(stage, who, view)
    view.answered += 1
    stage.workspace.news.tell(people=[who.id])
    return {"ok": not view.errors, "errors": view.errors} if view.errors else {}


async def _send(stage: Stage, who: Person, view: OpenView) -> None:
    trigger = stage.workspace.tickets.trigger(who.id, view.id, from_submission=True)
    urls = [_response_url(stage, who, one, str(ident)) for one in view.places if (ident := _answers_into(view, one))]
    payload = payloads.submission(stage.workspace, view, who, trigger, urls=urls)
    view.sending = True
    try:
        got = await stage.deliver(who, "interactive", payload, what=_title(view))
    finally:
        view.sending = False
    if got.outcome == "ok":
        receive(stage.workspace, view, got.body)


def _answers_into(view: OpenView, place: Place) -> str | None:
    """The conversation that a select with `response_url_enabled` names."""
    if not place.element.get("response_url_enabled"):
        return None
    state = view.state(place)
    return state.get("selected_conversation") or state.get("selected_channel")


def _response_url(stage: Stage, who: Person, place: Place, channel_id: str) -> Json:
    ticket = stage.workspace.tickets.response(who.id, channel_id)
    ids = {"block_id": place.block_id, "action_id": place.action_id, "channel_id": channel_id}
    return {**ids, "response_url": stage.response_url(ticket)}


async def close(stage: Stage, given: Given) -> Json:
    """`/sandbox/act/close {user, view_id, all?}`: Cancel, or with `all` the cross that closes the whole stack."""
    who = stage.person(given)
    view = _open(stage, who, given.text("view_id"))
    everything = bool(given.get("all")) or bool(view.sent.get("clear_on_close"))
    told = stage.workspace.modals.stacks[who.id][0] if everything else view
    payload = payloads.closed(stage.workspace, told, who, is_cleared=everything)
    if everything:
        stage.workspace.modals.clear(who.id)
    else:
        stage.workspace.modals.close(view)
    if told.sent.get("notify_on_close"):
        await stage.deliver(who, "interactive", payload, what=_title(told))
    return {}


async def home(stage: Stage, given: Given) -> Json:
    """`/sandbox/act/home {user}`: opens the bot's Home tab, and tells the bot."""
    who = stage.person(given)
    if not stage.installation.home_tab:
        raise Mistake("The manifest does not switch the Home tab on.")
    got = await stage.tell(payloads.home_opened(stage.workspace, who))
    if got and got.outcome == "absent":
        stage.workspace.notice(who.id, "The bot is not running yet.")
    return {}


def _open(stage: Stage, who: Person, view_id: str | None) -> OpenView:
    view = stage.workspace.modals.top(who.id)
    if view is None or view.id != view_id:
        raise Mistake("That dialog is not open (any more).", 409)
    return view


def _home(stage: Stage, who: Person) -> OpenView:
    view = stage.workspace.modals.homes.get(who.id)
    if view is None:
        raise Mistake("The Home tab is still empty.", 404)
    return view


def _place(found: list[Place], given: Given) -> Place:
    block_id, action_id = given.text("block_id"), given.text("action_id")
    for place in found:
        if (place.block_id, place.action_id) == (block_id, action_id):
            if not place.dispatches:
                raise Mistake("Using that field tells the bot nothing until the dialog is sent.")
            return place
    raise Mistake("That is not on the screen (any more).", 404)


def _chosen(place: Place, given: Given) -> Json:
    """What the element holds after it was used, without its kind."""
    picked = given.get("selected", given.get("value", given.get("text")))
    if place.element["type"] == "overflow":
        wanted = picked[0] if isinstance(picked, list) and picked else picked
        option = next((one for one in options_of(place.element) if one["value"] == wanted), None)
        if option is None:
            raise Mistake("There is no such choice in that menu.")
        return {"selected_option": option}
    if place.kind is None:
        return {}
    return {key: value for key, value in _state_of(place, picked).items() if key != "type"}


def _state(stage: Stage, message: Message, who: Person, place: Place, chosen: Json) -> Json:
    """`state.values` of a message: what this person has chosen in it so far."""
    choices = stage.workspace.choices[who.id, message.channel, message.ts]
    if place.kind:
        choices[place.block_id, place.action_id] = {"type": place.element["type"], **chosen}
    return values(places(message.blocks), choices)


def _put_in(stage: Stage, view: OpenView, given: Json) -> list[Place]:
    """Puts values into inputs: by block_id one value, or by block_id a table of action_id and value."""
    touched = []
    for block_id, value in given.items():
        inside = [place for place in view.places if place.block_id == block_id and place.kind]
        if not inside:
            raise Mistake(f"The dialog has no field {block_id!r}.")
        named = isinstance(value, dict) and any(place.action_id in value for place in inside)
        by_action = value if named else {inside[0].action_id: value}
        for place in inside:
            if place.action_id in by_action:
                state = _state_of(place, _handed_in(stage, view, place, by_action[place.action_id]))
                view.typed[place.block_id, place.action_id] = state
                view.errors.pop(block_id, None)
                touched.append(place)
    return touched


def _handed_in(stage: Stage, view: OpenView, place: Place, value: object) -> object:
    """A value, each file in it `{name, data}` (Base64) handed in, and told as Slack tells of files."""
    if place.kind is None or place.kind.of != "file":
        return value
    given = value if isinstance(value, list) else [value]
    return [_file(stage, view, one) if isinstance(one, dict) and "data" in one else one for one in given]


def _file(stage: Stage, view: OpenView, given: Json) -> Json:
    try:
        content = b64decode(str(given["data"]), validate=True)
    except ValueError:
        raise Mistake("The bytes of a file come in Base64.") from None
    file = stage.workspace.files.hand_in(str(given.get("name", "")), content, view.person)
    return file_object(file, [], stage.base_url + stage.installation.prefix)


def _state_of(place: Place, value: object) -> Json:
    try:
        return state_of(place.element, value)
    except ValueError as error:
        raise Mistake(str(error)) from None


def _label(place: Place) -> str:
    text = place.element.get("text") or place.block.get("label") or place.element.get("placeholder") or {}
    return str(text.get("text") or place.element["type"])


def _title(view: OpenView) -> str:
    return str((view.sent.get("title") or {}).get("text", "The dialog"))
