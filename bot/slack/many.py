"""Whoever has installed us: their tokens, read once and believed for a while, renewed in time, gone when revoked."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from threading import Lock

from slack_sdk.errors import SlackApiError

from bot.slack.breaker import Ways
from bot.slack.delivery import Slack
from bot.slack.oauth import OurApp
from bot.slack.troubles import FOR_THE_OPERATOR, TAKEN_OUT, UNREACHABLE, NoKey, NotInstalled, trouble_of
from bot.slack.vault import Locked, Token, Vault
from journeybot.installations import Installation, Installations
from journeybot.ports import Clock

GOOD_FOR = 60.0
"""Seconds for which a token is believed to be still the one; another process may have stored a newer one."""

ASK_AGAIN = 3.0
"""The same where there is none: somebody may be installing us just now."""

MOST_KEPT = 5000

IN_TIME = timedelta(hours=2)
"""How long before its end a token is renewed; Slack gives it twelve hours."""

LEASE = timedelta(minutes=1)
"""How long renewing may take before somebody else may try."""

log = logging.getLogger("journeybot.slack")


@dataclass(frozen=True, slots=True)
class _Known:
    """A tenant's Slack, or None; believed until then (by `time.monotonic`), and to be renewed from then on.
    `locked`: it has given us a token, which none of our keys opens."""

    slack: Slack | None
    until: float
    renew_at: datetime | None = None
    locked: bool = False


class Many:
    """The `Workspaces` of many tenants. With a new token comes a new client, so that none changes under a call that is
    under way, and no two tenants ever share one."""

    def __init__(
        self,
        installations: Installations,
        vault: Vault,
        *,
        app: OurApp,
        base_url: str,
        clock: Clock,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._installations = installations
        self._vault = vault
        self._app = app
        self._base_url = base_url
        self._clock = clock
        self._ticks = ticks
        self._known: dict[str, _Known] = {}
        self._ways: dict[str, Ways] = {}
        self._learnt = False
        self._looking: set[tuple[str, str]] = set()
        self._lock = Lock()
        self._beside = ThreadPoolExecutor(1, "tokens")

    def of(self, tenant: str) -> Slack:
        """Its Slack. Raises NotInstalled, NoKey."""
        known = self._look_up(tenant)
        if known.slack is None:
            raise NoKey(tenant) if known.locked else NotInstalled(tenant)
        if known.renew_at is not None and known.renew_at <= self._clock():
            self._later("renew", tenant, self.renew)
        return known.slack

    def serves(self, tenant: str) -> bool:
        """Whether it has us."""
        return self._look_up(tenant).slack is not None

    def locked(self, tenant: str) -> bool:
        """Whether it has us, and we have lost the key to its token."""
        return self._look_up(tenant).locked

    def changed(self, tenant: str) -> None:
        """Look anew the next time."""
        self._known.pop(tenant, None)

    def installed(self, tenant: str, name: str, *, token: Token) -> None:
        """Somebody has installed us (again)."""
        self._installations.store(tenant, name=name, sealed=self._vault.seal(tenant, token))
        self.changed(tenant)
        self._installations.go_on(tenant, waiting_for=FOR_THE_OPERATOR)  # what Slack would not hear from the old token
        log.info("installed in %s", tenant)

    def taken_out(self, tenant: str, *, at: datetime | None = None) -> None:
        """Somebody took us out: the token goes at once, what we owe there rests. Of whoever never had us nothing is
        noted."""
        if self._installations.of(tenant) is None:
            return
        gone = self._installations.forget(tenant, at=at)
        self.changed(tenant)
        if gone:
            log.info("taken out of %s", tenant)

    def renew(self, tenant: str) -> None:
        """Get the next token, if nobody else is about it. What fails is tried again."""
        found = self._installations.of(tenant)
        token = self._opened(found)
        now = self._clock()
        if found is None or token is None or not token.refresh or (token.expires_at or now) - now > IN_TIME:
            self.changed(tenant)
            return
        if not self._installations.renewing(found, until=now + LEASE):
            return
        try:
            fresh = self._app.renewed(token, now=now)
        except UNREACHABLE as error:
            log.warning("no new token for %s yet: %s", tenant, trouble_of(error).code)
            return
        self._installations.reseal(found, self._vault.seal(tenant, fresh))
        self.changed(tenant)

    def learn(self) -> str:
        """Whether our keys open all tokens: it is better said now than when somebody comes. Each tenant is looked up
        when it comes."""
        learnt, self._learnt = self._learnt, True
        if not learnt and (locked := self._vault.locked(self._installations.all())):
            log.error("no key of TOKEN_KEYS opens the tokens of %s: put the key back that did", ", ".join(locked[:10]))
        return ""

    def stop(self) -> None:
        """Finish what is under way."""
        self._beside.shutdown(wait=True, cancel_futures=True)

    def _look_up(self, tenant: str) -> _Known:
        known = self._known.get(tenant)
        if known is not None and known.until > self._ticks():
            return known
        if len(self._known) > MOST_KEPT:
            self._known, self._ways = {}, {}
        fresh = self._known[tenant] = self._read(tenant)
        return fresh

    def _read(self, tenant: str) -> _Known:
        found = self._installations.of(tenant)
        token = self._opened(found)
        if token is None:
            return _Known(None, self._ticks() + ASK_AGAIN, locked=bool(found and found.sealed))
        revoked = partial(self.doubt, tenant)
        renew_at = token.expires_at and token.expires_at - IN_TIME
        ways = self._ways.get(tenant) or self._ways.setdefault(tenant, Ways().name(tenant))
        slack = Slack(token.text, self._base_url, revoked=revoked, ways=ways)
        return _Known(slack, self._ticks() + GOOD_FOR, renew_at)

    def _opened(self, found: Installation | None) -> Token | None:
        if found is None or not found.sealed:
            return None
        try:
            return self._vault.open(found.tenant, found.sealed)
        except Locked:
            log.error("no key of TOKEN_KEYS opens the token of %s", found.tenant)  # noqa: TRY400  it holds no more
            return None

    def doubt(self, tenant: str) -> None:
        """It may have taken us out: a call was told so, or an event leaves it open. Ask Slack, to be sure."""
        self._later("doubt", tenant, self._find_out)

    def _find_out(self, tenant: str) -> None:
        found = self._installations.of(tenant)
        token = self._opened(found)
        if found is None or token is None:
            return
        try:
            Slack(token.text, self._base_url).whoami()
        except SlackApiError as error:
            if error.response["error"] in TAKEN_OUT:
                self.taken_out(tenant, at=found.since)
        except UNREACHABLE:
            return

    def _later(self, what: str, tenant: str, do: Callable[[str], None]) -> None:
        """Beside what is under way, and once at a time."""
        with self._lock:
            if (what, tenant) in self._looking:
                return
            self._looking.add((what, tenant))
        self._beside.submit(self._once, what, tenant, do=do)

    def _once(self, what: str, tenant: str, *, do: Callable[[str], None]) -> None:
        try:
            do(tenant)
        except Exception:  # a thread of a pool would keep it to itself
            log.exception("could not %s the token of %s", what, tenant)
        finally:
            self._looking.discard((what, tenant))
