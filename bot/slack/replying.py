"""Carries replies out: dialogs first, as they cannot wait; then words to whom they are for; then wakes the errands."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.slack import blocks
from bot.slack.buttons import Pressed
from bot.slack.delivery import SlackOf
from bot.slack.dialogs import without_files
from bot.slack.in_place import Put
from bot.slack.troubles import UNREACHABLE, trouble_of
from bot.slack.voice import Listener, Message, Voice
from journeybot.journey import Key
from journeybot.ports import Keys, Showable, Showing, Store
from journeybot.replies import Ask, Button, Mend, Reply, Say, TakeDown, To
from journeybot.wording import Wording
from journeybot.workshop import Place

Answer = dict[str, Any] | None
"""What goes back to Slack with the acknowledgement."""

ALREADY_OPEN = "exchanged_trigger_id"
"""A trigger works once: if it has been used, it was by us, and the dialog is there."""

NO_FILES = frozenset({"invalid_arguments", "missing_scope"})
"""Slack's words for a dialog that asks for a file where it may not."""

log = logging.getLogger("journeybot.slack")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What somebody just did: where, how a dialog can be opened for it, where and in which words they can be told
    something, what would do it again, the workshop it was about, if that is known, and whether it began at their Home
    tab. `put` changes the line that it was done in, if that stays where it is."""

    place: Place
    listener: Listener
    wording: Callable[[], Wording]
    trigger: str = ""
    in_dialog: bool = False
    again: Pressed | None = None
    workshop: Key = ""
    at_home: bool = False
    put: Put | None = None


class Replier:
    """One method per way in which Slack lets us answer: to a command, to a press, to a dialog that was sent."""

    def __init__(
        self,
        slack_of: SlackOf,
        voice: Voice,
        *,
        store: Store,
        wake: Callable[[], None],
        keys: Keys,
    ) -> None:
        self._slack_of = slack_of
        self._voice = voice
        self._store = store
        self._wake = wake
        self._keys = keys

    def to_command(self, replies: Sequence[Reply], occasion: Occasion) -> Answer:
        """The first words go back with the acknowledgement: that works in any channel, at once, and cannot fail."""
        messages = self._carried(replies, occasion)
        self._voice.later(occasion.listener, messages[1:])
        if not messages:
            return None
        self._slack_of(occasion.place.tenant).look_over(messages[0], "message")
        return {"response_type": "ephemeral", **messages[0]}

    def to_press(self, replies: Sequence[Reply], occasion: Occasion) -> Answer:
        """A press is answered with nothing; words follow on their own, those of a refusal beside what was pressed."""
        refused = any(isinstance(reply, Say) and reply.refused for reply in replies)
        said = self._carried(replies, occasion)
        self._voice.later(replace(occasion.listener, beside=refused), said, instead=_instead(replies, occasion))
        return None

    def to_submission(self, replies: Sequence[Reply], occasion: Occasion, *, view: dict[str, Any]) -> Answer:
        """A dialog stays open with its problems, turns into the next one, or closes."""
        mend = next((reply for reply in replies if isinstance(reply, Mend)), None)
        if mend is not None:
            return blocks.errors(mend.problems, view, language=mend.language)
        ask = next((reply for reply in replies if isinstance(reply, Ask)), None)
        rest = [reply for reply in replies if reply is not ask]
        said = self._carried(rest, occasion)
        self._voice.later(occasion.listener, said, instead=_instead(rest, occasion))
        if ask is None:
            return None
        following = _modal(ask, occasion)
        self._slack_of(occasion.place.tenant).look_over(following, "modal")
        return {"response_action": "update", "view": following}

    def _carried(self, replies: Iterable[Reply], occasion: Occasion) -> list[Message]:
        """Open the dialog and store what the channel must see; what is left are messages for the person."""
        said = []
        for reply in replies:
            if isinstance(reply, Ask):
                said += self.open(_modal(reply, occasion), occasion)
            elif isinstance(reply, Say) and reply.whom:
                other = Listener(occasion.place.tenant, reply.whom, occasion.place.channel)
                self._voice.later(other, blocks.messages(reply))
            elif isinstance(reply, Say) and reply.to is To.PERSON:
                said += blocks.messages(reply)
            elif isinstance(reply, Say):
                self._owe(reply, occasion)
            elif isinstance(reply, TakeDown):
                self._store.show(self._no_more(reply))
        self._wake()
        return said

    def _no_more(self, gone: TakeDown) -> Showing:
        """That it goes is stored as well."""
        bare = Showing(key=self._keys(), place=gone.place, workshop="", kind=Showable.NOTHING, in_thread=False)
        return replace(bare, message=gone.message, file=gone.file)

    def open(self, view: dict[str, Any], occasion: Occasion) -> list[Message]:
        """Open a dialog, which cannot wait; what to say instead if it did not open."""
        slack, bare = self._slack_of(occasion.place.tenant), without_files(view)
        asked, fine = (view if slack.takes_files else bare), {"", ALREADY_OPEN}
        code = self._opened(asked, occasion)
        if code in NO_FILES and asked != bare:
            log.warning("a dialog that takes a file was refused (%s); opened without that field", code)
            slack.takes_files, fine = False, {""}  # the trigger may be used up with nothing open: then they are told
            code = self._opened(bare, occasion)
        if code in fine:
            return []
        log.warning("a dialog could not be opened: %s", code)
        return blocks.messages(_expired(occasion))

    def _opened(self, view: dict[str, Any], occasion: Occasion) -> str:
        """Open a dialog; Slack's word for why it did not open, empty if it did."""
        try:
            slack = self._slack_of(occasion.place.tenant)
            open_dialog = slack.push if occasion.in_dialog else slack.open
            open_dialog(occasion.trigger, view)
        except UNREACHABLE as error:
            return trouble_of(error).code
        return ""

    def _owe(self, say: Say, occasion: Occasion) -> None:
        """Words for the channel are stored, so that they arrive even if Slack or we are away just now."""
        found = self._store.latest_in(occasion.place)
        workshop = occasion.workshop or (found.key if found else "")
        self._store.show(
            Showing(
                key=self._keys(),
                place=occasion.place,
                workshop=workshop,
                kind=Showable.TEXT,
                what={"said": say.text},
                in_thread=say.to is To.THREAD,
                asked_by=occasion.listener.person,
            )
        )


def _instead(replies: Sequence[Reply], occasion: Occasion) -> Callable[[], bool]:
    """Shows it in the line that it was done in, where it says what stands there from now on."""
    line = next((reply.line for reply in replies if isinstance(reply, Say) and reply.line), None)
    return occasion.put(line) if line and occasion.put else lambda: False


def _modal(ask: Ask, occasion: Occasion) -> dict[str, Any]:
    return blocks.modal(ask.form, channel=occasion.place.channel, at_home=occasion.at_home)


def _expired(occasion: Occasion) -> Say:
    """Slack gave up on a dialog: the way to it is offered again."""
    words, again = occasion.wording(), occasion.again
    button = again and Button(label=words.say("delivery.open_again"), language=words.language, **asdict(again))
    return Say(text=words.say("delivery.expired"), buttons=(button,) if button else ())
