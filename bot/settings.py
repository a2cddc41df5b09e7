"""What the environment says: tokens, where to keep things, where to listen. Refuses to start half-configured."""

import os
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SLACK_API = "https://slack.com/api/"
SECRETS = (
    *("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "DATABASE_URL"),
    *("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "TOKEN_KEYS"),
)


class NotConfigured(Exception):
    """journeybot cannot start; the text says which variable, why, and where to find its value."""


class Settings(BaseSettings):
    """Everything that can be set, read from the environment and from a file `.env` beside you."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    slack_bot_token: SecretStr = Field(
        default=SecretStr(""),
        description="Who the bot is: Slack app → OAuth & Permissions → Bot User OAuth Token (`xoxb-…`)",
    )
    slack_app_token: SecretStr = Field(
        default=SecretStr(""),
        description="Socket Mode: Slack app → Basic Information → App-Level Tokens with `connections:write` (`xapp-…`)",
    )
    slack_signing_secret: SecretStr = Field(
        default=SecretStr(""),
        description="HTTP instead of Socket Mode: Slack app → Basic Information → Signing Secret",
    )
    database_url: SecretStr = Field(
        default=SecretStr("sqlite:///journeybot.db"),
        description="Where workshops are kept: `sqlite:///` and a file, seen from the folder you start in; "
        "`postgresql://…` for several machines",
    )
    host: str = Field(default="0.0.0.0", description="Address to listen on; `127.0.0.1` behind a proxy of your own")
    port: int = Field(
        default=3000,
        ge=1,
        le=65535,
        description="Port to listen on; in Socket Mode only if it or PUBLIC_URL is set, and then for `/healthz`, "
        "`/readyz` and customers’ pages alone",
    )
    log_level: str = Field(default="INFO", description="How much to log: `DEBUG`, `INFO`, `WARNING` or `ERROR`")
    log_format: Literal["text", "json"] = Field(
        default="text", description="How: `text` for people, `json` for programs, an object on each line"
    )
    metrics: bool = Field(default=False, description="`1`: figures for Prometheus at `/metrics`; they name nobody")
    drawing_processes: int = Field(default=1, ge=1, le=16, description="How many pictures are drawn at the same time")
    retention_days: int = Field(
        default=0,
        ge=0,
        description="Finished maps that nobody changes for so many days are deleted, and all of a workspace that took "
        "journeybot out that long ago; `0` keeps all",
    )
    public_url: str = Field(
        default="",
        description="Where browsers reach journeybot, such as `https://your.host`: for the links of `/journey ask`",
    )
    slack_client_id: str = Field(
        default="", description="Many workspaces, instead of SLACK_BOT_TOKEN: Slack app → Basic Information → Client ID"
    )
    slack_client_secret: SecretStr = Field(
        default=SecretStr(""), description="Many workspaces: Slack app → Basic Information → Client Secret"
    )
    token_keys: SecretStr = Field(
        default=SecretStr(""),
        description="Many workspaces: their tokens are encrypted with these; `journeybot keys new` makes one",
    )
    slack_api_url: str = Field(default=SLACK_API, description="Another Slack to talk to, such as the sandbox")

    @field_validator("*", mode="before")
    @classmethod
    def _without_blanks(cls, value: object) -> object:
        return value.strip() if isinstance(value, str) else value

    @property
    def socket_mode(self) -> bool:
        """Whether Slack is reached over a WebSocket of ours, rather than reaching us."""
        return bool(_value(self.slack_app_token, "xapp-"))

    @property
    def watched(self) -> bool:
        """Whether somebody else comes in by HTTP, where Slack does not: to see how we are, or to answer."""
        return self.socket_mode and ("port" in self.model_fields_set or bool(self.public_url))

    @property
    def listens(self) -> bool:
        """Whether PORT is listened on at all."""
        return self.watched or (not self.socket_mode and bool(self.slack_signing_secret.get_secret_value()))

    @property
    def bot_token(self) -> str:
        """SLACK_BOT_TOKEN, if it could be one."""
        return _like(self.slack_bot_token, "xoxb-")

    @property
    def app_token(self) -> str:
        """SLACK_APP_TOKEN, if it could be one."""
        return _like(self.slack_app_token, "xapp-")

    def secrets(self) -> tuple[str, ...]:
        """All that must never be seen anywhere."""
        values = (getattr(self, name) for name in type(self).model_fields)
        return (*(value.get_secret_value() for value in values if isinstance(value, SecretStr)), *self.keys)

    @property
    def many_workspaces(self) -> bool:
        """Whether every workspace that installs us is served, rather than that of one token."""
        wanted = self.slack_client_id and self.slack_client_secret.get_secret_value()
        return bool(wanted) and not _value(self.slack_bot_token, "xoxb-")

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of TOKEN_KEYS, the newest first."""
        return tuple(self.token_keys.get_secret_value().replace(",", " ").split())


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


def read_settings(*, slack: bool = True) -> Settings:
    """The settings of this process, checked; those of Slack only where it is needed. Raises NotConfigured."""
    try:
        settings = Settings()
    except ValidationError as error:
        raise NotConfigured(
            "\n".join(_unusable(problem["loc"], problem["msg"]) for problem in error.errors())
        ) from None
    problems = _problems(settings, slack=slack)
    if problems:
        raise NotConfigured("\n".join(problems))
    return settings


def keep_secrets_from_children() -> None:
    """Take what only this process may know out of the environment, so that no child and no library finds it there."""
    for name in SECRETS:
        os.environ.pop(name, None)


def warnings_of(settings: Settings) -> tuple[str, ...]:
    """What is set and has no effect, in plain words."""
    found = []
    if settings.slack_client_id and settings.slack_client_secret.get_secret_value() and not settings.many_workspaces:
        found.append(
            "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET are not used: journeybot works with SLACK_BOT_TOKEN, "
            "for its workspace alone. Take that away to serve many."
        )
    if settings.socket_mode and settings.slack_signing_secret.get_secret_value():
        found.append("SLACK_SIGNING_SECRET is not used: with SLACK_APP_TOKEN journeybot works in Socket Mode.")
    return tuple(found)


def _problems(settings: Settings, *, slack: bool) -> list[str]:
    found = []
    if slack:
        found += _problems_of_many(settings) if settings.many_workspaces else _problems_of_one(settings)
    if settings.log_level.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        found.append(_missing("log_level", f"cannot be {settings.log_level!r}"))
    return found


def _problems_of_many(settings: Settings) -> list[str]:
    from bot.slack.vault import Vault  # noqa: PLC0415  one workspace does without

    found = []
    if not settings.slack_signing_secret.get_secret_value():
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


def is_safe(address: str) -> bool:
    """Whether what a browser is told there stays between the two; on this machine it does in any case."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (parts.scheme == "https" or parts.hostname in {"127.0.0.1", "localhost"})


def _problems_of_one(settings: Settings) -> list[str]:
    found = []
    if not _value(settings.slack_bot_token, "xoxb-"):
        found.append(_missing("slack_bot_token", "is not set"))
    elif not settings.slack_bot_token.get_secret_value().startswith("xoxb-"):
        found.append(_missing("slack_bot_token", "is not a bot's token: it must begin with xoxb-"))
    app_token, secret = _value(settings.slack_app_token, "xapp-"), settings.slack_signing_secret.get_secret_value()
    if app_token and not app_token.startswith("xapp-"):
        found.append(_missing("slack_app_token", "is not an app-level token: it must begin with xapp-"))
    if not app_token and not secret:
        found.append("Set one of these two, so that Slack and journeybot can reach each other:")
        found.extend((_missing("slack_app_token", "is not set"), _missing("slack_signing_secret", "is not set")))
    return found


def _value(secret: SecretStr, placeholder: str) -> str:
    """The secret, empty if it is still the beginning that .env.example shows."""
    value = secret.get_secret_value().strip()
    return "" if value == placeholder else value


def _like(secret: SecretStr, beginning: str) -> str:
    """The secret, empty unless more follows the beginning that all of its kind have."""
    value = _value(secret, beginning)
    return value if value.startswith(beginning) else ""


def _missing(name: str, what: str) -> str:
    return f"{name.upper()} {what}. {Settings.model_fields[name].description}"


def _unusable(where: tuple[int | str, ...], why: str) -> str:
    return f"{'.'.join(str(part) for part in where).upper()} cannot be used: {why}"


def _shown(default: object) -> str:
    value = default.get_secret_value() if isinstance(default, SecretStr) else str(default)
    return value or "–"
