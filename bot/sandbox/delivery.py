"""Carries what people do to the bot and brings back its first answer, by signed HTTP or over Socket Mode."""

import asyncio
import contextlib
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any, Literal

from bot.sandbox import Json
from bot.sandbox.signed_http import SignedHttp
from bot.sandbox.socket_mode import SocketMode

Kind = Literal["slash_commands", "interactive", "events_api"]
Outcome = Literal["ok", "timeout", "refused", "absent"]

ACK_SECONDS = 3.0
RETRIES = ((0.0, "1"), (60.0, "2"), (300.0, "3"))


@dataclass(frozen=True)
class Answer:
    """What came back within the time: `body` is the acknowledgement's, parsed where it was JSON, None when empty."""

    outcome: Outcome
    body: Any = None


class Delivery:
    """One way to the bot at a time: HTTP when there is an address, else whatever socket is connected."""

    def __init__(self, http: SignedHttp, sockets: SocketMode, ack_seconds: float = ACK_SECONDS) -> None:
        self.http = http
        self.sockets = sockets
        self.ack_seconds = ack_seconds
        self._retries: set[asyncio.Task[None]] = set()

    async def send(self, kind: Kind, payload: Json, *, retry: str | None = None) -> Answer:
        """Delivers once and waits for the acknowledgement, three seconds as a rule."""
        way: Awaitable[tuple[bool, Any]]
        if self.http.url:
            way = self.http.post(kind, payload, retry=retry)
        elif self.sockets.connected:
            way = self.sockets.send(kind, payload, retry=retry)
        else:
            return Answer("absent")
        try:
            accepted, body = await asyncio.wait_for(way, self.ack_seconds)
        except TimeoutError:
            return Answer("timeout")
        except ConnectionError:
            return Answer("absent")
        return Answer("ok" if accepted else "refused", body)

    async def send_event(self, payload: Json) -> Answer:
        """Delivers an event; one that fails comes again at once, after a minute and after five more."""
        answer = await self.send("events_api", payload)
        if answer.outcome in ("timeout", "refused"):
            task = asyncio.create_task(self._try_again(payload))
            self._retries.add(task)
            task.add_done_callback(self._retries.discard)
        return answer

    async def is_ready(self) -> bool:
        """Whether something of the bot's listens."""
        if not self.http.url:
            return self.sockets.connected
        with contextlib.suppress(TimeoutError, ConnectionError):
            return await asyncio.wait_for(self._answers(), self.ack_seconds)
        return False

    async def stop(self) -> None:
        """Forgets pending retries and hangs up."""
        for task in self._retries:
            task.cancel()
        await self.sockets.close()
        await self.http.close()

    async def _answers(self) -> bool:
        return await self.http.verify() or await self.http.check_ssl()

    async def _try_again(self, payload: Json) -> None:
        for pause, number in RETRIES:
            await asyncio.sleep(pause)
            if (await self.send("events_api", payload, retry=number)).outcome == "ok":
                return
