"""Whose bot we are: the one workspace of SLACK_BOT_TOKEN, and what it means not to be somebody's."""

import logging
from datetime import datetime
from threading import Lock
from typing import Any, Protocol

from bot.slack.delivery import Slack
from bot.slack.scopes import missing
from bot.slack.troubles import FOR_THE_OPERATOR, NotInstalled
from journeybot.installations import Installations

COME_BACK = "to go on, install it again, put the new token into SLACK_BOT_TOKEN and start it anew"

LACKS = (
    "SLACK_BOT_TOKEN lacks %s, so not everything works: add it under OAuth & Permissions, install the app again, and "
    "start journeybot anew"
)

log = logging.getLogger("journeybot")


class Workspaces(Protocol):
    """The workspaces that we work for. Any thread may ask."""

    def of(self, tenant: str) -> Slack:
        """Its Slack. Raises NotInstalled, NoKey, or what a call to Slack raises."""

    def serves(self, tenant: str) -> bool:
        """Whether what comes from there is for us."""

    def locked(self, tenant: str) -> bool:
        """Whether it has us, and only the key to its token is missing."""

    def learn(self) -> str:
        """Find out what has to be known before anything is said: the one tenant, if there is only one."""

    def stop(self) -> None:
        """Finish what is under way."""

    def taken_out(self, tenant: str, *, at: datetime | None = None) -> None:
        """It has taken us out, at that time: nothing more is said there until it installs us again."""

    def doubt(self, tenant: str) -> None:
        """It may have: find out, without keeping anybody waiting."""


class One:
    """The workspace, or the organisation, of one token. Which that is only Slack can say, and it is asked once; until
    it has said so, whoever comes is taken for them, so that with Slack away answers are still taken."""

    def __init__(self, slack: Slack, installations: Installations) -> None:
        self._slack = slack
        self._installations = installations
        self._tenant = ""
        self._lock = Lock()

    def of(self, tenant: str) -> Slack:  # noqa: D102
        if tenant != (self._tenant or self.learn()):
            raise NotInstalled(tenant)
        return self._slack

    def serves(self, tenant: str) -> bool:  # noqa: D102
        return self._tenant in {"", tenant}

    def locked(self, _tenant: str) -> bool:
        """Its token is no row of ours."""
        return False

    def learn(self) -> str:
        """Ask Slack whose token it is, unless that is known. Raises what the call raises."""
        with self._lock:
            if not self._tenant:
                known = self._slack.whoami()
                self._tenant = tenant_of_token(known)
                log.info("journeybot is %s in %s", known.get("user"), known.get("team"))
                if lacks := missing(str(known["scopes"])):
                    log.error(LACKS, ", ".join(lacks))
                self._back_again(str(known.get("team")))
            return self._tenant

    def taken_out(self, tenant: str, *, at: datetime | None = None) -> None:  # noqa: D102
        if self.serves(tenant) and self._installations.forget(tenant, at=at):
            log.error("journeybot was taken out of the workspace; %s", COME_BACK)

    def stop(self) -> None:
        """Nothing is."""

    def doubt(self, tenant: str) -> None:
        """Nothing to find out: each call says so."""

    def _back_again(self, name: str) -> None:
        found = self._installations.of(self._tenant)
        if found is not None and found.gone_at is not None:
            self._installations.store(self._tenant, name=name, sealed="")
            self._installations.go_on(self._tenant, waiting_for=FOR_THE_OPERATOR)


def tenant_of_token(known: dict[str, Any]) -> str:
    """Whose token it is, as `tenants.tenant_of` names tenants, by the answer of auth.test."""
    whole = known.get("is_enterprise_install") and known.get("enterprise_id")
    return str(whole or known.get("team_id") or "")


def tenant_of_install(given: dict[str, Any]) -> str:
    """The same by the answer of oauth.v2.access, which names no workspace where a whole organisation installs us."""
    whole, team = given.get("enterprise") or {}, given.get("team") or {}
    return tenant_of_token({**given, "enterprise_id": whole.get("id"), "team_id": team.get("id")})
