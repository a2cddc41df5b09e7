"""The Bolt app: which listener hears what, and one place where anything unforeseen ends up."""

import logging
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError

from bot.logs import number, numbered
from bot.promptness import ARRIVED, Promptness
from bot.slack.comings import Comings
from bot.slack.delivery import client_for
from bot.slack.flood import Floodgate, Heard
from bot.slack.inbox import Inbox, StillAtWork, delivery_of
from bot.slack.listeners import Listeners
from bot.slack.replying import Answer
from bot.slack.tenants import Payload, tenant_of
from bot.slack.workspaces import Workspaces
from journeybot.obstacles import Failure, Obstacle, Unstored
from journeybot.patience import within

ANY = re.compile(r"[\s\S]*")
A_NAME = re.compile(r"[\w./-]{1,100}")
THREADS = 32
IN_TIME = 2.0
"""Seconds for all that a delivery asks of the database: whoever waits has to be told within three."""

log = logging.getLogger("journeybot.slack")


def bolt_app(
    listeners: Listeners,
    inbox: Inbox,
    *,
    floodgate: Floodgate,
    comings: Comings,
    workspaces: Workspaces,
    signing_secret: str,
    base_url: str,
) -> "Numbered":
    """Everything that Slack can send has a listener, and each runs to its end before Slack is answered.

    `process_before_response`: check and save, then acknowledge. No token is tried when the app is built, and none when
    a request arrives: with Slack away, answers are still taken.
    """
    app = Numbered(
        name="journeybot.bolt",
        logger=_quiet(),
        client=client_for(None, base_url),
        authorize=_without_a_token,
        signing_secret=signing_secret,
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        listener_executor=ThreadPoolExecutor(THREADS, "listener"),
    )
    once = partial(_answering, inbox, _for_whom(workspaces, listeners))
    app.view_submission(ANY)(once(listeners.submission))  # Bolt asks them in turn: what comes most stands first
    app.action(ANY)(once(floodgate.before(listeners.press)))
    app.command(ANY)(once(floodgate.before(comings.before(listeners.command))))
    app.view_closed(ANY)(once(nothing))
    app.shortcut(ANY)(once(floodgate.before(listeners.shortcut)))
    app.options(ANY)(once(no_options))
    _events(app, inbox, once=once, listeners=listeners, comings=comings)
    app.error(_unforeseen(listeners, app.promptness))
    return app


def _events(
    app: App, inbox: Inbox, *, once: Callable[[Heard], Callable[..., None]], listeners: Listeners, comings: Comings
) -> None:
    """What happens without anybody asking us for anything."""
    app.event("app_home_opened")(once(_event(listeners.home_opened)))
    app.event("member_joined_channel")(once(_event(listeners.joined)))
    app.event("channel_unarchive")(once(_event(listeners.joined)))
    app.event("group_unarchive")(once(_event(listeners.joined)))
    app.event("member_left_channel")(once(_event(listeners.left)))
    app.event("channel_id_changed")(once(comings.channel_changed))
    app.event("team_access_granted")(once(comings.let_in))
    app.event("team_access_revoked")(once(comings.shut_out))
    app.event("app_uninstalled")(_answering(inbox, _as_it_is, comings.uninstalled))
    app.event("tokens_revoked")(_answering(inbox, _as_it_is, comings.revoked))
    app.event(ANY)(once(nothing))


class Numbered(App):
    """Bolt's app, with a number for each delivery: its lines in the log bear it, and whoever has to be told that
    something went wrong is told it too. `promptness` knows how many were answered well and in time."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.promptness = Promptness()

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Handle one delivery, in the time that Slack waits. It may have waited for a thread: `ARRIVED` of its context
        is when it came, by `time.monotonic`."""
        arrived, status = req.context.get(ARRIVED, time.monotonic()), 500
        try:
            with numbered(), within(IN_TIME):
                answered = super().dispatch(req)
                status = answered.status
                took = round((time.monotonic() - arrived) * 1000)
                log.debug("a delivery (%s) was answered with %d after %d ms", _named(req.body), status, took)
            return answered
        finally:
            self.promptness.note(status, time.monotonic() - arrived)


def _named(body: Payload) -> str:
    """What came, by Slack's name and Slack's number for it, and without anything that somebody typed."""
    event = body.get("event")
    kind = body.get("command") or (event if isinstance(event, dict) else body).get("type")
    parts = (kind, body.get("event_id") or body.get("trigger_id"))
    return ", ".join(part for part in parts if isinstance(part, str) and A_NAME.fullmatch(part)) or "of no kind we know"


def _quiet() -> logging.Logger:
    """Bolt's own log, without its INFO lines: one of them holds the whole body of a request that nobody signed."""
    quiet = logging.getLogger("journeybot.bolt")
    quiet.setLevel(logging.WARNING)
    return quiet


def _without_a_token(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
    """Bolt's own client is not used: what we say goes out by `delivery.Slack`, of the tenant it belongs to."""
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)


def _for_whom(workspaces: Workspaces, listeners: Listeners) -> Callable[[Heard], Heard]:
    """What comes from a workspace that is none of ours is answered with that, and nothing of it is looked at."""

    def only_for_ours(heard: Heard) -> Heard:
        def listen(body: Payload, context: BoltContext) -> Answer:
            tenant = tenant_of(context)
            if workspaces.serves(tenant):
                return heard(body, context)
            return listeners.not_installed(body, context, locked=workspaces.locked(tenant))

        return listen

    return only_for_ours


def _answering(inbox: Inbox, guarded: Callable[[Heard], Heard], heard: Heard) -> Callable[..., None]:
    """Acknowledging is the last thing that happens: an error after it would take the acknowledgement back."""
    hear = guarded(heard)

    def listen(ack: Ack, body: Payload, context: BoltContext) -> None:
        answer = inbox.answer(delivery_of(body, context), lambda: hear(body, context))
        ack(answer or "")

    return listen


def nothing(_body: Payload, _context: BoltContext) -> Answer:
    """What needs no answer but an acknowledgement."""
    return None


def no_options(_body: Payload, _context: BoltContext) -> Answer:
    """We offer no lists that are looked up while somebody types."""
    return {"options": []}


def _as_it_is(heard: Heard) -> Heard:
    return heard


def _event(heard: Heard) -> Heard:
    return lambda body, context: heard(body["event"], context)


def _unheard(kind: str, promptness: Promptness) -> None:
    if kind == "app_rate_limited":
        promptness.held_back()
    else:
        log.info("nothing to do for a payload of type %r", kind)


def _noted(error: Exception, code: str) -> Failure | Obstacle:
    """What the person is told of it; the log has all of it."""
    if isinstance(error, StillAtWork):
        log.info("the same came twice, and the first of them takes its time")
        return Failure.AT_WORK
    if isinstance(error, Unstored) and error.obstacle:
        log.error("nothing was stored, noted as %s: %s", code, error)
        return error.obstacle
    log.error("unforeseen, noted as %s", code, exc_info=error)
    return Failure.UNEXPECTED


def _unforeseen(listeners: Listeners, promptness: Promptness) -> Callable[..., BoltResponse]:
    def unforeseen(error: Exception, body: Payload, context: BoltContext) -> BoltResponse:
        """One sentence for the person, with a number; the log says under it what it was, with a traceback if nobody
        could have foreseen it."""
        if isinstance(error, BoltUnhandledRequestError):
            _unheard(str(body.get("type")), promptness)
            return BoltResponse(status=200, body="")
        code = number()
        why = _noted(error, code)
        if body.get("type") == "event_callback":
            return BoltResponse(status=500, body="")  # so that Slack sends it again
        said = listeners.apologise(body, context, code=code, why=why)
        return BoltResponse(status=200, body=said or "")

    return unforeseen
