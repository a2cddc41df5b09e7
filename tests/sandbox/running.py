"""Runs a sandbox, and small bots against it, on free ports of this machine."""

import socket
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette

from bot.sandbox import Json
from bot.sandbox.certificates import trusted
from bot.sandbox.oauth import OAuth
from bot.sandbox.player import PATIENCE, Sandbox
from bot.sandbox.server import Server, create_app
from bot.sandbox.stage import Stage

SECRET = "signing-secret-of-the-test"
BOT_TOKEN = "xoxb-test"
APP_TOKEN = "xapp-test"
SCOPES = (
    "commands chat:write files:write files:read users:read channels:read groups:read im:read im:write reactions:write"
)
EVENTS = "app_home_opened member_joined_channel member_left_channel message.channels message.im app_mention"

CALLER = httpx.Client(
    verify=trusted(), trust_env=False, timeout=PATIENCE, limits=httpx.Limits(max_keepalive_connections=0)
)
"""Calls anew each time, as `httpx.post` does, but does not read all certificates anew for it."""

MANIFEST: Json = {
    "display_information": {"name": "Testbot"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "testbot"},
        "slash_commands": [
            {"command": "/journey", "description": "x", "usage_hint": "[start]", "should_escape": True},
            {"command": "/plain", "description": "x", "should_escape": False},
        ],
        "shortcuts": [
            {"name": "Start it", "type": "global", "callback_id": "start", "description": "x"},
            {"name": "Keep it", "type": "message", "callback_id": "keep", "description": "x"},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES.split()}},
    "settings": {"event_subscriptions": {"bot_events": EVENTS.split()}},
}


@dataclass(frozen=True)
class Running:
    """A sandbox that serves, and what is inside it: one workspace, and others that it may have."""

    url: str
    stage: Stage
    others: tuple[Stage, ...] = ()
    oauth: OAuth | None = None

    def player_in(self, stage: Stage) -> Sandbox:
        return Sandbox(self.url + stage.installation.prefix)

    @property
    def player(self) -> Sandbox:
        return Sandbox(self.url)

    def api(self, method: str, *, token: str = BOT_TOKEN, **arguments: Any) -> Json:
        """Calls the Web API as a bot would, with a JSON body."""
        headers = {"authorization": f"Bearer {token}"}
        answer: Json = CALLER.post(f"{self.url}/api/{method}", json=arguments, headers=headers).json()
        return answer


_RESERVED: deque[socket.socket] = deque(maxlen=100)


def free_port() -> int:
    """A port that nobody listens at. On Linux nobody else is given it either, while whoever asked gets ready to."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", 0))
        if sys.platform == "linux":  # elsewhere it would be in the way of whoever asked
            _RESERVED.append(probe.dup())
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(server: uvicorn.Server) -> Iterator[None]:
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
            assert thread.is_alive(), "the server did not start"
        yield
    finally:
        server.should_exit = True
        thread.join(PATIENCE)


@contextmanager
def sandbox(manifest: Json = MANIFEST, **options: Any) -> Iterator[Running]:
    port = free_port()
    tokens = {"signing_secret": SECRET, "bot_token": BOT_TOKEN, "app_token": APP_TOKEN}
    app = create_app(**{"manifest": manifest, "latency": 0.0, **tokens, **options})
    first, *others = app.state.stages
    for stage in (first, *others):
        stage.wait_as_long_as(PATIENCE)
    with serving(Server(app, port=port)):
        yield Running(f"http://127.0.0.1:{port}", first, tuple(others), app.state.oauth)


@contextmanager
def web_bot(app: Starlette) -> Iterator[str]:
    """Serves a bot's web application; gives its address."""
    port = free_port()
    with serving(uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))):
        yield f"http://127.0.0.1:{port}/slack/events"
