"""Slack's side of the HTTP goals: servers started and stopped, requests signed as Slack signs them, several at once."""

import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import psutil
from slack_sdk.signature import SignatureVerifier

from tests.bench import maps
from tests.bench.servers import SECRET
from tests.bench.sidebyside import Sample

SIGN = SignatureVerifier(SECRET)
NOT_FOR_SERVERS = {"pythondontwritebytecode", "http_proxy", "https_proxy", "all_proxy"}
A_KEY = re.compile(r"[0-9a-f]{32}")
Parcel = tuple[bytes, dict[str, str]]


@dataclass(frozen=True)
class Served:
    """A server that is up."""

    port: int
    process: psutil.Process

    @property
    def worked(self) -> float:
        """Milliseconds of processor that it has used so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system) * 1000


@contextmanager
def started(command: Sequence[str], **settings: str) -> Iterator[subprocess.Popen[str]]:
    """A process with these settings in its environment, ended in the end. It may keep what Python has compiled."""
    around = {name: value for name, value in os.environ.items() if name.lower() not in NOT_FOR_SERVERS}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=around | settings)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


def address_of(slack: int) -> str:
    """The stand-in's address, by a name under which the bot takes it for Slack itself: for a Slack that it knows to be
    on this machine it looks over whatever it sends, as it does in development only."""
    return f"http://0.0.0.0:{slack}/"


@contextmanager
def served(name: str, *, database: str = "", slack: int = 0) -> Iterator[Served]:
    """One of `servers`, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.servers", name]
    with started(command, DATABASE_URL=database, SLACK_API_URL=address_of(slack)) as process:
        assert process.stdout is not None
        yield Served(int(process.stdout.readline()), psutil.Process(process.pid))


def wait_until(there: Callable[[], object], *, else_say: str, seconds: float = 60) -> None:
    """Look every few milliseconds whether it is there; what does not come in time fails instead of hanging."""
    until = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < until, else_say
        time.sleep(0.005)


def parcel(fields: dict[str, str]) -> Parcel:
    """A form that Slack would post, and its headers."""
    body = urlencode(fields)
    stamp = str(int(time.time()))
    signature = SIGN.generate_signature(timestamp=stamp, body=body) or ""
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature,
    }
    return body.encode(), headers


def command(text: str, *, slack: int, people: int = 10) -> Parcel:
    """`/journey` and more words, of one person after another: who sends more than a hundred in one go is a flood. Each
    is known to the bot after their first."""
    number = next(maps.NUMBER)
    return parcel(
        {
            "command": "/journey",
            "text": text,
            "team_id": "T1",
            "channel_id": "C-w0",
            "channel_name": "kettles",
            "user_id": f"U{number % people}",
            "trigger_id": f"{number}.1",
            "response_url": f"http://127.0.0.1:{slack}/response",
        }
    )


def submission(view: dict[str, Any], author: str) -> Parcel:
    """A dialog opened anew (what is to be written has a key from the beginning), filled in with new text, and sent."""
    view = json.loads(A_KEY.sub(uuid.uuid4().hex, json.dumps(view)))
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    values = {block["block_id"]: {block["element"]["action_id"]: _filled(block)} for block in inputs}
    payload = {
        "type": "view_submission",
        "team": {"id": "T1", "domain": "kettles"},
        "user": {"id": author, "name": "ana", "team_id": "T1"},
        "api_app_id": "A1",
        "trigger_id": f"{next(maps.NUMBER)}.1",
        "view": {**view, "id": f"V{next(maps.NUMBER)}", "state": {"values": values}},
        "response_urls": [],
    }
    return parcel({"payload": json.dumps(payload)})


def _filled(block: dict[str, Any]) -> dict[str, Any]:
    element = block["element"]
    state: dict[str, Any] = {"type": element["type"]}
    if element["type"] == "plain_text_input":
        return state | {"value": None if block.get("optional") else maps.text()}
    if "options" not in element and "option_groups" not in element:
        return state
    several = element["type"] in {"checkboxes", "multi_static_select"}
    options = element.get("options") or element["option_groups"][0]["options"]
    return state | ({"selected_options": []} if several else {"selected_option": options[0]})


def opened(slack: int) -> dict[str, Any]:
    """The dialog that was opened last."""
    with urllib.request.urlopen(f"http://127.0.0.1:{slack}/view") as answer:
        view: dict[str, Any] = json.load(answer)
    return view


def load(server: Served, parcels: Sequence[Parcel], *, clients: int) -> Sample:
    """Send them all, from so many clients at once: requests a second, the median and the 99th percentile of one, and
    the processor that the server used for one."""
    took: list[float] = []
    failed: list[str] = []

    def send(mine: Sequence[Parcel]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        for body, headers in mine:
            begun = time.perf_counter()
            connection.request("POST", "/slack/events", body, headers)
            answer = connection.getresponse()
            said = answer.read()
            took.append((time.perf_counter() - begun) * 1000)
            if answer.status != http.client.OK or b'"errors"' in said:
                failed.append(f"{answer.status} {said[:300]!r}")
        connection.close()

    threads = [threading.Thread(target=send, args=(parcels[number::clients],)) for number in range(clients)]
    begun, worked = time.perf_counter(), server.worked
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    assert not failed, failed[0]
    assert len(took) == len(parcels), "some got no answer"
    return {
        "per s": len(took) / seconds,
        "p50 ms": statistics.median(took),
        "p99 ms": statistics.quantiles(took, n=100)[98],
        "max ms": max(took),
        "cpu ms": (server.worked - worked) / len(took),
    }
