"""Every variable of the environment that journeybot knows, what it is when not set, and what it is for."""

import logging
import re
from ipaddress import ip_network
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

logging.getLogger("dotenv.main").setLevel(logging.ERROR)  # what it says of a bad line, `bot.unsettled` says better

SLACK_API = "https://slack.com/api/"


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
    forwarded_allow_ips: str = Field(
        default="127.0.0.1,::1",
        description="Addresses or networks of your proxies, joined by commas: what they say of where a customer comes "
        "from is believed; `*` believes everybody",
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
        le=36_500,
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

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, values: dict[str, object]) -> dict[str, object]:
        """What is set to nothing is not set, as in a file that was filled in by half."""
        return {name: value for name, value in values.items() if not isinstance(value, str) or value.strip()}

    @field_validator("slack_api_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if not re.match(r"https?://[^/]", value) or not urlsplit(value).hostname:
            raise ValueError
        return value

    @field_validator("forwarded_allow_ips")
    @classmethod
    def _are_addresses(cls, value: str) -> str:
        for one in value.split(","):
            try:
                ip_network(one.strip() if one.strip() != "*" else "::")
            except ValueError:
                raise PydanticCustomError("no_network", "no address and no network") from None
        return value

    @field_validator("*", mode="before")
    @classmethod
    def _without_blanks(cls, value: object) -> object:
        return value.strip() if isinstance(value, str) else value

    @property
    def socket_mode(self) -> bool:
        """Whether Slack is reached over a WebSocket of ours, rather than reaching us."""
        return bool(value_of(self.slack_app_token, "xapp-"))

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
        return bool(wanted) and not value_of(self.slack_bot_token, "xoxb-")

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of TOKEN_KEYS, the newest first."""
        return tuple(self.token_keys.get_secret_value().replace(",", " ").split())


class HowToLog(BaseSettings):
    """LOG_FORMAT alone, for whoever has to say that something else is set to what cannot be."""

    model_config = Settings.model_config

    log_format: str = "text"


def is_safe(address: str) -> bool:
    """Whether what a browser is told there stays between the two; on this machine it does in any case."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (parts.scheme == "https" or parts.hostname in {"127.0.0.1", "localhost"})


def is_a_host(address: str) -> bool:
    """Whether it is the address of a host and nothing stands behind it: our pages begin there."""
    parts = urlsplit(address)
    nothing_behind = not (parts.path.strip("/") or parts.query or parts.fragment)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and nothing_behind


def value_of(secret: SecretStr, placeholder: str) -> str:
    """The secret, empty if it is still the beginning that .env.example shows."""
    value = secret.get_secret_value().strip()
    return "" if value == placeholder else value


def _like(secret: SecretStr, beginning: str) -> str:
    """The secret, empty unless more follows the beginning that all of its kind have."""
    value = value_of(secret, beginning)
    return value if value.startswith(beginning) else ""
