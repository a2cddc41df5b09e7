"""The only place where everything meets: settings in, a bot that can be started and stopped out."""

import logging
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from starlette.applications import Starlette
from starlette.routing import Route

from bot.errands.easel import Easel
from bot.errands.elsewhere import Elsewhere
from bot.errands.embedded import Embedded
from bot.errands.making import Maker
from bot.errands.port import Errands, Linking
from bot.errands.waking import Alarm
from bot.keeping import Keeper
from bot.settings import Settings
from bot.slack.app import Numbered, bolt_app
from bot.slack.blocks import SLACK
from bot.slack.circle import Circle
from bot.slack.comings import Comings
from bot.slack.delivery import Slack, SlackOf, client_for, is_here
from bot.slack.ear import Ear
from bot.slack.flood import Floodgate
from bot.slack.hanging_up import hang_up
from bot.slack.inbox import Inbox
from bot.slack.letters import Letters
from bot.slack.listeners import Listeners
from bot.slack.locales import Locales
from bot.slack.names import Names
from bot.slack.posting import Poster
from bot.slack.replying import Replier
from bot.slack.socket_mode import Acknowledging, call, in_our_words
from bot.slack.voice import Voice
from bot.slack.workspaces import One, Workspaces
from bot.watch import Watch, must_have_its_file
from bot.web.app import web_app
from bot.web.guard import signed_with
from journeybot.facilitator import Facilitator
from journeybot.ports import Clock, Showing
from journeybot.wording import Wording
from storage.engine import server_of
from storage.moving_in import move_in
from storage.store import SqlStore
from storage.tenancy import Wait, not_now

if TYPE_CHECKING:
    from bot.slack.reception import Reception

PING_EVERY = 5.0
"""Seconds between two pings of the WebSocket; slack_sdk takes a connection for dead after a few without an answer."""

AT_ONCE = 20
"""Payloads of one WebSocket that are worked on at the same time."""

log = logging.getLogger("journeybot")
socket_log = logging.getLogger("journeybot.socket")
socket_log.setLevel(logging.WARNING)  # below that, slack_sdk tells what people typed
socket_log.addFilter(in_our_words)


class Part(Enum):
    """What a process does: all there is to do; or it listens to Slack and leaves errands to workers; or the errands."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"


@dataclass
class Bot:
    """journeybot, put together. `web` and `bolt` take requests as soon as they exist; `start` begins to show things, if
    that is its part. `pages` are what browsers can open, also in `web`."""

    web: Starlette
    pages: Sequence[Route]
    bolt: Numbered
    workspaces: Workspaces
    store: SqlStore
    errands: Errands
    part: Part
    watch: Watch
    _voice: Voice
    _easel: Easel
    _keeper: Keeper
    _open_socket: Callable[[], SocketModeHandler]
    _socket: SocketModeHandler | None = None

    def start(self) -> None:
        """Begin to show what is due, and get the easel warm."""
        self.errands.start()
        self.watch.heart.start()
        self._voice.do(self.workspaces.learn)
        if self.part is not Part.WEB:
            self._voice.do(self._easel.start)
            self._keeper.start()

    def must_go_on(self) -> None:
        """Raises SystemExit, with 1, once there is nothing left to go on with."""
        must_have_its_file(self.store)

    def run_socket_mode(self) -> None:
        """Connect to Slack by a WebSocket and return; it reconnects by itself. Raises what slack_sdk raises."""
        if self._socket is None:
            self._socket = self._open_socket()
            self.watch.ear = Ear(self._socket.client)
        call(self._socket.client)

    def listen(self) -> None:
        """Look whether Slack is still heard over the WebSocket, and call anew if not. Raises ear.Deaf."""
        if self.watch.ear is not None:
            self.watch.ear.listen()

    def stop(self) -> None:
        """Take nothing more, finish what is under way, and let go of the database; less than ten seconds."""
        until = time.monotonic() + 9
        if self._socket is not None:
            hang_up(self._socket.client, seconds=4)
        self.watch.heart.stop()
        self._voice.stop()
        self._keeper.stop()
        self.errands.stop(max(until - time.monotonic(), 0.5))
        self._easel.stop()
        self.workspaces.stop()
        self.store.close()


def _links(slack_of: SlackOf) -> Linking:
    """The addresses of messages."""
    return lambda tenant, channel, message: slack_of(tenant).permalink(channel, message)


def _title(store: SqlStore, showing: Showing) -> str:
    """What the map is called that a showing is of; empty if it is no more."""
    found = store.workshop(showing.place.tenant, showing.workshop)
    return found.about.title if found else ""


def build(settings: Settings, *, clock: Clock | None = None, part: Part = Part.ALL, wait: Wait = not_now) -> Bot:
    """Everything, ready to start. Raises storage.trouble.UnusableDatabase, also if others have the database; those that
    may have fallen over, or are about to end, are waited for."""
    clock = clock or now
    base_url = settings.slack_api_url
    database = settings.database_url.get_secret_value()
    store, wording = move_in(database, clock=clock, wait=wait), Wording(markup=SLACK)
    workspaces, reception = _workspaces(settings, store, clock)
    slack_of = workspaces.of
    circle, voice, names = Circle(slack_of), Voice(slack_of), Names(slack_of)
    locales, easel = Locales(names, voice), Easel(places=settings.drawing_processes)
    speaking = partial(Facilitator, store, wording, circle=circle, locale_of=locales.of)
    facilitator = speaking(clock=clock, keys=new_key, public_url=settings.public_url)
    maker = Maker(facilitator, store, easel=easel, naming=names.named, wording=wording, linking=_links(slack_of))
    poster = Poster(
        slack_of, voice, tell_in=facilitator.wording_for, clock=clock, keep=store.keep, title_of=partial(_title, store)
    )
    alarm = Alarm(store, facilitator, messenger=Letters(slack_of, names), clock=clock)
    embedded = Embedded(
        store, maker, carrier=poster, clock=clock, at_once=settings.drawing_processes, besides=alarm.round
    )
    errands = _errands(part, embedded, server=server_of(database))
    replier = Replier(slack_of, voice, store=store, wake=errands.wake, keys=new_key)
    listeners = Listeners(
        facilitator, replier, slack_of=slack_of, voice=voice, store=store, circle=circle, wake=errands.wake
    )
    secret = settings.slack_signing_secret.get_secret_value()
    keeper = Keeper(store, clock=clock, days=settings.retention_days)
    comings = Comings(workspaces, store.installations, store=store, wake=errands.wake)
    inbox, floodgate = Inbox(store, later=voice.do), Floodgate(facilitator.tongues, voice)
    hearing = partial(bolt_app, listeners, inbox, floodgate=floodgate, comings=comings, workspaces=workspaces)
    bolt = hearing(signing_secret=secret, base_url=base_url)
    watch = Watch(store, errands, part=part.value, clock=clock, settings=settings, hour=bolt.promptness.hour)
    pages = _pages(settings, reception, wake=errands.wake, store=store, clock=clock)
    web = web_app(bolt.dispatch, watch.watched(), signed=signed_with(secret), pages=pages)
    socket = partial(_socket_mode, bolt, settings.slack_app_token.get_secret_value(), base_url)
    return Bot(web, pages, bolt, workspaces, store, errands, part, watch, voice, easel, keeper, socket)


def _errands(part: Part, embedded: Embedded, *, server: str) -> Errands:
    """Who does them, and how they are woken. On SQLite processes cannot call each other: a worker looks every
    second."""
    if part is Part.ALL or (part is Part.WORKER and not server):
        return embedded
    if not server:
        return Elsewhere()
    from bot.errands.calling import Called, Caller  # noqa: PLC0415  SQLite does without

    return Caller(server) if part is Part.WEB else Called(server, embedded)


def _workspaces(settings: Settings, store: SqlStore, clock: Clock) -> tuple[Workspaces, "Reception | None"]:
    """The one of our token, or all that install us by our own pages. Only these need what opens and seals tokens."""
    if not settings.many_workspaces:
        slack = Slack(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
        return One(slack, store.installations), None
    from bot.slack.many import Many  # noqa: PLC0415
    from bot.slack.oauth import OurApp  # noqa: PLC0415
    from bot.slack.reception import Reception  # noqa: PLC0415
    from bot.slack.vault import Vault  # noqa: PLC0415

    secret, base_url = settings.slack_client_secret.get_secret_value(), settings.slack_api_url
    app = OurApp(settings.slack_client_id, secret, base_url, settings.public_url)
    many = Many(store.installations, Vault(settings.keys), app=app, base_url=base_url, clock=clock)
    return many, Reception(app, store.installations, many=many, clock=clock)


def _pages(
    settings: Settings, reception: "Reception | None", *, wake: Callable[[], None], store: SqlStore, clock: Clock
) -> Sequence[Route]:
    """What else a browser can open."""
    found = []
    if settings.public_url:
        from bot.web import questionnaire  # noqa: PLC0415  where no customer is asked, nothing of it is loaded

        found += questionnaire.routes(store, clock)
    if reception is not None:
        from bot.web import install  # noqa: PLC0415

        found += install.routes(reception, wake, secure=settings.public_url.startswith("https://"))
    return found


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def new_key() -> str:
    """A key that nothing else has."""
    return uuid.uuid4().hex


def _socket_mode(bolt: App, app_token: str, base_url: str) -> SocketModeHandler:
    client = client_for(app_token, base_url)
    handler = Acknowledging(
        bolt, app_token, web_client=client, ping_interval=PING_EVERY, concurrency=AT_ONCE, logger=socket_log
    )
    if is_here(base_url):
        handler.client.proxy = None
    return handler
