"""Reads the arguments of a Web API call, which may come by query, form, multipart or JSON, as Slack allows."""

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox import Json
from bot.sandbox.refusals import Refusal
from bot.sandbox.well_formed import read_json

_YES = ("1", "true", "yes", "on")


class Arguments:
    """The named arguments of one call; reading a wrong or missing one raises Slack's refusal."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = {key: value for key, value in values.items() if value is not None}

    def has(self, name: str) -> bool:
        """Whether the argument was given at all."""
        return name in self._values

    def text(self, name: str, default: str = "") -> str:
        """A text, empty when it was not given."""
        value = self._values.get(name, default)
        if isinstance(value, (dict, list)):
            raise Refusal("invalid_arguments", f"[ERROR] must provide a string [json-pointer:/{name}]")
        return str(value)

    def required(self, name: str) -> str:
        """A text that must be there; else `invalid_arguments`."""
        value = self.text(name)
        if not value:
            raise Refusal("invalid_arguments", f"[ERROR] missing required field: {name}")
        return value

    def flag(self, name: str) -> bool:
        """True for true, 1 and their like."""
        return self.text(name).lower() in _YES

    def number(self, name: str, default: int) -> int:
        """A whole number, or `default` when none was given."""
        try:
            return int(self.text(name) or default)
        except ValueError:
            raise Refusal("invalid_arguments", f"[ERROR] must provide an integer [json-pointer:/{name}]") from None

    def words(self, name: str) -> list[str]:
        """A list of ids, given as a list or separated by commas."""
        value = self._values.get(name, "")
        given = value if isinstance(value, list) else str(value).split(",")
        return [str(one).strip() for one in given if str(one).strip()]

    def structure(self, name: str, refusal: str = "invalid_arguments") -> Any:
        """A list or an object, given as such or as a JSON text; None when it was not given."""
        value = self._values.get(name)
        if isinstance(value, str) and value:
            try:
                return read_json(value)
            except ValueError:
                raise Refusal(refusal, f"[ERROR] must be valid JSON [json-pointer:/{name}]") from None
        return value or None

    def blocks(self) -> list[Json] | None:
        """The argument `blocks`; else `invalid_blocks_format`."""
        value = self.structure("blocks", "invalid_blocks_format")
        if value is None and self.has("blocks"):
            return []
        if value is not None and not (isinstance(value, list) and all(isinstance(one, dict) for one in value)):
            raise Refusal("invalid_blocks_format")
        return value


async def read_arguments(request: Request, *, form_only: bool) -> tuple[Arguments, str]:
    """The arguments of a call and its token. Methods that are `form_only` do not see a JSON body."""
    values: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        values |= {} if form_only else _json_object(await request.body())
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        async with request.form() as form:
            values |= {key: value for key, value in form.items() if not isinstance(value, UploadFile)}
    bearer = request.headers.get("authorization", "")
    token = bearer[7:].strip() if bearer.lower().startswith("bearer ") else str(values.get("token") or "")
    return Arguments(values), token


def _json_object(body: bytes) -> Json:
    if not body.strip():
        return {}
    try:
        value = read_json(body)
    except ValueError:
        raise Refusal("invalid_json") from None
    if not isinstance(value, dict):
        raise Refusal("json_not_object")
    return value
