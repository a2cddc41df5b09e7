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

FORM = "application/x-www-form-urlencoded"


def payload_of(path: Path) -> dict[str, Any]:
    """A file with its response_urls tamed."""
    told: dict[str, Any] = _tamed(json.loads(path.read_text("utf-8")))
    return told


def body_of(told: dict[str, Any]) -> tuple[bytes, str]:
    """Body and content type as Slack sends them."""
    payload = told["payload"]
    if told["_transport"] == "json":
        return json.dumps(payload, ensure_ascii=False).encode(), "application/json"
    if told["_transport"] == "form_payload_field":
        return urlencode({"payload": json.dumps(payload, ensure_ascii=False)}).encode(), FORM
    if "_raw_body" in told:
        pairs = parse_qsl(told["_raw_body"], keep_blank_values=True)
        return urlencode([(name, NOWHERE if name == "response_url" else value) for name, value in pairs]).encode(), FORM
    return urlencode(payload).encode(), FORM


def _tamed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: NOWHERE if name == "response_url" else _tamed(inner) for name, inner in value.items()}
    return [_tamed(inner) for inner in value] if isinstance(value, list) else value
