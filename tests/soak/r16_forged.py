"""R16: requests that are forged, malformed or sent again change nothing, break nothing and are not logged."""

import hashlib
import hmac
import io
import logging
import time
from collections import Counter
from pathlib import Path

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sandbox.signed_http import SignedHttp
from bot.web.guard import MOST_BYTES
from journeybot.workshop import Place
from tests.sandbox.running import SECRET
from tests.slack.at_work import AtWork, at_work
from tests.soak.trials import trial

CANARY = "canary-in-the-body"
REFUSED = {400, 401, 413}
HEADER = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=80).map(str.strip)
STALE = st.one_of(st.integers(-(10**9), -400), st.integers(310, 10**9))
KINDS = ("stamp", "signature", "type", "stale", "secret", "altered", "again", "bytes", "big")
Parcel = tuple[bytes, dict[str, str]]


@trial("R16 forged or replayed requests that did something, 500s, bodies logged", at_most=0, times=1000, short=200)
def harmful(folder: Path, times: int) -> float:
    """Each begins as a genuine submission with an answer in it that nobody gave."""
    written, found, statuses = io.StringIO(), Counter[str](), Counter[int]()
    listening, root = logging.StreamHandler(written), logging.getLogger()
    with at_work(folder, "http") as work:
        genuine = _genuine(work)
        before, level = _rows(work), root.level
        root.addHandler(listening)
        root.setLevel(logging.DEBUG)
        try:
            _send_all(work, genuine, times=times, found=found, statuses=statuses)
        finally:
            root.removeHandler(listening)
            root.setLevel(level)
        found["accepted"] += _rows(work) != before
    found["logged"] += written.getvalue().count(CANARY)
    print(f"      {sum(statuses.values())} requests: {dict(statuses)}; {dict(found)}")
    return sum(found.values())


def _genuine(work: AtWork) -> Parcel:
    """A submission that was taken: its body, and its headers."""
    sent: list[Parcel] = []
    http, really = work.running.stage.delivery.http, SignedHttp._send

    async def noted(self: SignedHttp, body: bytes, headers: dict[str, str]) -> httpx.Response:
        sent.append((body, headers))
        return await really(self, body, headers)

    ana = work.begins(work.room())
    ana.types("/journey persona")
    setattr(http, "_send", noted.__get__(http))  # noqa: B010  mypy takes no assignment to a method
    ana.submits({"Name": CANARY})
    return sent[0]


def _rows(work: AtWork) -> list[object]:
    """All that the workshop holds, and how often it has changed."""
    tenant = work.running.stage.workspace.team.id
    found = (work.bot.store.latest_in(Place(tenant, channel)) for channel in work.running.stage.workspace.channels)
    return [work.bot.store.journey(tenant, one.key) for one in found if one]


def _send_all(work: AtWork, genuine: Parcel, *, times: int, found: Counter[str], statuses: Counter[int]) -> None:
    url = work.running.stage.delivery.http.url or ""
    with httpx.Client(trust_env=False, timeout=30) as client:

        @settings(max_examples=times, deadline=None, suppress_health_check=list(HealthCheck))
        @given(kind=st.sampled_from(KINDS), text=HEADER, age=STALE, noise=st.binary(min_size=1, max_size=200))
        def send(kind: str, text: str, age: int, noise: bytes) -> None:
            body, headers = spoilt(genuine, kind, text=text, age=age, noise=noise)
            raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
            answer = client.post(url, content=body, headers=raw)
            statuses[answer.status_code] += 1
            found["errors"] += answer.status_code >= 500
            found["let in"] += kind != "again" and answer.status_code not in REFUSED

        send()


def spoilt(genuine: Parcel, kind: str, *, text: str, age: int, noise: bytes) -> Parcel:
    """The genuine one, with one thing wrong; `again` is the same once more, which is answered and not done."""
    body, headers = genuine[0], dict(genuine[1])
    if kind in {"stamp", "signature"}:
        return body, {**headers, f"x-slack-{'request-timestamp' if kind == 'stamp' else kind}": text}
    if kind == "type":
        return body, {**headers, "content-type": text}
    if kind == "stale":
        return body, headers | _signed(body, SECRET, age=age)
    if kind == "secret":
        return body, headers | _signed(body, SECRET + text + "x")
    if kind == "altered":
        return body.replace(CANARY.encode(), f"{CANARY}-2".encode()), headers
    if kind == "bytes":
        return noise + body, headers
    if kind == "big":
        return body + b"&" * MOST_BYTES, headers
    return body, headers | _signed(body, SECRET)


def _signed(body: bytes, secret: str, *, age: int = 0) -> dict[str, str]:
    stamp = str(int(time.time()) - age)
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={digest}"}
