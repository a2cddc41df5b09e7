"""What every Web API method is given: the installation, its arguments and the address it was called under."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.sandbox import Json
from bot.sandbox.arguments import Arguments
from bot.sandbox.block_rules import MOST_VIEW_BYTES, Surface, message_complaints, view_complaints
from bot.sandbox.grants import Grants
from bot.sandbox.ids import new_secret
from bot.sandbox.people import BOT, Channel
from bot.sandbox.refusals import Refusal
from bot.sandbox.workspace import Workspace


@dataclass(frozen=True)
class Installation:
    """The bot as installed in the workspace: its tokens, and what its manifest asked for.

    `socket_tickets` are the Socket Mode addresses handed out and not yet used; below `prefix` lies what belongs to this
    workspace alone.
    """

    workspace: Workspace
    bot_token: str
    app_token: str
    manifest: Json
    socket_tickets: set[str] = field(default_factory=set)
    prefix: str = ""
    grants: Grants = field(init=False)

    def __post_init__(self) -> None:
        """With a token of its own it is installed from the beginning."""
        rotating = bool(self.manifest.get("settings", {}).get("token_rotation_enabled"))
        tokens: dict[str, float | None] = {self.bot_token: None} if self.bot_token else {}
        object.__setattr__(self, "grants", Grants(self.workspace.clock, rotating, tokens))

    @property
    def scopes(self) -> list[str]:
        """The bot scopes of the manifest."""
        return list(self.manifest.get("oauth_config", {}).get("scopes", {}).get("bot", []))

    @property
    def home_tab(self) -> bool:
        """Whether the manifest switches the Home tab on."""
        return bool(self.manifest.get("features", {}).get("app_home", {}).get("home_tab_enabled"))

    def check_scope(self, *needed: str) -> None:
        """Refuses with `missing_scope` unless one of the scopes (or none is needed) was granted."""
        if needed and not set(needed) & set(self.scopes):
            raise Refusal("missing_scope", needed=",".join(needed), provided=",".join(self.scopes))

    def new_socket_ticket(self) -> str:
        """A ticket for one Socket Mode connection."""
        ticket = new_secret()
        self.socket_tickets.add(ticket)
        return ticket


@dataclass(frozen=True)
class Call:
    """One call of the Web API."""

    installation: Installation
    arguments: Arguments
    base_url: str

    @property
    def workspace(self) -> Workspace:
        """Where it happens."""
        return self.installation.workspace

    def visible_channel(self, name: str = "channel") -> Channel:
        """The conversation an argument names, if the bot can know of it; else `channel_not_found`."""
        channel = self.workspace.channel(self.arguments.required(name))
        if not self.workspace.may_see(BOT, channel):
            raise Refusal("channel_not_found")
        return channel

    def readable_channel(self) -> Channel:
        """A conversation whose kind the bot has a `:read` scope for; else `missing_scope`."""
        channel = self.visible_channel()
        self.installation.check_scope(f"{channel.scope_family}:read")
        return channel

    def writable_channel(self) -> Channel:
        """A conversation the bot can post to; a person's id opens their direct messages."""
        named = self.arguments.required("channel")
        if named in self.workspace.people:
            return self.workspace.direct_messages(named)
        channel = self.visible_channel()
        if channel.is_archived:
            raise Refusal("is_archived")
        if BOT not in channel.members and "chat:write.public" not in self.installation.scopes:
            raise Refusal("not_in_channel")
        return channel

    def message_blocks(self) -> list[Json] | None:
        """The argument `blocks`, checked; else `invalid_blocks` with the reasons."""
        blocks = self.arguments.blocks()
        complaints = message_complaints(blocks or [], is_image=self.workspace.files.is_image)
        if complaints:
            raise Refusal("invalid_blocks", *complaints, errors=[_error(one) for one in complaints])
        return blocks

    def view(self, surface: Surface) -> Json:
        """The argument `view`, checked; else `invalid_arguments` with the reasons, or `view_too_large`."""
        view = self.arguments.structure("view")
        if view is None:
            raise Refusal("invalid_arguments", "[ERROR] missing required field: view")
        return checked_view(self.workspace, view, surface)


def checked_view(workspace: Workspace, view: object, surface: Surface) -> Json:
    """A view that Slack accepts; else `invalid_arguments` with the reasons, or `view_too_large`."""
    complaints = view_complaints(view, surface=surface, is_image=workspace.files.is_image)
    if complaints:
        raise Refusal("invalid_arguments", *complaints)
    if not isinstance(view, dict) or len(json.dumps(view).encode()) > MOST_VIEW_BYTES:
        raise Refusal("view_too_large")
    return view


def _error(complaint: str) -> str:
    return complaint.removeprefix("[ERROR] ")


@dataclass(frozen=True)
class Method:
    """A Web API method: what it does, one of which scopes it needs, and how it wants to be called."""

    do: Callable[[Call], Awaitable[Json]]
    scopes: tuple[str, ...] = ()
    form_only: bool = False
    needs_app_token: bool = False
