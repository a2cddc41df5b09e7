"""What Slack sent has the shape that Bolt counts on: where it has not, Bolt would fall over it."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

NEEDED = {"event_callback": "event", "view_submission": "view", "view_closed": "view", "block_actions": "actions"}
"""What a payload of a type cannot be without."""

Object = dict[str, Any]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True)


class _Named(_Part):
    type: str


class _Installed(_Part):
    team_id: str | None = None
    enterprise_id: str | None = None


class _Payload(_Installed):
    event: _Named | None = None
    view: _Named | None = None
    actions: Annotated[list[Object], Field(min_length=1)] | None = None
    authorizations: list[_Installed] | None = None
    message: Object | None = None
    container: Object | None = None


def must_be_in_shape(said: Object) -> None:
    """https://docs.slack.dev/reference/interaction-payloads says what is where. Raises ValueError, TypeError."""
    _Payload.model_validate(said)
    needed = NEEDED.get(said.get("type", ""))
    if needed and said.get(needed) is None:
        raise ValueError(f"without {needed}")
