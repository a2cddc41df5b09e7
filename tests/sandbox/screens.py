"""A server for the page alone: whatever screen a test sets is served, whatever the page does is written down."""

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

Json = dict[str, Any]
PAGE = Path(__file__).parents[2] / "bot" / "sandbox" / "page"

PEOPLE: list[Json] = [
    {
        "id": "U1",
        "name": "Ana",
        "real_name": "Ana Ferreira",
        "initials": "AF",
        "colour": "#2d6a8a",
        "tz": "Europe/Lisbon",
    },
    {
        "id": "U2",
        "name": "Ben",
        "real_name": "Ben Okafor",
        "initials": "BO",
        "colour": "#8a4b2d",
        "tz": "America/New_York",
    },
    {
        "id": "U3",
        "name": "Chiara",
        "real_name": "Chiara Russo",
        "initials": "CR",
        "colour": "#f2c744",
        "tz": "Europe/Rome",
    },
]
BOT: Json = {"user": "UBOT", "bot": True, "name": "journeybot", "colour": "#1d3557", "initials": "jo"}


def words(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text, "emoji": True}


def asked(block_id: str, label: str, element: Json, **block: Any) -> Json:
    """An input block."""
    named = {"action_id": "value", **element}
    return {"type": "input", "block_id": block_id, "label": words(label), "element": named, **block}


def options(*labels: str) -> list[Json]:
    """Options whose value is their label in lower case."""
    return [{"text": words(label), "value": label.lower()} for label in labels]


def view(*blocks: Json, **parts: Any) -> Json:
    """A dialog as a screen holds it."""
    known = {
        "id": "V1",
        "hash": "1",
        "type": "modal",
        "title": words("Add a persona"),
        "submit": words("Save"),
        "close": words("Cancel"),
    }
    return {**known, "blocks": list(blocks), "errors": {}, "values": {}, **parts}


@dataclass
class Stage:
    """What the page is shown and what it did. `answers` maps a verb to what its next act gives back."""

    url: str = ""
    people: Json = field(default_factory=dict)
    screens: dict[str, Json] = field(default_factory=dict)
    answers: dict[str, Json] = field(default_factory=dict)
    acts: list[tuple[str, Json]] = field(default_factory=list)
    slow: float = 0.0
    version: int = 1

    def reset(self) -> None:
        """Empty channels for everybody."""
        self.people = {
            "team": {"id": "T1", "name": "Acme"},
            "people": PEOPLE,
            "channels": [
                {"id": "C1", "name": "journey", "is_private": False, "is_member_bot": True, "kind": "channel", "members": ["U1", "U2", "U3"]},
                {"id": "C2", "name": "secret-plans", "is_private": True, "is_member_bot": False, "kind": "channel", "members": ["U1", "U2", "U3"]},
                *(
                    {
                        "id": f"D{n}",
                        "name": "journeybot",
                        "is_private": True,
                        "is_member_bot": True,
                        "kind": "im",
                        "user": f"U{n}",
                    }
                    for n in (1, 2, 3)
                ),
            ],
            "commands": [
                {
                    "command": "/journey",
                    "usage_hint": "start, add, map ...",
                    "words": [
                        {"word": "start", "hint": "[title]  begin a workshop"},
                        {"word": "status", "hint": "how far we are"},
                        {"word": "map", "hint": "draw the map"},
                    ],
                }
            ],
            "shortcuts": [
                {
                    "type": "global",
                    "name": "Start a journey map",
                    "callback_id": "start",
                    "description": "Opens the first dialog",
                },
                {
                    "type": "message",
                    "name": "Add to journey",
                    "callback_id": "note",
                    "description": "Keeps it as evidence",
                },
            ],
            "bot": {"id": "UBOT", "name": "journeybot"},
        }
        self.screens, self.answers, self.acts, self.slow = {}, {}, [], 0.0
        self.changed()

    def screen(self, user: str) -> Json:
        """This person's screen, to be changed by the test; call changed() afterwards."""
        empty: Json = {
            "messages": [],
            "modal": None,
            "modal_depth": 0,
            "home": None,
            "threads": {},
            "notices": [],
            "busy": False,
            "is_member": True,
            "unread": {},
        }
        return self.screens.setdefault(user, empty)

    def say(self, text: str = "", *, by: Json | None = None, to: str = "", **parts: Any) -> Json:
        """Puts a message on everybody's screen, or only on that of `to`."""
        author = by or BOT
        ts = f"{1_770_000_000 + 400 * len(self.screen('U1')['messages']) + self.version}.000100"
        message = {
            "ts": ts,
            "bot": False,
            "text": text,
            "blocks": [],
            "ephemeral": bool(to),
            "edited": False,
            "thread_ts": None,
            "reply_count": 0,
            "files": [],
            "time": "14:03",
            "command": None,
            "user": author.get("id"),
            **author,
            **parts,
        }
        for person in PEOPLE:
            if to in ("", person["id"]):
                self.screen(person["id"])["messages"].append(message)
        self.changed()
        return message

    def changed(self) -> None:
        """Tells the open pages to look again."""
        self.version += 1

    def did(self, verb: str) -> list[Json]:
        """What the page asked for with this verb, oldest first."""
        return [body for one, body in self.acts if one == verb]


def app_of(stage: Stage) -> Starlette:
    """The control interface over a stage."""

    async def index(_request: Request) -> Response:
        return HTMLResponse((PAGE / "index.html").read_text().replace("{{ team.name }}", "Acme"))

    async def people(_request: Request) -> Response:
        return JSONResponse(stage.people)

    async def screen(request: Request) -> Response:
        here = stage.screen(request.query_params["user"])
        return JSONResponse({"version": stage.version, **here})

    async def events(_request: Request) -> Response:
        async def heard() -> AsyncIterator[str]:
            seen = -1
            while True:
                if stage.version != seen:
                    seen = stage.version
                    yield f"event: changed\ndata: {json.dumps({'version': seen})}\n\n"
                await asyncio.sleep(0.02)

        return StreamingResponse(heard(), media_type="text/event-stream")

    async def act(request: Request) -> Response:
        verb = request.path_params["verb"]
        stage.acts.append((verb, await request.json()))
        await asyncio.sleep(stage.slow)
        answer = stage.answers.get(verb, {"ok": True, "version": stage.version})
        return JSONResponse(answer, status_code=400 if "error" in answer else 200)

    return Starlette(
        routes=[
            Route("/", index),
            Route("/sandbox/people", people),
            Route("/sandbox/screen", screen),
            Route("/sandbox/events", events),
            Route("/sandbox/act/{verb}", act, methods=["POST"]),
            Mount("/static", StaticFiles(directory=PAGE / "static")),
        ]
    )


@contextmanager
def served() -> Iterator[Stage]:
    """A stage behind a free port."""
    stage = Stage()
    stage.reset()
    server = uvicorn.Server(uvicorn.Config(app_of(stage), port=0, log_level="error", timeout_graceful_shutdown=0))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    stage.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield stage
    server.should_exit = True
    thread.join(5)
