"""`journeybot run` and `journeybot worker`: what a host starts."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from bot.led import Led
    from bot.serving import Wait
    from bot.settings import NotConfigured, Settings
    from bot.wiring import Bot
    from journeybot.ports import Clock

WITH_STDIN = "End when stdin does; each line of it says how many seconds our clock is ahead."

log = logging.getLogger("journeybot")


def add_to(app: typer.Typer) -> None:
    """Put the commands on the command line."""
    app.command()(run)
    app.command()(worker)


def run(
    *,
    errands: Annotated[bool, typer.Option(help="Post cards, maps and files too, or leave that to workers.")] = True,
    with_stdin: Annotated[bool, typer.Option("--with-stdin", hidden=True, help=WITH_STDIN)] = False,
) -> None:
    """Be the bot, in Slack: by Socket Mode if SLACK_APP_TOKEN is set, else over HTTP on PORT."""
    with _at_work("all" if errands else "web", led=with_stdin) as (settings, bot, wait):
        from bot.serving import serve_http  # noqa: PLC0415

        _must_be_known_to_slack(bot.workspaces.learn)
        bot.start()
        if settings.socket_mode:
            _by_socket(settings, bot, wait=wait)
        else:
            serve_http(bot.web, settings.host, port=settings.port, proxies=settings.forwarded_allow_ips, wait=wait)


def _by_socket(settings: Settings, bot: Bot, *, wait: Wait) -> None:
    """Socket Mode, with pages of health beside it if somebody wants to see them."""
    from bot.serving import NoWay, answering_http, serve_socket_mode  # noqa: PLC0415
    from bot.slack.ear import Deaf  # noqa: PLC0415
    from bot.web.watching import only_these  # noqa: PLC0415

    pages = only_these(bot.watch.watched(), bot.pages)
    beside = answering_http(pages, settings.host, port=settings.port, proxies=settings.forwarded_allow_ips)
    try:
        with beside if settings.watched else nullcontext():
            serve_socket_mode(bot.run_socket_mode, bot.listen, wait=wait)
    except Deaf as error:
        raise NoWay(f"{error}. Start journeybot again; nothing is lost.") from error


def worker() -> None:
    """Post cards, maps and files, and nothing else; as many as you like, beside one or more `journeybot run`."""
    with _at_work("worker") as (_settings, bot, wait):
        bot.start()
        log.info("journeybot is at work")
        wait(None)


@contextmanager
def _at_work(part: str, *, led: bool = False) -> Iterator[tuple[Settings, Bot, Wait]]:
    """A bot whose `part` is one of `bot.wiring.Part`, its settings, and a way to wait that says whether it was told to
    end. It may be told so from the moment on from which its database is waited for; what keeps it from work is said
    last."""
    settings = configured(part)
    from bot.serving import NoWay, attentive, until_told_to_stop  # noqa: PLC0415
    from storage.trouble import UnusableDatabase  # noqa: PLC0415

    bots: list[Bot] = []
    clock, why = _led() if led else None, ""
    lifeline, hear = (sys.stdin.fileno(), _hearing(clock, bots)) if clock else (None, bool)
    try:
        with until_told_to_stop(lifeline=lifeline, hear=hear) as told:
            _must_be_worth_a_database(settings, part)
            bots.append(built(settings, part, clock=clock, wait=told))
            yield settings, bots[0], attentive(told, bots[0].must_go_on)
    except (NoWay, UnusableDatabase) as error:
        why = "" if told(0) else str(error)  # who was told to end has not failed
    finally:
        for bot in bots:
            bot.stop()
    if why:
        refuse(why)
    log.info("journeybot has ended")
    if not bots:
        raise typer.Exit


def _led() -> Led:
    from bot.led import Led  # noqa: PLC0415

    return Led()


def _hearing(clock: Led, bots: Sequence[Bot]) -> Callable[[bytes], None]:
    """Goes by what was heard at once: what it is time for now is done now, by a bot that is there already."""

    def hear(line: bytes) -> None:
        clock.hear(line)
        for bot in bots:
            bot.errands.wake()

    return hear


def refuse(why: str) -> NoReturn:
    """End with a sentence for whoever started this; where programs read the log, it is the last line of that."""
    from bot.logs import is_read_by_programs  # noqa: PLC0415

    if is_read_by_programs():
        log.critical("%s", why)
    else:
        typer.echo(why, err=True)
    raise typer.Exit(1)


def refuse_settings(why: NotConfigured) -> NoReturn:
    """The same for settings with which nothing can begin, not even the log."""
    from bot.logs import begin  # noqa: PLC0415
    from bot.settings import how_to_log  # noqa: PLC0415

    begin("INFO", form=how_to_log())
    refuse(f"journeybot cannot start.\n{why}")


def configured(part: str) -> Settings:
    """Settings read and checked, logging begun; or one clear sentence and the end."""
    from bot.settings import NotConfigured, keep_secrets_from_children, read_settings, warnings_of  # noqa: PLC0415

    try:
        settings = read_settings(heard=part != "worker")
    except NotConfigured as error:
        refuse_settings(error)
    begin_logging(settings)
    for warning in warnings_of(settings):
        log.warning(warning)
    keep_secrets_from_children()
    return settings


def built(settings: Settings, part: str, *, clock: Clock | None = None, wait: Wait | None = None) -> Bot:
    """The bot, its database open. Raises UnusableDatabase."""
    with _nothing_collected():
        from bot.wiring import Part, build  # noqa: PLC0415
        from storage.tenancy import not_now  # noqa: PLC0415

        with beginning(settings, part):
            return build(settings, clock=clock, part=Part(part), wait=wait or not_now)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """What is imported stays for good: to look through it for garbage would slow the start, and later every answer."""
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


@contextmanager
def beginning(settings: Settings, part: str) -> Iterator[None]:
    """Opens the database inside; then the log says with what this process begins. Raises UnusableDatabase."""
    from importlib import metadata  # noqa: PLC0415

    from storage.address import named  # noqa: PLC0415
    from storage.engine import file_to_make  # noqa: PLC0415

    url = settings.database_url.get_secret_value()
    new = ", which is new" if file_to_make(url) else ""
    yield
    version = metadata.version("journeybot")
    log.info("journeybot %s begins (%s, process %d): its data is in %s%s", version, part, os.getpid(), named(url), new)


def begin_logging(settings: Settings) -> None:
    """Log as the settings say, and never a secret."""
    from bot.logs import begin  # noqa: PLC0415

    begin(settings.log_level, form=settings.log_format, known=settings.secrets())


def _must_be_worth_a_database(settings: Settings, part: str) -> None:
    """A token that Slack refuses leaves no new database behind. Raises NoWay."""
    from storage.engine import file_to_make  # noqa: PLC0415

    if part != "worker" and settings.bot_token and file_to_make(settings.database_url.get_secret_value()):
        from bot.slack.delivery import Slack  # noqa: PLC0415

        _must_be_known_to_slack(Slack(settings.bot_token, settings.slack_api_url).whoami)


def _must_be_known_to_slack(ask: Callable[[], object]) -> None:
    """While Slack cannot be reached, go on. Raises NoWay for a token that Slack refuses: it will never work."""
    from bot.serving import NoWay  # noqa: PLC0415
    from bot.slack.troubles import FOR_THE_OPERATOR, UNREACHABLE, trouble_of  # noqa: PLC0415

    try:
        ask()
    except UNREACHABLE as error:
        code = trouble_of(error).code
        if code in FOR_THE_OPERATOR:
            sentence = f"Slack does not accept SLACK_BOT_TOKEN ({code}): copy it anew from OAuth & Permissions."
            raise NoWay(sentence) from error
        log.warning("Slack cannot be reached just now (%s); journeybot keeps trying", code)
