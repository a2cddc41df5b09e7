"""A bot for many workspaces, two of them in the sandbox: people, channels and ids are the same, but for the team's."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from bot.commands.sandbox import manifest
from bot.sandbox.certificates import trusted
from bot.sandbox.oauth import Client, OAuth
from bot.sandbox.people import Team
from bot.sandbox.player import PATIENCE, Person, Sandbox
from bot.sandbox.stage import Stage
from bot.sandbox.workspace import Workspace
from bot.settings import Settings
from bot.slack.vault import new_key
from bot.wiring import Bot, build
from tests.databases import kept_in
from tests.sandbox.running import SECRET, Running, free_port, sandbox, serving
from tests.slack.calm import calm

ACME, GLOBEX = "T0SANDBOX", "T0GLOBEX1"
CLIENT_ID, CLIENT_SECRET = "12.34", "client-secret-of-the-test"
KEY = new_key()


@dataclass
class Houses:
    """The bot, its address, and the sandbox with both workspaces; `browser` is the one of whoever installs."""

    bot: Bot
    address: str
    running: Running
    oauth: OAuth
    browser: httpx.Client = field(
        default_factory=lambda: httpx.Client(trust_env=False, verify=trusted(), timeout=PATIENCE)
    )

    def stage(self, team: str) -> Stage:
        every = (self.running.stage, *self.running.others)
        return next(stage for stage in every if stage.workspace.team.id == team)

    def player(self, team: str) -> Sandbox:
        return self.running.player_in(self.stage(team))

    def person(self, name: str, team: str) -> Person:
        return self.player(team).person(name)

    def begins(self) -> str:
        """Open the page in the browser; where its link goes."""
        page = self.browser.get(f"{self.address}/slack/install")
        assert page.status_code == 200
        found = re.search(r'class="go" href="([^"]+)"', page.text)
        assert found
        return unescape(found[1])

    def answers(self, link: str, team: str, answer: str = "allow") -> str:
        """Follow the link and allow it, or not; where Slack sends the browser."""
        page = self.browser.get(link)
        assert page.status_code == 200, page.text
        asked = {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)">', page.text)}
        sent = self.browser.post(page.url.join("/oauth/v2/authorize"), data={**asked, "team": team, "answer": answer})
        assert sent.status_code == 302, sent.text
        return str(sent.headers["location"])

    def installs(self, team: str) -> httpx.Response:
        """All of it, in one browser."""
        came_back = self.browser.get(self.answers(self.begins(), team))
        self.player(team).post("events_url", url=f"{self.address}/slack/events")
        return came_back

    def until(self, person: Person, words: str) -> None:
        try:
            person.sandbox.wait_for(lambda: person.sees(words))
        except AssertionError:
            raise AssertionError(f"{person.name} never saw {words!r}, but:\n{person.looks()}") from None


@contextmanager
def houses(folder: Path, *, rotating: bool = False, **besides: Any) -> Iterator[Houses]:
    """Nobody has installed the bot yet."""
    spaces, ours, port = [Workspace(), Workspace(team=Team(GLOBEX, "Globex", "globex"))], manifest(), free_port()
    ours["settings"]["token_rotation_enabled"] = rotating
    address = f"http://127.0.0.1:{port}"
    with sandbox(ours, bot_token="", workspaces=spaces) as running, pytest.MonkeyPatch.context() as patched:
        calm(patched)
        assert running.oauth
        running.oauth.client = Client(CLIENT_ID, CLIENT_SECRET, (f"{address}/slack/oauth_redirect",))
        bot = build(many(folder, running.url, address), **besides)
        web = uvicorn.Server(uvicorn.Config(bot.web, host="127.0.0.1", port=port, log_level="warning"))
        try:
            bot.start()
            with serving(web):
                yield Houses(bot, address, running, running.oauth)
        finally:
            bot.stop()


def many(folder: Path, slack: str, address: str, *, keys: str = KEY) -> Settings:
    """The settings of a bot whose Slack is at `slack`, and which browsers reach at `address`."""
    return Settings.model_validate(
        {
            "slack_bot_token": "",
            "slack_app_token": "",
            "slack_signing_secret": SECRET,
            "slack_client_id": CLIENT_ID,
            "slack_client_secret": CLIENT_SECRET,
            "token_keys": keys,
            "public_url": address,
            "database_url": kept_in(folder / "bot.db"),
            "slack_api_url": f"{slack}/api/",
        }
    )
