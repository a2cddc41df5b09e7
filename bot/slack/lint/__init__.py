"""Refuses what Slack would refuse, before Slack does: every limit and rule of Block Kit over the finished payload.

The shapes are models, one field a line, over the table of `bot.slack.limits`; `across` holds what concerns more than
one part. Source: docs.slack.dev/reference/block-kit and /surfaces/modals. What nothing here sends (cards, carousels,
data tables, videos) is refused as unknown.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import ValidationError

from bot.slack.lint.across import across
from bot.slack.lint.breaches import Breach, pointer_to
from bot.slack.lint.surfaces import SURFACES

Surface = Literal["message", "modal", "home"]


class SlackWouldRefuse(Exception):
    """What Slack would refuse, all of it; `breaches` say where (a JSON pointer) and why."""

    def __init__(self, breaches: tuple[Breach, ...]) -> None:
        super().__init__("\n".join(f"{breach.pointer or '/'}: {breach.why}" for breach in breaches))
        self.breaches = breaches


def refuse(payload: Mapping[str, Any], surface: Surface) -> None:
    """Raise SlackWouldRefuse if this message (`text`, `blocks`), modal or Home view breaks any rule."""
    breaches = tuple(dict.fromkeys([*_shape(payload, surface), *across(payload, surface)]))
    if breaches:
        raise SlackWouldRefuse(breaches)


def _shape(payload: Mapping[str, Any], surface: Surface) -> Iterator[Breach]:
    try:
        SURFACES[surface].model_validate(payload)
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_input=False):
            place = [*problem["loc"], *([problem["ctx"]["at"]] if "at" in problem.get("ctx", {}) else [])]
            yield Breach(pointer_to(payload, place), problem["msg"])
