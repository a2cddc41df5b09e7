"""The reading half of the sandbox's own HTTP interface: every GET under /sandbox/."""

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.people import Person
from bot.sandbox.refusals import Mistake
from bot.sandbox.screen import concerns, people, screen
from bot.sandbox.stage import Given, Stage

HEARTBEAT_SECONDS = 15.0
LONGEST_WAIT = 60.0


class Watching:
    """Shows the sandbox to pages, players and tests. `closing` ends the streams when the server stops."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.closing = asyncio.Event()

    def routes(self) -> list[Route]:
        """Every address to read from."""
        return [
            Route("/sandbox/people", self._people),
            Route("/sandbox/screen", self._screen),
            Route("/sandbox/events", self._events),
            Route("/sandbox/wait", self._wait),
            Route("/sandbox/ready", self._ready),
        ]

    async def _people(self, _request: Request) -> Response:
        return JSONResponse(people(self._stage))

    async def _screen(self, request: Request) -> Response:
        given = Given(dict(request.query_params))
        who, channel = self._stage.person(given), self._stage.channel(given)
        if not self._stage.workspace.may_see(who.id, channel):
            raise Mistake("There is no such channel.", 404)
        looking = request.query_params.get("looking") != "elsewhere"
        return JSONResponse(screen(self._stage.workspace, who, channel, looking=looking))

    async def _events(self, request: Request) -> Response:
        who = self._stage.person(Given(dict(request.query_params)))
        headers = {"cache-control": "no-store"}
        return StreamingResponse(self._stream(who), media_type="text/event-stream", headers=headers)

    async def _stream(self, who: Person) -> AsyncIterator[str]:
        """Says once where things stand, then tells of every change that this person could see."""
        news = self._stage.workspace.news
        version = news.version
        yield _told(version, [])
        while not self.closing.is_set():
            now = await news.newer_than(version, HEARTBEAT_SECONDS)
            changes = [one for one in news.since(version) if concerns(self._stage.workspace, who, one)]
            version = now
            if changes:
                yield _told(version, sorted({channel for one in changes for channel in one.channels}))
            else:
                yield ": still here\n\n"

    async def _wait(self, request: Request) -> Response:
        try:
            version = int(request.query_params.get("version", "0"))
            seconds = min(float(request.query_params.get("seconds", "5")), LONGEST_WAIT)
        except ValueError:
            raise Mistake("version and seconds are numbers.") from None
        return JSONResponse({"version": await self._stage.workspace.news.newer_than(version, seconds)})

    async def _ready(self, _request: Request) -> Response:
        return JSONResponse({"ready": await self._stage.delivery.is_ready()})


def _told(version: int, channels: list[str]) -> str:
    return f"event: changed\ndata: {json.dumps({'version': version, 'channels': channels})}\n\n"
