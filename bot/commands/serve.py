"""`journeybot serve`: the pages for customers alone, without Slack; as many as you like, beside `journeybot run`."""

from __future__ import annotations

import logging
from contextlib import ExitStack

import typer

log = logging.getLogger("journeybot")


def add_to(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command()(serve)


def serve() -> None:
    """Serve the pages on which customers answer, on PORT, and nothing of Slack's; needs DATABASE_URL alone."""
    from bot.commands.run import begin_logging, beginning, refuse, refuse_settings  # noqa: PLC0415
    from bot.serving import NoWay, attentive, serve_http, until_told_to_stop  # noqa: PLC0415
    from bot.settings import NotConfigured, keep_secrets_from_children, read_settings  # noqa: PLC0415
    from bot.stall import open_stall  # noqa: PLC0415
    from storage.trouble import UnusableDatabase  # noqa: PLC0415

    try:
        settings = read_settings(slack=False)
    except NotConfigured as error:
        refuse_settings(error)
    begin_logging(settings)
    keep_secrets_from_children()
    why = ""
    try:
        with until_told_to_stop() as wait, ExitStack() as open_while:
            with beginning(settings, "serve"):
                web, look = open_while.enter_context(open_stall(settings, wait))
            proxies = settings.forwarded_allow_ips
            serve_http(web, settings.host, port=settings.port, proxies=proxies, wait=attentive(wait, look))
    except (NoWay, UnusableDatabase) as error:
        why = "" if wait(0) else str(error)  # who was told to end has not failed
    if why:
        refuse(why)
    log.info("journeybot has ended")
