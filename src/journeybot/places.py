"""Where a team meets, who acts there, and how they are told that something cannot be done now."""

from dataclasses import dataclass


class Refusal(Exception):
    """What cannot be done now. `why` names a sentence of prompts/<language>/refusals.toml, `values` its gaps."""

    def __init__(self, why: str, **values: object) -> None:
        super().__init__(why)
        self.why = why
        self.values = values


@dataclass(frozen=True, slots=True)
class Place:
    """Where a team meets: the tenant (the workspace that installed us) and its channel."""

    tenant: str
    channel: str


@dataclass(frozen=True, slots=True)
class Who:
    """The person who acts: the tenant they act in and the chat's id for them."""

    tenant: str
    id: str
