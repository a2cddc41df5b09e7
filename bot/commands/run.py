"""`journeybot run` and `journeybot worker`: what a host starts."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from bot.led import Led
    from bot.serving import Wait
    from bot.settings import Settings
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
    clock = _led() if with_stdin else None
    settings, bot = ready("all" if errands else "web", clock=clock)
    from bot.serving import NoWay, attentive, serve_http, until_told_to_stop  # noqa: PLC0415
    from storage.trouble import UnusableDatabase  # noqa: PLC0415

    try:
        _must_be_known_to_slack(bot)
        lifeline, hear = (sys.stdin.fileno(), _hearing(clock, bot)) if clock else (None, bool)
        with until_told_to_stop(lifeline=lifeline, hear=hear) as told:  # from now on something is to be ended well
            wait = attentive(told, bot.must_go_on)
            bot.start(told)
            if settings.socket_mode:
                _by_socket(settings, bot, wait=wait)
            else:
                proxies = settings.forwarded_allow_ips
                serve_http(bot.web, settings.host, port=settings.port, proxies=proxies, wait=wait)
    except (NoWay, UnusableDatabase) as error:
        refuse(str(error))
    finally:
        bot.stop()
        log.info("journeybot has ended")


def _led() -> Led:
    from bot.led import Led  # noqa: PLC0415

    return Led()


def _hearing(clock: Led, bot: Bot) -> Callable[[bytes], None]:
    """Goes by what was heard at once: what it is time for now is done now."""

    def hear(line: bytes) -> None:
        clock.hear(line)
        bot.errands.wake()

    return hear


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
    _settings, bot = ready("worker")
    from bot.serving import attentive, until_told_to_stop  # noqa: PLC0415
    from storage.trouble import UnusableDatabase  # noqa: PLC0415

    with until_told_to_stop() as wait:
        try:
            bot.start(wait)
            log.info("journeybot is at work")
            attentive(wait, bot.must_go_on)(None)
        except UnusableDatabase as error:
            refuse(str(error))
        finally:
            bot.stop()
    log.info("journeybot has ended")


def refuse(why: str) -> NoReturn:
    """End with a sentence for whoever started this."""
    typer.echo(why, err=True)
    raise typer.Exit(1)


def ready(part: str = "all", *, clock: Clock | None = None) -> tuple[Settings, Bot]:
    """Settings read and checked, logging begun, the database open; or one clear sentence and the end. The `part` is
    one of `bot.wiring.Part`, the `clock` everybody's unless another one is given."""
    with _nothing_collected():
        return _made_ready(part, clock)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """What is imported stays for good: to look through it for garbage would slow the start, and later every answer."""
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def _made_ready(part: str, clock: Clock | None) -> tuple[Settings, Bot]:
    from bot.settings import NotConfigured, keep_secrets_from_children, read_settings, warnings_of  # noqa: PLC0415

    try:
        settings = read_settings(heard=part != "worker")
    except NotConfigured as error:
        refuse(f"journeybot cannot start.\n{error}")
    begin_logging(settings)
    for warning in warnings_of(settings):
        log.warning(warning)
    keep_secrets_from_children()

    from bot.wiring import Part, build  # noqa: PLC0415
    from storage.trouble import UnusableDatabase  # noqa: PLC0415

    try:
        with beginning(settings, part):
            return settings, build(settings, clock=clock, part=Part(part))
    except UnusableDatabase as error:
        refuse(str(error))


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


def _must_be_known_to_slack(bot: Bot) -> None:
    """A token that Slack refuses will never work, so say so now; while Slack cannot be reached, go on."""
    from bot.slack.troubles import FOR_THE_OPERATOR, UNREACHABLE, trouble_of  # noqa: PLC0415

    try:
        bot.workspaces.learn()
    except UNREACHABLE as error:
        code = trouble_of(error).code
        if code in FOR_THE_OPERATOR:
            refuse(f"Slack does not accept SLACK_BOT_TOKEN ({code}): copy it anew from OAuth & Permissions.")
        log.warning("Slack cannot be reached just now (%s); journeybot keeps trying", code)
