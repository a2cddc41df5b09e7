"""Reads JSON from outside so that it can always be written again."""

import json
from typing import Any


def read_json(text: str | bytes) -> Any:
    """The value of a JSON text, with half characters (lone surrogates) replaced, as Slack does.

    Raises ValueError when it is no JSON.
    """
    return _whole(json.loads(text))


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(one) for key, one in value.items()}
    return value
