"""Real payloads of Slack, as gathered beside the project; where they are not, the tests that need them are left out."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "slack" / "payloads"
FILES = sorted(path for kind in ("real", "derived") for path in (FOLDER / kind).glob("*.json"))
LEFT_OUT = "the payloads of Slack are not beside the project"
NOWHERE = "http://127.0.0.1:9/closed"
"""In place of every response_url: an answer to Slack's own would leave this machine."""

ONCE = ("trigger_id", "event_id")
"""What Slack gives to one delivery alone."""

FORM = "application/x-www-form-urlencoded"


def payload_of(path: Path) -> dict[str, Any]:
    """A file with its response_urls tamed, and with ids of its own: many samples share theirs, and what comes with an
    id that has been there is answered as it was then."""
    told: dict[str, Any] = _tamed(json.loads(path.read_text("utf-8")), path.stem)
    return told


def body_of(told: dict[str, Any]) -> tuple[bytes, str]:
    """Body and content type as Slack sends them."""
    payload = told["payload"]
    if told["_transport"] == "json":
        return json.dumps(payload, ensure_ascii=False).encode(), "application/json"
    if told["_transport"] == "form_payload_field":
        return urlencode({"payload": json.dumps(payload, ensure_ascii=False)}).encode(), FORM
    if "_raw_body" in told:
        return urlencode(told["_raw_body"]).encode(), FORM
    return urlencode(payload).encode(), FORM


def _tamed(value: Any, sample: str) -> Any:
    if isinstance(value, dict):
        return {name: _changed(name, inner, sample) for name, inner in value.items()}
    return [_tamed(inner, sample) for inner in value] if isinstance(value, list) else value


def _changed(name: str, value: Any, sample: str) -> Any:
    if name == "_raw_body":
        pairs = parse_qsl(value, keep_blank_values=True)
        return [(each, _changed(each, inner, sample)) for each, inner in pairs]
    if name == "response_url":
        return NOWHERE
    return f"{value}.{sample}" if name in ONCE and isinstance(value, str) else _tamed(value, sample)
