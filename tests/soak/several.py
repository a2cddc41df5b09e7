"""journeybot on PostgreSQL as a host runs it: web processes that answer in turn, and workers beside them."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count

import httpx

from bot.commands.sandbox import HERE, OUTWARD, REAL, end_bot
from bot.sandbox.player import PATIENCE, Sandbox
from bot.sandbox.server import Server
from bot.sandbox.signed_http import SignedHttp
from tests.sandbox.running import SECRET, free_port

UNCOMPILED = "PYTHONDONTWRITEBYTECODE"
"""What is deployed has been compiled."""

Process = subprocess.Popen[bytes]


class InTurn(httpx.AsyncBaseTransport):
    """Stands before several web processes as a host's router does: each request goes to the next of them."""

    def __init__(self, ports: Sequence[int]) -> None:
        self.ports = ports
        self._turns = count()
        self._way = httpx.AsyncHTTPTransport()
        self.sent = dict.fromkeys(ports, 0)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        port = self.ports[next(self._turns) % len(self.ports)]
        self.sent[port] += 1
        request.url = request.url.copy_with(port=port)
        return await self._way.handle_async_request(request)

    async def aclose(self) -> None:
        await self._way.aclose()


@dataclass(frozen=True)
class Several:
    """The processes, and the router before those of the web. `begin` starts one: a web process if it has a port."""

    webs: list[Process]
    workers: list[Process]
    router: InTurn
    begin: Callable[[int], Process]

    def kill(self, number: int) -> None:
        """Like a power cut for one of them, and its drawing process; a supervisor starts it anew at once. One that had
        ended by itself is a mistake."""
        among, place = (self.webs, number) if number < len(self.webs) else (self.workers, number - len(self.webs))
        assert among[place].poll() is None, f"one had ended by itself, with {among[place].returncode}"
        os.killpg(among[place].pid, 9)
        among[place].wait()
        among[place] = self.begin(self.router.ports[place] if among is self.webs else 0)


@contextmanager
def several(
    url: str, server: Server, own: Mapping[str, str], *, database: str, webs: int = 2, workers: int = 2
) -> Iterator[Several]:
    """So many of each, over that database, with the sandbox at `url` in front of them."""
    ports = [free_port() for _ in range(webs)]
    with ExitStack() as stack:

        def begin(port: int) -> Process:
            process = subprocess.Popen(
                [sys.executable, "-m", "bot", *(("run", "--no-errands") if port else ("worker",))],
                env=environment(url, own, database=database, port=port),
                process_group=0,
            )
            stack.callback(end_bot, process)
            return process

        web, working = [begin(port) for port in ports], [begin(0) for _ in range(workers)]
        for port in ports:
            _comes(Sandbox(url), server, port)
        router = InTurn(ports)
        server.stage.delivery.http = SignedHttp(f"http://{HERE}:{ports[0]}/slack/events", SECRET, transport=router)
        yield Several(web, working, router, begin)


def environment(url: str, own: Mapping[str, str], *, database: str, port: int) -> dict[str, str]:
    """What one of them is told."""
    kept = {name: value for name, value in os.environ.items() if name not in {*REAL, *OUTWARD, UNCOMPILED}}
    return {
        **kept,
        "SLACK_BOT_TOKEN": own["SLACK_BOT_TOKEN"],
        "SLACK_APP_TOKEN": "",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": f"{url}/api/",
        "DATABASE_URL": database,
        "HOST": HERE,
        "PORT": str(port or 3000),
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
    }


def _comes(player: Sandbox, server: Server, port: int) -> None:
    """Wait until the web process at that port answers."""
    server.stage.delivery.http = SignedHttp(f"http://{HERE}:{port}/slack/events", SECRET)
    player.wait_until_ready(PATIENCE)
