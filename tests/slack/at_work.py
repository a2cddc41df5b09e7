"""The real bot, in this process, at work in a sandbox: over signed HTTP or over Socket Mode."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.commands.sandbox import manifest as ours
from bot.sandbox.people import BOT, Channel
from bot.sandbox.player import Person, Sandbox
from bot.settings import Settings
from bot.slack.delivery import Slack
from bot.wiring import Bot, build
from journeybot.ports import ShowState
from journeybot.workshop import Place
from tests.databases import kept_in
from tests.sandbox.running import APP_TOKEN, BOT_TOKEN, SECRET, Running, sandbox, web_bot
from tests.slack.calm import calm

WAYS = ("http", "socket")


@dataclass(frozen=True)
class AtWork:
    """A bot, the sandbox that it serves, and whoever plays in it."""

    bot: Bot
    running: Running
    player: Sandbox

    @property
    def slack(self) -> Slack:
        """Slack, as the bot speaks to it."""
        return self.bot.workspaces.of(self.running.stage.workspace.team.id)

    def room(self, *, bot: bool = True, private: bool = False) -> str:
        """A channel where nothing has happened yet, with everybody in it."""
        workspace = self.running.stage.workspace
        number = len(workspace.channels)
        channel = Channel(f"C{number:08}", f"room-{number}", is_private=private)
        channel.members = [*workspace.people, *([BOT] if bot else [])]
        workspace.channels[channel.id] = channel
        return channel.name

    def person(self, name: str, room: str) -> Person:
        return self.player.person(name, room)

    def until(self, person: Person, words: str) -> None:
        """Wait until these words stand on the person's screen."""
        try:
            self.player.wait_for(lambda: person.sees(words))
        except AssertionError:
            raise AssertionError(f"{person.name} never saw {words!r}, but:\n{person.looks()}") from None

    def card_rests(self, person: Person) -> None:
        """Wait until the card of the person's channel shows all that it should."""
        place = Place(self.running.stage.workspace.team.id, person.channel)

        def rests() -> bool:
            workshop = self.bot.store.latest_in(place)
            card = self.bot.store.card_of(place.tenant, workshop.key) if workshop else None
            return card is not None and card.state is ShowState.SHOWN and card.does == card.should

        self.player.wait_for(rests)

    def begins(self, room: str, title: str = "Groceries") -> Person:
        """Ana begins a workshop; its card is there when this returns."""
        ana = self.person("Ana", room)
        ana.types(f"/journey start {title}").submits()
        self.until(ana, "Step 1 of 6")
        return ana


@contextmanager
def at_work(
    folder: Path, way: str = "socket", *, manifest: dict[str, Any] | None = None, public_url: str = ""
) -> Iterator[AtWork]:
    """A bot with an empty database in `folder`, which edits its cards as often as it likes."""
    with sandbox(manifest or ours()) as running, pytest.MonkeyPatch.context() as patched:
        calm(patched)
        bot = build(settings_for(folder, running.url, way).model_copy(update={"public_url": public_url}))
        try:
            bot.start()
            with _connected(bot, running, way):
                running.player.wait_until_ready()
                yield AtWork(bot, running, running.player)
        finally:
            bot.stop()


def settings_for(folder: Path, url: str, way: str) -> Settings:
    """The settings of a bot whose Slack is at `url`."""
    return Settings.model_validate(
        {
            "slack_bot_token": BOT_TOKEN,
            "slack_app_token": APP_TOKEN if way == "socket" else "",
            "slack_signing_secret": SECRET,
            "database_url": kept_in(folder / "bot.db"),
            "slack_api_url": f"{url}/api/",
        }
    )


@contextmanager
def _connected(bot: Bot, running: Running, way: str) -> Iterator[None]:
    if way == "socket":
        bot.run_socket_mode()
        yield
        return
    with web_bot(bot.web) as address:
        running.player.post("events_url", url=address)
        yield
