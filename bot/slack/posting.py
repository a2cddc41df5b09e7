"""Shows things in Slack: the card, texts and files, each posted once and then kept up to date."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, runtime_checkable

from bot.slack import blocks
from bot.slack.delivery import Slack
from bot.slack.troubles import INVITE, UNREACHABLE, Remedy, after, trouble_of
from bot.slack.voice import Listener, Voice
from journeybot.ports import Clock, Showable, Showing, ShowState
from journeybot.replies import Card, Say
from journeybot.wording import Wording
from journeybot.workshop import Place

log = logging.getLogger("journeybot.slack")


@runtime_checkable
class Upload(Protocol):
    """A file to post."""

    @property
    def data(self) -> bytes:
        """Its bytes."""

    @property
    def name(self) -> str:
        """The name it is saved under."""

    @property
    def title(self) -> str:
        """The name it is shown under."""

    @property
    def alt(self) -> str:
        """What somebody who cannot see it is told."""


class Text(Protocol):
    """Words to post."""

    @property
    def text(self) -> str:
        """In Slack's markup."""


class Poster:
    """The `Carrier` of errands. `keep` stores a showing in the middle of an attempt."""

    def __init__(
        self, slack: Slack, voice: Voice, *, wording: Wording, clock: Clock, keep: Callable[[Showing], Showing]
    ) -> None:
        self._slack = slack
        self._voice = voice
        self._wording = wording
        self._clock = clock
        self._keep = keep
        self._told: tuple[str, Place, str] | None = None

    def show(self, showing: Showing, made: Card | Text | Upload, *, thread: str) -> Showing:
        """Post it or bring it up to date; returns what became of the attempt."""
        try:
            if isinstance(made, Card):
                shown = self._card(showing, made)
            elif isinstance(made, Upload):
                shown = self._file(showing, made, thread)
            else:
                shown = self._words(showing, made, thread)
        except UNREACHABLE as error:
            trouble = trouble_of(error)
            log.warning("%s of workshop %s not shown: %s", showing.kind, showing.workshop, trouble.code)
            return after(showing, trouble, self._clock())
        return replace(shown, state=ShowState.SHOWN, does=showing.should, attempts=0, error="", wake_at=None)

    def tell(self, showing: Showing) -> None:
        """Tell whoever asked why it is not there, and what to do; once, where several things wait for the same."""
        about = (showing.asked_by, showing.place, showing.error)
        if not showing.asked_by or about == self._told:
            return
        self._told = about
        sentence = "invite" if showing.error in INVITE else "not_shown"
        text = self._wording.say(f"delivery.{sentence}", why=showing.error)
        self._voice.tell(Listener(showing.asked_by, showing.place.channel), blocks.messages(Say(text=text)))

    def _card(self, showing: Showing, card: Card) -> Showing:
        message = blocks.card(card)
        channel, text, layout = showing.place.channel, message["text"], message["blocks"]
        if showing.message:
            try:
                self._slack.update(channel, showing.message, text, blocks=layout)
            except UNREACHABLE as error:
                if trouble_of(error).remedy is not Remedy.ANEW:
                    raise
            else:
                return showing
        return replace(showing, message=self._slack.post(channel, text, layout))

    def _words(self, showing: Showing, words: Text, thread: str) -> Showing:
        first = ""
        for message in blocks.messages(Say(text=words.text)):
            ts = self._slack.post(showing.place.channel, message["text"], message["blocks"], thread=thread)
            first = first or ts
        return replace(showing, message=first)

    def _file(self, showing: Showing, file: Upload, thread: str) -> Showing:
        """Announce, upload, note the file's id, share. The id is noted when only sharing is left: whoever finds it
        after a crash shares it, and learns from `file_not_found` that it had been shared already."""
        if not showing.file:
            return self._share(self._uploaded(showing, file), file, thread)
        try:
            return self._share(showing, file, thread)
        except UNREACHABLE as error:
            if trouble_of(error).code != "file_not_found":
                raise
            return showing

    def _uploaded(self, showing: Showing, file: Upload) -> Showing:
        ticket, address = self._slack.upload_ticket(file.name, len(file.data), file.alt)
        self._slack.upload(address, file.data)
        return self._keep(replace(showing, file=ticket))

    def _share(self, showing: Showing, file: Upload, thread: str) -> Showing:
        sentence = "delivery.map" if showing.kind is Showable.MAP else "delivery.file"
        words = self._wording.say(sentence, title=file.title)
        self._slack.share(showing.file, file.title, showing.place.channel, thread=thread, words=words)
        return showing
