"""Shows things in Slack: the card, texts and files, each posted once and then kept up to date."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Protocol, runtime_checkable

from bot.slack import blocks
from bot.slack.delivery import Block, SlackOf
from bot.slack.landing import LANDS, POSTING, Attempt, Unsure
from bot.slack.troubles import (
    INVITE,
    NOT_INSTALLED,
    NOT_THERE,
    UNREACHABLE,
    Remedy,
    Trouble,
    after,
    trouble_of,
)
from bot.slack.voice import Listener, Voice
from journeybot.ports import UNSURE, Clock, Showable, Showing, ShowState
from journeybot.replies import IN_PLACE, UNASKED, WHILE_THERE, Button, Card, Say
from journeybot.waking import ARCHIVED
from journeybot.wording import Wording
from journeybot.workshop import Place, Who

TellIn = Callable[[Who, Place], Wording]
"""The words for what only this person is told there."""

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

    @property
    def words(self) -> str:
        """What is said beside it."""


class Text(Protocol):
    """Words to post."""

    @property
    def text(self) -> str:
        """In Slack's markup."""

    @property
    def buttons(self) -> tuple[Button, ...]:
        """What can be pressed under them."""


@runtime_checkable
class Whispered(Protocol):
    """Words for whoever asked, and nobody else."""

    @property
    def whisper(self) -> Say:
        """What is said."""


class Poster:
    """The `Carrier` of errands. `keep` stores a showing in the middle of an attempt, `title_of` says of
    which map it is."""

    def __init__(
        self,
        slack_of: SlackOf,
        voice: Voice,
        *,
        tell_in: TellIn,
        clock: Clock,
        keep: Callable[[Showing], Showing],
        title_of: Callable[[Showing], str] = lambda _: "",
    ) -> None:
        self._slack_of = slack_of
        self._voice = voice
        self._tell_in = tell_in
        self._clock = clock
        self._keep = keep
        self._title_of = title_of
        self._told: tuple[str, Place, str] | None = None

    def show(self, showing: Showing, made: Card | Text | Upload | Whispered, *, thread: str) -> Showing:
        """Post it or bring it up to date; returns what became of the attempt."""
        attempt = Attempt(self._slack_of, showing, self._keep, thread)
        try:
            if showing.kind is Showable.NOTHING:
                _take_down(attempt)
            elif isinstance(made, Card):
                self._card(attempt, made)
            elif isinstance(made, Upload):
                self._file(attempt, made)
            elif isinstance(made, Whispered):
                if not self._whispered(showing, made):
                    return after(showing, Trouble("unheard", Remedy.FIX), self._clock())
            else:
                self._words(attempt, made)
        except Unsure:
            return replace(attempt.showing, state=ShowState.DEAD, error=UNSURE, wake_at=None)
        except UNREACHABLE as error:
            return self._failed(attempt.showing, error)
        return replace(attempt.showing, state=ShowState.SHOWN, does=showing.should, attempts=0, error="", wake_at=None)

    def rests(self, showing: Showing) -> timedelta:
        """How long it is of no use to begin with it, as nothing gets through for its team; zero if it is."""
        try:
            slack = self._slack_of(showing.place.tenant)
        except UNREACHABLE:
            return timedelta()  # the attempt finds out what that means
        return timedelta(seconds=slack.rests(file=showing.kind in {Showable.MAP, Showable.FILE}))

    def tell(self, showing: Showing) -> None:
        """Tell whoever asked why it is not there, and what to do; once, where several things wait for the same."""
        about = (showing.asked_by, showing.place, showing.error)
        if not showing.asked_by or about == self._told or showing.error == NOT_INSTALLED:
            return
        self._told = about
        words = self._tell_in(Who(showing.place.tenant, showing.asked_by), showing.place)
        where = {"channel": showing.place.channel, "title": self._title_of(showing)}
        text = words.say(f"delivery.{_sentence(showing)}", why=showing.error, **where)
        again = Button(
            label=words.say("buttons.again"),
            command="again",
            argument=showing.key,
            workshop=showing.workshop,
            language=words.language,
        )
        said = Say(text=text, buttons=(again,) if showing.state is ShowState.DEAD else ())
        nobody_there = UNASKED in showing.what or showing.error == ARCHIVED  # to hear a whisper
        channel = "" if nobody_there else showing.place.channel
        self._voice.tell(Listener(showing.place.tenant, showing.asked_by, channel), blocks.messages(said))

    def _failed(self, showing: Showing, error: Exception) -> Showing:
        trouble, now = trouble_of(error), self._clock()
        level = logging.INFO if trouble.code == NOT_INSTALLED else logging.WARNING
        if showing.kind is Showable.NOTHING:
            log.log(level, "what must be there no more not taken down: %s", trouble.code)
        else:
            log.log(level, "%s of workshop %s not shown: %s", showing.kind, showing.workshop, trouble.code)
        if showing.error == POSTING and trouble.remedy is Remedy.LATER:
            return replace(showing, state=ShowState.DUE, wake_at=now + max(LANDS, trouble.wait))
        return after(showing, trouble, now)

    def _card(self, attempt: Attempt, card: Card) -> None:
        message = blocks.card(card)
        self._in_place(attempt, message["text"], message["blocks"])

    def _in_place(self, attempt: Attempt, text: str, layout: list[Block]) -> None:
        """Post it or, where it is up already, edit it; anew if it has been deleted."""
        showing = attempt.showing
        if showing.message:
            try:
                attempt.slack.update(showing.place.channel, showing.message, text, blocks=layout)
            except UNREACHABLE as error:
                if trouble_of(error).remedy is not Remedy.ANEW:
                    raise
                if showing.what.get(IN_PLACE) == WHILE_THERE:
                    return
                attempt.showing = replace(showing, message="", error="")
        attempt.post(text, layout)

    def _words(self, attempt: Attempt, words: Text) -> None:
        """Each part once; what says so of itself is kept up to date in its place."""
        if IN_PLACE in attempt.showing.what:
            message = blocks.messages(Say(text=words.text, buttons=words.buttons))[0]
            self._in_place(attempt, message["text"], message["blocks"])
            return
        for part, message in enumerate(blocks.messages(Say(text=words.text, buttons=words.buttons))):
            attempt.post(message["text"], message["blocks"], part=part)

    def _whispered(self, showing: Showing, made: Whispered) -> bool:
        listener = Listener(showing.place.tenant, showing.asked_by, showing.place.channel)
        return self._voice.tell(listener, blocks.messages(made.whisper))

    def _file(self, attempt: Attempt, file: Upload) -> None:
        """Announce, upload, note the file's id, share. The id is noted when only sharing is left: whoever finds it
        after a crash shares it, and learns from `file_not_found` that it had been shared already."""
        known = attempt.showing.file
        if not known:
            ticket, address = attempt.slack.upload_ticket(file.name, len(file.data), file.alt)
            attempt.slack.upload(address, file.data)
            attempt.showing = self._keep(replace(attempt.showing, file=ticket))
        try:
            _share(attempt, file)
        except UNREACHABLE as error:
            if trouble_of(error).code != "file_not_found":
                raise
            if not known:  # Slack lost what it had just taken: it is uploaded anew
                attempt.showing = replace(attempt.showing, file="")
                raise


def _take_down(attempt: Attempt) -> None:
    showing = attempt.showing
    try:
        attempt.slack.take_down(showing.place.channel, showing.message, showing.file)
    except UNREACHABLE as error:
        if trouble_of(error).code not in NOT_THERE:
            raise


def _share(attempt: Attempt, file: Upload) -> None:
    showing = attempt.showing
    attempt.slack.share(showing.file, file.title, showing.place.channel, thread=attempt.thread, words=file.words)


def _sentence(showing: Showing) -> str:
    if showing.error in INVITE:
        return "invite"
    if showing.error == ARCHIVED:
        return "archived"
    unsure = showing.error == UNSURE
    if UNASKED in showing.what:
        return "unasked_unsure" if unsure else "unasked_not_shown"
    return {Showable.CARD: "unsure_card"}.get(showing.kind, "unsure") if unsure else "not_shown"
