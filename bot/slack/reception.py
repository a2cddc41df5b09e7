"""Receives who wants to install us: sends them to Slack and takes them back, once, in the browser they left with."""

import hashlib
import logging
import re
import secrets
from datetime import timedelta
from typing import Literal

from bot.slack.many import Many
from bot.slack.oauth import OurApp
from bot.slack.troubles import UNREACHABLE, trouble_of
from journeybot.installations import Installations
from journeybot.ports import Clock

TO_COME_BACK = timedelta(minutes=10)
"""As long as Slack's own code is good."""

DENIED = "access_denied"
"""Somebody said no. All else is ours to mend."""

A_WORD = re.compile(r"[a-z][a-z0-9_]{1,60}")
Outcome = Literal["installed", "again", "denied", "refused", "busy"]

log = logging.getLogger("journeybot.slack")


class Reception:
    """What the link knows and what the browser knows are stored only as one digest of both: neither is worth anything
    without the other, and neither can be read from the database."""

    def __init__(self, app: OurApp, installations: Installations, *, many: Many, clock: Clock) -> None:
        self._app = app
        self._installations = installations
        self._many = many
        self._clock = clock

    def begin(self) -> tuple[str, str]:
        """Slack's address for somebody, and what their browser is to remember meanwhile."""
        state, browser = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self._installations.begin_visit(_digest(state, browser), until=self._clock() + TO_COME_BACK)
        return self._app.address(state), browser

    def end(self, browser: str, *, state: str, code: str, error: str) -> tuple[Outcome, str]:
        """Somebody comes back: what came of it, and the workspace's name, or Slack's word for why not."""
        if not (browser and state) or not self._installations.end_visit(_digest(state, browser)):
            return "again", ""
        if error == DENIED:
            return "denied", ""
        if error or not code:
            return "refused", _told(error or "no_code")
        try:
            tenant, name, token = self._app.given(code, now=self._clock())
        except UNREACHABLE as failure:
            trouble = trouble_of(failure)
            log.warning("somebody could not install us: %s", trouble.code)
            return ("busy", "") if trouble.code == "unreachable" else ("refused", trouble.code)
        except ValueError:
            return "refused", "no_bot_token"
        self._many.installed(tenant, name, token=token)
        return "installed", name


def _told(error: str) -> str:
    """Slack's word, for whoever runs this; what could not be one comes from somebody else."""
    word = error if A_WORD.fullmatch(error) else "unknown_error"
    log.warning("somebody could not install us: %s (see the settings of the Slack app, and SLACK_CLIENT_ID)", word)
    return word


def _digest(state: str, browser: str) -> str:
    return hashlib.sha256(f"{state}.{browser}".encode("utf-8", "surrogatepass")).hexdigest()
