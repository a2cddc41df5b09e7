"""Carries what people do to the bot and brings back its first answer, by signed HTTP or over Socket Mode."""

import asyncio
import contextlib
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass
from typing import Any, Literal

from bot.sandbox import Json
from bot.sandbox.faults import Faults, OnDelivery
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
        self.faults = Faults()
        self._tasks: set[asyncio.Task[Any]] = set()

    async def send(self, kind: Kind, payload: Json, *, retry: str | None = None) -> Answer:
        """Delivers once, unless it goes wrong, and waits for the acknowledgement, three seconds as a rule."""
        fault = self.faults.on_delivery()
        if fault is OnDelivery.TWICE:
            self._later(self._once(kind, payload, retry=retry), self.faults.delay(self.faults.held_back))
        if fault is OnDelivery.HELD_BACK:
            await asyncio.sleep(self.faults.delay(self.faults.held_back))
        answer = await self._once(kind, payload, retry=retry)
        if fault is OnDelivery.LOST_ACK:
            answer = Answer("timeout")
        self.faults.note("delivery", kind, fault=fault, outcome=answer.outcome, **_which(payload))
        return answer

    def _later(self, what: Coroutine[Any, Any, Any], pause: float = 0.0) -> None:
        async def do() -> None:
            await asyncio.sleep(pause)
            await what

        task = asyncio.create_task(do())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _once(self, kind: Kind, payload: Json, *, retry: str | None) -> Answer:
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
            self._later(self._try_again(payload))
        return answer

    async def is_ready(self) -> bool:
        """Whether something of the bot's listens."""
        if not self.http.url:
            return self.sockets.connected
        with contextlib.suppress(TimeoutError, ConnectionError):
            return await asyncio.wait_for(self._answers(), self.ack_seconds)
        return False

    async def stop(self) -> None:
        """Forgets what was to come again and hangs up."""
        for task in self._tasks:
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


def _which(payload: Json) -> Json:
    """Which delivery a record tells of, without anything that was typed: Slack's number of it, by which the bot's log
    names it too, what it is, and who did it."""
    event = payload.get("event", {})
    person = payload.get("user_id") or event.get("user") or payload.get("user")
    return {
        "key": payload.get("trigger_id") or payload.get("event_id"),
        "of": payload.get("command") or event.get("type") or payload.get("type"),
        "person": person.get("id") if isinstance(person, dict) else person,
    }
