"""What people do in Slack, handed to the facilitator; every method saves first and returns what Slack gets back."""

import logging
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from slack_bolt import BoltContext

from bot.slack import blocks
from bot.slack.blocks import Pressed
from bot.slack.choosing import CHOOSE, chosen_channel
from bot.slack.circle import Circle
from bot.slack.delivery import SlackOf
from bot.slack.fetching import NotFetched, fetched, handed_in
from bot.slack.in_place import InPlace
from bot.slack.landing import there
from bot.slack.payloads import card_pressed, channel_of, does_something, is_choice, listener_of
from bot.slack.reopening import SHORTCUT, TYPED, message_in, of_command
from bot.slack.replying import Answer, Occasion, Replier
from bot.slack.shortcuts import ADD, START, Shortcuts
from bot.slack.tenants import Payload, is_channel, place_of, tenant_of, who_of
from bot.slack.text import channels_in, mentioned, plain
from bot.slack.voice import Listener, Message, Voice
from bot.slack.words import word
from journeybot.facilitator import Facilitator
from journeybot.forms import Attached
from journeybot.obstacles import Failure, Obstacle, Unstored
from journeybot.ports import Store
from journeybot.prompt_files import ENGLISH
from journeybot.replies import Ask, Reply, Say
from journeybot.wording import Wording
from journeybot.workshop import Place

log = logging.getLogger("journeybot.slack")


class Listeners:
    """One method per kind of payload."""

    def __init__(
        self,
        facilitator: Facilitator,
        replier: Replier,
        *,
        slack_of: SlackOf,
        voice: Voice,
        store: Store,
        circle: Circle,
        wake: Callable[[], None],
    ) -> None:
        self._facilitator = facilitator
        self._replier = replier
        self._slack_of = slack_of
        self._voice = voice
        self._store = store
        self._circle = circle
        self._in_place = InPlace(slack_of)
        self._wake = wake
        self._shortcuts = Shortcuts(facilitator, replier, slack_of=slack_of, voice=voice)

    def command(self, body: Payload, context: BoltContext) -> Answer:
        """`/journey ...`"""
        place = place_of(context)
        if not is_channel(place, body):
            return {"response_type": "ephemeral", "text": self._word("only_in_channels", context)}
        self._circle.hear(body, context)
        typed = body.get("text") or ""
        occasion = Occasion(
            place=place,
            listener=listener_of(body, context),
            wording=self._wording_of(context, place),
            trigger=body.get("trigger_id") or "",
            again=of_command(typed),
        )
        self._voice.remember(occasion.listener)
        return self._replier.to_command(self._typed(typed, context, place), occasion)

    def press(self, body: Payload, context: BoltContext) -> Answer:
        """A button of a message, of a dialog or of the Home tab."""
        listener = listener_of(body, context)
        self._voice.remember(listener)
        self._circle.hear(body, context)
        if is_choice(body):
            return self._choice(body, context)
        try:
            pressed = blocks.press_of(body["actions"][0])
        except blocks.StaleButton:
            if does_something(body["actions"][0]):
                self._voice.later(listener, _said(self._word("button_too_old", context)))
            return None
        view = body.get("view") or {}
        place, at_home = self._place_of(view, context, pressed.workshop), view.get("type") == "home"
        occasion = Occasion(
            place=place,
            listener=replace(listener, channel="" if at_home else place.channel),
            wording=self._wording_of(context, place, pressed.workshop),
            trigger=body.get("trigger_id") or "",
            in_dialog=view.get("type") == "modal",
            at_home=at_home,
            again=pressed,
            workshop=pressed.workshop,
            put=self._in_place.pressed(body, listener),
        )
        if there(self._store, place.tenant, pressed.workshop, message=card_pressed(body)):
            self._wake()
        if pressed.command == SHORTCUT:
            return self._shortcuts.start(occasion)
        replies = self._pressed(pressed, context, place)
        if at_home:
            self._voice.do(lambda: self._publish(context))
        return self._replier.to_press(replies, occasion)

    def _pressed(self, pressed: Pressed, context: BoltContext, place: Place) -> list[Reply]:
        """What a button does, also one that opens again what Slack gave up on."""
        if pressed.command == TYPED and is_channel(place, {}):
            return self._typed(pressed.argument, context, place)
        if message := message_in(pressed):
            return self._shortcuts.quote(message, who_of(context), place)
        return self._facilitator.press(who_of(context), place, **asdict(pressed))

    def _typed(self, typed: str, context: BoltContext, place: Place) -> list[Reply]:
        """What a command does; `typed` as Slack sends it, with its mentions."""
        people, channels = mentioned(typed), channels_in(typed)
        return self._facilitator.command(who_of(context), place, plain(typed), people=people, channels=channels)

    def _choice(self, body: Payload, context: BoltContext) -> Answer:
        """Something else was chosen in a dialog: it is asked anew, if it is still there."""
        view = body["view"]
        try:
            about = blocks.about_view(view)
        except blocks.StaleDialog:
            return None
        replies = self._facilitator.choose(
            who_of(context),
            place_of(context, about.channel),
            form=about.form,
            workshop=about.workshop,
            subject=about.subject,
            seen=about.seen,
            answers=blocks.answers_of(view),
        )
        for reply in replies:
            if isinstance(reply, Ask):
                fresh = blocks.modal(reply.form, channel=about.channel, at_home=about.at_home)
                slack = self._slack_of(tenant_of(context))
                self._voice.do_first(partial(slack.update_view, view["id"], fresh, state=view.get("hash") or ""))
        return None

    def submission(self, body: Payload, context: BoltContext) -> Answer:
        """A dialog that was sent."""
        view = body["view"]
        self._circle.hear(body, context)
        if view.get("callback_id") == CHOOSE:
            return self._chosen(view, context)
        try:
            about = blocks.about_view(view)
        except blocks.StaleDialog:
            return self._stays_open("dialog_too_old", view, context)
        place = place_of(context, about.channel)
        listener = Listener(place.tenant, context.user_id or "", "" if about.at_home else place.channel)
        occasion = Occasion(
            place=place,
            listener=listener,
            wording=self._wording_of(context, place, about.workshop),
            workshop=about.workshop,
            at_home=about.at_home,
            put=self._in_place.answered(listener, (about.workshop, about.subject)),
        )
        try:
            files = self._files(view, context)
        except NotFetched as error:
            language = occasion.wording().language
            return blocks.errors({error.field: word(error.why, language)}, view, language=language)
        replies = self._facilitator.submit(
            who_of(context),
            place,
            form=about.form,
            workshop=about.workshop,
            subject=about.subject,
            seen=about.seen,
            answers=blocks.answers_of(view),
            files=files,
        )
        if about.at_home:
            self._voice.do(lambda: self._publish(context))
        return self._replier.to_submission(replies, occasion, view=view)

    def shortcut(self, body: Payload, context: BoltContext) -> Answer:
        """A shortcut of the lightning menu, or of a message."""
        listener, place = listener_of(body, context), place_of(context)
        self._circle.hear(body, context)
        self._voice.remember(listener)
        wording, trigger = self._wording_of(context, place), body.get("trigger_id") or ""
        occasion = Occasion(place=place, listener=listener, wording=wording, trigger=trigger)
        if body.get("callback_id") == ADD:
            return self._shortcuts.add(body.get("message") or {}, who_of(context), occasion)
        if body.get("callback_id") == START:
            return self._shortcuts.start(occasion)
        self._voice.later(listener, _said(self._word("button_too_old", context)))
        return None

    def home_opened(self, event: dict[str, Any], context: BoltContext) -> Answer:
        """Somebody looks at our Home tab."""
        if event.get("tab", "home") == "home":
            self._voice.do(lambda: self._publish(context))
        return None

    def joined(self, event: dict[str, Any], context: BoltContext) -> Answer:
        """Somebody came into a channel, or it came out of the archive: what could not be posted there may be now."""
        place = place_of(context, str(event.get("channel") or ""))
        if self._store.unpark(place):
            self._wake()
        return None

    def left(self, event: dict[str, Any], context: BoltContext) -> Answer:
        """Somebody is no longer in a channel, and so no longer sees its map."""
        self._circle.left(place_of(context, str(event.get("channel") or "")), str(event.get("user") or ""))
        return None

    def not_installed(self, body: Payload, context: BoltContext, *, locked: bool = False) -> Answer:
        """Somebody of a workspace that is none of ours (any more), or whose token is locked to us."""
        language = self._calmly(context).language if locked else ENGLISH
        sentence = word("no_key" if locked else "not_installed", language)
        if body.get("type") == "view_submission":
            return blocks.errors({"": sentence}, body["view"], language=language)
        return {"response_type": "ephemeral", "text": sentence} if "command" in body else None

    def apologise(self, body: Payload, context: BoltContext, *, code: str, why: Failure | Obstacle) -> Answer:
        """Something went wrong: say `why` where it can be seen, and keep a dialog open as it is."""
        words = self._calmly(context)
        typed = body.get("type") == "view_submission"
        sentence = str(words.say(f"errors.{why}", id=code, typed=typed))
        if typed:
            return blocks.errors({"": sentence}, body["view"], language=words.language)
        if "command" in body:
            return {"response_type": "ephemeral", "text": sentence}
        if body.get("type") == "block_actions":
            self._voice.later(listener_of(body, context), _said(sentence))
        return None

    def _files(self, view: Payload, context: BoltContext) -> dict[str, Attached]:
        """What was handed in with a dialog. Raises NotFetched."""
        if not handed_in(view):
            return {}
        slack = self._slack_of(tenant_of(context))
        return fetched(view, slack.token, base_url=slack.base_url)

    def _chosen(self, view: Payload, context: BoltContext) -> Answer:
        """The shortcut's dialog came back: what `/journey start` does in that channel."""
        place = place_of(context, chosen_channel(view))
        if not is_channel(place, {}):
            return self._stays_open("only_in_channels", view, context)
        listener = Listener(place.tenant, context.user_id or "", place.channel)
        wording = self._wording_of(context, place)
        occasion = Occasion(place=place, listener=listener, wording=wording)
        replies = self._facilitator.command(who_of(context), place, "start")
        return self._replier.to_submission(replies, occasion, view=view)

    def _place_of(self, view: Payload, context: BoltContext, workshop: str) -> Place:
        """Where a press belongs: the channel it was in, the one its dialog was opened in, or that of its workshop."""
        place = place_of(context, channel_of(view))
        found = None if place.channel or not workshop else self._store.workshop(place.tenant, workshop)
        return found.place if found else place

    def _publish(self, context: BoltContext) -> None:
        who = who_of(context)
        self._slack_of(who.tenant).publish(who.id, blocks.home(self._facilitator.home(who)))

    def _wording_of(self, context: BoltContext, place: Place, workshop: str = "") -> Callable[[], Wording]:
        """The words for whoever did something, found when they are needed."""
        return lambda: self._facilitator.wording_for(who_of(context), place, workshop=workshop)

    def _word(self, name: str, context: BoltContext) -> str:
        return word(name, self._wording_of(context, place_of(context))().language)

    def _stays_open(self, name: str, view: Payload, context: BoltContext) -> Answer:
        language = self._wording_of(context, place_of(context))().language
        return blocks.errors({"": word(name, language)}, view, language=language)

    def _calmly(self, context: BoltContext) -> Wording:
        """The words for an apology: what went wrong may go wrong once more."""
        try:
            return self._wording_of(context, place_of(context))()
        except Unstored:
            return self._facilitator.tongues.alone(who_of(context))
        except Exception:  # it may be whatever is broken
            log.exception("the language of an apology could not be found")
            return Wording()


def _said(text: str) -> list[Message]:
    return blocks.messages(Say(text=text))
