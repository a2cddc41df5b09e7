"""Whose bot we are: the one workspace of SLACK_BOT_TOKEN, and what it means not to be somebody's."""

import logging
from threading import Lock
from typing import Protocol

from slack_sdk.errors import SlackClientError

from bot.slack.delivery import Slack

log = logging.getLogger("journeybot")


class NotInstalled(SlackClientError):
    """This tenant has not installed us, or no longer: there is no token to speak with."""


class Workspaces(Protocol):
    """The workspaces that we work for. Any thread may ask."""

    def of(self, tenant: str) -> Slack:
        """Its Slack. Raises NotInstalled, or what a call to Slack raises."""

    def serves(self, tenant: str) -> bool:
        """Whether what comes from there is for us."""


class One:
    """The workspace, or the organisation, of one token. Which that is only Slack can say, and it is asked once; until
    it has said so, whoever comes is taken for them, so that with Slack away answers are still taken."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._tenant = ""
        self._lock = Lock()

    def of(self, tenant: str) -> Slack:  # noqa: D102
        if tenant != (self._tenant or self.learn()):
            raise NotInstalled(tenant)
        return self._slack

    def serves(self, tenant: str) -> bool:  # noqa: D102
        return self._tenant in {"", tenant}

    def learn(self) -> str:
        """Ask Slack whose token it is, unless that is known. Raises what the call raises."""
        with self._lock:
            if not self._tenant:
                known = self._slack.whoami()
                self._tenant = tenant_of_token(known)
                log.info("journeybot is %s in %s", known.get("user"), known.get("team"))
            return self._tenant


def tenant_of_token(known: dict[str, object]) -> str:
    """Whose token it is, as `tenants.tenant_of` names tenants, by the answer of auth.test."""
    whole = known.get("is_enterprise_install") and known.get("enterprise_id")
    return str(whole or known.get("team_id") or "")
