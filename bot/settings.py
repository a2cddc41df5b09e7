"""What the environment says: tokens, where to keep things, where to listen. Refuses to start half-configured."""

import os
import re
from dataclasses import dataclass

from pydantic import SecretStr, ValidationError

from bot.unsettled import lines_not_used, problems_of, unusable
from bot.variables import SLACK_API, HowToLog, Settings, is_safe

__all__ = [
    "SECRETS",
    "SLACK_API",
    "NotConfigured",
    "SettingLine",
    "Settings",
    "how_to_log",
    "is_safe",
    "keep_secrets_from_children",
    "read_settings",
    "settings_table",
    "warnings_of",
]

SECRETS = (
    *("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "DATABASE_URL"),
    *("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "TOKEN_KEYS"),
)


LIKE_SLACKS = re.compile(r"[0-9a-f]{32}", re.ASCII)


class NotConfigured(Exception):
    """journeybot cannot start; the text says which variable, why, and where to find its value."""


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One line of the README's table: the variable, what it is when not set, and what it is for."""

    variable: str
    default: str
    meaning: str


def settings_table() -> tuple[SettingLine, ...]:
    """Every setting, in the order in which a person meets them."""
    return tuple(
        SettingLine(name.upper(), _shown(field.default), field.description or "")
        for name, field in Settings.model_fields.items()
    )


def read_settings(*, slack: bool = True, heard: bool = True) -> Settings:
    """The settings of this process, checked; those of Slack only where it is needed, and those by which Slack reaches
    us only where it is to be `heard`. Raises NotConfigured."""
    try:
        settings = Settings()
    except ValidationError as error:
        raise NotConfigured("\n".join(unusable(problem) for problem in error.errors())) from None
    except UnicodeDecodeError:
        raise NotConfigured(".env is no text in UTF-8: open it in an editor and save it again as UTF-8.") from None
    except OSError as error:
        raise NotConfigured(f".env cannot be read: {error.strerror}.") from None
    problems = problems_of(settings, slack=slack, heard=heard)
    if problems:
        raise NotConfigured("\n".join(problems))
    return settings


def how_to_log() -> str:
    """LOG_FORMAT, whatever else is set; `text` where that cannot be read."""
    try:
        return HowToLog().log_format.strip()
    except (ValidationError, UnicodeDecodeError, OSError):
        return "text"


def keep_secrets_from_children() -> None:
    """Take what only this process may know out of the environment, so that no child and no library finds it there."""
    for name in SECRETS:
        os.environ.pop(name, None)


def warnings_of(settings: Settings) -> tuple[str, ...]:
    """What is set and has no effect, in plain words."""
    found = [*lines_not_used()]
    if settings.slack_client_id and settings.slack_client_secret.get_secret_value() and not settings.many_workspaces:
        found.append(
            "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET are not used: journeybot works with SLACK_BOT_TOKEN, "
            "for its workspace alone. Take that away to serve many."
        )
    if settings.socket_mode and settings.slack_signing_secret.get_secret_value():
        found.append("SLACK_SIGNING_SECRET is not used: with SLACK_APP_TOKEN journeybot works in Socket Mode.")
    secret = settings.slack_signing_secret.get_secret_value()
    of_slack = settings.slack_api_url == SLACK_API and not settings.socket_mode
    if secret and of_slack and not LIKE_SLACKS.fullmatch(secret):
        found.append(
            "SLACK_SIGNING_SECRET is not like one of Slack's, 32 letters from 0 to f: unless Slack's have changed, all "
            "that Slack sends will be turned away. Copy it anew from Basic Information, App Credentials."
        )
    return tuple(found)


def _shown(default: object) -> str:
    value = default.get_secret_value() if isinstance(default, SecretStr) else str(default)
    return value or "–"
