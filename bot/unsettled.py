"""What is wrong with settings, in sentences that name the variable, and say what it must be and where it is found."""

import os
from pathlib import Path

from pydantic import SecretStr
from pydantic_core import ErrorDetails

from bot.variables import Settings, is_a_host, is_safe, value_of


def problems_of(settings: Settings, *, slack: bool, heard: bool) -> list[str]:
    """Everything that stops us from starting, a line each; those settings that only Slack needs if there is `slack`,
    and those by which it reaches us if it is to be `heard`."""
    found: list[str] = []
    if slack:
        found += (
            _problems_of_many(settings, heard=heard)
            if settings.many_workspaces
            else _problems_of_one(settings, heard=heard)
        )
    if settings.public_url and not is_a_host(settings.public_url):
        found.append(_missing("public_url", f"cannot be {settings.public_url!r}: nothing may stand behind the host"))
    if settings.log_level.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        found.append(_missing("log_level", f"cannot be {settings.log_level!r}"))
    return [*lines_not_used(), *found] if found else []


def read_by_others() -> str:
    """What to do where anybody on this machine can read the file `.env`; empty where nobody else can."""
    path = Path(".env")
    if os.name != "posix" or not path.is_file() or not path.stat().st_mode & 0o044:
        return ""
    return "others on this machine can read .env, and so the tokens in it: chmod 600 .env"


def lines_not_used() -> list[str]:
    """The lines of the file `.env` that say nothing to us."""
    from dotenv.parser import parse_stream  # noqa: PLC0415

    path = Path(".env")
    if not path.is_file():
        return []
    with path.open(encoding="utf-8") as lines:
        bad = [binding.original.line for binding in parse_stream(lines) if binding.error]
    return [f"Line {line} of .env is not used: write NAME=value, or # before a remark." for line in bad]


def _problems_of_many(settings: Settings, *, heard: bool) -> list[str]:
    from bot.slack.vault import Vault  # noqa: PLC0415  one workspace does without

    found = []
    if heard and not settings.slack_signing_secret.get_secret_value():
        found.append(_missing("slack_signing_secret", "is not set"))
    if settings.socket_mode:
        found.append("SLACK_APP_TOKEN is set: many workspaces are served over HTTP, so take it away.")
    if not is_safe(settings.public_url):
        found.append(_missing("public_url", "must begin with https://" if settings.public_url else "is not set"))
    try:
        Vault(settings.keys)
    except ValueError:
        found.append(_missing("token_keys", "holds what is no key" if settings.keys else "is not set"))
    return found


def _problems_of_one(settings: Settings, *, heard: bool) -> list[str]:
    found = []
    if not value_of(settings.slack_bot_token, "xoxb-"):
        found.append(_missing("slack_bot_token", "is not set"))
        found += _half_of_many(settings)
    elif not settings.slack_bot_token.get_secret_value().startswith("xoxb-"):
        found.append(_missing("slack_bot_token", "is not a bot's token: it must begin with xoxb-"))
    app_token, secret = value_of(settings.slack_app_token, "xapp-"), settings.slack_signing_secret.get_secret_value()
    if app_token and not app_token.startswith("xapp-"):
        found.append(_missing("slack_app_token", "is not an app-level token: it must begin with xapp-"))
    if heard and not app_token and not secret:
        found.append("Set one of these two, so that Slack and journeybot can reach each other:")
        found.extend((_missing("slack_app_token", "is not set"), _missing("slack_signing_secret", "is not set")))
    return found


def _half_of_many(settings: Settings) -> list[str]:
    """What is missing for many workspaces where somebody has begun to set that up."""
    pair: dict[str, str | SecretStr] = {
        "slack_client_id": settings.slack_client_id,
        "slack_client_secret": settings.slack_client_secret,
    }
    given = {name for name, value in pair.items() if _text(value)}
    missing = [name for name in pair if name not in given]
    if not given or not missing:
        return []
    others: dict[str, str | SecretStr] = {
        "slack_signing_secret": settings.slack_signing_secret,
        "public_url": settings.public_url,
        "token_keys": settings.token_keys,
    }
    missing += [name for name, value in others.items() if not _text(value)]
    said = f"{' and '.join(name.upper() for name in given)} is set: for many workspaces, in place of SLACK_BOT_TOKEN,"
    return [f"{said} these are missing:", *(_missing(name, "is not set") for name in missing)]


def _text(value: str | SecretStr) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else value


def _missing(name: str, what: str) -> str:
    return f"{name.upper()} {what}. {Settings.model_fields[name].description}"


MUST_BE = {
    "int_parsing": "must be a whole number",
    "bool_parsing": "must be 1 or 0",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "literal_error": "must be {expected}",
    "no_network": "must be addresses or networks such as 10.0.0.0/8, joined by commas, or *",
    "value_error": "must begin with https://, or http:// on this machine",
}
"""What pydantic's kinds of errors mean to somebody who has never heard of it."""


def unusable(problem: ErrorDetails) -> str:
    """Which setting cannot be used, and what it must be."""
    name = ".".join(str(part) for part in problem["loc"]).upper()
    must_be = MUST_BE.get(problem["type"], "cannot be used: {msg}")
    return f"{name} {must_be.format(**problem.get('ctx', {}), msg=problem['msg'])}."
